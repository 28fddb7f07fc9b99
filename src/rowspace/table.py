"""Tokens beside rows, and where they came from. A table holds; what can be asked of it lives in `operations`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Literal, Protocol, TypeAlias, overload

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadArgument, UnknownToken
from rowspace.rows import Floats, Rows


@dataclass(frozen=True, slots=True)
class Piece:
    """One token of an encoded text.

    start, end  characters of the text it stands for, end excluded; equal where it stands for none ([CLS])
    known       False where the tokenizer had no better than its unknown token, or a word is not in the table
    """

    token: str
    id: int | None
    start: int
    end: int
    known: bool = True


class Tokenizer(Protocol):
    """Splits a text into the tokens of one table."""

    @property
    def name(self) -> str: ...

    def encode(self, text: str) -> list[Piece]: ...


class Composer(Protocol):
    """Gives a row to words that a table has none for, out of their parts or by a row that several words share."""

    def compose(self, word: str) -> Floats | None:
        """Row of the word, (d,), or None where none of its parts is known."""
        ...


SOUGHT = 16  # spellings found without an index

Role: TypeAlias = Literal["input", "output", "position", "per layer", "copy"]


@dataclass(frozen=True, slots=True)
class TensorFact:
    """A tensor of a model that belongs to its table, as the file states it.

    role   "input" is the table itself, "output" the head that scores tokens, "copy" another of the input's kind
    dtype  as the file writes it ("BF16", "Q4_K"); the tensor is stored in `bytes`
    """

    role: Role
    name: str
    dtype: str
    shape: tuple[int, ...]
    bytes: int


@dataclass(frozen=True, slots=True)
class Model:
    """What a model's files say about the table beside its numbers. Flags are repeated, not believed.

    tensors           the input first
    tied_flag         whether the config says that input and output are one; None where it is silent
    vocabulary        the file that the tokens came from, None where there was none
    tokens_past_rows  tokens whose ids have no row
    position_offset   rows of the position tensor that come before position 0
    input_scale       factor that the model multiplies a row by on its way in
    """

    tensors: tuple[TensorFact, ...]
    tied_flag: bool | None = None
    vocabulary: str | None = None
    tokens_past_rows: tuple[str, ...] = ()
    position_offset: int = 0
    input_scale: float = 1.0


class Beside(Protocol):
    """The other tensors of the file a table came from, read when asked for."""

    def rows(self, name: str) -> Rows: ...

    def stored(self, name: str) -> NDArray[np.uint8] | None:
        """The tensor's bytes as they lie in the file; None where they lie in pieces, or a matrix's on a server."""
        ...


@dataclass(frozen=True, slots=True)
class Source:
    """Where a table came from, as far as its file says.

    location    path, shipped name or address
    format      the reader that opened it: "native", "safetensors", …
    tensor      name of the tensor inside the file
    note        what a reader must know before trusting it: "constructed for the lesson"
    groups      named lists of tokens that the table proposes for coloring
    model       where it is a model's: its other tensors and flags
    """

    location: str
    format: str
    tensor: str
    package: str | None = None
    license: str | None = None
    note: str | None = None
    groups: Mapping[str, Sequence[str]] = field(default_factory=dict)
    model: Model | None = None


class Tokens(Sequence[str]):
    """The spellings of a table in id order, kept as the file's bytes and decoded when asked for.

    blob     all spellings in UTF-8 (or raw bytes of a byte-level tokenizer), one after the other
    offsets  (n + 1,) where each begins; spelling i is blob[offsets[i]:offsets[i + 1]]
    """

    def __init__(self, blob: NDArray[np.uint8], offsets: NDArray[np.integer]) -> None:
        self._blob = blob
        self._offsets = offsets
        self._sought = 0

    @classmethod
    def of(cls, spellings: Sequence[str]) -> Tokens:
        return cls.of_bytes([spelling.encode("utf-8", "surrogateescape") for spelling in spellings])

    @classmethod
    def of_bytes(cls, encoded: Sequence[bytes]) -> Tokens:
        lengths = np.fromiter((len(raw) for raw in encoded), np.int64, len(encoded))
        offsets = np.concatenate([[0], np.cumsum(lengths)])
        return cls(np.frombuffer(b"".join(encoded), np.uint8), offsets)

    @property
    def blob(self) -> NDArray[np.uint8]:
        return self._blob

    @property
    def offsets(self) -> NDArray[np.integer]:
        return self._offsets

    def raw(self, id: int) -> bytes:
        return self._blob[self._offsets[id] : self._offsets[id + 1]].tobytes()

    def first(self, count: int) -> Tokens:
        """The first `count` tokens, or all where there are fewer."""
        return self if count >= len(self) else Tokens(self._blob, self._offsets[: count + 1])

    def __len__(self) -> int:
        return len(self._offsets) - 1

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        if not -len(self) <= index < len(self):
            raise IndexError(index)
        return self.raw(index % len(self)).decode("utf-8", "surrogateescape")

    def __iter__(self) -> Iterator[str]:
        raw = self._blob.tobytes()
        bounds = self._offsets.tolist()
        for start, end in pairwise(bounds):
            yield raw[start:end].decode("utf-8", "surrogateescape")

    @cached_property
    def ids(self) -> Mapping[str, int]:
        """Id of each spelling; the first where a file repeats one, and none for "", which spells no token."""
        ids: dict[str, int] = {}
        for id, token in enumerate(self):
            ids.setdefault(token, id)
        ids.pop("", None)
        return ids

    def find(self, spelling: str) -> int | None:
        """Id of a spelling, or None. The first few are sought in the bytes: the index of 400,000 takes 0.2 s."""
        if self._sought >= SOUGHT or "ids" in self.__dict__:
            return self.ids.get(spelling)
        self._sought += 1
        wanted = spelling.encode("utf-8", "surrogateescape")
        starts = self._offsets[:-1]
        left = np.flatnonzero(self._offsets[1:] - starts == len(wanted)) if wanted else np.empty(0, np.intp)
        for at, byte in enumerate(wanted):
            left = left[self._blob[starts[left] + at] == byte]
        return int(left[0]) if left.size else None

    def __contains__(self, token: object) -> bool:
        return isinstance(token, str) and self.find(token) is not None


class Table:
    """Tokens beside rows.

    name       what people call it: a shipped name or a file's stem
    tokens     n spellings
    rows       n × d numbers
    positions  learned positions × d, where the model has them
    tokenizer  how a text becomes this table's tokens, where that is known
    special    ids that the file marks as control, reserved or unused tokens
    beside     the other tensors of the file
    composer   what answers for words without a row, in files that can
    counts     how often the text that the rows were learned from has each token   (n,)
    """

    def __init__(
        self,
        *,
        name: str,
        tokens: Tokens,
        rows: Rows,
        source: Source,
        positions: Rows | None = None,
        tokenizer: Tokenizer | None = None,
        special: Sequence[int] = (),
        beside: Beside | None = None,
        composer: Composer | None = None,
        counts: NDArray[np.integer] | None = None,
    ) -> None:
        if len(tokens) > len(rows):
            raise BadArgument(
                f"{name} has {len(tokens):,} tokens for {len(rows):,} rows; every token needs a row of its own."
            )
        self.name = name
        self.tokens = tokens
        self.rows = rows
        self.source = source
        self.positions = positions
        self.tokenizer = tokenizer
        self.special = special
        self.beside = beside
        self.composer = composer
        self.counts = counts

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def dim(self) -> int:
        return self.rows.dim

    def __contains__(self, token: object) -> bool:
        return token in self.tokens

    def __getitem__(self, token: str) -> Floats:
        """Row of a token, or what `composer` makes of a word without one.   -> (d,)   Raises UnknownToken."""
        if self.composer is not None and self.tokens.find(token) is None:
            row = self.composer.compose(token)
            if row is not None:
                return row
        return self.rows[self.id(token)]

    def id(self, token: str) -> int:
        """Id of a token spelled exactly so. Raises UnknownToken, without near spellings: see `operations.lookup`."""
        id = self.tokens.find(token)
        if id is None:
            raise UnknownToken(token, table=self.name, tokens=len(self.tokens))
        return id

    def token(self, id: int) -> str:
        """Spelling of a row; rows past the last token are padding, others may lack one: they read as "#id"."""
        return (self.tokens[id] if id < len(self.tokens) else "") or f"#{id}"
