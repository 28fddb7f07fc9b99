"""Where the cells of the workbench's matrix lie on its canvas."""

from __future__ import annotations

import numpy as np
from playwright.sync_api import Locator, expect

MISSING = (150, 146, 120, 255)  # of NaN, in the light theme


def canvas_of(view: Locator) -> Locator:
    canvas = view.locator('[data-test="cells-canvas"]')
    expect(canvas).to_have_attribute("data-waiting", "false")
    return canvas


def window(canvas: Locator) -> tuple[float, float, float, float]:
    """First row and dim in view, and how many a CSS pixel stands for."""
    top, left, rows, dims = (float(part) for part in (canvas.get_attribute("data-window") or "").split())
    return top, left, rows, dims


def point(canvas: Locator, row: float, dim: float) -> tuple[float, float]:
    """The middle of a place of the order and of the dims; of many rows a pixel, the one that stands for it."""
    top, left, rows, dims = window(canvas)
    return (dim + 0.5 - left) / dims, np.floor((row - top) / rows) if rows > 1 else (row + 0.5 - top) / rows


def strength(color: tuple[int, ...]) -> int:
    """How far a color is from white."""
    return 255 - min(color[:3])
