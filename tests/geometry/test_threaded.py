"""The compiled search against a float64 brute force, for every way of storing rows, and against the one by numpy."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from rowspace.geometry import threaded
from rowspace.geometry.neighbors import nearest
from rowspace.geometry.similarity import METRICS, Metric
from rowspace.kernels import ready
from rowspace.rows import ArrayRows, BFloat16Rows, Int8Rows, Rows
from rowspace.sizing import int4, int8

EVERY_METRIC = pytest.mark.parametrize("metric", METRICS)


@pytest.fixture(autouse=True)
def loops(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every search is done by the loops, however small, in many small parts."""
    monkeypatch.setattr(ready, "SOME", 0)
    monkeypatch.setattr(ready, "WORTH_WAITING", 0)
    monkeypatch.setattr(threaded, "WIDENED", 300)
    monkeypatch.setattr(threaded, "STREAMED", 3)
    monkeypatch.setattr(threaded, "STREAMED_AT_ONCE", 500)


def _bits(values: np.ndarray) -> np.ndarray:
    return (values.view(np.uint32) >> 16).astype(np.uint16)


STORED = {
    "float32": ArrayRows,
    "float16": lambda values: ArrayRows(values.astype(np.float16)),
    "bfloat16": lambda values: BFloat16Rows(_bits(values)),
    "int8": lambda values: int8.quantized(ArrayRows(values)),
    "plain int8": lambda values: ArrayRows((values * 20).astype(np.int8)),
    "float64": lambda values: ArrayRows(values.astype(np.float64)),
    "int4": lambda values: int4.quantized(ArrayRows(values), group=8),
    "later": lambda values: ArrayRows(np.concatenate([values[[0, 0, 0]], values])).after(3),
}
EVERY_DTYPE = pytest.mark.parametrize("dtype", STORED)


def _rows(dtype: str, count: int, dim: int, seed: int = 0) -> Rows:
    random = np.random.default_rng(seed)
    values = random.standard_normal((count, dim)) * random.uniform(0.1, 4, (count, 1))
    return STORED[dtype](values.astype(np.float32))


def _by_force(values: np.ndarray, query: np.ndarray, k: int, metric: str) -> tuple[list[int], np.ndarray]:
    """Every score in float64, sorted; ids break ties."""
    scores = METRICS[metric](query[None].astype(np.float64), values.astype(np.float64))[0]
    order = np.lexsort((np.arange(len(values)), scores if metric == "euclidean" else -scores))[:k]
    return order.tolist(), scores[order]


@EVERY_METRIC
@EVERY_DTYPE
@pytest.mark.parametrize(("count", "dim", "queries"), [(1, 1, 1), (700, 7, 1), (300, 33, 3), (500, 16, 20)])
def test_equals_brute_force(dtype: str, metric: Metric, count: int, dim: int, queries: int) -> None:
    rows = _rows(dtype, count, dim)
    asked = np.random.default_rng(1).standard_normal((queries, dim))
    for query, found in zip(asked, nearest(rows, asked, 10, metric=metric), strict=True):
        ids, scores = _by_force(rows[:], query, 10, metric)
        assert found.ids.tolist() == ids
        np.testing.assert_allclose(found.scores, scores, rtol=1e-12)


@EVERY_METRIC
@pytest.mark.parametrize("top", [0, 2])
@pytest.mark.parametrize("queries", [1, 9])
def test_moved_rows_equal_brute_force_on_moved_rows(metric: Metric, top: int, queries: int) -> None:
    rows = ArrayRows(_rows("float32", 400, 12)[:] + np.linspace(-9, 9, 12, dtype=np.float32))
    middle = rows[:].astype(np.float64).mean(axis=0)
    axes = np.linalg.svd(rows[:] - middle, full_matrices=False)[2][:top]

    def moved(vectors: np.ndarray) -> np.ndarray:
        return (vectors - middle) @ (np.eye(12) - axes.T @ axes)

    asked = rows[np.arange(queries)]
    for query, found in zip(asked, nearest(rows, asked, 8, metric=metric, center=True, without_top=top), strict=True):
        ids, scores = _by_force(moved(rows[:]), moved(query), 8, metric)
        assert found.ids.tolist() == ids
        np.testing.assert_allclose(found.scores, scores, rtol=1e-5, atol=1e-5)


@EVERY_METRIC
@pytest.mark.parametrize("queries", [1, 5])
def test_more_equal_rows_than_are_held_keep_the_lowest_ids(metric: Metric, queries: int) -> None:
    values = np.tile(np.float32([0.1, 0.7, -0.3]), (1000, 1))
    values[500] *= 1.5
    expected = [0, 1, 2, 3] if metric == "cosine" else [500, 0, 1, 2]
    for found in nearest(ArrayRows(values), np.tile(values[500], (queries, 1)), 4, metric=metric):
        assert sorted(found.ids.tolist()) == sorted(expected)


@EVERY_METRIC
@pytest.mark.parametrize("queries", [1, 5])
def test_rows_that_are_not_finite_are_never_found_and_far_numbers_do_no_harm(metric: Metric, queries: int) -> None:
    values = np.array([[1e18, 1e18], [np.nan, 1], [1e-18, 1e-18], [1, 1.001], [np.inf, 1], [1e-35, 1e-35]], np.float32)
    for found in nearest(ArrayRows(values), np.ones((queries, 2)), 6, metric=metric):
        _, scores = _by_force(values[[0, 2, 3, 5]], np.ones(2), 6, metric)
        np.testing.assert_allclose(found.scores, scores, rtol=1e-12)
        assert set(found.ids.tolist()) == {0, 2, 3, 5}


@pytest.mark.parametrize("queries", [1, 4])
def test_excluded_masked_and_zero_rows(queries: int) -> None:
    rows = ArrayRows(np.array([[1, 0], [0, 1], [-1, 0], [0, 0], [2, 0]], np.float32))
    mask = np.array([True, True, False, True, True])
    for found in nearest(rows, np.tile([1.0, 0.0], (queries, 1)), 9, exclude=[[0, 0]] * queries, mask=mask):
        assert found.ids.tolist() == [4, 1, 3]
        assert found.scores.tolist() == [1, 0, 0]
    for found in nearest(rows, np.zeros((queries, 2)), 3):
        assert (found.ids.tolist(), found.scores.tolist()) == ([0, 1, 2], [0, 0, 0])


@EVERY_DTYPE
def test_many_queries_answer_bit_for_bit_as_each_alone_and_as_numpy(
    dtype: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = _rows(dtype, 350, 9)
    asked = np.random.default_rng(3).standard_normal((300, 9))
    together = nearest(rows, asked, 3)
    alone = [nearest(rows, query, 3)[0] for query in asked]
    monkeypatch.setattr(ready, "SOME", 1 << 60)
    by_numpy = nearest(rows, asked, 3)
    for first, second, third in zip(together, alone, by_numpy, strict=True):
        assert first.ids.tolist() == second.ids.tolist() == third.ids.tolist()
        assert first.scores.tolist() == second.scores.tolist() == third.scores.tolist()


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    values=arrays(np.int8, st.tuples(st.integers(1, 60), st.just(3)), elements=st.integers(-2, 2)),
    k=st.integers(1, 70),
    metric=st.sampled_from(list(METRICS)),
    queries=st.sampled_from([1, 4]),
)
def test_equal_rows_come_by_id_and_nothing_is_lost_when_k_exceeds_the_rows(
    values: np.ndarray, k: int, metric: Metric, queries: int
) -> None:
    rows = Int8Rows(values, np.ones(len(values), np.float16))
    for found in nearest(rows, np.repeat(values[:1].astype(np.float64), queries, axis=0), k, metric=metric):
        assert len(found.ids) == min(k, len(values)) == len(set(found.ids.tolist()))
        np.testing.assert_allclose(found.scores, _by_force(values, values[0], k, metric)[1], atol=1e-12)
        for one, next_ in zip(range(len(found.ids)), range(1, len(found.ids)), strict=False):
            if found.scores[one] == found.scores[next_]:
                assert found.ids[one] < found.ids[next_]


def test_a_mapped_file_is_read_where_it_lies(tmp_path: Path) -> None:
    rows = _rows("float16", 200, 6)
    path = tmp_path / "rows.bin"
    path.write_bytes(rows[:].astype(np.float16).tobytes())
    mapped = ArrayRows(np.memmap(path, np.float16, "r", shape=(200, 6)))
    assert mapped.cells is not None
    assert mapped.cells.array.base is not None
    query = np.ones(6)
    assert nearest(mapped, query, 5)[0].ids.tolist() == nearest(rows, query, 5)[0].ids.tolist()
