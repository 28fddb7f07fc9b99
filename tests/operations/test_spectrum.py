from __future__ import annotations

import numpy as np
import pytest

from rowspace.errors import BadArgument, Canceled
from rowspace.operations.hubs import ListBand, hubs
from rowspace.operations.opened import OpenedTable
from rowspace.operations.spectrum import spectrum
from tests.tables import make_table


def test_singular_values_are_those_of_numpy(classroom: OpenedTable) -> None:
    rows = classroom.rows[:].astype(np.float64)
    expected = np.linalg.svd(rows - rows.mean(axis=0), compute_uv=False)
    found = spectrum(classroom)
    np.testing.assert_allclose(found.singular_values, expected, rtol=1e-3, atol=1e-3 * expected[0])
    np.testing.assert_allclose(found.explained, expected**2 / (expected**2).sum(), atol=1e-6)
    sums = np.cumsum(found.explained)
    for share, count in found.needed.items():
        assert sums[count - 1] >= int(share) / 100 - 1e-9
        assert count == 1 or sums[count - 2] < int(share) / 100


def test_worked_by_hand() -> None:
    """Two directions of variance 9 and 16: shares .36 and .64; the broken row is left out, the zero row is not."""
    rows = [[3, 4], [3, -4], [-3, 4], [-3, -4], [0, 0], [np.nan, 1]]
    found = spectrum(make_table(list("abcdef"), rows))
    assert (found.rows, found.rows_measured, found.dim) == (6, 5, 2)
    assert found.singular_values.tolist() == pytest.approx([8, 6])
    assert found.explained.tolist() == pytest.approx([0.64, 0.36])
    assert found.needed == {"50": 1, "90": 2, "99": 2}
    assert found.stable_rank == pytest.approx(1 / 0.64)


def test_the_command_tells_the_same(classroom: OpenedTable) -> None:
    found, told = spectrum(classroom), classroom.shape(k=4)
    assert told.singular_values == found.singular_values.tolist()
    assert told.effective_rank == found.effective_rank
    assert told.hubs == hubs(classroom, k=4)


def test_a_row_in_the_middle_is_everybodys_neighbor() -> None:
    """Four rows on the rim of a wide cone: each is nearer to its axis than to the others."""
    rows = [[1, 0, 0.7], [0, 1, 0.7], [-1, 0, 0.7], [0, -1, 0.7], [0, 0, 1], [0, 0, 0]]
    found = hubs(make_table(list("abcdez"), rows), k=1)
    assert [(hub.token, hub.id, hub.lists) for hub in found.top] == [("e", 4, 4), ("a", 0, 1)]
    assert (found.rows, found.measured, found.lists, found.sampled) == (6, 5, 5, False)
    assert found.unlisted == pytest.approx(3 / 5)
    assert found.bands == [ListBand(0, 0, 3), ListBand(1, 1, 1), ListBand(2, 3, 0), ListBand(4, 7, 1)]
    assert found.skewness == pytest.approx(4.8 / 2.4**1.5)  # of 4, 1, 0, 0, 0, whose mean is 1


def test_work_is_told_of_and_stopped(classroom: OpenedTable) -> None:
    told: list[tuple[float, str]] = []
    hubs(classroom, progress=lambda done, message: told.append((done, message)))
    assert told[0] == (0.0, "Finding the 10 nearest of 39 rows")
    for operation in (hubs, spectrum):
        with pytest.raises(Canceled, match="The work was canceled"):
            operation(classroom, canceled=lambda: True)


def test_refusals(classroom: OpenedTable) -> None:
    with pytest.raises(BadArgument, match="has 1 rows that are finite; a spread needs two"):
        spectrum(make_table(["one", "broken"], [[1, 0], [np.nan, 0]]))
    with pytest.raises(BadArgument, match="has 1 rows with a direction; hubs need two"):
        hubs(make_table(["one", "zero"], [[1, 0], [0, 0]]))
    with pytest.raises(BadArgument, match="k and top are 1 or more; got 0 and 5"):
        hubs(classroom, k=0, top=5)
