"""Rows that are everybody's neighbors, and rows that are nobody's."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadArgument
from rowspace.geometry.graph import neighbor_graph, occurrences, skewness
from rowspace.geometry.progress import Tick
from rowspace.operations.specials import special_rows
from rowspace.operations.watched import IsCanceled, Progress, watched
from rowspace.table import Table

MULTIPLICATIONS = 4e11  # some seconds; of larger tables a sample of rows is asked
SHOWN = 8


@dataclass(frozen=True, slots=True)
class Hub:
    """A row and in how many neighbor lists it is. special: it stands for no word."""

    token: str
    id: int
    lists: int
    special: bool


@dataclass(frozen=True, slots=True)
class ListBand:
    """rows that are in `fewest` to `most` neighbor lists."""

    fewest: int
    most: int
    rows: int


@dataclass(frozen=True, slots=True)
class Hubs:
    """How unevenly rows are neighbors of others.

    rows      of the table
    measured  of them, those with a direction: finite and not zero; they alone ask and answer
    lists     rows whose k nearest others were found; where `sampled`, that many drawn at random of all
    skewness  of the number of lists that a row is in (N_k; Radovanović et al. 2010): 0 without hubs, above 1 with them
    unlisted  share of the rows that are in none
    bands     rows by the number of lists they are in: 0, 1, 2 to 3, 4 to 7 and so on
    """

    k: int
    rows: int
    measured: int
    lists: int
    sampled: bool
    skewness: float
    unlisted: float
    top: list[Hub]
    bands: list[ListBand]


def hubs(
    table: Table,
    k: int = 10,
    seed: int = 0,
    top: int = SHOWN,
    progress: Progress | None = None,
    canceled: IsCanceled | None = None,
) -> Hubs:
    """Counts in how many lists of k nearest by cosine each row is. Same seed, same sample where rows are too many.

    top  rows named, those in most lists first

    Raises BadArgument for a k or top below 1, or fewer than two rows with a direction; Canceled.
    """
    if k < 1 or top < 1:
        raise BadArgument(f"k and top are 1 or more; got {k} and {top}.")
    measured = directed(table)
    if len(measured) < 2:
        raise BadArgument(f"{table.name} has {len(measured)} rows with a direction; hubs need two.")
    tick = watched(progress, canceled, f"Finding the {k} nearest of {_affordable(table, measured):,} rows")
    tick(0.0)
    return counted(table, measured, k, seed, top, tick)


def directed(table: Table) -> NDArray[np.intp]:
    """Ids of the rows that are finite and not zero."""
    norms = table.rows.norms
    return np.flatnonzero(np.isfinite(norms) & (norms > 0))


def counted(table: Table, measured: NDArray[np.intp], k: int, seed: int, top: int, tick: Tick) -> Hubs:
    """As `hubs`, among the ids measured, for work that is told of elsewhere."""
    asked = measured
    if (size := _affordable(table, measured)) < len(measured):
        asked = np.sort(np.random.default_rng(seed).choice(measured, size, replace=False))
    mask = np.zeros(len(table), np.bool_)
    mask[measured] = True
    counts = occurrences(neighbor_graph(table.rows, k, asked=asked, mask=mask, tick=tick), len(table))
    special, most = special_rows(table), np.argsort(-counts, kind="stable")[:top]
    return Hubs(
        k=k,
        rows=len(table),
        measured=len(measured),
        lists=len(asked),
        sampled=len(asked) < len(measured),
        skewness=skewness(counts[measured]),
        unlisted=float((counts[measured] == 0).mean()),
        top=[Hub(table.token(int(id)), int(id), int(counts[id]), bool(special[id])) for id in most if counts[id]],
        bands=_bands(counts[measured]),
    )


def _affordable(table: Table, measured: NDArray[np.intp]) -> int:
    return min(len(measured), max(256, int(MULTIPLICATIONS / (len(table) * table.dim))))


def _bands(counts: NDArray[np.int64]) -> list[ListBand]:
    """Rows by lists, in bands twice as wide each time."""
    bands = [ListBand(0, 0, int((counts == 0).sum()))]
    fewest = 1
    while fewest <= counts.max():
        most = 2 * fewest - 1
        bands.append(ListBand(fewest, most, int(((counts >= fewest) & (counts <= most)).sum())))
        fewest *= 2
    return bands
