"""The page in a real browser, over the real server.

server       address of a server that runs for the whole session
page         a fresh page; its test fails on a console error, an uncaught error or a request to another host
bench        the same over a server of made tables, "made" of 20,000 rows and "large" of 400,000
made, large  those tables, opened in Python
checkpoint   a folder with a config.json, `CONFIG`, that the same server has open as "stretched"
open_panel   goes to an address and waits until a panel there has its answer
number       the full-precision number that a panel shows under a name
axe          accessibility violations, one line each
run_python   runs the lines that a panel offers, and returns what they print
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import pytest
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, expect, sync_playwright
from safetensors.numpy import save_file

from rowspace.operations.open import open_table
from rowspace.operations.opened import OpenedTable

from .big_tables import write_table

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "src" / "rowspace" / "server" / "static" / "index.html"
AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--enable-unsafe-swiftshader",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
CONFIG = {
    "model_type": "qwen2",
    "hidden_size": 896,
    "num_attention_heads": 14,
    "num_hidden_layers": 24,
    "rope_theta": 1000000.0,
    "max_position_embeddings": 32768,
    "rope_scaling": {"type": "yarn", "factor": 4.0, "original_max_position_embeddings": 32768},
}
PATIENCE_MS = 60_000  # a cold server under load compiles its search first

OpenPanel = Callable[[str, str], Locator]
Number = Callable[[Locator, str], float]
Axe = Callable[[], list[str]]
RunPython = Callable[[Locator], str]


class Output:
    """Lines a process prints, read while it runs, so that it never waits for a full pipe."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.lines: list[str] = []
        self.first = threading.Event()
        self.shown = 0
        threading.Thread(target=self._read, args=[process], daemon=True).start()

    def _read(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout
        with process.stdout as stream:
            for line in stream:
                self.lines.append(line)
                self.first.set()
        self.first.set()

    def show_new(self) -> None:
        """Print what came since the last time; pytest shows it where a test fails."""
        lines, self.shown = self.lines[self.shown :], len(self.lines)
        print("".join(lines), end="")


@contextmanager
def launched(*arguments: str) -> Iterator[Output]:
    """A server of its own process, for as long as the block runs."""
    assert STATIC.is_file(), "the page is not built; run `make web` first"
    command = [sys.executable, "-m", "rowspace", *arguments, "--no-browser", "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT)
    output = Output(process)
    output.first.wait(120)
    yield output
    process.terminate()
    process.wait(20)


@pytest.fixture(scope="session")
def server_output() -> Iterator[Output]:
    with launched() as output:
        yield output


@pytest.fixture(scope="session")
def server(server_output: Output) -> str:
    return address_of(server_output)


def address_of(output: Output) -> str:
    addresses = [line.split()[-1] for line in output.lines if line.startswith("rowspace: http://")]
    assert addresses, "the server did not say where it is:\n" + "".join(output.lines)
    return addresses[0].rstrip("/")


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> OpenedTable:
    return open_table(str(write_table(tmp_path_factory.mktemp("tables") / "made.safetensors", 20_000, 64)))


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> OpenedTable:
    return open_table(str(write_table(tmp_path_factory.mktemp("tables") / "large.safetensors", 400_000, 50)))


@pytest.fixture(scope="session")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a model is published: its table, and a config.json beside it."""
    folder = tmp_path_factory.mktemp("tables") / "stretched"
    folder.mkdir()
    rows = np.random.default_rng(3).standard_normal((300, 896)).astype(np.float16)
    save_file({"model.embed_tokens.weight": rows}, folder / "model.safetensors")
    (folder / "config.json").write_text(json.dumps(CONFIG))
    return folder


@pytest.fixture(scope="session")
def bench_output(made: OpenedTable, large: OpenedTable, checkpoint: Path) -> Iterator[Output]:
    with launched("open", made.source.location, large.source.location, str(checkpoint)) as output:
        yield output


@pytest.fixture(scope="session")
def bench_server(bench_output: Output) -> str:
    return address_of(bench_output)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, server: str, server_output: Output) -> Iterator[Page]:
    with watched_page(browser, server, server_output) as page:
        yield page


@pytest.fixture
def bench(browser: Browser, bench_server: str, bench_output: Output) -> Iterator[Page]:
    with watched_page(browser, bench_server, bench_output) as page:
        yield page


@contextmanager
def watched_page(browser: Browser, server: str, output: Output) -> Iterator[Page]:
    """A page of a desk's size on which nothing may go wrong."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce", base_url=server)
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server)
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    faults = watch(page, server)
    yield page
    context.close()
    output.show_new()
    assert faults == []


def watch(page: Page, server: str) -> list[str]:
    """What must not happen on a page, collected while it lives."""
    faults: list[str] = []

    def console(message: ConsoleMessage) -> None:
        # Chromium reports each refused request itself; refusals by /api the page explains to its reader.
        refused = message.text.startswith("Failed to load resource") and "/api/" in message.location["url"]
        if message.type == "error" and not refused:
            faults.append(f"console: {message.text}")

    def request(sent: Request) -> None:
        if urlsplit(sent.url).scheme in ("http", "https") and not sent.url.startswith(server):
            faults.append(f"left the server: {sent.url}")

    page.on("console", console)
    page.on("pageerror", lambda error: faults.append(f"uncaught: {error}"))
    page.on("request", request)
    return faults


@pytest.fixture
def open_panel(page: Page) -> OpenPanel:
    def open_(address: str, panel_id: str) -> Locator:
        page.goto(address)
        slot = page.locator(f'[data-slot="{panel_id}"]')
        slot.scroll_into_view_if_needed()
        panel = slot.locator(f'[data-panel="{panel_id}"]')
        settled(panel)
        return panel

    return open_


def settled(panel: Locator) -> None:
    """Wait until a panel is drawn and no question of it is open."""
    expect(panel).to_have_attribute("aria-busy", "false")


@pytest.fixture
def number() -> Number:
    def read(panel: Locator, name: str) -> float:
        text = panel.locator(f'[data-value="{name}"]').first.get_attribute("data-number")
        assert text is not None
        return float(text)

    return read


@pytest.fixture
def axe(page: Page) -> Axe:
    return lambda: violations(page)


def violations(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run({ resultTypes: ['violations'] }).then((result) => result.violations)")
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


@pytest.fixture
def run_python() -> RunPython:
    return run_lines


def run_lines(panel: Locator, folder: Path | None = None) -> str:
    """What the lines that a panel offers print, run in the folder of its table."""
    block = panel.locator("[data-python]")
    if not block.count():
        panel.get_by_role("button", name="Python", exact=True).click()
    command = [sys.executable, "-c", block.inner_text()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False, cwd=folder)
    assert done.returncode == 0, done.stderr
    return done.stdout
