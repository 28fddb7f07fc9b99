from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument
from rowspace.positions.limits import real, shown, whole


def test_whole_floats_are_whole():
    assert whole("dim", 8.0, low=1, high=10) == 8


@pytest.mark.parametrize("value", [True, "8", None, 8.5, float("inf"), float("nan"), [8], {}, 11, 0])
def test_anything_else_is_refused_in_one_line(value):
    with pytest.raises(BadArgument, match=r"^dim must be a whole number from 1 to 10; got [^\n]+\.$"):
        whole("dim", value, low=1, high=10)


@pytest.mark.parametrize(
    ("value", "above", "words"),
    [
        (0, True, r"factor must be a number above 0 and up to 9; got 0"),
        (-1.5, False, r"factor must be a number from 0 to 9; got -1.5"),
        (10**400, False, r"got a whole number of more than 18 digits"),
        ("2", False, r'got "2"'),
        (float("nan"), False, r"got nan"),
    ],
)
def test_numbers_outside_are_refused(value, above, words):
    with pytest.raises(BadArgument, match=words):
        real("factor", value, low=0, high=9, above=above)


@given(st.text())
def test_a_shown_string_stays_on_one_short_line(text):
    line = shown(text)
    assert len(line) <= 60
    assert line.isprintable()
