"""Arithmetic: both rankings are Python's, and a broken expression points at its character."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from rowspace.operations.open import open_table

from .conftest import Number, OpenPanel, RunPython


def shown(panel, ranking: str) -> list[str]:
    return panel.locator(f'[data-list="{ranking}"] [data-token]').evaluate_all(
        "all => all.map(one => one.dataset.token)"
    )


@pytest.mark.parametrize(
    ("expression", "first"),
    [
        ("king - man + woman", "queen"),
        ("paris - france + japan", "tokyo"),
        ("actor - man + woman", "actress"),
        ("walked - walk + run", "ran"),
    ],
)
@pytest.mark.parametrize("name", ["glove", "classroom"])
def test_both_rankings_are_pythons(
    open_panel: OpenPanel, number: Number, name: str, expression: str, first: str
) -> None:
    address = f"/lesson/4?arithmetic.table={name}&arithmetic.expression={expression.replace('+', '%2B')}"
    panel = open_panel(address, "arithmetic")
    table = open_table(name)
    for ranking, kept in (("without", False), ("with", True)):
        expected = table.neighbors(expression, k=8, include_query=kept)
        assert shown(panel, ranking) == [neighbor.token for neighbor in expected]
        for place, neighbor in enumerate(expected):
            assert number(panel, f"{ranking}-{place}") == pytest.approx(neighbor.score, abs=1e-6)
    assert shown(panel, "without")[0] == first


def test_with_the_query_king_stays_king(open_panel: OpenPanel) -> None:
    assert shown(open_panel("/lesson/4", "arithmetic"), "with")[0] == "king"


def test_an_example_that_fails_can_be_chosen(page: Page, open_panel: OpenPanel) -> None:
    panel = open_panel("/lesson/4", "arithmetic")
    panel.get_by_role("button", name="bigger − big + small").click()
    expect(panel.locator('[data-list="without"] [data-token]').first).to_have_attribute("data-token", "larger")
    assert "arithmetic.expression=bigger" in page.url


def test_a_broken_expression_points_at_the_character(open_panel: OpenPanel) -> None:
    panel = open_panel("/lesson/4?arithmetic.expression=king - (man", "arithmetic")
    expect(panel.locator(".notice-pointer")).to_be_visible()


def test_a_misspelled_term_is_replaced_in_place(open_panel: OpenPanel) -> None:
    panel = open_panel("/lesson/4?arithmetic.expression=kingg - man %2B woman", "arithmetic")
    panel.locator(".notice").get_by_role("button", name="king", exact=True).click()
    expect(panel.get_by_label("Expression")).to_have_value("king - man + woman")


def test_its_python_prints_both_rankings(open_panel: OpenPanel, run_python: RunPython) -> None:
    without, kept = run_python(open_panel("/lesson/4", "arithmetic")).splitlines()
    assert "token='queen'" in without.split("Neighbor")[1]
    assert "token='king'" in kept.split("Neighbor")[1]
