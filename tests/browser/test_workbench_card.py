"""The card of a token: every number is Python's, neighbors lead on, Back leads back, two rows are compared."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from rowspace.operations.card import card
from rowspace.operations.opened import OpenedTable
from rowspace.operations.search import NeighborList, neighbors

from .bench import card_of, open_bench, param, shown
from .conftest import run_lines, settled
from .pixels import Layout, cell, is_blue, is_red


def check_neighbors(place: Locator, expected: NeighborList) -> None:
    expect(place.locator(".bench-neighbors tbody tr")).to_have_count(len(expected.neighbors))
    ids = place.locator(".bench-neighbors .chip").evaluate_all("all => all.map(one => Number(one.dataset.id))")
    assert ids == [one.id for one in expected.neighbors]
    for one in expected.neighbors:
        assert shown(place, f"near-{one.id}") == pytest.approx(one.score, abs=1e-6)


def test_a_card_says_what_python_says(bench: Page, made: OpenedTable) -> None:
    open_bench(bench, "token=king")
    place = card_of(bench)
    expected = card(made, "king")
    assert shown(place, "id") == expected.id
    assert expected.norm is not None
    assert shown(place, "norm") == pytest.approx(expected.norm)
    assert shown(place, "shorter") == expected.shorter
    expect(place).to_contain_text("bytes 6b 69 6e 67")
    bars = place.locator('[data-test="norm-histogram"] rect').evaluate_all(
        "all => all.map(one => Number(one.getAttribute('height')))"
    )
    counts = np.array(expected.norms.counts)
    np.testing.assert_allclose(np.array(bars) / max(bars), counts / counts.max(), atol=1e-6)
    check_neighbors(place, neighbors(made, "king", 12))
    expect(place.locator(".figure-caption")).to_contain_text(f"among {20_000 - 8:,} rows, cosine; 7 rows")


SWITCHES = [
    ({"card.metric": "dot"}, {"metric": "dot"}),
    ({"card.metric": "euclidean"}, {"metric": "euclidean"}),
    ({"card.center": "1"}, {"center": True}),
    ({"card.flat": "1"}, {"all_but_the_top": True}),
    ({"card.flagged": "1", "card.metric": "euclidean"}, {"include_special": True, "metric": "euclidean"}),
    ({"card.k": "24"}, {"k": 24}),
]


@pytest.mark.parametrize(("query", "options"), SWITCHES)
def test_neighbors_follow_every_switch(
    bench: Page, made: OpenedTable, query: dict[str, str], options: dict[str, object]
) -> None:
    open_bench(bench, urlencode({"token": "cat", "tab": "alike", **query}), "alike")
    check_neighbors(card_of(bench), neighbors(made, "cat", **{"k": 12, **options}))  # type: ignore[arg-type]


def test_neighbors_lead_on_and_back_leads_back(bench: Page, made: OpenedTable) -> None:
    open_bench(bench, "token=king&tab=alike", "alike")
    place = card_of(bench)
    walked = [made.id("king")]
    for _ in range(2):
        chip = place.locator(".bench-neighbors .chip").nth(1)
        walked.append(int(chip.get_attribute("data-id") or ""))
        chip.click()
        expect(place.locator('[data-value="id"]')).to_have_attribute("data-number", str(walked[-1]))
        settled(place)
    place.locator("[data-back]").click()
    expect(place.locator('[data-value="id"]')).to_have_attribute("data-number", str(walked[1]))
    bench.go_back()
    expect(place.locator('[data-value="id"]')).to_have_attribute("data-number", str(walked[2]))
    bench.go_back()
    bench.go_back()
    expect(place.locator('[data-value="id"]')).to_have_attribute("data-number", str(walked[0]))


def test_the_row_is_drawn_in_the_colors_of_its_numbers(bench: Page, made: OpenedTable) -> None:
    open_bench(bench, "token=king&with=queen&tab=alike", "alike")
    canvas = card_of(bench).locator('[data-test="card-strip"]')
    layout = Layout(cols=64, row_height=26, row_gap=3)
    for row, token in enumerate(("king", "queen")):
        numbers = made[token]
        assert is_blue(cell(canvas, layout, row, int(numbers.argmin())))
        assert is_red(cell(canvas, layout, row, int(numbers.argmax())))
    canvas.focus()
    bench.keyboard.press("ArrowRight")
    bench.keyboard.press("ArrowRight")
    assert shown(card_of(bench), "strip-cell") == pytest.approx(float(made["king"][1]))


def test_two_rows_beside_each_other(bench: Page, made: OpenedTable) -> None:
    open_bench(bench, "token=king&with=queen&tab=alike", "alike")
    place = card_of(bench)
    pair = made.pair("king", "queen")
    assert shown(place, "pair-cosine") == pytest.approx(pair.cosine)
    assert shown(place, "pair-dot") == pytest.approx(pair.dot)
    assert shown(place, "pair-distance") == pytest.approx(pair.euclidean)
    place.get_by_text("Dims that weigh most").click()
    products = place.locator(".twin td[data-number]").evaluate_all("all => all.map(one => Number(one.dataset.number))")
    assert products == pytest.approx([term.product for term in pair.terms])
    place.get_by_role("button", name="Swap").click()
    assert (param(bench, "token"), param(bench, "with")) == ("queen", "king")
    place.get_by_role("button", name="End comparison").click()
    assert param(bench, "with") is None


def test_rows_that_cannot_be_named_or_measured(bench: Page, made: OpenedTable) -> None:
    open_bench(bench, urlencode({"token": made.tokens[777], "tab": "alike"}), "alike")
    place = card_of(bench)
    expect(place.locator(".notice")).to_contain_text("Nothing is left of")
    expect(place).to_contain_text("it has no length")
    open_bench(bench, urlencode({"token": "#12345", "tab": "alike"}), "alike")
    expect(card_of(bench)).to_contain_text("flagged: stands for no word")
    expect(card_of(bench).locator(".notice")).to_contain_text("its rows are zero")


def test_an_unknown_token_offers_near_ones(bench: Page, made: OpenedTable) -> None:
    open_bench(bench, "token=kinng&tab=alike", "alike")
    place = card_of(bench)
    place.locator(".notice .chip").first.click()
    expect(place.locator('[data-value="norm"]')).to_be_visible()
    place.get_by_role("button", name="Close").click()
    expect(bench.locator('[data-panel="about"]')).to_be_visible()


def test_the_python_of_a_card_prints_its_numbers(bench: Page, made: OpenedTable) -> None:
    open_bench(bench, "token=king&tab=alike&card.metric=dot&card.center=1", "alike")
    printed = run_lines(card_of(bench), Path(made.source.location).parent)
    expected = neighbors(made, "king", 12, "dot", True)
    assert [line.split()[0] for line in printed.splitlines()[1:]] == [one.token for one in expected.neighbors]
