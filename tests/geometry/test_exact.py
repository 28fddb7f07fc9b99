import numpy as np
import pytest

from rowspace.geometry import exact
from rowspace.geometry.exact import Values, best_first, settled
from rowspace.geometry.similarity import METRICS, Metric
from rowspace.geometry.space import space_of
from rowspace.rows import ArrayRows

NONE = np.empty(0, np.intp)


def test_equal_values_come_by_id_and_barred_rows_not_at_all() -> None:
    rows = ArrayRows(np.array([[1, 0], [2, 0], [0, 1], [3, 0]], np.float32))
    values = Values(rows, space_of(rows), np.array([[1.0, 0], [0, 1.0]]), "cosine")
    which, ids = np.array([0, 0, 0, 0, 1, 1]), np.array([3, 2, 1, 0, 2, 1])
    first, second = settled(values, which, ids, 3, [np.array([1]), NONE])
    assert (first.ids.tolist(), first.scores.tolist()) == ([0, 3, 2], [1, 1, 0])
    assert (second.ids.tolist(), second.scores.tolist()) == ([2, 1], [1, 0])
    assert best_first(np.array([7, 3, 5]), np.array([1.0, 1.0, 2.0]), 2).tolist() == [2, 1]


@pytest.mark.parametrize("metric", METRICS)
def test_values_do_not_depend_on_how_many_are_worked_out_at_once(
    metric: Metric, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = ArrayRows(np.random.default_rng(0).standard_normal((300, 11)).astype(np.float32))
    queries = np.random.default_rng(1).standard_normal((2, 11))
    values = Values(rows, space_of(rows, center=True), queries, metric)
    which, ids = np.repeat([0, 1], 300), np.tile(np.arange(300), 2)
    together = values.of(which, ids)
    monkeypatch.setattr(exact, "AT_ONCE", 11 * 7)
    assert values.of(which, ids).tolist() == together.tolist()
    assert [values.of(which[at : at + 1], ids[at : at + 1])[0] for at in range(0, 600, 97)] == together[::97].tolist()
