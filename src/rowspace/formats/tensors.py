"""What every reader of model files offers, and how a table is made of it.

A reader gives named tensors (`TensorFile`); the tokens and the flags come from beside it or from its own metadata
(`Vocabulary`, `Facts`). `table_of` finds the input table by its name and puts the three together, the same way for
every format.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from rowspace.formats.bounded import Bounded
from rowspace.formats.embedding_names import Chosen, Entry, choose, is_input
from rowspace.formats.shapes import check_shape
from rowspace.rows import Rows
from rowspace.table import Model, Role, Source, Table, TensorFact, Tokenizer, Tokens


class TensorFile(Protocol):
    """Named tensors, of which any matrix can be read by row without reading another."""

    @property
    def path(self) -> Path:
        """The file, or the folder of a checkpoint in several."""
        ...

    @property
    def format(self) -> str:
        """What people call it: "safetensors", "GGUF"."""
        ...

    @property
    def entries(self) -> Mapping[str, Entry]:
        """Shapes are rows × dims, whatever order the file keeps them in. Asking for an entry may open a shard."""
        ...

    def rows(self, name: str) -> Rows:
        """A matrix by row, mapped where it is large. Raises BadFile."""
        ...

    def stored(self, name: str) -> NDArray[np.uint8] | None:
        """The tensor's bytes as they lie in the file; None where they lie in pieces, or a matrix's on a server."""
        ...


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Tokens in id order; an id that no token has is spelled "".

    origin   the file they came from
    special  ids marked there as control, reserved or unused
    """

    tokens: Tokens
    origin: str
    tokenizer: Tokenizer | None = None
    special: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What the model's config says, see `table.Model`.

    scaled_by_width  whether the model multiplies rows by the root of their length in numbers, as Gemma does
    """

    tied: bool | None = None
    position_offset: int = 0
    input_scale: float = 1.0
    scaled_by_width: bool = False
    note: str | None = None


def table_of(
    file: TensorFile,
    *,
    name: str,
    vocabulary: Vocabulary | None = None,
    facts: Facts | None = None,
    tensor: str | None = None,
) -> Table:
    """The table of a model: its input tensor, or the one a user names.

    Tokens past the last row are kept aside in `source.model`. Raises BadFile where no tensor is known as a table,
    BadArgument for a `tensor` that is not there or is no matrix.
    """
    facts = facts or Facts()
    chosen = choose(file.entries, asked=tensor, where=file.path.name)
    rows = file.rows(chosen.input)
    check_shape(len(rows), rows.dim, where=file.path.name)
    tokens = vocabulary.tokens if vocabulary else Tokens.of([])
    tokenizer = vocabulary.tokenizer if vocabulary else None
    return Table(
        name=name,
        tokens=tokens.first(len(rows)),
        rows=rows,
        positions=_positions(file, chosen, facts, rows.dim),
        tokenizer=Bounded(tokenizer, len(rows)) if tokenizer and len(tokens) > len(rows) else tokenizer,
        special=[id for id in vocabulary.special if id < len(rows)] if vocabulary else (),
        beside=file,
        source=Source(
            location=str(file.path),
            format=file.format,
            tensor=chosen.input,
            note=facts.note,
            model=Model(
                tensors=_tensors(file, chosen),
                tied_flag=facts.tied,
                vocabulary=vocabulary.origin if vocabulary else None,
                tokens_past_rows=tuple(tokens[len(rows) :]),
                position_offset=facts.position_offset if chosen.position else 0,
                input_scale=_input_scale(facts, chosen.input, rows.dim),
            ),
        ),
    )


def _input_scale(facts: Facts, tensor: str, dim: int) -> float:
    """1 for a tensor that is no input, so not multiplied on its way in."""
    if not is_input(tensor):
        return 1.0
    return math.sqrt(dim) if facts.scaled_by_width else facts.input_scale


def _positions(file: TensorFile, chosen: Chosen, facts: Facts, dim: int) -> Rows | None:
    """The position tensor's rows from position 0 on."""
    if chosen.position is None:
        return None
    positions = file.rows(chosen.position)
    if positions.dim != dim or len(positions) <= facts.position_offset:
        return None
    return positions.after(facts.position_offset)


def _tensors(file: TensorFile, chosen: Chosen) -> tuple[TensorFact, ...]:
    roles: list[tuple[Role, str]] = [("input", chosen.input)]
    roles += [("output", chosen.output)] if chosen.output else []
    roles += [("position", chosen.position)] if chosen.position else []
    roles += [("per layer", name) for name in chosen.per_layer]
    roles += [("copy", name) for name in chosen.copies]
    facts = []
    for role, name in roles:
        entry = file.entries[name]
        facts.append(TensorFact(role, name, entry.dtype, entry.shape, entry.bytes))
    return tuple(facts)
