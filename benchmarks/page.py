"""What the workbench costs in a browser: memory of the server, first tile, redraws of the map, letters of the search.

CPU is that of the whole browser, and memory what the server holds beside the mapped file, both as Linux counts them.
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from tests.browser.big_checkpoint import write_checkpoint
from tests.browser.big_tables import write_table

from benchmarks.measure import Claim, at_most, python
from rowspace.kernels.ready import load

FLAGS = ["--no-sandbox", "--enable-unsafe-swiftshader", "--disable-quic", "--no-first-run"]
REDRAWS = 60
LETTERS = "gasako"
MIB = 1 << 20
ANOTHER = "http://127.0.0.1:9/"  # of the same site, answered by the browser itself

TILES = """() => performance.getEntriesByType('resource')
    .filter((one) => one.name.includes('/tile')).map((one) => one.responseEnd)"""
ZOOM = """async ([canvas, redraws]) => {
    for (let at = 0; at < redraws; at++) {
        canvas.dispatchEvent(new KeyboardEvent('keydown', { key: at % 2 ? '-' : '+', bubbles: true }));
        await new Promise(requestAnimationFrame);
    }
}"""
LISTEN = """() => {
    const places = document.querySelector('.bench-search');
    globalThis.times = { typed: 0, shown: 0 };
    places.addEventListener('input', () => (times.typed = performance.now()), true);
    new MutationObserver(() => requestAnimationFrame(() => (times.shown = performance.now())))
        .observe(places, { childList: true, subtree: true, characterData: true, attributes: true });
}"""


def claims() -> Iterator[Claim]:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield from checkpoint_claims(browser, write_checkpoint(Path(folder) / "checkpoint"))
        yield from search_claims(browser, write_table(Path(folder) / "many.safetensors", 400_000, 50))
        for rows, limit in ((400_000, 20), (1_000_000, 40)):
            yield redraw_claim(browser, write_table(Path(folder) / f"rows{rows}.safetensors", rows, 50), rows, limit)
        browser.close()


def checkpoint_claims(browser: Browser, folder: Path) -> Iterator[Claim]:
    """Matrix, then map, of 128,256 × 4,096 in bfloat16; the file is warm and the loops are compiled."""
    load("bfloat16")
    taken = [first_tile(browser, folder) for _ in range(5)]
    what = "first tile of 128,256 × 4,096 bfloat16, from opening the page of a server just started"
    yield at_most(what, statistics.median(taken), 1.0, "s")
    with served(folder) as (server, address), peak_memory(server.pid) as peak:
        page = opened(tab(browser), f"{address}/workbench?tab=cells", "cells")
        page.get_by_role("tab", name="Map").click()
        settled(page, "plane")
        page.close()
    yield at_most("server beside the mapped file, matrix and map drawn, at most", peak[0] / MIB, 500, "MiB")


def first_tile(browser: Browser, folder: Path) -> float:
    page = tab(browser)
    with served(folder) as (_, address):
        opened(page, f"{address}/workbench?tab=cells", "cells")
        seconds: float = min(page.evaluate(TILES)) / 1000
        page.close()
    return seconds


def search_claims(browser: Browser, table: Path) -> Iterator[Claim]:
    with served(table) as (_, address):
        page = opened(tab(browser), f"{address}/workbench?tab=alike", "alike")
        settled(page, "about")
        field = page.get_by_label("Search all tokens")
        field.press_sequentially("k")
        page.wait_for_timeout(3000)  # the first search of a table builds what the others use
        field.fill("")
        page.evaluate(LISTEN)
        taken = []
        for letter in LETTERS:
            field.press(letter)
            page.wait_for_timeout(400)
            taken.append(page.evaluate("times.shown - times.typed"))
        page.close()
    yield at_most(
        "a letter typed, to what it finds among 400,000 tokens being drawn", statistics.median(taken), 50, "ms"
    )


def redraw_claim(browser: Browser, table: Path, rows: int, limit: float) -> Claim:
    with served(table) as (_, address):
        page = opened(tab(browser), f"{address}/workbench?tab=plane&plane.method=pca", "plane")
        settled(page, "about")
        canvas = page.locator('[data-test="plane-canvas"]').element_handle()
        page.wait_for_timeout(2000)
        page.evaluate(ZOOM, [canvas, 6])
        before = browser_seconds()
        page.evaluate(ZOOM, [canvas, REDRAWS])
        taken = browser_seconds() - before
        page.close()
    return at_most(f"redraw of {rows:,} points, CPU of the whole browser", 1000 * taken / REDRAWS, limit, "ms")


@contextmanager
def served(table: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The server's process, and where it is."""
    command = [python(), "-m", "rowspace", "open", str(table), "--no-browser", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            yield server, server.stdout.readline().split()[-1].rstrip("/")
        finally:
            server.terminate()


def tab(browser: Browser) -> Page:
    """One that is in use: in a new one Chromium starts a process before it asks anybody, a third of a second."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.route(ANOTHER, lambda route: route.fulfill(body="another page", content_type="text/plain"))
    page.goto(ANOTHER)
    return page


def opened(page: Page, address: str, panel: str) -> Page:
    page.goto(address)
    settled(page, panel)
    return page


def settled(page: Page, panel: str) -> None:
    page.locator(f'[data-panel="{panel}"][aria-busy="false"]').wait_for(timeout=120_000)
    if panel == "cells":
        page.locator('[data-test="cells-canvas"][data-waiting="false"]').wait_for(timeout=120_000)
    page.wait_for_timeout(500)


@contextmanager
def peak_memory(pid: int) -> Iterator[list[int]]:
    """Bytes of a process that no file backs, the most that were seen while the block ran."""
    peak, done = [0], threading.Event()

    def watch() -> None:
        while not done.wait(0.05):
            peak[0] = max(peak[0], unbacked(pid))

    watching = threading.Thread(target=watch, daemon=True)
    watching.start()
    try:
        yield peak
    finally:
        done.set()
        watching.join()


def unbacked(pid: int) -> int:
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return sum(1024 * int(size) for size in re.findall(r"^Pss_(?:Anon|Shmem):\s+(\d+) kB", text, re.MULTILINE))


def browser_seconds() -> float:
    """CPU of all processes below this one that are Chromium's: it starts one for pages and one for the screen."""
    ticks, parents = {}, {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = entry.read_text()
        except (FileNotFoundError, ProcessLookupError):
            continue
        pid, name = int(entry.parent.name), text[text.index("(") + 1 : text.rindex(")")]
        fields = text[text.rindex(")") + 2 :].split()
        parents[pid] = int(fields[1])
        if name.startswith("chrom"):
            ticks[pid] = int(fields[11]) + int(fields[12])
    ours = [pid for pid in ticks if os.getpid() in ancestors(pid, parents)]
    return sum(ticks[pid] for pid in ours) / os.sysconf("SC_CLK_TCK")


def ancestors(pid: int, parents: dict[int, int]) -> set[int]:
    found: set[int] = set()
    while pid in parents and pid not in found:
        found.add(pid)
        pid = parents[pid]
    return found
