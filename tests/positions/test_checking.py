"""Readings of numbers in general; those of tables, vectors and waves follow in files of their own."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.positions.checking import explained_by, largest_gap, nearest, stored_as

SIGNS = {"sign": ["plus", "minus"], "shift": ["none", "one"]}


def reading_of(given):
    def difference(choices, at):
        expected = np.arange(len(given))[at] + (choices["shift"] == "one")
        return largest_gap(given[at], -expected if choices["sign"] == "minus" else expected * 1.0)

    return difference


def test_a_worked_example():
    found = nearest(SIGNS, reading_of(-(np.arange(10.0) + 1)), count=10)
    assert found.choices == {"sign": "minus", "shift": "one"}
    assert found.differs == {"sign": "plus", "shift": "none"}
    assert (found.difference, found.precision, found.agrees, found.also) == (0, "float64", False, [])


def test_of_readings_that_cannot_be_told_apart_the_references_own_is_taken():
    found = nearest(SIGNS, reading_of(np.zeros(1)), count=1)
    assert found.agrees
    assert found.also == [{"sign": "minus", "shift": "none"}]


def test_nothing_fits():
    found = nearest(SIGNS, reading_of(np.full(5, 9.0)), count=5)
    assert (found.precision, found.matches, found.agrees, found.also) == (None, False, False, [])
    assert nearest(SIGNS, reading_of(np.full(5, np.nan)), count=5).difference == np.inf


def test_one_bad_number_far_out_is_found():
    numbers = np.arange(100_000.0)
    numbers[77_777] += 0.5
    found = nearest(SIGNS, reading_of(numbers), count=len(numbers))
    assert (found.difference, found.precision) == (0.5, None)
    assert found.differs == {}


@pytest.mark.parametrize(
    ("numbers", "stored"),
    [
        ([1.0, -0.5, 2.0**100], "bfloat16"),
        ([1.0, 1 + 2.0**-10], "float16"),
        ([1.0, 1 + 2.0**-23], "float32"),
        ([1.0, 0.1], "float64"),
        ([np.nan, 1.0], "bfloat16"),
    ],
)
def test_the_shortest_format_that_holds_numbers(numbers, stored):
    assert stored_as(np.array(numbers)) == stored


def test_numbers_of_a_long_format_must_be_nearer_than_a_short_one_rounds():
    """What is 0.004 off may be bfloat16's rounding, but not in numbers that only float32 can hold."""
    off = {"bfloat16": np.zeros(9), "float32": np.float64(np.float32(np.full(9, 0.1)))}
    for stored, numbers in off.items():
        found = nearest({"x": ["y"]}, lambda _, at, numbers=numbers: 0.004, count=9, stored=stored_as(numbers))
        assert (found.stored, found.precision) == (stored, "bfloat16")
        assert found.matches == (stored == "bfloat16")


@pytest.mark.parametrize(
    ("difference", "farthest", "precision"),
    [
        (0.0, 0, "float64"),
        (6e-8, 100, "float32"),
        (0.01, 131_071, "float32"),
        (5e-4, 100, "float16"),
        (4e-3, 100, "bfloat16"),
        (0.1, 100, None),
        (0.86, 257, None),
        (float("inf"), 0, None),
    ],
)
def test_what_rounding_explains(difference, farthest, precision):
    """A cosine cached in bfloat16 is at most 0.002 off; one whose angle is in bfloat16 0.86, at position 257."""
    assert explained_by(difference, scale=1.0, farthest=farthest) == precision


@given(st.floats(0, 10), st.floats(0, 10), st.floats(0, 1e6))
def test_a_larger_difference_never_gets_a_better_name(one, other, farthest):
    names = ["float64", "float32", "float16", "bfloat16", None]
    small, large = sorted([one, other])
    told = [names.index(explained_by(value, scale=1.0, farthest=farthest)) for value in (small, large)]
    assert told[0] <= told[1]
