"""Spherical k-means: a case worked by hand, planted clusters, scikit-learn beside it, and what always holds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from sklearn.cluster import KMeans

from rowspace.errors import Canceled
from rowspace.geometry import kmeans as module
from rowspace.geometry.kmeans import kmeans


def planted(count: int, clusters: int, dim: int, noise: float, seed: int = 5) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    centers = random.standard_normal((clusters, dim))
    own = random.integers(clusters, size=count)
    points = centers[own] + noise * random.standard_normal((count, dim))
    return (points / np.linalg.norm(points, axis=1, keepdims=True)).astype(np.float32), own


def same_parts(one: np.ndarray, other: np.ndarray) -> bool:
    pairs = set(zip(one.tolist(), other.tolist(), strict=True))
    return len(pairs) == len(set(one.tolist())) == len(set(other.tolist()))


def test_the_example_of_the_docstring() -> None:
    found = kmeans(np.array([[1, 0], [2, 1], [0, 1]], np.float32), 2)
    assert found.labels.tolist() == [0, 0, 1]
    np.testing.assert_allclose(found.centers, [[0.949, 0.316], [0, 1]], atol=1e-3)
    np.testing.assert_allclose(found.products, [0.949, 2.214, 1], atol=1e-3)


@pytest.mark.parametrize("count", [600, 30_000])
def test_planted_clusters_are_found(count: int) -> None:
    points, own = planted(count, 15, 20, 0.25)
    found = kmeans(points, 15)
    assert same_parts(found.labels, own)
    sizes = np.bincount(found.labels)
    assert sizes.tolist() == sorted(sizes.tolist(), reverse=True)
    again = kmeans(points, 15)
    np.testing.assert_array_equal(found.labels, again.labels)
    np.testing.assert_array_equal(found.centers, again.centers)


def test_clusters_are_as_tight_as_scikit_learns() -> None:
    points = planted(4000, 9, 12, 1.2)[0]
    theirs = KMeans(9, n_init=10, random_state=0).fit(points)
    centers = theirs.cluster_centers_ / np.linalg.norm(theirs.cluster_centers_, axis=1, keepdims=True)
    best = float((points @ centers.T).max(axis=1).mean())
    assert float(kmeans(points, 9).products.mean()) > best * 0.998


@given(seed=some.integers(0, 1000), count=some.integers(1, 6), copies=some.integers(1, 3))
def test_every_point_is_with_its_best_center_and_no_cluster_is_empty(seed: int, count: int, copies: int) -> None:
    points = np.repeat(np.random.default_rng(seed).standard_normal((8, 3)).astype(np.float32), copies, axis=0)
    found = kmeans(points, count, seed=seed)
    products = points @ found.centers.T
    np.testing.assert_allclose(found.products, products.max(axis=1), rtol=1e-5, atol=1e-6)
    assert len(set(found.labels.tolist())) == count
    np.testing.assert_allclose(np.linalg.norm(found.centers, axis=1), 1, rtol=1e-5)


def test_more_clusters_than_directions_and_zero_points_end_well() -> None:
    found = kmeans(np.array([[1, 0], [1, 0], [0, 0], [1, 0]], np.float32), 3)
    assert found.labels.shape == (4,)
    assert np.isfinite(found.centers).all()
    assert found.products.tolist() == [1, 1, 0, 1]


def test_work_is_told_and_can_be_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SAMPLE", 100)
    points, heard = planted(500, 4, 6, 0.5)[0], list[float]()
    kmeans(points, 4, tick=heard.append)
    assert heard == sorted(heard)
    assert 0 <= heard[0] < 0.5 < heard[-1] <= 1

    def stop(done: float) -> None:
        if done >= 0.5:
            raise Canceled("The work was canceled.")

    with pytest.raises(Canceled):
        kmeans(points, 4, tick=stop)
