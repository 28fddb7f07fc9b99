"""Search over all tokens while typing: what is found is what Python finds."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from rowspace.operations.find import find, find_ids
from rowspace.operations.opened import OpenedTable

from .bench import card_of, open_bench, param, shown


def typed(page: Page, text: str) -> Locator:
    """The list under the field, once it answers this text."""
    field = page.get_by_label("Search all tokens")
    field.fill(text)
    return page.locator(".bench-found")


def listed(found: Locator) -> list[str]:
    names: list[str] = found.locator("li").evaluate_all("all => all.map(one => one.dataset.token)")
    return names


@pytest.mark.parametrize("text", ["ki", "king", "#12345", "/^ga.*o$/", "<0x6B><0x69>", '"queen"', "LONDON"])
def test_every_kind_of_question_finds_what_python_finds(bench: Page, made: OpenedTable, text: str) -> None:
    open_bench(bench)
    found = typed(bench, text)
    expected = find(made, text, 40)
    expect(found.locator('[data-value="found"]')).to_have_attribute("data-number", str(expected.total))
    assert listed(found) == [match.token for match in expected.matches]


def test_400_000_tokens_are_searched_with_each_letter(bench: Page, large: OpenedTable) -> None:
    open_bench(bench, "table=large")
    field = bench.get_by_label("Search all tokens")
    for text in ("g", "ga", "gas", "gasa"):
        field.press_sequentially(text[-1])
        expected = find(large, text, 40)
        found = bench.locator(".bench-found")
        expect(found.locator('[data-value="found"]')).to_have_attribute("data-number", str(expected.total))
        assert listed(found) == [match.token for match in expected.matches]


def test_arithmetic_lists_the_nearest_rows(bench: Page, made: OpenedTable) -> None:
    open_bench(bench)
    found = typed(bench, "king - man + woman")
    expected = find(made, "king - man + woman", 40)
    expect(found).to_contain_text("Nearest to king - man + woman")
    assert listed(found) == [match.token for match in expected.matches]
    scores = found.locator("[data-number]").evaluate_all("all => all.map(one => Number(one.dataset.number))")
    assert scores == pytest.approx([match.score for match in expected.matches])
    typed(bench, "king - man +")
    expect(found.locator(".bench-miss")).to_contain_text("got the end")


def test_slash_focuses_arrows_choose_and_enter_opens(bench: Page, made: OpenedTable) -> None:
    open_bench(bench)
    bench.keyboard.press("/")
    field = bench.get_by_label("Search all tokens")
    expect(field).to_be_focused()
    field.press_sequentially("ki")
    expect(bench.locator(".bench-found li")).to_have_count(40)
    field.press("ArrowDown")
    field.press("ArrowDown")
    second = find(made, "ki", 2).matches[1]
    expect(bench.locator('.bench-found [aria-selected="true"]')).to_have_attribute("data-token", second.token)
    field.press("Enter")
    assert shown(card_of(bench), "id") == second.id
    expect(bench.locator(".bench-found")).to_have_count(0)


def test_a_miss_offers_near_spellings_and_says_how_the_tokenizer_splits_it(bench: Page, made: OpenedTable) -> None:
    open_bench(bench)
    found = typed(bench, "kinng")
    expected = find(made, "kinng", 40)
    assert expected.miss is not None
    expect(found.locator("[data-miss]")).to_contain_text("reads it as")
    offered = found.locator("[data-miss] .chip bdi").all_inner_texts()
    assert offered == [near.token for near in expected.miss.nearest]
    assert "king" in offered
    found.get_by_role("button", name="king", exact=False).first.click()
    assert shown(card_of(bench), "id") == made.id(offered[0])


def test_all_that_is_found_can_be_selected(bench: Page, made: OpenedTable) -> None:
    open_bench(bench)
    found = typed(bench, "/^ga.o$/")
    expected = sorted(find_ids(made, "/^ga.o$/").ids.tolist())
    found.get_by_role("button", name="Select all").click()
    expect(bench.locator('.bench-list [data-value="chosen"]')).to_have_attribute("data-number", str(len(expected)))
    ids = bench.locator(".bench-list .chip").evaluate_all("all => all.map(one => Number(one.dataset.id))")
    assert ids == expected
    assert param(bench, "find") == "/^ga.o$/"


def test_a_pattern_that_cannot_be_read_says_where(bench: Page) -> None:
    open_bench(bench)
    found = typed(bench, "/ki(/")
    expect(found.locator(".bench-miss")).to_contain_text('a "(" is not closed')
