"""What tests of the workbench do again and again."""

from __future__ import annotations

import re

import numpy as np
from playwright.sync_api import Locator, Page, expect

from .conftest import settled


def open_bench(page: Page, query: str = "", panel: str = "plane") -> Locator:
    """The workbench with a query; the view of that panel has its answers."""
    page.goto(f"/workbench?{query}")
    return settled_view(page, panel)


def settled_view(page: Page, panel: str) -> Locator:
    view = page.locator(f'[data-panel="{panel}"]')
    settled(view)
    return view


def card_of(page: Page) -> Locator:
    card = page.locator('[data-panel="card"]')
    settled(card)
    return card


def shown(place: Locator, name: str) -> float:
    text = place.locator(f'[data-value="{name}"]').first.get_attribute("data-number")
    assert text is not None
    return float(text)


def param(page: Page, name: str) -> str | None:
    found: str | None = page.evaluate("name => new URLSearchParams(location.search).get(name)", name)
    return found


def places(canvas: Locator, coordinates: np.ndarray) -> np.ndarray:
    """Where coordinates of a layout lie on the canvas, CSS pixels.   (m, 2) -> (m, 2)"""
    expect(canvas).to_have_attribute("data-view", re.compile(r"\d"))
    k, left, top = (float(part) for part in (canvas.get_attribute("data-view") or "").split())
    return np.stack([left + k * coordinates[:, 0], top - k * coordinates[:, 1]], axis=1)


def lonely(points: np.ndarray, spare: float = 18.0) -> int:
    """Place of a dot that no other is near, among the first thousand."""
    for place in range(40, min(len(points), 4000)):
        gaps = np.hypot(*(points - points[place]).T)
        gaps[place] = np.inf
        if gaps.min() > spare:
            return place
    raise AssertionError("every dot has another near it")


def drawn(canvas: Locator, count: int) -> None:
    expect(canvas).to_have_attribute("data-points", str(count))


def lasso(page: Page, canvas: Locator, corners: list[tuple[float, float]], *held: str) -> None:
    """Draw a closed path with Shift and the other keys held down. CSS pixels of the canvas."""
    box = canvas.bounding_box()
    assert box
    for key in ("Shift", *held):
        page.keyboard.down(key)
    page.mouse.move(box["x"] + corners[0][0], box["y"] + corners[0][1])
    page.mouse.down()
    for x, y in corners[1:]:
        page.mouse.move(box["x"] + x, box["y"] + y, steps=4)
    page.mouse.up()
    for key in (*held, "Shift"):
        page.keyboard.up(key)


def square(center: np.ndarray, half: float) -> list[tuple[float, float]]:
    x, y = float(center[0]), float(center[1])
    return [(x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)]


def within(points: np.ndarray, center: np.ndarray, half: float) -> np.ndarray:
    """Which points lie in the square.   (m, 2) -> (m,)"""
    inside: np.ndarray = (np.abs(points - center) < half).all(axis=1)
    return inside
