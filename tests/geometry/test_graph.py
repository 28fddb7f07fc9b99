import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from sklearn.neighbors import NearestNeighbors

from rowspace.errors import Canceled
from rowspace.geometry.graph import Graph, neighbor_graph, occurrences, skewness
from rowspace.rows import ArrayRows

SQUARE = ArrayRows(np.array([[1, 0], [0.9, 0.1], [0, 1], [-1, 0]], np.float32))


def test_worked_by_hand() -> None:
    graph = neighbor_graph(SQUARE, 2)
    assert graph.ids.tolist() == [[1, 2], [0, 2], [1, 0], [2, 1]]
    assert occurrences(graph, 4).tolist() == [2, 3, 3, 0]
    few = neighbor_graph(SQUARE, 4, asked=np.array([3]), mask=np.array([True, False, True, True]))
    assert few.ids.tolist() == [[2, 0, -1, -1]]
    assert np.isnan(few.scores).tolist() == [[False, False, True, True]]


def test_equals_scikit_learn() -> None:
    values = np.random.default_rng(0).standard_normal((600, 7)).astype(np.float32)
    theirs = NearestNeighbors(n_neighbors=6, metric="cosine", algorithm="brute").fit(values.astype(np.float64))
    distances, ids = theirs.kneighbors()
    ours = neighbor_graph(ArrayRows(values), 6)
    assert ours.ids.tolist() == ids.tolist()
    np.testing.assert_allclose(1 - ours.scores, distances, atol=1e-9)


def test_it_tells_how_far_it_is_and_stops_when_told() -> None:
    rows = ArrayRows(np.random.default_rng(0).standard_normal((600, 3)).astype(np.float32))
    told: list[float] = []

    def tick(done: float) -> None:
        told.append(done)
        if done > 0.5:
            raise Canceled("enough")

    with pytest.raises(Canceled, match="enough"):
        neighbor_graph(rows, 2, tick=tick)
    assert told == [0, pytest.approx(256 / 600), pytest.approx(512 / 600)]


def test_hubs_make_the_counts_skew() -> None:
    counts = np.array([0, 0, 1, 1, 1, 2, 9])
    assert skewness(counts) == pytest.approx(stats.skew(counts))
    assert skewness(np.array([3, 3, 3])) == 0


@given(st.integers(1, 9), st.integers(1, 12))
def test_every_list_counts_its_rows_once(k: int, count: int) -> None:
    values = np.random.default_rng(count).standard_normal((count, 2)).astype(np.float32)
    graph: Graph = neighbor_graph(ArrayRows(values), k)
    assert occurrences(graph, count).sum() == count * min(k, count - 1)
