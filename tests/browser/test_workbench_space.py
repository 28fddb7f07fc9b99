"""The map in 3-D: rows where Python puts them, turned; hover, lasso, link and the way back to the plane."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from rowspace.operations.opened import OpenedTable
from rowspace.operations.picture import Picture, picture

from .bench import card_of, drawn, lasso, open_bench, param, places, settled_view, shown, square, within
from .conftest import run_lines, violations
from .pixels import pixel

KING = (0x56, 0xB4, 0xE9)


@pytest.fixture(scope="module")
def deep(made: OpenedTable) -> Picture:
    return picture(made, components=3)


def canvas_of(view: Locator) -> Locator:
    return view.locator('[data-test="plane-canvas"]')


def seen(coordinates: np.ndarray, yaw: float, pitch: float) -> tuple[np.ndarray, np.ndarray]:
    """Right and up of each row around the middle of all, and how near it is.   (m, 3) -> (m, 2), (m,)"""
    centered = coordinates - (coordinates.min(axis=0) + coordinates.max(axis=0)) / 2
    a, b = np.radians([yaw, pitch])
    about_y = np.array([[np.cos(a), 0, np.sin(a)], [0, 1, 0], [-np.sin(a), 0, np.cos(a)]])
    about_x = np.array([[1, 0, 0], [0, np.cos(b), -np.sin(b)], [0, np.sin(b), np.cos(b)]])
    turned = centered @ (about_x @ about_y).T
    return turned[:, :2], turned[:, 2]


def spots(view: Locator, found: Picture, yaw: float, pitch: float) -> np.ndarray:
    """Where the rows are drawn, CSS pixels.   -> (m, 2)"""
    return places(canvas_of(view), seen(found.coordinates.astype(np.float64), yaw, pitch)[0])


def turn_of(page: Page) -> list[float]:
    return [float(angle) for angle in (param(page, "plane.turn") or "30,20").split(",")]


def test_numbers_are_those_of_python(bench: Page, made: OpenedTable, deep: Picture) -> None:
    view = open_bench(bench)
    view.get_by_role("radio", name="3-D").check()
    view = settled_view(bench, "plane")
    drawn(canvas_of(view), 19_999)
    assert (shown(view, "drawn"), shown(view, "rows")) == (19_999, 20_000)
    assert shown(view, "explained") == pytest.approx(sum(deep.explained or []))
    assert shown(view, "kept-neighbors") == pytest.approx(deep.kept_neighbors)
    view.get_by_text("The map as a table").click()
    cells = view.locator(".twin td[data-number]")
    expect(cells).to_have_count(600)
    numbers = cells.evaluate_all("all => all.map(one => Number(one.dataset.number))")
    np.testing.assert_allclose(np.reshape(numbers, (200, 3)), deep.coordinates[:200], rtol=1e-5, atol=1e-5)
    printed = run_lines(view, Path(made.source.location).parent)
    assert f"{deep.coordinates[0, 2]:8.3f}" in printed
    view.get_by_role("radio", name="2-D").check()
    drawn(canvas_of(settled_view(bench, "plane")), 19_999)
    expect(view.get_by_role("group", name="Turn")).to_have_count(0)


def test_rows_are_where_the_turn_puts_them(bench: Page, made: OpenedTable, deep: Picture) -> None:
    view = open_bench(bench, "plane.dims=3&plane.turn=70,-25&plane.shown=people")
    drawn(canvas_of(view), 8)
    points = spots(view, deep, 70, -25)
    king = int(np.flatnonzero(deep.ids == made.id("king"))[0])
    x, y = points[king]
    near = {pixel(canvas_of(view), x + dx, y + dy)[:3] for dx in (-2, 0, 2) for dy in (-2, 0, 2)}
    assert KING in near
    canvas_of(view).hover(position={"x": x, "y": y})
    expect(view.locator("[data-read]")).to_have_attribute("data-read", str(made.id("king")))
    canvas_of(view).click(position={"x": x, "y": y})
    assert shown(card_of(bench), "id") == made.id("king")


def test_what_is_in_front_is_what_the_pointer_means(bench: Page, deep: Picture) -> None:
    view = open_bench(bench, "plane.dims=3")
    flat, depth = seen(deep.coordinates.astype(np.float64), 30, 20)
    points = places(canvas_of(view), flat)
    middle = np.round(np.median(points, axis=0))
    gaps = np.hypot(*(points - middle).T)
    front = max(np.flatnonzero(gaps <= 3.9), key=lambda place: depth[place])
    canvas_of(view).hover(position={"x": middle[0], "y": middle[1]})
    read = view.locator("[data-read]")
    expect(read).to_have_attribute("data-read", str(deep.ids[front]))


def test_it_is_turned_by_hand_keys_and_buttons_and_a_link_keeps_it(bench: Page) -> None:
    view = open_bench(bench, "plane.dims=3")
    canvas = canvas_of(view)
    drawn(canvas, 19_999)
    box = canvas.bounding_box()
    assert box
    side = min(box["width"], box["height"])
    bench.mouse.move(box["x"] + 100, box["y"] + 100)
    bench.mouse.down()
    bench.mouse.move(box["x"] + 160, box["y"] + 70, steps=4)
    bench.mouse.up()
    bench.wait_for_timeout(500)  # the address follows a gesture within a moment
    yaw, pitch = turn_of(bench)
    assert (yaw, pitch) == pytest.approx((30 + 60 * 180 / side, 20 - 30 * 180 / side), abs=0.5)
    bench.keyboard.press("Control+z")  # a drag is one step
    assert turn_of(bench) == [30, 20]
    view.get_by_role("button", name="Turn left").click()
    assert turn_of(bench) == [15, 20]
    canvas.focus()
    bench.keyboard.press("Shift+ArrowRight")
    bench.wait_for_timeout(500)
    assert turn_of(bench)[0] == pytest.approx(15 + 24 * 180 / side, abs=0.2)
    view.get_by_role("button", name="Front view").click()
    assert turn_of(bench) == [0, 0]
    bench.wait_for_timeout(500)  # the address follows a gesture within a moment
    bench.goto(bench.url)
    view = settled_view(bench, "plane")
    drawn(canvas_of(view), 19_999)
    assert turn_of(bench) == [0, 0]
    expect(view.get_by_role("radio", name="3-D")).to_be_checked()


def test_the_lasso_takes_what_lies_inside_at_any_depth(bench: Page, deep: Picture) -> None:
    view = open_bench(bench, "plane.dims=3&plane.turn=0,40")
    points = spots(view, deep, 0, 40)
    center = np.median(points, axis=0)
    lasso(bench, canvas_of(view), square(center, 20))
    count, expected = shown(bench.locator(".bench-list"), "chosen"), int(within(points, center, 20).sum())
    assert expected > 100
    assert abs(count - expected) <= 0.03 * expected


def test_400_000_rows_are_drawn_and_turned(bench: Page) -> None:
    view = open_bench(bench, "table=large&plane.dims=3")
    canvas = canvas_of(view)
    drawn(canvas, 399_999)
    before = canvas.evaluate("canvas => canvas.toDataURL()")
    view.get_by_role("button", name="Turn right").click()
    expect(canvas).to_have_attribute("data-points", "399999")
    bench.wait_for_function(
        "before => document.querySelector('[data-test=\"plane-canvas\"]').toDataURL() !== before", arg=before
    )


def test_it_has_no_barriers_and_fits_a_phone(bench: Page) -> None:
    open_bench(bench, "plane.dims=3&token=king")
    assert violations(bench) == []
    bench.set_viewport_size({"width": 390, "height": 844})
    bench.emulate_media(color_scheme="dark")
    assert violations(bench) == []
    assert bench.evaluate("document.documentElement.scrollWidth") == 390
