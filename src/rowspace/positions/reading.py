"""A config while it is being read: its keys, its family, which layer and length are meant, and what is to be told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from rowspace.errors import BadArgument
from rowspace.positions.families import Family, family_of
from rowspace.positions.keys import Keys
from rowspace.positions.limits import MAX_DIM

MAX_HEADS = 65_536
MAX_WIDTH = 2**20

CONTEXTS = (
    "max_position_embeddings",
    "n_positions",
    "n_ctx",
    "max_seq_len",
    "max_sequence_length",
    "max_seq_length",
    "seq_length",
    "model_max_length",
)
WIDTHS = ("hidden_size", "n_embd", "d_model", "emb_dim", "n_embed", "dim")
HEADS = ("num_attention_heads", "n_head", "n_heads", "num_heads", "encoder_attention_heads")
POSITION_KEYS = (
    "position_embedding_type",
    "rope_theta",
    "rope_scaling",
    "rope_parameters",
    "rotary_emb_base",
    "rotary_pct",
    "rotary_dim",
    "partial_rotary_factor",
    "rope_local_base_freq",
    "layer_rope_theta",
    "no_rope_layers",
    "alibi",
    "learned_pos_emb",
    "sinusoidal_pos_embds",
    "sinusoidal_embeddings",
    "relative_attention_num_buckets",
    "relative_attention_max_distance",
)
"""Keys that say something about positions; one that has a value but is not used is named in a warning."""


@dataclass(slots=True)
class Reading:
    """rules and warnings grow while a config is read."""

    config: Keys
    model_type: str | None
    family: Family | None
    layer: int | str | None = None
    length: int | None = None
    rules: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, config: Keys, *, layer: int | str | None, length: int | None) -> Reading:
        model_type = config.text("model_type")
        reading = cls(config, model_type, family_of(model_type), layer, length)
        if config.path:
            reading.rules.append(f"{config.path} describes the text model")
        return reading

    @property
    def context(self) -> int | None:
        return self.config.count(*CONTEXTS)

    @property
    def width(self) -> int | None:
        return self.config.count(*WIDTHS, high=MAX_WIDTH)

    @property
    def heads(self) -> int | None:
        return self.config.count(*HEADS, high=MAX_HEADS)

    def head_dim(self) -> int:
        """Dims of a head: given, or width ÷ heads, or the family's. Raises BadArgument where none is known."""
        given = self.config.count("head_dim", "kv_channels", "d_kv", high=MAX_DIM)
        if given is not None:
            return given
        width, heads = self.width, self.heads
        if width is not None and heads is not None:
            key = self.config.present(*WIDTHS) or WIDTHS[0]
            if width < heads or width // heads > MAX_DIM:
                raise BadArgument(
                    f"{self.config.name(key)} must be 1 to {MAX_DIM:,} times the number of heads, {heads:,}; "
                    f"got {width:,}."
                )
            return width // heads
        if self.family is not None and self.family.head_dim is not None:
            self.warnings.append(f"no head_dim is given: {self.model_type}'s default, {self.family.head_dim}, holds")
            return self.family.head_dim
        missing = "num_attention_heads" if width is not None else "hidden_size"
        raise BadArgument(f"{self.config.name(missing)} is missing: head_dim, or hidden_size and heads, must be given.")

    def common(self, encoding: str) -> dict[str, Any]:
        """What every encoding reports, ignored keys included."""
        ignored = [f"{key} is ignored: {encoding} positions do not use it" for key in self.config.unread(POSITION_KEYS)]
        return {
            "encoding": encoding,
            "model_type": self.model_type,
            "layer": self.layer,
            "rules": tuple(self.rules),
            "warnings": tuple(dict.fromkeys([*self.warnings, *ignored])),
        }
