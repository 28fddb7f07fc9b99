"""Results are kept by their question, and only the last few."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from rowspace.server.errors import NotFound
from rowspace.server.results import Results


def test_what_was_asked_last_stays() -> None:
    results = Results(most=2)
    results.keep("a", 1)
    results.keep("b", 2)
    assert results["a"] == 1
    results.keep("c", 3)
    assert "b" not in results
    with pytest.raises(NotFound, match="Result b is not kept any more; ask for it again"):
        results["b"]


def test_a_question_has_one_name() -> None:
    assert Results.name(["glove", None, "pca", 0]) == Results.name(["glove", None, "pca", 0])
    assert Results.name(["glove", ["a", "b"], "pca", 0]) != Results.name(["glove", ["a,b"], "pca", 0])
    assert len(Results.name("bad\udcff")) == 24


@settings(deadline=None)
@given(some.lists(some.integers(0, 9)), some.integers(1, 5))
def test_never_more_than_the_most(names: list[int], most: int) -> None:
    results = Results(most=most)
    for name in names:
        results.keep(str(name), name)
    last = list(dict.fromkeys(reversed(names)))[:most]
    assert [name for name in range(10) if str(name) in results] == sorted(last)
