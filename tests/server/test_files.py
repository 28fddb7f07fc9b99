"""Rows as files over HTTP."""

from __future__ import annotations

import io
import sys

import numpy as np
import pyarrow.parquet
import pytest
from starlette.testclient import TestClient

from rowspace.operations.opened import OpenedTable

ADDRESS = "/api/tables/minilm/selection"


def test_a_selection_is_a_parquet_file(client: TestClient, minilm: OpenedTable) -> None:
    answer = client.get(ADDRESS, params={"ids": "7-9,30521"})
    assert answer.headers["content-type"] == "application/vnd.apache.parquet"
    assert answer.headers["content-disposition"] == 'attachment; filename="rowspace-minilm-selection.parquet"'
    frame = pyarrow.parquet.read_table(io.BytesIO(answer.content))
    ids = [7, 8, 9, 30_521]
    assert frame["id"].to_pylist() == ids
    assert frame["token"].to_pylist() == [minilm.token(id) for id in ids]
    np.testing.assert_array_equal(np.array(frame["vector"].to_pylist(), np.float32), minilm.rows[ids])


def test_refusals(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    for ids, words in (("1-", "rising runs"), ("40000", "Row 40,000 does not exist"), ("", "at least 1 character")):
        answer = client.get(ADDRESS, params={"ids": ids})
        assert (answer.status_code, answer.json()["error"]["kind"]) == (400, "bad_argument")
        assert words in answer.json()["error"]["message"]
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    answer = client.get(ADDRESS, params={"ids": "1"})
    assert (answer.status_code, answer.json()["error"]["kind"]) == (409, "missing_extra")
    assert answer.json()["error"]["message"] == 'Writing .parquet needs pyarrow; run: pip install "rowspace[arrow]"'
