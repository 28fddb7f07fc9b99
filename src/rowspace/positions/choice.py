"""Which encoding a config means: what it says outright, then its switches, then its family, then the keys it has."""

from __future__ import annotations

from rowspace.errors import BadArgument
from rowspace.positions.keys import Keys
from rowspace.positions.limits import shown
from rowspace.positions.reading import Reading

NAMED = {
    "absolute": "learned",
    "learned": "learned",
    "sinusoidal": "sinusoidal",
    "rotary": "rotary",
    "rope": "rotary",
    "rope_gptj": "rotary",
    "rope_neox": "rotary",
    "alibi": "alibi",
    "relative_key": "relative",
    "relative_key_query": "relative",
    "relative": "relative",
    "nope": "none",
    "none": "none",
}
"""Values of `position_embedding_type` and what they mean."""

SWITCHES = {
    "alibi": "alibi",
    "sinusoidal_pos_embds": "sinusoidal",
    "sinusoidal_embeddings": "sinusoidal",
    "xpos_rel_pos": "rotary",
    "use_xpos": "rotary",
}

TELLTALES = {
    "relative_attention_num_buckets": "relative",
    "rope_parameters": "rotary",
    "rope_scaling": "rotary",
    "rope_theta": "rotary",
    "rotary_emb_base": "rotary",
    "rotary_pct": "rotary",
    "rotary_dim": "rotary",
    "partial_rotary_factor": "rotary",
    "rope_local_base_freq": "rotary",
    "global_rope_theta": "rotary",
    "qk_rope_head_dim": "rotary",
    "n_positions": "learned",
}
"""Keys that only one encoding has, for a model_type that is not known."""


def encoding_of(reading: Reading) -> str:
    """Name of the encoding. Raises BadArgument where nothing in the config tells: there is no default."""
    return _switched(reading) or _named(reading) or _familiar(reading) or _told(reading)


def _switched(reading: Reading) -> str | None:
    attention = reading.config.inner("attn_config") or Keys({})
    for keys in (reading.config, attention):
        for switch, encoding in SWITCHES.items():
            if keys.flag(switch):
                reading.rules.append(f"{keys.name(switch)} is true: {encoding}")
                return encoding
    if attention.flag("rope"):
        reading.rules.append(f"{attention.name('rope')} is true: rotary")
        return "rotary"
    if attention.values.get("alibi") is False:
        reading.rules.append(f"{attention.name('alibi')} is false: a learned table")
        return "learned"
    return None


def _named(reading: Reading) -> str | None:
    name = reading.config.text("position_embedding_type", "position_encoding_type", "positional_embedding_type")
    if name is None:
        return None
    encoding = NAMED.get(name.lower())
    if encoding is None:
        raise BadArgument(f"position_embedding_type {shown(name)} is not known; known are {', '.join(NAMED)}.")
    family = reading.family
    if encoding == "learned" and family is not None and family.encoding != "learned":
        reading.warnings.append(f"position_embedding_type {name} is ignored: {reading.model_type} is {family.encoding}")
        return None
    reading.rules.append(f"position_embedding_type is {name}: {encoding}")
    return encoding


def _familiar(reading: Reading) -> str | None:
    if reading.family is None:
        return None
    reading.rules.append(f"model_type is {reading.model_type}: {reading.family.encoding}")
    return reading.family.encoding


def _told(reading: Reading) -> str:
    named = "no model_type is given" if reading.model_type is None else f"model_type {shown(reading.model_type)}"
    for key, encoding in TELLTALES.items():
        if reading.config.values.get(key) is not None or (key == "rope_scaling" and key in reading.config.values):
            if reading.model_type is not None:
                reading.warnings.append(f"{named} is not known: {encoding} is concluded from {key}")
            reading.rules.append(f"{key} is present: {encoding}")
            return encoding
    raise BadArgument(
        f"This config does not say how positions are encoded: {named} is not known, and none of "
        f"{', '.join(TELLTALES)} is present. Add position_embedding_type."
        if reading.model_type is not None
        else f"This config does not say how positions are encoded: {named}, nor any of {', '.join(TELLTALES)}. "
        "Add model_type or position_embedding_type."
    )
