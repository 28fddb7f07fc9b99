"""Where a token stands: the waves, the clocks, the learned table and the turning pairs that tell a model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rowspace.errors import BadArgument
from rowspace.geometry.similarity import cosine
from rowspace.operations.biases import Biases, BucketStep, biases
from rowspace.operations.gap_curve import GapCurve, gap_curve
from rowspace.operations.model_catalogue import CatalogueEntry, catalogue
from rowspace.operations.model_dtype import ComputedScores
from rowspace.operations.model_layers import LayerView
from rowspace.operations.model_positions import ModelPositions, model_positions
from rowspace.operations.order import Order, OrderPiece, SentenceView, order, positions_of
from rowspace.operations.pairings import Pairings, PairingView, pairings
from rowspace.operations.precision_curve import PrecisionCurve, precision_curve
from rowspace.positions import learned as learned_table
from rowspace.positions import rotary as turning
from rowspace.positions import sinusoidal as waves
from rowspace.positions.limits import MAX_DIM, real, whole
from rowspace.positions.pairing import Pairing
from rowspace.positions.sinusoidal import Layout
from rowspace.rows import Floats
from rowspace.table import Table

__all__ = [
    "Biases",
    "BucketStep",
    "CatalogueEntry",
    "Clocks",
    "ComputedScores",
    "GapCurve",
    "Hand",
    "LayerView",
    "LearnedPositions",
    "ModelPositions",
    "Order",
    "OrderPiece",
    "PairingView",
    "Pairings",
    "PrecisionCurve",
    "Rotary",
    "RotaryPair",
    "SentenceView",
    "SinusoidalTable",
    "biases",
    "catalogue",
    "clocks",
    "gap_curve",
    "learned",
    "model_positions",
    "order",
    "pairings",
    "precision_curve",
    "rotary",
    "sinusoidal",
]

MAX_LENGTH = 8_192  # of a table drawn whole: its cosine matrix is 256 MB
FARTHEST = 1e9
CURVE_GAPS = 32


@dataclass(frozen=True, slots=True)
class SinusoidalTable:
    """Positions × dims of waves, and the cosine of every two positions.

    wavelengths  positions until each pair's wave repeats, fastest first
    """

    dim: int
    length: int
    layout: Layout
    wavelengths: list[float]
    values: Floats
    similarity: Floats


@dataclass(frozen=True, slots=True)
class Hand:
    """One pair of dims as a clock hand.

    frequency   radians a position
    wavelength  positions a turn
    angle       radians, whole turns kept: angle / 2π is how many it has made
    """

    pair: int
    frequency: float
    wavelength: float
    angle: float
    sine: float
    cosine: float


@dataclass(frozen=True, slots=True)
class Clocks:
    position: float
    hands: list[Hand]


@dataclass(frozen=True, slots=True)
class LearnedPositions:
    """A model's own table of positions.

    positions      rows it has; there is none past them
    cosine_by_gap  mean cosine of two positions, by each of `gaps`
    period         positions between the tops of that curve, None where it does not ripple
    """

    positions: int
    dim: int
    norms: list[float]
    gaps: list[int]
    cosine_by_gap: list[float]
    period: float | None
    similarity: Floats
    values: Floats


@dataclass(frozen=True, slots=True)
class RotaryPair:
    """One pair's turns, in radians, and its part of the score."""

    pair: int
    angle_q: float
    angle_k: float
    contribution: float


@dataclass(frozen=True, slots=True)
class Rotary:
    """A query and a key turned to their positions, and their score there.

    gap           position of the query minus position of the key; its sign matters
    curve_scores  score of the same query and key at each of `curve_gaps`
    """

    encoding: str
    dim: int
    base: float
    pairing: Pairing
    inv_freq: list[float]
    wavelengths: list[float]
    position_q: float
    position_k: float
    gap: float
    score: float
    q_rotated: list[float]
    k_rotated: list[float]
    pairs: list[RotaryPair]
    curve_gaps: list[int]
    curve_scores: list[float]


def sinusoidal(dim: int, length: int, layout: Layout = "interleaved", base: float = 10_000.0) -> SinusoidalTable:
    """The first `length` positions as waves (Vaswani et al. 2017). Raises BadArgument."""
    length = whole("length", length, low=1, high=MAX_LENGTH)
    values = waves.sinusoidal(np.arange(length), dim, layout=layout, base=base)
    return SinusoidalTable(
        dim=dim,
        length=length,
        layout=layout,
        wavelengths=waves.wavelengths(waves.frequencies(dim, layout=layout, base=base)).tolist(),
        values=values.astype(np.float32),
        similarity=cosine(values, values).astype(np.float32),
    )


def clocks(dim: int, position: float, base: float = 10_000.0, pairs: int = 8) -> Clocks:
    """The hands of `pairs` pairs, spread evenly from the fastest to the slowest of dim / 2. Raises BadArgument."""
    frequencies = turning.frequencies(dim, base=base)
    position = real("position", position, low=-FARTHEST, high=FARTHEST)
    count = min(whole("pairs", pairs, low=1, high=MAX_DIM), len(frequencies))
    chosen = np.unique(np.linspace(0, len(frequencies) - 1, count).round().astype(int))
    lengths = waves.wavelengths(frequencies)
    turns = turning.angles(position, frequencies)
    hands = [
        Hand(
            pair=int(pair),
            frequency=float(frequencies[pair]),
            wavelength=float(lengths[pair]),
            angle=float(turns[pair]),
            sine=float(np.sin(turns[pair])),
            cosine=float(np.cos(turns[pair])),
        )
        for pair in chosen
    ]
    return Clocks(position=position, hands=hands)


def learned(table: Table, gap_max: int = 40) -> LearnedPositions:
    """The table's learned positions. Raises BadArgument for a table that has none."""
    rows = positions_of(table)
    values = rows[:]
    similarity = cosine(values, values)
    gap_max = min(whole("gap_max", gap_max, low=1, high=MAX_DIM), len(values) - 1)
    timed = learned_table.by_gap(similarity, max(gap_max, learned_table.PERIOD_GAPS))
    return LearnedPositions(
        positions=len(values),
        dim=values.shape[1],
        norms=rows.norms.tolist(),
        gaps=list(range(gap_max + 1)),
        cosine_by_gap=timed[: gap_max + 1].tolist(),
        period=learned_table.period(timed),
        similarity=similarity.astype(np.float32),
        values=values,
    )


def rotary(
    q: Sequence[float],
    k: Sequence[float],
    positions: tuple[float, float],
    dim: int | None = None,
    base: float = 10_000.0,
    pairing: Pairing = "half",
) -> Rotary:
    """The score of query q at the first position with key k at the second, rotated (Su et al. 2021).

    Raises BadArgument where q and k are not two lists of `dim` numbers (None takes q's length).
    """
    dim = len(q) if dim is None else dim
    inv_freq = turning.frequencies(dim, base=base)
    vectors = _vectors({"q": q, "k": k}, dim)
    m, n = (real("position", position, low=-FARTHEST, high=FARTHEST) for position in positions)
    q_rotated, k_rotated = turning.rotated(vectors, np.array([m, n]), inv_freq, pairing=pairing)
    parts = turning.pair_scores(vectors[0], vectors[1], m - n, inv_freq, pairing=pairing)
    gaps = np.arange(-CURVE_GAPS, CURVE_GAPS + 1)
    curve = turning.pair_scores(vectors[0], vectors[1], gaps, inv_freq, pairing=pairing).sum(axis=1)
    turns = turning.angles([m, n], inv_freq)
    return Rotary(
        encoding="rotary",
        dim=dim,
        base=float(base),
        pairing=pairing,
        inv_freq=inv_freq.tolist(),
        wavelengths=waves.wavelengths(inv_freq).tolist(),
        position_q=m,
        position_k=n,
        gap=m - n,
        score=float(q_rotated @ k_rotated),
        q_rotated=q_rotated.tolist(),
        k_rotated=k_rotated.tolist(),
        pairs=[
            RotaryPair(
                pair=pair, angle_q=float(turns[0, pair]), angle_k=float(turns[1, pair]), contribution=float(part)
            )
            for pair, part in enumerate(parts)
        ],
        curve_gaps=gaps.tolist(),
        curve_scores=curve.tolist(),
    )


def _vectors(given: dict[str, Sequence[float]], dim: int) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    for name, vector in given.items():
        if len(vector) != dim:
            raise BadArgument(f"{name} must be a list of {dim} numbers, one a dim; got {len(vector)}.")
        for value in vector:
            real(f"each number of {name}", value, low=-1e9, high=1e9)
    return np.array(list(given.values()), np.float64)
