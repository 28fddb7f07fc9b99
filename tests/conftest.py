"""Tables that tests share: small ones made by hand, and the shipped ones, opened once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from numpy.typing import ArrayLike

from rowspace.operations.open import open_table
from rowspace.operations.opened import OpenedTable
from rowspace.rows import ArrayRows
from rowspace.table import Source, Tokens

MakeTable = Callable[..., OpenedTable]


def _made(tokens: Sequence[str], rows: ArrayLike, *, name: str = "small") -> OpenedTable:
    return OpenedTable(
        name=name,
        tokens=Tokens.of(tokens),
        rows=ArrayRows(np.asarray(rows, np.float32)),
        source=Source(location="/somewhere/private/small.bin", format="made", tensor="rows"),
    )


@pytest.fixture(scope="session")
def make_table() -> MakeTable:
    """Makes a table in memory of tokens, rows and a name."""
    return _made


@pytest.fixture(scope="session")
def royal() -> OpenedTable:
    """Seven words in which the first dim is gender, the second rank, the third food: king − man + woman = queen."""
    rows = {
        "king": (2, 3, 0),
        "queen": (-2, 3, 0),
        "man": (2, 0, 0),
        "woman": (-2, 0, 0),
        "prince": (2, 2, 0),
        "apple": (0, 0, 4),
        "pear": (0, 0.5, 4),
    }
    return _made(list(rows), list(rows.values()), name="royal")


@pytest.fixture(scope="session")
def glove() -> OpenedTable:
    return open_table("glove")


@pytest.fixture(scope="session")
def minilm() -> OpenedTable:
    return open_table("minilm")


@pytest.fixture(scope="session")
def classroom() -> OpenedTable:
    return open_table("classroom")
