import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.metrics.pairwise import cosine_similarity, euclidean_distances

from rowspace.errors import BadArgument
from rowspace.geometry.similarity import METRICS, checked_metric, cosine, dot, euclidean, unit

NUMBERS = st.integers(-1000, 1000).map(lambda tenths: tenths / 10)  # scikit-learn takes rows under 1e-15 for zero
VECTORS = arrays(np.float64, st.tuples(st.integers(1, 6), st.just(4)), elements=NUMBERS)


def test_worked_by_hand() -> None:
    a, b = np.array([[3.0, 4.0]]), np.array([[4.0, 3.0], [0.0, 0.0], [-6.0, -8.0]])
    assert dot(a, b).tolist() == [[24, 0, -50]]
    np.testing.assert_allclose(cosine(a, b), [[0.96, 0, -1]])
    np.testing.assert_allclose(euclidean(a, b), [[np.sqrt(2), 5, 15]])


def test_a_zero_vector_has_no_direction() -> None:
    assert unit(np.zeros((2, 3))).tolist() == [[0, 0, 0], [0, 0, 0]]


@given(VECTORS, VECTORS)
def test_equals_scikit_learn(a: np.ndarray, b: np.ndarray) -> None:
    np.testing.assert_allclose(cosine(a, b), cosine_similarity(a, b), atol=1e-9)
    np.testing.assert_allclose(euclidean(a, b), euclidean_distances(a, b), atol=1e-4)


@given(VECTORS, st.floats(0.01, 100))
def test_cosine_forgets_lengths_and_stays_within_one(a: np.ndarray, scale: float) -> None:
    once, again = cosine(a, a), cosine(a * scale, a)
    np.testing.assert_allclose(once, again, atol=1e-9)
    assert np.abs(once).max() <= 1


def test_near_rows_keep_their_distance_beside_a_large_common_part() -> None:
    a = np.full((1, 3), 1e8)
    assert euclidean(a, a + np.array([[1.0, 0.0, 0.0]]))[0, 0] == 1


def test_an_unknown_metric_is_refused_with_the_known_ones() -> None:
    assert [checked_metric(name) for name in METRICS] == ["cosine", "dot", "euclidean"]
    with pytest.raises(BadArgument, match='Metric "manhattan" is not known; metrics are cosine, dot, euclidean'):
        checked_metric("manhattan")
