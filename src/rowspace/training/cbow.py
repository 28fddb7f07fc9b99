"""CBOW: the mean of the rows around a word predicts it."""

from __future__ import annotations

from collections.abc import Callable

from rowspace.training.prediction import Prediction


class CBOW(Prediction):
    """One prediction a word instead of one a pair: better on frequent words than on rare ones."""

    block, shared, first_rate = 16, 16, 0.075

    @property
    def _kernel(self) -> Callable[..., None]:
        from rowspace.training.cbow_kernel import cbow_chunk

        kernel: Callable[..., None] = cbow_chunk
        return kernel
