"""How many directions the rows of a table spread in, and how unevenly."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rowspace.errors import BadArgument
from rowspace.geometry import spectrum as spectra
from rowspace.geometry.moments import moments
from rowspace.geometry.progress import Tick, stage, while_ticking
from rowspace.geometry.similarity import Doubles
from rowspace.operations.watched import IsCanceled, Progress, watched
from rowspace.table import Table

SHARES = (0.5, 0.9, 0.99)


@dataclass(frozen=True, slots=True)
class Spectrum:
    """Spread of the rows around their mean, over every row that is finite, flagged and zero rows included.

    rows_measured        of `rows`
    effective_rank       directions that the variance is spread over, exp of its entropy, 1 to dim
    participation_ratio  the same, counted by squares
    stable_rank          whole variance in units of the widest direction's
    needed               widest directions that hold "50", "90" and "99" hundredths of the variance
    singular_values      (d,) of the rows less their mean, falling; below a thousandth of the first they are rounding
    explained            (d,) share of the variance along each direction
    """

    rows: int
    rows_measured: int
    dim: int
    effective_rank: float
    participation_ratio: float
    stable_rank: float
    needed: dict[str, int]
    singular_values: Doubles
    explained: Doubles


def spectrum(table: Table, progress: Progress | None = None, canceled: IsCanceled | None = None) -> Spectrum:
    """Singular values of all rows, gathered a block at a time; no row is left out or sketched.

    Raises BadArgument where fewer than two rows are finite; Canceled.
    """
    tick = watched(progress, canceled, f"Measuring how {len(table):,} rows spread")
    tick(0.0)
    return spread(table, tick)


def spread(table: Table, tick: Tick) -> Spectrum:
    """As `spectrum`, for work that is told of elsewhere."""
    finite = int(np.count_nonzero(np.isfinite(table.rows.norms)))
    if finite < 2:
        raise BadArgument(f"{table.name} has {finite} rows that are finite; a spread needs two.")
    scattered = moments(table.rows, tick=stage(tick, 0.0, 0.8)).scatter
    values = while_ticking(lambda: spectra.singular_values(scattered), tick, 0.8)
    explained = spectra.shares(values)
    return Spectrum(
        rows=len(table),
        rows_measured=finite,
        dim=table.dim,
        effective_rank=spectra.effective_rank(values),
        participation_ratio=spectra.participation_ratio(values),
        stable_rank=spectra.stable_rank(values),
        needed={f"{share:.0%}".rstrip("%"): spectra.directions_for(explained, share) for share in SHARES},
        singular_values=values,
        explained=explained,
    )
