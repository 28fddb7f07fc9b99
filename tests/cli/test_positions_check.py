"""positions --check: one's own arrays, held against a model's."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from rowspace.positions.rotary import angles, rotated

from .conftest import Run

ROPE = json.loads((Path(__file__).parents[1] / "golden" / "positions" / "rope_apply.json").read_text("utf-8"))
CONFIG = {"model_type": "llama", "head_dim": 8, "rope_theta": 10_000.0, "max_position_embeddings": 64}


@pytest.fixture
def config(tmp_path: Path) -> str:
    (tmp_path / "config.json").write_text(json.dumps(CONFIG))
    return str(tmp_path / "config.json")


def saved(folder: Path, **arrays: object) -> str:
    (folder / "mine.json").write_text(json.dumps(arrays))
    return str(folder / "mine.json")


def test_vectors_of_transformers_in_json(run: Run, config: str, tmp_path: Path) -> None:
    count = len(ROPE["positions"])
    own = {"positions": ROPE["positions"], "q": [ROPE["q"]] * count}
    agrees = run("positions", config, "--check", saved(tmp_path, **own, q_rotated=ROPE["q_half"]), "--json")
    assert (agrees.code, agrees.json["agrees"], agrees.json["pairing"]) == (0, True, "half")
    other = run("positions", config, "--check", saved(tmp_path, **own, q_rotated=ROPE["q_interleaved"]), "--json")
    assert (other.code, other.json["agrees"], other.json["matches"]) == (3, False, True)
    (finding,) = other.json["findings"]
    assert finding["choices"]["pairing"] == "interleaved"
    assert finding["differs"] == {"pairing": "half"}
    assert 0 < finding["difference"] < 1e-5


def test_in_words(run: Run, tmp_path: Path) -> None:
    inv_freq = np.array(run("positions", "gpt-oss-20b", "--json").json["inv_freq"])
    turn = angles(np.arange(20.0) + 1, inv_freq)
    path = tmp_path / "mine.npz"
    np.savez(path, cos=np.cos(turn).astype(np.float32), sin=np.sin(turn).astype(np.float32), more=np.ones(3))
    ran = run("positions", "gpt-oss-20b", "--check", str(path))
    assert ran.code == 3
    lines = ran.out.splitlines()
    assert lines[0].startswith("cos and sin 20×32: not as gpt-oss 20B has it; largest difference ")
    assert lines[0].endswith(", as float32 rounds")
    assert "  positions: one later (the model: as given)" in lines
    assert "  attention factor: left out (the model: applied)" in lines
    assert "  scaling: applied" in lines
    assert lines[-1] == "not looked at: more"


def test_alibi_in_words(run: Run, tmp_path: Path) -> None:
    slopes = 2.0 ** (-8 * np.arange(1, 113) / 112)
    ran = run("positions", "bloom-176b", "--check", saved(tmp_path, slopes=slopes.tolist()))
    assert ran.code == 3
    assert ran.out.splitlines()[0] == "slopes 112: not as BLOOM 176B has it; largest difference 0, as float64 rounds"
    assert (
        "  heads: one series for any count (the model: power of two below, then every other of twice that)" in ran.out
    )


def test_what_matches_nothing(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.npy"
    np.save(path, np.random.default_rng(0).uniform(0.1, 1, 64))
    ran = run("positions", "llama-2-7b", "--check", str(path))
    assert ran.code == 3
    assert ran.out.startswith(
        "inv_freq 64: matches no known convention of Llama 2 7B; the nearest has largest difference"
    )


def test_plain_frequencies(run: Run, tmp_path: Path) -> None:
    q = np.random.default_rng(0).standard_normal((5, 8))
    inv_freq = 100.0 ** -(np.arange(4) / 4)
    np.savez(tmp_path / "mine.npz", q=q, q_rotated=rotated(q, np.arange(5.0), inv_freq))
    for arguments in (("--theta", "100"), ("--theta", "100", "--dim", "8")):
        assert run("positions", *arguments, "--check", str(tmp_path / "mine.npz")).code == 0
    assert run("positions", "--check", str(tmp_path / "mine.npz")).code == 3
    wrong = run(
        "positions", "--theta", "100", "--pairing", "interleaved", "--dim", "8", "--check", str(tmp_path / "mine.npz")
    )
    assert "pairing: half (the model: interleaved)" in wrong.out


def test_one_question_at_a_time(run: Run, config: str) -> None:
    ran = run("positions", config, "--check", "mine.npz", "--out", "a.csv")
    assert ran.code == 2
    assert "ask one at a time" in ran.err


@pytest.mark.parametrize(
    ("name", "arrays", "words"),
    [
        ("bloom-176b", {"cos": [[1.0]]}, "known names are positions, slopes, bias."),
        ("llama-2-7b", {"cos": [[1.0, 2.0]]}, "cos and sin must be positions × columns"),
        ("llama-2-7b", {"mine": [1.0]}, "holds nothing to hold against rotary positions"),
        ("llama-2-7b", {"cos": [["a"]]}, "cos must hold numbers"),
    ],
)
def test_refusals(run: Run, tmp_path: Path, name: str, arrays: dict[str, object], words: str) -> None:
    ran = run("positions", name, "--check", saved(tmp_path, **arrays))
    assert (ran.code, ran.out) == (1, "")
    assert words in ran.err
    assert len(ran.err.splitlines()) == 1
