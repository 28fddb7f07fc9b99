"""The leading singular vectors of a sparse matrix by randomized subspace iteration (Halko et al. 2011)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from rowspace.kernels.threads import one_blas_thread
from rowspace.rows import Floats
from rowspace.training.sparse import Sparse

OVERSAMPLE = 10
PASSES = 3


def factorize(
    matrix: Sparse,
    dim: int,
    *,
    power: float = 0.5,
    seed: int = 1,
    together: bool = True,
    tick: Callable[[float], None] = lambda share: None,
) -> Floats:
    """Left singular vectors × values^power (algorithms 4.4 and 5.1).   (n, n) -> (n, dim)

    Signs are such that the largest entry of each dim is positive.
    """
    random = np.random.default_rng(seed)
    width = min(dim + OVERSAMPLE, len(matrix))
    turned = matrix.turned()
    basis = matrix.times(random.standard_normal((len(matrix), width), np.float32), together=together)
    for done in range(PASSES):
        tick(done / (PASSES + 1))
        back = turned.times(orthonormal(basis), together=together)
        basis = matrix.times(orthonormal(back), together=together)
    basis = orthonormal(basis)
    tick(PASSES / (PASSES + 1))
    small = turned.times(basis, together=together)  # (n, width): its right singular vectors turn the basis
    gram = small.T.astype(np.float64) @ small
    values, turns = np.linalg.eigh(gram)
    order = np.argsort(-values)[:dim]
    lengths = np.sqrt(np.maximum(values[order], 0))
    vectors = (basis.astype(np.float64) @ turns[:, order]) * lengths**power
    signs = np.sign(vectors[np.abs(vectors).argmax(axis=0), np.arange(vectors.shape[1])])
    tick(1.0)
    signed: Floats = (vectors * np.where(signs == 0, 1, signs)).astype(np.float32)
    return signed


def orthonormal(columns: Floats) -> Floats:
    """The same span in orthonormal columns: Cholesky of the Gram matrix, twice (Yamamoto et al. 2015).

    A span of lower rank, as a tiny matrix has, goes through QR, which is slower.
    """
    with one_blas_thread():
        for _ in range(2):
            gram = columns.T.astype(np.float64) @ columns.astype(np.float64)
            try:
                inverse = np.linalg.inv(np.linalg.cholesky(gram)).T
            except np.linalg.LinAlgError:
                return np.linalg.qr(columns)[0].astype(np.float32, copy=False)
            columns = columns @ inverse.astype(np.float32)
    return columns
