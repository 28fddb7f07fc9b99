"""How a table of positions is written, by the file's ending.

Each entry of WRITERS is asked before the work begins, and refuses then where its library is missing.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from rowspace.cli.output import plain

if TYPE_CHECKING:
    from rowspace.operations.positions_table import PositionsTable

Write: TypeAlias = "Callable[[Path, PositionsTable], None]"


def _csv() -> Write:
    def write(path: Path, table: PositionsTable) -> None:
        with path.open("w", encoding="utf-8", newline="") as file:
            lines = csv.writer(file, lineterminator="\n")
            lines.writerow([table.index, *table.columns])
            lines.writerows([number, *row] for number, row in enumerate(table.values.tolist(), start=table.first))

    return write


def _json() -> Write:
    def write(path: Path, table: PositionsTable) -> None:
        with path.open("w", encoding="utf-8") as file:
            json.dump(plain(table), file, ensure_ascii=False, allow_nan=False)

    return write


def _npy() -> Write:
    def write(path: Path, table: PositionsTable) -> None:
        import numpy as np

        with path.open("wb") as file:
            np.save(file, table.values, allow_pickle=False)

    return write


def _picture() -> Write:
    from rowspace.cli.positions_picture import drawing

    return drawing()


WRITERS: Mapping[str, Callable[[], Write]] = {
    ".csv": _csv,
    ".json": _json,
    ".npy": _npy,
    ".png": _picture,
    ".svg": _picture,
}
