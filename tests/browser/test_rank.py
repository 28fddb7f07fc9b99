"""Lines of one's own: order and scores are Python's."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from rowspace.operations.open import open_table

from .conftest import Number, OpenPanel, RunPython

LINES = ["boil the soup for ten minutes", "the train leaves at six", "zzyzx qwrtp"]


def test_scores_and_order_are_pythons(open_panel: OpenPanel, number: Number) -> None:
    panel = open_panel("/lesson/4?rank.question=how long to cook&rank.lines=" + "%0A".join(LINES), "rank")
    expected = open_table("glove").rank("how long to cook", LINES).results
    for place, line in enumerate(expected):
        row = panel.locator(".rank-list > li").nth(place)
        expect(row).to_contain_text(line.line)
        if line.score is not None:
            assert number(panel, f"score-{place}") == pytest.approx(line.score, abs=1e-6)
    expect(panel.locator(".rank-list > li").last).to_contain_text("not in the table: zzyzx, qwrtp")


def test_typing_a_question_ranks_again(open_panel: OpenPanel) -> None:
    panel = open_panel("/lesson/4", "rank")
    panel.get_by_label("Question").fill("music")
    panel.get_by_label("Question").press("Enter")
    expect(panel.locator(".rank-list > li").first).to_contain_text("violin")


def test_a_question_without_a_known_word_is_explained(open_panel: OpenPanel) -> None:
    panel = open_panel("/lesson/4?rank.question=zzyzx", "rank")
    expect(panel.locator(".notice")).to_be_visible()


def test_its_python_prints_the_ranking(open_panel: OpenPanel, number: Number, run_python: RunPython) -> None:
    panel = open_panel("/lesson/4", "rank")
    first = run_python(panel).splitlines()[0]
    assert float(first.split()[0]) == pytest.approx(number(panel, "score-0"))
