"""SentencePiece's .model (Kudo & Richardson 2018): a protobuf of pieces in id order, each a spelling, a score, a type.

Only the fields that name tokens and rules are read, by a reader of the wire format that believes no length.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rowspace.errors import BadFile
from rowspace.formats.json_files import read_bounded
from rowspace.formats.sentencepiece_text import make
from rowspace.formats.tensors import Vocabulary
from rowspace.formats.text_encoding import HubTokenizer
from rowspace.formats.vocabulary import raw, vocabulary_of
from rowspace.table import Tokens

MAX_BYTES = 50_000_000
MAX_PIECES = 1_000_000
FLOAT = struct.Struct("<f")
NORMAL, UNKNOWN, CONTROL, USER_DEFINED, UNUSED, BYTE = 1, 2, 3, 4, 5, 6
VARINT, EIGHT_BYTES, BYTES, FOUR_BYTES = 0, 1, 2, 5

FAIRSEQ_KINDS = {"xlm-roberta", "xlm-roberta-xl", "camembert", "mbart", "xmod"}


@dataclass(slots=True)
class Rules:
    """Pieces (spelling, score, type) in id order, and how a text becomes them.

    bpe      merges by score; otherwise the likeliest cover (unigram)
    charmap  compiled normalization, opaque
    prefix   whether a space is put before the text
    squeeze  whether runs of spaces become one
    """

    pieces: list[tuple[str, float, int]] = field(default_factory=list)
    bpe: bool = False
    charmap: bytes = b""
    prefix: bool = True
    squeeze: bool = True


def looks_like_sentencepiece(head: bytes) -> bool:
    """A first piece whose own first field is its spelling."""
    return len(head) > 3 and head[0] == 0x0A and head[1] < 0x80 and head[2] == 0x0A and head[3] < head[1]


def read_sentencepiece(
    path: Path, *, kind: str = "", added: Mapping[int, bytes] | None = None, special: Sequence[int] = ()
) -> Vocabulary:
    """Tokens as SentencePiece spells them, "▁" for a space. Raises BadFile.

    kind   of the model, which for fairseq's (XLM-R) says that its ids differ from the pieces' order
    added  tokens that the model's other files put after or over the pieces, of which `special` are control tokens
    """
    rules = parse(read_bounded(path, most_bytes=MAX_BYTES), where=path.name)
    if not rules.pieces:
        raise BadFile(f"{path.name} names no piece, so it is no SentencePiece model.")
    is_fairseq = kind in FAIRSEQ_KINDS
    order = fairseq_order(rules) if is_fairseq else list(range(len(rules.pieces)))
    of_pieces = {id: rules.pieces[piece] for id, piece in enumerate(order) if piece is not None}
    spelled = {id: raw(piece[0]) for id, piece in of_pieces.items()}
    marked = [id for id, piece in of_pieces.items() if piece[2] in (UNKNOWN, CONTROL, UNUSED)]
    if is_fairseq:
        spelled |= {1: b"<pad>", len(order): b"<mask>"}
        marked += [1, len(order)]
    vocabulary = vocabulary_of(spelled | dict(added or {}), path.name, special={*marked, *special})
    tokenizer = None if is_fairseq else _tokenizer(rules, vocabulary.tokens, path)
    return Vocabulary(vocabulary.tokens, vocabulary.origin, tokenizer, vocabulary.special)


def _tokenizer(rules: Rules, tokens: Tokens, path: Path) -> HubTokenizer:
    """Reads the file again when a text is first encoded: until then its pieces would fill memory for nothing."""
    unknown = next((id for id, piece in enumerate(rules.pieces) if piece[2] == UNKNOWN), None)
    return HubTokenizer(
        lambda library: make(library, parse(read_bounded(path, most_bytes=MAX_BYTES), where=path.name)),
        tokens,
        name="bpe" if rules.bpe else "unigram",
        origin=path.name,
        unknown=unknown,
    )


def parse(contents: bytes, *, where: str) -> Rules:
    """Raises BadFile for bytes that are no protobuf of this kind."""
    rules = Rules()
    try:
        for number, value in fields(contents):
            if number == 1 and isinstance(value, bytes):
                rules.pieces.append(_piece(value))
                if len(rules.pieces) > MAX_PIECES:
                    raise BadFile(f"{where} names more than {MAX_PIECES:,} pieces; that many are not read.")
            elif number == 2 and isinstance(value, bytes):
                rules.bpe = dict(fields(value)).get(3) == 2
            elif number == 3 and isinstance(value, bytes):
                normalizer = dict(fields(value))
                charmap = normalizer.get(2, b"")
                rules.charmap = charmap if isinstance(charmap, bytes) else b""
                rules.prefix, rules.squeeze = bool(normalizer.get(3, 1)), bool(normalizer.get(4, 1))
    except (ValueError, IndexError, struct.error):
        raise BadFile(f"{where} is no readable SentencePiece model. The download may be incomplete.") from None
    return rules


def fields(message: bytes) -> Iterator[tuple[int, int | bytes]]:
    """(number, value) of each field of a protobuf message. Raises ValueError or IndexError where it is broken."""
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        wire = key & 7
        if wire == VARINT:
            value, at = _varint(message, at)
            yield key >> 3, value
            continue
        if wire == BYTES:
            length, at = _varint(message, at)
        elif wire in (EIGHT_BYTES, FOUR_BYTES):
            length = 8 if wire == EIGHT_BYTES else 4
        else:
            raise ValueError("a wire type that protobuf no longer has")
        if at + length > len(message):
            raise ValueError("a field ends past its message")
        yield key >> 3, message[at : at + length]
        at += length


def fairseq_order(rules: Rules) -> list[int | None]:
    """Piece of each id in XLM-R and its kin: <s>, <pad>, </s>, <unk>, then the pieces from the fourth on."""
    at = {piece[0]: id for id, piece in enumerate(rules.pieces)}
    first = [at.get("<s>"), None, at.get("</s>"), at.get("<unk>")]
    return [*first, *range(3, len(rules.pieces))]


def _piece(message: bytes) -> tuple[str, float, int]:
    """Spelling, score and type; nearly every piece has them in this order, and a model has hundreds of thousands."""
    end = 2 + message[1] if message[:1] == b"\x0a" else len(message)
    if message[end : end + 1] == b"\x15" and end < 130:
        kinds = message[end + 5 :]
        if not kinds or (len(kinds) == 2 and kinds[0] == 0x18 and kinds[1] < 0x80):
            (score,) = FLOAT.unpack_from(message, end + 1)
            return message[2:end].decode("utf-8", "surrogateescape"), score, kinds[1] if kinds else NORMAL
    return _odd_piece(message)


def _odd_piece(message: bytes) -> tuple[str, float, int]:
    spelling, score, kind = "", 0.0, NORMAL
    for number, value in fields(message):
        if number == 1 and isinstance(value, bytes):
            spelling = value.decode("utf-8", "surrogateescape")
        elif number == 2 and isinstance(value, bytes):
            (score,) = FLOAT.unpack(value)
        elif number == 3 and isinstance(value, int):
            kind = value
    return spelling, score, kind


def _varint(message: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7
        if shift > 63:
            raise ValueError("a number of more than 64 bits")
