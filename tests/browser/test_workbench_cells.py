"""The matrix of a whole table: planted rows and dims at the farthest zoom, exact numbers at the nearest."""

from __future__ import annotations

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from rowspace.operations.opened import OpenedTable
from rowspace.operations.pyramid import View, color_scale
from rowspace.operations.row_order import row_order
from rowspace.operations.tiles import cells, peak

from .bench import card_of, open_bench, param, settled_view, shown
from .big_tables import NAN_ROW, OUTLIER_DIM, ZERO_ROW
from .matrix_canvas import MISSING, canvas_of, point, strength, window
from .pixels import WHITE, is_blue, is_red, pixel


@pytest.mark.parametrize("name", ["made", "large"])
def test_a_zero_row_and_an_outlying_dim_are_seen_from_the_farthest(
    bench: Page, made: OpenedTable, large: OpenedTable, name: str
) -> None:
    table = made if name == "made" else large
    view = open_bench(bench, f"tab=cells&table={name}", "cells")
    expect(view.locator('[data-test="cells-canvas"]')).to_have_attribute("data-zero-lines", "1")
    canvas = canvas_of(view)
    expect(bench.locator('[data-panel="about"] [data-value="outliers"]')).to_have_attribute("data-number", "1")
    _, _, rows, _ = window(canvas)
    assert rows > 30  # a pixel stands for many rows
    usual = [dim for dim in range(2, table.dim - 4) if dim != OUTLIER_DIM][:25]
    x, y = point(canvas, ZERO_ROW, 0)
    for dim in usual:
        assert pixel(canvas, point(canvas, 0, dim)[0], y) == WHITE
        assert pixel(canvas, point(canvas, 0, dim)[0], y + 3) != WHITE
    x = point(canvas, 0, OUTLIER_DIM)[0]
    outlying = [strength(pixel(canvas, x, at)) for at in range(20, 400, 10)]
    others = [strength(pixel(canvas, point(canvas, 0, dim)[0], at)) for dim in usual[:8] for at in range(20, 400, 40)]
    assert np.median(outlying) > 1.6 * np.median(others)
    x, y = point(canvas, NAN_ROW, 10)
    assert pixel(canvas, x, y) == MISSING
    right = canvas.evaluate("canvas => canvas.clientWidth") - 7
    assert pixel(canvas, right, point(canvas, ZERO_ROW, 0)[1]) != WHITE  # the mark at the edge


def test_numbers_are_exact_once_there_is_room_for_them(bench: Page, made: OpenedTable) -> None:
    view = open_bench(bench, f"tab=cells&cells.look=1,{ZERO_ROW},{OUTLIER_DIM}", "cells")
    canvas = canvas_of(view)
    scale = color_scale(made, (0, 0)).clip
    assert shown(view, "clip") == pytest.approx(scale)
    for row, dim in [(ZERO_ROW - 3, 40), (ZERO_ROW + 2, 43), (ZERO_ROW - 1, OUTLIER_DIM)]:
        x, y = point(canvas, row, dim)
        value = float(made.rows[row][dim])
        color = pixel(canvas, x - 26, y - 9)  # beside the number
        assert is_red(color) == (value > 0)
        assert is_blue(color) == (value < 0)
        canvas.hover(position={"x": x, "y": y})
        expect(view.locator('[data-value="cell"]')).to_have_attribute("data-number", str(float(value)))
        expect(view.locator('[data-value="cell-dim"]')).to_have_attribute("data-number", str(dim))
        expect(view.locator("[data-cell] .chip")).to_have_attribute("data-id", str(row))
    x, y = point(canvas, ZERO_ROW, 40)
    assert pixel(canvas, x - 26, y - 9) == WHITE
    names = view.locator(".cells-rows .chip").evaluate_all("all => all.map(one => Number(one.dataset.id))")
    assert ZERO_ROW in names
    assert names == list(range(names[0], names[0] + len(names)))


@pytest.mark.parametrize(("by", "to"), [("norm", ""), ("similarity", "king")])
@pytest.mark.parametrize("dims", ["id", "variance"])
def test_rows_and_dims_in_another_order(bench: Page, made: OpenedTable, by: str, to: str, dims: str) -> None:
    query = f"tab=cells&cells.by={by}&cells.to={to}&cells.dims={dims}&cells.look=1,9,3"
    view = open_bench(bench, query, "cells")
    canvas = canvas_of(view)
    shown_view = View(by, to or None, dims)
    view.get_by_text("Numbers of the first rows in view").click()
    top, left = (int(part) for part in window(canvas)[:2])
    expected = cells(made, (top, top + 20), (left, left + 8), shown_view)
    table = view.locator(".twin table")
    expect(table.locator("tbody tr").first).to_have_attribute("data-row", str(expected.ids[0]))
    assert table.locator("tr[data-row]").evaluate_all("all => all.map(one => Number(one.dataset.row))") == expected.ids
    headings = table.locator("thead th").all_inner_texts()
    assert headings[2:] == [f"dim {dim}" for dim in expected.dims]
    numbers = table.locator("td[data-number]").evaluate_all("all => all.map(one => Number(one.dataset.number))")
    np.testing.assert_allclose(np.reshape(numbers, (20, 8)), expected.values, rtol=1e-6)


def test_sorting_brings_the_zero_row_to_the_end_and_colors_stay(bench: Page, made: OpenedTable) -> None:
    view = open_bench(bench, "tab=cells", "cells")
    before = shown(view, "clip")
    view.get_by_role("radio", name="norm, longest first").check()
    canvas = canvas_of(settled_view(bench, "cells"))
    ids = row_order(made, "norm").ids
    place = int(np.flatnonzero(ids == ZERO_ROW)[0])
    assert place == 19_998  # the row with NaN comes last
    assert shown(view, "clip") == before
    view = open_bench(bench, f"tab=cells&cells.by=norm&cells.look=0.8,{place},10", "cells")
    x, y = point(canvas := canvas_of(view), place, 10)
    assert pixel(canvas, x, y) == WHITE
    assert pixel(canvas, x, point(canvas, place - 2, 10)[1]) != WHITE
    assert pixel(canvas, x, point(canvas, place + 1, 10)[1]) == MISSING


def test_a_pixel_tells_the_number_it_shows_and_a_click_opens_its_row(bench: Page, made: OpenedTable) -> None:
    view = open_bench(bench, "tab=cells", "cells")
    canvas = canvas_of(view)
    canvas.hover(position={"x": 200.5, "y": 150.5})
    expect(view.locator('[data-value="cell"]')).to_be_visible()
    top, left, rows, dims = window(canvas)
    row, dim = top + 150 * rows, left + 200 * dims
    expected = peak(made, (int(row), int(np.ceil(row + rows))), (int(dim), int(dim) + 1))
    assert shown(view, "cell") == pytest.approx(expected.value)
    assert shown(view, "cell-dim") == expected.dim
    canvas.click(position={"x": 200.5, "y": 150.5})
    assert shown(card_of(bench), "id") == expected.id


def test_wheel_and_keys_zoom_and_a_link_restores_the_view(bench: Page, made: OpenedTable) -> None:
    view = open_bench(bench, "tab=cells", "cells")
    canvas = canvas_of(view)
    bench.wait_for_timeout(400)  # the wheel belongs to the page until its scrolling has come to rest
    canvas.hover(position={"x": 300, "y": 200})
    before = window(canvas)
    bench.mouse.wheel(0, -600)
    expect(canvas).not_to_have_attribute("data-window", " ".join(map(str, before)))
    after = window(canvas)
    assert after[2] < before[2] / 2
    assert after[0] + 200 * after[2] == pytest.approx(before[0] + 200 * before[2], abs=before[2])
    settled_view(bench, "cells")
    bench.reload()
    again = canvas_of(settled_view(bench, "cells"))
    assert window(again) == pytest.approx(after, rel=1e-3, abs=1)
    again.focus()
    bench.keyboard.press("0")
    assert param(bench, "cells.look") is None
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "+", "+"):
        bench.keyboard.press(key)
    expect(view.locator("[data-live]")).to_contain_text("dim ")
    bench.keyboard.press("Enter")
    expect(bench.locator('[data-panel="card"]')).to_be_visible()


def test_the_open_row_can_be_found_again(bench: Page, made: OpenedTable) -> None:
    view = open_bench(bench, "tab=cells&cells.by=norm&token=queen", "cells")
    card_of(bench)
    view.get_by_role("button", name="To the open row").click()
    canvas = canvas_of(settled_view(bench, "cells"))
    top, _, rows, _ = window(canvas)
    place = int(np.flatnonzero(row_order(made, "norm").ids == made.id("queen"))[0])
    assert top <= place < top + canvas.evaluate("canvas => canvas.clientHeight") * rows
    expect(view.locator(f'.cells-rows [data-id="{made.id("queen")}"]')).to_be_visible()


def test_the_numbers_in_view_are_saved(bench: Page, made: OpenedTable) -> None:
    view = open_bench(bench, f"tab=cells&cells.look=1,{ZERO_ROW},4", "cells")
    canvas_of(view)
    with bench.expect_download() as saved:
        view.get_by_role("button", name="CSV").click()
    lines = saved.value.path().read_text(encoding="utf-8").splitlines()
    token, id, *numbers = lines[1].split(",")
    assert token == made.token(int(id))
    np.testing.assert_allclose([float(number) for number in numbers], made.rows[int(id)][: len(numbers)], rtol=1e-6)
