"""The map: dots where Python puts them, true neighbors as lines, quality in numbers, cancel, keyboard, link."""

from __future__ import annotations

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, Route, expect

from rowspace.operations.lesson import LESSON_GROUPS
from rowspace.operations.open import open_table
from rowspace.operations.project import Projection, true_neighbors

from .conftest import Axe, Number, OpenPanel, RunPython
from .pixels import pixel

COLORS = {
    "animals": (0xE6, 0x9F, 0x00),
    "people": (0x56, 0xB4, 0xE9),
    "function": (0x8A, 0x8A, 0x8A),
    "colors": (0x00, 0x9E, 0x73),
    "actions": (0xD5, 0x5E, 0x00),
    "places": (0x00, 0x72, 0xB2),
}
GROUP_OF = {token: group for group, tokens in LESSON_GROUPS.items() for token in tokens}
CLOSE_BY = 5  # among so many of its nearest dots a true neighbor counts as kept, of 39


def canvas_of(panel: Locator) -> Locator:
    return panel.locator('[data-test="map-canvas"]')


def places(canvas: Locator, projection: Projection) -> list[tuple[float, float]]:
    """Where Python's coordinates lie on the canvas, CSS pixels."""
    k, left, top = view_of(canvas)
    return [(left + k * float(x), top - k * float(y)) for x, y in projection.coordinates]


def view_of(canvas: Locator) -> tuple[float, float, float]:
    """Screen x = left + k·x, screen y = top − k·y, for a layout's coordinates x and y.   -> k, left, top"""
    k, left, top = (canvas.get_attribute("data-view") or "").split()
    return float(k), float(left), float(top)


def drawn(panel: Locator, count: int) -> None:
    expect(canvas_of(panel)).to_have_attribute("data-points", str(count))


@pytest.mark.parametrize("method", ["pca", "tsne", "umap"])
def test_coordinates_and_quality_are_pythons(open_panel: OpenPanel, number: Number, method: str) -> None:
    panel = open_panel(f"/lesson/3?map.method={method}&map.seed=2", "map")
    expected = open_table("glove").project(method=method, seed=2)
    assert number(panel, "trustworthiness") == pytest.approx(expected.trustworthiness)
    assert number(panel, "kept-neighbors") == pytest.approx(expected.kept_neighbors)
    if expected.explained:
        assert number(panel, "explained") == pytest.approx(sum(expected.explained))
    panel.get_by_text("The map as a table").click()
    expect(panel.locator(".twin table")).to_be_visible()
    tokens = panel.locator(".twin tr[data-row]").evaluate_all("all => all.map(one => one.dataset.row)")
    assert tokens == expected.tokens
    shown = panel.locator(".twin td[data-number]").evaluate_all("all => all.map(one => Number(one.dataset.number))")
    np.testing.assert_allclose(np.reshape(shown, (39, 3))[:, :2], expected.coordinates, rtol=1e-5, atol=1e-6)


def test_dots_lie_where_python_puts_them_in_the_color_of_their_group(page: Page, open_panel: OpenPanel) -> None:
    panel = open_panel("/lesson/3?map.method=tsne", "map")
    canvas = canvas_of(panel)
    drawn(panel, 39)
    expected = open_table("glove").project(method="tsne", seed=0)
    for token, (x, y) in zip(expected.tokens, places(canvas, expected), strict=True):
        assert pixel(canvas, x, y)[:3] == COLORS[GROUP_OF[token]], token


def test_lines_go_to_the_true_nearest_and_count_what_the_picture_tears(open_panel: OpenPanel, number: Number) -> None:
    panel = open_panel("/lesson/3?map.lines=1", "map")
    table = open_table("glove")
    projection = table.project(method="pca", seed=0)
    nearest = {edge.source: edge.target for edge in true_neighbors(table, projection.tokens, k=1).edges}
    gaps = np.linalg.norm(projection.coordinates[:, None] - projection.coordinates[None], axis=2)
    np.fill_diagonal(gaps, np.inf)
    torn = 0
    for at, token in enumerate(projection.tokens):
        close = {projection.tokens[other] for other in np.argsort(gaps[at])[:CLOSE_BY]}
        torn += nearest[token] not in close
    expect(panel.locator('[data-value="lines"]')).to_have_attribute("data-number", "39")
    assert number(panel, "torn") == torn
    assert 0 < torn < 39


def test_a_token_under_the_pointer_tells_its_place_and_its_true_neighbors(
    page: Page, open_panel: OpenPanel, number: Number
) -> None:
    panel = open_panel("/lesson/3?map.method=tsne", "map")
    canvas = canvas_of(panel)
    table = open_table("glove")
    projection = table.project(method="tsne", seed=0)
    at = projection.tokens.index("cat")
    x, y = places(canvas, projection)[at]
    canvas.hover(position={"x": x, "y": y})
    expect(panel.locator('[data-read="cat"]')).to_be_visible()
    assert number(panel, "x") == pytest.approx(float(projection.coordinates[at, 0]), rel=1e-5)
    assert number(panel, "length") == pytest.approx(float(np.linalg.norm(table["cat"])), rel=1e-5)
    edges = [edge for edge in true_neighbors(table, projection.tokens, k=3).edges if edge.source == "cat"]
    names = panel.locator(".map-near [data-token]").evaluate_all("all => all.map(one => one.dataset.token)")
    assert names == [edge.target for edge in edges]
    for edge in edges:
        assert number(panel, f"near-{edge.target}") == pytest.approx(edge.score, abs=1e-6)


def test_arrow_keys_walk_from_dot_to_dot_and_enter_chooses(page: Page, open_panel: OpenPanel) -> None:
    panel = open_panel("/lesson/3", "map")
    canvas_of(panel).focus()
    page.keyboard.press("ArrowRight")
    expect(panel.locator('[data-read="cat"]')).to_be_visible()
    page.keyboard.press("ArrowUp")
    read = panel.locator("[data-read]").get_attribute("data-read")
    assert read not in (None, "cat")
    expect(panel.locator(".scatter [aria-live]")).to_contain_text(f"{read}, id")
    page.keyboard.press("Enter")
    assert f"map.selected={read}" in page.url
    page.keyboard.press("Escape")
    expect(panel.locator(f'[data-read="{read}"]')).to_be_visible()


def test_the_wheel_zooms_at_the_pointer_and_a_double_click_shows_all(page: Page, open_panel: OpenPanel) -> None:
    panel = open_panel("/lesson/3", "map")
    canvas = canvas_of(panel)
    home = canvas.get_attribute("data-view")
    assert home is not None
    page.wait_for_timeout(400)  # the wheel belongs to the page until its scrolling has come to rest
    canvas.hover(position={"x": 200, "y": 120})
    page.mouse.wheel(0, -500)
    expect(canvas).not_to_have_attribute("data-view", home)
    (k, left, _), (k0, left0, _) = view_of(canvas), [float(part) for part in home.split()]
    assert k > 2 * k0
    assert (200 - left) / k == pytest.approx((200 - left0) / k0, abs=1 / k)  # to the pixel
    canvas.dblclick(position={"x": 5, "y": 5})
    expect(canvas).to_have_attribute("data-view", home)


def test_the_legend_shows_one_group_alone_and_a_link_keeps_it(page: Page, open_panel: OpenPanel) -> None:
    panel = open_panel("/lesson/3", "map")
    drawn(panel, 39)
    panel.get_by_role("button", name="places").click()
    drawn(panel, 7)
    panel.get_by_role("button", name="animals").click(modifiers=["Shift"])
    drawn(panel, 13)
    again = open_panel(page.url, "map")
    drawn(again, 13)
    expect(again.get_by_role("button", name="people")).to_have_attribute("aria-pressed", "false")
    again.get_by_role("button", name="places").click()
    again.get_by_role("button", name="places").click()
    drawn(again, 39)


def test_a_link_restores_method_seed_lines_and_choice(open_panel: OpenPanel) -> None:
    panel = open_panel("/lesson/3?map.method=umap&map.seed=5&map.lines=1&map.nearest=3&map.selected=eat", "map")
    expect(panel.get_by_label("UMAP")).to_be_checked()
    expect(panel.get_by_label("Seed")).to_have_value("5")
    expect(panel.locator('[data-value="lines"]')).to_have_attribute("data-number", "117")
    expect(panel.locator('[data-read="eat"]')).to_be_visible()
    expect(panel.locator(".figure-caption")).to_contain_text("UMAP: by cosine, seed 5")


@pytest.mark.parametrize("name", ["glove", "minilm", "classroom"])
def test_lengths_are_measured_on_the_table_in_hand(open_panel: OpenPanel, number: Number, name: str) -> None:
    panel = open_panel(f"/lesson/3?map.table={name}&map.lengths=1", "map")
    table = open_table(name)
    lengths = {token: float(np.linalg.norm(table[token])) for token in GROUP_OF}
    own = [length for token, length in lengths.items() if GROUP_OF[token] == "function"]
    others = [length for token, length in lengths.items() if GROUP_OF[token] != "function"]
    assert number(panel, "length-of-function") == pytest.approx(np.mean(own), rel=1e-5)
    assert number(panel, "length-of-others") == pytest.approx(np.mean(others), rel=1e-5)
    for group, tokens in LESSON_GROUPS.items():
        assert number(panel, f"length-{group}") == pytest.approx(np.mean([lengths[one] for one in tokens]), rel=1e-5)


def test_own_tokens_are_drawn_and_a_missing_one_is_replaced(page: Page, open_panel: OpenPanel) -> None:
    panel = open_panel("/lesson/3?map.tokens=cat,dog,kingg,paris", "map")
    panel.locator(".notice").get_by_role("button", name="king", exact=True).click()
    drawn(panel, 4)
    panel.get_by_text("Choose the tokens").click()
    field = panel.get_by_label("Own words")
    field.fill("tokyo, rome")
    field.blur()
    drawn(panel, 6)
    assert "map.tokens=cat,dog,king,paris,tokyo,rome" in page.url
    panel.get_by_role("button", name="Back to the lesson").click()
    drawn(panel, 39)


def test_long_work_can_be_canceled_and_started_again(page: Page, open_panel: OpenPanel) -> None:
    panel = open_panel("/lesson/3", "map")
    drawn(panel, 39)
    held: list[Route] = []
    page.route("**/projection?*", lambda route: held.append(route))
    panel.get_by_label("t-SNE").check()
    panel.get_by_role("button", name="Cancel").click()
    expect(panel.locator(".notice")).to_contain_text("still that of PCA")
    expect(panel.locator(".figure-caption")).to_contain_text("PCA")
    page.unroute("**/projection?*")
    panel.get_by_role("button", name="Start again").click()
    expect(panel.locator(".figure-caption")).to_contain_text("t-SNE")
    expect(panel.locator(".notice")).to_have_count(0)
    assert len(held) == 1


def test_dots_travel_between_layouts_unless_motion_is_reduced(page: Page, open_panel: OpenPanel) -> None:
    seen = {}
    for motion in ("no-preference", "reduce"):
        page.emulate_media(reduced_motion="reduce" if motion == "reduce" else "no-preference")
        panel = open_panel("/lesson/3", "map")
        drawn(panel, 39)
        canvas = canvas_of(panel)
        # Every redraw reads the drawing context once
        canvas.evaluate(
            """canvas => {
                window.pictures = new Set();
                const plain = canvas.getContext.bind(canvas);
                const keep = () => window.pictures.add(canvas.toDataURL());
                canvas.getContext = (kind) => (queueMicrotask(keep), plain(kind));
            }"""
        )
        panel.get_by_label("t-SNE").check()
        expect(panel.locator(".figure-caption")).to_contain_text("t-SNE")
        expected = open_table("glove").project(method="tsne", seed=0)
        page.wait_for_function(
            "([canvas, k]) => Math.abs(Number(canvas.dataset.view.split(' ')[0]) - k) < 0.01 * k",
            arg=[canvas.element_handle(), scale_at_home(canvas, expected)],
        )
        seen[motion] = page.evaluate("window.pictures.size")
    assert seen["reduce"] <= 3
    assert seen["no-preference"] > seen["reduce"]


def scale_at_home(canvas: Locator, expected: Projection) -> float:
    """CSS pixels per unit of a layout that is shown whole, with 32 pixels around it."""
    width, height = canvas.evaluate("canvas => [canvas.clientWidth, canvas.clientHeight]")
    wide, high = np.ptp(expected.coordinates, axis=0)
    return float(min((width - 64) / wide, (height - 64) / high))


def test_its_python_prints_the_coordinates(open_panel: OpenPanel, number: Number, run_python: RunPython) -> None:
    panel = open_panel("/lesson/3?map.method=tsne", "map")
    *lines, last = run_python(panel).splitlines()
    assert len(lines) == 39
    assert lines[0].split()[0] == "cat"
    assert float(last.split()[0]) == pytest.approx(number(panel, "trustworthiness"))


def test_nothing_bars_the_way_of_a_screen_reader(open_panel: OpenPanel, axe: Axe) -> None:
    panel = open_panel("/lesson/3?map.lines=1&map.lengths=1&map.selected=cat", "map")
    panel.get_by_text("The map as a table").click()
    expect(panel.locator(".twin table")).to_be_visible()
    panel.get_by_text("Choose the tokens").click()
    assert axe() == []


def test_a_table_without_some_lesson_tokens_says_which_and_offers_others(page: Page, open_panel: OpenPanel) -> None:
    groups = {group: [token for token in tokens if token != "walked"] for group, tokens in LESSON_GROUPS.items()}
    answer = {"groups": groups, "missing": ["walked"], "nearest": {"walked": ["walks", "walk"]}}
    page.route("**/api/tables/glove/lesson", lambda route: route.fulfill(json=answer))
    panel = open_panel("/lesson/3", "map")
    expect(panel.locator(".notice")).to_contain_text("lacks 1 of the lesson’s tokens: walked")
    panel.locator(".notice").get_by_role("button", name="walks").click()
    drawn(panel, 39)
    assert "walks" in page.url


def test_a_canceled_change_of_table_is_not_passed_off_as_done(page: Page, open_panel: OpenPanel) -> None:
    panel = open_panel("/lesson/3", "map")
    drawn(panel, 39)
    held: list[Route] = []
    page.route("**/minilm/projection?*", lambda route: held.append(route))
    panel.get_by_label("Table of").select_option("minilm")
    panel.get_by_role("button", name="Cancel").click()
    expect(panel.locator(".figure-caption")).to_contain_text("40,000 rows of glove")
    expect(panel.locator(".notice")).to_contain_text("still that of PCA, seed 0, from glove")
    assert len(held) == 1
