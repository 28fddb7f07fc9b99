"""What the arrays of a file turn out to be: each of them held against a model's positions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadArgument
from rowspace.formats.named_arrays import Arrays
from rowspace.positions import model as read
from rowspace.positions.checking import Match
from rowspace.positions.checking_alibi import check_alibi, check_slopes
from rowspace.positions.checking_buckets import check_bucket_biases, check_buckets
from rowspace.positions.checking_rotary import check_frequencies, check_tables
from rowspace.positions.checking_scores import scores_of
from rowspace.positions.checking_vectors import check_vectors
from rowspace.positions.checking_waves import check_waves

Doubles: TypeAlias = NDArray[np.float64]

KEYS: Mapping[str, tuple[str, ...]] = {
    "rotary": ("positions", "inv_freq", "cos", "sin", "freqs_cis", "q", "q_rotated", "k", "k_rotated"),
    "sinusoidal": ("positions", "table"),
    "alibi": ("positions", "slopes", "bias"),
    "relative": ("positions", "gaps", "buckets", "table", "bias"),
}
"""Names of arrays that are looked at, by encoding.

freqs_cis is cosine + i × sine; table a row of waves a position, or of T5 a row of learned numbers a bucket.
"""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one thing in the file turned out to be.

    what        "inv_freq", "cos and sin", "q", "k", "table", "slopes", "buckets" or "bias"
    choices     the reading that came nearest, by question; differs, where that is not the model's own, what is
    difference  largest difference from the reference; of inv_freq and ALiBi as a share
    precision   the number format whose rounding explains it, None where it is no rounding; stored, that of the numbers
    matches     it is rounding, and of no shorter format than they are stored in; agrees, and as the model has it
    also        readings that these numbers cannot tell from it
    """

    what: str
    shape: list[int]
    choices: dict[str, str]
    differs: dict[str, str]
    difference: float
    precision: str | None
    stored: str
    matches: bool
    agrees: bool
    also: list[dict[str, str]]


def findings(arrays: Arrays, found: read.ModelPositions, source: str) -> Iterator[Finding]:
    """Raises BadArgument for arrays that cannot be held against this encoding, or an encoding that has none."""
    match found:
        case read.RotaryPositions():
            yield from _of_rotary(arrays, found)
        case read.SinusoidalPositions():
            yield from _of_waves(arrays, found)
        case read.AlibiPositions():
            yield from _of_alibi(arrays, found)
        case read.RelativePositions(kind="buckets"):
            yield from _of_buckets(arrays, found)
        case _:
            told = "learned vectors of gaps" if found.encoding == "relative" else found.encoding
            raise BadArgument(f"--check is for rotary, sinusoidal, ALiBi and T5 positions; {source}'s are {told}.")


def _of_rotary(arrays: Arrays, found: read.RotaryPositions) -> Iterator[Finding]:
    positions = _positions(arrays)
    if "inv_freq" in arrays:
        yield _finding("inv_freq", arrays["inv_freq"], check_frequencies(_real(arrays, "inv_freq"), found))
    cos, sin = (_real(arrays, name) if name in arrays else None for name in ("cos", "sin"))
    if "freqs_cis" in arrays:
        whole = _complex(arrays["freqs_cis"])
        yield _finding("freqs_cis", whole, check_tables(whole.real, whole.imag, positions, found))
    if cos is not None or sin is not None:
        given = cos if cos is not None else sin
        what = " and ".join(name for name in ("cos", "sin") if name in arrays)
        yield _finding(what, given, check_tables(cos, sin, positions, found))
    for name in ("q", "k"):
        if name in arrays and f"{name}_rotated" in arrays:
            vectors, turned = _real(arrays, name), _real(arrays, f"{name}_rotated")
            match, axis = check_vectors(name, vectors, turned, positions, found)
            yield _finding(name, vectors, match, {"positions along": f"axis {axis}"} if vectors.ndim > 1 else {})


def _of_waves(arrays: Arrays, found: read.SinusoidalPositions) -> Iterator[Finding]:
    if "table" in arrays:
        yield _finding("table", arrays["table"], check_waves(_real(arrays, "table"), _positions(arrays), found))


def _of_alibi(arrays: Arrays, found: read.AlibiPositions) -> Iterator[Finding]:
    if "slopes" in arrays:
        yield _finding("slopes", arrays["slopes"], check_slopes(_real(arrays, "slopes"), found))
    if "bias" in arrays:
        scores = scores_of(_real(arrays, "bias"), found.heads, _positions(arrays))
        yield _finding("bias", arrays["bias"], check_alibi(scores, found), {"heads along": scores.heads_along})


def _of_buckets(arrays: Arrays, found: read.RelativePositions) -> Iterator[Finding]:
    positions = _positions(arrays)
    if "buckets" in arrays:
        gaps = _real(arrays, "gaps") if "gaps" in arrays else None
        match = check_buckets(_real(arrays, "buckets"), gaps, positions, found)
        yield _finding("buckets", arrays["buckets"], match)
    if "bias" in arrays:
        if "table" not in arrays:
            raise BadArgument("bias needs the learned numbers it was made from: save them as table, buckets × heads.")
        table = _real(arrays, "table")
        scores = scores_of(_real(arrays, "bias"), table.shape[-1], positions)
        match = check_bucket_biases(scores, table, found)
        yield _finding("bias", arrays["bias"], match, {"heads along": scores.heads_along})


def _positions(arrays: Arrays) -> Doubles | None:
    if "positions" not in arrays:
        return None
    positions = _real(arrays, "positions").ravel()
    if not positions.size or not np.isfinite(positions).all():
        raise BadArgument("positions must be numbers, at least one; got none, or some that are not finite.")
    return positions


def _real(arrays: Arrays, name: str) -> Doubles:
    if arrays[name].dtype.kind == "c":
        raise BadArgument(f"{name} must be real numbers; complex ones are for freqs_cis.")
    return arrays[name]


def _complex(array: NDArray[Any]) -> NDArray[np.complex128]:
    if array.dtype.kind == "c":
        return array
    if array.shape[-1:] != (2,):
        raise BadArgument(f"freqs_cis must be complex, or end in an axis of 2; got shape {array.shape}.")
    return array[..., 0] + 1j * array[..., 1]


def _finding(what: str, given: NDArray[Any] | None, match: Match, more: dict[str, str] | None = None) -> Finding:
    return Finding(
        what=what,
        shape=[] if given is None else list(given.shape),
        choices={**match.choices, **(more or {})},
        differs=match.differs,
        difference=match.difference,
        precision=match.precision,
        stored=match.stored,
        matches=match.matches,
        agrees=match.agrees,
        also=match.also,
    )
