"""One form for a config's rotary settings, whatever spelling it uses.

Old configs have `rope_theta`, `rope_scaling` and a share of dims side by side, newer ones one `rope_parameters`, which
may hold a set a kind of layer. Both become what transformers 5 makes of them, with these differences, each said in
a warning: a flat set in a model whose layers differ is read as that of full attention instead of being dropped, and
`su`, under which Phi-3 was published, is longrope.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rowspace.errors import BadArgument
from rowspace.positions.families import Family
from rowspace.positions.keys import Keys
from rowspace.positions.layers import CHUNKED, FULL, LINEAR, SLIDING
from rowspace.positions.limits import MAX_BASE, shown
from rowspace.positions.scaling import scaling_named

Parameters = dict[str, Any]

LABELS = (FULL, SLIDING, CHUNKED, LINEAR, "main", "compress")
BASES = ("rope_theta", "global_rope_theta", "rotary_emb_base", "rope_base", "rotary_base")
LOCAL_BASES = ("rope_local_base_freq", "local_rope_theta")
PARTIALS = ("partial_rotary_factor", "rotary_pct", "rope_pct", "rotary_emb_fraction")
ALIASES = {"su": "longrope", "mrope": "default"}
LAYERED = ("gemma3", "modernbert", "olmo3")


@dataclass(frozen=True, slots=True)
class Normalized:
    """Rotary settings in one form.

    sets      by kind of layer; "" where all layers share one. None for a kind that has no positions
    paths     where each set was written, for messages
    rules     which rule fired
    warnings  what was ignored or assumed
    """

    sets: dict[str, Parameters | None]
    paths: dict[str, str]
    rules: tuple[str, ...]
    warnings: tuple[str, ...]

    @property
    def as_dict(self) -> Parameters:
        """As transformers keeps it in `config.rope_parameters`."""
        return dict(self.sets[""] or {}) if "" in self.sets else dict(self.sets)


class _Reading:
    def __init__(self, config: Keys, family: Family | None) -> None:
        self.config = config
        self.family = family or Family("rotary")
        self.known = family is not None
        self.rules: list[str] = []
        self.warnings: list[str] = []

    def completed(self, given: Mapping[str, Any], path: str, base: float | None, default_base: float) -> Parameters:
        """A set with its type, θ, and share of dims filled in: its own value, else the config's, else the family's."""
        values = dict(given)
        values["rope_type"] = self.type_of(given, path)
        if values.get("rope_theta") is None:
            values["rope_theta"] = default_base if base is None else base
            if base is None:
                whose = "this family's" if self.known else "the usual"
                told = self.rules if self.family.base_in_code else self.warnings
                told.append(f"no θ is given: {whose} default, {default_base:,.0f}, holds")
        elif base is not None and base != values["rope_theta"]:
            self.warnings.append(f"rope_theta {shown(base)} is ignored: {path}.rope_theta stands nearer")
        self.share(values, path)
        original = self.config.values.get("original_max_position_embeddings")
        if values["rope_type"] == "longrope" and original is not None:
            self.original(values, path)
        return values

    def type_of(self, given: Mapping[str, Any], path: str) -> str:
        new, old = given.get("rope_type"), given.get("type")
        for value in (new, old):
            if value is not None and not isinstance(value, str):
                raise BadArgument(f"{path}.rope_type must be a text such as yarn; got {shown(value)}.")
        name = next((value for value in (new, old) if value is not None), "default")
        if new and old and ALIASES.get(old, old) != ALIASES.get(new, new):
            self.warnings.append(f"{path}.type {shown(old)} is ignored: rope_type {shown(new)} stands beside it")
        if name == "su":
            self.warnings.append(f"{path}.type su is read as longrope; transformers 5.24 fails to load it")
        if name == "yarn" and "short_factor" in given and "long_factor" in given:
            self.rules.append("type yarn with short_factor and long_factor is Phi-3's spelling of longrope")
            return "longrope"
        return ALIASES.get(name, name)

    def share(self, values: Parameters, path: str) -> None:
        outside = self.config.number(*PARTIALS, low=0.0, high=1.0, above=True)
        inside = values.get("partial_rotary_factor")
        if inside is not None and outside is not None and inside != outside:
            self.warnings.append(
                f"partial_rotary_factor {outside:g} is ignored: {path}.partial_rotary_factor stands nearer"
            )
        if inside is None and (chosen := self.family.partial if outside is None else outside) is not None:
            values["partial_rotary_factor"] = chosen

    def original(self, values: Parameters, path: str) -> None:
        outside = self.config.count("original_max_position_embeddings")
        inside = values.get("original_max_position_embeddings")
        if inside is not None and inside != outside:
            self.warnings.append(
                f"{path}.original_max_position_embeddings {shown(inside)} is ignored: the config's {outside:,} holds"
            )
        values["original_max_position_embeddings"] = outside


def normalized(config: Keys, family: Family | None) -> Normalized:
    """The rotary settings of a config, by kind of layer where kinds differ. Raises BadArgument for malformed ones."""
    reading = _Reading(config, family)
    given, path = _given(config, reading)
    base = config.number(*BASES, low=1.0, high=MAX_BASE)
    nested = {label: value for label, value in given.values.items() if _is_set(label, value, path)}
    layered = reading.family.layering in LAYERED or any(config.values.get(key) is not None for key in LOCAL_BASES)
    sets: dict[str, Parameters | None]
    if nested:
        sets, paths = _nested(reading, given, nested, path, base)
    elif layered:
        sets, paths = _by_kind(reading, given.values, path, base)
    else:
        sets, paths = {"": reading.completed(given.values, path, base, reading.family.base)}, {"": path}
        compressed = config.number("compress_rope_theta", low=1.0, high=MAX_BASE)
        if compressed is not None:
            sets, paths = _compressed(reading, given.values, path, base, compressed), {"main": path, "compress": path}
    for label, values in sets.items():
        if values is not None:
            scaling_named(values["rope_type"], paths[label])  # of every set, not only that of the layer in hand
    return Normalized(sets, paths, tuple(reading.rules), tuple(dict.fromkeys(reading.warnings)))


def _compressed(
    reading: _Reading, given: Mapping[str, Any], path: str, base: float | None, compressed: float
) -> dict[str, Parameters | None]:
    """DeepSeek V4: scaling is for layers with a compressor alone, and leaves cosine and sine as they are."""
    main = reading.completed({}, path, base, reading.family.base)
    compress = reading.completed({**given, "rope_theta": compressed}, path, None, compressed)
    if compress["rope_type"] == "yarn":
        compress.setdefault("attention_factor", 1.0)
    reading.rules.append(f"compress_rope_theta is the θ of compressed layers; {path} applies to those only")
    return {"main": main, "compress": compress}


def _given(config: Keys, reading: _Reading) -> tuple[Keys, str]:
    old, new = config.inner("rope_scaling"), config.inner("rope_parameters")
    if old is not None and old.values:
        if new is not None and new.values:
            reading.warnings.append("rope_parameters is ignored: rope_scaling replaces it whole")
        return old, "rope_scaling"
    return (new, "rope_parameters") if new is not None else (Keys({}), "rope_scaling")


def _is_set(label: str, value: object, path: str) -> bool:
    if label in LABELS and value is not None and not isinstance(value, Mapping):
        raise BadArgument(f"{path}.{label} must be an object of keys and values, or null; got {shown(value)}.")
    return isinstance(value, Mapping) or (value is None and label in LABELS)


def _nested(
    reading: _Reading, given: Keys, nested: Mapping[str, Any], path: str, base: float | None
) -> tuple[dict[str, Parameters | None], dict[str, str]]:
    stray = [label for label, value in given.values.items() if label not in nested and value is not None]
    if stray:
        reading.warnings.append(f"{path}.{', '.join(stray)} is ignored: the sets a kind of layer stand beside it")
    reading.rules.append(f"{path} holds a set a kind of layer: {', '.join(nested)}")
    family = reading.family
    local = reading.config.number(*LOCAL_BASES, low=1.0, high=MAX_BASE)
    bases = {SLIDING: (local, family.local_base or family.base)}
    compressed = reading.config.number("compress_rope_theta", low=1.0, high=MAX_BASE)
    if compressed is not None:
        bases["compress"] = (compressed, family.base)
    sets = {
        label: None
        if value is None
        else reading.completed(value, f"{path}.{label}", *bases.get(label, (base, family.base)))
        for label, value in nested.items()
    }
    return sets, {label: f"{path}.{label}" for label in nested}


def _by_kind(
    reading: _Reading, given: Mapping[str, Any], path: str, base: float | None
) -> tuple[dict[str, Parameters | None], dict[str, str]]:
    family = reading.family
    full = reading.completed(given, path, base, family.base)
    local = reading.config.number(*LOCAL_BASES, low=1.0, high=MAX_BASE)
    if local is None:
        local = full["rope_theta"] if family.local_base is None else family.local_base
    if full["rope_type"] != "default":
        reading.rules.append(f"{path} applies to full-attention layers only")
    if path == "rope_parameters" and given:
        reading.warnings.append(
            "rope_parameters is flat although layers differ: read as that of full_attention; transformers 5.24 drops it"
        )
    sliding: Parameters = {"rope_type": "default", "rope_theta": local}
    if full.get("partial_rotary_factor") is not None:
        sliding["partial_rotary_factor"] = full["partial_rotary_factor"]
    return {FULL: full, SLIDING: sliding}, {FULL: path, SLIDING: path}
