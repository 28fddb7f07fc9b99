"""Information and its singular vectors: against naive formulas, scipy and numpy."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.sparse
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument
from rowspace.training.cooccurrence import count_text, rows_of_counts
from rowspace.training.factors import factorize, orthonormal
from rowspace.training.information import ppmi
from rowspace.training.settings import Settings
from rowspace.training.sparse import Sparse

from .texts import planted, purity, read


def sparse(dense: np.ndarray) -> Sparse:
    held = scipy.sparse.csr_matrix(dense.astype(np.float32))
    return Sparse(held.indptr.astype(np.int64), held.indices.astype(np.int32), held.data)


def dense(matrix: Sparse) -> np.ndarray:
    held = (matrix.values, matrix.columns, matrix.starts)
    return np.asarray(scipy.sparse.csr_matrix(held, (len(matrix), len(matrix))).todense())


WEIGHTS = st.integers(2, 8).flatmap(
    lambda n: st.lists(st.integers(0, 9), min_size=n * n, max_size=n * n).map(
        lambda held: np.array(held).reshape(n, n) + np.array(held).reshape(n, n).T
    )
)


@given(WEIGHTS, st.sampled_from([1.0, 2.0, 5.0]), st.sampled_from([0.75, 1.0]))
def test_information_is_what_the_formula_says(weights: np.ndarray, shift: float, smoothing: float) -> None:
    found = dense(ppmi(sparse(weights), shift=shift, smoothing=smoothing))
    contexts = weights.sum(axis=0) ** smoothing
    for a in range(len(weights)):
        for b in range(len(weights)):
            expected = 0.0
            if weights[a, b]:
                together = weights[a, b] / weights.sum()
                chance = weights[a].sum() / weights.sum() * contexts[b] / contexts.sum()
                expected = max(0.0, np.log(together / chance) - np.log(shift))
            assert found[a, b] == pytest.approx(expected, abs=2e-6)


@given(WEIGHTS, st.integers(1, 5), st.booleans())
def test_products_and_turning_are_those_of_dense_matrices(weights: np.ndarray, width: int, together: bool) -> None:
    thin = np.random.default_rng(0).standard_normal((len(weights), width)).astype(np.float32)
    lopsided = np.tril(weights)
    np.testing.assert_allclose(sparse(lopsided).times(thin, together=together), lopsided @ thin, rtol=1e-4, atol=1e-4)
    turned = sparse(lopsided).turned()
    np.testing.assert_array_equal(dense(turned), lopsided.T)
    assert all((np.diff(turned.columns[a:b]) > 0).all() for a, b in zip(turned.starts, turned.starts[1:], strict=False))


def test_the_subspace_and_its_lengths_are_numpy_s() -> None:
    random = np.random.default_rng(2)
    noise = random.standard_normal((120, 120)) * (random.random((120, 120)) < 0.2)
    strong = random.standard_normal((120, 8)) @ random.standard_normal((8, 120))
    matrix = np.where(random.random((120, 120)) < 0.5, strong, 0) + 0.05 * noise
    found = factorize(sparse(matrix), 4, power=1.0)
    left, values, _ = np.linalg.svd(matrix.astype(np.float32).astype(np.float64))
    np.testing.assert_allclose(np.linalg.norm(found, axis=0), values[:4], rtol=1e-3)
    unit = found / np.linalg.norm(found, axis=0)
    np.testing.assert_allclose(np.abs((unit * left[:, :4]).sum(axis=0)), 1, atol=1e-3)
    largest = found[np.abs(found).argmax(axis=0), np.arange(4)]
    assert (largest > 0).all()
    half = factorize(sparse(matrix), 4, power=0.5)
    np.testing.assert_allclose(np.linalg.norm(half, axis=0), np.sqrt(values[:4]), rtol=1e-3)


@given(st.integers(1, 12), st.integers(0, 99))
def test_columns_become_orthonormal_and_span_the_same(width: int, seed: int) -> None:
    columns = np.random.default_rng(seed).standard_normal((40, width)).astype(np.float32)
    columns[:, 0] *= 1000
    basis = orthonormal(columns)
    np.testing.assert_allclose(basis.T @ basis, np.eye(width), atol=1e-5)
    np.testing.assert_allclose(basis @ (basis.T @ columns), columns, atol=1e-2)


def test_columns_that_depend_on_each_other_are_no_trouble() -> None:
    basis = orthonormal(np.ones((10, 3), np.float32))
    np.testing.assert_allclose(basis.T @ basis, np.eye(3), atol=1e-5)


def test_planted_topics_are_found_and_nothing_depends_on_threads() -> None:
    vocabulary, text = read(planted(1_000))
    found = [
        rows_of_counts(count_text(text, len(vocabulary), 5, workers=workers), Settings(dim=16), together=workers > 1)
        for workers in (1, 2, 2)
    ]
    assert purity(list(vocabulary.tokens), found[0]) >= 0.94
    np.testing.assert_array_equal(found[0], found[1])
    np.testing.assert_array_equal(found[1], found[2])


def test_what_cannot_be_factored_is_refused() -> None:
    vocabulary, text = read(["a b c", "b c d"])
    with pytest.raises(BadArgument, match=r"9 dims need as many words; the text has 4 that are frequent enough"):
        rows_of_counts(count_text(text, 4, 2), Settings(dim=9))
    with pytest.raises(BadArgument, match="No word stands beside another more often than chance has it"):
        rows_of_counts(sparse(np.ones((4, 4))), Settings(dim=2))
    assert len(vocabulary) == 4
