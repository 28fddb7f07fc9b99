"""The whole table in the plane."""

from __future__ import annotations

import numpy as np
import pytest

from rowspace.errors import BadArgument, Canceled
from rowspace.geometry.projection import pca
from rowspace.operations import picture as pictures
from rowspace.operations.opened import OpenedTable
from rowspace.operations.picture import picture
from tests.tables import make_table


def test_every_row_has_its_place(glove: OpenedTable) -> None:
    found = picture(glove)
    numbers = glove.rows.block(0, len(glove)).astype(np.float64)
    coordinates, explained = pca(numbers)
    assert found.ids.tolist() == list(range(len(glove)))
    assert (found.table_rows, found.note) == (len(glove), None)
    np.testing.assert_allclose(found.coordinates, coordinates, atol=2e-3)
    np.testing.assert_allclose(found.explained or [], explained, rtol=1e-4)
    assert found.parameters["rows_among"] == pictures.MEASURED_ROWS
    assert 0.5 < found.trustworthiness < 1


def test_rows_that_cannot_be_placed_are_told() -> None:
    numbers = np.random.default_rng(0).normal(size=(40, 4)).astype(np.float32)
    numbers[[3, 5]] = np.nan
    numbers[7] = 0
    table = make_table([f"t{id}" for id in range(40)], numbers)
    found = picture(table)
    assert found.note == "2 rows hold NaN or an infinity"
    assert len(found.ids) == len(found.coordinates) == 38
    assert np.isfinite(found.coordinates).all()
    few = picture(table, first=10)
    assert few.ids.tolist() == [0, 1, 2, 4, 6, 7, 8, 9]
    assert picture(table, "tsne").note == "3 rows stand for no word"


def test_methods_that_take_long_place_the_first_rows_and_say_so(
    glove: OpenedTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "MOST_LAID_OUT", 60)
    found = picture(glove, "tsne", seed=3)
    assert found.ids.tolist() == list(range(60))
    assert found.note == "the first 60 rows that stand for a word: more take too long"
    assert found.explained is None
    expected = glove.project([glove.tokens[id] for id in range(60)], method="tsne", seed=3)
    np.testing.assert_allclose(found.coordinates, expected.coordinates, atol=1e-5)
    assert found.trustworthiness == pytest.approx(expected.trustworthiness)


def test_what_cannot_be_asked(royal: OpenedTable) -> None:
    with pytest.raises(BadArgument, match="methods are pca, tsne, umap"):
        picture(royal, "mds")
    with pytest.raises(BadArgument, match="first was 2"):
        picture(royal, first=2)
    with pytest.raises(BadArgument, match="has 2 rows that can be placed"):
        picture(make_table(["a", "b"], np.eye(2)))
    with pytest.raises(BadArgument, match="seed is a whole number"):
        picture(royal, seed=-1)
    with pytest.raises(Canceled):
        picture(royal, canceled=lambda: True)


def test_a_third_axis_leaves_the_first_two_as_they_are(glove: OpenedTable) -> None:
    flat, deep = picture(glove), picture(glove, components=3)
    assert deep.coordinates.shape == (len(glove), 3)
    np.testing.assert_allclose(deep.coordinates[:, :2], flat.coordinates, atol=1e-3)
    assert (deep.explained or [])[:2] == pytest.approx(flat.explained)
    assert np.var(deep.coordinates[:, 2]) < np.var(deep.coordinates[:, 1])
    assert deep.kept_neighbors > flat.kept_neighbors


def test_neighbors_in_space_are_by_all_three_axes() -> None:
    """Rows on three axes are their own picture in space, but for the lengths that cosine does not see."""
    rows = np.random.default_rng(0).normal(size=(60, 3))
    rows -= rows.mean(axis=0)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    table = make_table([f"t{id}" for id in range(60)], rows.astype(np.float32))
    assert picture(table, components=3).kept_neighbors == 1
    assert picture(table).kept_neighbors < 0.8


@pytest.mark.parametrize(("method", "components"), [("tsne", 3), ("pca", 4), ("pca", 1)])
def test_other_numbers_of_axes_are_refused(classroom: OpenedTable, method: str, components: int) -> None:
    with pytest.raises(BadArgument, match=f"2 components, or 3 by PCA; got {components}"):
        picture(classroom, method, components=components)
