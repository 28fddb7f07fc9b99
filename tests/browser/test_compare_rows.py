"""Two rows compared: cosine, signs and difference are Python's, and presets, matrix and link choose the two."""

from __future__ import annotations

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from rowspace.operations.open import open_table

from .conftest import Axe, Number, OpenPanel, RunPython
from .pixels import Layout, cell, is_blue, is_red


@pytest.mark.parametrize("name", ["glove", "minilm", "classroom"])
@pytest.mark.parametrize(("a", "b"), [("cat", "dog"), ("cat", "king")])
def test_its_numbers_are_pythons(open_panel: OpenPanel, number: Number, name: str, a: str, b: str) -> None:
    panel = open_panel(f"/lesson/2?compare-rows.table={name}&compare-rows.a={a}&compare-rows.b={b}", "compare-rows")
    table = open_table(name)
    same = int(((table[a] > 0) == (table[b] > 0)).sum())
    assert number(panel, "cosine") == pytest.approx(table.similarity(a, b), abs=1e-6)
    assert number(panel, "euclidean") == pytest.approx(table.pair(a, b).euclidean, rel=1e-6)
    assert number(panel, "same-sign") == same


def test_the_third_row_is_the_difference(page: Page, open_panel: OpenPanel, number: Number) -> None:
    panel = open_panel("/lesson/2", "compare-rows")
    table = open_table("glove")
    difference = table["cat"] - table["dog"]
    canvas = panel.locator('[data-test="compare-rows-cells"]')
    canvas.focus()
    for key in ("ArrowRight", "ArrowDown", "ArrowDown"):
        page.keyboard.press(key)
    assert number(panel, "cell") == pytest.approx(float(difference[0]), abs=1e-6)
    for col in np.argsort(-np.abs(difference))[:6]:
        color = cell(canvas, Layout(50, row_height=40, row_gap=6), 2, int(col))
        assert is_red(color) if difference[col] > 0 else is_blue(color)


def test_a_preset_goes_into_the_link_and_back(page: Page, open_panel: OpenPanel, number: Number) -> None:
    panel = open_panel("/lesson/2", "compare-rows")
    panel.get_by_role("button", name="cat, king").click()
    expect(panel.locator('[data-value="same-sign"]')).to_have_attribute("data-number", "23")
    assert "compare-rows.b=king" in page.url
    again = open_panel(page.url, "compare-rows")
    assert number(again, "cosine") == pytest.approx(open_table("glove").similarity("cat", "king"), abs=1e-6)
    expect(again.get_by_role("button", name="cat, king")).to_have_attribute("aria-pressed", "true")


def test_two_rows_chosen_in_the_matrix_are_compared(open_panel: OpenPanel, number: Number) -> None:
    panel = open_panel("/lesson/2?matrix.selected=king,queen", "compare-rows")
    assert number(panel, "cosine") == pytest.approx(open_table("glove").similarity("king", "queen"), abs=1e-6)


def test_a_token_that_is_missing_is_explained_and_replaced(open_panel: OpenPanel, number: Number) -> None:
    panel = open_panel("/lesson/2?compare-rows.b=kingg", "compare-rows")
    panel.locator(".notice").get_by_role("button", name="king", exact=True).first.click()
    expect(panel.get_by_label("Second row")).to_have_value("king")
    expect(panel.locator('[data-value="same-sign"]')).to_have_attribute("data-number", "23")


def test_its_python_prints_the_cosine(open_panel: OpenPanel, number: Number, run_python: RunPython) -> None:
    panel = open_panel("/lesson/2", "compare-rows")
    cosine, agreement = run_python(panel).splitlines()[:2]
    assert float(cosine) == pytest.approx(number(panel, "cosine"))
    assert agreement.startswith("47 of 50")


def test_nothing_bars_the_way_of_a_screen_reader(open_panel: OpenPanel, axe: Axe) -> None:
    open_panel("/lesson/2?compare-rows.signs=1", "compare-rows")
    assert axe() == []
