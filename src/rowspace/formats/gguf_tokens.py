"""The tokens of a GGUF file, each as the bytes it stands for or as its kind of tokenizer spells it.

Byte-level tokens become bytes; SentencePiece's "▁cat" and "<0x0A>" stay as they are spelled; BERT's, which llama.cpp
writes with a "▁" before every word, are given back the "##" before every continuation.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadFile
from rowspace.formats.byte_level import ALPHABET
from rowspace.formats.gguf_metadata import Metadata
from rowspace.formats.gguf_text import tokenizer_of
from rowspace.formats.sentencepiece import CONTROL, UNKNOWN, UNUSED, USER_DEFINED
from rowspace.formats.tensors import Vocabulary
from rowspace.formats.wordpiece import CONTINUATION
from rowspace.table import Tokens

TOKENS, KINDS, MODEL = "tokenizer.ggml.tokens", "tokenizer.ggml.token_type", "tokenizer.ggml.model"
NAMED = ("bos", "eos", "unknown", "seperator", "padding", "cls", "mask")  # "seperator" is how GGUF spells it
WORD = "▁".encode()
MAX_TOKENS = 1_200_000
MAX_BYTES = 1 << 24  # of all tokens; the largest vocabularies have an eighth
AT_ONCE = 1 << 20


def read_vocabulary(metadata: Metadata, where: str) -> Vocabulary | None:
    """None for a file without tokens. Raises BadFile where there are tokens and their types do not pair up."""
    spelled = metadata.strings(TOKENS)
    if spelled is None:
        return None
    if len(spelled) > MAX_TOKENS or len(spelled.blob) > MAX_BYTES:
        raise BadFile(
            f"{where} has {len(spelled):,} tokens of {len(spelled.blob):,} bytes; at most {MAX_TOKENS:,} of "
            f"{MAX_BYTES:,} are read."
        )
    kinds = _kinds(metadata, len(spelled), where)
    rule = metadata.get(MODEL)
    if rule == "gpt2":
        tokens = from_bytes(spelled, literal=np.isin(kinds, (UNKNOWN, CONTROL, USER_DEFINED)))
    else:
        tokens = from_words(spelled) if rule == "bert" else spelled
    special = _special(metadata, kinds, len(tokens))
    return Vocabulary(tokens, where, tokenizer_of(metadata, spelled, tokens, kinds, where=where), special)


def from_bytes(tokens: Tokens, *, literal: NDArray[np.bool_]) -> Tokens:
    """Byte-level tokens as the bytes they stand for.

    literal  (n,) tokens that stand for themselves, as do those with a character outside the alphabet
    """
    starts = np.searchsorted(tokens.offsets, np.arange(0, max(1, len(tokens.blob)), AT_ONCE)).tolist()
    stretches = pairwise([*starts, len(tokens)])
    parts = [_from_bytes(tokens, start, end, literal[start:end].copy()) for start, end in stretches]
    lengths = np.concatenate([np.zeros(1, np.int64), *(lengths for _, lengths in parts)])
    return Tokens(np.concatenate([np.empty(0, np.uint8), *(blob for blob, _ in parts)]), np.cumsum(lengths))


def _from_bytes(
    tokens: Tokens, start: int, end: int, literal: NDArray[np.bool_]
) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Bytes and lengths of some of the tokens."""
    offsets = tokens.offsets[start : end + 1] - tokens.offsets[start]
    raw = tokens.blob[tokens.offsets[start] : tokens.offsets[end]]
    owner = np.repeat(np.arange(end - start), np.diff(offsets))
    ends = np.append(owner[1:] != owner[:-1], True)[: len(raw)]
    after = np.append(raw, np.uint8(0))[1:]
    two = (raw >= 0xC2) & (raw <= 0xC5) & ~ends & (after & 0xC0 == 0x80)  # characters U+0080 to U+017F
    second = np.append(False, two)[:-1]
    points = np.where(two, (raw & 0x1F).astype(np.int16) << 6 | after & 0x3F, np.where(raw < 0x80, raw, 0))
    stands_for = _BYTE_OF[points]
    literal[owner[(stands_for < 0) & ~second]] = True
    keeps = literal[owner]
    kept = keeps | ~second
    blob = np.where(keeps, raw, stands_for.astype(np.uint8))[kept]
    return blob, np.diff(np.append(0, np.cumsum(kept))[offsets])


def from_words(tokens: Tokens) -> Tokens:
    """WordPiece's spelling of tokens that mark the beginnings of words."""
    raw = [tokens.raw(id) for id in range(len(tokens))]
    if not any(token.startswith(WORD) for token in raw):
        return tokens
    return Tokens.of_bytes([_from_word(token) for token in raw])


def _from_word(token: bytes) -> bytes:
    if token.startswith(WORD):
        return token[len(WORD) :]
    is_bracketed = token.startswith(b"[") and token.endswith(b"]")
    return token if is_bracketed or not token else CONTINUATION.encode() + token


def _kinds(metadata: Metadata, count: int, where: str) -> NDArray[Any]:
    """SentencePiece's type of each token, 0 where the file is silent.   -> (n,)"""
    kinds = metadata.numbers(KINDS)
    if kinds is None:
        return np.zeros(count, np.int32)
    if len(kinds) != count or kinds.dtype.kind not in "iu":
        raise BadFile(f"{where}: {len(kinds):,} token types of {kinds.dtype} for {count:,} tokens; one each is needed.")
    return kinds


def _special(metadata: Metadata, kinds: NDArray[Any], count: int) -> list[int]:
    """Ids of control, unknown and unused tokens; where the file has no kinds, of those it gives a role."""
    if kinds.any():
        return np.flatnonzero(np.isin(kinds, (UNKNOWN, CONTROL, UNUSED))).tolist()
    named = {metadata.get(f"tokenizer.ggml.{role}_token_id") for role in NAMED}
    return sorted(id for id in named if type(id) is int and 0 <= id < count)


_BYTE_OF = np.full(0x180, -1, np.int16)
_BYTE_OF[[ord(letter) for letter in ALPHABET]] = list(ALPHABET.values())
