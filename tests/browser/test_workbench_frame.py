"""The frame of the workbench: its address, panes, tabs, undo, keys, links to it, and what must not go wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from rowspace.operations.opened import OpenedTable
from rowspace.operations.row_order import row_order

from .bench import card_of, open_bench, param, settled_view, shown
from .conftest import OpenPanel, run_lines, violations

TABS = [("cells", "Matrix"), ("plane", "Map"), ("alike", "Similarity"), ("axes", "Axes"), ("spectrum", "Spectrum")]


def test_it_opens_with_the_first_table_and_what_stands_out_in_it(bench: Page, made: OpenedTable) -> None:
    open_bench(bench)
    expect(bench.get_by_label("Table of the workbench")).to_have_value("made")
    about = settled_view(bench, "about")
    expect(about).to_contain_text("20,000 × 64 numbers of float32")
    expect(about.locator('[data-value="outliers"]')).to_have_attribute("data-number", "1")
    assert (shown(about, "rows-zero"), shown(about, "rows-odd"), shown(about, "rows-flagged")) == (1, 1, 7)
    norms = made.rows.norms
    assert shown(about, "norm-50") == pytest.approx(float(sorted(norms[norms == norms])[9_999]), rel=1e-3)
    about.get_by_role("button", name="Select").first.click()
    assert param(bench, "chosen") == "12345"


def test_the_lesson_leads_here_and_back(page: Page, open_panel: OpenPanel) -> None:
    panel = open_panel("/lesson/4", "pair")
    link = panel.get_by_role("link", name="Open in the workbench")
    assert "token=cat" in (link.get_attribute("href") or "")
    link.click()
    card = card_of(page)
    expect(card.get_by_role("heading", level=3)).to_have_text("cat")
    expect(card.locator("[data-compare]")).to_contain_text("dog")
    page.get_by_role("link", name="Lesson", exact=True).click()
    expect(page.locator('article[data-step="4"] section').first).to_be_visible()
    page.get_by_role("link", name="Workbench", exact=True).click()
    expect(page).to_have_url(re.compile(r"/workbench\?table="))


@pytest.mark.parametrize("step", range(1, 7))
def test_every_figure_of_the_lesson_can_be_opened_here(page: Page, step: int) -> None:
    page.goto(f"/lesson/{step}")
    for slot in page.locator(".slot").all():
        slot.scroll_into_view_if_needed()
        href = slot.get_by_role("link", name="Open in the workbench").get_attribute("href")
        assert href is not None
        assert href.startswith("/workbench")


def test_words_of_a_link_become_a_selection(bench: Page, made: OpenedTable) -> None:
    open_bench(bench, "tokens=cat,dog,nowhere,%2312345&table=made")
    expect(bench.locator('.bench-list [data-value="chosen"]')).to_have_attribute("data-number", "3")
    assert (made.id("cat"), made.id("dog")) == (0, 1)
    assert param(bench, "chosen") == "0-1,12345"
    assert param(bench, "tokens") is None


def test_another_table_keeps_what_words_name(bench: Page, made: OpenedTable, large: OpenedTable) -> None:
    open_bench(bench, f"token=queen&chosen={made.id('cat')},{made.id('paris')}")
    expect(bench.locator(".bench-list .chip").first).to_contain_text("cat")
    bench.get_by_label("Table of the workbench").select_option("large")
    opened = bench.locator('[data-panel="card"] [data-value="id"]')
    expect(opened).to_have_attribute("data-number", str(large.id("queen")))
    expect(bench.locator('.bench-list [data-value="chosen"]')).to_have_attribute("data-number", "2")
    expect(bench.locator(".bench-list .chip").nth(1)).to_contain_text("paris")


def test_panes_close_and_stay_closed(bench: Page) -> None:
    open_bench(bench)
    bench.get_by_role("button", name="Selection", exact=True).click()
    expect(bench.locator(".bench-list")).to_have_count(0)
    bench.get_by_role("button", name="Card", exact=True).click()
    expect(bench.locator(".bench-card")).to_have_count(0)
    assert param(bench, "closed") == "list,card"
    bench.reload()
    expect(bench.locator(".bench-view")).to_be_visible()
    expect(bench.locator(".bench-list, .bench-card")).to_have_count(0)


def test_undo_and_redo_go_over_view_selection_and_filter(bench: Page) -> None:
    open_bench(bench)
    bench.get_by_role("radio", name="norm").check()
    bench.keyboard.press("1")
    settled_view(bench, "cells")
    bench.get_by_role("radio", name="widest first").check()
    bench.locator('[data-panel="about"]').get_by_role("button", name="Select").first.click()
    assert param(bench, "chosen") == "12345"
    undone = [("chosen", None), ("cells.dims", None), ("tab", None), ("plane.color", None)]
    for name, value in undone:
        bench.keyboard.press("Control+z")
        assert param(bench, name) == value
    expect(bench.get_by_role("button", name="Undo")).to_be_disabled()
    for _ in range(4):
        bench.keyboard.press("Control+Shift+z")
    assert (param(bench, "chosen"), param(bench, "plane.color")) == ("12345", "norm")
    expect(bench.get_by_role("button", name="Redo")).to_be_disabled()


def test_keys_never_take_a_letter_from_a_field(bench: Page) -> None:
    open_bench(bench)
    field = bench.get_by_label("Search all tokens")
    field.press_sequentially("[c/1?s")
    expect(field).to_have_value("[c/1?s")
    assert param(bench, "tab") is None
    field.press("Control+z")  # the field's own
    expect(bench.locator("dialog")).to_have_count(0)


def test_tabs_go_by_click_arrow_and_number(bench: Page) -> None:
    open_bench(bench)
    bench.get_by_role("tab", name="Map").focus()
    bench.keyboard.press("ArrowRight")
    expect(bench.get_by_role("tab", name="Similarity")).to_be_focused()
    settled_view(bench, "alike")
    bench.keyboard.press("4")
    settled_view(bench, "axes")
    bench.get_by_role("tab", name="Matrix").click()
    settled_view(bench, "cells")
    bench.go_back()
    settled_view(bench, "axes")


def test_a_question_mark_lists_the_keys(bench: Page) -> None:
    open_bench(bench)
    bench.keyboard.press("?")
    dialog = bench.get_by_role("dialog", name="Keys")
    expect(dialog).to_contain_text("previous and next neighbor")
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_have_count(0)


def test_what_cannot_be_had_is_named_and_the_rest_works(bench: Page) -> None:
    def refuse(route: Route) -> None:
        route.abort()

    bench.route("**/picture?*", refuse)
    bench.goto("/workbench?token=nowhereatall")
    expect(bench.locator('[data-panel="plane"] .notice')).to_contain_text("does not answer")
    expect(bench.locator('[data-panel="card"] .notice').first).to_contain_text("is not in made")
    bench.goto("/workbench?table=gone")
    expect(bench.locator(".bench-view .notice").first).to_contain_text("There is no table “gone” here")


def test_a_link_restores_everything(bench: Page, made: OpenedTable) -> None:
    view = open_bench(bench)
    expect(view.get_by_role("button", name="animals")).to_be_visible()
    view.get_by_role("radio", name="along words").check()
    view.get_by_role("textbox", name="Direction").fill("king")
    view.get_by_role("textbox", name="Direction").press("Enter")
    bench.get_by_label("Search all tokens").fill("queen")
    bench.get_by_label("Search all tokens").press("Enter")
    card = card_of(bench)
    card.get_by_role("radio", name="dot").check()
    card.get_by_role("checkbox", name="centered").check()
    card.get_by_role("button", name="Add to selection").click()
    bench.get_by_role("tab", name="Matrix").click()
    cells = settled_view(bench, "cells")
    cells.get_by_role("radio", name="similarity").check()
    cells.get_by_role("button", name="Numbers").click()
    settled_view(bench, "cells")
    bench.get_by_role("button", name="Copy a link to this state").click()
    link = bench.evaluate("navigator.clipboard.readText()")
    before = numbers_shown(bench)
    bench.goto("about:blank")
    bench.goto(link)
    settled_view(bench, "cells")
    card_of(bench)
    expect(bench.locator(".cells-rows .chip").first).to_be_visible()
    assert numbers_shown(bench) == before
    assert param(bench, "plane.along") == "king"
    bench.get_by_role("tab", name="Map").click()
    expect(settled_view(bench, "plane").get_by_role("textbox", name="Direction")).to_have_value("king")


def numbers_shown(page: Page) -> list[str]:
    """Every number of card, view and selection, and the rows that are named."""
    settled_view(page, "cells")
    expect(page.locator('[data-panel="cells"] [data-value="top"]')).to_be_visible()
    numbers = page.locator("[data-value]").evaluate_all(
        "all => all.map(one => [one.dataset.value, one.dataset.number])"
    )
    rows = page.locator(".cells-rows .chip").evaluate_all("all => all.map(one => one.dataset.id)")
    return [*map(str, numbers), *rows]


@pytest.mark.parametrize(
    ("query", "tab", "said"),
    [
        ("plane.method=pca", "plane", "cat"),
        ("tab=cells&cells.by=norm&cells.dims=variance", "cells", ""),
        ("tab=alike&chosen=0-3", "alike", "dog"),
        ("tab=axes", "axes", "(20000, 2)"),
    ],
)
def test_the_python_of_a_view_runs(bench: Page, made: OpenedTable, query: str, tab: str, said: str) -> None:
    printed = run_lines(open_bench(bench, query, tab), Path(made.source.location).parent)
    if tab == "cells":
        said = made.token(int(row_order(made, "norm").ids[0]))
    assert said in printed


@pytest.mark.parametrize(("tab", "title"), TABS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_there_is_nothing_for_axe_to_find(bench: Page, tab: str, title: str, scheme: str) -> None:
    bench.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    view = open_bench(bench, f"tab={tab}&token=king&with=queen&chosen=0-12", tab)
    card_of(bench)
    expect(bench.get_by_role("tab", name=title)).to_have_attribute("aria-selected", "true")
    for twin in [*view.locator(".twin > summary").all(), *bench.locator('[data-panel="card"] .twin > summary').all()]:
        twin.click()
    settled_view(bench, tab)
    assert violations(bench) == []


@pytest.mark.parametrize(("tab", "title"), TABS)
def test_a_phone_stacks_and_never_scrolls_sideways(browser: Browser, bench_server: str, tab: str, title: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, base_url=bench_server)
    page = context.new_page()
    view = open_bench(page, f"tab={tab}&token=king&with=queen&chosen=0-12", tab)
    card = card_of(page)
    width = page.evaluate("() => document.documentElement.scrollWidth")
    assert width == 390, title
    above, below = view.bounding_box(), card.bounding_box()
    assert above
    assert below
    assert above["y"] < below["y"]
    context.close()
