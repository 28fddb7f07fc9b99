import threading
import warnings

import numpy as np
import pytest

from rowspace.geometry import umap as module
from rowspace.geometry.clouds import cloud_of
from rowspace.geometry.faithfulness import kept_neighbors, true_ranks
from rowspace.geometry.projection import pca
from rowspace.geometry.umap import epochs_for, neighbors_for, placed_by_umap, umap, warm_up
from rowspace.operations.opened import OpenedTable
from tests.geometry.clusters import clusters, separation


class Stopped(Exception):
    pass


def test_settings_shrink_with_the_number_of_points() -> None:
    assert [neighbors_for(count) for count in (4, 9, 39, 45, 1000)] == [3, 3, 13, 15, 15]
    assert [epochs_for(count) for count in (39, 10_000, 10_001)] == [500, 500, 200]
    assert umap(clusters(39)).parameters == {
        "metric": "cosine",
        "start": "pca",
        "iterations": 500,
        "neighbors": 13,
        "minimum_distance": 0.1,
    }


def test_clusters_stay_together_and_apart() -> None:
    assert separation(umap(clusters(60)).coordinates) > 2


def test_it_keeps_more_neighbors_than_principal_components(glove: OpenedTable) -> None:
    rows = glove.rows[range(1000, 1200)]
    kept = [kept_neighbors(true_ranks(rows, picture, 10)) for picture in (umap(rows).coordinates, pca(rows)[0])]
    assert kept[0] > 2 * kept[1]


def test_one_seed_gives_one_picture_and_lengths_of_rows_do_not_matter() -> None:
    rows = clusters(40)
    first = umap(rows, seed=5).coordinates
    np.testing.assert_array_equal(first, umap(rows, seed=5).coordinates)
    np.testing.assert_array_equal(first, umap(rows * 2.0 ** np.arange(40)[:, None], seed=5).coordinates)
    assert not np.array_equal(first, umap(rows, seed=6).coordinates)


def test_equal_rows_share_a_place_and_nothing_is_not_a_number() -> None:
    rows = np.vstack([clusters(8), clusters(8) * 3, np.zeros((2, 12))])
    coordinates = umap(rows).coordinates
    np.testing.assert_array_equal(coordinates[:8], coordinates[8:16])
    np.testing.assert_array_equal(coordinates[16], coordinates[17])
    for degenerate in (np.ones((5, 3)), np.zeros((4, 2)), np.eye(2), np.eye(4), np.eye(9), clusters(9)[:, :1]):
        assert np.isfinite(umap(degenerate).coordinates).all()


def test_it_says_how_far_it_is_and_stops_when_told() -> None:
    told: list[float] = []
    umap(clusters(300), tick=told.append)
    assert told == sorted(told)
    assert told[0] == 0
    assert 0.2 <= told[-1] < 1

    def stop_in_the_epochs(done: float) -> None:
        if done >= 0.2:
            raise Stopped

    with pytest.raises(Stopped):
        umap(clusters(30), tick=stop_in_the_epochs)
    assert separation(umap(clusters(30)).coordinates) > 2


def test_it_waits_for_another_thread_and_can_be_stopped_meanwhile() -> None:
    warm_up()
    done: list[float] = []

    def stop_the_third_time(share: float) -> None:
        done.append(share)
        if len(done) == 3:
            raise Stopped

    with module._alone, pytest.raises(Stopped):
        umap(clusters(30), tick=stop_the_third_time)
    assert done == pytest.approx([0, 0.2, 0.2])


def test_compiling_can_be_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    entered, released = threading.Event(), threading.Event()

    def compiling(*given: object) -> None:
        entered.set()
        released.wait()

    def stop_once_it_compiles(done: float) -> None:
        if entered.is_set():
            raise Stopped

    monkeypatch.setattr(module, "_ready", threading.Event())
    monkeypatch.setattr(module, "_places", compiling)
    with pytest.raises(Stopped):
        warm_up(stop_once_it_compiles)
    assert not module._ready.is_set()
    released.set()


def test_a_new_point_lands_as_the_librarys_transform_puts_it() -> None:
    rows, new = clusters(90), clusters(99)[90:]
    cloud = cloud_of(rows)
    picture = umap(cloud).coordinates
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from umap import UMAP

        model = UMAP(n_neighbors=15, metric="cosine", random_state=0, transform_seed=7).fit(rows)
        model.embedding_ = picture.astype(np.float32)
        theirs = model.transform(new)
    ours = placed_by_umap(cloud, picture, cloud.taken_in(new), seed=7)
    # the library's cosines differ in the last digit, and with it the random pushes
    assert np.median(np.linalg.norm(ours - theirs, axis=1)) < 0.02 * np.ptp(picture)


def test_new_points_land_among_their_cluster_and_known_ones_near_their_place() -> None:
    rows, new = clusters(90), clusters(99)[90:]
    cloud = cloud_of(rows)
    picture = umap(cloud).coordinates
    landed = placed_by_umap(cloud, picture, cloud.taken_in(new))
    nearest = np.linalg.norm(landed[:, None] - picture, axis=2).argmin(axis=1)
    assert (nearest % 3 == np.arange(9) % 3).all()
    np.testing.assert_array_equal(landed, placed_by_umap(cloud, picture, cloud.taken_in(new)))
    known = placed_by_umap(cloud, picture, cloud.points[:6])
    assert np.linalg.norm(known - picture[:6], axis=1).max() < 0.2 * np.ptp(picture)


def test_new_points_beside_three_directions_lie_in_their_plane() -> None:
    cloud = cloud_of(np.eye(3))
    picture = umap(cloud).coordinates
    np.testing.assert_allclose(placed_by_umap(cloud, picture, np.eye(3)), picture, atol=1e-9)
