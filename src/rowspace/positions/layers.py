"""Which layer is of which kind, and in which of them pairs turn at all.

A config may list its layers (`layer_types`), give a period (`sliding_window_pattern`), or leave both to its family's
code. `no_rope_layers` is a mask in which 1 means that the layer does rotate: the name is inverted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from rowspace.errors import BadArgument
from rowspace.positions.families import Family
from rowspace.positions.keys import MAX_LAYERS, Keys
from rowspace.positions.limits import MAX_BASE, real, shown, whole
from rowspace.positions.model import LayerRule

T = TypeVar("T")

FULL = "full_attention"
SLIDING = "sliding_attention"
CHUNKED = "chunked_attention"
LINEAR = "linear_attention"  # a recurrence that knows order by itself; nothing turns there

PERIODS = {"gemma3": 6, "cohere2": 4, "olmo3": 4, "gpt_oss": 2}
LOOKED_AT = 48  # layers searched for a kind where the config does not say how many there are


@dataclass(frozen=True, slots=True)
class Layers:
    """Rules of a model's layers.

    count  None where the config does not say how many there are
    rule   the rule of one layer
    notes  which rules fired
    """

    count: int | None
    rule: Callable[[int], LayerRule]
    notes: tuple[str, ...]

    @property
    def rules(self) -> tuple[LayerRule, ...]:
        return tuple(self.rule(layer) for layer in range(self.count or 0))

    def example(self, kind: str | None = None) -> LayerRule | None:
        """The first layer of a kind, of those that rotate where there are any; of any kind, full attention first."""
        rules = [self.rule(layer) for layer in range(self.count or LOOKED_AT)]
        among = [rule for rule in rules if kind in (None, rule.kind)]
        return min(among, key=lambda rule: (not rule.rotates, rule.kind != FULL), default=None)

    def checked(self, layer: int) -> LayerRule:
        """Rule of a layer. Raises BadArgument for one the model does not have."""
        return self.rule(whole("layer", layer, low=0, high=(self.count or MAX_LAYERS) - 1))


def layers_of(config: Keys, family: Family | None) -> Layers:
    """Layer rules of a config. Raises BadArgument for lists whose length is not the number of layers."""
    count = config.count("num_hidden_layers", "n_layer", "n_layers", "num_layers", high=MAX_LAYERS)
    layering = family.layering if family else "alike"
    if layering == "alike" and config.values.get("rope_local_base_freq") is not None:
        layering = "gemma3"
    kinds, notes = _kinds(config, layering, count)
    rotating, why = _rotating(config, layering, count)
    bases = _listed_bases(config, count)
    windows = _windows(config, layering)

    def rule(layer: int) -> LayerRule:
        rotates, base = rotating(layer), bases(layer)
        kind = (CHUNKED if rotates else FULL) if layering == "llama4" else kinds(layer)
        if layering == "cohere2":
            rotates = kind == SLIDING
        if kind == LINEAR:
            rotates = False
        return LayerRule(
            layer=layer, kind=kind, rotates=rotates and base != 0, base=base or None, window=windows.get(kind)
        )

    return Layers(count=count, rule=rule, notes=(*notes, *why))


def _kinds(config: Keys, layering: str, count: int | None) -> tuple[Callable[[int], str], list[str]]:
    listed = config.items("layer_types", length=count)
    if listed is not None:
        for kind in listed:
            if not isinstance(kind, str):
                raise BadArgument(f"layer_types must be a list of texts; it holds {shown(kind)}.")
        return _of(listed, listed[-1]), ["layer_types lists the kind of each layer"]
    if layering == "modernbert":
        period = config.count("global_attn_every_n_layers", high=MAX_LAYERS) or 3
        return (lambda layer: SLIDING if layer % period else FULL), [
            f"of every {period} layers the first is global, the others have a sliding window"
        ]
    if layering not in PERIODS:
        return (lambda _: FULL), []
    period = config.count("sliding_window_pattern", "_sliding_window_pattern", high=MAX_LAYERS) or PERIODS[layering]
    return (lambda layer: SLIDING if (layer + 1) % period else FULL), [
        f"of every {period} layers the last has full attention, the others a sliding window"
    ]


def _rotating(config: Keys, layering: str, count: int | None) -> tuple[Callable[[int], bool], list[str]]:
    mask = config.items("no_rope_layers", length=count) if config.values.get("no_rope_layers") != [] else None
    if mask is not None:
        flags = [whole("each of no_rope_layers", flag, low=0, high=1) == 1 for flag in mask]
        return _of(flags, True), ["no_rope_layers is a mask in which 1 means that the layer rotates"]
    if layering in ("llama4", "smollm3"):
        period = config.count("no_rope_layer_interval", high=MAX_LAYERS) or 4
        return (lambda layer: (layer + 1) % period != 0), [f"of every {period} layers the last has no positions"]
    return (lambda _: True), ["only layers with a sliding window rotate"] if layering == "cohere2" else []


def _listed_bases(config: Keys, count: int | None) -> Callable[[int], float | None]:
    listed = config.items("layer_rope_theta", length=count)
    if listed is None:
        return lambda _: None
    return _of([real("each of layer_rope_theta", base, low=0.0, high=MAX_BASE) for base in listed], None)


def _windows(config: Keys, layering: str) -> dict[str, int]:
    """Tokens each kind of layer looks back."""
    chunk = config.count("attention_chunk_size")
    window = config.count("sliding_window", "local_attention", low=0)
    if not window or config.flag("use_sliding_window") is False:
        return {CHUNKED: chunk or 8192} if layering == "llama4" else {}
    mixed = layering in (*PERIODS, "modernbert") or config.values.get("layer_types") is not None
    return {SLIDING if mixed else FULL: window}


def _of(values: list[T], otherwise: T) -> Callable[[int], T]:
    return lambda layer: values[layer] if layer < len(values) else otherwise
