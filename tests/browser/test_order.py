from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

import rowspace as rs
from rowspace.operations.order import Order

from .conftest import Axe, Number, OpenPanel, RunPython, settled

DOG_BITES_MAN = ["dog bites man", "man bites dog"]
CAT_ON_MAT = ["the cat sat on the mat", "mat the on sat cat the"]
CAT_ADDRESS = "order.sentences=" + "|".join(CAT_ON_MAT).replace(" ", "%20")


def pieces(order: Order) -> Iterator[tuple[str, tuple[float, float], tuple[float, float]]]:
    """Key of each dot, where it is without positions and where with."""
    for which, sentence in enumerate(order.sentences):
        for index, piece in enumerate(sentence.pieces):
            yield f"{which}-{index}", (piece.x0, piece.y0), (piece.x1, piece.y1)


def dot(panel: Locator, key: str) -> Locator:
    return panel.locator(f'[data-test="order-plane"] [data-dot="{key}"]')


def stands(panel: Locator, key: str) -> tuple[float, float]:
    """The dot's place in the plane's own units, as the page was told it."""
    x, y = (dot(panel, key).get_attribute(name) or "nan" for name in ("data-x", "data-y"))
    return float(x), float(y)


def drawn(panel: Locator, key: str) -> tuple[float, float]:
    """The dot's place on the screen, in the plane's own units, counted from the first dot's."""
    scale = float(panel.locator('[data-test="order-plane"]').get_attribute("data-scale") or "nan")
    places = []
    for one in (key, "0-0"):
        box = dot(panel, one).locator("circle").first.bounding_box()
        assert box
        places.append((box["x"] + box["width"] / 2, box["y"] + box["height"] / 2))
    (x, y), (from_x, from_y) = places
    return (x - from_x) / scale, (from_y - y) / scale


def switch(panel: Locator) -> None:
    panel.get_by_label("Positional encoding").click()


def test_without_positions_the_two_sentences_are_one(open_panel: OpenPanel, number: Number) -> None:
    panel = open_panel("/lesson/5", "order")
    order = rs.open("minilm").order(DOG_BITES_MAN)
    assert order.same_bag
    assert number(panel, "same-bag") == 1
    assert number(panel, "same-inputs") == 1
    for key, without, _ in pieces(order):
        assert stands(panel, key) == pytest.approx(without, abs=1e-9)
    assert drawn(panel, "1-2") == pytest.approx((0, 0), abs=0.05)  # dog, the last word of the second sentence
    expect(panel).to_contain_text("to the model these are one sentence")


def test_positions_switched_on_move_the_dots_to_where_python_puts_them(open_panel: OpenPanel, number: Number) -> None:
    panel = open_panel("/lesson/5", "order")
    switch(panel)
    order = rs.open("minilm").order(DOG_BITES_MAN, encoding="sinusoidal")
    assert number(panel, "same-inputs") == order.same_inputs == 0
    placed = {key: place for key, _, place in pieces(order)}
    for key, place in placed.items():
        assert stands(panel, key) == pytest.approx(place, abs=1e-9)
        offset = (place[0] - placed["0-0"][0], place[1] - placed["0-0"][1])
        expect(dot(panel, key)).to_have_css("transform", re.compile("matrix"))
        assert drawn(panel, key) == pytest.approx(offset, abs=0.1)
    assert stands(panel, "0-0") != stands(panel, "1-2")  # dog at 0 and dog at 2
    assert stands(panel, "0-1") == stands(panel, "1-1")  # bites keeps its place


def test_the_same_word_twice_splits_in_two(open_panel: OpenPanel, page: Page) -> None:
    panel = open_panel(f"/lesson/5?{CAT_ADDRESS}", "order")
    assert stands(panel, "0-0") == stands(panel, "0-4")
    expect(panel).to_contain_text("“the” stands twice in one sentence: one dot.")
    switch(panel)
    assert stands(panel, "0-0") != stands(panel, "0-4")
    expect(panel).to_contain_text("two dots now")
    expect(panel.locator('[data-test="order-lens-the"]')).to_have_attribute("aria-label", re.compile("4 places"))
    assert "order.encoding=sinusoidal" in page.url


def test_a_link_restores_sentences_and_kind(open_panel: OpenPanel, number: Number) -> None:
    panel = open_panel(f"/lesson/5?{CAT_ADDRESS}&order.encoding=learned", "order")
    expect(panel.get_by_label("First sentence")).to_have_value(CAT_ON_MAT[0])
    order = rs.open("minilm").order(CAT_ON_MAT, encoding="learned")
    for key, without, place in pieces(order):
        assert stands(panel, key) == pytest.approx(place, abs=1e-9)
        told = (number(panel, f"x0-{key}"), number(panel, f"y1-{key}"))
        assert told == pytest.approx((without[0], place[1]), abs=1e-9)
    expect(panel).to_contain_text("words begin at position 1")


def test_switched_off_the_kind_stays_in_the_address(open_panel: OpenPanel, page: Page) -> None:
    panel = open_panel("/lesson/5?order.encoding=learned", "order")
    switch(panel)
    expect(page).to_have_url(re.compile(r"order\.kind=learned"))
    assert "order.encoding" not in page.url
    switch(panel)
    expect(page).to_have_url(re.compile(r"order\.encoding=learned"))


def test_a_table_without_positions_says_so_and_offers_another(open_panel: OpenPanel, page: Page) -> None:
    panel = open_panel("/lesson/5?order.table=glove&order.encoding=learned", "order")
    expect(panel).to_contain_text("glove has no learned positions to add.")
    panel.get_by_role("button", name="Use minilm").click()
    expect(dot(panel, "0-0")).to_be_visible()
    assert "order.encoding=learned" in page.url


def test_an_unknown_word_can_be_respelled(open_panel: OpenPanel) -> None:
    panel = open_panel("/lesson/5?order.table=glove", "order")
    field = panel.get_by_label("First sentence")
    field.fill("dogqx bites man")
    field.press("Enter")
    panel.locator(".notice").get_by_role("button").first.click()
    settled(panel)
    expect(field).not_to_have_value("dogqx bites man")
    expect(dot(panel, "0-0")).to_be_visible()


def test_a_phrase_of_the_text_switches_positions_on(open_panel: OpenPanel, page: Page) -> None:
    panel = open_panel("/lesson/5", "order")
    page.locator('.phrase[data-set="order.encoding=sinusoidal"]').first.click()
    expect(panel.get_by_label("Positional encoding")).to_be_checked()


def test_python_prints_the_numbers_shown(open_panel: OpenPanel, number: Number, run_python: RunPython) -> None:
    panel = open_panel("/lesson/5?order.encoding=sinusoidal", "order")
    first, *lines = run_python(panel).splitlines()
    assert first.split()[:2] == ["True", "False"]
    assert float(first.split()[2]) == pytest.approx(384**0.5)
    for line, key in zip(lines, ["0-0", "0-1", "0-2", "1-0", "1-1", "1-2"], strict=True):
        numbers = [float(text) for text in line.split()[2:]]
        assert numbers == pytest.approx([number(panel, f"{name}-{key}") for name in ("x0", "y0", "x1", "y1")], abs=1e-9)


@pytest.mark.parametrize("address", ["/lesson/5", "/lesson/5?order.encoding=sinusoidal"])
def test_it_is_accessible(open_panel: OpenPanel, axe: Axe, address: str) -> None:
    open_panel(address, "order")
    assert axe() == []
