"""What the workbench waits for: the first tile of a large checkpoint, and an answer to each letter typed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import numpy as np

from benchmarks.measure import Claim, at_most
from rowspace.kernels.ready import load
from rowspace.operations.find import find
from rowspace.operations.opened import OpenedTable
from rowspace.operations.tiles import tile
from rowspace.rows import ArrayRows, BFloat16Rows, Rows
from rowspace.table import Source, Tokens

LEVELS = (7, 2)  # of the view of all on a screen of 900 × 600


def claims() -> Iterator[Claim]:
    yield from first_tile()
    yield from letters()


def first_tile() -> Iterator[Claim]:
    """All rows are pooled once; the tiles after it are read from what was kept."""
    bits = np.random.default_rng(0).standard_normal((128_256, 4_096), np.float32).view(np.uint32) >> 16
    table = named("checkpoint", BFloat16Rows(bits.astype(np.uint16)), ["a"])
    del bits
    load("bfloat16")
    what = "first tile of 128,256 × 4,096 bfloat16 in memory"
    yield at_most(what, wall(lambda: tile(table, LEVELS, (0, 0))), 1.0, "s")
    yield at_most("the next tile", wall(lambda: tile(table, LEVELS, (1, 1))), 0.05, "s")


def letters() -> Iterator[Claim]:
    random = np.random.default_rng(0)
    syllables = [first + second for first in "kgstbdmnrl" for second in "aeiou"]
    words = ["".join(random.choice(syllables, size)) for size in random.integers(2, 6, 400_000)]
    table = named("words", ArrayRows(np.zeros((400_000, 1), np.float32)), words)
    find(table, "a")
    find(table, "/a/")
    for text in ("k", "ka", "kasa", "kasu kasu", "/^ka.*o$/", "<0x6B><0x61>", "#12345"):
        taken = sorted(wall(lambda text=text: find(table, text, 40)) for _ in range(9))[4]  # type: ignore[misc]
        yield at_most(f"search for {text} in 400,000 tokens", 1000 * taken, 50, "ms")


def named(name: str, rows: Rows, tokens: list[str]) -> OpenedTable:
    source = Source(location=name, format="made", tensor="rows")
    return OpenedTable(name=name, tokens=Tokens.of(tokens), rows=rows, source=source)


def wall(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
