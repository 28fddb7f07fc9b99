"""Counting which words stand near which: exact whole-number weights, so that shards add up to the same counts.

A pair at distance δ counts window + 1 − δ, which is (window times) its chance under word2vec's random reach. Pairs
are kept once, lower id first: the weights are the same from both sides.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from rowspace.training.words import END

EMPTY = np.uint64(0xFFFFFFFFFFFFFFFF)
SLOTS = 1 << 16


@njit(cache=True, nogil=True)
def count_pairs(ids: Any, begin: int, window: int, keys: Any, weights: Any, used: Any, most: int) -> int:
    """Adds the pairs of ids[begin:] with the words before them, until `most` slots are used.

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
            slot = mixed(key) & mask
            while keys[slot] != key:
                if keys[slot] == EMPTY:
                    keys[slot] = key
                    used[0] += 1
                    break
                slot = (slot + np.uint64(1)) & mask
            weights[slot] += window + 1 - distance
    return len(ids)


@njit(cache=True, nogil=True)
def mixed(key: Any) -> Any:
    """A hash of 64 bits (the finalizer of MurmurHash3)."""
    key ^= key >> np.uint64(33)
    key *= np.uint64(0xFF51AFD7ED558CCD)
    key ^= key >> np.uint64(33)
    key *= np.uint64(0xC4CEB9FE1A85EC53)
    return key ^ (key >> np.uint64(33))


@njit(cache=True, nogil=True)
def move(keys: Any, weights: Any, new_keys: Any, new_weights: Any) -> None:
    mask = np.uint64(len(new_keys) - 1)
    for i in range(len(keys)):
        if keys[i] != EMPTY:
            slot = mixed(keys[i]) & mask
            while new_keys[slot] != EMPTY:
                slot = (slot + np.uint64(1)) & mask
            new_keys[slot] = keys[i]
            new_weights[slot] = weights[i]


class PairCounts:
    """Weights of word pairs, in a hash table that grows."""

    def __init__(self, window: int) -> None:
        self.window = window
        self._keys = np.full(SLOTS, EMPTY, np.uint64)
        self._weights = np.zeros(SLOTS, np.int64)
        self._used = np.zeros(1, np.int64)

    def add(self, ids: NDArray[np.int32], *, fresh_from: int = 0) -> None:
        """Counts ids[fresh_from:] against the window before each; what comes earlier is context only."""
        at = fresh_from
        while (at := count_pairs(ids, at, self.window, self._keys, self._weights, self._used, self._room)) < len(ids):
            self._grow()

    def merge(self, other: PairCounts) -> None:
        """Adds the counts of another part of the text."""
        keys, weights = other.pairs()
        mine, sums = self.pairs()
        all_keys, place = np.unique(np.concatenate([mine, keys]), return_inverse=True)
        totals = np.zeros(len(all_keys), np.int64)
        np.add.at(totals, place, np.concatenate([sums, weights]))
        size = SLOTS
        while size < 2 * len(all_keys):
            size *= 2
        self._keys, self._weights = np.full(size, EMPTY, np.uint64), np.zeros(size, np.int64)
        move(all_keys, totals, self._keys, self._weights)
        self._used[0] = len(all_keys)

    def pairs(self) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
        """Keys (lower id in the upper half) in rising order, and their weights."""
        there = self._keys != EMPTY
        order = np.argsort(self._keys[there])
        return self._keys[there][order], self._weights[there][order]

    @property
    def _room(self) -> int:
        return len(self._keys) * 7 // 10

    def _grow(self) -> None:
        keys, weights = np.full(2 * len(self._keys), EMPTY, np.uint64), np.zeros(2 * len(self._keys), np.int64)
        move(self._keys, self._weights, keys, weights)
        self._keys, self._weights = keys, weights
