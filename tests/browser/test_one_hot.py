"""One-hot beside dense: all one-hot pairs alike, the dense pairs as Python measures them."""

from __future__ import annotations

from itertools import combinations
from math import sqrt

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from rowspace.operations.open import open_table

from .conftest import Axe, Number, OpenPanel, RunPython, settled

TOKENS = ["cat", "dog", "king"]


@pytest.mark.parametrize("name", ["glove", "minilm", "classroom"])
def test_numbers_are_pythons(open_panel: OpenPanel, number: Number, name: str) -> None:
    panel = open_panel(f"/lesson/1?table={name}", "one-hot")
    table = open_table(name)
    for a, b in combinations(TOKENS, 2):
        pair = table.pair(a, b)
        assert number(panel, f"one-hot.{a}.{b}") == pytest.approx(sqrt(2))
        assert number(panel, f"one-hot-cosine.{a}.{b}") == 0
        assert number(panel, f"distance.{a}.{b}") == pytest.approx(pair.euclidean, abs=1e-5)
        assert number(panel, f"cosine.{a}.{b}") == pytest.approx(pair.cosine, abs=1e-6)
    shown = [[number(panel, f"{token}.{dim}") for dim in range(8)] for token in TOKENS]
    np.testing.assert_allclose(shown, table.rows[[table.id(token) for token in TOKENS]][:, :8], atol=1e-6)


def test_each_token_has_its_one_in_its_own_slot(open_panel: OpenPanel) -> None:
    panel = open_panel("/lesson/1", "one-hot")
    cells = panel.locator(".one-hot-cells").first.locator("tbody tr")
    assert cells.count() == 3
    ones = [[text == "1" for text in row.locator("td").all_inner_texts()[:12]] for row in cells.all()]
    assert [sum(row) for row in ones] == [1, 1, 1]
    assert len({row.index(True) for row in ones}) == 3


def test_tokens_are_chosen_freely(page: Page, open_panel: OpenPanel) -> None:
    panel = open_panel("/lesson/1", "one-hot")
    panel.get_by_role("button", name="Remove king").click()
    panel.get_by_label("Add to tokens to compare").fill("queen")
    panel.get_by_role("option", name="queen").first.click()
    expect(panel.locator('[data-value="cosine.cat.queen"]')).to_be_visible()
    assert "one-hot.tokens=cat,dog,queen" in page.url


def test_a_token_that_is_missing_is_explained_and_a_near_one_put_in(open_panel: OpenPanel) -> None:
    panel = open_panel("/lesson/1?one-hot.tokens=cat,kingg", "one-hot")
    notice = panel.locator(".notice")
    expect(notice).to_have_count(1)
    expect(notice).to_contain_text('"kingg" is not in glove (40,000 tokens).')
    notice.get_by_role("button", name="king", exact=True).click()
    expect(panel.locator('[data-value="cosine.cat.king"]')).to_be_visible()
    settled(panel)
    expect(notice).to_have_count(0)


def test_its_python_prints_the_same_cosines(open_panel: OpenPanel, run_python: RunPython) -> None:
    panel = open_panel("/lesson/1", "one-hot")
    assert f"{open_table('glove').similarity('cat', 'dog'):.4f}"[:6] in run_python(panel)


def test_it_is_accessible_with_its_python_open(page: Page, open_panel: OpenPanel, axe: Axe) -> None:
    panel = open_panel("/lesson/1", "one-hot")
    panel.get_by_role("button", name="Python", exact=True).click()
    assert axe() == []
