"""The lookup: a text, its tokens and ids as the tokenizer gives them, and the row that each id reads."""

from __future__ import annotations

import re

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from rowspace.operations.open import open_table

from .conftest import Axe, Number, OpenPanel, RunPython, settled

TEXT = "The embeddings of unbelievable cats"


def pieces(panel: Locator) -> list[str]:
    return panel.locator(".lookup-pieces .chip bdi").all_inner_texts()


@pytest.mark.parametrize("name", ["minilm", "glove"])
def test_tokens_and_ids_are_the_tokenizers(open_panel: OpenPanel, name: str) -> None:
    panel = open_panel(f"/lesson/1?table={name}", "lookup")
    expected = open_table(name).encode(TEXT)
    assert pieces(panel) == [piece.token for piece in expected]
    ids = panel.locator(".lookup-pieces .chip small").all_inner_texts()
    assert ids == [str(piece.id) for piece in expected if piece.id is not None]
    assert panel.locator("[data-unknown]").count() == sum(piece.id is None for piece in expected)


def test_the_last_tokens_row_is_out_and_a_click_brings_another(
    page: Page, open_panel: OpenPanel, number: Number
) -> None:
    panel = open_panel("/lesson/1", "lookup")
    table = open_table("minilm")
    assert number(panel, "id") == table.id("cats")
    panel.locator('.lookup-pieces [data-token="##bed"]').click()
    expect(panel.locator('[data-value="id"]')).to_have_attribute("data-number", str(table.id("##bed")))
    shown = [number(panel, f"row.{dim}") for dim in range(5)]
    np.testing.assert_allclose(shown, table.rows[table.id("##bed")][:5], atol=1e-6)
    assert "lookup.at=2" in page.url


def test_the_lit_row_stands_at_its_place_in_the_whole_table(open_panel: OpenPanel) -> None:
    panel = open_panel("/lesson/1?lookup.text=cats", "lookup")
    table = open_table("minilm")
    share = panel.evaluate(
        """panel => {
          const whole = panel.querySelector('.lookup-table').getBoundingClientRect();
          const lit = panel.querySelector('.lookup-table [data-lit]').getBoundingClientRect();
          return (lit.top + lit.height / 2 - whole.top) / whole.height;
        }"""
    )
    assert share == pytest.approx((table.id("cats") + 0.5) / len(table), abs=0.01)


def test_typing_follows_with_every_letter(page: Page, open_panel: OpenPanel, number: Number) -> None:
    panel = open_panel("/lesson/1", "lookup")
    field = panel.get_by_label("Text", exact=True)
    field.fill("")
    expect(panel.get_by_text("No token yet")).to_be_visible()
    field.press_sequentially("unbelievable zebras")
    expect(panel.locator(".lookup-pieces .chip")).to_have_count(3)
    settled(panel)
    assert pieces(panel) == ["unbelievable", "zebra", "##s"]
    assert number(panel, "id") == open_table("minilm").id("##s")
    expect(page).to_have_url(re.compile(r"lookup\.text=unbelievable\+zebras"))


def test_a_word_without_a_row_is_said_to_have_none(open_panel: OpenPanel) -> None:
    panel = open_panel("/lesson/1?table=glove&lookup.text=zzyzxq", "lookup")
    expect(panel.locator('[data-test="lookup-unknown"]')).to_contain_text("zzyzxq has no id in glove")


def test_the_row_is_read_by_keyboard(open_panel: OpenPanel, number: Number) -> None:
    panel = open_panel("/lesson/1?lookup.text=cats", "lookup")
    row = panel.locator('[data-test="lookup-row"]')
    row.focus()
    for _ in range(3):
        row.press("ArrowRight")
    table = open_table("minilm")
    assert number(panel, "cell") == pytest.approx(float(table["cats"][2]), abs=1e-6)


def test_its_python_reads_the_same_row(open_panel: OpenPanel, run_python: RunPython) -> None:
    panel = open_panel("/lesson/1?lookup.text=cats", "lookup")
    table = open_table("minilm")
    printed = run_python(panel)
    assert f"cats {table.id('cats')}" in printed
    assert str(table.rows[table.id("cats")]).split("\n", maxsplit=1)[0] in printed


def test_it_is_accessible_with_all_its_numbers_open(open_panel: OpenPanel, axe: Axe) -> None:
    panel = open_panel("/lesson/1", "lookup")
    panel.locator("details summary").click()
    expect(panel.locator("details tbody tr")).to_have_count(384)
    assert axe() == []


SLIDES = """async () => {
  const chips = document.querySelectorAll('.lookup-pieces .chip');
  const running = () => document.querySelector('.lookup-place').getAnimations({ subtree: true });
  const slideOf = async (chip) => {
    const before = running();
    chip.click();
    for (let frame = 0; frame < 200; frame += 1) {
      await new Promise(requestAnimationFrame);
      if (running().some((one) => !before.includes(one))) return running();
    }
    return [];
  };
  const older = await slideOf(chips[0]);
  const newer = await slideOf(chips[1]);
  return {
    stopped: older.every((one) => one.playState === 'idle' || one.playState === 'finished'),
    moves: newer.map((one) => 'transform' in one.effect.getKeyframes()[0]),
  };
}"""


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_a_newer_row_stops_the_older_slide_and_less_motion_fades(
    page: Page, open_panel: OpenPanel, motion: str
) -> None:
    page.emulate_media(reduced_motion=motion)  # type: ignore[arg-type]
    open_panel("/lesson/1", "lookup")
    assert page.evaluate(SLIDES) == {"stopped": True, "moves": [motion == "no-preference"]}
