"""One pair, worked out: every number of the quotient is Python's."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from rowspace.operations.open import open_table

from .conftest import Axe, Number, OpenPanel, RunPython


@pytest.mark.parametrize("name", ["glove", "minilm", "classroom"])
def test_numbers_are_pythons(open_panel: OpenPanel, number: Number, name: str) -> None:
    panel = open_panel(f"/lesson/4?pair.table={name}", "pair")
    pair = open_table(name).pair("cat", "dog")
    assert number(panel, "dot") == pytest.approx(pair.dot, abs=1e-9)
    assert number(panel, "norm-a") == pytest.approx(pair.norm_a, abs=1e-9)
    assert number(panel, "norm-b") == pytest.approx(pair.norm_b, abs=1e-9)
    assert number(panel, "cosine") == pytest.approx(pair.cosine, abs=1e-9)
    assert number(panel, "cosine") == pytest.approx(
        number(panel, "dot") / number(panel, "norm-a") / number(panel, "norm-b")
    )


def test_the_four_pairs_of_the_lesson(open_panel: OpenPanel, number: Number) -> None:
    panel = open_panel("/lesson/4?pair.table=classroom", "pair")
    four = {"cat-dog": 0.993, "king-queen": 0.995, "cat-king": 0.015, "the-cat": 0.180}
    for name, cosine in four.items():
        expect(panel.locator(f'[data-value="{name}"]')).to_be_visible()
        assert round(number(panel, name), 3) == cosine


def test_a_phrase_of_the_text_sets_the_pair(page: Page, open_panel: OpenPanel, number: Number) -> None:
    panel = open_panel("/lesson/4", "pair")
    page.get_by_role("link", name="king and queen", exact=True).first.click()
    expect(panel.get_by_label("First token")).to_have_value("king")
    expect(panel.locator('[data-value="cosine"]')).to_have_text("0.784")
    assert "pair.a=king" in page.url


def test_a_shared_link_restores_the_pair(page: Page, open_panel: OpenPanel, number: Number) -> None:
    panel = open_panel("/lesson/4?pair.a=paris&pair.b=tokyo", "pair")
    assert number(panel, "cosine") == pytest.approx(open_table("glove").similarity("paris", "tokyo"), abs=1e-9)
    page.reload()
    expect(panel.get_by_label("Second token")).to_have_value("tokyo")


def test_an_unknown_token_is_one_sentence_with_near_spellings(open_panel: OpenPanel) -> None:
    panel = open_panel("/lesson/4?pair.a=kingg", "pair")
    notice = panel.locator(".notice")
    expect(notice).to_contain_text('"kingg" is not in glove (40,000 tokens).')
    notice.get_by_role("button", name="king", exact=True).click()
    expect(panel.get_by_label("First token")).to_have_value("king")


def test_its_python_prints_its_numbers(open_panel: OpenPanel, number: Number, run_python: RunPython) -> None:
    panel = open_panel("/lesson/4", "pair")
    printed = [float(text) for text in run_python(panel).split()]
    assert printed == pytest.approx([number(panel, name) for name in ("dot", "norm-a", "norm-b", "cosine")])


def test_the_step_is_accessible(page: Page, open_panel: OpenPanel, axe: Axe) -> None:
    for panel in ("pair", "similarity", "arithmetic", "parallel", "bias", "weat", "rank"):
        open_panel("/lesson/4", panel)
        assert axe() == []
