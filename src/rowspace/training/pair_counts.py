"""Counting which words stand near which: exact whole-number weights, so that shards add up to the same counts.

A pair at distance δ counts window + 1 − δ, which is (window times) its chance under word2vec's random reach. Pairs
are kept once, lower id first: the weights are the same from both sides. The pairs are dealt into parts by a hash, so
that threads and machines can each hold some of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rowspace.kernels.compiling import compiled
from rowspace.training.words import END

EMPTY = np.uint64(0xFFFFFFFFFFFFFFFF)
SLOTS = 1 << 16


@dataclass(frozen=True, slots=True)
class Pairs:
    """Different pairs, in rising order of their keys.

    keys     (p,) uint64, the lower id in the upper half
    weights  (p,) int64
    """

    keys: NDArray[np.uint64]
    weights: NDArray[np.int64]


class PairCounts:
    """Weights of the pairs of one part, in a hash table that grows."""

    def __init__(self, window: int, *, part: int = 0, parts: int = 1) -> None:
        self.window = window
        self._part, self._parts = np.uint64(part), np.uint64(parts)
        self._keys = np.full(SLOTS, EMPTY, np.uint64)
        self._weights = np.zeros(SLOTS, np.int64)
        self._used = np.zeros(1, np.int64)

    def add(self, ids: NDArray[np.int32], *, fresh_from: int = 0) -> None:
        """Counts ids[fresh_from:] against the window before each; what comes earlier is context only."""
        at = fresh_from
        while True:
            room = len(self._keys) * 7 // 10
            at = count_pairs(ids, at, self.window, self._part, self._parts, self._keys, self._weights, self._used, room)
            if at == len(ids):
                return
            self._grow()

    def pairs(self) -> Pairs:
        there = self._keys != EMPTY
        keys = self._keys[there]
        order = np.argsort(keys)
        return Pairs(keys[order], self._weights[there][order])

    def slots(self) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
        """The table as it is: keys, EMPTY where a slot is free, and weights."""
        return self._keys, self._weights

    def _grow(self) -> None:
        keys, weights = np.full(2 * len(self._keys), EMPTY, np.uint64), np.zeros(2 * len(self._keys), np.int64)
        move(self._keys, self._weights, keys, weights)
        self._keys, self._weights = keys, weights


def merged(some: Sequence[Pairs]) -> Pairs:
    """The sum of counts of several stretches of a text."""
    keys = np.concatenate([pairs.keys for pairs in some])
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    starts = np.flatnonzero(np.append(True, keys[1:] != keys[:-1])[: len(keys)])
    weights = np.concatenate([pairs.weights for pairs in some])[order]
    return Pairs(keys[starts], np.add.reduceat(weights, starts) if len(starts) else weights)


def part_of(keys: NDArray[np.uint64], parts: int) -> NDArray[np.int64]:
    """Which of so many parts each key belongs to.   (p,) -> (p,)"""
    found = np.empty(len(keys), np.int64)
    deal(keys, np.uint64(parts), found)
    return found


@compiled
def count_pairs(
    ids: Any, begin: int, window: int, part: Any, parts: Any, keys: Any, weights: Any, used: Any, most: int
) -> int:
    """Adds the part's pairs of ids[begin:] with the words before them, until `most` slots are used.

    Returns where it stopped: len(ids), or the position to go on from with a larger table.
    """
    mask = np.uint64(len(keys) - 1)
    for i in range(begin, len(ids)):
        if used[0] + window > most:
            return i
        if ids[i] == END:
            continue
        for distance in range(1, min(window, i) + 1):
            other = ids[i - distance]
            if other == END:
                break
            low, high = min(ids[i], other), max(ids[i], other)
            key = (np.uint64(low) << np.uint64(32)) | np.uint64(high)
            hashed = mixed(key)
            if dealt(hashed, parts) != part:
                continue
            slot = hashed & mask
            while keys[slot] != key:
                if keys[slot] == EMPTY:
                    keys[slot] = key
                    used[0] += 1
                    break
                slot = (slot + np.uint64(1)) & mask
            weights[slot] += window + 1 - distance
    return len(ids)


@compiled
def deal(keys: Any, parts: Any, found: Any) -> None:
    for i in range(len(keys)):
        found[i] = dealt(mixed(keys[i]), parts)


@compiled
def dealt(hashed: Any, parts: Any) -> Any:
    """The part of a hashed key, by other bits than its slot's."""
    return (hashed >> np.uint64(40)) % parts


@compiled
def mixed(key: Any) -> Any:
    """A hash of 64 bits (the finalizer of MurmurHash3)."""
    key ^= key >> np.uint64(33)
    key *= np.uint64(0xFF51AFD7ED558CCD)
    key ^= key >> np.uint64(33)
    key *= np.uint64(0xC4CEB9FE1A85EC53)
    return key ^ (key >> np.uint64(33))


@compiled
def move(keys: Any, weights: Any, new_keys: Any, new_weights: Any) -> None:
    mask = np.uint64(len(new_keys) - 1)
    for i in range(len(keys)):
        if keys[i] != EMPTY:
            slot = mixed(keys[i]) & mask
            while new_keys[slot] != EMPTY:
                slot = (slot + np.uint64(1)) & mask
            new_keys[slot] = keys[i]
            new_weights[slot] = weights[i]
