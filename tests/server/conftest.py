"""An app on tables small enough to check by eye, asked in this process or at a real port."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from starlette.testclient import TestClient

from rowspace.operations.open import open_table
from rowspace.operations.opened import OpenedTable
from rowspace.rows import ArrayRows
from rowspace.server.app import create_app
from rowspace.server.run import Server, bind
from rowspace.table import Source, Tokens

ADDRESS = "http://127.0.0.1:8765"
ODD = ["north", "east", "bad\udcffbyte", "[unused1]", "naïve", "a/b"]


def odd_table() -> OpenedTable:
    """Six rows, one of them NaN, and a spelling that is no UTF-8. Its file lies in a folder nobody may learn of."""
    rows = np.array([[0, 1], [1, 0], [3, 4], [0, 0], [np.nan, 1], [4, 3]], np.float32)
    source = Source(location="/home/somebody/secret/odd.safetensors", format="native", tensor="t")
    return OpenedTable(name="odd", tokens=Tokens.of(ODD), rows=ArrayRows(rows), source=source)


@pytest.fixture(scope="session")
def classroom() -> OpenedTable:
    return open_table("classroom")


@pytest.fixture(scope="session")
def minilm() -> OpenedTable:
    return open_table("minilm")


@pytest.fixture(scope="session")
def client(classroom: OpenedTable, minilm: OpenedTable) -> Iterator[TestClient]:
    app = create_app([classroom, minilm, odd_table()])
    with TestClient(app, base_url=ADDRESS, raise_server_exceptions=False) as asking:
        yield asking


@dataclass(frozen=True)
class Live:
    """A server at a real port."""

    app: Any
    port: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def live_server(tables: Sequence[OpenedTable]) -> Iterator[Live]:
    """A real uvicorn on a thread, at a free port, for as long as the block runs."""
    app = create_app(tables)
    bound = bind("127.0.0.1", 0)
    server = Server(app, lambda: None)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
    thread.start()
    try:
        yield Live(app, bound.getsockname()[1])
    finally:
        server.should_exit = True
        thread.join()
        bound.close()


@pytest.fixture
def live(classroom: OpenedTable, minilm: OpenedTable) -> Iterator[Live]:
    with live_server([classroom, minilm]) as server:
        yield server
