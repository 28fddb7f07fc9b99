from __future__ import annotations

import math
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from rowspace.operations.positions import clocks, sinusoidal

from .conftest import Axe, Number, OpenPanel, RunPython, settled


def hand_angle(panel: Locator, pair: int) -> float:
    """Degrees of the drawn hand, clockwise from the top."""
    line = panel.get_by_role("img", name=f"Hand of pair {pair} at").locator("g:not([data-second]) > line").last
    x, y = (float(line.get_attribute(name) or "nan") for name in ("x2", "y2"))
    return math.degrees(math.atan2(x, -y)) % 360


def test_hands_stand_where_python_puts_them(open_panel: OpenPanel, number: Number) -> None:
    panel = open_panel("/lesson/5?clocks.position=139", "clocks")
    for hand in clocks(16, 139).hands:
        assert number(panel, f"angle-{hand.pair}") == pytest.approx(hand.angle, rel=1e-12)
        assert number(panel, f"sine-{hand.pair}") == pytest.approx(hand.sine, abs=1e-12)
        assert number(panel, f"cosine-{hand.pair}") == pytest.approx(hand.cosine, abs=1e-12)
        assert hand_angle(panel, hand.pair) == pytest.approx(math.degrees(hand.angle) % 360, abs=1e-6)


def test_keys_turn_the_hands_in_the_same_frame(open_panel: OpenPanel, number: Number, page: Page) -> None:
    panel = open_panel("/lesson/5", "clocks")
    page.route("**/api/positions/clocks*", lambda _: None)  # the server stays silent
    panel.get_by_label("Position", exact=True).press("ArrowRight")
    assert number(panel, "angle-1") == pytest.approx(8 * clocks(16, 8).hands[1].frequency, rel=1e-12)
    assert hand_angle(panel, 0) == pytest.approx(math.degrees(8) % 360, abs=1e-6)
    expect(page).to_have_url(re.compile(r"clocks\.position=8"))


def test_the_fastest_hand_alone_is_ambiguous_and_all_together_are_not(
    open_panel: OpenPanel, number: Number, page: Page
) -> None:
    panel = open_panel("/lesson/5", "clocks")
    fastest = clocks(16, 7).hands[0].frequency
    alike = [other for other in range(257) if abs(math.remainder((other - 7) * fastest, math.tau)) <= math.pi / 18]
    assert number(panel, "alike") == len(alike) - 1
    expect(panel).to_contain_text("All clocks together leave this one alone.")
    panel.get_by_role("button", name="51", exact=True).click()
    assert "clocks.second=51" in page.url
    apart = math.remainder(44 * fastest, math.tau)
    assert number(panel, "apart-0") == pytest.approx(apart, abs=1e-12)
    assert math.degrees(apart) == pytest.approx(1.01, abs=0.01)


def test_two_positions_are_compared_as_rows_of_waves_are(open_panel: OpenPanel, number: Number) -> None:
    panel = open_panel("/lesson/5?clocks.position=7&clocks.second=51", "clocks")
    expect(panel.get_by_label("Compare with another position")).to_be_checked()
    cosine = sinusoidal(16, 64).similarity[7, 51]
    assert number(panel, "cosine") == pytest.approx(float(cosine), abs=1e-6)


def test_more_dims_are_more_clocks(open_panel: OpenPanel, number: Number) -> None:
    panel = open_panel("/lesson/5", "clocks")
    panel.get_by_label("32", exact=True).check()
    settled(panel)
    assert panel.locator(".clocks-dial").count() == 16
    assert number(panel, "wavelength-15") == pytest.approx(clocks(32, 7, pairs=16).hands[15].wavelength, rel=1e-12)


def test_python_prints_the_numbers_shown(open_panel: OpenPanel, number: Number, run_python: RunPython) -> None:
    panel = open_panel("/lesson/5?clocks.second=51", "clocks")
    lines = run_python(panel).splitlines()
    assert len(lines) == 16
    for pair, line in enumerate(lines[:8]):
        position, shown, wavelength, angle, *_ = (float(text) for text in line.split())
        assert (position, shown) == (7, pair)
        assert wavelength == pytest.approx(number(panel, f"wavelength-{pair}"))
        assert angle == pytest.approx(number(panel, f"angle-{pair}"))


def test_it_is_accessible(open_panel: OpenPanel, axe: Axe) -> None:
    open_panel("/lesson/5?clocks.second=51", "clocks")
    assert axe() == []
