"""A text in shards that can be counted apart: ranges of files, cut at line ends, and what is counted in each.

Every function here takes and returns plain values, so that a worker of a cluster can be asked it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rowspace.table import Tokens
from rowspace.training.corpus import BYTE_ORDER_MARK, blocks_of_files, check_utf8, is_packed, whole_lines
from rowspace.training.counter import WordCounter
from rowspace.training.pair_counts import PairCounts, Pairs, part_of
from rowspace.training.vocabulary import Vocabulary, kept_words
from rowspace.training.words import END, remap

SIZE = 1 << 26  # bytes of a shard


@dataclass(frozen=True, slots=True)
class Shard:
    """Bytes start … stop−1 of a file, whole lines; a packed file is one shard, unpacked as it is read."""

    file: str
    start: int
    stop: int
    packed: bool = False


@dataclass(frozen=True, slots=True)
class Splitter:
    """How `counter.WordCounter` splits."""

    spaces: bool
    lower: bool

    def counter(self) -> WordCounter:
        return WordCounter(spaces=self.spaces, lower=self.lower)


def shards_of(files: Sequence[str], size: int = SIZE) -> list[Shard]:
    """Ranges of about `size` bytes, in the order of the text."""
    shards: list[Shard] = []
    for name in files:
        length = Path(name).stat().st_size
        if is_packed(name):
            shards.append(Shard(name, 0, length, packed=True))
            continue
        with Path(name).open("rb") as file:
            start = 0
            while start < length:
                file.seek(min(start + size, length) - 1)
                file.readline()
                shards.append(Shard(name, start, file.tell()))
                start = file.tell()
    return shards


def blocks_of(shard: Shard) -> Iterator[bytes]:
    """The shard's text in blocks of whole lines. Raises BadFile for what is not UTF-8."""
    if shard.packed:
        yield from blocks_of_files([shard.file])
        return
    with Path(shard.file).open("rb") as file:
        file.seek(shard.start)
        at = shard.start
        for block in whole_lines(_Range(file, shard.stop - shard.start)):  # type: ignore[arg-type]
            checked = block.removeprefix(BYTE_ORDER_MARK) if at == 0 else block
            check_utf8(checked, shard.file, at)
            at += len(block)
            yield checked
    yield b"\n"


class _Range:
    """The next so many bytes of a file."""

    def __init__(self, file: object, left: int) -> None:
        self._file, self._left = file, left

    def read(self, size: int) -> bytes:
        raw: bytes = self._file.read(min(size, self._left))  # type: ignore[attr-defined]
        self._left -= len(raw)
        return raw


def words_of(shard: Shard, splitter: Splitter) -> Vocabulary:
    """Every word of a shard in the order in which it comes first, and its count."""
    counter = splitter.counter()
    for block in blocks_of(shard):
        for _ in counter.ids(block):
            pass
    known = len(counter.counts())
    return Vocabulary(counter.tokens(np.arange(known)), counter.counts().copy())


def joined_words(some: Sequence[Vocabulary]) -> Vocabulary:
    """The words of stretches of a text that follow one another, as if they had been counted in one."""
    places: dict[bytes, int] = {}
    counts: list[NDArray[np.int64]] = []
    for words in some:
        at = [places.setdefault(words.tokens.raw(id), len(places)) for id in range(len(words))]
        held = np.zeros(len(places), np.int64)
        np.add.at(held, at, words.counts)
        counts.append(held)
    total = np.zeros(len(places), np.int64)
    for held in counts:
        total[: len(held)] += held
    return Vocabulary(Tokens.of_bytes(list(places)), total)


def cut(words: Vocabulary, min_count: int, max_words: int | None) -> Vocabulary:
    """The words that get rows. Raises BadArgument for none."""
    kept = kept_words(words.counts, min_count, max_words)
    return Vocabulary(Tokens.of_bytes([words.tokens.raw(int(id)) for id in kept]), words.counts[kept])


def pairs_of(shard: Shard, splitter: Splitter, vocabulary: Vocabulary, window: int, parts: int) -> list[Pairs]:
    """The shard's pairs, those of each part together."""
    ids = {vocabulary.tokens.raw(id): id for id in range(len(vocabulary))}
    counter, counts = splitter.counter(), PairCounts(window)
    final, before, begun = np.empty(0, np.int32), np.empty(0, np.int32), np.zeros(1, np.int64)
    for block in blocks_of(shard):
        for provisional in counter.ids(block):
            known = len(counter.counts())
            fresh = counter.tokens(np.arange(len(final), known))
            more = [ids.get(fresh.raw(id), END) for id in range(len(fresh))]
            final = np.concatenate([final, np.array(more, np.int32)])
            left = provisional.copy()
            left = left[: remap(left, final, begun)]
            counts.add(np.concatenate([before, left]), fresh_from=len(before))
            before = np.concatenate([before, left])[-window:]
    pairs = counts.pairs()
    part = part_of(pairs.keys, parts)
    return [Pairs(pairs.keys[part == one], pairs.weights[part == one]) for one in range(parts)]
