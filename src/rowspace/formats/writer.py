"""What every writer of a table offers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Protocol, TypeAlias

from rowspace.rows import Floats, Rows
from rowspace.table import Table

Tick: TypeAlias = Callable[[int], None]
"""Told how many rows are written; may raise Canceled."""

BLOCK_NUMBERS = 1 << 20  # numbers that are in memory at once for each core: tables may be larger than memory


class Writer(Protocol):
    """One format to write.

    name     what --format calls it
    endings  of files that are written so where no format is named
    """

    @property
    def name(self) -> str: ...

    @property
    def endings(self) -> Sequence[str]: ...

    def files(self, out: Path) -> list[Path]:
        """The files that it writes when `out` is asked for, that one first."""
        ...

    def write(self, table: Table, files: Sequence[Path], tick: Tick) -> list[str]:
        """Writes every file and returns what a user must know that the format left behind.

        Raises BadArgument, before anything is written, for a table that the format cannot carry.
        """
        ...


def blocks(rows: Rows) -> Iterator[tuple[int, Floats]]:
    """All rows in order, so many at once as may be in memory: (id of the first, rows)."""
    return rows.blocks(max(1, BLOCK_NUMBERS // rows.dim))


def unnamed(count: int) -> list[str]:
    """What to say of rows that got a spelling because the format asks for one."""
    if not count:
        return []
    return [f"{count:,} rows have no token and are called #id, by their number." if count > 1 else
            "1 row has no token and is called #id, by its number."]  # fmt: skip
