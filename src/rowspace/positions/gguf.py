"""A GGUF file's metadata, rewritten as the config.json it was converted from, as far as positions go.

Keys are `<architecture>.rope.freq_base` and the like. Divisors of single pairs are no metadata but tensors
(`rope_freqs.weight`, `rope_factors_short.weight`, `rope_factors_long.weight`): a reader adds them under these names.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from rowspace.errors import BadArgument
from rowspace.positions.limits import shown

MODEL_TYPES = {
    "llama": "llama",
    "llama4": "llama4",
    "mistral3": "ministral3",
    "qwen2": "qwen2",
    "qwen2moe": "qwen2_moe",
    "qwen2vl": "qwen2_vl",
    "qwen3": "qwen3",
    "qwen3moe": "qwen3_moe",
    "qwen3vl": "qwen3_vl",
    "qwen3next": "qwen3_next",
    "gemma": "gemma",
    "gemma2": "gemma2",
    "gemma3": "gemma3",
    "gemma3n": "gemma3n",
    "phi2": "phi",
    "phi3": "phi3",
    "gptneox": "gpt_neox",
    "gptj": "gptj",
    "gpt2": "gpt2",
    "gpt-oss": "gpt_oss",
    "bert": "bert",
    "nomic-bert": "nomic_bert",
    "modern-bert": "modernbert",
    "codegen": "codegen",
    "persimmon": "persimmon",
    "internlm2": "internlm2",
    "ernie4_5": "ernie4_5",
    "bloom": "bloom",
    "mpt": "mpt",
    "falcon": "falcon",
    "stablelm": "stablelm",
    "starcoder2": "starcoder2",
    "nemotron": "nemotron",
    "olmo": "olmo",
    "olmo2": "olmo2",
    "command-r": "cohere",
    "cohere2": "cohere2",
    "deepseek2": "deepseek_v2",
    "glm4": "glm4",
    "granite": "granite",
    "smollm3": "smollm3",
    "t5": "t5",
}
"""`general.architecture` and the model_type of the config.json it stands for."""

IN_TWOS = (
    "llama",
    "llama4",
    "mistral3",
    "olmo",
    "command-r",
    "cohere2",
    "deepseek2",
    "granite",
    "smollm3",
    "gptj",
    "internlm2",
    "ernie4_5",
)
"""Architectures whose pairs are interleaved in GGUF; converters permute the rows of W_q and W_k to that."""

PLAIN = {
    "context_length": "max_position_embeddings",
    "embedding_length": "hidden_size",
    "block_count": "num_hidden_layers",
    "attention.head_count": "num_attention_heads",
    "attention.key_length": "head_dim",
    "attention.sliding_window": "sliding_window",
    "attention.max_alibi_bias": "alibi_bias_max",
    "attention.relative_buckets_count": "relative_attention_num_buckets",
    "rope.freq_base": "rope_theta",
}

SCALING = {
    "rope.scaling.type": "rope_type",
    "rope.scaling.factor": "factor",
    "rope.scaling.original_context_length": "original_max_position_embeddings",
    "rope.scaling.attn_factor": "attention_factor",
    "rope.scaling.yarn_beta_fast": "beta_fast",
    "rope.scaling.yarn_beta_slow": "beta_slow",
}

SECTIONS = "rope.dimension_sections"
LINEAR = "rope.scale_linear"  # as files said it before rope.scaling.type
LOG_MULTIPLIER = "rope.scaling.yarn_log_multiplier"  # 0.1 × mscale_all_dim; mscale is the same in published models
WHOLE_HEAD = "attention.key_length_mla"  # beside a key_length that counts the compressed dims


def as_config(metadata: Mapping[str, Any]) -> dict[str, Any]:
    """Raises BadArgument for an architecture whose positions are not known."""
    name = metadata["general.architecture"]
    if not isinstance(name, str) or name not in MODEL_TYPES:
        raise BadArgument(f"general.architecture {shown(name)} is not known; known are {', '.join(MODEL_TYPES)}.")
    config: dict[str, Any] = {"model_type": MODEL_TYPES[name], **_renamed(metadata, name, PLAIN)}
    if name in IN_TWOS:
        config["rope_interleave"] = True
    scaling = _renamed(metadata, name, SCALING)
    if scaling.get("rope_type") == "none":
        scaling = {}
    scaling |= _special(metadata, name, scaling)
    divisors = _divisors(metadata)
    if divisors:
        scaling = {**scaling, **divisors, "rope_type": "longrope"}
        scaling.setdefault("attention_factor", 1.0)
    if scaling:
        config["rope_scaling"] = scaling
    if name == "deepseek2" and f"{name}.{WHOLE_HEAD}" in metadata:
        config["head_dim"] = metadata[f"{name}.{WHOLE_HEAD}"]
    _place_turning_dims(metadata.get(f"{name}.rope.dimension_count"), config, latent=name == "deepseek2")
    if name in ("falcon", "mpt") and metadata.get(f"{name}.attention.max_alibi_bias"):
        config["alibi"] = True
    return config


def _renamed(metadata: Mapping[str, Any], name: str, keys: Mapping[str, str]) -> dict[str, Any]:
    return {ours: metadata[f"{name}.{theirs}"] for theirs, ours in keys.items() if f"{name}.{theirs}" in metadata}


def _special(metadata: Mapping[str, Any], name: str, scaling: Mapping[str, Any]) -> dict[str, Any]:
    """Settings that GGUF says in another way: three axes, an old linear scale, DeepSeek's temperature."""
    special: dict[str, Any] = {}
    sections, linear, log = (metadata.get(f"{name}.{key}") for key in (SECTIONS, LINEAR, LOG_MULTIPLIER))
    if isinstance(sections, list | tuple | np.ndarray) and len(sections) == 4 and not sections[3]:
        special["mrope_section"] = [*_as_list(sections)][:3]
    if linear is not None and not scaling:
        special |= {"rope_type": "linear", "factor": linear}
    if isinstance(log, float) and log > 0:
        special |= {"mscale": 10 * log, "mscale_all_dim": 10 * log}
    return special


def _divisors(metadata: Mapping[str, Any]) -> dict[str, Any]:
    both = metadata.get("rope_freqs.weight")
    short, long = (metadata.get(f"rope_factors_{which}.weight", both) for which in ("short", "long"))
    if short is None or long is None:
        return {}
    return {"short_factor": _as_list(short), "long_factor": _as_list(long)}


def _as_list(tensor: Any) -> Any:
    return tensor.tolist() if isinstance(tensor, np.ndarray) else tensor


def _place_turning_dims(turning: Any, config: dict[str, Any], *, latent: bool) -> None:
    if turning is None:
        return
    if latent and isinstance(head_dim := config.pop("head_dim", None), int) and isinstance(turning, int):
        config["qk_rope_head_dim"], config["qk_nope_head_dim"] = turning, head_dim - turning
    else:
        config["rotary_dim"] = turning
