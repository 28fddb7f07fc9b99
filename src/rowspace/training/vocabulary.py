"""One pass over a text: its words counted, and its ids written to a file that training reads again and again."""

from __future__ import annotations

import os
import tempfile
import weakref
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadArgument
from rowspace.table import Tokens
from rowspace.training.counter import IDS, Counter


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words in order of falling count, ties in the order in which the text brings them.   counts (n,)"""

    tokens: Tokens
    counts: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.counts)


class Encoded:
    """A text as ids of its vocabulary, in a temporary file; ENDs stand between sentences.

    length  ids and ENDs together
    words   how many ids are words
    """

    def __init__(self, file: IO[bytes], length: int, words: int) -> None:
        self._file = file
        self.length = length
        self.words = words
        weakref.finalize(self, file.close)

    def read(self, start: int, stop: int) -> NDArray[np.int32]:
        """Ids start … stop−1, as an array of one's own. Threads may read at once."""
        raw = os.pread(self._file.fileno(), 4 * max(0, min(stop, self.length) - start), 4 * start)
        return np.frombuffer(raw, np.int32).copy()

    def chunks(self, size: int) -> Iterator[NDArray[np.int32]]:
        for start in range(0, self.length, size):
            yield self.read(start, start + size)

    def close(self) -> None:
        self._file.close()


def read_corpus(
    blocks: Iterable[bytes],
    counter: Counter,
    *,
    min_count: int = 5,
    max_words: int | None = None,
    tick: Callable[[int], None] = lambda words: None,
) -> tuple[Vocabulary, Encoded]:
    """Vocabulary and ids of a text. `tick` hears how many words were read so far.

    Raises BadArgument for a text in which no word is left, and where the disk has no room for the ids.
    """
    if min_count < 1 or (max_words is not None and max_words < 1):
        raise BadArgument(f"min_count and max_words are 1 or more; got {min_count} and {max_words}.")
    file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115  it lives as long as the text it holds
    try:
        with _room():
            for block in blocks:
                for ids in counter.ids(block):
                    _write(file, ids)
                tick(counter.words)
            kept = kept_words(counter.counts(), min_count, max_words)
            length, words = _renumber(file, kept, len(counter.counts()))
    except BaseException:
        file.close()
        raise
    return Vocabulary(counter.tokens(kept), counter.counts()[kept].copy()), Encoded(file, length, words)


def kept_words(counts: NDArray[np.int64], min_count: int, max_words: int | None) -> NDArray[np.intp]:
    """Provisional ids of the words that are frequent enough, most frequent first. Raises BadArgument for none."""
    order = np.argsort(-counts, kind="stable")
    kept = order[counts[order] >= min_count][:max_words]
    if len(kept):
        return kept
    seen, most = np.count_nonzero(counts), int(counts.max(initial=0))
    if not seen:
        raise BadArgument("The text has no words in it; give a text with one sentence or paragraph a line.")
    raise BadArgument(
        f"No word is left: the text has {seen:,} different words and the most frequent comes {most:,} times; "
        f"min_count asks for {min_count:,}. Give more text or a lower min_count."
    )


def _renumber(file: IO[bytes], kept: NDArray[np.intp], known: int) -> tuple[int, int]:
    """Turns provisional ids into final ones in place: what is left never overtakes what is read."""
    from rowspace.training.words import END, remap

    new_ids = np.full(max(1, known), -1, np.int32)
    new_ids[kept] = np.arange(len(kept), dtype=np.int32)
    begun = np.zeros(1, np.int64)
    read, length, words = 0, 0, 0
    while raw := os.pread(file.fileno(), 4 * IDS, read):
        read += len(raw)
        ids = np.frombuffer(raw, np.int32).copy()
        left = ids[: remap(ids, new_ids, begun)]
        os.pwrite(file.fileno(), left.tobytes(), 4 * length)
        length += len(left)
        words += int(np.count_nonzero(left != END))
    os.ftruncate(file.fileno(), 4 * length)
    return length, words


def _write(file: IO[bytes], ids: NDArray[np.int32]) -> None:
    raw = memoryview(ids.tobytes())
    while raw:
        raw = raw[file.write(raw) :]


@contextmanager
def _room() -> Iterator[None]:
    """Says where the ids lie when the disk is full."""
    try:
        yield
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise BadArgument(
            f"The text's ids cannot be written to {tempfile.gettempdir()}: {reason}. They take 4 bytes a word; "
            "make room there, or set TMPDIR to a folder that has some."
        ) from None
