"""config.json of a model: the few of its flags that bear on the table, each checked and none believed.

A flag of another type than expected counts as absent: configs are written by many hands. A model of text and images
keeps its text part one level down.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from rowspace.formats.json_files import read_json
from rowspace.formats.tensors import Facts

T = TypeVar("T")
MAX_BYTES = 1_000_000
TEXT_PARTS = ("text_config", "llm_config", "language_config")

OFFSET_2 = {"opt", "bart", "mbart", "biogpt", "plbart"}  # their position tables keep two rows unused
AFTER_PADDING = {  # their positions count from the padding token's id + 1
    "camembert", "data2vec-text", "esm", "ibert", "longformer", "luke", "mpnet", "roberta", "xlm-roberta",
    "xlm-roberta-xl", "xmod",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ModelConfig:
    """What is used of a config.

    kind     the architecture, "llama"; "" where the config is silent
    dim      numbers a row
    rows     vocab_size, which is only ever compared with what is stored
    group    numbers that share a scale in MLX's packed tables, and where a tensor has its own
    block    rows × dims that share a scale of FP8 weights
    """

    facts: Facts = field(default_factory=Facts)
    kind: str = ""
    dim: int | None = None
    rows: int | None = None
    normalize: bool = False
    group: int | None = None
    group_of: Mapping[str, int] = field(default_factory=dict)
    block: tuple[int, int] | None = None


def read_config(path: Path) -> ModelConfig:
    """Raises BadFile for a file that is no JSON object or too large to be a config."""
    config = read_json(path, most_bytes=MAX_BYTES)
    kind = _flag(config, "model_type", str) or ""
    for part in TEXT_PARTS:
        if isinstance(config.get(part), dict):
            config = {**config, **{key: value for key, value in config[part].items() if value is not None}}
    quantization = _flag(config, "quantization", dict) or _flag(config, "quantization_config", dict) or {}
    sides: Any = quantization.get("weight_block_size")
    return ModelConfig(
        facts=_facts(config, kind),
        kind=kind,
        dim=_whole(config, "hidden_size", "d_model", "n_embd", "dim"),
        rows=_whole(config, "vocab_size"),
        normalize=_flag(config, "normalize", bool) or False,
        group=_whole(quantization, "group_size"),
        group_of={
            name: own["group_size"]
            for name, own in quantization.items()
            if isinstance(own, dict) and _whole(own, "group_size")
        },
        block=(sides[0], sides[1]) if _is_block(sides) else None,
    )


def _facts(config: Mapping[str, Any], kind: str) -> Facts:
    family = {kind, _flag(config, "model_type", str) or ""}
    return Facts(
        tied=_flag(config, "tie_word_embeddings", bool),
        position_offset=_position_offset(config, family),
        input_scale=_number(config, "embedding_multiplier", "scale_emb", "embedding_multiplier_scale") or 1.0,
        scaled_by_width=bool(_flag(config, "scale_embedding", bool))
        or any(name.startswith("gemma") for name in family),
    )


def _position_offset(config: Mapping[str, Any], family: set[str]) -> int:
    if family & OFFSET_2:
        return 2
    if family & AFTER_PADDING:
        padding = config.get("pad_token_id", 1)
        return padding + 1 if type(padding) is int and 0 <= padding < 16 else 2
    return 0


def _flag(config: Mapping[str, Any], key: str, kind: type[T]) -> T | None:
    value = config.get(key)
    return value if isinstance(value, kind) else None


def _whole(config: Mapping[str, Any], *keys: str) -> int | None:
    found = [config[key] for key in keys if type(config.get(key)) is int and 0 < config[key] < 1 << 40]
    return found[0] if found else None


def _number(config: Mapping[str, Any], *keys: str) -> float | None:
    found = [config[key] for key in keys if type(config.get(key)) in (int, float) and 0 < config[key] < 1e9]
    return float(found[0]) if found else None


def _is_block(sides: Any) -> bool:
    return isinstance(sides, list) and len(sides) == 2 and all(type(n) is int and 0 < n < 1 << 20 for n in sides)
