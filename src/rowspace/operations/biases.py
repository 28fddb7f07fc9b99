"""What ALiBi and T5 add to a score at each gap."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

import numpy as np

from rowspace.operations.config_file import Settings
from rowspace.operations.model_positions import positions_in
from rowspace.positions import alibi, relative
from rowspace.positions import model as read
from rowspace.positions.limits import whole

MOST_GAPS = 8_192


@dataclass(frozen=True, slots=True)
class BucketStep:
    """One bucket and the gaps, key position − query position, that fall into it."""

    bucket: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Biases:
    """ALiBi's slopes and T5's staircase over the same gaps, −gap_max … gap_max.

    source        catalogue name, or "heads"; a model fills only its own side
    slopes        of each head; the bias is −slope × (query position − key position)
    steps         T5's buckets from the farthest key before the query to the farthest after it
    buckets       bucket of each gap, from −gap_max up
    """

    source: str
    heads: int | None
    bias_max: float | None
    slopes: list[float]
    gap_max: int
    bucket_count: int | None
    max_distance: int | None
    bidirectional: bool | None
    buckets: list[int]
    steps: list[BucketStep]


def biases(
    settings: Settings | None = None,
    *,
    heads: int = 8,
    bias_max: float = 8.0,
    bucket_count: int = 32,
    max_distance: int = 128,
    bidirectional: bool = True,
    gap_max: int = 160,
) -> Biases:
    """Biases of a model, or without one of so many heads and buckets. Raises BadArgument."""
    gap_max = whole("gap_max", gap_max, low=1, high=MOST_GAPS)
    if settings is None:
        slopes = alibi.slopes(heads, bias_max=bias_max).tolist()
        return _told("heads", heads, bias_max, slopes, gap_max, (bucket_count, max_distance, bidirectional))
    found = positions_in(settings)
    if isinstance(found, read.AlibiPositions):
        return _told(settings.source, found.heads, found.bias_max, found.slopes.tolist(), gap_max, None)
    if isinstance(found, read.RelativePositions) and found.kind == "buckets":
        stairs = (found.buckets, found.max_distance, found.bidirectional)
        return _told(settings.source, found.heads, None, [], gap_max, stairs)
    return _told(settings.source, None, None, [], gap_max, None)


def _told(
    source: str,
    heads: int | None,
    bias_max: float | None,
    slopes: list[float],
    gap_max: int,
    stairs: tuple[int, int, bool] | None,
) -> Biases:
    count, distance, both = stairs or (None, None, None)
    gaps = np.arange(-gap_max, gap_max + 1)
    fallen: list[int] = []
    if stairs is not None:
        fallen = relative.buckets(gaps, count=stairs[0], max_distance=stairs[1], bidirectional=stairs[2]).tolist()
    runs = [list(run) for _, run in groupby(zip(fallen, gaps.tolist(), strict=False), key=lambda pair: pair[0])]
    steps = [BucketStep(run[0][0], run[0][1], run[-1][1]) for run in runs]
    return Biases(source, heads, bias_max, slopes, gap_max, count, distance, both, fallen, steps)
