"""ALiBi: no positions at the input, only a penalty on the score that grows with the gap, each head at its own slope."""

from __future__ import annotations

from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rowspace.errors import BadArgument
from rowspace.positions.limits import real, whole

Doubles: TypeAlias = NDArray[np.float64]
Style: TypeAlias = Literal["gap", "key", "last"]

MAX_HEADS = 65_536


def slopes(heads: int, *, bias_max: float = 8.0) -> Doubles:
    """Slope of each head, 2^(−bias_max × h / n) for n a power of two (Press et al. 2022, section 3).

    Other counts take the slopes of the largest power of two below, then every other slope of twice that power.
    Eight heads: ½, ¼, … 1/256.   -> (heads,)
    """
    heads = whole("heads", heads, low=1, high=MAX_HEADS)
    bias_max = real("bias_max", bias_max, low=0.0, high=1000.0, above=True)
    below: int = 1 << (heads.bit_length() - 1)
    between = _powers(2 * below, bias_max)[0::2]
    return np.concatenate([_powers(below, bias_max), between[: heads - below]])


def _powers(count: int, bias_max: float) -> Doubles:
    exponents: Doubles = -bias_max * np.arange(1, count + 1) / count
    return np.exp2(exponents)


def biases(
    slopes: Doubles, queries: ArrayLike, keys: ArrayLike, *, style: Style = "gap", last: int | None = None
) -> Doubles:
    """What is added to each score.   (heads,), positions (q,), (k,) -> (heads, q, k)

    "gap"   slope × (key − query), as in the paper
    "key"   slope × key, as BLOOM and Falcon store it
    "last"  slope × (key − last), as MPT stores it; last is the farthest key unless given

    The three differ by a constant in each query's row, so attention is the same.
    """
    query, key = np.asarray(queries, np.float64), np.asarray(keys, np.float64)
    if style == "gap":
        offsets = key[None, :] - query[:, None]
    elif style == "key":
        offsets = np.broadcast_to(key, (len(query), len(key)))
    elif style == "last":
        offsets = np.broadcast_to(key - (key.max(initial=0.0) if last is None else last), (len(query), len(key)))
    else:
        raise BadArgument(f'style must be one of gap, key, last; got "{style}".')
    return np.multiply.outer(np.asarray(slopes, np.float64), offsets)
