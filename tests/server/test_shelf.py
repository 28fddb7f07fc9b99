"""Open tables by name."""

from __future__ import annotations

import pytest

from rowspace.errors import UnknownTable
from rowspace.server.shelf import Shelf

from .conftest import odd_table


def test_two_of_one_name_can_both_be_asked() -> None:
    given = [odd_table(), odd_table(), odd_table()]
    shelf = Shelf(given)
    assert [table.name for table in shelf] == ["odd", "odd-2", "odd-3"]
    assert [table.name for table in given] == ["odd", "odd", "odd"]


def test_a_name_fits_into_an_address() -> None:
    table = odd_table()
    table.name = "a/b"
    assert Shelf([table])["a-b"].name == "a-b"


def test_an_unknown_name_lists_the_known() -> None:
    with pytest.raises(UnknownTable, match=r'"even" is not open here; open tables are odd\.'):
        Shelf([odd_table()])["even"]
