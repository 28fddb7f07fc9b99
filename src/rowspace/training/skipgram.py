"""Skip-gram: each word's row predicts the words around it, one by one."""

from __future__ import annotations

from collections.abc import Callable

from rowspace.training.prediction import Prediction


class SkipGram(Prediction):
    """Blocks of 16 words with 16 negatives; docs/training.md says why, and why the rate is not word2vec's."""

    block, shared, first_rate = 16, 16, 0.03

    @property
    def _kernel(self) -> Callable[..., None]:
        from rowspace.training.skipgram_kernel import skipgram_chunk

        kernel: Callable[..., None] = skipgram_chunk
        return kernel
