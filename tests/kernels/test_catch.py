import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rowspace.kernels.catch import Catch, new_catch, sift


def _filled(lower: list[float], give: float, room: int) -> Catch:
    catch = new_catch(np.full(1, -np.inf, np.float32), room)
    catch.ids[0, : len(lower)] = range(len(lower))
    catch.lower[0, : len(lower)] = lower
    catch.upper[0, : len(lower)] = np.float32(lower) + np.float32(give)
    catch.counts[0] = len(lower)
    return catch


def test_what_is_at_most_worse_than_k_others_at_least_is_out() -> None:
    catch = _filled([5, 1, 4, 3.5, 2], 1, 8)
    assert sift(catch, 0, 2)
    assert catch.gates.tolist() == [4]
    assert catch.ids[0, : catch.counts[0]].tolist() == [0, 2, 3]  # 3.5 may be worth 4.5


def test_equal_rows_all_stay_and_leave_no_room() -> None:
    catch = _filled([1.0] * 8, 0, 8)
    assert not sift(catch, 0, 2)
    assert catch.counts.tolist() == [8]


def test_a_higher_gate_of_another_thread_counts() -> None:
    catch = _filled([5, 1], 1, 8)
    catch.gates[0] = 3
    sift(catch, 0, 2)
    assert catch.ids[0, : catch.counts[0]].tolist() == [0]
    assert catch.gates.tolist() == [3]


@settings(deadline=None)
@given(st.lists(st.integers(-20, 20), min_size=1, max_size=40), st.integers(1, 45), st.floats(0, 3, width=32))
def test_the_best_k_are_never_lost(values: list[int], k: int, give: float) -> None:
    catch = _filled([float(value) for value in values], give, 64)
    sift(catch, 0, k)
    kept = [values[id] for id in catch.ids[0, : catch.counts[0]]]
    assert sorted(kept, reverse=True)[:k] == sorted(values, reverse=True)[:k]
    if k <= len(values):
        assert catch.gates[0] == pytest.approx(sorted(values, reverse=True)[k - 1])
