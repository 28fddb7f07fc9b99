"""Photographs lesson and workbench for README and docs: `make pictures` writes docs/pictures/.

Each picture is a step of the lesson with one panel in view, or the workbench, at a desk's width and a phone's, light
and dark, from a server that is started for it on the shipped tables.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Literal, NamedTuple

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
FLAGS = ["--no-sandbox", "--enable-unsafe-swiftshader", "--disable-quic", "--no-first-run"]
QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
DESK, PHONE = (1440, 900), (390, 844)


class Picture(NamedTuple):
    """A file's name, the address it shows, and the panel that is scrolled into view."""

    name: str
    address: str
    panel: str
    size: tuple[int, int] = DESK
    scheme: Literal["light", "dark"] = "light"


PICTURED = (
    Picture("lesson", "/lesson/3", "map"),
    Picture("lesson-dark", "/lesson/3", "map", scheme="dark"),
    Picture("lesson-phone", "/lesson/4", "pair", size=PHONE),
    Picture("lesson-phone-dark", "/lesson/4", "pair", size=PHONE, scheme="dark"),
    Picture("workbench", "/workbench?table=glove&token=king&with=queen", "plane"),
    Picture("workbench-dark", "/workbench?table=glove&token=king&plane.color=along", "plane", scheme="dark"),
    Picture("workbench-phone", "/workbench?table=glove&token=king", "plane", size=PHONE),
    Picture("workbench-phone-dark", "/workbench?table=glove&tab=axes", "axes", size=PHONE, scheme="dark"),
)


@contextmanager
def server() -> Iterator[str]:
    """Address of a server on a free port, stopped at the end."""
    command = [sys.executable, "-m", "rowspace", "--no-browser", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            line = process.stdout.readline() if process.stdout else ""
            yield line.split()[-1].rstrip("/")
        finally:
            process.terminate()


def take(browser: Browser, address: str, picture: Picture) -> None:
    width, height = picture.size
    page = browser.new_page(
        viewport={"width": width, "height": height},
        color_scheme=picture.scheme,
        reduced_motion="reduce",
        base_url=address,
    )
    page.goto(picture.address)
    panel = page.locator(f'[data-panel="{picture.panel}"]')
    slot = page.locator(f'[data-slot="{picture.panel}"]')
    if picture.address.startswith("/lesson"):
        slot.scroll_into_view_if_needed()
    panel.wait_for()
    page.wait_for_function("panel => panel.getAttribute('aria-busy') === 'false'", arg=panel.element_handle())
    if slot.count():
        top = panel.evaluate("panel => panel.getBoundingClientRect().top + scrollY")
        page.evaluate("top => scrollTo(0, top)", max(0, top - (120 if width > 1000 else 64)))
    page.wait_for_timeout(600)
    save(page.screenshot(), PICTURES / f"{picture.name}.png")
    page.close()


def save(screenshot: bytes, path: Path) -> None:
    """As 256 colors, a third of the bytes, spread over all there are: the most frequent are gray alone."""
    with Image.open(BytesIO(screenshot)) as image:
        few = image.convert("RGB").quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        few.save(path, optimize=True)


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with server() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=[*FLAGS, *QUIET])
        for picture in PICTURED:
            take(browser, address, picture)
        browser.close()


if __name__ == "__main__":
    main()
