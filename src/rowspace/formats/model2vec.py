"""model2vec's tables: token i is row mapping[i] of `embeddings`, times weights[i], where a file has those two.

The library multiplies and then averages, so the product is the row that a text's vector is made of.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadFile
from rowspace.formats.embedding_names import Entry
from rowspace.formats.safetensors_header import DTYPES
from rowspace.formats.tensors import TensorFile
from rowspace.rows import Floats, Rows

TABLE, WEIGHTS, MAPPING = "embeddings", "weights", "mapping"
UNSCALED = "Stored as int8 by model2vec, which drops the scale: lengths of rows are known up to one common factor."
UNIT_TEXTS = "The model makes the mean row of a text length 1."


def weighted(file: TensorFile) -> TensorFile:
    """The file itself, or where it is model2vec's with weights or a mapping, the table these make of it."""
    names = file.entries
    return Model2Vec(file) if TABLE in names and (WEIGHTS in names or MAPPING in names) else file


class Model2Vec:
    """A `TensorFile` whose "embeddings" has one row a token."""

    format = "model2vec"

    def __init__(self, file: TensorFile) -> None:
        self.path: Path = file.path
        self._file = file
        self._mapping = self._vector(MAPPING, whole=True)
        self._weights = self._vector(WEIGHTS, whole=False)
        self.entries: Mapping[str, Entry] = {**file.entries, TABLE: self._table()}

    def rows(self, name: str) -> Rows:
        rows = self._file.rows(name)
        return WeightedRows(rows, self._mapping, self._weights) if name == TABLE else rows

    def stored(self, name: str) -> NDArray[np.uint8] | None:
        return self._file.stored(name)

    def _table(self) -> Entry:
        stored = self._file.entries[TABLE]
        if len(stored.shape) != 2:
            raise BadFile(f'{self.path.name}: "{TABLE}" has shape {stored.shape}; a table is a matrix.')
        count = stored.shape[0] if self._mapping is None else len(self._mapping)
        if self._mapping is not None and not (self._mapping.min() >= 0 and self._mapping.max() < stored.shape[0]):
            raise BadFile(f'{self.path.name}: "{MAPPING}" points outside the {stored.shape[0]:,} rows.')
        if self._weights is not None and len(self._weights) != count:
            raise BadFile(
                f'{self.path.name}: {len(self._weights):,} "{WEIGHTS}" for {count:,} rows; one each is needed.'
            )
        return Entry(stored.dtype, (count, stored.shape[1]), stored.bytes)

    def _vector(self, name: str, *, whole: bool) -> NDArray[Any] | None:
        entry = self._file.entries.get(name)
        if entry is None:
            return None
        held, raw = np.dtype(DTYPES[entry.dtype][0] or "V1"), self._file.stored(name)
        if len(entry.shape) != 1 or not entry.shape[0] or held.kind not in ("iu" if whole else "f") or raw is None:
            raise BadFile(f'{self.path.name}: "{name}" is {entry.dtype} of shape {entry.shape}; a list is needed.')
        return raw.view(held).astype(np.intp if whole else np.float32)


class WeightedRows(Rows):
    """Row i is weight i × row mapping[i] of others.   mapping (n,) or None, weights (n,) or None"""

    def __init__(self, rows: Rows, mapping: NDArray[np.intp] | None, weights: Floats | None) -> None:
        count = len(rows) if mapping is None else len(mapping)
        super().__init__((count, rows.dim), dtype=rows.dtype, nbytes=rows.nbytes)
        self._rows = rows
        self._mapping = mapping
        self._weights = weights

    def take(self, ids: NDArray[np.intp]) -> Floats:
        rows = self._rows.take(ids if self._mapping is None else self._mapping[ids])
        return rows if self._weights is None else rows * self._weights[ids, None]

    def block(self, start: int, stop: int) -> Floats:
        return self.take(np.arange(start, stop))


def note_of(file: TensorFile, *, normalize: bool) -> str | None:
    """What a reader of a model2vec table must know."""
    if TABLE not in file.entries:
        return None
    notes = [UNSCALED] if file.entries[TABLE].dtype == "I8" else []
    return " ".join(notes + ([UNIT_TEXTS] if normalize else [])) or None
