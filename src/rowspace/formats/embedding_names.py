"""Which tensor of a checkpoint is the table: known names first, then the shape has to fit.

Names were gathered from published checkpoints and from llama.cpp's tensor map. A name counts when it is the whole
of a tensor's name or what follows a dot, so that prefixes of wrappers ("bert.", "model.", "language_model.") do
not matter; the first name in the list that is there wins.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rowspace.errors import BadArgument, BadFile

INPUT = (
    "token_embd.weight",
    "embed_tokens.weight",
    "wte.weight",
    "embeddings.word_embeddings.weight",
    "embeddings.tok_embeddings.weight",
    "tok_embeddings.weight",
    "embed_in.weight",
    "embedding.word_embeddings.weight",
    "word_embeddings.weight",
    "shared.weight",
    "token_embeddings.weight",
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
)
PER_LAYER = ("embed_tokens_per_layer.weight", "per_layer_token_embd.weight")
# In a layer (DeepSeek's prediction module repeats the table there), or of another kind of input.
DECOY = re.compile(r"(?:^|\.)(?:layers|h|blk|blocks)\.\d+\.|vision|visual|image|patch|audio|encoder\.embed_positions")


@dataclass(frozen=True, slots=True)
class Entry:
    """One tensor as its file states it.  dtype as the file writes it ("BF16", "Q4_K"), stored in `bytes`."""

    dtype: str
    shape: tuple[int, ...]
    bytes: int


@dataclass(frozen=True, slots=True)
class Chosen:
    """Names of the tensors that matter; None and empty where a model has none."""

    input: str
    output: str | None = None
    position: str | None = None
    per_layer: list[str] = field(default_factory=list)


def choose(entries: Mapping[str, Entry], *, asked: str | None, where: str) -> Chosen:
    """The tables of a checkpoint. `asked` names the tensor that a user wants instead.

    Raises BadArgument for a tensor that is not there or is no matrix, BadFile where no name is known.
    """
    matrices = {name: entry for name, entry in entries.items() if len(entry.shape) == 2 and min(entry.shape) > 0}
    if asked is not None:
        input_name = _asked(matrices, entries, asked, where)
    else:
        input_name = _first(matrices, INPUT) or _nothing(matrices, where)
    dim = matrices[input_name].shape[1]
    wide = {name: entry for name, entry in matrices.items() if entry.shape[1] == dim and name != input_name}
    return Chosen(
        input=input_name,
        output=_first(wide, OUTPUT),
        position=_first(wide, POSITION),
        per_layer=[name for name in matrices if _ends_with(name, PER_LAYER) and name != input_name],
    )


def _first(entries: Mapping[str, Entry], known: Sequence[str]) -> str | None:
    """The tensor of the earliest known name; of several, the one with most rows, then the shortest name."""
    for suffix in known:
        found = [name for name in entries if _ends_with(name, (suffix,)) and not DECOY.search(name)]
        if found:
            return min(found, key=lambda name: (-entries[name].shape[0], len(name), name))
    return None


def _ends_with(name: str, suffixes: Sequence[str]) -> bool:
    return any(name == suffix or name.endswith(f".{suffix}") for suffix in suffixes)


def _asked(matrices: Mapping[str, Entry], entries: Mapping[str, Entry], asked: str, where: str) -> str:
    if asked in matrices:
        return asked
    if asked in entries:
        shape = " × ".join(str(n) for n in entries[asked].shape)
        raise BadArgument(f'{where}: tensor "{asked}" has shape {shape}; a table is a matrix of tokens × dims.')
    raise BadArgument(f'{where} has no tensor "{asked}". Its largest matrices: {_largest(matrices)}.')


def _nothing(matrices: Mapping[str, Entry], where: str) -> str:
    if not matrices:
        raise BadFile(f"{where} holds no matrix, so no table of tokens × dims.")
    raise BadFile(
        f"{where}: no tensor has a name known for an embedding table. Its largest matrices: {_largest(matrices)}. "
        "Choose one with --tensor NAME."
    )


def _largest(matrices: Mapping[str, Entry]) -> str:
    by_rows = sorted(matrices, key=lambda name: -matrices[name].shape[0])[:5]
    return ", ".join(f'"{name}" {matrices[name].shape[0]:,} × {matrices[name].shape[1]:,}' for name in by_rows)
