import numpy as np
import pytest
from gensim.models import KeyedVectors
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from rowspace import rows as stored
from rowspace.errors import BadArgument
from rowspace.geometry.neighbors import nearest
from rowspace.geometry.similarity import METRICS, Metric
from rowspace.rows import ArrayRows, Int8Rows

EVERY_METRIC = pytest.mark.parametrize("metric", METRICS)
SQUARE = ArrayRows(np.array([[1, 0], [0, 1], [-1, 0], [0, -1], [2, 0]], np.float32))


def _by_force(values: np.ndarray, query: np.ndarray, k: int, metric: str) -> tuple[list[int], np.ndarray]:
    """Every score in float64, sorted; ids break ties."""
    scores = METRICS[metric](query[None].astype(np.float64), values.astype(np.float64))[0]
    order = np.lexsort((np.arange(len(values)), scores if metric == "euclidean" else -scores))[:k]
    return order.tolist(), scores[order]


def test_worked_by_hand() -> None:
    query = np.array([3.0, 0.0])
    assert nearest(SQUARE, query, 3)[0].ids.tolist() == [0, 4, 1]  # 0 and 4 tie at 1; 1 and 3 tie at 0
    assert nearest(SQUARE, query, 2, metric="dot")[0].scores.tolist() == [6, 3]
    found = nearest(SQUARE, query, 2, metric="euclidean")[0]
    assert (found.ids.tolist(), found.scores.tolist()) == ([4, 0], [1, 2])


@EVERY_METRIC
@pytest.mark.parametrize("size", [1, 7, 1000])
def test_equals_brute_force_whatever_the_block(metric: Metric, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(0)
    values = (random.standard_normal((300, 12)) * random.uniform(0.01, 10, (300, 1))).astype(np.float32)
    monkeypatch.setattr(stored, "BLOCK_BYTES", size * 12 * 4)
    queries = random.standard_normal((5, 12))
    for query, found in zip(queries, nearest(ArrayRows(values), queries, 10, metric=metric), strict=True):
        ids, scores = _by_force(values, query, 10, metric)
        assert found.ids.tolist() == ids
        np.testing.assert_allclose(found.scores, scores, rtol=1e-12)


@EVERY_METRIC
def test_centering_subtracts_the_mean_row_from_rows_and_query(metric: Metric) -> None:
    values = np.random.default_rng(1).standard_normal((80, 6)).astype(np.float32) + 5
    found = nearest(ArrayRows(values), values[3], 8, metric=metric, center=True)[0]
    middle = values.astype(np.float64).mean(axis=0)
    ids, scores = _by_force(values - middle, values[3] - middle, 8, metric)
    assert found.ids.tolist() == ids
    np.testing.assert_allclose(found.scores, scores, atol=1e-5)


def test_equals_gensim() -> None:
    values = np.random.default_rng(2).standard_normal((200, 10)).astype(np.float32)
    peer = KeyedVectors(10)
    peer.add_vectors([str(id) for id in range(200)], values)
    theirs = peer.most_similar("17", topn=20)
    ours = nearest(ArrayRows(values), values[17], 20, exclude=[[17]])[0]
    assert [str(id) for id in ours.ids] == [token for token, _ in theirs]
    np.testing.assert_allclose(ours.scores, [score for _, score in theirs], atol=1e-6)


@settings(deadline=None)
@given(
    values=arrays(np.int8, st.tuples(st.integers(1, 40), st.just(3)), elements=st.integers(-2, 2)),
    k=st.integers(1, 50),
    metric=st.sampled_from(list(METRICS)),
)
def test_equal_rows_come_by_id_and_nothing_is_lost_when_k_exceeds_the_rows(
    values: np.ndarray, k: int, metric: Metric
) -> None:
    rows = Int8Rows(values, np.ones(len(values), np.float16))
    found = nearest(rows, values[0].astype(np.float64), k, metric=metric)[0]
    assert len(found.ids) == min(k, len(values)) == len(set(found.ids.tolist()))
    for before, after, first, second in zip(found.ids, found.ids[1:], found.scores, found.scores[1:], strict=False):
        assert (first, before) < (second, after) if metric == "euclidean" else (-first, before) < (-second, after)
    np.testing.assert_allclose(found.scores, _by_force(values, values[0], k, metric)[1], atol=1e-12)


@EVERY_METRIC
def test_many_equal_rows_at_the_last_place_keep_the_lowest_ids(metric: Metric) -> None:
    values = np.tile(np.float32([0.1, 0.7, -0.3]), (1000, 1))
    values[500] *= 1.5
    found = nearest(ArrayRows(values), values[500], 4, metric=metric)[0]
    expected = [0, 1, 2, 3] if metric == "cosine" else [500, 0, 1, 2]
    assert sorted(found.ids.tolist()) == sorted(expected)


def test_excluded_and_masked_rows_are_no_answer() -> None:
    mask = np.array([True, True, True, False, True])
    found = nearest(SQUARE, np.array([[1, 0], [1, 0]]), 9, exclude=[[0], [4, 0]], mask=mask)
    assert [answer.ids.tolist() for answer in found] == [[4, 1, 2], [1, 2]]


def test_a_zero_row_or_query_has_cosine_zero() -> None:
    rows = ArrayRows(np.array([[-1, 0], [0, 0], [1, 0]], np.float32))
    assert nearest(rows, np.array([1.0, 0.0]), 3)[0].scores.tolist() == [1, 0, -1]
    assert nearest(rows, np.zeros(2), 3)[0].ids.tolist() == [0, 1, 2]


@EVERY_METRIC
def test_rows_with_nan_are_never_found_and_far_numbers_do_no_harm(metric: Metric) -> None:
    values = np.array([[1e18, 1e18], [np.nan, 1], [1e-18, 1e-18], [1, 1.001], [np.nan, np.nan]], np.float32)
    found = nearest(ArrayRows(values), np.array([1.0, 1.0]), 5, metric=metric)[0]
    expected = {"cosine": {0, 2, 3}, "dot": {0, 3, 2}, "euclidean": {3, 2, 0}}[metric]
    assert set(found.ids.tolist()) == expected


def test_many_queries_answer_as_each_alone() -> None:
    values = np.random.default_rng(5).standard_normal((150, 4)).astype(np.float32)
    together = nearest(ArrayRows(values), values, 3)
    alone = [nearest(ArrayRows(values), row, 3)[0] for row in values]
    assert [found.ids.tolist() for found in together] == [found.ids.tolist() for found in alone]
    assert [found.scores.tolist() for found in together] == [found.scores.tolist() for found in alone]


def test_arguments_that_do_not_fit_are_refused() -> None:
    with pytest.raises(BadArgument, match="k is the number of neighbors, 1 or more; got 0"):
        nearest(SQUARE, np.zeros(2), 0)
    with pytest.raises(BadArgument, match=r"Queries have 2 numbers each, as the rows have; got an array \(1, 3\)"):
        nearest(SQUARE, np.zeros(3), 1)
    with pytest.raises(BadArgument, match="exclude holds one list of ids a query; got 2 for 1 queries"):
        nearest(SQUARE, np.zeros(2), 1, exclude=[[], []])
    with pytest.raises(BadArgument, match="mask has one flag a row, 5"):
        nearest(SQUARE, np.zeros(2), 1, mask=np.ones(4, np.bool_))
