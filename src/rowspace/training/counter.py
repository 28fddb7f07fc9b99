"""The words of a text, counted as they come: by our own rules, or by a tokenizer that brings its vocabulary."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from rowspace.table import Tokens

IDS = 1 << 20  # ids handed on at a time


class Counter(Protocol):
    """Gives words provisional ids and counts them."""

    @property
    def words(self) -> int:
        """Words counted so far."""
        ...

    def ids(self, text: bytes) -> Iterator[NDArray[np.int32]]:
        """Provisional ids of a text, END after each sentence, in pieces that are overwritten by the next."""
        ...

    def counts(self) -> NDArray[np.int64]:
        """How often each provisional id was seen."""
        ...

    def tokens(self, kept: NDArray[np.intp]) -> Tokens:
        """The spellings of these provisional ids, in this order."""
        ...


class WordCounter:
    """A hash table of words that grows as they come (`words`).

    spaces  words are what stands between white space, instead of runs of letters and digits
    lower   in lower case
    """

    def __init__(self, *, spaces: bool = False, lower: bool = True) -> None:
        from rowspace.training import words

        self._words = words
        self._lower = lower
        self._kinds = words.SPACES if spaces else words.KINDS
        self._slots = np.zeros(1 << 16, np.int32)
        self._hashes = np.zeros(1 << 15, np.uint64)
        self._counts = np.zeros(1 << 15, np.int64)
        self._offsets = np.zeros((1 << 15) + 1, np.int64)
        self._arena = np.zeros(1 << 19, np.uint8)
        self._size = np.zeros(2, np.int64)
        self._out = np.empty(IDS, np.int32)

    @property
    def words(self) -> int:
        return int(self.counts().sum())

    def ids(self, text: bytes) -> Iterator[NDArray[np.int32]]:
        data = np.frombuffer(text.decode("utf-8").lower().encode() if self._lower else text, np.uint8)
        at = 0
        reason = self._words.OUT_FULL
        while reason != self._words.DONE:
            at, written, reason = self._words.encode(
                data, at, self._kinds, self._slots, self._hashes, self._arena, self._offsets, self._counts, self._size,
                self._out,
            )  # fmt: skip
            yield self._out[:written]
            if reason == self._words.TABLE_FULL:
                self._grow()
            elif reason == self._words.BYTES_FULL:
                self._arena = _doubled(self._arena)

    def counts(self) -> NDArray[np.int64]:
        return self._counts[: int(self._size[0])]

    def tokens(self, kept: NDArray[np.intp]) -> Tokens:
        starts, ends = self._offsets[kept], self._offsets[kept + 1]
        spelled = [self._arena[start:end].tobytes() for start, end in zip(starts, ends, strict=True)]
        return Tokens.of_bytes(spelled)

    def _grow(self) -> None:
        self._hashes, self._counts = _doubled(self._hashes), _doubled(self._counts)
        self._offsets = np.concatenate([self._offsets, np.zeros(len(self._offsets) - 1, np.int64)])
        self._slots = np.zeros(2 * len(self._slots), np.int32)
        self._words.rebuild(self._slots, self._hashes, int(self._size[0]))


class TokenCounter:
    """Tokens of a vocabulary that is known from the start.

    tokens       every spelling, in id order
    encode_many  lines of text -> the ids of each
    """

    def __init__(self, tokens: Tokens, encode_many: Callable[[Sequence[str]], list[list[int]]]) -> None:
        self._tokens = tokens
        self._encode_many = encode_many
        self._counts = np.zeros(len(tokens), np.int64)

    @property
    def words(self) -> int:
        return int(self._counts.sum())

    def ids(self, text: bytes) -> Iterator[NDArray[np.int32]]:
        from rowspace.training.words import END

        for encoded in self._encode_many(text.decode("utf-8").split("\n")):
            if encoded:
                ids = np.array([*encoded, END], np.int32)
                self._counts += np.bincount(ids[:-1], minlength=len(self._counts))
                yield ids

    def counts(self) -> NDArray[np.int64]:
        return self._counts

    def tokens(self, kept: NDArray[np.intp]) -> Tokens:
        return Tokens.of_bytes([self._tokens.raw(int(id)) for id in kept])


def _doubled(array: NDArray[Any]) -> NDArray[Any]:
    return np.concatenate([array, np.zeros_like(array)])
