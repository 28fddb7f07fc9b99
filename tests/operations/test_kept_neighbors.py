"""How far each point of a picture can be trusted: numpy beside it, the picture's own figure, and what is left out."""

from __future__ import annotations

import numpy as np
import pytest

from rowspace.errors import BadArgument, Canceled
from rowspace.geometry.faithfulness import true_ranks
from rowspace.geometry.kept_shares import kept_shares
from rowspace.operations import kept_neighbors as module
from rowspace.operations.kept_neighbors import kept_neighbors
from rowspace.operations.opened import OpenedTable
from rowspace.operations.picture import picture
from rowspace.rows import ArrayRows
from tests.tables import make_table


def plain(numbers: np.ndarray, places: np.ndarray, k: int) -> np.ndarray:
    """The same by sorting all against all.   (n, d), (n, 2) -> (n,)"""
    doubles = numbers.astype(np.float64)
    units = doubles / np.linalg.norm(doubles, axis=1, keepdims=True)
    far = np.linalg.norm(places[:, None] - places[None], axis=2)
    near = -units @ units.T
    for gaps in (far, near):
        np.fill_diagonal(gaps, np.inf)
    seen, true = (np.argsort(gaps, axis=1)[:, :k] for gaps in (far, near))
    return np.array([len({*a} & {*b}) / k for a, b in zip(seen.tolist(), true.tolist(), strict=True)])


def test_shares_are_numpys(glove: OpenedTable) -> None:
    shown = picture(glove, first=700)
    found = kept_neighbors(glove, shown)
    assert (found.k, found.rows_drawn, found.rows_measured) == (10, 700, 700)
    np.testing.assert_array_equal(found.ids, np.arange(700))
    expected = plain(glove.rows[:700], shown.coordinates.astype(np.float64), 10)
    np.testing.assert_allclose(found.shares, expected, atol=1e-6)
    assert 0 < found.shares.max() <= 1


@pytest.mark.parametrize(("first", "method"), [(1_500, "pca"), (400, "tsne"), (3_000, "pca")])
def test_their_mean_is_the_figure_of_the_picture(glove: OpenedTable, first: int, method: str) -> None:
    shown = picture(glove, method, first=first)
    found = kept_neighbors(glove, shown, all_rows=True)
    measured = np.arange(first)
    if first > 2_000:  # the picture's own figure is that of a sample
        measured = np.sort(np.random.default_rng(0).choice(first, 2_000, replace=False))
    assert len(measured) == shown.parameters["rows_measured"]
    assert float(found.shares[measured].mean(dtype=np.float64)) == pytest.approx(shown.kept_neighbors, abs=1e-7)
    assert found.mean == pytest.approx(float(found.shares.mean(dtype=np.float64)))


def test_a_picture_in_space_keeps_more(glove: OpenedTable) -> None:
    deep = picture(glove, first=500, components=3)
    found = kept_neighbors(glove, deep)
    assert found.components == 3
    expected = plain(glove.rows[:500], deep.coordinates.astype(np.float64), 10)
    np.testing.assert_allclose(found.shares, expected, atol=1e-6)
    assert found.mean > kept_neighbors(glove, picture(glove, first=500)).mean


def test_one_point_drawn_far_from_its_neighbors_is_told() -> None:
    angles = np.linspace(0, 1, 12)
    numbers = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)
    places = np.stack([angles, np.zeros(12)], axis=1)
    places[5] = [0.95, 0]  # beside 10 and 11, its true neighbors are 4 and 6
    everyone = np.arange(12)
    shares = kept_shares(ArrayRows(numbers), everyone, places, everyone, 2)
    assert shares[[0, 1, 2, 8]].tolist() == [1, 1, 1, 1]
    assert shares[[5, 10, 11]].tolist() == [0, 0.5, 0.5]
    np.testing.assert_allclose(shares, plain(numbers, places, 2), atol=1e-6)


def test_ties_and_rows_in_one_spot_are_not_held_against_a_picture() -> None:
    random = np.random.default_rng(2)
    numbers = np.repeat(random.standard_normal((9, 4)), 5, axis=0).astype(np.float32)
    places = np.repeat(random.standard_normal((9, 2)), 5, axis=0)
    everyone = np.arange(45)
    shares = kept_shares(ArrayRows(numbers), everyone, places, everyone, 6)
    ranks = true_ranks(numbers, places, 6)
    assert (shares >= 4 / 6 - 1e-6).all()
    np.testing.assert_allclose(shares, (ranks <= 6).mean(axis=1), atol=1e-6)


def test_many_rows_are_a_stated_sample_and_all_on_demand(glove: OpenedTable, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = picture(glove, first=900)
    monkeypatch.setattr(module, "FEWEST", 100)
    monkeypatch.setattr(module, "WORK", 200 * 900 * glove.dim)
    some, everyone = kept_neighbors(glove, shown), kept_neighbors(glove, shown, all_rows=True)
    assert (some.rows_measured, everyone.rows_measured) == (200, 900)
    assert some.ids.tolist() == sorted(set(some.ids.tolist()))
    np.testing.assert_array_equal(some.shares, everyone.shares[some.ids])
    monkeypatch.setattr(module, "WORK", 1)
    assert kept_neighbors(glove, shown).rows_measured == 100


def test_a_row_of_zeros_has_no_neighbors_and_one_with_nan_is_not_drawn() -> None:
    numbers = np.random.default_rng(0).standard_normal((60, 5))
    numbers[7], numbers[9, 2] = 0, np.nan
    table = make_table([f"w{id}" for id in range(60)], numbers)
    found = kept_neighbors(table, picture(table))
    assert 9 not in found.ids
    assert found.ids[np.isnan(found.shares)].tolist() == [7]
    assert found.mean == pytest.approx(float(np.nanmean(found.shares)))


def test_work_is_told_and_can_be_stopped(glove: OpenedTable) -> None:
    shown = picture(glove, first=2_100)
    heard: list[tuple[float, str]] = []
    kept_neighbors(glove, shown, progress=lambda share, message: heard.append((share, message)))
    shares = [share for share, _ in heard]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0, 1)
    assert heard[0][1] == "Finding the true neighbors of 2,100 of 2,100 rows drawn"
    with pytest.raises(Canceled):
        kept_neighbors(glove, shown, canceled=lambda: True)
    with pytest.raises(BadArgument, match="The picture shows 40,000 rows; small has 3"):
        kept_neighbors(make_table(["a", "b", "c"], np.eye(3)), shown)
