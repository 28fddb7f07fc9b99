"""Tables by address from the command line: only what a command needs is read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from rowspace.formats.remote.stretch import BLOCK

from ..formats.remote.models import ROWS, TABLE, TOKENS, whole
from ..formats.remote.servers import COMMIT, Hub, serving
from .conftest import Run


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
    for name in ("HF_TOKEN", "HF_HUB_OFFLINE"):
        monkeypatch.delenv(name, raising=False)
    with serving() as pages, serving() as store:
        monkeypatch.setenv("HF_ENDPOINT", pages.url)
        hub = Hub(pages, store)
        hub.add("acme/tiny", whole())
        yield hub


def test_info_reads_no_row(hub: Hub, run: Run) -> None:
    ran = run("info", "hf://acme/tiny", "--json")
    assert (ran.code, ran.err) == (0, "")
    assert (ran.json["rows"], ran.json["tokens"], ran.json["tensor"]) == (len(TOKENS), len(TOKENS), TABLE)
    assert ran.json["source"] == f"hf://acme/tiny@{COMMIT}"
    assert hub.sent()["model.safetensors"] == BLOCK


def test_a_row_tells_on_stderr_what_it_brings(hub: Hub, run: Run) -> None:
    ran = run("row", "hf://acme/tiny", "word7", "--json")
    np.testing.assert_allclose(ran.json["rows"][0], ROWS[9], rtol=1e-6)
    assert ran.err == f"hf://acme/tiny: reading 769 KB of 2.74 MB ({TABLE})\n"
    again = run("row", "hf://acme/tiny", "word7", "--json")
    assert (again.out, again.err) == (ran.out, "")


def test_errors_have_a_kind_and_a_sentence(hub: Hub, run: Run) -> None:
    ran = run("info", "hf://acme/none", "--json")
    assert (ran.code, ran.json["error"]["kind"]) == (1, "unknown_table")
    assert ran.json["error"]["message"].startswith("hf://acme/none: the hub has no such model")
