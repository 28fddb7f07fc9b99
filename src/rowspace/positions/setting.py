"""What every scaling method starts from, and what it gives."""

from __future__ import annotations

from dataclasses import dataclass

from rowspace.errors import BadArgument
from rowspace.positions.keys import MAX_CONTEXT, Keys
from rowspace.positions.rotary import Doubles, frequencies

MAX_FACTOR = 1e6


@dataclass(frozen=True, slots=True)
class Setting:
    """Dims, θ and lengths of one layer.

    rotary_dim  the dims that turn, a share of head_dim
    context     positions the config allows
    trained     positions of the training, where the config says so outside its rotary settings
    length      tokens of the text in hand, None for as many as the training had
    """

    head_dim: int
    rotary_dim: int
    base: float
    context: int | None = None
    length: int | None = None
    trained: int | None = None

    @property
    def plain(self) -> Doubles:
        """Frequencies before scaling.   -> (rotary_dim / 2,)"""
        return frequencies(self.rotary_dim, base=self.base)

    def factor(self, keys: Keys, method: str, *, original: int | None = None) -> float:
        """The set's factor, else context ÷ original where both are known. Raises BadArgument for none."""
        factor = keys.number("factor", low=0.0, high=MAX_FACTOR, above=True)
        if factor is None and original and self.context:
            return self.context / original
        if factor is None:
            raise BadArgument(f"{keys.name('factor')} is missing: {method} needs it, a number above 0.")
        return factor

    def original(self, keys: Keys) -> int | None:
        """Context of the training before it was extended: the set's own, the config's, or else all it allows."""
        own = keys.count("original_max_position_embeddings", low=2, high=MAX_CONTEXT)
        return own or self.trained or self.context


@dataclass(frozen=True, slots=True)
class Scaled:
    """Frequencies after scaling.

    rules     what was done, in words
    original  training context that the method measured against
    """

    inv_freq: Doubles
    attention_factor: float = 1.0
    rules: tuple[str, ...] = ()
    original: int | None = None
