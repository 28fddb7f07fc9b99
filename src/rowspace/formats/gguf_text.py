"""How a text becomes the tokens of a GGUF file: the rules that it names, given to the `tokenizers` library."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rowspace.formats.gguf_metadata import Metadata
from rowspace.formats.sentencepiece import CONTROL, UNKNOWN, USER_DEFINED, Rules
from rowspace.formats.sentencepiece_text import make as make_pieces
from rowspace.formats.text_encoding import HubTokenizer
from rowspace.formats.wordpiece import WordPiece
from rowspace.table import Tokenizer, Tokens

_NEWER = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}%s| ?[^\s\p{L}\p{N}]+[\r\n]*"
    r"|\s*[\r\n]+|\s+(?!\S)|\s+"
)


@dataclass(frozen=True, slots=True)
class Splitting:
    """How a text is cut into the words that merges stay within.

    first  expression whose matches, and what lies between them, are cut apart
    gpt2   whether GPT-2's own cuts follow
    whole  whether a word that is itself a token is that token, whatever the merges say
    """

    first: str = ""
    gpt2: bool = True
    whole: bool = False


SPLITTINGS = {
    **dict.fromkeys(("gpt-2", "mpt", "olmo", "phi-2", "jais", "roberta-bpe"), Splitting()),
    **dict.fromkeys(("starcoder", "refact", "command-r", "smollm", "codeshell", "exaone"), Splitting(r"\p{N}")),
    **dict.fromkeys(("llama-bpe", "llama3", "llama-v3"), Splitting(_NEWER % "{1,3}", gpt2=False, whole=True)),
    **dict.fromkeys(("qwen2", "stablelm2", "deepseek-r1-qwen"), Splitting(_NEWER % "", gpt2=False)),
}
"""By the name in a file's `tokenizer.ggml.pre`. A file with another is read, but texts are not encoded by its rules."""


def tokenizer_of(
    metadata: Metadata, spelled: Tokens, tokens: Tokens, kinds: NDArray[Any], *, where: str
) -> Tokenizer | None:
    """Tokenizer of a file, None where its rules are not known.

    spelled  as the file has them
    tokens   as the table has them
    kinds    SentencePiece's type of each
    """
    rule = metadata.get("tokenizer.ggml.model")
    if rule == "bert":
        return WordPiece(tokens, cased=_has_capitals(tokens))
    if rule in ("llama", "t5") and len(_numbers(metadata, "scores")) == len(spelled):
        unknown = np.flatnonzero(kinds == UNKNOWN).tolist()
        return HubTokenizer(
            lambda library: make_pieces(library, _rules(metadata, spelled, kinds)),
            tokens,
            name="bpe" if rule == "llama" else "unigram",
            origin=where,
            unknown=unknown[0] if unknown else None,
        )
    splitting = SPLITTINGS.get(str(metadata.get("tokenizer.ggml.pre")))
    if rule != "gpt2" or splitting is None or "tokenizer.ggml.merges" not in metadata.arrays:
        return None

    def make(library: Any) -> Any:
        merges = metadata.strings("tokenizer.ggml.merges") or Tokens.of([])
        own = [spelled[id] for id in np.flatnonzero(np.isin(kinds, (CONTROL, USER_DEFINED))).tolist()]
        return _make_bytes(library, spelled, merges, splitting, own)

    return HubTokenizer(make, tokens, name="bpe", origin=where)


def _rules(metadata: Metadata, spelled: Tokens, kinds: NDArray[Any]) -> Rules:
    scores = _numbers(metadata, "scores").tolist()
    return Rules(
        pieces=list(zip(spelled, scores, kinds.tolist(), strict=True)),
        bpe=metadata.get("tokenizer.ggml.model") == "llama",
        charmap=_numbers(metadata, "precompiled_charsmap").tobytes(),
        prefix=bool(metadata.get("tokenizer.ggml.add_space_prefix", True)),
        squeeze=bool(metadata.get("tokenizer.ggml.remove_extra_whitespaces", False)),
    )


def _numbers(metadata: Metadata, key: str) -> NDArray[Any]:
    numbers = metadata.numbers(f"tokenizer.ggml.{key}")
    return np.empty(0, np.uint8) if numbers is None else numbers


def _make_bytes(library: Any, spelled: Tokens, merges: Tokens, splitting: Splitting, own: list[str]) -> Any:
    """Byte-level BPE by the file's merges, "a b" each."""
    vocabulary = {token: id for id, token in reversed(list(enumerate(spelled)))}
    pairs = [(left, right) for left, _, right in (merge.partition(" ") for merge in merges)]
    made = library.Tokenizer(library.models.BPE(vocabulary, pairs, ignore_merges=splitting.whole))
    cuts = library.pre_tokenizers
    first = [cuts.Split(library.Regex(splitting.first), "isolated")] if splitting.first else []
    made.pre_tokenizer = cuts.Sequence([*first, cuts.ByteLevel(add_prefix_space=False, use_regex=splitting.gpt2)])
    made.add_tokens([library.AddedToken(token, normalized=False) for token in own])
    return made


def _has_capitals(tokens: Tokens) -> bool:
    """Whether a token has a capital letter, [PAD] and its like aside: GGUF does not say whether text is lowered."""
    return any(re.search(r"[A-Z]", token) for token in tokens if not token.startswith("["))
