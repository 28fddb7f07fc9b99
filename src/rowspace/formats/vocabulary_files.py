"""Older vocabularies: vocab.txt, a token a line, and vocab.json with merges.txt; and tokens added to either later."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rowspace.errors import BadFile
from rowspace.formats import byte_level
from rowspace.formats.json_files import read_bounded, read_json
from rowspace.formats.tensors import Vocabulary
from rowspace.formats.text_encoding import HubTokenizer
from rowspace.formats.vocabulary import checked_ids, raw, vocabulary_of
from rowspace.formats.wordpiece import UNKNOWN, WordPiece
from rowspace.table import Tokenizer

MAX_BYTES = 50_000_000
MAX_LINES = 1_200_000


def read_vocab_txt(path: Path, *, added: dict[int, bytes], special: list[int], cased: bool) -> Vocabulary:
    """A token a line, its number the id. A vocabulary with [UNK] is WordPiece's. Raises BadFile."""
    contents = read_bounded(path, most_bytes=MAX_BYTES)
    if contents.count(b"\n") > MAX_LINES:
        raise BadFile(f"{path.name} has more than {MAX_LINES:,} lines; that many are not read.")
    lines = contents.split(b"\n")
    lines = lines[:-1] if not lines[-1] else lines
    spelled = {id: line.removesuffix(b"\r") for id, line in enumerate(lines)} | added
    vocabulary = vocabulary_of(spelled, path.name, special=special)
    is_wordpiece = UNKNOWN.encode() in spelled.values()
    tokenizer = WordPiece(vocabulary.tokens, cased=cased) if is_wordpiece else None
    return Vocabulary(vocabulary.tokens, vocabulary.origin, tokenizer, vocabulary.special)


def read_vocab_json(path: Path, *, added: dict[int, bytes], special: list[int]) -> Vocabulary:
    """Ids by token, undoing byte-level spelling; merges.txt beside it makes texts encodable. Raises BadFile."""
    spelled = checked_ids(read_json(path, most_bytes=MAX_BYTES).items(), path.name)
    tokens = list(spelled.values())
    by_bytes = byte_level.is_spelled_so(tokens)
    encoded = byte_level.to_bytes(tokens) if by_bytes else [raw(token) for token in tokens]
    vocabulary = vocabulary_of(dict(zip(spelled, encoded, strict=True)) | added, path.name, special=special)
    tokenizer = _byte_level_bpe(path, vocabulary) if by_bytes else None
    return Vocabulary(vocabulary.tokens, vocabulary.origin, tokenizer, vocabulary.special)


def _byte_level_bpe(path: Path, vocabulary: Vocabulary) -> Tokenizer | None:
    merges = path.with_name("merges.txt")
    if not merges.is_file():
        return None

    def make(library: Any) -> Any:
        made = library.Tokenizer(library.models.BPE.from_file(str(path), str(merges)))
        made.pre_tokenizer = library.pre_tokenizers.ByteLevel(add_prefix_space=False)
        return made

    return HubTokenizer(make, vocabulary.tokens, name="bpe", origin=path.name)
