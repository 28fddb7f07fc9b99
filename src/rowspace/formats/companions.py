"""The files that lie beside a model's numbers: its config and, in one of several forms, its tokens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from rowspace.errors import BadFile
from rowspace.formats.embedding_names import choose
from rowspace.formats.json_files import read_json
from rowspace.formats.model2vec import note_of, weighted
from rowspace.formats.model_config import ModelConfig, read_config
from rowspace.formats.model_name import model_name
from rowspace.formats.sentencepiece import looks_like_sentencepiece, read_sentencepiece
from rowspace.formats.tensors import TensorFile, Vocabulary, table_of
from rowspace.formats.tiktoken_ranks import looks_like_ranks, read_ranks
from rowspace.formats.tokenizer_json import read_tokenizer_json
from rowspace.formats.vocabulary import raw
from rowspace.formats.vocabulary_files import read_vocab_json, read_vocab_txt
from rowspace.table import Table

PIECES = ("tokenizer.model", "spiece.model", "sentencepiece.bpe.model", "spm.model", "sentencepiece.model")
MAX_BYTES = 20_000_000
ALIKE = 0.9  # of published models all but a few rows have a token and all but a few tokens a row


@dataclass(frozen=True)
class Companions:
    """The folder that a model lies in.

    lone  whether a single file was meant, beside which the folder may hold other things
    """

    folder: Path
    lone: bool = False

    @cached_property
    def config(self) -> ModelConfig:
        """Raises BadFile, unless a single file was meant: then config.json may be any program's."""
        path = self.folder / "config.json"
        try:
            return read_config(path) if path.is_file() else ModelConfig()
        except BadFile:
            if self.lone:
                return ModelConfig()
            raise

    def table_of(self, file: TensorFile, *, tensor: str | None) -> Table:
        """The table of a model among these files. Raises as `tensors.table_of`, BadFile for a broken vocabulary."""
        file = weighted(file)
        chosen = choose(file.entries, asked=tensor, where=file.path.name)
        vocabulary, note = self._fitting(file.entries[chosen.input].shape[0], asked=tensor)
        notes = [note, note_of(file, normalize=self.config.normalize)]
        facts = replace(self.config.facts, note=" ".join(text for text in notes if text) or None)
        return table_of(file, name=model_name(file.path), vocabulary=vocabulary, facts=facts, tensor=tensor)

    def vocabulary(self) -> Vocabulary | None:
        """Tokens from the first of the known files that is there. Raises BadFile."""
        for name, read in self._readers().items():
            path = self.folder / name
            if path.is_file():
                return read(path)
        ranks = sorted(self.folder.glob("*.tiktoken"))
        return read_ranks(ranks[0]) if len(ranks) == 1 else None

    def _readers(self) -> dict[str, Callable[[Path], Vocabulary]]:
        return {
            "tokenizer.json": read_tokenizer_json,
            "vocab.txt": lambda path: read_vocab_txt(path, **self._added(), cased=self._cased()),
            "vocab.json": lambda path: read_vocab_json(path, **self._added()),
            **dict.fromkeys(PIECES, self._read_pieces),
        }

    def _read_pieces(self, path: Path) -> Vocabulary:
        """SentencePiece, or what Llama 3 keeps under the same name."""
        with path.open("rb") as file:
            head = file.read(2_000)
        if looks_like_ranks(head):
            return read_ranks(path)
        if looks_like_sentencepiece(head):
            return read_sentencepiece(path, kind=self.config.kind, **self._added())
        raise BadFile(f"{path.name} is neither a SentencePiece model nor tiktoken's ranks.")

    def _fitting(self, rows: int, *, asked: str | None) -> tuple[Vocabulary | None, str | None]:
        """The vocabulary, unless it belongs to something else; then a note that says so."""
        try:
            vocabulary = self.vocabulary()
        except BadFile as error:
            if self.lone:
                return None, f"Without tokens: {error.message}"
            raise
        if vocabulary is None or (asked is None and not self.lone):
            return vocabulary, None
        count = len(vocabulary.tokens)
        if are_alike(count, rows):
            return vocabulary, None
        return None, f"Without tokens: {vocabulary.origin} has {count:,}, which do not fit {rows:,} rows."

    def _added(self) -> dict[str, Any]:
        """Tokens added after training, where the vocabulary's own file does not hold them."""
        added, special = {}, []
        for token, id in self._object("added_tokens.json").items():
            if type(id) is int:
                added[id] = raw(token)
        for key, entry in self._part("added_tokens_decoder").items():
            content = entry.get("content") if isinstance(entry, dict) else None
            if key.isascii() and key.isdigit() and len(key) < 10 and isinstance(content, str):
                added[int(key)] = raw(content)
                special += [int(key)] if entry.get("special") is True else []
        return {"added": added, "special": special}

    def _cased(self) -> bool:
        return self._object("tokenizer_config.json").get("do_lower_case") is False

    def _part(self, key: str) -> dict[str, Any]:
        part = self._object("tokenizer_config.json").get(key)
        return part if isinstance(part, dict) else {}

    def _object(self, name: str) -> dict[str, Any]:
        path = self.folder / name
        return read_json(path, most_bytes=MAX_BYTES) if path.is_file() else {}


def are_alike(tokens: int, rows: int) -> bool:
    """Whether so many tokens may be those of a tensor that was asked for, or that lay beside them."""
    return min(tokens, rows) >= ALIKE * max(tokens, rows)
