"""What a training is asked for, checked before any text is read."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rowspace.errors import BadArgument
from rowspace.kernels.threads import cores
from rowspace.training.methods import Method, checked_method
from rowspace.training.settings import Settings
from rowspace.training.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Options:
    """Options of `train`; its docstring explains them."""

    dim: int = 100
    window: int = 5
    negative: int = 5
    epochs: int | None = None
    min_count: int = 5
    max_words: int | None = None
    sample: float = 1e-3
    rate: float | None = None
    seed: int = 1
    workers: int | None = None
    method: str | None = None
    subwords: bool = False
    tokenizer: str = "words"
    lower: bool | None = None
    checkpoint: Path | None = None
    resume: bool = False
    every: float = 60.0
    cluster: str | int | None = None
    name: str = "trained"

    def check(self) -> None:
        """Raises BadArgument for what does not make sense or does not go together."""
        method = checked_method(self.method) if self.method else None
        self.settings(method or checked_method("skipgram"))
        if self.min_count < 1 or (self.max_words is not None and self.max_words < 1):
            raise BadArgument(f"min_count and max_words are 1 or more; got {self.min_count} and {self.max_words}.")
        if not 1 <= self.threads <= 1024:
            raise BadArgument(f"workers is a whole number from 1 to 1,024; got {self.workers}.")
        if self.subwords and method and method.counts:
            raise BadArgument(f"Subwords are for skipgram and cbow; {method.name} learns from counts of whole words.")
        if self.cluster is not None and method and not method.counts:
            raise BadArgument(f"A cluster counts pairs, which {method.name} does not need; take cooccurrence or glove.")
        if self.resume and self.checkpoint is None:
            raise BadArgument("Resuming needs the checkpoint to go on from; name its file.")

    def settings(self, method: Method) -> Settings:
        epochs = self.epochs if self.epochs is not None else max(1, method.epochs)
        return Settings(self.dim, self.window, self.negative, epochs, self.sample, self.rate, self.seed)

    @property
    def threads(self) -> int:
        return cores() if self.workers is None else self.workers

    def identity(self, method: Method, vocabulary: Vocabulary, words: int) -> dict[str, Any]:
        """What must be the same for a run to go on from a checkpoint: all but the number of threads."""
        digest = hashlib.sha256(vocabulary.tokens.blob.tobytes())
        digest.update(vocabulary.counts.tobytes())
        numbers = asdict(self.settings(method))
        return {
            "method": method.name, "subwords": self.subwords, **numbers,
            "words": words, "vocabulary": digest.hexdigest(),
        }  # fmt: skip
