"""Similarity of the selection, two axes made of words, and a run through everything by keyboard alone."""

from __future__ import annotations

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from rowspace.operations.alike import alike
from rowspace.operations.along import along
from rowspace.operations.opened import OpenedTable
from rowspace.operations.search import neighbors

from .bench import card_of, drawn, lasso, lonely, open_bench, param, places, settled_view, shown, square, within
from .conftest import settled
from .pixels import pixel


@pytest.mark.parametrize("metric", ["cosine", "euclidean"])
def test_the_selection_with_itself(bench: Page, made: OpenedTable, metric: str) -> None:
    view = open_bench(bench, f"tab=alike&chosen=0-11&alike.metric={metric}", "alike")
    expected = alike(made, range(12), metric, arrange=True)
    assert shown(view, "drawn") == 12
    view.get_by_text("Numbers as a table").click()
    assert view.locator(".twin th[scope=row]").all_inner_texts() == expected.tokens
    numbers = view.locator(".twin td").evaluate_all("all => all.map(one => Number(one.dataset.number))")
    np.testing.assert_allclose(np.reshape(numbers, (12, 12)), expected.matrix, atol=1e-5)
    if metric == "cosine":
        canvas = view.locator('[data-test="alike-matrix"]')
        width = canvas.evaluate("canvas => canvas.clientWidth") / 12
        for row, col in [(0, 5), (3, 9), (11, 2)]:
            red, _, blue = pixel(canvas, (col + 0.5) * width, (row + 0.3) * width)[:3]
            assert (red > blue) == (expected.matrix[row, col] > 0)


def test_a_cell_of_the_matrix_opens_the_comparison(bench: Page, made: OpenedTable) -> None:
    view = open_bench(bench, "tab=alike&chosen=0-11&alike.arrange=0", "alike")
    canvas = view.locator('[data-test="alike-matrix"]')
    width = canvas.evaluate("canvas => canvas.clientWidth") / 12
    canvas.click(position={"x": 7.5 * width, "y": 2.5 * width})
    place = card_of(bench)
    assert (param(bench, "token"), param(bench, "with")) == (made.token(2), made.token(7))
    assert shown(place, "pair-cosine") == pytest.approx(made.similarity(made.token(2), made.token(7)), abs=1e-6)


def test_a_selection_of_one_says_what_is_missing(bench: Page) -> None:
    view = open_bench(bench, "tab=alike&chosen=4", "alike")
    expect(view.locator(".bench-empty")).to_contain_text("Select rows")


def test_rows_on_two_axes_made_of_words(bench: Page, made: OpenedTable) -> None:
    view = open_bench(bench, "tab=axes", "axes")
    view.get_by_role("textbox", name="Across").fill("cat - paris")
    view.get_by_role("textbox", name="Across").press("Enter")
    view.get_by_role("textbox", name="Up").fill("queen")
    view.get_by_role("textbox", name="Up").press("Enter")
    settled_view(bench, "axes")
    cosines = along(made, ["cat - paris", "queen"]).cosines
    finite = np.isfinite(cosines).all(axis=1)
    canvas = view.locator('[data-test="axes-canvas"]')
    drawn(canvas, int(finite.sum()))
    view.get_by_text("The ends of both axes as a table").click()
    best = [int(id) for id in np.argsort(np.where(finite, -cosines[:, 1], np.inf), kind="stable")[:8]]
    rows = view.locator(".twin tbody tr").all_inner_texts()
    ups = [row.split("\t") for row in rows if row.startswith("queen")]
    assert [int(cells[2]) for cells in ups[:8]] == best
    points = places(canvas, cosines[finite].astype(np.float64))
    center = points[lonely(points, 0)]
    lasso(bench, canvas, square(center, 12))
    count = int(shown(bench.locator(".bench-list"), "chosen"))
    assert abs(count - int(within(points, center, 12).sum())) <= max(2, 0.03 * count)


def test_an_axis_of_an_unknown_word_offers_near_ones(bench: Page) -> None:
    view = open_bench(bench, "tab=axes&axes.x=kingg", "axes")
    view.locator(".notice .chip").first.click()
    settled_view(bench, "axes")
    expect(view.locator('[data-test="axes-canvas"]')).to_be_visible()


def test_by_keyboard_alone(bench: Page, made: OpenedTable) -> None:
    """Search, open a token, walk its neighbors, compare, select, save."""
    open_bench(bench)
    settled_view(bench, "about")
    press = bench.keyboard.press
    press("/")
    bench.keyboard.type("queen")
    expect(bench.locator(".bench-found li").first).to_have_attribute("data-token", "queen")
    press("Enter")
    card = card_of(bench)
    press("Escape")
    expected = neighbors(made, "queen", 12)
    for _ in range(3):
        press("]")
    walker = card.locator("[data-walker]")
    third = expected.neighbors[2]
    expect(walker).to_contain_text(f"Neighbor 3 of 12: {third.token}, id {third.id}, cosine")
    press("[")
    second = expected.neighbors[1]
    expect(walker).to_contain_text(f"Neighbor 2 of 12: {second.token}, id {second.id}")
    press("c")
    expect(card.locator("[data-compare] h4")).to_contain_text(second.token)
    settled(card)
    assert shown(card, "pair-cosine") == pytest.approx(second.score)
    press("s")
    press("]")
    press("s")
    expect(bench.locator('.bench-list [data-value="chosen"]')).to_have_attribute("data-number", "2")
    press("Enter")
    expect(card.locator('[data-value="id"]')).to_have_attribute("data-number", str(third.id))
    press("3")
    view = settled_view(bench, "alike")
    assert shown(view, "drawn") == 2
    while bench.evaluate("() => document.activeElement.textContent.trim()") != "JSONL":
        press("Tab")
    with bench.expect_download() as saved:
        press("Enter")
    lines = saved.value.path().read_text(encoding="utf-8").splitlines()
    assert len(lines) == 2
    assert all(f'"id":{id}' in line for id, line in zip(sorted([second.id, third.id]), lines, strict=True))


def test_dots_are_reached_by_arrows_and_opened_by_enter(bench: Page, made: OpenedTable) -> None:
    view = open_bench(bench, "plane.method=pca")
    canvas = view.locator('[data-test="plane-canvas"]')
    drawn(canvas, 19_999)
    canvas.focus()
    bench.keyboard.press("ArrowRight")
    expect(view.locator("[data-read]")).to_have_attribute("data-read", "0")
    bench.keyboard.press("ArrowRight")
    reached = view.locator("[data-read]").get_attribute("data-read")
    assert reached not in (None, "0")
    token = made.token(int(reached or 0))
    expect(view.locator("[data-live]")).to_contain_text(f"{token}, id {reached}, norm")
    bench.keyboard.press("Enter")
    expect(card_of(bench).locator('[data-value="id"]')).to_have_attribute("data-number", reached or "")
