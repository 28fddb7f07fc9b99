import numpy as np
import pytest
from sklearn.decomposition import PCA
from sklearn.neighbors import NearestNeighbors

from rowspace.geometry import clouds
from rowspace.geometry.clouds import cloud_of, condensed_cloud, is_affordable, plane_of_few
from rowspace.geometry.similarity import cosine, unit
from rowspace.rows import ArrayRows, Floats, Rows
from tests.geometry.clusters import clusters


class Sized(Rows):
    """Rows that nobody reads."""

    def __init__(self, rows: int, dim: int) -> None:
        super().__init__((rows, dim), dtype="float32", nbytes=0)

    def take(self, ids: np.ndarray) -> Floats:
        raise NotImplementedError

    def block(self, start: int, stop: int) -> Floats:
        raise NotImplementedError


@pytest.fixture
def dear(monkeypatch: pytest.MonkeyPatch) -> None:
    """Has 100 rows of 12 dims be more than can be afforded, and four axes be enough of them."""
    monkeypatch.setattr(clouds, "WORK", 100 * 100 * 12 - 1)
    monkeypatch.setattr(clouds, "AXES", 4)


def test_three_directions_keep_their_distances() -> None:
    cloud = cloud_of(np.array([[1.0, 0, 0], [0, 1, 0], [0, 0, 1], [0, 0, 5]]))
    shown = plane_of_few(cloud).coordinates
    shown = np.linalg.norm(shown[:, None] - shown, axis=2)
    directions = cloud.points[cloud.place]
    np.testing.assert_allclose(shown**2, 2 - 2 * cosine(directions, directions), atol=1e-9)


@pytest.mark.usefixtures("dear")
def test_many_rows_lie_on_the_widest_axes_of_their_directions() -> None:
    rows = clusters(150) * np.arange(1, 151)[:, None]
    cloud = condensed_cloud(ArrayRows(rows))
    oracle = PCA(4).fit(unit(rows))
    assert cloud.points.shape == (150, 4)
    np.testing.assert_allclose(np.abs(cloud.points), np.abs(oracle.transform(unit(rows))), atol=1e-5)
    assert cloud.settings["components"] == 4
    assert cloud.settings["variance_kept"] == pytest.approx(oracle.explained_variance_ratio_.sum(), abs=1e-6)
    np.testing.assert_allclose(cloud.taken_in(rows[:9]), cloud.points[:9], atol=1e-6)
    again = condensed_cloud(ArrayRows(rows), plane=cloud.plane)
    np.testing.assert_array_equal(again.points, cloud.points)


@pytest.mark.usefixtures("dear")
def test_few_rows_or_few_dims_stay_as_they_are() -> None:
    for rows in (clusters(99), clusters(150, dim=4)):
        cloud = condensed_cloud(ArrayRows(rows))
        np.testing.assert_array_equal(cloud.points, cloud_of(rows.astype(np.float32)).points)
        assert cloud.settings == {"metric": "cosine", "start": "pca"}


def test_rows_too_many_to_be_made_doubles_are_the_same_directions(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = np.vstack([clusters(50), clusters(50)[:3]])
    expected = condensed_cloud(ArrayRows(rows))
    monkeypatch.setattr(clouds, "SMALL", 0)
    cloud = condensed_cloud(ArrayRows(rows))
    np.testing.assert_allclose(cloud.points, expected.points, atol=1e-6)
    np.testing.assert_array_equal(cloud.place, expected.place)


def test_what_is_affordable() -> None:
    assert is_affordable(Sized(50_000, 4_096))
    assert is_affordable(Sized(400_000, 50))
    assert not is_affordable(Sized(128_256, 4_096))
    assert not is_affordable(Sized(70_000, 4_096))


@pytest.mark.usefixtures("dear")
@pytest.mark.parametrize("count", [60, 150])
def test_neighbors_of_the_points_and_of_others_equal_scikit_learn(count: int) -> None:
    rows = clusters(count)
    cloud = condensed_cloud(ArrayRows(rows))
    oracle = NearestNeighbors(n_neighbors=4).fit(cloud.points)
    indices, distances = cloud.nearest_others(3)
    expected, near = oracle.kneighbors()
    np.testing.assert_allclose(distances, expected[:, :3], atol=1e-6)
    assert (indices == near[:, :3]).mean() > 0.99
    others = cloud.taken_in(clusters(7) + 0.1)
    indices, distances = cloud.nearest_to(others, 4)
    np.testing.assert_allclose(distances, oracle.kneighbors(others)[0], atol=1e-6)


@pytest.mark.usefixtures("dear")
def test_rows_of_one_direction_share_a_point_where_they_are_many() -> None:
    rows = np.vstack([clusters(120), 3 * clusters(120)[:20], np.zeros((2, 12))])
    cloud = condensed_cloud(ArrayRows(rows))
    np.testing.assert_allclose(cloud.points[cloud.place[120:140]], cloud.points[cloud.place[:20]], atol=1e-6)
    assert len(cloud.points) <= 142
