"""Tables by address from the command line: only what a command needs is read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from rowspace.formats.remote.stretch import BLOCK
from rowspace.formats.safetensors import pack

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


def test_positions_are_told_by_the_config_alone(hub: Hub, run: Run) -> None:
    config = {"model_type": "llama", "hidden_size": 96, "num_attention_heads": 4, "rope_theta": 500_000.0}
    hub.add("acme/rope", whole() | {"config.json": json.dumps(config).encode()})
    ran = run("positions", "hf://acme/rope", "--json")
    assert (ran.code, ran.json["encoding"]) == (0, "rotary")
    assert ran.json["inv_freq"][1] == pytest.approx(500_000 ** (-1 / 12))
    assert hub.sent()["model.safetensors"] == 0


def test_scores_of_learned_positions_bring_their_rows(hub: Hub, run: Run) -> None:
    config = {"model_type": "gpt2", "n_embd": 8, "n_head": 2, "n_positions": 4}
    rows = np.arange(32, dtype=np.float32).reshape(4, 8)
    model = pack({"wte.weight": np.ones((9, 8), np.float32), "wpe.weight": rows}, {})
    hub.add("acme/learned", {"config.json": json.dumps(config).encode(), "model.safetensors": model})
    ran = run("positions", "hf://acme/learned", "--at", "1,3", "--json")
    cosine = rows[1] @ rows[3] / np.linalg.norm(rows[1]) / np.linalg.norm(rows[3])
    assert ran.json["scores"] == [pytest.approx(cosine)]


def test_a_model_without_a_config_says_so(hub: Hub, run: Run) -> None:
    hub.add("acme/bare", {"model.safetensors": b""})
    ran = run("positions", "hf://acme/bare")
    assert (ran.code, ran.err) == (1, "hf://acme/bare: the model has no file config.json; it has model.safetensors.\n")


def test_sizes_are_told_by_the_header(hub: Hub, run: Run) -> None:
    assert run("size", "hf://acme/tiny", "--json").json["rows"] == len(TOKENS)
    assert hub.sent()["model.safetensors"] == BLOCK


def test_errors_have_a_kind_and_a_sentence(hub: Hub, run: Run) -> None:
    ran = run("info", "hf://acme/none", "--json")
    assert (ran.code, ran.json["error"]["kind"]) == (1, "unknown_table")
    assert ran.json["error"]["message"].startswith("hf://acme/none: the hub has no such model")
