"""Rows from counts: positive pointwise mutual information, and the singular vectors of its matrix.

Every pair is used at its full count and nothing depends on a schedule, which serves a small text (Levy & Goldberg
2014; Levy, Goldberg & Dagan 2015, whose recommendations the defaults follow).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

import numpy as np

from rowspace.errors import BadArgument
from rowspace.kernels.threads import in_turns
from rowspace.rows import Floats
from rowspace.training.counter import IDS
from rowspace.training.factors import factorize
from rowspace.training.information import ppmi
from rowspace.training.pair_counts import PairCounts
from rowspace.training.settings import Settings
from rowspace.training.sparse import Sparse, symmetric
from rowspace.training.vocabulary import Encoded

Tick: TypeAlias = Callable[[float], None]
"""Hears the share that is done, 0 to 1."""


def count_text(text: Encoded, words: int, window: int, *, workers: int = 1, tick: Tick = lambda share: None) -> Sparse:
    """Weights of each word with its neighbors, symmetric; `tick` hears the share that is done.

    Each worker reads the whole text and counts the pairs of its own part, so that nothing has to be merged.
    """
    counts = [PairCounts(window, part=part, parts=workers) for part in range(workers)]

    def work(parts: Iterator[int]) -> None:
        for part in parts:
            _count(text, counts[part], tick)

    in_turns(workers, work, together=workers > 1)
    return symmetric([part.slots() for part in counts], words, window)


def _count(text: Encoded, counts: PairCounts, tick: Tick) -> None:
    before, done = np.empty(0, np.int32), 0
    for ids in text.chunks(IDS):
        counts.add(np.concatenate([before, ids]), fresh_from=len(before))
        before = ids[-counts.window :]
        done += len(ids)
        tick(done / text.length)


def rows_of_counts(
    weights: Sparse,
    settings: Settings,
    *,
    shift: float = 2.0,
    smoothing: float = 0.75,
    power: float = 0.5,
    together: bool = True,
    tick: Tick = lambda share: None,
) -> Floats:
    """Rows of counted words.   -> (n, dim)

    shift      its logarithm is taken off each PMI; word2vec's `negative` in this form (Levy & Goldberg 2014)
    smoothing  power on context counts, which keeps rare contexts from dominating
    power      on singular values: 0.5 shares them between rows and contexts

    Raises BadArgument where there are fewer words than dims.
    """
    if settings.dim > len(weights):
        raise BadArgument(
            f"{settings.dim} dims need as many words; the text has {len(weights):,} that are frequent enough. "
            f"Give dim {len(weights)} or less, more text, or a lower min_count."
        )
    information = ppmi(weights, shift=shift, smoothing=smoothing, together=together)
    if not len(information.values):
        raise BadArgument(
            "No word stands beside another more often than chance has it, so there is nothing to learn. "
            "Give more text, one sentence or paragraph a line."
        )
    return factorize(information, settings.dim, power=power, seed=settings.seed, together=together, tick=tick)
