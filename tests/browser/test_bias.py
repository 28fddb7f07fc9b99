"""Words along a direction: every leaning is Python's, and missing words are named."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from rowspace.operations.bias import OCCUPATIONS
from rowspace.operations.open import open_table

from .conftest import Number, OpenPanel, RunPython


def test_every_occupation_is_where_python_puts_it(open_panel: OpenPanel, number: Number) -> None:
    panel = open_panel("/lesson/4", "bias")
    expected = open_table("glove").bias([("he", "she")], OCCUPATIONS).scores
    names = panel.locator(".bias-list > li > .mono").all_inner_texts()
    assert names == [score.word for score in expected]
    for score in expected:
        assert number(panel, f"bias-{score.word}") == pytest.approx(score.score, abs=1e-6)


def test_own_pairs_and_words(open_panel: OpenPanel, number: Number) -> None:
    panel = open_panel("/lesson/4?bias.pairs=he:she,man:woman&bias.words=nurse doctor zzyzx", "bias")
    expected = open_table("glove").bias([("he", "she"), ("man", "woman")], ["nurse", "doctor"]).scores
    assert number(panel, "bias-nurse") == pytest.approx({one.word: one.score for one in expected}["nurse"], abs=1e-6)
    expect(panel.locator(".figure-caption")).to_contain_text("Not in this table: zzyzx")


def test_a_pair_without_its_second_word_is_explained(open_panel: OpenPanel) -> None:
    panel = open_panel("/lesson/4?bias.pairs=he", "bias")
    expect(panel.locator(".notice")).to_be_visible()


def test_its_python_prints_the_scores(open_panel: OpenPanel, number: Number, run_python: RunPython) -> None:
    panel = open_panel("/lesson/4?bias.words=nurse doctor", "bias")
    printed = dict(line.split() for line in run_python(panel).splitlines())
    assert float(printed["nurse"]) == pytest.approx(number(panel, "bias-nurse"))
