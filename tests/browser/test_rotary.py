from __future__ import annotations

import json
import re
from typing import Literal

import pytest
from playwright.sync_api import Locator, Page, expect

from rowspace.operations.positions import Rotary, rotary

from .conftest import ROOT, Axe, Number, OpenPanel, RunPython, settled

Pairing = Literal["half", "interleaved"]
GOLDEN = json.loads((ROOT / "tests/golden/positions/rope_apply.json").read_text())


def scored(m: float, n: float, pairing: Pairing = "half") -> Rotary:
    return rotary(GOLDEN["q"], GOLDEN["k"], (m, n), pairing=pairing)


def token(panel: Locator, name: str) -> Locator:
    return panel.get_by_role("slider", name=name, exact=True)


def drag(page: Page, handle: Locator, by: int) -> None:
    """Drag a handle by so many positions of the ruler."""
    handle.scroll_into_view_if_needed()
    box = handle.bounding_box()
    track = page.locator(".rotary-track").bounding_box()
    assert box
    assert track
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + by * track["width"] / 64, y)
    page.mouse.move(x + by * track["width"] / 32, y)
    page.mouse.up()


@pytest.mark.parametrize(
    ("m", "n", "pairing", "printed"),
    [
        (3, 7, "half", "−2.2618"),
        (10, 14, "half", "−2.2618"),
        (0, 4, "half", "−2.2618"),
        (7, 3, "half", "−3.9192"),
        (3, 7, "interleaved", "−4.5879"),
        (100, 104, "half", "−2.2618"),
    ],
)
def test_scores_are_pythons_and_those_of_published_models(
    open_panel: OpenPanel, number: Number, m: int, n: int, pairing: Pairing, printed: str
) -> None:
    panel = open_panel(f"/lesson/5?rotary.m={m}&rotary.n={n}&rotary.pairing={pairing}", "rotary")
    expect(panel.locator('[data-value="score"]')).to_have_text(printed)
    answer = scored(m, n, pairing)
    assert number(panel, "score") == pytest.approx(answer.score, abs=1e-9)
    assert number(panel, "gap") == m - n
    for pair in answer.pairs:
        assert number(panel, f"part-{pair.pair}") == pytest.approx(pair.contribution, abs=1e-9)
        assert number(panel, f"angle-q-{pair.pair}") == pytest.approx(pair.angle_q, rel=1e-12)


def test_dragging_both_changes_nothing_and_dragging_one_does(open_panel: OpenPanel, number: Number, page: Page) -> None:
    panel = open_panel("/lesson/5", "rotary")
    drag(page, token(panel, "Both tokens together"), 7)
    expect(token(panel, "Query q")).to_have_attribute("aria-valuenow", "10")
    expect(token(panel, "Key k")).to_have_attribute("aria-valuenow", "14")
    settled(panel)
    assert number(panel, "score") == pytest.approx(scored(3, 7).score, abs=1e-9)
    drag(page, token(panel, "Key k"), 2)
    expect(token(panel, "Key k")).to_have_attribute("aria-valuenow", "16")
    settled(panel)
    assert number(panel, "score") == pytest.approx(scored(10, 16).score, abs=1e-9)
    expect(page).to_have_url(re.compile(r"rotary\.m=10&rotary\.n=16"))


def test_the_page_answers_before_the_server(open_panel: OpenPanel, number: Number, page: Page) -> None:
    panel = open_panel("/lesson/5", "rotary")
    page.route("**/api/positions/rotary*", lambda _: None)  # the server stays silent
    token(panel, "Query q").press("ArrowRight")
    assert number(panel, "gap") == -3
    assert number(panel, "score") == pytest.approx(scored(4, 7).score, abs=1e-9)


def test_keys_move_what_is_focused_within_the_ruler(open_panel: OpenPanel, number: Number) -> None:
    panel = open_panel("/lesson/5", "rotary")
    both = token(panel, "Both tokens together")
    both.press("End")
    expect(token(panel, "Key k")).to_have_attribute("aria-valuenow", "32")
    assert number(panel, "gap") == -4
    both.press("Home")
    expect(token(panel, "Query q")).to_have_attribute("aria-valuenow", "0")
    token(panel, "Query q").press("PageUp")
    settled(panel)
    assert number(panel, "gap") == 0
    assert number(panel, "score") == pytest.approx(GOLDEN["dot_unrotated"], abs=1e-6)
    expect(token(panel, "Query q")).to_have_attribute("aria-valuetext", "position 4, score −4.0625, gap 0")


def test_swapped_tokens_have_another_score(open_panel: OpenPanel, number: Number) -> None:
    panel = open_panel("/lesson/5", "rotary")
    panel.get_by_role("button", name="Swap their places").click()
    settled(panel)
    assert number(panel, "gap") == 4
    assert number(panel, "score") == pytest.approx(scored(7, 3).score, abs=1e-9)
    assert number(panel, "before") == pytest.approx(scored(3, 7).score, abs=1e-9)


def test_the_pairing_is_switched(open_panel: OpenPanel, number: Number, page: Page) -> None:
    panel = open_panel("/lesson/5", "rotary")
    panel.get_by_label("neighbors").check()
    settled(panel)
    assert number(panel, "score") == pytest.approx(scored(3, 7, "interleaved").score, abs=1e-9)
    expect(panel).to_contain_text("dims 0 and 1")
    assert "rotary.pairing=interleaved" in page.url


def test_the_question_is_answered_by_the_panel(open_panel: OpenPanel, number: Number, page: Page) -> None:
    panel = open_panel("/lesson/5", "rotary")
    page.locator('[data-question="signed-gap"]').get_by_role("button").first.click()
    expect(token(panel, "Query q")).to_have_attribute("aria-valuenow", "10")
    settled(panel)
    assert number(panel, "score") == pytest.approx(scored(3, 7).score, abs=1e-9)


def test_python_prints_the_numbers_shown(open_panel: OpenPanel, number: Number, run_python: RunPython) -> None:
    panel = open_panel("/lesson/5?rotary.m=9&rotary.n=2&rotary.pairing=interleaved", "rotary")
    first, *pairs = run_python(panel).splitlines()
    shown = [number(panel, "gap"), number(panel, "score")]
    assert [float(text) for text in first.split()] == pytest.approx(shown, abs=1e-9)
    for pair, line in enumerate(pairs):
        assert float(line.split()[-1]) == pytest.approx(number(panel, f"part-{pair}"), abs=1e-9)


def test_it_says_what_is_turned(open_panel: OpenPanel) -> None:
    panel = open_panel("/lesson/5", "rotary")
    expect(panel).to_contain_text("turns queries and keys inside each attention layer. The embedding is not turned")


def test_it_is_accessible(open_panel: OpenPanel, axe: Axe) -> None:
    open_panel("/lesson/5", "rotary")
    assert axe() == []
