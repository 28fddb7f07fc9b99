"""Tables that many tests share: one made by hand and the shipped ones, each opened once."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

from rowspace.operations.open import open_table
from rowspace.operations.opened import OpenedTable
from tests.tables import make_table

settings.register_profile("untimed", deadline=None)  # a loaded machine is no fault of an example's
settings.load_profile("untimed")


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Tests, and the processes they start, keep nothing among what a user keeps."""
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))


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
    return make_table(list(rows), list(rows.values()), name="royal")


@pytest.fixture(scope="session")
def glove() -> OpenedTable:
    return open_table("glove")


@pytest.fixture(scope="session")
def minilm() -> OpenedTable:
    return open_table("minilm")


@pytest.fixture(scope="session")
def classroom() -> OpenedTable:
    return open_table("classroom")
