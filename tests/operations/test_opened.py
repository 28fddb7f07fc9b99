"""Every method of a table gives its operation's answer, and needs nothing but its arguments."""

import subprocess
import sys

import numpy as np
import pytest

import rowspace as rs
from rowspace.errors import UnknownToken
from rowspace.operations import compare, rank, search
from rowspace.operations.opened import OpenedTable


def test_holding(royal: OpenedTable) -> None:
    assert (len(royal), royal.dim, royal.id("queen"), royal.tokens[4]) == (7, 3, 1, "prince")
    assert repr(royal) == "<Table royal: 7 × 3, float32>"
    assert royal["man"].tolist() == royal["#2"].tolist() == [2, 0, 0]
    assert royal.rows[[5, 2]].tolist() == [[0, 0, 4], [2, 0, 0]]
    assert "king" in royal
    assert "#2" not in royal
    assert royal.info.rows == 7


def test_a_missing_token_is_met_with_near_spellings(royal: OpenedTable) -> None:
    with pytest.raises(UnknownToken, match=r'"prinse" is not in royal .* Nearest spellings: "prince"'):
        royal["prinse"]


def test_questions(royal: OpenedTable) -> None:
    assert royal.similarity("king", "queen") == pytest.approx(5 / 13)
    np.testing.assert_allclose(royal.similarities(["king", "queen"]), [[1, 5 / 13], [5 / 13, 1]], atol=1e-7)
    assert royal.pair("king", "man") == compare.pair(royal, "king", "man")
    assert royal.baseline(pairs=10, seed=2) == compare.baseline(royal, 10, 2)
    assert royal.neighbors("king - man + woman", k=1)[0].token == "queen"
    assert royal.neighbors("king", metric="dot", include_query=True) == (
        search.neighbors(royal, "king", metric="dot", include_query=True).neighbors
    )
    assert royal.arithmetic("king - man", 2) == search.arithmetic(royal, "king - man", 2)
    assert royal.rank("king", ["queen", "apple"]) == rank.rank(royal, "king", ["queen", "apple"])
    assert [(piece.token, piece.id) for piece in royal.encode("The king")] == [("the", None), ("king", 0)]


def test_pictures_and_measures_of_the_shipped_tables(glove: OpenedTable) -> None:
    words = ["cat", "dog", "king", "queen", "red"]
    assert glove.project(words).tokens == words
    assert glove.bias([("he", "she")], ["nurse", "captain"]).scores
    assert glove.weat("flowers-insects").effect_size > 0
    assert glove.rotated(words, seed=1).rows.shape == (5, 50)
    assert glove.order(["dog bites man", "man bites dog"]).same_bag


def test_the_package_names_what_people_use() -> None:
    assert rs.open("classroom").name == "classroom"
    assert rs.Table is OpenedTable
    assert rs.Neighbor is search.Neighbor
    assert rs.size(50257, 12288).parameters == 617_558_016
    assert rs.errors.UnknownToken is UnknownToken
    assert dir(rs) == sorted(rs.__all__)
    with pytest.raises(AttributeError, match="module 'rowspace' has no attribute 'opne'; public names are"):
        _ = rs.opne  # type: ignore[attr-defined]


def test_importing_the_package_loads_nothing_else() -> None:
    code = (
        "import sys, rowspace; print(*sorted(name for name in sys.modules if name.startswith(('numpy', 'rowspace'))))"
    )
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert printed.split() == ["rowspace"]
