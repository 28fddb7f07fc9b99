"""Positions as one table of numbers, to be written to a file or drawn: frequencies by pair, or a row a position."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from rowspace.errors import BadArgument
from rowspace.operations.config_file import Settings
from rowspace.operations.model_learned import learned_rows
from rowspace.positions import model as read
from rowspace.positions.alibi import biases
from rowspace.positions.limits import real, whole
from rowspace.positions.pairing import Pairing
from rowspace.positions.relative import buckets
from rowspace.positions.rotary import frequencies
from rowspace.positions.sinusoidal import Layout, padded, sinusoidal, wavelengths
from rowspace.positions.sinusoidal import frequencies as wave_frequencies
from rowspace.rows import Rows

Kind: TypeAlias = Literal["frequencies", "waves", "learned", "biases", "buckets"]

LENGTH = 128  # positions or gaps where none are asked for
MOST_NUMBERS = 1 << 26


@dataclass(frozen=True, slots=True)
class PositionsTable:
    """values (rows, columns); `index` is what a row stands for, and `first` the number of the first.

    frequencies  a row a pair: radians a position and positions a turn, scaled and unscaled; infinite where it stands
    waves        a row a position: what is added to each dim; learned the same, from the model's own table
    biases       a row a head: what is added to the score of a key so many positions before the query
    buckets      a row a gap, key position − query position: the bucket it falls into
    original, context  positions of the training, and those that the config allows
    """

    kind: Kind
    title: str
    index: str
    first: int
    columns: list[str]
    values: read.Doubles
    original: int | None = None
    context: int | None = None


def plain_rotary(dim: int, base: float = 10_000.0, pairing: Pairing = "half") -> read.RotaryPositions:
    """Rotary positions of no model: nothing rescaled. Raises BadArgument."""
    inv_freq = frequencies(dim, base=base)
    return read.RotaryPositions(
        encoding="rotary",
        inv_freq=inv_freq,
        method="default",
        base=float(base),
        head_dim=dim,
        rotary_dim=dim,
        pairing=pairing,
        unscaled=inv_freq,
    )


def plain_sinusoidal(dim: int, base: float = 10_000.0, layout: Layout = "interleaved") -> read.SinusoidalPositions:
    """Waves of no model. Raises BadArgument."""
    inv_freq = wave_frequencies(dim, layout=layout, base=base)
    base = real("base", base, low=1.0, high=1e12)
    return read.SinusoidalPositions(encoding="sinusoidal", inv_freq=inv_freq, dim=dim, layout=layout, base=base)


def positions_table(
    found: read.ModelPositions, title: str, length: int | None = None, *, settings: Settings | None = None
) -> PositionsTable:
    """The table of any encoding. Raises BadArgument for one that has no numbers of its own, or too many.

    length    positions or gaps, 128 unless given; a learned table is whole
    settings  where the checkpoint of a learned table may lie
    """
    count = whole("length", LENGTH if length is None else length, low=1, high=MOST_NUMBERS)
    match found:
        case read.RotaryPositions():
            return _frequencies(found, title)
        case read.SinusoidalPositions():
            return _by_position("waves", title, _waves(found, _fitting(count, found.dim)), found.context)
        case read.LearnedPositions():
            rows = learned_rows(settings) if settings else None
            if rows is None:
                raise BadArgument(f"{title} learned its positions: name the checkpoint's folder or file to write them.")
            return learned_table(rows, title, length)
        case read.AlibiPositions(slopes=slopes, heads=heads):
            gaps = np.arange(_fitting(count, heads))
            falling = biases(slopes, [0], -gaps)[:, 0]
            return PositionsTable("biases", title, "head", 0, [f"gap_{gap}" for gap in gaps], falling)
        case read.RelativePositions(kind="buckets"):
            gaps = np.arange(-count, count + 1)
            fallen = buckets(
                gaps, count=found.buckets, max_distance=found.max_distance, bidirectional=found.bidirectional
            )
            return PositionsTable("buckets", title, "gap", -count, ["bucket"], fallen[:, None].astype(np.float64))
    raise BadArgument(f"{title} has no numbers of its own to write: its positions are {found.encoding}.")


def learned_table(rows: Rows, title: str, length: int | None = None) -> PositionsTable:
    """A model's own table of positions, whole or its first `length` rows."""
    count = len(rows) if length is None else whole("length", length, low=1, high=len(rows))
    return _by_position("learned", title, rows[: _fitting(count, rows.dim)].astype(np.float64), len(rows))


def _frequencies(found: read.RotaryPositions, title: str) -> PositionsTable:
    columns = {
        "inv_freq": found.inv_freq,
        "wavelength": found.wavelengths,
        "unscaled_inv_freq": found.unscaled,
        "unscaled_wavelength": wavelengths(found.unscaled),
    }
    if found.axes is not None:
        columns["axis"] = np.array(found.axes, np.float64)
    if found.decay is not None:
        columns["decay"] = found.decay
    values = np.stack(list(columns.values()), axis=1)
    return PositionsTable("frequencies", title, "pair", 0, list(columns), values, found.original, found.context)


def _waves(found: read.SinusoidalPositions, count: int) -> read.Doubles:
    if found.padding is not None:
        return padded(count, found.dim, padding=found.padding, base=found.base)
    return sinusoidal(np.arange(count), found.dim, layout=found.layout, base=found.base)


def _by_position(kind: Kind, title: str, values: read.Doubles, context: int | None) -> PositionsTable:
    columns = [f"dim_{dim}" for dim in range(values.shape[1])]
    return PositionsTable(kind, title, "position", 0, columns, values, context=context)


def _fitting(count: int, width: int) -> int:
    if count * width > MOST_NUMBERS:
        raise BadArgument(f"{count:,} × {width:,} numbers are too many to write at once; at most {MOST_NUMBERS:,} are.")
    return count
