"""Turning pairs, from a config: which layer, how many dims, which θ, which rescaling."""

from __future__ import annotations

from typing import Any

from rowspace.errors import BadArgument
from rowspace.positions.axes import axis_of_pairs
from rowspace.positions.keys import MAX_CONTEXT, Keys
from rowspace.positions.layers import FULL, Layers, layers_of
from rowspace.positions.limits import MAX_BASE, MAX_DIM, shown, whole
from rowspace.positions.model import LayerRule, ModelPositions, NoPositions, QueryScale, RotaryPositions
from rowspace.positions.pairing import Pairing
from rowspace.positions.parameters import Normalized, Parameters, normalized
from rowspace.positions.reading import Reading
from rowspace.positions.scaling import scaling_named
from rowspace.positions.setting import Setting
from rowspace.positions.xpos import SCALE_BASE, decay
from rowspace.positions.yarn import temperature

UNREAD_IS_FINE = {"rope_type", "type", "rope_theta", "partial_rotary_factor", "finetuned", "mrope_interleaved"}


def read_rotary(reading: Reading) -> ModelPositions:
    """Rotary positions of one layer, or none for a layer that has none. Raises BadArgument."""
    sets = normalized(reading.config, reading.family)
    reading.rules.extend(sets.rules)
    reading.warnings.extend(sets.warnings)
    layers = layers_of(reading.config, reading.family)
    reading.rules.extend(layers.notes)
    rule = _chosen(reading, layers, sets)
    parameters, path = _set_of(reading, sets, rule)
    if parameters is None or not rule.rotates:
        return _without(reading, layers, rule)
    return _turning(reading, layers, rule, Keys(parameters, path))


def _turning(reading: Reading, layers: Layers, rule: LayerRule, keys: Keys) -> RotaryPositions:
    config = reading.config
    base = rule.base or keys.needed("rope_theta", low=1.0, high=MAX_BASE, for_="rotary positions")
    rope_type = keys.text("rope_type")
    scaling = scaling_named("default" if rope_type is None else rope_type, keys.path)
    head_dim = _head_dim(reading, rule)
    if scaling.name == "proportional":
        rotary_dim = whole("head_dim", head_dim, low=2, high=MAX_DIM, even=True)
    else:
        rotary_dim = _rotary_dim(reading, keys, head_dim)
    trained = config.count("original_max_position_embeddings", low=2, high=MAX_CONTEXT)
    setting = Setting(head_dim, rotary_dim, base, reading.context, reading.length, trained)
    scaled = scaling.frequencies(keys, setting)
    reading.rules.extend(scaled.rules)
    xpos = config.flag("xpos_rel_pos") or config.flag("use_xpos")
    scale_base = config.number("xpos_scale_base", low=0.0, high=1e9, above=True) or SCALE_BASE
    axes = _axes(reading, keys, len(scaled.inv_freq))
    softmax_scale = _softmax_scale(reading, keys)
    query_scale = _query_scale(keys)
    pairing = _pairing(reading, xpos=bool(xpos))
    _name_unread(reading, keys, scaling.name)
    return RotaryPositions(
        **_shared(reading, layers, grows=scaling.name == "dynamic"),
        inv_freq=scaled.inv_freq,
        attention_factor=scaled.attention_factor,
        method="xpos" if xpos else scaling.name,
        base=base,
        head_dim=head_dim,
        rotary_dim=rotary_dim,
        pairing=pairing,
        unscaled=setting.plain,
        original=scaled.original or trained,
        axes=axes,
        decay=decay(rotary_dim) if xpos else None,
        decay_base=scale_base if xpos else None,
        softmax_scale=softmax_scale,
        query_scale=query_scale,
    )


def _chosen(reading: Reading, layers: Layers, sets: Normalized) -> LayerRule:
    """The layer asked for, or one that stands for most. Raises BadArgument for one that does not exist."""
    if isinstance(reading.layer, str):
        rule = layers.example(reading.layer)
        if rule is None and reading.layer in sets.sets:
            return LayerRule(layer=0, kind=reading.layer)
        if rule is None:
            first = layers.example() or LayerRule(layer=0, kind=FULL)
            kinds = dict.fromkeys([first.kind, *(rule.kind for rule in layers.rules), *filter(None, sets.sets)])
            raise BadArgument(
                f"layer {shown(reading.layer)} is not a kind of layer here; kinds are {', '.join(map(shown, kinds))}."
            )
        return rule
    if reading.layer is not None:
        return layers.checked(reading.layer)
    rule = layers.example() or LayerRule(layer=0, kind=FULL)
    if len(sets.sets) > 1 or len({(other.rotates, other.base) for other in layers.rules}) > 1:
        reading.warnings.append(
            f"layers differ: this is {rule.kind}, as in layer {rule.layer}; name a layer for another"
        )
    return rule


def _set_of(reading: Reading, sets: Normalized, rule: LayerRule) -> tuple[Parameters | None, str]:
    for label in (rule.kind, ""):
        if label in sets.sets:
            return sets.sets[label], sets.paths[label]
    label = next((label for label in ("main", FULL) if label in sets.sets), next(iter(sets.sets)))
    reading.warnings.append(f"no rotary set is given for {rule.kind}: that of {label} is taken")
    return sets.sets[label], sets.paths[label]


def _without(reading: Reading, layers: Layers, rule: LayerRule) -> NoPositions:
    reading.rules.append(f"layer {rule.layer} ({rule.kind}) has no positions")
    growing = reading.config.values.get("attn_temperature_tuning")
    scale = None
    if growing and reading.family is not None and reading.family.layering == "llama4":
        reading.config.read.add("attn_temperature_tuning")
        floor = reading.config.number("floor_scale", low=0.0, high=1e12, above=True) or 8192.0
        scale = QueryScale(floor=floor, scale=reading.config.number("attn_scale", low=0.0, high=100.0) or 0.1, shift=1)
    return NoPositions(**{**_shared(reading, layers), "encoding": "none"}, query_scale=scale)


def _shared(reading: Reading, layers: Layers, *, grows: bool = False) -> dict[str, Any]:
    context = reading.context
    if context is not None and (reading.length or 0) > context and not grows:
        reading.warnings.append(f"{reading.length:,} tokens are more than the {context:,} that the config allows")
    return {**reading.common("rotary"), "context": context, "layers": layers.rules}


def _head_dim(reading: Reading, rule: LayerRule) -> int:
    config = reading.config
    decoupled = config.count("qk_rope_head_dim", high=MAX_DIM)
    if decoupled is not None:
        reading.rules.append(f"latent attention: {decoupled} dims of a head turn, the others never do")
        return whole(config.name("qk_rope_head_dim"), decoupled, low=2, high=MAX_DIM, even=True)
    of_global = config.count("global_head_dim", high=MAX_DIM)
    if of_global is None and reading.family is not None and rule.kind == FULL:
        of_global = reading.family.global_head_dim
    if of_global is not None and rule.kind == FULL:
        return whole(config.name("global_head_dim"), of_global, low=2, high=MAX_DIM, even=True)
    return reading.head_dim()


def _rotary_dim(reading: Reading, keys: Keys, head_dim: int) -> int:
    given = reading.config.count("rotary_dim", "rotary_ndims", high=MAX_DIM)
    share = keys.number("partial_rotary_factor", low=0.0, high=1.0, above=True)
    family = reading.family
    if reading.config.values.get("qk_rope_head_dim") is not None:
        return head_dim  # all of the decoupled part turns; a share says how small that is beside the whole head
    if given is None and share is None and family is not None and family.rotary_dim is not None:
        given = family.rotary_dim
        reading.rules.append(f"no share of dims is given: {reading.model_type} turns {given}")
    if given is not None:
        return whole("rotary_dim", given, low=2, high=head_dim, even=True)
    if share is None:
        return whole("head_dim, or hidden_size ÷ heads,", head_dim, low=2, high=MAX_DIM, even=True)
    turning = int(head_dim * share)
    if turning < 2 or turning % 2:
        raise BadArgument(
            f"{keys.name('partial_rotary_factor')} × head_dim must be an even number of dims, 2 or more; "
            f"got {share:g} × {head_dim} = {turning}."
        )
    if turning < head_dim:
        reading.rules.append(f"the first {turning} of {head_dim} dims turn")
    return turning


def _pairing(reading: Reading, *, xpos: bool) -> Pairing:
    told = reading.config.flag("rope_interleave")
    if told is None:
        told = reading.config.flag("rope_interleaved")
    if told is not None:
        return "interleaved" if told else "half"
    if xpos:
        return "interleaved"
    if reading.family is not None:
        return reading.family.pairing
    latent = reading.config.values.get("qk_rope_head_dim") is not None
    pairing: Pairing = "interleaved" if latent else "half"
    whose = "latent attention" if latent else "transformers"
    reading.warnings.append(f"the pairing is assumed to be {pairing}, as in most models of {whose}")
    return pairing


def _axes(reading: Reading, keys: Keys, pairs: int) -> tuple[int, ...] | None:
    section = keys.items("mrope_section", length=3)
    if section is None:
        return None
    counts = [whole(f"each of {keys.name('mrope_section')}", count, low=0, high=MAX_DIM) for count in section]
    told = keys.flag("mrope_interleaved")
    interleaved = told if told is not None else reading.family is not None and reading.family.interleaved_axes
    reading.rules.append(f"three axes, {'taken in turn' if interleaved else 'in blocks'}, of {counts} pairs")
    return axis_of_pairs(counts, pairs, interleaved=interleaved)


def _softmax_scale(reading: Reading, keys: Keys) -> float | None:
    """Of latent attention: the temperature goes here, since dims that do not turn would miss it on cosine and sine."""
    config = reading.config
    turning = config.count("qk_rope_head_dim", high=MAX_DIM)
    still = config.count("qk_nope_head_dim", low=0, high=MAX_DIM)
    if turning is None or still is None:
        return None
    scale = float((turning + still) ** -0.5)
    all_dims = keys.number("mscale_all_dim", low=0.0, high=1e6)
    factor = keys.number("factor", low=0.0, high=1e6, above=True)
    return scale * temperature(factor, all_dims) ** 2 if all_dims and factor else scale


def _query_scale(keys: Keys) -> QueryScale | None:
    beta = keys.number("llama_4_scaling_beta", low=0.0, high=100.0)
    if not beta:
        return None
    floor = keys.needed("original_max_position_embeddings", low=1, high=MAX_CONTEXT, for_="llama_4_scaling_beta")
    return QueryScale(floor=floor, scale=beta)


def _name_unread(reading: Reading, keys: Keys, method: str) -> None:
    for name in keys.unread(key for key in keys.values if key not in UNREAD_IS_FINE):
        reading.warnings.append(f"{name} is ignored: {method} does not use it")
