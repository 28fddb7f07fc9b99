"""Which tensor of a checkpoint is the table: known names first, then the shape has to fit.

Names were gathered from published checkpoints and from llama.cpp's tensor map. A name counts when it is the whole
of a tensor's name or what follows a dot, so that prefixes of wrappers ("bert.", "model.", "language_model.") do
not matter; the first name in the list that is there wins.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest

from rowspace.errors import BadArgument, BadFile
from rowspace.formats.safetensors_header import quoted

INPUT = (
    "token_embd.weight",
    "shared.weight",
    "embed_tokens.weight",
    "wte.weight",
    "embeddings.word_embeddings.weight",
    "embeddings.tok_embeddings.weight",
    "tok_embeddings.weight",
    "embed_in.weight",
    "embedding.word_embeddings.weight",
    "word_embeddings.weight",
    "word_embedding.weight",
    "token_embeddings.weight",
    "token_embedding.weight",
    "backbone.embeddings.weight",
    "backbone.embedding.weight",
    "rwkv.embeddings.weight",
    "transformer.in_out_embed",
    "embedding.weight",
    "embeddings.weight",
    "embeddings",
)
OUTPUT = (
    "lm_head.weight",
    "lm_head.linear.weight",
    "output.weight",
    "embed_out.weight",
    "output_layer.weight",
    "head.weight",
)
POSITION = (
    "position_embd.weight",
    "wpe.weight",
    "embeddings.position_embeddings.weight",
    "embed_positions.weight",
    "position_embeddings.weight",
    "position_embedding.weight",
)
PER_LAYER = ("embed_tokens_per_layer.weight", "per_layer_token_embd.weight")
KNOWN = (*INPUT, *OUTPUT, *POSITION, *PER_LAYER)
# In a layer (DeepSeek's prediction module repeats the table there), or of another kind of input (GGUF: "v.", "a.").
DECOY = re.compile(
    r"(?:^|\.)(?:layers|h|blk|blocks)\.\d+\.|^[av]\.|vision|visual|image|patch|audio|encoder\.embed_positions"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One tensor as its file states it.  dtype as the file writes it ("BF16", "Q4_K"), stored in `bytes`."""

    dtype: str
    shape: tuple[int, ...]
    bytes: int


@dataclass(frozen=True, slots=True)
class Chosen:
    """Names of the tensors that matter; None and empty where a model has none.

    per_layer  tables that Gemma 3n and later look up once a layer
    copies     other tensors of an input table's name: the encoder's and the decoder's, a prediction module's
    """

    input: str
    output: str | None = None
    position: str | None = None
    per_layer: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()


def choose(entries: Mapping[str, Entry], *, asked: str | None, where: str) -> Chosen:
    """The tables of a checkpoint. `asked` names the tensor that a user wants instead.

    Looks up entries of known names only, so that the shards of the others stay closed. Raises BadArgument for
    a tensor that is not there or is no matrix, BadFile where no name is known.
    """
    few = {name: entries[name] for name in entries if name.endswith(KNOWN) and _is_known(name)}
    chosen = _first(few, INPUT) if asked is None else _asked(entries, asked, where)
    if chosen is None:
        raise _nothing(entries, where)
    dim = entries[chosen].shape[1]
    return Chosen(
        input=chosen,
        output=_first(few, OUTPUT, dim=dim, besides=chosen),
        position=_first(few, POSITION, dim=dim, besides=chosen),
        per_layer=tuple(_matrices(few, PER_LAYER, besides=chosen)),
        copies=tuple(name for name in _matrices(few, INPUT, besides=chosen) if few[name].shape[1] == dim),
    )


def is_input(name: str) -> bool:
    """Whether a tensor's name is that of an input table."""
    return _ends_with(name, INPUT) and not DECOY.search(name)


def _first(
    entries: Mapping[str, Entry], known: Sequence[str], *, dim: int | None = None, besides: str | None = None
) -> str | None:
    """The tensor of the earliest known name; of several, the one with most rows, then the shortest name."""
    for suffix in known:
        found = [
            name
            for name in _matrices(entries, (suffix,), besides=besides)
            if not DECOY.search(name) and dim in (None, entries[name].shape[1])
        ]
        if found:
            return min(found, key=lambda name: (-entries[name].shape[0], len(name), name))
    return None


def _matrices(entries: Mapping[str, Entry], known: Sequence[str], *, besides: str | None) -> list[str]:
    names = [name for name in entries if name != besides and _ends_with(name, known)]
    return [name for name in names if _is_matrix(entries[name])]


def _is_matrix(entry: Entry) -> bool:
    return len(entry.shape) == 2 and min(entry.shape) > 0


def _is_known(name: str) -> bool:
    return _ends_with(name, KNOWN)


def _ends_with(name: str, suffixes: Sequence[str]) -> bool:
    return any(name == suffix or name.endswith(f".{suffix}") for suffix in suffixes)


def _asked(entries: Mapping[str, Entry], asked: str, where: str) -> str:
    if asked not in entries:
        raise BadArgument(f"{where} has no tensor {quoted(asked)}. Its largest matrices: {_largest(entries)}.")
    if not _is_matrix(entries[asked]):
        shape = " × ".join(f"{n:,}" for n in entries[asked].shape) or "of one number"
        raise BadArgument(f"{where}: tensor {quoted(asked)} has shape {shape}; a table is a matrix of tokens × dims.")
    return asked


def _nothing(entries: Mapping[str, Entry], where: str) -> BadFile:
    if not any(_is_matrix(entry) for entry in entries.values()):
        return BadFile(f"{where} holds no matrix, so no table of tokens × dims.")
    return BadFile(
        f"{where}: no tensor has a name known for an embedding table. Its largest matrices: {_largest(entries)}. "
        "Choose one with --tensor NAME."
    )


def _largest(entries: Mapping[str, Entry]) -> str:
    matrices = ((name, entry.shape) for name, entry in entries.items() if _is_matrix(entry))
    tallest = nlargest(5, matrices, key=lambda matrix: matrix[1][0])
    listed = [f"{quoted(name)} {shape[0]:,} × {shape[1]:,}" for name, shape in tallest]
    return ", ".join(listed) or "none"
