"""Makers of GGUF files, byte by byte, and of ones that lie, each with the words of its refusal."""

from __future__ import annotations

import struct
from collections.abc import Sequence

U8, I8, U16, I16, U32, I32, F32, BOOL, TEXT, ARRAY, U64, I64, F64 = range(13)
_LAYOUTS = dict(zip(range(13), "BbHhIif?__Qqd", strict=True))


def number(value: float, kind: int = U64) -> bytes:
    return struct.pack("<" + _LAYOUTS[kind], value)


def text(letters: str | bytes, *, length: int | None = None) -> bytes:
    """Letters after their length, or after the one that is claimed."""
    raw = letters.encode() if isinstance(letters, str) else letters
    return number(len(raw) if length is None else length) + raw


def setting(key: str | bytes, value: float | str | bytes, kind: int = TEXT) -> bytes:
    """A key with its number, its text or, where `value` is bytes, whatever stands there."""
    packed = value if isinstance(value, bytes) else text(value) if isinstance(value, str) else number(value, kind)
    return text(key) + number(kind, U32) + packed


def listing(key: str, values: Sequence[float | str | bytes], kind: int = TEXT, *, count: int | None = None) -> bytes:
    """A key with an array of numbers or of texts."""
    packed = [text(value) if isinstance(value, str | bytes) else number(value, kind) for value in values]
    return (
        text(key) + number(ARRAY, U32) + number(kind, U32) + number(len(values) if count is None else count)
    ) + b"".join(packed)


def tensor(
    name: str | bytes, dims: Sequence[int] = (4, 2), kind: int = 0, offset: int = 0, *, rank: int | None = None
) -> bytes:
    """A record; dims as GGUF has them, the numbers of a row first."""
    packed = b"".join(number(dim) for dim in dims)
    return text(name) + number(len(dims) if rank is None else rank, U32) + packed + number(kind, U32) + number(offset)


def container(
    settings: Sequence[bytes] = (),
    tensors: Sequence[bytes] = (),
    data: bytes = b"",
    *,
    version: bytes = b"\3\0\0\0",
    keys: int | None = None,
    count: int | None = None,
    alignment: int = 32,
) -> bytes:
    """A file; `keys` and `count` are what it claims to hold of settings and tensors."""
    counts = number(len(tensors) if count is None else count) + number(len(settings) if keys is None else keys)
    head = b"GGUF" + version + counts + b"".join(settings) + b"".join(tensors)
    return head + bytes(-len(head) % alignment) + data if tensors else head


EIGHT = struct.pack("<8f", *range(8))
TOKENS = listing("tokenizer.ggml.tokens", ["cat", "dog"])
TABLE = tensor("token_embd.weight")
SOUND = container([TOKENS], [TABLE], EIGHT)
HUGE = 1 << 63

HOSTILE: dict[str, tuple[bytes, str]] = {
    "only a magic": (b"GGUF", "cut short after 4 bytes. The download may be incomplete"),
    "version 1": (container(version=b"\1\0\0\0"), "is GGUF version 1, of 2023; convert the model again"),
    "version 0": (container(version=b"\0\0\0\0"), "is GGUF version 0; rowspace reads versions 2 and 3"),
    "version 4": (container(version=b"\4\0\0\0"), "is GGUF version 4; rowspace reads"),
    "big-endian": (container(version=b"\0\0\0\3"), "is GGUF for big-endian machines"),
    "2^63 tensors": (container(count=HUGE), "claims 9,223,372,036,854,775,808 tensors; at most 65,536 are read"),
    "a tensor too few": (container(count=1), "claims 1 tensors; .* and 8 bytes are left"),
    "2^63 keys": (container(keys=HUGE), "claims 9,223,372,036,854,775,808 metadata keys"),
    "a key too few": (container(keys=1), "claims 1 metadata keys"),
    "a key of 2^63": (container([text("k", length=HUGE) + bytes(20)]), "a metadata key at byte 24 has 9,223,3"),
    "a key of 2 kB": (container([setting("k" * 2048, "")]), "has 2,048 bytes; at most 1,024 are allowed"),
    "a key past the end": (container([text("k", length=1000) + bytes(20)]), "claims 1,000 bytes but 21 are left"),
    "a key in Latin-1": (container([setting(b"\xe9", "x")]), "a metadata key at byte 32 is not UTF-8"),
    "a key twice": (container([setting("k", "x"), setting("k", "y")]), 'metadata key "k" is given twice'),
    "a value of kind 13": (container([setting("k", bytes(8), 13)]), 'metadata "k" is of kind 13, which GGUF does not'),
    "a text of 2^63": (container([setting("k", text("x", length=HUGE))]), 'metadata "k" at byte 45 claims 9,223,'),
    "a text of 2^64 - 1": (container([setting("k", text("x", length=2 * HUGE - 1))]), "claims 18,446,744,073,709,"),
    "a number cut off": (container([setting("long key", b"\0", U64)]), "claims 8 bytes but 1 are left"),
    "an array of arrays": (
        container([setting("k", number(ARRAY, U32) + number(2) + bytes(40), ARRAY)]),
        'metadata "k" is an array of arrays',
    ),
    "an array of kind 99": (
        container([setting("k", number(99, U32) + number(2) + bytes(40), ARRAY)]),
        'metadata "k" is an array of kind 99',
    ),
    "2^63 numbers": (container([listing("k", [1.0], F32, count=HUGE)]), "claims 36,893,488,147,419,103,232 bytes"),
    "2^64 - 1 numbers": (container([listing("k", [1], U8, count=2 * HUGE - 1)]), "claims 18,446,744,073,709,551,615"),
    "2^63 texts": (container([listing("k", ["x"], count=HUGE)]), "claims 9,223,372,036,854,775,808 strings"),
    "3 million texts": (container([listing("k", [], count=3_000_000)], [], bytes(8)), "claims 3,000,000 strings"),
    "a text past the end": (
        container([setting("k", number(TEXT, U32) + number(2) + text("x", length=99) + text(""), ARRAY)]),
        'a string of metadata "k" ends at byte 156',
    ),
    "texts that wrap at 2^64": (
        container([setting("k", number(TEXT, U32) + number(3) + text("x", length=2 * HUGE - 8) + bytes(32), ARRAY)]),
        'a string of metadata "k" ends at byte 18,446,744,073,709,551,',
    ),
    "a last text past the end": (
        container([setting("k", number(TEXT, U32) + number(1) + text("x", length=99), ARRAY)]),
        'a string of metadata "k" ends at byte 156 but the file has 58',
    ),
    "no alignment": (container([setting("general.alignment", 0, U32)], [TABLE], EIGHT), "alignment 0 must be a power"),
    "a crooked alignment": (container([setting("general.alignment", 48, U32)], [TABLE], EIGHT), "alignment 48 must be"),
    "an alignment of 2^21": (container([setting("general.alignment", 1 << 21, U32)], [TABLE], EIGHT), "at most 1,048,"),
    "an alignment of text": (container([setting("general.alignment", "32")], [TABLE], EIGHT), "alignment 32 must be"),
    "a tensor twice": (container([], [TABLE, tensor("token_embd.weight", offset=32)], EIGHT * 2), "is named twice"),
    "a name of 2^63": (
        container([], [text("x", length=HUGE) + bytes(30)], EIGHT),
        "a tensor's name at byte 24 has 9,2",
    ),
    "a name in Latin-1": (container([], [tensor(b"\xe9")], EIGHT), "a tensor's name at byte 32 is not UTF-8"),
    "five dims": (container([], [tensor("t", (4, 2, 1, 1, 1))], EIGHT), 'tensor "t" has 5 dims; GGUF allows 4'),
    "2^32 - 1 dims": (container([], [tensor("t", rank=2**32 - 1)], EIGHT), "has 4,294,967,295 dims; GGUF allows 4"),
    "a dim of 2^63": (container([], [tensor("t", (HUGE, 2))], EIGHT), 'tensor "t" ends at byte 73,786,976,294,838,'),
    "dims that wrap at 2^64": (container([], [tensor("t", (1 << 32, 1 << 32))], EIGHT), "ends at byte 73,786,976,"),
    "an offset of 2^63": (container([], [tensor("t", offset=HUGE)], EIGHT), "ends at byte 9,223,372,036,854,775,936"),
    "an unknown type past the end": (container([], [tensor("t", kind=99, offset=64)], EIGHT), "ends at byte 160 but"),
    "half a block": (
        container([], [tensor("t", (48, 2), kind=2)], EIGHT),
        "rows of 48 numbers; Q4_0 stores them by 32",
    ),
    "a block of one number": (container([], [tensor("t", (), kind=14)], EIGHT), "rows of 1 numbers; Q6_K stores them"),
    "a crooked offset": (container([], [tensor("t", offset=4)], EIGHT * 2), "begins at offset 4, no multiple of .* 32"),
    "cut short": (SOUND[:-1], 'tensor "token_embd.weight" ends at byte .* The download may be incomplete'),
    "two in one place": (container([], [TABLE, tensor("t")], EIGHT), "overlaps the one at byte 128"),
    "one inside the other": (
        container([], [tensor("a", (4, 6)), tensor("b", (1,), offset=32)], EIGHT * 3),
        'tensor "a" overlaps the one at byte',
    ),
    "records cut off": (SOUND[:130], "cut short after 130 bytes"),
}
"""Refused when the header is read."""

NO_TABLE: dict[str, tuple[bytes, str]] = {
    "no tensors": (container([TOKENS]), "holds no matrix, so no table"),
    "no table": (container([TOKENS], [tensor("blk.0.ffn_up.weight")], EIGHT), "no tensor has a name known"),
    "a table in a line": (container([], [tensor("token_embd.weight", (8,))], EIGHT), "holds no matrix"),
    "rows without numbers": (container([], [tensor("token_embd.weight", (0, 2))], EIGHT), "holds no matrix"),
    "a dim past 2^20": (
        container([], [tensor("token_embd.weight", (1 << 21, 1), 24)], bytes(1 << 21)),
        "2,097,152 dims",
    ),
    "a type of tomorrow": (
        container([], [tensor("token_embd.weight", kind=57)], EIGHT),
        'tensor "token_embd.weight" is stored as type 57, which rowspace does not decode; it reads F32',
    ),
    "a type it has no codebook for": (
        container([], [tensor("token_embd.weight", (256, 1), 16)], bytes(66)),
        "is stored as IQ2_XXS, which rowspace does not decode",
    ),
    "a retired type": (container([], [tensor("token_embd.weight", (32, 1), 31)], bytes(18)), "is stored as Q4_0_4_4"),
    "integers": (container([], [tensor("token_embd.weight", kind=26)], EIGHT), "is stored as I32, which"),
    "a type too few": (
        container([TOKENS, listing("tokenizer.ggml.token_type", [1], I32)], [TABLE], EIGHT),
        "1 token types of int32 for 2 tokens",
    ),
    "types of fractions": (
        container([TOKENS, listing("tokenizer.ggml.token_type", [1, 1], F32)], [TABLE], EIGHT),
        "2 token types of float32 for 2 tokens",
    ),
}
"""Sound headers, refused when a table is made of them."""
