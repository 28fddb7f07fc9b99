"""What fewer bits do to meaning: one token's neighbors under FP32, INT8 and INT4, and the error of every row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from rowspace.errors import BadArgument
from rowspace.operations.lookup import resolve
from rowspace.operations.opened import OpenedTable
from rowspace.operations.search import Neighbor, neighbors
from rowspace.rows import Rows
from rowspace.sizing import int4, int8
from rowspace.sizing.damage import errors
from rowspace.sizing.memory import GROUP
from rowspace.table import Table


@dataclass(frozen=True, slots=True)
class Damage:
    """1 − cosine between each row and its stored form, over all rows of the table.

    bits_per_weight, bytes  scales and minimums included
    """

    scheme: str
    bits_per_weight: float
    bytes: int
    mean_error: float
    p99_error: float
    worst_error: float


@dataclass(frozen=True, slots=True)
class QuantizedNeighbors:
    """The same question under three schemes.

    stored   how the table's own file keeps its rows; where that is int8 already, int8 changes nothing further
    overlap  share of the fp32 neighbors that int8 and int4 keep, 0 to 1
    """

    token: str
    k: int
    group: int
    stored: str
    fp32: list[Neighbor]
    int8: list[Neighbor]
    int4: list[Neighbor]
    overlap: dict[str, float]
    damage: list[Damage]


def quantized_neighbors(table: Table, token: str, k: int = 10, group: int = GROUP) -> QuantizedNeighbors:
    """Neighbors of a token as the table has it and quantized. Raises UnknownToken and BadArgument."""
    id = resolve(table, token)
    stored = _quantized(table, group)
    lists = {
        scheme: neighbors(kept, f"#{id}", k).neighbors for scheme, kept in {"fp32": table, **stored.tables}.items()
    }
    kept = {neighbor.id for neighbor in lists["fp32"]}
    return QuantizedNeighbors(
        token=table.token(id),
        k=k,
        group=group,
        stored=table.rows.dtype,
        fp32=lists["fp32"],
        int8=lists["int8"],
        int4=lists["int4"],
        overlap={
            scheme: len(kept & {neighbor.id for neighbor in lists[scheme]}) / max(1, len(kept))
            for scheme in stored.tables
        },
        damage=stored.damage,
    )


def quantize(table: Table, scheme: str, group: int = GROUP) -> OpenedTable:
    """The table with its rows stored under a scheme, "int8" or "int4", in memory. Raises BadArgument."""
    if scheme not in _SCHEMES:
        raise BadArgument(f'Schemes are {", ".join(_SCHEMES)}; got "{scheme}".')
    return OpenedTable(
        name=table.name,
        tokens=table.tokens,
        rows=_SCHEMES[scheme](table.rows, group),
        source=table.source,
        positions=table.positions,
        tokenizer=table.tokenizer,
    )


_SCHEMES: dict[str, Callable[[Rows, int], Rows]] = {
    "int8": lambda rows, group: int8.quantized(rows),
    "int4": lambda rows, group: int4.quantized(rows, group=group),
}


@dataclass(frozen=True, slots=True)
class _Quantized:
    tables: dict[str, OpenedTable]
    damage: list[Damage]


@lru_cache(maxsize=4)
def _quantized(table: Table, group: int) -> _Quantized:
    """The table under both schemes, kept for the next token: the work is the same for each."""
    tables = {scheme: quantize(table, scheme, group) for scheme in _SCHEMES}
    return _Quantized(tables, [_damage(scheme, table.rows, kept.rows) for scheme, kept in tables.items()])


def _damage(scheme: str, rows: Rows, kept: Rows) -> Damage:
    lost = errors(rows, kept)
    return Damage(
        scheme=scheme,
        bits_per_weight=8 * kept.nbytes / max(1, len(rows) * rows.dim),
        bytes=kept.nbytes,
        mean_error=lost.mean,
        p99_error=lost.p99,
        worst_error=lost.worst,
    )
