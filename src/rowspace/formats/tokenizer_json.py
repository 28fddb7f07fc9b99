"""tokenizer.json: the tokens of a model by id, as bytes. Nothing in it is run and no expression in it compiled.

Byte-level tokens become the bytes they stand for; SentencePiece's "▁cat" and "<0x0A>" and WordPiece's "##ing" stay
as they are spelled. Tokens added later override the vocabulary's.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from rowspace.errors import BadFile
from rowspace.formats import byte_level
from rowspace.formats.json_files import parse_json, read_bounded
from rowspace.formats.tensors import Vocabulary
from rowspace.formats.text_encoding import HubTokenizer, from_json
from rowspace.formats.vocabulary import checked_ids, raw, vocabulary_of
from rowspace.formats.wordpiece import CONTINUATION, WordPiece
from rowspace.table import Tokenizer, Tokens

MAX_BYTES = 60_000_000  # the largest in use has 33 MB

# Half of the largest files and none of what tells a row's token. Every repeat is possessive: one pass, no way back.
_MERGES = re.compile(
    rb'"merges"\s*+:\s*+\[(?:[^\[\]"]++|"(?:[^"\\]++|\\.)*+"|\[(?:[^\[\]"]++|"(?:[^"\\]++|\\.)*+")*+\])*+\]', re.DOTALL
)


def read_tokenizer_json(path: Path) -> Vocabulary:
    """Raises BadFile for a file that is not one, or whose ids are not unique."""
    contents = read_bounded(path, most_bytes=MAX_BYTES)
    where = path.name
    parsed = parse_json(_MERGES.sub(b'"merges":[]', contents, count=1), where=where)
    model = parsed.get("model")
    if not isinstance(model, dict):
        raise BadFile(f"{where} has no model, so no vocabulary.")
    spelled = checked_ids(_pairs(model.get("vocab"), where), where)
    tokens = list(spelled.values())
    encoded = byte_level.to_bytes(tokens) if _is_byte_level(parsed) else [raw(token) for token in tokens]
    by_id = dict(zip(spelled, encoded, strict=True))
    special = []
    for id, token, is_special in _added(parsed.get("added_tokens"), where):
        by_id[id] = raw(token)
        special += [id] if is_special else []
    vocabulary = vocabulary_of(by_id, where, special=special)
    tokenizer = _tokenizer(path, parsed, kind(model), vocabulary.tokens)
    return Vocabulary(vocabulary.tokens, where, tokenizer, vocabulary.special)


def kind(model: dict[str, Any]) -> str:
    """One of "bpe", "unigram", "wordpiece", "wordlevel"; files before 2020 do not say and are told by their fields."""
    named = model.get("type")
    if isinstance(named, str):
        return named.lower()
    if isinstance(model.get("vocab"), list):
        return "unigram"
    return "bpe" if "merges" in model else "wordpiece" if "max_input_chars_per_word" in model else "wordlevel"


def _pairs(vocab: Any, where: str) -> list[tuple[Any, Any]]:
    """(token, id) of a dict, or of Unigram's list of (token, score), whose order is the id."""
    if isinstance(vocab, dict):
        return list(vocab.items())
    if isinstance(vocab, list) and all(isinstance(pair, list) and len(pair) == 2 for pair in vocab):
        return [(pair[0], id) for id, pair in enumerate(vocab)]
    raise BadFile(f"{where}: its vocabulary must be an object of ids or a list of pairs.")


def _added(added: Any, where: str) -> list[tuple[int, str, bool]]:
    tokens = []
    for entry in added if isinstance(added, list) else []:
        id, token = (entry.get("id"), entry.get("content")) if isinstance(entry, dict) else (None, None)
        if type(id) is not int or not isinstance(token, str):
            raise BadFile(f"{where}: an added token lacks its id or its content.")
        tokens.append((id, token, entry.get("special") is True))
    return tokens


def _is_byte_level(parsed: dict[str, Any]) -> bool:
    """Whether the decoder, or where there is none the splitter, is ByteLevel, by itself or in a sequence."""
    part = parsed.get("decoder") or parsed.get("pre_tokenizer")
    if not isinstance(part, dict):
        return False
    steps = part.get("decoders") or part.get("pretokenizers")
    steps = steps if isinstance(steps, list) else [part]
    return any(isinstance(step, dict) and step.get("type") == "ByteLevel" for step in steps)


def _tokenizer(path: Path, parsed: dict[str, Any], rule: str, tokens: Tokens) -> Tokenizer:
    own = None
    if rule == "wordpiece" and parsed["model"].get("continuing_subword_prefix", CONTINUATION) == CONTINUATION:
        normalizer = parsed.get("normalizer")
        lower = not isinstance(normalizer, dict) or normalizer.get("lowercase") is not False
        own = WordPiece(tokens, cased=not lower)
    unknown = _unknown(parsed["model"])
    return HubTokenizer(from_json(path), tokens, name=rule, origin=path.name, unknown=unknown, instead=own)


def _unknown(model: dict[str, Any]) -> str | int | None:
    """The token, or for Unigram the id, that stands for what the vocabulary lacks."""
    unknown = model.get("unk_token", model.get("unk_id"))
    return unknown if isinstance(unknown, str | int) else None
