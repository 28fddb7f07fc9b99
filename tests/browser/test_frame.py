"""The frame of the lesson: steps, phrases, questions, tables, themes, keys, links, and what must not go wrong."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from .conftest import ROOT, Axe, OpenPanel, settled

STEPS = range(1, 7)


def the_step(page: Page, number: int) -> None:
    expect(page.locator(f'article[data-step="{number}"] section').first).to_be_visible()


def show_all_panels(page: Page) -> None:
    """Scroll each panel into view and wait until it has its answers."""
    for slot in page.locator(".slot").all():
        slot.scroll_into_view_if_needed()
        settled(slot.locator("[data-panel]"))


def param(page: Page, name: str) -> str | None:
    return page.evaluate("name => new URLSearchParams(location.search).get(name)", name)


@pytest.mark.parametrize("step", STEPS)
def test_every_step_opens_at_its_own_address(page: Page, step: int) -> None:
    page.goto(f"/lesson/{step}")
    the_step(page, step)
    assert page.title().startswith(f"{step}. ")
    expect(page.locator('.rail [aria-current="step"] .rail-number')).to_have_text(str(step))


def test_the_root_is_the_first_step(page: Page) -> None:
    page.goto("/")
    the_step(page, 1)


def test_an_address_without_a_step_says_so_and_leads_on(page: Page) -> None:
    page.goto("/lesson/9")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no page at this address")
    page.locator("main").get_by_role("link").nth(2).click()
    the_step(page, 3)


def test_arrow_keys_go_through_the_steps_and_back_returns(page: Page) -> None:
    page.goto("/lesson/2")
    the_step(page, 2)
    page.keyboard.press("ArrowRight")
    the_step(page, 3)
    page.keyboard.press("ArrowLeft")
    the_step(page, 2)
    page.go_back()
    the_step(page, 3)


def test_arrow_keys_inside_a_field_stay_there(page: Page, open_panel: OpenPanel) -> None:
    panel = open_panel("/lesson/1", "lookup")
    panel.get_by_label("Text", exact=True).press("ArrowRight")
    the_step(page, 1)


def test_the_way_on_is_at_the_end_of_the_text(page: Page) -> None:
    page.goto("/lesson/1")
    page.get_by_role("navigation", name="Previous and next step").get_by_role("link").click()
    the_step(page, 2)
    expect(page.get_by_role("heading", level=1)).to_be_focused()


def test_a_phrase_drives_its_panel_on_hover_and_a_link_restores_the_state(page: Page, open_panel: OpenPanel) -> None:
    panel = open_panel("/lesson/1", "one-hot")
    page.get_by_role("link", name="economics").hover()
    expect(panel.locator('.token-list [data-token="economics"]')).to_be_visible()
    assert param(page, "one-hot.tokens") == "cat,dog,economics"
    again = open_panel(page.url, "one-hot")
    expect(again.locator('.token-list [data-token="economics"]')).to_be_visible()


def test_a_phrase_works_by_keyboard_and_shows_that_its_state_holds(page: Page, open_panel: OpenPanel) -> None:
    open_panel("/lesson/1", "one-hot")
    phrase = page.get_by_role("link", name="economics")
    phrase.focus()
    expect(phrase).to_have_attribute("data-holds", "")
    assert param(page, "one-hot.tokens") == "cat,dog,economics"


@pytest.mark.parametrize("step", STEPS)
def test_a_guess_reveals_the_answer_and_stays_in_the_address(page: Page, step: int) -> None:
    page.goto(f"/lesson/{step}")
    question = page.locator(".question").first
    expect(question).to_have_attribute("data-answered", "false")
    expect(question.locator(".question-reveal p")).to_have_count(0)
    question.locator("li button").first.click()
    expect(question.locator(".question-reveal p")).to_be_visible()
    expect(question.locator('[data-mark="right"]')).to_have_count(1)
    name = question.get_attribute("data-question")
    assert param(page, f"q.{name}") == "0"
    page.reload()
    expect(page.locator(".question").first.locator(".question-reveal p")).to_be_visible()


def test_the_panel_answers_a_guess(page: Page, open_panel: OpenPanel) -> None:
    panel = open_panel("/lesson/1", "lookup")
    page.locator('[data-question="two-banks"] li button').nth(1).click()
    expect(panel.locator('.lookup-pieces [data-token="bank"]')).to_have_count(2)


def test_one_table_for_the_page_and_another_for_a_panel(page: Page, open_panel: OpenPanel) -> None:
    panel = open_panel("/lesson/1", "one-hot")
    switcher = panel.get_by_label("Table of One-hot beside dense")
    switcher.select_option("classroom")
    assert param(page, "one-hot.table") == "classroom"
    expect(panel.locator(".figure-caption")).to_contain_text("39 rows of classroom")
    page.get_by_label("Table of all panels").select_option("minilm")
    assert param(page, "one-hot.table") is None
    assert param(page, "table") == "minilm"
    expect(switcher).to_have_value("minilm")
    page.keyboard.press("Escape")
    page.get_by_role("link", name=re.compile("Measuring similarity")).click()
    the_step(page, 4)
    assert param(page, "table") == "minilm"


def test_a_step_is_found_as_it_was_left(page: Page, open_panel: OpenPanel) -> None:
    open_panel("/lesson/1?one-hot.tokens=cat,paris", "one-hot")
    page.locator(".rail a").nth(1).click()
    the_step(page, 2)
    assert param(page, "one-hot.tokens") is None
    page.locator(".rail a").nth(0).click()
    the_step(page, 1)
    assert param(page, "one-hot.tokens") == "cat,paris"


def test_the_theme_is_chosen_and_kept(page: Page) -> None:
    page.goto("/lesson/1")
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Use the dark theme").click()
    after = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert before != after
    page.reload()
    expect(page.get_by_role("button", name="Use the light theme")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == after


def test_the_link_button_copies_the_whole_state(page: Page, open_panel: OpenPanel) -> None:
    open_panel("/lesson/1?one-hot.tokens=cat,paris", "one-hot")
    page.get_by_role("button", name="Copy a link to this state").click()
    expect(page.get_by_text("Link copied").first).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_a_figure_saves_picture_and_numbers(page: Page, open_panel: OpenPanel) -> None:
    panel = open_panel("/lesson/1", "one-hot")
    with page.expect_download() as picture:
        panel.get_by_role("button", name="PNG").click()
    assert picture.value.suggested_filename == "rowspace-one-hot.png"
    assert picture.value.path().read_bytes().startswith(b"\x89PNG")
    with page.expect_download() as numbers:
        panel.get_by_role("button", name="CSV").click()
    assert numbers.value.path().read_text().startswith("a,b,one-hot distance")


def test_the_page_stands_when_a_panel_cannot_be_fetched(browser: Browser, server: str) -> None:
    context = browser.new_context(base_url=server)
    page = context.new_page()

    def refuse(route: Route) -> None:
        route.abort()

    page.route(re.compile(r"/assets/step-1-[^/]*\.js"), refuse)
    page.goto("/lesson/1")
    expect(page.locator('[data-slot="one-hot"] .notice')).to_contain_text("could not be drawn")
    expect(page.get_by_role("heading", name="The layer is a table")).to_be_visible()
    page.get_by_role("link", name="What do dimensions mean?").first.click()
    expect(page.locator('[data-panel="matrix"]')).to_be_visible()
    context.close()


def test_a_server_that_is_gone_is_named(browser: Browser, server: str) -> None:
    context = browser.new_context(base_url=server)
    page = context.new_page()
    page.route("**/api/**", lambda route: route.abort())
    page.goto("/lesson/1")
    expect(page.locator("main .notice").first).to_contain_text("The rowspace server does not answer")
    context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("step", STEPS)
def test_every_step_is_accessible_with_all_its_panels(page: Page, axe: Axe, step: int, theme: str) -> None:
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # type: ignore[arg-type]
    page.goto(f"/lesson/{step}")
    the_step(page, step)
    show_all_panels(page)
    assert axe() == []


@pytest.mark.parametrize("step", STEPS)
def test_nothing_scrolls_sideways_on_a_phone(page: Page, step: int) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"/lesson/{step}")
    the_step(page, step)
    show_all_panels(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_everything_is_reached_by_tab_with_a_visible_focus(page: Page) -> None:
    page.goto("/lesson/1")
    the_step(page, 1)
    seen = []
    for _ in range(12):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
    assert set(seen) == {"solid"}
    assert page.evaluate("document.activeElement !== document.body")


def test_types_are_what_the_server_answers() -> None:
    done = subprocess.run(
        [sys.executable, "hatch_build.py", "npm", "--silent", "run", "types:check"],
        cwd=ROOT,
        env={**__import__("os").environ, "ROWSPACE_PYTHON": sys.executable},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
