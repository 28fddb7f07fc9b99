"""The association test: effect size and p-value are Python's."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from rowspace.operations.bias import WEAT_TESTS
from rowspace.operations.open import open_table

from .conftest import Number, OpenPanel, RunPython


@pytest.mark.parametrize("name", [test.name for test in WEAT_TESTS])
def test_effect_and_p_value_are_pythons(open_panel: OpenPanel, number: Number, name: str) -> None:
    panel = open_panel(f"/lesson/4?weat.test={name}", "weat")
    expected = open_table("glove").weat(name)
    assert number(panel, "effect-size") == pytest.approx(expected.effect_size, abs=1e-9)
    assert number(panel, "p-value") == pytest.approx(expected.p_value, abs=1e-12)


def test_a_table_without_the_words_says_so(open_panel: OpenPanel) -> None:
    panel = open_panel("/lesson/4?weat.table=classroom", "weat")
    expect(panel.locator(".notice")).to_contain_text("classroom")


def test_another_test_is_one_click_away(page: Page, open_panel: OpenPanel) -> None:
    panel = open_panel("/lesson/4", "weat")
    panel.locator('input[type="radio"]').nth(2).check(force=True)
    expect(panel).to_have_attribute("aria-busy", "false")
    assert "weat.test=" in page.url


def test_its_python_prints_the_numbers(open_panel: OpenPanel, number: Number, run_python: RunPython) -> None:
    panel = open_panel("/lesson/4", "weat")
    effect, p_value = (float(text) for text in run_python(panel).split())
    assert effect == pytest.approx(number(panel, "effect-size"))
    assert p_value == pytest.approx(number(panel, "p-value"))
