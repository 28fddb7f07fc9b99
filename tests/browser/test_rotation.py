"""The turned space: every cell is Python's after the turn, and no cosine moves."""

from __future__ import annotations

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from rowspace.operations.open import open_table

from .conftest import Axe, Number, OpenPanel, RunPython
from .pixels import picture

TOKENS = ["cat", "dog", "king", "queen", "the", "paris"]


def settled(panel: Locator, amount: str) -> None:
    expect(panel.locator(".figure-caption")).to_contain_text(f"turned by {amount} %")
    expect(panel).to_have_attribute("aria-busy", "false")


@pytest.mark.parametrize("name", ["glove", "minilm"])
@pytest.mark.parametrize(("amount", "seed"), [(0.25, 0), (1.0, 7)])
def test_its_numbers_are_pythons(
    page: Page, open_panel: OpenPanel, number: Number, name: str, amount: float, seed: int
) -> None:
    address = f"/lesson/2?rotation.table={name}&rotation.amount={amount}&rotation.seed={seed}"
    panel = open_panel(address, "rotation")
    turned = open_table(name).rotated(TOKENS, seed=seed, amount=amount)
    assert number(panel, "mean-cell-change") == pytest.approx(turned.mean_cell_change, rel=1e-6)
    assert number(panel, "max-cosine-change") == pytest.approx(turned.max_cosine_change, abs=1e-9)
    panel.get_by_text("Numbers as a table").click()
    expect(panel.locator(".twin table")).to_be_visible()
    shown = panel.locator(".twin [data-number]").evaluate_all("all => all.map(one => Number(one.dataset.number))")
    np.testing.assert_allclose(np.reshape(shown, (-1, len(TOKENS))).T, turned.rows, atol=1e-6)


def test_every_cell_changes_and_no_cosine_does(page: Page, open_panel: OpenPanel, number: Number) -> None:
    panel = open_panel("/lesson/2", "rotation")
    settled(panel, "0")
    cells, before = panel.locator('[data-test="rotation-cells"]'), panel.locator('[data-test="rotation-before"]')
    cosines = panel.locator('[data-test="rotation-cosines"]')
    kept, same = picture(before), picture(cosines)
    assert picture(cells) == kept
    panel.get_by_role("button", name="Turn all the way").click()
    settled(panel, "100")
    assert number(panel, "mean-cell-change") > 0.3
    assert number(panel, "max-cosine-change") < 1e-5
    assert picture(cells) != kept
    assert picture(before) == kept
    assert picture(cosines) == same


def test_a_cosine_after_the_turn_is_the_tables_own(page: Page, open_panel: OpenPanel, number: Number) -> None:
    panel = open_panel("/lesson/2?rotation.amount=1", "rotation")
    panel.locator('[data-test="rotation-cosines"]').focus()
    for key in ("ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    assert number(panel, "cosine") == pytest.approx(open_table("glove").similarity("cat", "dog"), abs=1e-5)


def test_the_cell_under_the_pointer_tells_before_and_after(page: Page, open_panel: OpenPanel, number: Number) -> None:
    panel = open_panel("/lesson/2?rotation.amount=1", "rotation")
    panel.locator('[data-test="rotation-cells"]').focus()
    page.keyboard.press("ArrowRight")
    table = open_table("glove")
    assert number(panel, "cell") == pytest.approx(float(table.rotated(TOKENS).rows[0, 0]), abs=1e-6)
    assert number(panel, "before") == pytest.approx(float(table["cat"][0]), abs=1e-6)


def test_the_slider_makes_one_step_in_the_history_and_a_link_keeps_it(page: Page, open_panel: OpenPanel) -> None:
    panel = open_panel("/lesson/2", "rotation")
    slider = panel.get_by_label("Turned by")
    slider.focus()
    for _ in range(30):
        page.keyboard.press("ArrowRight")
    settled(panel, "30")
    page.wait_for_url("**rotation.amount=0.3*")
    again = open_panel(page.url, "rotation")
    settled(again, "30")
    expect(again.get_by_label("Turned by")).to_have_value("0.3")


def test_another_seed_is_another_turn(open_panel: OpenPanel, number: Number) -> None:
    panel = open_panel("/lesson/2?rotation.amount=1", "rotation")
    first = picture(panel.locator('[data-test="rotation-cells"]'))
    panel.get_by_role("button", name="Another turn").click()
    expect(panel.locator(".figure-caption")).to_contain_text("seed 1")
    assert picture(panel.locator('[data-test="rotation-cells"]')) != first


def test_its_python_prints_the_changes(open_panel: OpenPanel, number: Number, run_python: RunPython) -> None:
    panel = open_panel("/lesson/2?rotation.amount=1", "rotation")
    mean, largest = run_python(panel).splitlines()[0].split()
    assert float(mean) == pytest.approx(number(panel, "mean-cell-change"))
    assert float(largest) == pytest.approx(number(panel, "max-cosine-change"))


def test_nothing_bars_the_way_of_a_screen_reader(open_panel: OpenPanel, axe: Axe) -> None:
    panel = open_panel("/lesson/2?rotation.amount=0.5&rotation.signs=1", "rotation")
    panel.get_by_text("Choose the rows").click()
    assert axe() == []
