"""Biases on the score, from a config: ALiBi's slopes, T5's buckets, or one vector a gap."""

from __future__ import annotations

from typing import Literal

from rowspace.errors import BadArgument
from rowspace.positions.alibi import slopes
from rowspace.positions.keys import Keys
from rowspace.positions.model import AlibiPositions, RelativePositions
from rowspace.positions.precision import bfloat16
from rowspace.positions.reading import HEADS, Reading
from rowspace.positions.relative import MAX_BUCKETS, checked

BUCKETS, DISTANCE = "relative_attention_num_buckets", "relative_attention_max_distance"
STYLES: dict[str, Literal["gap", "key", "last"]] = {"bloom": "key", "falcon": "key", "mpt": "last"}


def read_alibi(reading: Reading) -> AlibiPositions:
    """Slopes of each head. Raises BadArgument where the config does not say how many heads there are."""
    heads = reading.heads
    if heads is None:
        raise BadArgument(f"{HEADS[0]} is missing: ALiBi has one slope a head.")
    attention = reading.config.inner("attn_config") or Keys({})
    bias_max = attention.number("alibi_bias_max", low=0.0, high=1000.0, above=True)
    bias_max = bias_max or reading.config.number("alibi_bias_max", low=0.0, high=1000.0, above=True) or 8.0
    given = slopes(heads, bias_max=bias_max)
    falcon = reading.model_type == "falcon"
    if falcon:
        reading.rules.append("Falcon rounds slopes to bfloat16 and divides biases by √head_dim, as it does scores")
    if heads & (heads - 1):
        reading.rules.append(f"{heads} heads are no power of two: the slopes of twice the power below fill up")
    if reading.config.values.get("learned_pos_emb") or attention.values.get("learned_pos_emb"):
        reading.warnings.append("learned_pos_emb is ignored: with alibi there is no table")
        reading.config.read.add("learned_pos_emb")
    return AlibiPositions(
        **reading.common("alibi"),
        context=reading.context,
        heads=heads,
        bias_max=bias_max,
        slopes=bfloat16(given) if falcon else given,
        style=STYLES.get(reading.model_type or "", "gap"),
        scaled=falcon,
    )


def read_relative(reading: Reading) -> RelativePositions:
    """Buckets of gaps (T5), or a vector a gap (BERT's relative_key). Raises BadArgument."""
    config = reading.config
    named = config.text("position_embedding_type")
    if named is not None and named.startswith("relative_key"):
        return _vectors(reading, named)
    layer = reading.layer
    if layer not in (None, "encoder", "decoder"):
        reading.warnings.append("layer is ignored: all layers share their biases; name encoder or decoder")
    bidirectional = layer != "decoder" and not config.flag("is_decoder")
    count = config.count(BUCKETS, high=MAX_BUCKETS) or 32
    distance = config.count(DISTANCE, high=10**9) or 128
    names = (config.name(BUCKETS), config.name(DISTANCE))
    count, distance = checked(count, distance, bidirectional=bidirectional, names=names)
    sides = (
        "both sides of the query, as in the encoder" if bidirectional else "keys before the query, as in the decoder"
    )
    reading.rules.append(f"{count} buckets for {sides}")
    return RelativePositions(
        **reading.common("relative"),
        kind="buckets",
        buckets=count,
        max_distance=distance,
        bidirectional=bidirectional,
        heads=reading.heads,
        shared=reading.model_type != "umt5",
    )


def _vectors(reading: Reading, named: str) -> RelativePositions:
    context = reading.context
    if context is None:
        raise BadArgument(f"max_position_embeddings is missing: {named} has one vector for each gap up to it.")
    reading.warnings.append(
        f"position_embedding_type {named} is read, not drawn: gaps have learned vectors (Shaw et al. 2018); "
        "transformers 5 ignores the key"
    )
    return RelativePositions(
        **reading.common("relative"),
        context=context,
        kind="vectors",
        buckets=2 * context - 1,
        max_distance=context - 1,
        bidirectional=True,
        heads=reading.heads,
        shared=False,
    )
