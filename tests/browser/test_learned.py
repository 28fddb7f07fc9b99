from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

import rowspace as rs
from rowspace.operations.positions import LearnedPositions, learned

from .conftest import Axe, Number, OpenPanel, RunPython, settled


@pytest.fixture(scope="module")
def positions() -> LearnedPositions:
    return learned(rs.open("minilm"))


def test_the_ripple_and_the_outlier_are_pythons(
    open_panel: OpenPanel, number: Number, positions: LearnedPositions
) -> None:
    panel = open_panel("/lesson/5", "learned")
    assert number(panel, "period") == pytest.approx(positions.period)
    assert 5.6 < number(panel, "period") < 5.8
    assert number(panel, "neighbors") == pytest.approx(positions.cosine_by_gap[1], abs=1e-9)
    assert number(panel, "norm-0") == pytest.approx(positions.norms[0], abs=1e-9)
    assert number(panel, "norm-mean") == pytest.approx(sum(positions.norms[1:]) / 511, abs=1e-6)
    tops = "Tops at gaps 6, 12, 17, 22, 29, 34"
    expect(panel.get_by_role("img", name=re.compile(tops))).to_be_visible()


def test_views_are_switched(open_panel: OpenPanel, number: Number, page: Page, positions: LearnedPositions) -> None:
    panel = open_panel("/lesson/5", "learned")
    panel.get_by_label("lengths").check()
    expect(panel.get_by_role("img", name=re.compile("Largest 2.362 at position 0"))).to_be_visible()
    panel.get_by_text("Numbers as a table").click()
    expect(panel.locator('[data-value="position-511"]')).to_be_attached()
    assert number(panel, "position-511") == pytest.approx(positions.norms[511], abs=1e-9)
    panel.get_by_label("every two positions").check()
    assert number(panel, "cell") == pytest.approx(float(positions.similarity[20, 14]), abs=1e-6)
    assert "learned.view=heatmap" in page.url


def test_keys_read_the_map(open_panel: OpenPanel, number: Number, positions: LearnedPositions) -> None:
    panel = open_panel("/lesson/5?learned.view=heatmap", "learned")
    cells = panel.get_by_role("img", name="Cosine of 512 learned positions")
    cells.focus()
    cells.press("ArrowRight")
    cells.press("ArrowDown")
    assert number(panel, "cell") == pytest.approx(float(positions.similarity[21, 15]), abs=1e-6)


def test_position_512_does_not_exist(open_panel: OpenPanel, number: Number, positions: LearnedPositions) -> None:
    panel = open_panel("/lesson/5?learned.position=511", "learned")
    slider = panel.get_by_label("Position", exact=True)
    assert number(panel, "norm") == pytest.approx(positions.norms[511], abs=1e-9)
    expect(panel).to_contain_text("It is the last; no row comes after it.")
    slider.press("ArrowRight")
    expect(panel).to_contain_text("Position 512 does not exist. The table has 512 rows, 0 to 511")
    slider.press("ArrowRight")
    expect(slider).to_have_value("512")


def test_a_positions_own_curve_ends_where_the_table_does(
    open_panel: OpenPanel, number: Number, positions: LearnedPositions
) -> None:
    panel = open_panel("/lesson/5?learned.position=500", "learned")
    expect(panel).to_contain_text("ends where the table does")
    assert number(panel, "own") == pytest.approx(float(positions.similarity[500, 506]), abs=1e-6)


def test_a_table_without_positions_says_so_and_offers_another(open_panel: OpenPanel, page: Page) -> None:
    panel = open_panel("/lesson/5?learned.table=glove", "learned")
    expect(panel).to_contain_text("glove has no learned positions")
    panel.get_by_role("button", name="Show minilm").click()
    expect(panel.locator('[data-value="period"]')).to_be_visible()
    assert "learned.table=minilm" in page.url


def test_python_prints_the_numbers_shown(
    open_panel: OpenPanel, number: Number, run_python: RunPython, page: Page
) -> None:
    panel = open_panel("/lesson/5", "learned")
    period, norms, *_ = run_python(panel).splitlines()
    assert float(period) == pytest.approx(number(panel, "period"))
    shown = [number(panel, "norm-0"), number(panel, "norm-mean")]
    assert [float(text) for text in norms.split()] == pytest.approx(shown, abs=1e-6)
    panel.get_by_label("Table of Positions that a model learned").select_option("glove")
    expect(panel).to_contain_text("glove has no learned positions")
    settled(panel)
    assert run_python(panel).split() == ["0"]


@pytest.mark.parametrize("query", ["", "?learned.view=norms&learned.position=512", "?learned.view=heatmap"])
def test_it_is_accessible(open_panel: OpenPanel, axe: Axe, query: str) -> None:
    open_panel(f"/lesson/5{query}", "learned")
    assert axe() == []
