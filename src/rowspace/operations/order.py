"""What word order leaves in a model's input: sentences as dots, without and with their positions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadArgument
from rowspace.geometry.projection import pca
from rowspace.operations.lookup import resolve, tokenizer_of
from rowspace.positions.sinusoidal import Layout, sinusoidal
from rowspace.rows import Rows
from rowspace.table import Table

OrderEncoding: TypeAlias = Literal["none", "sinusoidal", "learned"]
Doubles: TypeAlias = NDArray[np.float64]

ORDER_ENCODINGS: tuple[OrderEncoding, ...] = get_args(OrderEncoding)
MAX_PIECES = 512


@dataclass(frozen=True, slots=True)
class OrderPiece:
    """One token of a sentence: its dot without positions (x0, y0) and with (x1, y1)."""

    token: str
    id: int
    position: int
    sentence: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class SentenceView:
    text: str
    pieces: list[OrderPiece]


@dataclass(frozen=True, slots=True)
class Order:
    """Sentences in one PCA plane, fitted on all their dots with and without positions together.

    scaled_by    what each row was multiplied by before its position was added: √dim for waves, as in the 2017 model
    same_bag     the sentences are made of the same rows, each as often
    same_inputs  and are still after positions are added
    explained    share of variance along x and y
    """

    encoding: OrderEncoding
    scaled_by: float
    sentences: list[SentenceView]
    same_bag: bool
    same_inputs: bool
    explained: list[float]


def order(
    table: Table,
    sentences: Sequence[str],
    encoding: OrderEncoding = "sinusoidal",
    layout: Layout = "interleaved",
    scale_rows: bool = True,
) -> Order:
    """The inputs a model would see for these sentences. Raises BadArgument and UnknownToken.

    scale_rows  multiply rows by √dim before waves are added; learned positions are always added to the row as it is

    With learned positions of a table that has [CLS], words start at position 1, as in BERT: [CLS] stands at 0.
    """
    first = 1 if encoding == "learned" and "[CLS]" in table.tokens else 0
    read = [_read(table, text, first) for text in sentences]
    count = sum(map(len, read))
    if not 1 <= count <= MAX_PIECES:
        raise BadArgument(f"sentences must have 1 to {MAX_PIECES} tokens of the table together; got {count:,}.")
    scaled_by = float(np.sqrt(table.dim)) if scale_rows and encoding != "learned" else 1.0
    where = _positions(table, 1 + max(piece.position for pieces in read for piece in pieces), encoding, layout)
    without = [table.rows[[piece.id for piece in pieces]] * np.float64(scaled_by) for pieces in read]
    placed = [rows + where[[piece.position for piece in pieces]] for rows, pieces in zip(without, read, strict=True)]
    dots, explained = pca(np.concatenate([*without, *placed]))
    start, end = dots[:count].tolist(), dots[count:].tolist()
    pairs = iter(zip(start, end, strict=True))
    return Order(
        encoding=encoding,
        scaled_by=scaled_by,
        sentences=[
            SentenceView(
                text,
                [
                    OrderPiece(piece.token, piece.id, piece.position, number, *before, *after)
                    for piece, (before, after) in zip(pieces, pairs, strict=False)
                ],
            )
            for number, (text, pieces) in enumerate(zip(sentences, read, strict=True))
        ],
        same_bag=_alike(without),
        same_inputs=_alike(placed),
        explained=explained.tolist(),
    )


def positions_of(table: Table) -> Rows:
    """The table's learned positions. Raises BadArgument for a table that has none."""
    if table.positions is None:
        raise BadArgument(
            f"{table.name} has no learned positions; of the shipped tables minilm has 512. Open that, or a checkpoint "
            "of a model that learned them (BERT, GPT-2, OPT)."
        )
    return table.positions


@dataclass(frozen=True, slots=True)
class _Token:
    token: str
    id: int
    position: int


def _read(table: Table, text: str, first: int) -> list[_Token]:
    """Tokens of a text at positions first, first + 1, …"""
    return [
        _Token(piece.token, resolve(table, piece.token) if piece.id is None else piece.id, position)
        for position, piece in enumerate(tokenizer_of(table).encode(text), start=first)
    ]


def _positions(table: Table, length: int, encoding: OrderEncoding, layout: Layout) -> Doubles:
    """What is added at each position.   -> (length, d)"""
    if encoding == "none":
        return np.zeros((length, table.dim))
    if encoding == "sinusoidal":
        return sinusoidal(np.arange(length), table.dim, layout=layout)
    if encoding != "learned":
        raise BadArgument(f'encoding must be one of {", ".join(ORDER_ENCODINGS)}; got "{encoding}".')
    learned = positions_of(table)
    if length > len(learned):
        raise BadArgument(
            f"{table.name} learned {len(learned):,} positions and the longest sentence has {length:,} tokens; "
            "there is no row for the rest. Shorten it."
        )
    return learned[:length].astype(np.float64)


def _alike(inputs: Sequence[Doubles]) -> bool:
    """Whether all sentences hold the same vectors, each as often, in whatever order."""
    first, *others = (vectors[np.lexsort(vectors.T)] for vectors in inputs)
    return all(np.array_equal(first, other) for other in others)
