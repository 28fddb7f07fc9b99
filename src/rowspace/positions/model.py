"""What a model does to tell where a token stands, as its config says."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from rowspace.positions.pairing import Pairing
from rowspace.positions.sinusoidal import Layout, wavelengths

Doubles: TypeAlias = NDArray[np.float64]


def _none() -> Doubles:
    return np.empty(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerRule:
    """How one layer treats positions.

    kind     what the config calls the layer: "full_attention", "sliding_attention", "chunked_attention", …
    rotates  False for a layer without any position (NoPE)
    base     θ of this layer alone, where the config lists one a layer
    window   tokens the layer looks back, None for all
    """

    layer: int
    kind: str
    rotates: bool = True
    base: float | None = None
    window: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryScale:
    """Queries grow with their position, so that attention stays sharp far out (Llama 4, Ministral 3).

    q × (1 + scale × ln(1 + floor((position + shift) / floor)))
    """

    floor: float
    scale: float
    shift: int = 0

    def at(self, positions: Doubles) -> Doubles:
        """What a query is multiplied by.   (…) -> (…)"""
        steps: Doubles = np.floor((np.asarray(positions, np.float64) + self.shift) / self.floor)
        return 1 + self.scale * np.log1p(steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelPositions:
    """Common to every encoding. Names of encodings: `config.ENCODINGS`.

    inv_freq          radians a position of each pair; empty where nothing turns or waves
    attention_factor  multiplies cosine and sine, so scores get its square
    context           positions the config allows
    layer             the layer or kind of layer described; None where all are alike
    layers            every layer's rule, where the config tells how many there are
    rules             which rules led to this, in the order they fired
    warnings          what was assumed, ignored, or is read differently elsewhere
    query_scale       growth of queries with their position, in the layers that have it
    """

    encoding: str
    model_type: str | None = None
    inv_freq: Doubles = field(default_factory=_none)
    attention_factor: float = 1.0
    context: int | None = None
    layer: int | str | None = None
    layers: tuple[LayerRule, ...] = ()
    rules: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    query_scale: QueryScale | None = None

    @property
    def wavelengths(self) -> Doubles:
        """Positions a full turn takes, per pair; infinite for a pair that stands still."""
        return wavelengths(self.inv_freq)


@dataclass(frozen=True, slots=True, kw_only=True)
class RotaryPositions(ModelPositions):
    """Queries and keys turned pair by pair, in every layer that rotates.

    method         "default", "linear", "dynamic", "ntk", "yarn", "longrope", "llama3", "proportional", "xpos"
    base           θ before any scaling
    head_dim       dims of a query's head; only the first `rotary_dim` of them (or of the decoupled part) turn
    unscaled       inv_freq had nothing been rescaled
    original       context of the training before it was extended
    axes           for each pair the axis it reads (0 time, 1 height, 2 width), where positions are three numbers
    decay          ζ of each pair, where scores also fall with the gap (xPos); queries take ζ^(position / decay_base)
    softmax_scale  what scores are multiplied by, where it is not head_dim^−½ (MLA)
    """

    method: str
    base: float
    head_dim: int
    rotary_dim: int
    pairing: Pairing
    unscaled: Doubles
    original: int | None = None
    axes: tuple[int, ...] | None = None
    decay: Doubles | None = None
    decay_base: float | None = None
    softmax_scale: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SinusoidalPositions(ModelPositions):
    """Fixed waves added to the rows at the input.

    padding  id of the padding row, which is zero; the first token takes the row after it. None where there is none
    """

    dim: int
    layout: Layout
    base: float = 10_000.0
    padding: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnedPositions(ModelPositions):
    """A table of the model's own, added at the input.

    rows    as stored
    offset  row that the first token takes; the rows before it are for padding
    """

    rows: int
    dim: int | None = None
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AlibiPositions(ModelPositions):
    """Scores fall in proportion to the gap, each head at its own slope.

    style  how the code stores it: "gap" (slope × (key − query)), "key" (slope × key), "last" (slope × (key − last));
           rows differ by a constant, so attention does not
    """

    heads: int
    bias_max: float
    slopes: Doubles
    style: Literal["gap", "key", "last"]
    scaled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RelativePositions(ModelPositions):
    """Learned numbers added to scores, one a bucket of gaps and head (T5), or one vector a gap (Shaw et al. 2018).

    kind           "buckets" or "vectors"
    bidirectional  buckets of both signs, as in an encoder
    shared         one table for all layers
    """

    kind: Literal["buckets", "vectors"]
    buckets: int
    max_distance: int
    bidirectional: bool
    heads: int | None = None
    shared: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class NoPositions(ModelPositions):
    """Nothing tells where a token stands in this layer; a causal model can still learn it from the mask."""
