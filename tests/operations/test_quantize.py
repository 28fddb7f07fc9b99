from __future__ import annotations

import numpy as np
import pytest

from rowspace.errors import BadArgument, UnknownToken
from rowspace.operations.opened import OpenedTable
from rowspace.operations.quantize import quantize, quantized_neighbors
from rowspace.operations.search import neighbors
from rowspace.rows import ArrayRows
from rowspace.table import Source, Table, Tokens


def table(rows, name="tiny"):
    spellings = [f"word{id}" for id in range(len(rows))]
    return Table(name=name, tokens=Tokens.of(spellings), rows=ArrayRows(rows), source=Source("tiny", "native", "rows"))


@pytest.fixture(scope="module")
def normal():
    return table(np.random.default_rng(3).normal(size=(400, 64)).astype(np.float32))


def test_the_lists_are_those_of_search(normal):
    found = quantized_neighbors(normal, "word7", k=5)
    assert found.fp32 == neighbors(normal, "word7", 5).neighbors
    assert [neighbor.id for neighbor in found.int8] == [neighbor.id for neighbor in found.fp32]
    assert found.overlap["int8"] == 1.0
    assert found.stored == "float32"


def test_fewer_bits_do_more_damage(normal):
    eight, four = quantized_neighbors(normal, "word7", k=10).damage
    assert (eight.scheme, four.scheme) == ("int8", "int4")
    assert eight.bits_per_weight == pytest.approx(8 + 16 / 64)
    assert four.bits_per_weight == pytest.approx(4 + 32 / 64)
    assert eight.bytes == 400 * (64 + 2)
    for error in ("mean_error", "p99_error", "worst_error"):
        assert getattr(eight, error) < getattr(four, error) / 20
    assert four.mean_error <= four.p99_error <= four.worst_error


def test_overlap_counts_the_neighbors_that_stay(normal):
    found = quantized_neighbors(normal, "word7", k=50)
    kept = {neighbor.id for neighbor in found.fp32} & {neighbor.id for neighbor in found.int4}
    assert found.overlap["int4"] == len(kept) / 50


def test_a_table_stored_in_int8_loses_nothing_more():
    from rowspace.operations.open import open_table

    found = quantized_neighbors(open_table("glove"), "king", k=5)
    assert found.stored == "int8"
    assert found.damage[0].worst_error == 0.0
    assert found.damage[1].mean_error == pytest.approx(4e-3, abs=1e-3)
    assert "queen" in [neighbor.token for neighbor in found.int4]


def test_a_token_that_is_missing_is_refused(normal):
    with pytest.raises(UnknownToken, match=r'"wodr7" is not in tiny \(400 tokens\)'):
        quantized_neighbors(normal, "wodr7")


@pytest.mark.parametrize(("k", "group", "words"), [(0, 64, "k is"), (5, 0, "group must be")])
def test_numbers_out_of_range_are_refused(normal, k, group, words):
    with pytest.raises(BadArgument, match=words):
        quantized_neighbors(normal, "word1", k, group)


def test_a_quantized_table_answers_as_its_rows_do(glove: OpenedTable) -> None:
    int4 = quantize(glove, "int4")
    assert int4.rows.dtype == "int4"
    listed = quantized_neighbors(glove, "king")
    assert int4.neighbors("king") == listed.int4


def test_an_unknown_scheme_is_refused(glove: OpenedTable) -> None:
    with pytest.raises(BadArgument, match='Schemes are int8, int4; got "int3"'):
        quantize(glove, "int3")


@pytest.mark.parametrize(("scheme", "kept"), [("int8", 2e-4), ("int4", 0.02)])
def test_a_quantized_table_answers_as_any_other(normal, scheme, kept):
    stored = quantize(normal, scheme)
    assert stored.rows.dtype == scheme
    assert stored.tokens is normal.tokens
    lost = 1 - np.einsum("nd,nd->n", stored.rows[:], normal.rows[:]) / (stored.rows.norms * normal.rows.norms)
    assert lost.max() < kept
    assert stored.neighbors("word7", 3)[0].token == neighbors(normal, "word7", 3).neighbors[0].token
