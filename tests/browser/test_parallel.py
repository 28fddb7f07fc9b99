"""A relation as a direction: the cosine of two differences is Python's."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from rowspace.operations.open import open_table

from .conftest import Number, OpenPanel, RunPython


@pytest.mark.parametrize("name", ["glove", "minilm", "classroom"])
def test_the_cosine_is_pythons(open_panel: OpenPanel, number: Number, name: str) -> None:
    panel = open_panel(f"/lesson/4?parallel.table={name}", "parallel")
    expected = open_table(name).parallel("king", "man", "queen", "woman").cosine
    assert number(panel, "cosine") == pytest.approx(expected, abs=1e-9)


def test_a_phrase_sets_all_four(page: Page, open_panel: OpenPanel) -> None:
    panel = open_panel("/lesson/4", "parallel")
    page.get_by_role("link", name="walked − walk beside ran − run", exact=True).click()
    expect(panel.locator('[data-value="cosine"]')).to_have_text("0.279")


def test_its_python_prints_the_cosine(open_panel: OpenPanel, number: Number, run_python: RunPython) -> None:
    panel = open_panel("/lesson/4", "parallel")
    assert float(run_python(panel)) == pytest.approx(number(panel, "cosine"))
