import numpy as np
from gensim.models import KeyedVectors
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from rowspace.geometry.analogy import head_to_tail, parallel, weighted_sum
from rowspace.geometry.similarity import unit

ROWS = arrays(np.float32, (3, 4), elements=st.floats(-10, 10, width=32))
WEIGHTS = arrays(np.float64, (3,), elements=st.floats(-3, 3))


def test_worked_by_hand() -> None:
    rows = np.array([[3.0, 4.0], [0.0, 2.0]])
    np.testing.assert_allclose(weighted_sum(rows, np.array([1, -1])), [0.6, -0.2])
    np.testing.assert_allclose(weighted_sum(rows, np.array([1, -1]), as_units=False), [3, 2])
    np.testing.assert_allclose(head_to_tail(rows, np.array([1, -1])), [[0, 0], [0.6, 0.8], [0.6, -0.2]])


def test_parallel_differences_of_any_length_have_cosine_one() -> None:
    king, man, queen, woman = np.array([[2, 1], [1, 1], [5, 4], [3, 4]], np.float32)
    assert parallel(king, man, queen, woman) == 1
    assert parallel(man, king, queen, woman) == -1
    assert parallel(king, king, queen, woman) == 0


def test_points_where_gensims_query_points() -> None:
    vectors = np.random.default_rng(3).standard_normal((5, 8)).astype(np.float32)
    peer = KeyedVectors(8)
    peer.add_vectors(list("abcde"), vectors)
    theirs = peer.get_mean_vector(["a", "b", "c"], weights=[1, -1, 0.5], pre_normalize=True)
    ours = weighted_sum(vectors[:3], np.array([1, -1, 0.5]))
    np.testing.assert_allclose(unit(ours), unit(theirs), atol=1e-6)


@given(ROWS, WEIGHTS)
def test_the_path_ends_at_the_sum(rows: np.ndarray, weights: np.ndarray) -> None:
    path = head_to_tail(rows, weights)
    np.testing.assert_allclose(path[-1], weighted_sum(rows, weights), atol=1e-12)
    assert path[0].tolist() == [0, 0, 0, 0]
