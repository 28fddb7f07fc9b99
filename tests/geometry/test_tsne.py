import numpy as np
import pytest

from rowspace.geometry.clouds import cloud_of
from rowspace.geometry.faithfulness import k_for, kept_neighbors, true_ranks
from rowspace.geometry.projection import pca
from rowspace.geometry.tsne import exaggeration_for, perplexity_for, placed_by_tsne, tsne
from rowspace.operations.opened import OpenedTable
from tests.geometry.clusters import clusters, separation


class Stopped(Exception):
    pass


def test_settings_shrink_with_the_number_of_points() -> None:
    assert [perplexity_for(count) for count in (4, 39, 91, 1000)] == pytest.approx([1, 38 / 3, 30, 30])
    assert [exaggeration_for(count) for count in (4, 39, 120, 1000)] == pytest.approx([1, 3.9, 12, 12])
    assert tsne(clusters(39)).parameters == {
        "metric": "cosine",
        "start": "pca",
        "iterations": 750,
        "perplexity": pytest.approx(38 / 3),
        "early_exaggeration": pytest.approx(3.9),
    }


def test_clusters_stay_together_and_apart() -> None:
    assert separation(tsne(clusters(60)).coordinates) > 2


def test_it_keeps_more_neighbors_than_principal_components(glove: OpenedTable) -> None:
    rows = glove.rows[range(1000, 1200)]
    kept = [kept_neighbors(true_ranks(rows, picture, 10)) for picture in (tsne(rows).coordinates, pca(rows)[0])]
    assert kept[0] > 2 * kept[1]


def test_one_seed_gives_one_picture_and_lengths_of_rows_do_not_matter() -> None:
    rows = clusters(40)
    first = tsne(rows, seed=5).coordinates
    np.testing.assert_array_equal(first, tsne(rows, seed=5).coordinates)
    np.testing.assert_array_equal(first, tsne(rows * 2.0 ** np.arange(40)[:, None], seed=5).coordinates)
    assert not np.array_equal(first, tsne(rows, seed=6).coordinates)


@pytest.mark.parametrize("count", [4, 5, 7, 12, 20, 40])
def test_few_unrelated_rows_do_not_collapse_into_a_point(glove: OpenedTable, count: int) -> None:
    for seed in range(3):
        rows = glove.rows[np.random.default_rng(seed).choice(3000, count, replace=False)]
        coordinates = tsne(rows).coordinates
        assert np.ptp(coordinates, axis=0).max() > 1
        assert kept_neighbors(true_ranks(rows, coordinates, k_for(count))) > 0.4


def test_equal_rows_share_a_place_and_nothing_is_not_a_number() -> None:
    rows = np.vstack([clusters(8), clusters(8) * 3, np.zeros((2, 12))])
    coordinates = tsne(rows).coordinates
    np.testing.assert_array_equal(coordinates[:8], coordinates[8:16])
    np.testing.assert_array_equal(coordinates[16], coordinates[17])
    for degenerate in (np.ones((5, 3)), np.zeros((4, 2)), np.eye(2), np.eye(3), np.eye(9), clusters(9)[:, :1]):
        assert np.isfinite(tsne(degenerate).coordinates).all()


def test_many_points_repel_each_other_on_a_grid(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, number in (("MANY", 100), ("EARLY", 50), ("LATE", 100)):
        monkeypatch.setattr(f"rowspace.geometry.tsne.{name}", number)
    assert separation(tsne(clusters(150)).coordinates) > 2


def test_it_says_how_far_it_is_and_stops_when_told() -> None:
    told: list[float] = []
    tsne(clusters(30), tick=told.append)
    assert told == sorted(told)
    assert told[0] == 0
    assert told[-1] == pytest.approx(1)

    def stop_at_half(done: float) -> None:
        if done > 0.5:
            raise Stopped

    with pytest.raises(Stopped):
        tsne(clusters(30), tick=stop_at_half)


def test_a_new_point_lands_as_the_librarys_transform_puts_it() -> None:
    from openTSNE import TSNEEmbedding
    from openTSNE.affinity import PerplexityBasedNN

    rows, new = clusters(90), clusters(99)[90:]
    cloud = cloud_of(rows)
    picture = tsne(cloud).coordinates
    picture -= (picture.max(axis=0) + picture.min(axis=0)) / 2  # as the library does before it places
    affinities = PerplexityBasedNN(cloud.points, perplexity=30, method="exact")
    theirs = TSNEEmbedding(picture, affinities, negative_gradient_method="bh").transform(cloud.taken_in(new))
    ours = placed_by_tsne(cloud, picture, cloud.taken_in(new))
    np.testing.assert_allclose(ours, theirs, atol=0.02 * np.ptp(picture))


def test_a_new_point_lands_among_its_cluster_and_alone_where_it_lands_with_others() -> None:
    rows, new = clusters(90), clusters(99)[90:]
    cloud = cloud_of(rows)
    picture = tsne(cloud).coordinates
    landed = placed_by_tsne(cloud, picture, cloud.taken_in(new))
    nearest = np.linalg.norm(landed[:, None] - picture, axis=2).argmin(axis=1)
    assert (nearest % 3 == np.arange(9) % 3).all()
    np.testing.assert_allclose(placed_by_tsne(cloud, picture, cloud.taken_in(new[4:5])), landed[4:5], atol=1e-6)


def test_new_points_beside_three_directions_lie_in_their_plane() -> None:
    cloud = cloud_of(np.eye(3))
    picture = tsne(cloud).coordinates
    np.testing.assert_allclose(placed_by_tsne(cloud, picture, np.eye(3)), picture, atol=1e-9)
