"""One query and key under both pairings: which dims are partners, and what mixing the two up does to a score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rowspace.errors import BadArgument
from rowspace.positions.limits import real
from rowspace.positions.pairing import PAIRINGS, Pairing, converted, members, permutation
from rowspace.positions.rotary import frequencies, rotated

FARTHEST = 1e9


@dataclass(frozen=True, slots=True)
class PairingView:
    """The vectors as one pairing writes them.

    partners      the two dims of each pair
    permutation   where each dim comes from in the other pairing's order
    q, k          the same content in this order; the given vectors are those of "half"
    score         read with this pairing; the same for both
    misread       score of the vectors in this order, read with the other pairing
    """

    pairing: Pairing
    partners: list[tuple[int, int]]
    permutation: list[int]
    q: list[float]
    k: list[float]
    q_rotated: list[float]
    k_rotated: list[float]
    score: float
    misread: float


@dataclass(frozen=True, slots=True)
class Pairings:
    dim: int
    base: float
    position_q: float
    position_k: float
    inv_freq: list[float]
    views: list[PairingView]


def pairings(
    q: Sequence[float], k: Sequence[float], positions: tuple[float, float], base: float = 10_000.0
) -> Pairings:
    """Q and k in the order of "half", and rewritten in that of "interleaved". Raises BadArgument."""
    inv_freq = frequencies(len(q), base=base)
    if len(k) != len(q):
        raise BadArgument(f"q and k must have as many numbers each; got {len(q)} and {len(k)}.")
    for name, vector in (("q", q), ("k", k)):
        for value in vector:
            real(f"each number of {name}", value, low=-1e9, high=1e9)
    m, n = (real("position", position, low=-FARTHEST, high=FARTHEST) for position in positions)
    given = np.array([q, k], np.float64)
    return Pairings(
        dim=len(q),
        base=float(base),
        position_q=m,
        position_k=n,
        inv_freq=inv_freq.tolist(),
        views=[_view(given, np.array([m, n]), inv_freq, pairing) for pairing in PAIRINGS],
    )


def _view(
    given: np.ndarray[tuple[int, int], np.dtype[np.float64]],
    positions: np.ndarray[tuple[int], np.dtype[np.float64]],
    inv_freq: np.ndarray[tuple[int], np.dtype[np.float64]],
    pairing: Pairing,
) -> PairingView:
    vectors = given if pairing == "half" else converted(given, to=pairing)
    other: Pairing = "interleaved" if pairing == "half" else "half"
    turned = rotated(vectors, positions, inv_freq, pairing=pairing)
    misread = rotated(vectors, positions, inv_freq, pairing=other)
    first, second = members(given.shape[-1], pairing)
    return PairingView(
        pairing=pairing,
        partners=list(zip(first.tolist(), second.tolist(), strict=True)),
        permutation=permutation(given.shape[-1], to=pairing).tolist(),
        q=vectors[0].tolist(),
        k=vectors[1].tolist(),
        q_rotated=turned[0].tolist(),
        k_rotated=turned[1].tolist(),
        score=float(turned[0] @ turned[1]),
        misread=float(misread[0] @ misread[1]),
    )
