"""What a canvas shows, read back pixel by pixel."""

from __future__ import annotations

from typing import NamedTuple

from playwright.sync_api import Locator

WHITE = (255, 255, 255, 255)


class Layout(NamedTuple):
    """A heatmap's cells: columns across the canvas' width, rows of fixed height. CSS pixels."""

    cols: int
    row_height: float
    row_gap: float = 0


def pixel(canvas: Locator, x: float, y: float) -> tuple[int, ...]:
    """Red, green, blue and alpha at a place given in CSS pixels."""
    script = """(canvas, [x, y]) => {
        const scale = canvas.width / canvas.clientWidth;
        return [...canvas.getContext('2d').getImageData(Math.round(x * scale), Math.round(y * scale), 1, 1).data];
    }"""
    return tuple(canvas.evaluate(script, [x, y]))


def middle(canvas: Locator, layout: Layout, row: int, col: int) -> tuple[float, float]:
    """Place of a cell's middle."""
    width = canvas.evaluate("canvas => canvas.clientWidth")
    return (col + 0.5) * width / layout.cols, row * (layout.row_height + layout.row_gap) + layout.row_height / 2


def cell(canvas: Locator, layout: Layout, row: int, col: int) -> tuple[int, ...]:
    """Color of a cell, read above its middle, where no sign is drawn."""
    x, y = middle(canvas, layout, row, col)
    return pixel(canvas, x, y - layout.row_height / 4)


def picture(canvas: Locator) -> str:
    """The whole canvas; equal only where every pixel is."""
    return str(canvas.evaluate("canvas => canvas.toDataURL()"))


def is_red(color: tuple[int, ...]) -> bool:
    return color[0] > color[2]


def is_blue(color: tuple[int, ...]) -> bool:
    return color[2] > color[0]
