"""The shape of a table as a whole: lengths, directions shared by all rows, dims and rows that stand out."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadArgument
from rowspace.geometry.correlation import spearman
from rowspace.geometry.dims import moments, outlying
from rowspace.geometry.progress import Tick, stage
from rowspace.geometry.similarity import Doubles, lengths, unit
from rowspace.operations.hubs import Hubs, counted, directed
from rowspace.operations.spectrum import spread
from rowspace.operations.watched import IsCanceled, Progress, watched
from rowspace.rows import Floats
from rowspace.table import Table

SHOWN = 8  # dims and hubs
PAIRS_AT_ONCE = 4096


@dataclass(frozen=True, slots=True)
class NormBand:
    """Lengths of the rows `first` to `last`. Ids of most tables follow how frequent their tokens were."""

    first: int
    last: int
    mean: float
    lowest: float
    highest: float


@dataclass(frozen=True, slots=True)
class OutlierDim:
    """A dim of much larger variance than the others.

    times     its variance in units of the median dim's
    kurtosis  3 for a normal distribution
    largest   largest distance of a number from 0
    """

    dim: int
    variance: float
    times: float
    kurtosis: float
    largest: float


@dataclass(frozen=True, slots=True)
class Shape:
    """Figures over every row that is finite and not zero, those that stand for no word included.

    rows_measured        of all rows
    norm_bands           lengths against ids: 0 to 9, 10 to 19, 20 to 49, 50 to 99 and so on
    norm_by_id           rank correlation of length and id, −1 to 1; None where all lengths are equal
    mean_share           length of the mean row in units of the mean length: 0 where directions balance
    mean_cosine          of random pairs, as rows are
    mean_cosine_centered the same around the mean row
    effective_rank       directions that the variance around the mean is spread over, exp of its entropy, 1 to dim
    participation_ratio  the same, counted by squares
    stable_rank          whole variance in units of the widest direction's
    explained            shares of the variance along the widest directions, falling
    singular_values      of the rows around their mean, falling, all of them
    """

    rows: int
    dim: int
    rows_measured: int
    pairs: int
    seed: int
    mean_norm: float
    norm_bands: list[NormBand]
    norm_by_id: float | None
    mean_share: float
    mean_cosine: float
    mean_cosine_centered: float
    effective_rank: float
    participation_ratio: float
    stable_rank: float
    explained: list[float]
    outlier_dims: list[OutlierDim]
    hubs: Hubs
    singular_values: list[float]


def shape(
    table: Table,
    k: int = 10,
    pairs: int = 10_000,
    seed: int = 0,
    progress: Progress | None = None,
    canceled: IsCanceled | None = None,
) -> Shape:
    """The shape of a table. Same seed, same figures: it draws the pairs, and the rows asked for hubs where not all are.

    Raises BadArgument for fewer than two rows with a direction, a k or a number of pairs below 1; Canceled.
    """
    if k < 1 or pairs < 1:
        raise BadArgument(f"k and pairs are 1 or more; got {k} and {pairs}.")
    norms, measured = table.rows.norms, directed(table)
    if len(measured) < 2:
        raise BadArgument(f"{table.name} has {len(measured)} rows with a direction; a shape needs two.")
    tick = watched(progress, canceled, f"Measuring {len(measured):,} rows")
    found = spread(table, stage(tick, 0.0, 0.3))
    raw, centered = _mean_cosines(table, measured, pairs, seed)
    dims = _outlier_dims(table, stage(tick, 0.3, 0.5))
    ranked = spearman(measured, norms[measured])
    return Shape(
        rows=len(table),
        dim=table.dim,
        rows_measured=len(measured),
        pairs=pairs,
        seed=seed,
        mean_norm=float(norms[measured].mean(dtype=np.float64)),
        norm_bands=_bands(norms, measured),
        norm_by_id=None if np.isnan(ranked) else ranked,
        mean_share=float(lengths(table.rows.mean) / norms[measured].mean(dtype=np.float64)),
        mean_cosine=raw,
        mean_cosine_centered=centered,
        effective_rank=found.effective_rank,
        participation_ratio=found.participation_ratio,
        stable_rank=found.stable_rank,
        explained=found.explained[:SHOWN].tolist(),
        outlier_dims=dims,
        hubs=counted(table, measured, k, seed, SHOWN, stage(tick, 0.5, 1.0)),
        singular_values=found.singular_values.tolist(),
    )


def _bands(norms: NDArray[np.float32], measured: NDArray[np.intp]) -> list[NormBand]:
    edges = [step * 10**power for power in range(1, 10) for step in (1, 2, 5)]
    bounds = [0, *(edge for edge in edges if edge < len(norms)), len(norms)]
    bands = []
    for first, end in pairwise(bounds):
        inside = norms[measured[(measured >= first) & (measured < end)]].astype(np.float64)
        if len(inside):
            bands.append(NormBand(first, end - 1, float(inside.mean()), float(inside.min()), float(inside.max())))
    return bands


def _mean_cosines(table: Table, measured: NDArray[np.intp], pairs: int, seed: int) -> tuple[float, float]:
    """Mean cosine of random pairs of distinct rows, as they are and around the mean row."""
    random = np.random.default_rng(seed)
    first = random.integers(len(measured), size=pairs)
    second = (first + random.integers(1, len(measured), size=pairs)) % len(measured)
    sums = np.zeros(2)
    for at in range(0, pairs, PAIRS_AT_ONCE):
        one, other = (table.rows[measured[ids[at : at + PAIRS_AT_ONCE]]] for ids in (first, second))
        sums += _cosines(one, other).sum(), _cosines(one - table.rows.mean, other - table.rows.mean).sum()
    return float(sums[0] / pairs), float(sums[1] / pairs)


def _cosines(one: Floats, other: Floats) -> Doubles:
    cosines: Doubles = np.einsum("nd,nd->n", unit(one), unit(other))
    return cosines


def _outlier_dims(table: Table, tick: Tick) -> list[OutlierDim]:
    of_dims = moments(table.rows, tick)
    median = float(np.median(of_dims.variance))
    return [
        OutlierDim(
            dim=int(dim),
            variance=float(of_dims.variance[dim]),
            times=float(of_dims.variance[dim]) / median if median > 0 else float("inf"),
            kurtosis=float(of_dims.kurtosis[dim]),
            largest=float(of_dims.largest[dim]),
        )
        for dim in outlying(of_dims.variance)[:SHOWN]
    ]
