"""spaCy's vectors: an array of rows, a map from the keys of words to them, and the words in a list of their own.

In floret mode the rows belong to hashed pieces of words: they have no names, and any word's row is put together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from rowspace.errors import BadFile
from rowspace.formats.json_files import parse_json, read_bounded, read_json
from rowspace.formats.msgpack_map import read_map
from rowspace.formats.npy import looks_like_npy, read_rows
from rowspace.formats.shapes import check_shape, refuse_choice
from rowspace.formats.vocabulary import raw
from rowspace.rows import ArrayRows, Floats, Rows
from rowspace.table import Composer, Source, Table, Tokens

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
    """Words that spaCy has merged into the row of a nearby one. A `Composer`."""

    def __init__(self, row_of: Mapping[int, int], rows: Rows) -> None:
        self._row_of = row_of
        self._rows = rows

    def compose(self, word: str) -> Floats | None:
        from rowspace.formats.murmur import spacy_keys

        row = self._row_of.get(int(spacy_keys(Tokens.of_bytes([raw(word)]))[0]), -1)
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
    from rowspace.formats.murmur import spacy_keys

    if not (folder / KEYS).is_file() or not (folder / WORDS).is_file():
        return Tokens.of([]), None, f"Without tokens: the folder has no {KEYS} or no {WORDS}."
    row_of = read_map(read_bounded(folder / KEYS, most_bytes=MAX_BYTES), where=KEYS)
    if max(row_of.values(), default=0) >= len(rows):
        raise BadFile(f"{KEYS} names row {max(row_of.values()):,} of {len(rows):,}.")
    words = _read_words(folder / WORDS)
    at = {key: place for place, key in enumerate(spacy_keys(words).tolist())}
    spelled = [b""] * len(rows)
    for key, row in row_of.items():
        if row >= 0 and not spelled[row] and key in at:
            spelled[row] = words.raw(at[key])
    nameless = spelled.count(b"")
    note = f"{nameless:,} rows have no word that {WORDS} lists." if nameless else None
    return Tokens.of_bytes(spelled), SharedRows(row_of, rows), note


def _read_words(path: Path) -> Tokens:
    contents = read_bounded(path, most_bytes=MAX_BYTES)
    words = parse_json(b'{"words":' + contents + b"}", where=path.name)["words"]
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise BadFile(f"{path.name} must be a list of words.")
    return Tokens.of_bytes([raw(word) for word in words])


def _has_vectors(folder: Path) -> bool:
    vectors = folder / VECTORS
    return looks_like_npy(vectors) or (vectors.is_file() and (folder / KEYS).is_file())
