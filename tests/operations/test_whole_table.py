"""Answers about every row at once: lengths, orders, directions, dims, groups, spellings."""

from __future__ import annotations

import gc
import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from rowspace.errors import BadArgument, Canceled, UnknownToken
from rowspace.kernels.ready import load
from rowspace.operations import dims
from rowspace.operations.all_spellings import spellings
from rowspace.operations.along import along
from rowspace.operations.dims import dim_order, dims_of
from rowspace.operations.kept import Kept
from rowspace.operations.lesson import LESSON_GROUPS
from rowspace.operations.norms import norms
from rowspace.operations.opened import OpenedTable
from rowspace.operations.row_groups import NO_GROUP, row_groups
from rowspace.operations.row_order import row_order
from rowspace.operations.specials import special_rows
from rowspace.rows import ArrayRows
from tests.tables import make_table


def odd_table() -> OpenedTable:
    return make_table(
        ["north", "east", "north", "[unused1]", "gone"],
        [[0, 1], [3, 4], [0, 0], [1, 0], [np.nan, 1], [0, 2]],
    )


def test_norms_are_counted_by_length() -> None:
    found = norms(odd_table())
    assert found.norms[[0, 1, 2, 3, 5]].tolist() == [1, 5, 0, 1, 2]
    assert (found.zero, found.odd, found.flagged) == (1, 1, 4)
    assert found.quantiles["50"] == 1
    assert (found.histogram.low, found.histogram.high, sum(found.histogram.counts)) == (0, 5, 5)
    assert found.flags.tolist() == special_rows(odd_table()).astype(int).tolist()


def test_norms_are_numpys_and_tell_how_far_they_are(glove: OpenedTable) -> None:
    load("float32")
    numbers = glove.rows.block(0, 3000)
    heard: list[float] = []
    found = norms(make_table(["x"] * 3000, numbers), lambda share, message: heard.append(share))
    np.testing.assert_allclose(found.norms, np.linalg.norm(numbers.astype(np.float64), axis=1), rtol=1e-6)
    counts, edges = np.histogram(found.norms, 60)
    assert found.histogram.counts == counts.tolist()
    assert (found.histogram.low, found.histogram.high) == (edges[0], edges[-1])
    assert heard[0] == 0
    assert heard[-1] == 1
    assert heard == sorted(heard)
    with pytest.raises(Canceled, match="was canceled"):
        norms(odd_table(), canceled=lambda: True)


def test_measured_rows_are_measured_once() -> None:
    rows = ArrayRows(np.ones((4, 4), np.float32))
    assert rows.measure(lambda share: None) is rows.measure(lambda share: None)
    assert rows.norms.tolist() == [2, 2, 2, 2]


def test_rows_are_ordered_by_length_and_by_likeness() -> None:
    table = odd_table()
    assert row_order(table).ids.tolist() == [0, 1, 2, 3, 4, 5]
    assert row_order(table, "norm").ids.tolist() == [1, 5, 0, 3, 2, 4]
    assert row_order(table, "similarity", "north").ids.tolist() == [0, 5, 1, 2, 3, 4]
    with pytest.raises(BadArgument, match="needs a token"):
        row_order(table, "similarity")
    with pytest.raises(BadArgument, match="ordered by id, norm, similarity"):
        row_order(table, "age")
    with pytest.raises(UnknownToken):
        row_order(table, "similarity", "south")


def test_similarity_comes_in_the_order_of_the_neighbors(glove: OpenedTable) -> None:
    ids = row_order(glove, "similarity", "king").ids
    found = glove.neighbors("king", 20, include_query=True)
    assert [one.id for one in found] == ids[:20].tolist()


def test_cosines_along_directions_are_those_of_pairs(royal: OpenedTable) -> None:
    found = along(royal, ["king", "queen - king"])
    assert found.cosines.shape == (7, 2)
    for id, token in enumerate(royal.tokens):
        assert found.cosines[id, 0] == pytest.approx(royal.similarity(token, "king"), abs=1e-6)
    with pytest.raises(BadArgument, match="1 to 4 directions"):
        along(royal, [])
    with pytest.raises(BadArgument, match="Nothing is left"):
        along(royal, ["king - king"])


def test_cosines_of_zero_and_broken_rows() -> None:
    found = along(odd_table(), ["north"]).cosines[:, 0]
    assert found[2] == 0
    assert np.isnan(found[4])
    assert found[[0, 5]].tolist() == [1, 1]


@given(some.integers(1, 4), some.integers(1, 40))
def test_dims_are_described_as_numpy_does(dim: int, count: int) -> None:
    numbers = np.random.default_rng(count).normal(size=(count, dim)).astype(np.float32)
    found = dims_of(make_table(["t"], numbers))
    np.testing.assert_allclose(found.means, numbers.mean(axis=0, dtype=np.float64), atol=1e-6)
    np.testing.assert_allclose(found.sds, numbers.std(axis=0, dtype=np.float64), atol=1e-5)
    np.testing.assert_allclose(found.sizes, np.sqrt(np.square(numbers, dtype=np.float64).mean(axis=0)), atol=1e-5)
    assert (np.diff(found.sds[found.by_variance]) <= 1e-6).all()
    np.testing.assert_array_equal(found.largest, np.abs(numbers).max(axis=0))


def test_an_outlying_dim_is_named() -> None:
    numbers = np.random.default_rng(0).normal(size=(200, 20)).astype(np.float32)
    numbers[:, 7] *= 50
    numbers[5] = np.nan
    table = make_table(["t"] * 200, numbers)
    assert dims_of(table).outliers == [7]
    assert dims_of(table).measured == 199
    assert dims_of(table).times[7] == pytest.approx(2500, rel=0.3)
    assert dims_of(table).kurtosis[7] == pytest.approx(3, abs=1)
    assert dim_order(table, "variance")[0] == 7
    assert dim_order(table).tolist() == list(range(20))
    assert dims_of(make_table(["z"], np.zeros((3, 4)))).outliers == []


def test_dims_of_a_very_large_table_are_measured_on_some_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = np.random.default_rng(0).normal(size=(1000, 6)).astype(np.float32) * [1, 2, 3, 4, 5, 6]
    monkeypatch.setattr(dims, "MEASURED_CELLS", 600)
    found = dims_of(make_table(["t"], numbers))
    assert found.measured == 100
    np.testing.assert_allclose(found.sds, numbers[::10].std(axis=0), rtol=1e-5)


def test_groups_of_rows(classroom: OpenedTable) -> None:
    found = row_groups(classroom)
    assert found.names[:6] == list(LESSON_GROUPS)
    for name, tokens in LESSON_GROUPS.items():
        places = {found.names[found.groups[classroom.id(token)]] for token in tokens}
        assert places == {name}
    assert found.counts[:6] == [len(tokens) for tokens in LESSON_GROUPS.values()]
    assert row_groups(odd_table()).groups.tolist() == [NO_GROUP] * 6


def test_spellings_are_the_tokens_bytes_and_repeated_ones_are_told(glove: OpenedTable) -> None:
    found = spellings(odd_table())
    raw, ends = found.blob.tobytes(), found.ends.tolist()
    assert [raw[start:end].decode() for start, end in zip([0, *ends], ends, strict=False)] == list(odd_table().tokens)
    assert found.repeated.tolist() == [2]
    assert (found.tokens, found.padding) == (5, 1)
    assert spellings(glove).repeated.size == len(glove.tokens) - len(glove.tokens.ids)


def test_answers_are_made_once_and_the_oldest_go_first() -> None:
    kept: Kept[int] = Kept(most=2)
    table, made = odd_table(), []
    begun = threading.Barrier(4)

    def ask(question: str) -> int:
        return kept.get(table, question, lambda: made.append(question) or len(made))  # type: ignore[func-returns-value]

    def at_once(_: int) -> int:
        begun.wait(10)
        return ask("a")

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(at_once, range(4))) == {1}
    ask("b")
    ask("a")
    ask("c")
    ask("a")
    assert made == ["a", "b", "c"]
    ask("b")
    assert made == ["a", "b", "c", "b"]
    with pytest.raises(ZeroDivisionError):
        kept.get(table, "d", lambda: 1 // 0)


def test_answers_go_with_their_table() -> None:
    kept: Kept[object] = Kept(most=2)
    table = odd_table()
    kept.get(table, "a", object)
    del table
    gc.collect()
    assert not kept._tables
