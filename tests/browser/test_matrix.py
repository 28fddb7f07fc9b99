"""The matrix: its cells are Python's numbers in the right colors, zero is white, a chosen row lights up."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from rowspace.operations.open import open_table

from .conftest import Axe, Number, OpenPanel, RunPython
from .pixels import WHITE, Layout, cell, is_blue, is_red, middle, picture

TOKENS = ["cat", "dog", "horse", "fish", "king", "queen", "man", "woman", "the", "of", "paris", "tokyo"]


def rows_of(name: str, tokens: list[str]) -> np.ndarray:
    table = open_table(name)
    return table.rows[[table.id(token) for token in tokens]]


def cells_of(panel: Locator) -> Locator:
    return panel.locator('[data-test="matrix-cells"]')


def layout(name: str) -> Layout:
    return Layout(open_table(name).dim, row_height=24, row_gap=4)


def test_the_cell_under_the_pointer_is_pythons(page: Page, open_panel: OpenPanel, number: Number) -> None:
    panel = open_panel("/lesson/2", "matrix")
    canvas, rows = cells_of(panel), rows_of("glove", TOKENS)
    for row, col in ((0, 0), (3, 17), (11, 49)):
        x, y = middle(canvas, layout("glove"), row, col)
        canvas.hover(position={"x": x, "y": y})
        expect(panel.locator("[data-cell]")).to_contain_text(TOKENS[row])
        assert number(panel, "cell") == pytest.approx(float(rows[row, col]))


def test_the_keyboard_reads_cells_and_lights_rows(page: Page, open_panel: OpenPanel, number: Number) -> None:
    panel = open_panel("/lesson/2", "matrix")
    cells_of(panel).focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "End"):
        page.keyboard.press(key)
    assert number(panel, "cell") == pytest.approx(float(rows_of("glove", TOKENS)[1, 49]))
    expect(panel.locator("[aria-live]").first).to_contain_text("dog, dim 49")
    page.keyboard.press("Enter")
    expect(panel.locator('.heatmap-rows [data-token="dog"]')).to_have_attribute("aria-pressed", "true")
    assert "matrix.selected=dog" in page.url


def test_colors_end_at_the_percentile_that_is_stated(open_panel: OpenPanel, number: Number) -> None:
    panel = open_panel("/lesson/2", "matrix")
    expected = float(np.percentile(np.abs(rows_of("glove", TOKENS)), 99))
    assert number(panel, "clip") == pytest.approx(expected, rel=1e-6)
    expect(panel.locator(".figure-caption")).to_contain_text("99th percentile")


@pytest.mark.parametrize(("theme", "zero"), [("light", WHITE), ("dark", (16, 17, 19, 255))])
def test_zero_is_exactly_white_or_near_black_and_signs_have_their_colors(
    page: Page, open_panel: OpenPanel, theme: str, zero: tuple[int, ...]
) -> None:
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    panel = open_panel("/lesson/2", "matrix")
    canvas, rows = cells_of(panel), rows_of("glove", TOKENS)
    seen = {"zero": 0, "red": 0, "blue": 0}
    for row, col in np.ndindex(rows.shape):
        value = rows[row, col]
        color = cell(canvas, layout("glove"), row, col) if value == 0 or abs(value) > 0.3 else None
        if color is not None and value == 0:
            assert color == zero
            seen["zero"] += 1
        elif color is not None:
            assert is_red(color) if value > 0 else is_blue(color)
            seen["red" if value > 0 else "blue"] += 1
    assert min(seen.values()) > 5


def test_a_sign_besides_color_marks_negative_cells_alone(open_panel: OpenPanel) -> None:
    panel = open_panel("/lesson/2", "matrix")
    canvas, rows = cells_of(panel), rows_of("glove", TOKENS)
    cells = {True: np.argwhere(rows < -0.3)[:20], False: np.argwhere(rows > 0.3)[:20]}

    def colors(negative: bool) -> list[tuple[int, ...]]:
        return [mark_of(canvas, int(row), int(col)) for row, col in cells[negative]]

    before = {negative: colors(negative) for negative in cells}
    panel.get_by_label("Mark negative cells").check()
    assert all(one != two for one, two in zip(before[True], colors(True), strict=True))
    assert before[False] == colors(False)


def mark_of(canvas: Locator, row: int, col: int) -> tuple[int, ...]:
    """Color of a cell's middle, where the sign stands."""
    spot = Layout(50, row_height=24, row_gap=4)
    x, y = middle(canvas, spot, row, col)
    script = "(canvas, [x, y]) => [...canvas.getContext('2d').getImageData(x, y, 1, 1).data]"
    return tuple(canvas.evaluate(script, [round(x), round(y)]))


def test_a_chosen_row_lights_up_and_a_link_keeps_it(page: Page, open_panel: OpenPanel) -> None:
    panel = open_panel("/lesson/2", "matrix")
    plain = picture(cells_of(panel))
    panel.locator('.heatmap-rows [data-token="king"]').click()
    expect(panel.locator('.heatmap-rows [data-token="king"]')).to_have_attribute("aria-pressed", "true")
    page.mouse.move(5, 300)
    lit = picture(cells_of(panel))
    assert lit != plain
    again = open_panel(page.url, "matrix")
    expect(again.locator('.heatmap-rows [data-token="king"]')).to_have_attribute("aria-pressed", "true")
    assert picture(cells_of(again)) == lit


def test_wide_cells_scroll_inside_and_follow_the_keyboard(page: Page, open_panel: OpenPanel, number: Number) -> None:
    panel = open_panel("/lesson/2?matrix.table=minilm&matrix.cells=wide", "matrix")
    frame = panel.locator(".heatmap-scroll")
    assert frame.evaluate("frame => frame.scrollWidth > 3 * frame.clientWidth")
    cells_of(panel).focus()
    page.keyboard.press("End")
    assert frame.evaluate("frame => frame.scrollLeft > frame.clientWidth")
    assert number(panel, "cell") == pytest.approx(float(rows_of("minilm", TOKENS)[0, 383]))


def test_a_token_that_is_missing_is_explained_and_replaced(page: Page, open_panel: OpenPanel) -> None:
    panel = open_panel("/lesson/2?matrix.tokens=cat,kingg", "matrix")
    panel.locator(".notice").get_by_role("button", name="king", exact=True).click()
    expect(panel.locator('.heatmap-rows [data-token="king"]')).to_be_visible()
    assert "matrix.tokens=cat,king" in page.url


def test_its_csv_holds_the_rows(page: Page, open_panel: OpenPanel) -> None:
    panel = open_panel("/lesson/2?matrix.tokens=cat,dog", "matrix")
    with page.expect_download() as download:
        panel.get_by_role("button", name="CSV", exact=True).click()
    with Path(download.value.path()).open(encoding="utf-8", newline="") as file:
        header, *lines = csv.reader(file)
    assert header[:3] == ["token", "id", "dim 0"]
    assert [line[0] for line in lines] == ["cat", "dog"]
    written = np.array([[float(number) for number in line[2:]] for line in lines])
    np.testing.assert_allclose(written, rows_of("glove", ["cat", "dog"]), rtol=1e-6)


def test_its_picture_is_a_png_with_the_cells_in_it(page: Page, open_panel: OpenPanel) -> None:
    panel = open_panel("/lesson/2", "matrix")
    with page.expect_download() as download:
        panel.get_by_role("button", name="PNG", exact=True).click()
    saved = Path(download.value.path()).read_bytes()
    assert saved.startswith(b"\x89PNG")
    assert len(saved) > 20_000


def test_its_table_and_its_python_say_the_same(open_panel: OpenPanel, run_python: RunPython) -> None:
    panel = open_panel("/lesson/2?matrix.tokens=cat,dog", "matrix")
    panel.get_by_text("Numbers as a table").click()
    expect(panel.locator(".twin table")).to_be_visible()
    shown = panel.locator(".twin [data-number]").evaluate_all("all => all.map(one => Number(one.dataset.number))")
    np.testing.assert_allclose(np.reshape(shown, (50, 2)).T, rows_of("glove", ["cat", "dog"]), rtol=1e-6)
    assert run_python(panel).startswith("(2, 50)")


def test_nothing_bars_the_way_of_a_screen_reader(open_panel: OpenPanel, axe: Axe) -> None:
    panel = open_panel("/lesson/2?matrix.selected=cat&matrix.signs=1", "matrix")
    panel.get_by_text("Numbers as a table").click()
    expect(panel.locator(".twin table")).to_be_visible()
    assert axe() == []
