"""The size of a table: the calculator's figures are Python's."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from rowspace.operations.size import MODEL_SIZES, size

from .conftest import Number, OpenPanel, RunPython


def test_gpt3_by_default(open_panel: OpenPanel, number: Number) -> None:
    panel = open_panel("/lesson/6", "size")
    assert number(panel, "parameters") == 617_558_016
    assert number(panel, "gb") == pytest.approx(1.235116032)
    assert number(panel, "gib") == pytest.approx(size(50_257, 12_288).gib["fp16"])
    assert number(panel, "share") == pytest.approx(0.0035, abs=5e-5)


@pytest.mark.parametrize("dtype", ["fp32", "fp16", "int8", "int4"])
def test_each_dtype(open_panel: OpenPanel, number: Number, dtype: str) -> None:
    panel = open_panel(f"/lesson/6?size.dtype={dtype}&size.rows=32000&size.dim=4096", "size")
    assert number(panel, "gb") == pytest.approx(size(32_000, 4_096).gb[dtype])


def test_a_preset_fills_the_sliders(page: Page, open_panel: OpenPanel, number: Number) -> None:
    panel = open_panel("/lesson/6?size.rows=1000&size.dim=64", "size")
    model = next(one for one in MODEL_SIZES if one.name == "Llama-2 7B")
    panel.get_by_label("Model").select_option(label=model.name)
    expect(panel.locator('[data-value="parameters"]')).to_have_attribute("data-number", str(model.table_parameters))
    expect(panel).to_contain_text("has a table of its own: 262,144,000 numbers in both")
    assert "size.rows" not in page.url


def test_every_phrase_of_the_text_names_a_preset(page: Page, open_panel: OpenPanel) -> None:
    panel = open_panel("/lesson/6", "size")
    for phrase, rows in (("GPT-2 XL", "50,257 × 1,600"), ("Llama-2-7B", "32,000 × 4,096")):
        page.get_by_role("link", name=phrase, exact=True).click()
        expect(panel.locator(".size-sum")).to_contain_text(rows)


def test_the_sliders_move_by_keyboard(page: Page, open_panel: OpenPanel, number: Number) -> None:
    panel = open_panel("/lesson/6", "size")
    panel.get_by_label("Dims").focus()
    page.keyboard.press("ArrowRight")
    expect(panel.locator('[data-value="dim"]')).to_have_attribute("data-number", "12352")


def test_its_python_prints_the_size(open_panel: OpenPanel, number: Number, run_python: RunPython) -> None:
    panel = open_panel("/lesson/6", "size")
    parameters, gb = run_python(panel).split()
    assert int(parameters) == number(panel, "parameters")
    assert float(gb) == pytest.approx(number(panel, "gb"))
