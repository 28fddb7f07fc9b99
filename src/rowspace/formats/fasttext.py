"""fastText's own models (.bin): words, and the pieces of words that give a row to those it has never seen."""

from __future__ import annotations

from pathlib import Path

from rowspace.errors import BadArgument
from rowspace.formats.fasttext_header import MAGIC, Model, read_model
from rowspace.formats.packing import file_bytes, head_bytes
from rowspace.rows import ArrayRows
from rowspace.table import Source, Table


class FastText:
    """Reader of models; an entry of the list of formats. Their matrices are chosen as "input" and "output"."""

    name = "fastText model"

    def recognizes(self, path: Path) -> bool:
        return path.is_file() and head_bytes(path, 4) == MAGIC

    def open(self, path: Path, *, tensor: str | None = None) -> Table:
        return open_fasttext(path, tensor or "input")


def open_fasttext(path: Path, tensor: str = "input") -> Table:
    """Table of the words' rows, or of what the model scores words or labels with. Raises BadFile, BadArgument."""
    from rowspace.formats.subwords import SubwordRows

    if tensor not in ("input", "output"):
        raise BadArgument(f'{path.name} has no tensor "{tensor}"; a fastText model has "input" and "output".')
    model = read_model(file_bytes(path), path)
    name = path.name.split(".")[0] or path.name
    source = Source(location=str(path), format=FastText.name, tensor=tensor, note=_note(model, tensor))
    if tensor == "output":
        tokens = model.labels if model.settings.supervised else model.words
        return Table(name=name, tokens=tokens, rows=ArrayRows(model.output), source=source)
    if not model.settings.longest:
        return Table(name=name, tokens=model.words, rows=ArrayRows(model.input[: len(model.words)]), source=source)
    rows = SubwordRows(
        model.words,
        model.input,
        buckets=model.settings.buckets,
        shortest=model.settings.shortest,
        longest=model.settings.longest,
    )
    return Table(name=name, tokens=model.words, rows=rows, composer=rows, source=source)


def _note(model: Model, tensor: str) -> str:
    settings = model.settings
    if tensor == "output":
        kind = "labels" if settings.supervised else "the contexts of words"
        return f"The output matrix: rows stand for {kind}, not for words as a text uses them."
    if not settings.longest:
        return "The model was trained without pieces of words, so a word without a row stays unknown."
    sizes = f"{max(1, settings.shortest)} to {settings.longest} characters"
    return f"A row is the mean of a word's own and of its pieces' of {sizes}; a word without a row gets its pieces'."
