"""Somebody's own turned queries and keys, held against a model's: which pairing, which order, which way round."""

from __future__ import annotations

import numpy as np

from rowspace.errors import BadArgument
from rowspace.positions.checking import OFFSETS, Choices, Doubles, Indices, Match, largest_gap, nearest, stored_as
from rowspace.positions.checking_rotary import factor_read, inv_freq_read, open_questions
from rowspace.positions.model import RotaryPositions
from rowspace.positions.pairing import PAIRINGS, Pairing, converted
from rowspace.positions.rotary import rotated

MOST_VECTORS = 1024  # that every reading is held against
MOST_NUMBERS = 1 << 22  # that are turned at a time


def check_vectors(
    name: str, vectors: Doubles, turned: Doubles, positions: Doubles | None, found: RotaryPositions
) -> tuple[Match, int]:
    """Vectors (…, d) and the same after somebody turned them. The match, and the axis along which positions run.

    positions  (n,), counted from 0 along each axis in question where None

    Raises BadArgument for shapes that differ, too few dims, or no axis as long as there are positions.
    """
    _check_shapes(name, vectors, turned, 2 * len(found.inv_freq))
    if vectors.ndim == 1:
        vectors, turned = vectors[None], turned[None]
    axes = [axis for axis in range(vectors.ndim - 1) if positions is None or vectors.shape[axis] == len(positions)]
    if not axes:
        count = 0 if positions is None else len(positions)
        raise BadArgument(f"{name} has shape {vectors.shape}, in which no axis is as long as the {count:,} positions.")
    axes.sort(key=lambda axis: (vectors.shape[axis] == 1, axis != vectors.ndim - 2))
    matches = [(_along(axis, vectors, turned, positions, found), axis) for axis in axes]
    best, axis = min(matches, key=lambda match: match[0].difference)
    return best, axis


def _check_shapes(name: str, vectors: Doubles, turned: Doubles, rotary: int) -> None:
    if vectors.shape != turned.shape:
        raise BadArgument(f"{name} and {name}_rotated must have one shape; got {vectors.shape} and {turned.shape}.")
    if not vectors.size or vectors.shape[-1] < rotary:
        raise BadArgument(f"{name} must have {rotary:,} dims or more, as the model turns so many; got {vectors.shape}.")


def _along(axis: int, vectors: Doubles, turned: Doubles, positions: Doubles | None, found: RotaryPositions) -> Match:
    given, result = (_by_position(array, axis) for array in (vectors, turned))
    count, dims = given.shape[1:]
    where = np.arange(count, dtype=np.float64) if positions is None else positions
    rotary = 2 * len(found.inv_freq)
    questions: dict[str, list[str]] = {
        "pairing": [found.pairing, _other(found.pairing)],
        "written": ["in the order read", "in the order of the other pairing"],
        **open_questions(found),
        "direction": ["forward", "backward"],
    }
    if dims > rotary:
        questions["turned dims"] = ["the first", "the last"]

    def difference(choices: Choices, at: Indices) -> float:
        start = dims - rotary if choices.get("turned dims") == "the last" else 0
        pairing: Pairing = "half" if choices["pairing"] == "half" else "interleaved"
        sign = -1.0 if choices["direction"] == "backward" else 1.0
        expected = given[:, at].copy()
        part = rotated(
            expected[..., start : start + rotary],
            sign * (where[at] + OFFSETS[choices["positions"]]),
            inv_freq_read(found, choices),
            pairing=pairing,
            attention_factor=factor_read(found, choices),
        )
        if choices["written"] != questions["written"][0]:
            part = converted(part, to=_other(pairing))
        expected[..., start : start + rotary] = part
        return largest_gap(result[:, at], expected)

    return nearest(
        questions,
        difference,
        count=count,
        stored=stored_as(turned),
        scale=float(np.abs(given).max()) * max(1.0, found.attention_factor),
        farthest=float(np.abs(where).max()) + 1,
        looked_at=max(4, MOST_VECTORS // len(given)),
        at_once=max(1, MOST_NUMBERS // (len(given) * dims)),
    )


def _by_position(array: Doubles, axis: int) -> Doubles:
    """The array as (others, positions, d)."""
    moved = np.moveaxis(array, axis, -2)
    return np.ascontiguousarray(moved).reshape(-1, *moved.shape[-2:])


def _other(pairing: Pairing) -> Pairing:
    return next(other for other in PAIRINGS if other != pairing)
