"""Somebody's own T5 buckets and biases, held against a model's: one side or both, which sign, how many, how far."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadArgument
from rowspace.positions.checking import Choices, Doubles, Indices, Match, largest_gap, nearest, stored_as
from rowspace.positions.checking_scores import AT_END, AT_START, Scores, chunks
from rowspace.positions.model import RelativePositions
from rowspace.positions.relative import buckets

BOTH, BEFORE = "both sides of the query", "keys before the query"
COUNTS = (16, 32, 64, 128, 256)
DISTANCES = (64, 128, 256, 512, 1024)


def bucket_questions(found: RelativePositions) -> dict[str, list[str]]:
    own = BOTH if found.bidirectional else BEFORE
    return {
        "buckets for": [own, BEFORE if own == BOTH else BOTH],
        "gap": ["key − query", "query − key"],
        "max distance": _numbers(found.max_distance, DISTANCES),
        "number of buckets": _numbers(found.buckets, COUNTS),
    }


def check_buckets(given: Doubles, gaps: Doubles | None, positions: Doubles | None, found: RelativePositions) -> Match:
    """Buckets (queries, keys), or (n,) of as many gaps, key − query. Differences are in buckets.

    positions  (k,) of the keys, counted from 0 where None. Raises BadArgument for shapes that do not fit.
    """
    gap, questions = _gaps(given, gaps, positions)
    flat = given.reshape(len(given), -1)

    def difference(choices: Choices, at: Indices) -> float:
        read = _read(choices, gap[choices.get("queries stand", AT_END)][at])
        return np.inf if read is None else largest_gap(flat[at], read.astype(np.float64).reshape(len(at), -1))

    questions = {**questions, **bucket_questions(found)}
    return nearest(questions, difference, count=len(flat), looked_at=max(4, 2048 // flat.shape[1]))


def check_bucket_biases(scores: Scores, table: Doubles, found: RelativePositions) -> Match:
    """Biases (heads, queries, keys) made from learned numbers (buckets, heads). Raises BadArgument for other shapes."""
    heads = scores.bias.shape[0]
    if table.shape != (found.buckets, heads):
        raise BadArgument(f"table must be buckets × heads, {found.buckets:,} × {heads:,}; got shape {table.shape}.")
    questions: dict[str, list[str]] = {**bucket_questions(found), **scores.questions()}
    del questions["number of buckets"], questions["keys ahead"]

    def difference(choices: Choices, at: Indices) -> float:
        gap = scores.keys[None, :] - scores.queries(choices)[at, None]
        read = _read({**choices, "number of buckets": f"{found.buckets:,}"}, gap)
        if read is None:
            return np.inf
        expected = np.moveaxis(table[read], -1, 0)
        return largest_gap(np.where(scores.looked_at(at), scores.bias[:, at] - expected, 0.0), np.zeros(()))

    looked_at, at_once = chunks(scores)
    return nearest(
        questions,
        difference,
        count=scores.bias.shape[1],
        stored=stored_as(scores.bias[np.isfinite(scores.bias)]),
        scale=float(np.abs(table).max()),
        looked_at=looked_at,
        at_once=at_once,
    )


def _gaps(
    given: Doubles, gaps: Doubles | None, positions: Doubles | None
) -> tuple[dict[str, Doubles], dict[str, list[str]]]:
    """Key − query of each bucket, by where the queries may stand."""
    if gaps is not None:
        if given.shape != gaps.shape or not given.size:
            raise BadArgument(f"buckets and gaps must have one shape; got {given.shape} and {gaps.shape}.")
        return {AT_END: gaps.reshape(len(gaps), -1)}, {}
    if given.ndim != 2 or not given.size:
        raise BadArgument(f"buckets must be queries × keys, or stand beside gaps of one shape; got {given.shape}.")
    keys = np.arange(given.shape[1], dtype=np.float64) if positions is None else positions
    if len(keys) != given.shape[1] or given.shape[0] > len(keys):
        raise BadArgument(f"buckets are {given.shape[0]:,} × {given.shape[1]:,}; got {len(keys):,} positions.")
    queries = {AT_END: keys[len(keys) - len(given) :], AT_START: keys[: len(given)]}
    questions = {"queries stand": [AT_END, AT_START]} if len(given) < len(keys) else {}
    return {where: keys[None, :] - stand[:, None] for where, stand in queries.items()}, questions


def _read(choices: Choices, gap: Doubles) -> NDArray[np.intp] | None:
    """Buckets under one reading, None where it has no such buckets."""
    sign = 1 if choices["gap"] == "key − query" else -1
    count, distance = (int(choices[name].replace(",", "")) for name in ("number of buckets", "max distance"))
    bidirectional = choices["buckets for"] == BOTH
    if distance <= count // (4 if bidirectional else 2):
        return None
    return buckets(sign * gap.astype(np.int64), count=count, max_distance=distance, bidirectional=bidirectional)


def _numbers(own: int, others: tuple[int, ...]) -> list[str]:
    return [f"{number:,}" for number in (own, *(other for other in others if other != own))]
