"""A selection with itself, arranged."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from rowspace.errors import BadArgument
from rowspace.operations.alike import alike
from rowspace.operations.opened import OpenedTable
from tests.tables import make_table

ANIMALS_AND_PLACES = ["cat", "paris", "dog", "london", "horse", "tokyo", "bird", "berlin"]


def test_the_alike_lie_side_by_side(classroom: OpenedTable) -> None:
    ids = [classroom.id(token) for token in ANIMALS_AND_PLACES]
    found = alike(classroom, ids, arrange=True)
    kinds = [ANIMALS_AND_PLACES.index(token) % 2 for token in found.tokens]
    assert sum(a != b for a, b in pairwise(kinds)) == 1
    np.testing.assert_allclose(found.matrix, classroom.similarities(found.tokens), atol=1e-6)
    assert alike(classroom, ids).tokens == ANIMALS_AND_PLACES


@given(some.integers(2, 12), some.sampled_from(["cosine", "dot", "euclidean"]))
def test_arranging_moves_rows_and_changes_none(count: int, metric: str) -> None:
    numbers = np.random.default_rng(count).normal(size=(count, 3)).round(1)
    numbers[0] = 0
    table = make_table([f"t{id}" for id in range(count)], numbers)
    found = alike(table, range(count), metric, arrange=True)
    assert sorted(found.ids) == list(range(count))
    np.testing.assert_allclose(found.matrix, alike(table, found.ids, metric).matrix)


def test_a_row_that_is_not_finite_stays_where_it_is() -> None:
    table = make_table(["a", "b", "c"], [[1, 0], [np.nan, 0], [0, 1]])
    assert alike(table, [2, 1, 0], arrange=True).ids == [2, 1, 0]


def test_one_row_or_too_many_are_refused(glove: OpenedTable) -> None:
    for ids in ([3], [3, 3], range(513)):
        with pytest.raises(BadArgument, match="2 to 512 different rows"):
            alike(glove, ids)
