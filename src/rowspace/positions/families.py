"""What a model family's code assumes where its config is silent: encoding, θ, pairing, share of dims that turn.

Facts read from each family's own code, or from transformers 5.24, whose `model_type` names are the keys here.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

from rowspace.positions.pairing import Pairing
from rowspace.positions.sinusoidal import Layout

Kind: TypeAlias = Literal["rotary", "learned", "sinusoidal", "alibi", "relative"]
Layering: TypeAlias = Literal["alike", "gemma3", "modernbert", "olmo3", "gpt_oss", "llama4", "smollm3", "cohere2"]


class Family(NamedTuple):
    """One family.

    base, local_base  θ where the config has none; of sliding layers, where it differs
    pairing           of the files that transformers reads
    partial           share of a head's dims that turns, where the config has none
    layering          which layers are of which kind, where the config does not list them; see `layers`
    layout, padding   of waves: order of sines and cosines, and the id whose row is zero
    extra_rows        rows of a learned table on top of the config's count
    offset            row of a learned table that the first token takes
    interleaved_axes  M-RoPE takes its axes in turn
    head_dim          where the config gives neither it nor what it follows from
    rotary_dim        dims that turn, where the config gives no share
    global_head_dim   of full-attention layers, where it differs and the config gives none
    base_in_code      the family's configs never give θ
    """

    encoding: Kind
    base: float = 10_000.0
    local_base: float | None = None
    pairing: Pairing = "half"
    partial: float | None = None
    layering: Layering = "alike"
    layout: Layout = "interleaved"
    padding: int | None = None
    extra_rows: int = 0
    offset: int = 0
    interleaved_axes: bool = False
    head_dim: int | None = None
    rotary_dim: int | None = None
    global_head_dim: int | None = None
    base_in_code: bool = False


_ROTARY = Family("rotary", head_dim=128)
_IN_TWOS = Family("rotary", pairing="interleaved")
_GPT_J = Family("rotary", pairing="interleaved", head_dim=256, rotary_dim=64, base_in_code=True)
_GEMMA = Family("rotary", head_dim=256)
_GEMMA3 = Family("rotary", base=1e6, local_base=1e4, layering="gemma3", head_dim=256)
_BART = Family("learned", extra_rows=2, offset=2)
_ROBERTA = Family("learned", offset=2)
_FAIRSEQ = Family("sinusoidal", layout="tensor2tensor", padding=1)

FAMILIES: dict[str, Family] = {
    # waves
    "transformer": Family("sinusoidal"),
    "distilbert": Family("learned"),  # waves with sinusoidal_pos_embds
    "xlm": Family("learned"),  # waves with sinusoidal_embeddings
    "flaubert": Family("learned"),  # likewise
    "marian": Family("sinusoidal", layout="concatenated"),
    "pegasus": Family("sinusoidal", layout="concatenated"),
    "fsmt": _FAIRSEQ,
    "xglm": _FAIRSEQ,
    "m2m_100": _FAIRSEQ,
    "speech_to_text": _FAIRSEQ,
    # learned tables
    "bert": Family("learned"),
    "albert": Family("learned"),
    "electra": Family("learned"),
    "openai-gpt": Family("learned"),
    "gpt2": Family("learned"),
    "gpt3": Family("learned"),
    "gpt_neo": Family("learned"),
    "gpt_bigcode": Family("learned"),
    "roberta": _ROBERTA,
    "xlm-roberta": _ROBERTA,
    "camembert": _ROBERTA,
    "opt": _BART,
    "bart": _BART,
    "mbart": _BART,
    # biases on the score
    "bloom": Family("alibi"),
    "mpt": Family("alibi"),  # a learned table with attn_config.alibi: false
    "t5": Family("relative"),
    "mt5": Family("relative"),
    "umt5": Family("relative"),
    "longt5": Family("relative"),
    "switch_transformers": Family("relative"),
    # turning pairs
    "llama": _ROTARY,
    "llama4": Family("rotary", base=5e5, pairing="interleaved", layering="llama4"),
    "mistral": _ROTARY,
    "ministral3": _ROTARY,
    "mixtral": Family("rotary", base=1e6),
    "qwen2": _ROTARY,
    "qwen2_moe": _ROTARY,
    "qwen3": _ROTARY,
    "qwen3_moe": _ROTARY,
    "qwen3_next": Family("rotary", partial=0.25),
    "qwen2_vl": Family("rotary", base=1e6),
    "qwen2_5_vl": Family("rotary", base=1e6),
    "qwen3_vl": Family("rotary", base=5e5, interleaved_axes=True),
    "gemma": _GEMMA,
    "gemma2": _GEMMA,
    "gemma3": _GEMMA3,
    "gemma3n": _GEMMA3,
    "gemma4": _GEMMA3._replace(global_head_dim=512),
    "phi": Family("rotary", partial=0.5),
    "phi3": Family("rotary", partial=1.0, head_dim=96),
    "falcon": Family("rotary", head_dim=64),  # ALiBi with alibi: true
    "gptj": _GPT_J,
    "codegen": _GPT_J,
    "roformer": Family("rotary", pairing="interleaved", base_in_code=True),
    "gpt_neox": Family("rotary", partial=0.25, head_dim=96),
    "stablelm": Family("rotary", partial=0.25),
    "persimmon": Family("rotary", partial=0.5),
    "nemotron": Family("rotary", partial=0.5),
    "glm": Family("rotary", pairing="interleaved", partial=0.5),
    "glm4": Family("rotary", pairing="interleaved", partial=0.5),
    "ernie4_5": Family("rotary", base=5e5, pairing="interleaved"),
    "cohere": Family("rotary", base=5e5, pairing="interleaved"),
    "cohere2": Family("rotary", pairing="interleaved", layering="cohere2"),
    "deepseek_v2": _IN_TWOS,
    "deepseek_v3": _IN_TWOS,
    "deepseek_v4": _IN_TWOS,
    "gpt_oss": Family("rotary", base=1.5e5, layering="gpt_oss", head_dim=64),
    "olmo": _ROTARY,
    "olmo2": _ROTARY,
    "olmo3": Family("rotary", base=5e5, layering="olmo3", head_dim=128),
    "smollm3": Family("rotary", base=2e6, layering="smollm3"),
    "starcoder2": _ROTARY,
    "granite": _ROTARY,
    "internlm2": _ROTARY,
    "modernbert": Family("rotary", base=1.6e5, local_base=1e4, layering="modernbert"),
    "nomic_bert": Family("rotary", base=1e3),
}


def family_of(model_type: str | None) -> Family | None:
    """The family of a config's model_type, with or without the ending that marks the text part of a larger model."""
    if model_type is None:
        return None
    name = model_type.lower()
    for ending in ("", "_text", "-text"):
        if name.endswith(ending) and (known := FAMILIES.get(name[: len(name) - len(ending)])) is not None:
            return known
    return None
