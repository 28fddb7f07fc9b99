"""What people are told while bytes come from afar: before they come how much of how much, then how far it is."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import TypeAlias

Progress: TypeAlias = Callable[[float, str], None]
"""Told a share from 0 to 1 and a sentence; 0 before the first byte is asked for."""

WORTH_TELLING = 1_000_000  # bytes
UNITS = ("bytes", "KB", "MB", "GB", "TB")


class Telling:
    """For one table.

    called    its address
    progress  told, or None for lines on stderr
    of        bytes of all files of the model, None while that is not known
    """

    def __init__(self, called: str, progress: Progress | None = None) -> None:
        self.called = called
        self.of: int | None = None
        self._progress = progress or print_progress
        self._told: set[str] = set()
        self._lock = Lock()

    def note(self, sentence: str) -> None:
        """Says what a reader of the table must know at once."""
        self._progress(0.0, sentence)

    @contextmanager
    def reading(self, amount: int, what: str | None) -> Iterator[Callable[[int], None]]:
        """Says that so many bytes are about to come, and gives what to call with the count of each that came.

        what  is read; told the first time, and again where it is much. None for what is not worth it unless it is much
        """
        if amount < WORTH_TELLING and (what is None or what in self._told):
            yield lambda count: None
            return
        self._told.add(what or "")
        of = "" if self.of is None else f" of {size_of(self.of)}"
        sentence = f"{self.called}: reading {size_of(amount)}{of}" + (f" ({what})" if what else "")
        self._progress(0.0, sentence)
        arrived, said = 0, 0

        def count(more: int) -> None:
            nonlocal arrived, said
            with self._lock:
                arrived += more
                if (now := 100 * arrived // amount) > said:
                    said = now
                    self._progress(min(1.0, arrived / amount), sentence)

        try:
            yield count
        except BaseException:
            if self._progress is print_progress:
                clear_line()
            raise


def print_progress(share: float, sentence: str) -> None:
    """The sentence as a line on stderr, and below it how far it is, where people look on."""
    if share == 0.0:
        print(sentence, file=sys.stderr, flush=True)
    elif share >= 1.0:
        clear_line()
    elif sys.stderr.isatty():
        print(f"\r{share:4.0%}", end="", file=sys.stderr, flush=True)


def clear_line() -> None:
    """Takes away what was drawn over."""
    if sys.stderr.isatty():
        print("\r    \r", end="", file=sys.stderr, flush=True)


def size_of(count: int) -> str:
    """Bytes in the units that disks and downloads are sold in: 24 MB, 14.5 GB."""
    value, unit = float(count), 0
    while value >= 999.5 and unit < len(UNITS) - 1:
        value, unit = value / 1000, unit + 1
    return f"{value:.3g} {UNITS[unit]}"
