"""spaCy's vectors: an array of rows, a map from the keys of words to them, and the words in a list of their own.

In floret mode the rows belong to hashed pieces of words: they have no names, and any word's row is put together.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from rowspace.errors import BadFile
from rowspace.formats.json_files import parse_json, read_bounded, read_json
from rowspace.formats.npy import looks_like_npy, read_rows
from rowspace.formats.shapes import check_shape, refuse_choice
from rowspace.formats.vocabulary import raw
from rowspace.rows import ArrayRows, Floats, Rows
from rowspace.table import Composer, Source, Table, Tokens

if TYPE_CHECKING:
    from rowspace.formats.msgpack_map import Entries

VECTORS, KEYS, WORDS, SETTINGS = "vectors", "key2row", "strings.json", "vectors.cfg"
MAX_BYTES = 1 << 28
MAX_SETTINGS_BYTES = 10_000
MAX_PIECE = 100  # characters
MAX_WORD = 1_000
MAX_FOLDERS = 100


class Spacy:
    """Reader of a pipeline's folder, or of the folder "vocab" in it; an entry of the list of formats."""

    name = "spaCy vectors"

    def recognizes(self, path: Path) -> bool:
        return path.is_dir() and vocab_folder(path) is not None

    def open(self, path: Path, *, tensor: str | None = None) -> Table:
        refuse_choice(tensor, path)
        folder = vocab_folder(path)
        if folder is None:
            raise BadFile(f"{path.name} has no spaCy vectors.")
        return open_spacy(folder)


def vocab_folder(path: Path) -> Path | None:
    """The folder of the vectors: itself, its "vocab", or that of the one folder in a package that has one."""
    for folder in (path, path / "vocab"):
        if _has_vectors(folder):
            return folder
    inner = [entry / "vocab" for _, entry in zip(range(MAX_FOLDERS), path.iterdir(), strict=False)]
    found = [folder for folder in inner if _has_vectors(folder)]
    return found[0] if len(found) == 1 else None


def open_spacy(folder: Path) -> Table:
    """Table of a folder "vocab". Raises BadFile."""
    rows = ArrayRows(read_rows(folder / VECTORS))
    check_shape(len(rows), rows.dim, where=VECTORS)
    settings = read_json(folder / SETTINGS, most_bytes=MAX_SETTINGS_BYTES) if (folder / SETTINGS).is_file() else {}
    tokens, composer, note = _floret(settings, rows) if settings.get("mode") == "floret" else _words(folder, rows)
    return Table(
        name=(folder.resolve().parent if folder.name in ("vocab", "") else folder).name or folder.name,
        tokens=tokens,
        rows=rows,
        composer=composer,
        source=Source(location=str(folder), format=Spacy.name, tensor=VECTORS, note=note),
    )


class SharedRows:
    """Words that spaCy has merged into the row of a nearby one. A `Composer`.

    entries  keys of words and the rows that they have
    """

    def __init__(self, entries: Entries, rows: Rows) -> None:
        order = np.argsort(entries[0], kind="stable")
        self._keys, self._row_of = entries[0][order], entries[1][order]
        self._rows = rows

    def compose(self, word: str) -> Floats | None:
        from rowspace.formats.murmur import spacy_keys

        key = spacy_keys(Tokens.of_bytes([raw(word)]))[0]
        at = int(np.searchsorted(self._keys, key))
        row = int(self._row_of[at]) if at < len(self._keys) and self._keys[at] == key else -1
        return self._rows[row] if row >= 0 else None


@dataclass(frozen=True)
class Floret:
    """Any word as the mean of its pieces' rows. A `Composer`.

    A word is set between `before` and `after`; its pieces are the whole and every run of shortest … longest
    characters, each hashed into `count` rows.
    """

    rows: Rows
    shortest: int
    longest: int
    count: int
    seed: int
    before: str
    after: str

    def compose(self, word: str) -> Floats | None:
        if not word or len(word) > MAX_WORD:
            return None
        ids = [row for piece in self._pieces(self.before + word + self.after) for row in self._hashed(piece)]
        row: Floats = self.rows[ids].mean(axis=0, dtype=np.float64).astype(np.float32)
        return row

    def _pieces(self, word: str) -> list[str]:
        sizes = range(self.shortest, min(self.longest, len(word)) + 1)
        return [word, *(word[at : at + size] for size in sizes for at in range(len(word) - size + 1))]

    def _hashed(self, piece: str) -> list[int]:
        from rowspace.formats.murmur import murmur3_128

        numbers = [int(number) for number in murmur3_128(np.frombuffer(raw(piece), np.uint8), np.uint64(self.seed))]
        halves = [half for number in numbers for half in (number & 0xFFFFFFFF, number >> 32)]
        return [half % len(self.rows) for half in halves[: self.count]]


def _floret(settings: dict[str, Any], rows: Rows) -> tuple[Tokens, Composer, str]:
    counts = [settings.get(name, 0) for name in ("minn", "maxn", "hash_count", "hash_seed")]
    marks = [settings.get(name, mark) for name, mark in (("bow", "<"), ("eow", ">"))]
    if not all(type(count) is int for count in counts) or not all(isinstance(m, str) and len(m) < 10 for m in marks):
        raise BadFile(f"{SETTINGS}: floret's settings must be whole numbers and short marks.")
    shortest, longest, count, seed = counts
    if not (0 <= shortest <= longest <= MAX_PIECE and 1 <= count <= 4 and 0 <= seed < 1 << 32):
        raise BadFile(f"{SETTINGS}: pieces of {shortest} to {longest} characters in {count} rows each cannot be.")
    note = "Floret's rows stand for hashed pieces of words and have no names; any word's row is put together of them."
    return Tokens.of([]), Floret(rows, max(1, shortest), longest, count, seed, *marks), note


def _words(folder: Path, rows: Rows) -> tuple[Tokens, Composer | None, str | None]:
    """The first word of each row, and what answers for the others."""
    if not (folder / KEYS).is_file() or not (folder / WORDS).is_file():
        return Tokens.of([]), None, f"Without tokens: the folder has no {KEYS} or no {WORDS}."
    packed = np.frombuffer(read_bounded(folder / KEYS, most_bytes=MAX_BYTES), np.uint8)
    from rowspace.formats.msgpack_map import read_map

    entries = read_map(packed, where=KEYS)
    last = int(entries[1].max(initial=0))
    if last >= len(rows):
        raise BadFile(f"{KEYS} names row {last:,} of {len(rows):,}.")
    tokens = _first_words(_read_words(folder / WORDS), entries, len(rows))
    nameless = int((np.diff(tokens.offsets) == 0).sum())
    note = f"{nameless:,} rows have no word that {WORDS} lists." if nameless else None
    return tokens, SharedRows(entries, rows), note


def _first_words(words: Tokens, entries: Entries, rows: int) -> Tokens:
    """For each row the first of its words, b"" where none of its keys is that of a word."""
    from rowspace.formats.decimals import gather_tokens
    from rowspace.formats.murmur import spacy_keys

    of_words = spacy_keys(words)
    order = np.argsort(of_words, kind="stable")
    places = np.searchsorted(of_words[order], entries[0]).clip(0, max(0, len(words) - 1))
    listed = (of_words[order[places]] == entries[0]) if len(words) else np.zeros(len(entries[0]), np.bool_)
    listed &= entries[1] >= 0
    named, first = np.unique(entries[1][listed], return_index=True)
    starts, sizes = np.zeros(rows, np.int64), np.zeros(rows, np.int64)
    chosen = order[places[listed][first]] if len(words) else np.empty(0, np.intp)
    starts[named] = words.offsets[chosen]
    sizes[named] = words.offsets[chosen + 1] - words.offsets[chosen]
    offsets = np.concatenate([[0], np.cumsum(sizes)])
    blob = np.empty(int(offsets[-1]), np.uint8)
    gather_tokens(words.blob, starts, offsets, blob)
    return Tokens(blob, offsets)


def _read_words(path: Path) -> Tokens:
    contents = read_bounded(path, most_bytes=MAX_BYTES)
    words = parse_json(b'{"words":' + contents + b"}", where=path.name)["words"]
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise BadFile(f"{path.name} must be a list of words.")
    return Tokens.of_bytes([raw(word) for word in words])


def _has_vectors(folder: Path) -> bool:
    vectors = folder / VECTORS
    return looks_like_npy(vectors) or (vectors.is_file() and (folder / KEYS).is_file())
