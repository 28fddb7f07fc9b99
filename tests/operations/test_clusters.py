"""Rows in clusters: planted ones found at any size, words that are typical, and rows in their order."""

from __future__ import annotations

import numpy as np
import pytest

from rowspace.errors import BadArgument, Canceled
from rowspace.operations import clusters as module
from rowspace.operations.clusters import clusters
from rowspace.operations.opened import OpenedTable
from rowspace.operations.pyramid import View
from rowspace.operations.row_order import row_order
from rowspace.operations.specials import special_rows
from rowspace.operations.tiles import cells
from tests.tables import make_table

COUNT, DIM, PLANTED = 1_200, 24, 12


def planted_table() -> OpenedTable:
    """Row i belongs to cluster i mod 12. One dim is thirty times as wide as the others and says nothing of clusters."""
    random = np.random.default_rng(3)
    centers = random.standard_normal((PLANTED, DIM)) * 1.5
    numbers = random.standard_normal((COUNT, DIM)) * 0.8 + centers[np.arange(COUNT) % PLANTED]
    numbers[:, 7] = 30 * random.standard_normal(COUNT)
    numbers[[5, 900]] = [[0], [np.nan]]
    return make_table([f"word{id}" for id in range(COUNT - 1)] + ["[unused1]"], numbers)


@pytest.fixture(scope="module")
def planted() -> OpenedTable:
    return planted_table()


def test_planted_clusters_are_found_despite_an_outlying_dim(planted: OpenedTable) -> None:
    found = planted.clusters()
    words = np.flatnonzero(~special_rows(planted))
    assert len({(id % PLANTED, int(found.numbers[id])) for id in words.tolist()}) == found.count == PLANTED
    assert np.flatnonzero(found.numbers == 255).tolist() == [5, 900, COUNT - 1]
    assert found.left_out == 3
    assert np.isnan(found.cosines[[5, 900, COUNT - 1]]).all()
    sizes = [cluster.rows for cluster in found.clusters]
    assert sizes == np.bincount(found.numbers[words]).tolist() == sorted(sizes, reverse=True)


def test_a_cluster_is_called_by_the_rows_nearest_to_its_center(planted: OpenedTable) -> None:
    found = clusters(planted)
    words = np.flatnonzero(~special_rows(planted))
    numbers = planted.rows[words].astype(np.float64)
    finite = planted.rows[np.flatnonzero(np.isfinite(planted.rows.norms))].astype(np.float64)
    directions = (numbers - finite.mean(axis=0)) / finite.std(axis=0)
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    for number, cluster in enumerate(found.clusters):
        own = np.flatnonzero(found.numbers[words] == number)
        center = directions[own].sum(axis=0)
        cosines = directions[own] @ center / np.linalg.norm(center)
        np.testing.assert_allclose(found.cosines[words[own]], cosines, atol=1e-5)
        assert cluster.cosine == pytest.approx(cosines.mean(), abs=1e-5)
        nearest = words[own[np.argsort(-cosines)]][: module.TYPICAL]
        assert cluster.ids == nearest.tolist()
        assert cluster.words == [planted.token(id) for id in cluster.ids]
        assert cluster.name == ", ".join(cluster.words[:3])


def test_words_of_a_real_table_fall_into_kinds(glove: OpenedTable) -> None:
    found = clusters(glove)

    def number(token: str) -> int:
        return int(found.numbers[glove.id(token)])

    assert number("2.5") == number("13.5")
    assert number("allen") == number("griffin") == number("moran")
    assert number("soldiers") == number("guerrillas")
    assert len({number("allen"), number("soldiers"), number("company"), number("3-1"), number("plastic")}) == 5


def test_the_same_seed_gives_the_same_clusters_and_they_are_kept(planted: OpenedTable) -> None:
    assert clusters(planted, 5) is clusters(planted, 5)
    other = clusters(planted_table(), 5)
    np.testing.assert_array_equal(clusters(planted, 5).numbers, other.numbers)
    assert clusters(planted, 5).clusters == other.clusters


def test_very_many_wide_rows_have_their_axes_from_a_sample(
    planted: OpenedTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = clusters(planted).numbers
    monkeypatch.setattr(module, "is_dear", lambda rows: True)
    monkeypatch.setattr(module, "DEAR", 300 * DIM**2)
    monkeypatch.setattr(module, "FITTED_ON", 1)
    found = clusters(planted_table())
    assert found.fitted_on == 300
    np.testing.assert_array_equal(found.numbers, before)


def test_fewer_words_have_fewer_clusters() -> None:
    random, counts = np.random.default_rng(0), (3, 50, 287, 300)
    tables = [make_table([f"w{id}" for id in range(count)], random.standard_normal((count, 4))) for count in counts]
    assert [clusters(table).count for table in tables] == [2, 5, 11, 12]


def test_rows_are_ordered_by_cluster(planted: OpenedTable) -> None:
    found, order = clusters(planted, 7), row_order(planted, "cluster", clusters=7)
    assert (order.by, order.clusters) == ("cluster", 7)
    numbers = found.numbers[order.ids]
    assert (np.diff(numbers.astype(int)) >= 0).all()
    for number in range(7):
        assert (np.diff(found.cosines[order.ids[numbers == number]]) <= 0).all()
    assert order.ids[-3:].tolist() == [5, COUNT - 1, 900]
    shown = cells(planted, (0, 9), (3, 5), View("cluster", clusters=7))
    assert shown.ids == order.ids[:9].tolist()
    assert row_order(planted, "cluster").clusters == PLANTED
    assert row_order(planted, "cluster").ids.tolist() != order.ids.tolist()


def test_what_cannot_be_is_refused(planted: OpenedTable) -> None:
    with pytest.raises(BadArgument, match="2 to 64 clusters; got 65"):
        clusters(planted, 65)
    with pytest.raises(BadArgument, match="seed is a whole number"):
        clusters(planted, 5, -1)
    with pytest.raises(BadArgument, match="small has 3 rows that stand for a word, too few for 4 clusters"):
        clusters(make_table(["a", "b", "c"], [[1, 0], [0, 1], [1, 1]]), 4)
    with pytest.raises(BadArgument, match="2 to 64 clusters; got 1"):
        row_order(planted, "cluster", clusters=1)


def test_work_is_told_and_can_be_stopped() -> None:
    heard: list[tuple[float, str]] = []
    clusters(planted_table(), 4, progress=lambda share, message: heard.append((share, message)))
    shares = [share for share, _ in heard]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0, 1)
    assert heard[0][1] == "Parting 1,197 rows into 4 clusters"
    with pytest.raises(Canceled, match="was canceled"):
        clusters(planted_table(), 4, canceled=lambda: True)
