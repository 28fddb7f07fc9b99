from __future__ import annotations

import math

import pytest
from playwright.sync_api import Page, expect

from rowspace.operations.positions import sinusoidal

from .conftest import Axe, Number, OpenPanel, RunPython, settled


@pytest.mark.parametrize("layout", ["interleaved", "concatenated", "tensor2tensor"])
def test_a_cell_says_its_formula_and_value(open_panel: OpenPanel, number: Number, layout: str) -> None:
    panel = open_panel(f"/lesson/5?waves.layout={layout}&waves.at=20,38", "waves")
    waves = sinusoidal(64, 64, layout=layout)  # type: ignore[arg-type]  # a parameter of the test
    assert number(panel, "cell") == pytest.approx(float(waves.values[20, 38]), abs=1e-7)
    pair = {"interleaved": 19, "concatenated": 6, "tensor2tensor": 6}[layout]
    assert number(panel, "angle") == pytest.approx(20 * 2 * math.pi / waves.wavelengths[pair], rel=1e-12)
    wave = "sin" if layout == "interleaved" else "cos"
    power = {"interleaved": "38/64", "concatenated": "12/64", "tensor2tensor": "6/31"}[layout]
    expect(panel.locator(".waves-formula")).to_contain_text(f"{wave}(20 / 10000{power})")


def test_layouts_are_switched(open_panel: OpenPanel, number: Number, page: Page) -> None:
    panel = open_panel("/lesson/5", "waves")
    assert number(panel, "cell") == pytest.approx(float(sinusoidal(64, 64).values[20, 6]), abs=1e-7)
    panel.get_by_label("concatenated").check()
    settled(panel)
    expect(panel.locator(".waves-formula")).to_contain_text("12/64")
    values = sinusoidal(64, 64, layout="concatenated").values
    assert number(panel, "cell") == pytest.approx(float(values[20, 6]), abs=1e-7)
    assert "waves.layout=concatenated" in page.url


def test_arrow_keys_read_cells_and_enter_keeps_one(open_panel: OpenPanel, number: Number, page: Page) -> None:
    panel = open_panel("/lesson/5", "waves")
    cells = panel.get_by_role("img", name="Waves of 64 positions")
    cells.focus()
    for key in ("ArrowRight", "ArrowDown", "Enter"):
        cells.press(key)
    values = sinusoidal(64, 64).values
    row, col = int(number(panel, "position")), int(number(panel, "dim"))
    assert (row, col) == (21, 7)
    assert number(panel, "cell") == pytest.approx(float(values[21, 7]), abs=1e-7)
    assert "waves.at=21,7" in page.url


def test_every_pair_a_gap_apart_has_one_cosine(open_panel: OpenPanel, number: Number) -> None:
    panel = open_panel("/lesson/5", "waves")
    similarity = sinusoidal(64, 64).similarity
    assert number(panel, "similarity") == pytest.approx(float(similarity[20, 16]), abs=1e-6)
    assert number(panel, "pairs") == 60
    assert number(panel, "diagonal-low") == pytest.approx(float(similarity.diagonal(4).min()), abs=1e-6)
    assert float(similarity.diagonal(4).max() - similarity.diagonal(4).min()) < 1e-6


def test_a_row_has_a_table_beside_its_drawing(open_panel: OpenPanel, number: Number) -> None:
    panel = open_panel("/lesson/5?waves.dim=16&waves.at=5,0", "waves")
    panel.get_by_text("This row as a table").click()
    expect(panel.locator('[data-value="value-15"]')).to_be_visible()
    shown = [number(panel, f"value-{dim}") for dim in range(16)]
    assert shown == pytest.approx(sinusoidal(16, 64).values[5].tolist(), abs=1e-7)


def test_a_cell_outside_a_smaller_table_is_moved_inside(open_panel: OpenPanel, number: Number) -> None:
    panel = open_panel("/lesson/5?waves.dim=8&waves.length=16&waves.at=900,77", "waves")
    assert (number(panel, "position"), number(panel, "dim")) == (15, 7)


def test_python_prints_the_number_shown(open_panel: OpenPanel, number: Number, run_python: RunPython) -> None:
    panel = open_panel("/lesson/5?waves.layout=tensor2tensor&waves.at=33,12", "waves")
    assert float(run_python(panel).splitlines()[0]) == pytest.approx(number(panel, "cell"), abs=1e-7)


def test_it_is_accessible(open_panel: OpenPanel, axe: Axe) -> None:
    open_panel("/lesson/5?waves.signs=1", "waves")
    assert axe() == []
