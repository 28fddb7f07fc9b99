"""One pass over a text: its words counted, and its ids written to a file that training reads again and again."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadArgument
from rowspace.table import Tokens

IDS = 1 << 20  # ids read or written at a time
TOKENIZERS = ("words", "whitespace")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words in order of falling count, ties in the order in which the text brings them.   counts (n,)"""

    tokens: Tokens
    counts: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.counts)


class Encoded:
    """A text as ids of its vocabulary, in a temporary file; ENDs stand between sentences.

    words  how many ids are words
    """

    def __init__(self, file: IO[bytes], length: int, words: int) -> None:
        self._file = file
        self.length = length
        self.words = words

    def read(self, start: int, stop: int) -> NDArray[np.int32]:
        """Ids start … stop−1, as an array of one's own."""
        import os

        raw = os.pread(self._file.fileno(), 4 * (min(stop, self.length) - start), 4 * start)
        return np.frombuffer(raw, np.int32).copy()

    def chunks(self, size: int) -> Iterator[NDArray[np.int32]]:
        for start in range(0, self.length, size):
            yield self.read(start, start + size)


def read_corpus(
    blocks: Iterable[bytes],
    *,
    min_count: int,
    max_words: int | None = None,
    tokenizer: str = "words",
    lower: bool = True,
    tick: Callable[[int], None] = lambda words: None,
) -> tuple[Vocabulary, Encoded]:
    """Vocabulary and ids of a text. `tick` hears how many words were read so far.

    Raises BadArgument for a tokenizer that is not known and for a text in which no word is left.
    """
    if tokenizer not in TOKENIZERS:
        raise BadArgument(f'The tokenizer is one of {", ".join(TOKENIZERS)}; got "{tokenizer}".')
    counter = Counter(tokenizer)
    raw = tempfile.TemporaryFile()
    for block in blocks:
        text = block.decode("utf-8").lower().encode() if lower else block
        for ids in counter.ids(text):
            raw.write(ids.tobytes())
        tick(counter.words)
    return _cut(counter, raw, min_count, max_words)


class Counter:
    """A hash table of words that grows as they come."""

    def __init__(self, tokenizer: str) -> None:
        from rowspace.training import words

        self._words = words
        self._kinds = words.KINDS if tokenizer == "words" else words.SPACES
        self._slots = np.zeros(1 << 16, np.int32)
        self._hashes = np.zeros(1 << 15, np.uint64)
        self._counts = np.zeros(1 << 15, np.int64)
        self._offsets = np.zeros((1 << 15) + 1, np.int64)
        self._arena = np.zeros(1 << 19, np.uint8)
        self._size = np.zeros(1, np.int64)
        self._out = np.empty(IDS, np.int32)

    @property
    def words(self) -> int:
        """Words counted so far."""
        return int(self._counts[: self.known].sum())

    @property
    def known(self) -> int:
        """Different words so far."""
        return int(self._size[0])

    def ids(self, text: bytes) -> Iterator[NDArray[np.int32]]:
        """Provisional ids of a text, in pieces that are overwritten by the next."""
        data = np.frombuffer(text, np.uint8)
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

    def vocabulary(self, kept: NDArray[np.intp]) -> Vocabulary:
        """The words with these provisional ids, in this order."""
        starts, ends = self._offsets[kept], self._offsets[kept + 1]
        spelled = [self._arena[start:end].tobytes() for start, end in zip(starts, ends, strict=True)]
        offsets = np.concatenate([[0], np.cumsum(ends - starts)])
        return Vocabulary(Tokens(np.frombuffer(b"".join(spelled), np.uint8), offsets), self._counts[kept].copy())

    def counts(self) -> NDArray[np.int64]:
        return self._counts[: self.known]

    def _grow(self) -> None:
        self._hashes, self._counts = _doubled(self._hashes), _doubled(self._counts)
        self._offsets = np.concatenate([self._offsets, np.zeros(len(self._offsets) - 1, np.int64)])
        self._slots = np.zeros(2 * len(self._slots), np.int32)
        self._words.rebuild(self._slots, self._hashes, self.known)


def _doubled(array: NDArray[Any]) -> NDArray[Any]:
    return np.concatenate([array, np.zeros_like(array)])


def _cut(counter: Counter, raw: IO[bytes], min_count: int, max_words: int | None) -> tuple[Vocabulary, Encoded]:
    """Keeps the words that are frequent enough, and writes the ids anew in order of frequency."""
    from rowspace.training.words import END, remap

    counts = counter.counts()
    order = np.argsort(-counts, kind="stable")
    kept = order[counts[order] >= min_count][:max_words]
    if len(kept) == 0:
        most = int(counts.max(initial=0))
        raise BadArgument(
            f"No word is left: the text has {len(counts):,} different words and the most frequent comes {most:,} times; "
            f"min_count asks for {min_count:,}. Give more text or a lower min_count."
        )
    new_ids = np.full(max(1, len(counts)), -1, np.int32)
    new_ids[kept] = np.arange(len(kept), dtype=np.int32)
    final = tempfile.TemporaryFile()
    raw.seek(0)
    length, words = 0, 0
    while read := raw.read(4 * IDS):
        ids = np.frombuffer(read, np.int32).copy()
        left = ids[: remap(ids, new_ids)]
        final.write(left.tobytes())
        length += len(left)
        words += int(np.count_nonzero(left != END))
    raw.close()
    final.flush()
    return counter.vocabulary(kept), Encoded(final, length, words)
