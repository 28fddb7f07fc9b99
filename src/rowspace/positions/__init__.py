"""Where a token stands: every encoding, from arrays and from a model's own config. No tokens, no files."""

from rowspace.positions.config import ENCODINGS, from_config

__all__ = ["ENCODINGS", "from_config"]
