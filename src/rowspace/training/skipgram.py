"""Skip-gram: each word's row predicts the words around it, one by one."""

from __future__ import annotations

from collections.abc import Callable

from rowspace.training.prediction import Prediction


class SkipGram(Prediction):
    """Blocks of 16 words with 8 negatives: the fastest that scores as word2vec does (docs/training.md)."""

    block, shared, first_rate = 16, 8, 0.025

    @property
    def _kernel(self) -> Callable[..., None]:
        from rowspace.training.skipgram_kernel import skipgram_chunk

        kernel: Callable[..., None] = skipgram_chunk
        return kernel
