"""Settings in a publisher's own spelling, rewritten as the config.json that transformers would read.

Meta's params.json             use_scaled_rope, rope_scale_factor, beside dim and n_heads
OpenAI's gpt-oss config.json   initial_context_length, rope_scaling_factor, rope_ntk_alpha, rope_ntk_beta
DeepSeek's inference configs   rope_factor, original_seq_len
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rowspace.positions.gguf import as_config


def translated(config: Mapping[str, Any]) -> Mapping[str, Any]:
    """The config itself where it is in no publisher's own spelling."""
    if not isinstance(config, Mapping):
        return config
    if "general.architecture" in config:
        return as_config(config)
    for marker, rewrite in (
        ("use_scaled_rope", _meta),
        ("rope_ntk_alpha", _gpt_oss),
        ("rope_factor", _deepseek),
    ):
        if config.get(marker) is not None and config.get("rope_scaling") is None:
            return rewrite(dict(config))
    return config


def _meta(config: dict[str, Any]) -> dict[str, Any]:
    """Llama 3 in Meta's files: pairs are interleaved there, and scaling is a switch with a factor of 8 unless given."""
    config.setdefault("model_type", "llama")
    config["rope_interleave"] = True
    if config["use_scaled_rope"] is True:
        factor = config.get("rope_scale_factor")
        config["rope_scaling"] = {
            "rope_type": "llama3",
            "factor": 8 if factor is None else factor,
            "low_freq_factor": 1,
            "high_freq_factor": config.get("rope_high_freq_factor", 4),
            "original_max_position_embeddings": 8192,
        }
    return config


def _gpt_oss(config: dict[str, Any]) -> dict[str, Any]:
    config.setdefault("model_type", "gpt_oss")
    config["rope_scaling"] = {
        "rope_type": "yarn",
        "factor": config.get("rope_scaling_factor"),
        "beta_slow": config["rope_ntk_alpha"],
        "beta_fast": config.get("rope_ntk_beta"),
        "original_max_position_embeddings": config.get("initial_context_length"),
        "truncate": False,
    }
    return config


def _deepseek(config: dict[str, Any]) -> dict[str, Any]:
    config.setdefault("model_type", "deepseek_v3")
    mscale = config.get("mscale", 1.0)
    config["rope_scaling"] = {
        "rope_type": "yarn",
        "factor": config["rope_factor"],
        "original_max_position_embeddings": config.get("original_seq_len"),
        "beta_fast": config.get("beta_fast"),
        "beta_slow": config.get("beta_slow"),
        "mscale": mscale,
        "mscale_all_dim": mscale,
    }
    return config
