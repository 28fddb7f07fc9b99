"""What a training is made of."""

from __future__ import annotations

from dataclasses import dataclass

from rowspace.errors import BadArgument

BOUNDS = {"dim": 1 << 14, "window": 1000, "negative": 1000, "epochs": 100_000}


@dataclass(frozen=True, slots=True)
class Settings:
    """Numbers of a training; defaults are word2vec's.

    window    most words between a word and its context; skip-gram and CBOW draw the reach of each word from 1 … window
    negative  words held against each pair; skip-gram and CBOW alone
    epochs    passes over the text; over the counted pairs in GloVe
    sample    share of the text above which a word is thinned out; skip-gram and CBOW alone
    rate      first step; None takes the method's own
    """

    dim: int = 100
    window: int = 5
    negative: int = 5
    epochs: int = 5
    sample: float = 1e-3
    rate: float | None = None
    seed: int = 1

    def __post_init__(self) -> None:
        """Raises BadArgument for a number outside what makes sense."""
        for name, most in BOUNDS.items():
            value = getattr(self, name)
            if not 1 <= value <= most:
                raise BadArgument(f"{name} is a whole number from 1 to {most:,}; got {value}.")
        if not 0 <= self.seed < 2**32:
            raise BadArgument(f"seed is a whole number from 0 to {2**32 - 1:,}; got {self.seed}.")
        if not 0 <= self.sample <= 1:
            raise BadArgument(f"sample lies in 0 … 1; got {self.sample}.")
        if self.rate is not None and not 0 < self.rate <= 10:
            raise BadArgument(f"rate lies above 0, up to 10; got {self.rate}.")
