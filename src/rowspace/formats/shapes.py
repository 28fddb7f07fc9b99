"""Bounds that every format holds a table against before it believes it."""

from __future__ import annotations

from pathlib import Path

from rowspace.errors import BadArgument, BadFile

MAX_ROWS = 1 << 28
MAX_DIM = 1 << 20


def check_shape(rows: int, dim: int, *, where: str) -> None:
    """Raises BadFile for numbers that no table has."""
    if not (0 < rows <= MAX_ROWS and 0 < dim <= MAX_DIM):
        raise BadFile(f"{where}: {rows:,} rows of {dim:,} dims; a table has 1 to 2^28 rows of 1 to 2^20.")


def refuse_choice(tensor: str | None, path: Path) -> None:
    """For formats that hold one table: raises BadArgument where a tensor was asked for."""
    if tensor is not None:
        raise BadArgument(f"{path.name} holds one table and no named tensors; leave out --tensor {tensor}.")
