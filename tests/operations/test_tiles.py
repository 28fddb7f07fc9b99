"""A table at every zoom: tiles, cells, peaks, and the colors they are drawn in."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from rowspace.errors import BadArgument
from rowspace.operations import pyramid
from rowspace.operations.opened import OpenedTable
from rowspace.operations.pyramid import View, block, color_scale
from rowspace.operations.tiles import cells, peak, tile
from tests.tables import make_table

ROWS, DIM = 700, 37


def odd_table() -> OpenedTable:
    """Normal numbers, one dim thirty times as large, one row of zeros."""
    numbers = np.random.default_rng(0).normal(size=(ROWS, DIM)).astype(np.float32)
    numbers[:, 11] *= 30
    numbers[400] = 0
    return make_table([f"t{id}" for id in range(ROWS)], numbers)


@pytest.fixture(scope="module")
def table() -> OpenedTable:
    return odd_table()


def pooled(numbers: np.ndarray, height: int, width: int) -> np.ndarray:
    """Block by block, the number farthest from zero."""
    lines = [numbers[at : at + height] for at in range(0, len(numbers), height)]
    parts = [[line[:, at : at + width] for at in range(0, numbers.shape[1], width)] for line in lines]
    return np.array([[part.flat[np.abs(part).argmax()] for part in line] for line in parts], np.float32)


def test_a_tile_is_the_farthest_number_of_each_block(table: OpenedTable) -> None:
    numbers = table.rows.block(0, ROWS)
    found = tile(table, (1, 2), (1, 0))
    assert (found.top, found.left, found.values.shape) == (256, 0, (94, 10))
    np.testing.assert_allclose(found.values * found.scale, pooled(numbers, 2, 4)[256:], rtol=1e-3)
    fine = tile(table, (0, 0), (2, 0))
    np.testing.assert_allclose(fine.values * fine.scale, numbers[512:], rtol=1e-3, atol=1e-6)


@given(
    levels=some.tuples(some.integers(0, 11), some.integers(0, 6)),
    by=some.sampled_from(["id", "norm"]),
    dims=some.sampled_from(["id", "variance"]),
)
def test_every_level_of_every_order_with_and_without_a_base(levels: tuple[int, int], by: str, dims: str) -> None:
    table = odd_table()
    numbers = table.rows.block(0, ROWS)
    if by == "norm":
        numbers = numbers[np.argsort(-table.rows.norms, kind="stable")]
    if dims == "variance":
        numbers = numbers[:, np.argsort(-numbers.std(axis=0, dtype=np.float64), kind="stable")]
    expected = pooled(numbers, 1 << levels[0], 1 << levels[1])
    view = View(by, None, dims)
    bounds = (0, expected.shape[0]), (0, expected.shape[1])
    np.testing.assert_array_equal(block(table, view, levels, *bounds), expected)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pyramid, "BASE_CELLS", 2_000)
        np.testing.assert_array_equal(block(odd_table(), view, levels, *bounds), expected)


def test_colors_keep_an_outlier_apart_at_the_farthest_zoom(table: OpenedTable) -> None:
    scale = color_scale(table, (8, 0))
    lines = block(table, View(), (8, 0), (0, 3), (0, DIM))
    usual = np.delete(np.abs(lines), 11, axis=1)
    assert 0.2 < np.median(usual) / scale.clip < 0.6
    assert (np.abs(lines[:, 11]) > scale.clip).all()
    assert "four times the median" in scale.rule


def test_colors_end_where_the_numbers_do() -> None:
    def rule(numbers: np.ndarray, level: int = 0) -> str:
        return color_scale(make_table(["t"], numbers), (level, 0)).rule

    normal = np.random.default_rng(0).normal(size=(60, 400))
    assert "99th percentile" in rule(normal)
    assert "twice the median" in rule(normal, level=6)
    assert color_scale(make_table(["t"], np.zeros((5, 3))), (0, 0)).clip == 0
    assert color_scale(make_table(["t"], np.full((5, 3), np.nan)), (0, 0)).clip == 0


def test_cells_are_exact_wherever_they_lie(table: OpenedTable) -> None:
    by_norm = np.argsort(-table.rows.norms, kind="stable")
    found = cells(table, (3, 6), (35, 99), View("norm", None, "id"))
    assert found.ids == by_norm[3:6].tolist()
    assert found.dims == [35, 36]
    np.testing.assert_array_equal(found.values, table.rows[by_norm[3:6]][:, 35:])
    assert found.tokens == [table.token(id) for id in found.ids]


def test_a_peak_says_which_number_a_pixel_shows(table: OpenedTable) -> None:
    numbers = table.rows.block(100, 200)[:, :8]
    found = peak(table, (100, 200), (0, 8))
    row, column = np.unravel_index(np.abs(numbers).argmax(), numbers.shape)
    assert (found.id, found.place, found.dim) == (100 + row, 100 + row, column)
    assert found.value == numbers[row, column]
    assert (found.rows, found.dims) == (100, 8)


def test_what_lies_outside_is_refused(table: OpenedTable) -> None:
    with pytest.raises(BadArgument, match=r"Tile 3, 0 is outside: small at levels 0 and 0 has 3 × 1 tiles"):
        tile(table, (0, 0), (3, 0))
    with pytest.raises(BadArgument, match="rows 0 to 699 and dims 0 to 36"):
        cells(table, (700, 710), (0, 5))
    with pytest.raises(BadArgument, match="65,536 cells"):
        cells(make_table(["a"], np.zeros((3000, 37))), (0, 3000), (0, 37))
    with pytest.raises(BadArgument, match="dims are ordered by id, variance"):
        tile(table, (0, 0), (0, 0), View("id", None, "size"))


def test_numbers_beyond_a_half_still_travel() -> None:
    huge = make_table(["a", "b"], [[3e9, -1e9], [2e9, 0]])
    found = tile(huge, (0, 0), (0, 0))
    np.testing.assert_allclose(found.values.astype(np.float64) * found.scale, [[3e9, -1e9], [2e9, 0]], rtol=1e-3)
