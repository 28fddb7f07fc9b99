"""Somebody's own ALiBi slopes and biases, held against a model's: which rule for the heads, which way to store them."""

from __future__ import annotations

from itertools import product

import numpy as np

from rowspace.errors import BadArgument
from rowspace.positions.alibi import slopes
from rowspace.positions.checking import Choices, Doubles, Indices, Match, largest_gap, nearest, stored_as
from rowspace.positions.checking_scores import Scores, chunks
from rowspace.positions.model import AlibiPositions
from rowspace.positions.precision import bfloat16

PAPER, ANY, CUT = "power of two below, then every other of twice that", "one series for any count", "power above, cut"
STORED = {"gap": "slope × (key − query)", "key": "slope × key", "last": "slope × (key − last)"}


def slope_questions(found: AlibiPositions) -> dict[str, list[str]]:
    """What implementations of the slopes differ in, as far as this model can show it."""
    questions = {"sign": ["keys behind lose", "keys behind gain"]}
    if found.heads > 1:
        questions["order of heads"] = ["as published", "reversed"]
        questions["exponents"] = ["from the first step", "from 0"]
    if found.heads & (found.heads - 1):
        questions["heads"] = [PAPER, ANY, CUT]
    if found.bias_max != 8:
        questions["largest exponent"] = [f"{found.bias_max:g}", "8"]
    if found.scaled:
        questions["slopes"] = ["rounded to bfloat16", "not rounded"]
    return questions


def slopes_read(found: AlibiPositions, choices: Choices) -> Doubles:
    """Slopes (heads,) under one reading."""
    count, most = found.heads, 8.0 if choices.get("largest exponent") == "8" else found.bias_max
    rule = choices.get("heads", PAPER)
    above = 1 << (count - 1).bit_length()
    if rule == ANY:
        read: Doubles = np.exp2(-most * np.arange(1, count + 1) / count)
    else:
        read = slopes(above, bias_max=most)[:count] if rule == CUT else slopes(count, bias_max=most)
    if choices.get("exponents") == "from 0":
        read = read * np.exp2(most / (count if rule == ANY else above if rule == CUT else _below(count)))
    if choices.get("slopes") == "rounded to bfloat16":
        read = bfloat16(read)
    if choices.get("order of heads") == "reversed":
        read = read[::-1]
    return read if choices["sign"] == "keys behind lose" else -read


def check_slopes(given: Doubles, found: AlibiPositions) -> Match:
    """Slopes (heads,) in any shape with as many numbers. Differences are shares of the model's own.

    Raises BadArgument where there is not one a head.
    """
    if given.size != found.heads or not np.isfinite(given).all():
        raise BadArgument(f"slopes must be {found.heads:,} numbers, one a head; got shape {given.shape}.")
    flat = given.ravel()

    def difference(choices: Choices, at: Indices) -> float:
        expected = slopes_read(found, choices)
        return largest_gap((flat[at] - expected[at]) / found.slopes[at], np.zeros(len(at)))

    return nearest(slope_questions(found), difference, count=found.heads, stored=stored_as(given), farthest=found.heads)


def check_alibi(scores: Scores, found: AlibiPositions) -> Match:
    """Biases (heads, queries, keys). Differences are shares of a head's largest bias."""
    own = STORED[found.style]
    questions = {
        "stored as": [own, *(way for way in STORED.values() if way != own)],
        **scores.questions(),
        **slope_questions(found),
    }
    size = found.slopes[:, None, None] * max(1.0, float(np.abs(scores.keys).max()))
    tables = {key: slopes_read(found, dict(key)) for key in _readings(slope_questions(found))}
    asked = list(slope_questions(found))

    def difference(choices: Choices, at: Indices) -> float:
        slope = tables[tuple((question, choices[question]) for question in asked)]
        offsets = scores.offsets(choices, at, _per(choices["stored as"]))
        off = np.where(scores.looked_at(at), scores.bias[:, at] - slope[:, None, None] * offsets, 0.0)
        return largest_gap(off / size, np.zeros(()))

    looked_at, at_once = chunks(scores)
    return nearest(
        questions,
        difference,
        count=scores.bias.shape[1],
        stored=stored_as(scores.bias[np.isfinite(scores.bias)]),
        farthest=found.heads,  # slopes are powers of a base, whose rounding grows with the head
        looked_at=looked_at,
        at_once=at_once,
    )


def _readings(questions: dict[str, list[str]]) -> list[tuple[tuple[str, str], ...]]:
    return [tuple(zip(questions, choices, strict=True)) for choices in product(*questions.values())]


def _per(stored: str) -> str:
    return next(style for style, words in STORED.items() if words == stored)


def _below(count: int) -> int:
    return 1 << (count.bit_length() - 1)
