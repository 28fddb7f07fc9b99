"""How a rotated score runs over the gap, beside RoFormer's bound and the band of random queries and keys."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rowspace.errors import BadArgument
from rowspace.operations.config_file import Settings
from rowspace.operations.model_positions import positions_in
from rowspace.positions import model as read
from rowspace.positions.curve import mean_cosine, random_spread, rises, roformer_bound
from rowspace.positions.limits import whole
from rowspace.positions.rotary import Doubles, frequencies

LONGEST = 131_072
MOST_GAPS = 2_048


@dataclass(frozen=True, slots=True)
class GapCurve:
    """Scores over gaps, for a query and key of which nothing else is known; all 1 at gap 0.

    source     catalogue name, or "θ"
    gaps       whole numbers, 0 first
    self_score score of a constant vector with itself: the mean of cos(gap × θ)
    bound      RoFormer's upper bound (section 3.4.3), which holds up to a constant and predicts no score
    spread     standard deviation of the score of independent normal queries and keys, drawn with a seed; in truth 1
    band       that deviation as a share of the self-score: 1/√dim, the same at every gap
    steps, rises  steps from one whole gap to the next up to the longest, and how many of them go up
    """

    source: str
    base: float | None
    dim: int
    context: int | None
    gaps: list[int]
    self_score: list[float]
    bound: list[float]
    spread: list[float]
    band: float
    steps: int
    rises: int


def gap_curve(
    settings: Settings | None = None,
    layer: int | str | None = None,
    *,
    dim: int = 128,
    base: float = 10_000.0,
    longest: int = 4_096,
    count: int = 256,
    logarithmic: bool = False,
    seed: int = 0,
) -> GapCurve:
    """The curve of a model, or without one of plain frequencies. Raises BadArgument for positions that do not turn.

    count  gaps drawn, 0 among them; logarithmic spreads them by ratio instead of by difference
    """
    longest = whole("longest", longest, low=1, high=LONGEST)
    gaps = spread_out(longest, whole("count", count, low=2, high=MOST_GAPS), logarithmic=logarithmic)
    found = None if settings is None else positions_in(settings, layer)
    if found is not None and not isinstance(found, read.RotaryPositions):
        raise BadArgument(f"a gap curve is for rotary positions; this model's are {found.encoding}.")
    inv_freq = frequencies(dim, base=base) if found is None else found.inv_freq
    bound: Doubles = roformer_bound(gaps, inv_freq)
    return GapCurve(
        source="θ" if settings is None else settings.source,
        base=base if found is None else found.base,
        dim=2 * len(inv_freq),
        context=None if found is None else found.original or found.context,
        gaps=gaps.tolist(),
        self_score=mean_cosine(gaps, inv_freq).tolist(),
        bound=(bound * 2 / (len(inv_freq) + 1)).tolist(),
        spread=random_spread(gaps, inv_freq, seed=seed).tolist(),
        band=float((2 * len(inv_freq)) ** -0.5),
        steps=longest,
        rises=rises(inv_freq, longest),
    )


def spread_out(longest: int, count: int, *, logarithmic: bool) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Whole numbers from 0 to the longest, at most `count` of them."""
    if logarithmic:
        spread = np.geomspace(1, longest, count - 1).round()
        return np.unique(np.concatenate([[0], spread, [longest]]).astype(np.int64))
    return np.unique(np.linspace(0, longest, count).round().astype(np.int64))
