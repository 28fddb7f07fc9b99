"""What somebody adds to scores, as heads × queries × keys, however it was laid out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadArgument
from rowspace.positions.checking import Choices, Doubles, Indices

MASKED = -1e4  # and below: what is added to forbid a key, in any format
MOST_NUMBERS = 1 << 22  # that are computed at a time
MOST_SEARCHED = 1 << 16  # that every reading is held against

AT_END, AT_START = "at the end of the keys", "at the start of the keys"
AHEAD = ["as the formula has it", "as keys behind", "zero"]


@dataclass(frozen=True, slots=True)
class Scores:
    """bias (heads, queries, keys), queries (q,) unless a reading decides where they stand, keys (k,).

    masked  keys ahead are all forbidden, so that what they would get is not to be seen
    """

    bias: Doubles
    keys: Doubles
    heads_along: str
    masked: bool

    def questions(self) -> dict[str, list[str]]:
        """What the layout leaves open."""
        questions = {"keys ahead": ["masked"] if self.masked else AHEAD}
        if 1 < self.bias.shape[1] < len(self.keys):
            questions["queries stand"] = [AT_END, AT_START]
        return questions

    def queries(self, choices: Choices) -> Doubles:
        """Positions of the queries under a reading.   -> (q,)"""
        count = self.bias.shape[1]
        return self.keys[:count] if choices.get("queries stand") == AT_START else self.keys[len(self.keys) - count :]

    def offsets(self, choices: Choices, at: Indices, style: str) -> Doubles:
        """Key − query at some of the queries, or key − what the style takes for it.   -> (queries, k)"""
        queries = self.queries(choices)[at, None]
        from_ = {"gap": queries, "key": np.zeros_like(queries)}.get(style, np.full_like(queries, self.keys[-1]))
        offsets = self.keys[None, :] - from_
        ahead = self.keys[None, :] > queries
        if choices["keys ahead"] == "as keys behind":
            return np.where(ahead, -np.abs(offsets), offsets)
        return np.where(ahead, 0.0, offsets) if choices["keys ahead"] == "zero" else offsets

    def looked_at(self, at: Indices) -> NDArray[np.bool_]:
        """Which keys of some queries are compared: all, or those that are not forbidden.   -> (queries, k)"""
        queries = self.queries({})[at, None]
        return self.keys[None, :] <= queries if self.masked else np.ones((len(at), len(self.keys)), np.bool_)


def scores_of(given: Doubles, heads: int, positions: Doubles | None) -> Scores:
    """Biases with heads along the first axis or the last; texts before them, or in one axis with them, must agree.

    positions  (k,) of the keys, counted from 0 where None; queries stand at the last of them

    Raises BadArgument for a shape that is not that, texts that differ, or numbers that are none.
    """
    bias, along = _by_head(given, heads)
    keys = np.arange(bias.shape[2], dtype=np.float64) if positions is None else positions
    if len(keys) != bias.shape[2] or bias.shape[1] > len(keys):
        raise BadArgument(
            f"bias has {bias.shape[1]:,} queries and {bias.shape[2]:,} keys; got {len(keys):,} positions."
        )
    ahead = keys[None, :] > keys[len(keys) - bias.shape[1] :, None]
    masked = bool(ahead.any()) and bool((bias[:, ahead] <= MASKED).all())
    if not np.isfinite(bias[:, ~ahead] if masked else bias).all():
        raise BadArgument("bias must be finite, but for keys after the query that are masked.")
    return Scores(bias, keys, along, masked)


def _by_head(given: Doubles, heads: int) -> tuple[Doubles, str]:
    """(heads, queries, keys), and along which axis the heads were."""
    array = given
    while array.ndim > 3 and array.shape[0] == 1:
        array = array[0]
    if array.ndim == 2:
        array = array[None] if heads == 1 else array[:, None]
    if array.ndim == 4 and array.shape[1] == heads:
        array = array.reshape(-1, *array.shape[2:])
    if array.ndim == 3 and array.size and array.shape[0] % heads and array.shape[2] == heads:
        return np.ascontiguousarray(np.moveaxis(array, 2, 0)), "the last axis"
    if array.ndim != 3 or not array.size or array.shape[0] % heads:
        raise BadArgument(f"bias must be heads × queries × keys with {heads:,} heads; got shape {given.shape}.")
    texts = array.reshape(-1, heads, *array.shape[1:])
    if not np.array_equal(texts, np.broadcast_to(texts[:1], texts.shape), equal_nan=True):
        raise BadArgument(
            f"bias must be the same for each of its {len(texts):,} texts; got some that differ. Give one."
        )
    return texts[0], "the first axis" if len(texts) == 1 else "the first axis, text by text"


def chunks(scores: Scores) -> tuple[int, int]:
    """Queries that every reading is held against, and that the best one is at a time."""
    each = scores.bias.shape[0] * scores.bias.shape[2]
    return max(4, MOST_SEARCHED // each), max(1, MOST_NUMBERS // each)
