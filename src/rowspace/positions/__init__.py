"""Where a token stands: every encoding, from arrays and from a model's own config. No tokens, no files."""

from rowspace.positions.alibi import slopes
from rowspace.positions.catalogue import model_named, models
from rowspace.positions.config import ENCODINGS, from_config
from rowspace.positions.pairing import converted, weight_order
from rowspace.positions.relative import buckets
from rowspace.positions.rotation import rotate, turns
from rowspace.positions.sinusoidal import sinusoidal as waves

__all__ = [
    "ENCODINGS",
    "buckets",
    "converted",
    "from_config",
    "model_named",
    "models",
    "rotate",
    "slopes",
    "turns",
    "waves",
    "weight_order",
]
