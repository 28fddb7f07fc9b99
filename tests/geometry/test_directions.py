import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from rowspace.geometry.directions import distinct_directions, first_places

ROWS = arrays(np.float64, st.tuples(st.integers(1, 8), st.just(3)), elements=st.integers(-2, 2).map(float))


def test_rows_of_one_direction_share_a_place() -> None:
    directions, place = distinct_directions(np.array([[3, 4], [0, 0], [6, 8], [-3, -4], [-0.0, 0]]))
    np.testing.assert_allclose(directions, [[0.6, 0.8], [0, 0], [-0.6, -0.8]])
    assert place.tolist() == [0, 1, 0, 2, 1]


@settings(deadline=None)
@given(ROWS)
def test_each_row_finds_its_direction(rows: np.ndarray) -> None:
    directions, place = distinct_directions(rows)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    np.testing.assert_allclose(directions[place] * lengths, rows, atol=1e-12)
    assert len(np.unique(np.round(directions, 6) + 0.0, axis=0)) == len(directions)


def test_first_places_are_seeded_and_spread_in_both_directions() -> None:
    line = np.stack([np.cos([0.0, 0.5, 1.0, 1.5]), np.sin([0.0, 0.5, 1.0, 1.5])], axis=1)
    places = first_places(line, 1)
    np.testing.assert_array_equal(places, first_places(line, 1))
    assert not np.array_equal(places, first_places(line, 2))
    np.testing.assert_allclose(places[:, 0].std(), 1, atol=0.05)
    assert np.ptp(first_places(np.eye(4)[:2].repeat(2, axis=0), 0)[:, 1]) > 0
