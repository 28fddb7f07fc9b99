"""positions of models: by name, config, folder, GGUF file; the catalogue."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import gguf
import numpy as np
import pytest

from rowspace.operations.model_catalogue import catalogue

from ..hostile.configs import LLAMA, MALFORMED
from .conftest import Run

GOLDEN = Path(__file__).parents[1] / "golden" / "positions"
FACTS = {model["name"]: model for model in json.loads((GOLDEN / "model_facts.json").read_text("utf-8"))["models"]}
ROPE = json.loads((GOLDEN / "rope_apply.json").read_text("utf-8"))
Q, K = (",".join(map(str, ROPE[name])) for name in "qk")

OF: Mapping[str, str] = {
    "transformer-2017": "Transformer (Vaswani 2017)",
    "bert-base": "BERT base/large",
    "bert-large": "BERT base/large",
    "roberta-base": "RoBERTa base",
    "opt-1.3b": "OPT",
    "gpt-1": "GPT-1",
    "gpt-2": "GPT-2 small..XL",
    "gpt-2-medium": "GPT-2 small..XL",
    "gpt-2-large": "GPT-2 small..XL",
    "gpt-2-xl": "GPT-2 small..XL",
    "gpt-3-175b": "GPT-3 175B",
    "gpt-4": "GPT-4",
    "t5-small": "T5 (all)",
    "bloom-176b": "BLOOM 176B",
    "mpt-7b": "MPT-7B / 30B",
    "mpt-30b": "MPT-7B / 30B",
    "falcon-7b": "Falcon-7B / 40B",
    "falcon-40b": "Falcon-7B / 40B",
    "falcon-rw-1b": "Falcon-RW-1B",
    "gpt-j-6b": "GPT-J-6B",
    "gpt-neox-20b": "GPT-NeoX-20B",
    "pythia-6.9b": "Pythia",
    "pythia-160m": "Pythia",
    "llama-7b": "Llama 1/2",
    "llama-2-7b": "Llama 1/2",
    "llama-2-70b": "Llama 1/2",
    "code-llama-7b": "Code Llama",
    "llama-3-8b": "Llama 3 8B/70B",
    "llama-3-70b": "Llama 3 8B/70B",
    "llama-3.1-8b": "Llama 3.1 8B/70B/405B, 3.3 70B",
    "llama-3.1-70b": "Llama 3.1 8B/70B/405B, 3.3 70B",
    "llama-3.1-405b": "Llama 3.1 8B/70B/405B, 3.3 70B",
    "llama-3.3-70b": "Llama 3.1 8B/70B/405B, 3.3 70B",
    "llama-3.2-1b": "Llama 3.2 1B/3B",
    "llama-3.2-3b": "Llama 3.2 1B/3B",
    "llama-4-scout": "Llama 4 Scout",
    "llama-4-maverick": "Llama 4 Maverick",
    "mistral-7b-v0.1": "Mistral 7B v0.1",
    "mistral-7b-v0.3": "Mistral 7B v0.2/v0.3",
    "mixtral-8x7b": "Mixtral 8x7B / 8x22B",
    "mixtral-8x22b": "Mixtral 8x7B / 8x22B",
    "qwen2-7b": "Qwen2 / Qwen2.5",
    "qwen2.5-0.5b": "Qwen2 / Qwen2.5",
    "qwen2.5-7b": "Qwen2 / Qwen2.5",
    "qwen2.5-7b-yarn": "Qwen2 / Qwen2.5",
    "qwen2.5-7b-1m": "Qwen2.5-1M",
    "qwen3-8b": "Qwen3 dense",
    "qwen3-0.6b": "Qwen3 dense",
    "qwen3-4b-2507": "Qwen3 2507",
    "qwen3-next-80b": "Qwen3-Next / 3.5",
    "qwen2-vl-7b": "Qwen2-VL / 2.5-VL",
    "qwen3-vl-8b": "Qwen3-VL",
    "gemma-7b": "Gemma 1 / 2",
    "gemma-2-9b": "Gemma 1 / 2",
    "gemma-2-27b": "Gemma 1 / 2",
    "gemma-3-1b": "Gemma 3 1B",
    "gemma-3-4b": "Gemma 3 4B/12B/27B",
    "gemma-3-27b": "Gemma 3 4B/12B/27B",
    "gemma-4": "Gemma 4",
    "phi-1.5": "Phi-1.5 / Phi-2",
    "phi-2": "Phi-1.5 / Phi-2",
    "phi-3-mini-4k": "Phi-3-mini-4k",
    "phi-3.5-mini": "Phi-3.5-mini",
    "phi-4": "Phi-4",
    "phi-4-mini": "Phi-4-mini",
    "deepseek-v2-lite": "DeepSeek-V2-Lite",
    "deepseek-v3": "DeepSeek-V3 / R1",
    "gpt-oss-20b": "GPT-OSS 20B/120B",
    "gpt-oss-120b": "GPT-OSS 20B/120B",
    "yarn-llama-2-7b-64k": "Yarn-Llama-2-7b-64k",
    "olmo-7b": "OLMo 1 7B",
    "olmo-2-7b": "OLMo 2 7B",
    "olmo-3-7b": "OLMo 3 7B",
    "smollm3-3b": "SmolLM3-3B",
    "command-r7b": "Cohere Command R7B (cohere2)",
    "modernbert-base": "ModernBERT",
}
"""Every model of the catalogue, and the entry of model_facts.json that it is held against."""

SAME = {
    "theta": "base",
    "global_theta": "base",
    "base": "base",
    "head_dim": "head_dim",
    "global_head_dim": "head_dim",
    "rotary_dim": "dim",
    "rope_dims": "dim",
    "max_position": "context",
    "pairing": "pairing",
    "rows": "rows",
    "heads": "heads",
    "num_buckets": "bucket_count",
    "max_distance": "max_distance",
    "attention_factor": "attention_factor",
}
"""Facts and the keys of `--json` that must say the same; a fact that is a list allows each of its values."""

OTHERWISE = {
    ("llama-7b", "pairing"),  # "interleaved in Meta checkpoint, half in HF"
    ("llama-2-7b", "pairing"),
    ("llama-2-70b", "pairing"),
    ("qwen2.5-0.5b", "head_dim"),  # "0.5B has head_dim 64"
    ("gpt-3-175b", "heads"),  # which have nothing to do with its learned positions
}


def asked(run: Run, *arguments: str) -> Any:
    ran = run("positions", *arguments, "--json")
    assert ran.code == 0, ran.out
    return ran.json


def test_every_model_of_the_catalogue_has_its_facts() -> None:
    assert list(OF) == [entry.name for entry in catalogue()]
    assert set(OF.values()) <= set(FACTS)


@pytest.mark.parametrize("name", OF)
def test_published_figures(run: Run, name: str) -> None:
    facts, keys = FACTS[OF[name]]["facts"], asked(run, name)
    for fact, key in SAME.items():
        published = facts.get(fact)
        if published is None or (name, fact) in OTHERWISE:
            continue
        allowed = published if isinstance(published, list) else [published]
        if isinstance(published, str) and key != "pairing":  # such as "256 (27B: 128)"
            assert str(keys[key]) in published
        else:
            assert keys[key] in allowed, fact
    if isinstance(scaling := facts.get("scaling"), dict):
        assert keys["method"] == scaling.get("rope_type", scaling.get("type"))
        assert keys["original"] == scaling["original_max_position_embeddings"]
    if "rotary_pct" in facts:
        assert keys["dim"] == facts["rotary_pct"] * keys["head_dim"]
    if "positions" in facts:
        assert keys["context"] == facts["positions"]
    if "d_model" in facts and keys["dim"] is not None:
        assert keys["dim"] in (facts["d_model"] if isinstance(facts["d_model"], list) else [facts["d_model"]])
    if "local_theta" in facts:
        assert asked(run, name, "--layer", "sliding_attention")["base"] == facts["local_theta"]
    assert keys["evidence"]
    assert keys["level"] in ("A", "B", "C")


@pytest.mark.parametrize("name", OF)
def test_keys_that_scripts_rely_on(run: Run, name: str) -> None:
    keys = asked(run, name, "--at", "3,7", "--shift", "7")
    assert {"encoding", "inv_freq", "attention_factor", "wavelengths", "scores", "warnings"} <= set(keys)
    assert len(keys["inv_freq"]) == len(keys["wavelengths"])
    assert keys["at"] == [[3, 7], [10, 14]]
    if keys["scores"]:
        assert keys["scores"][0] == pytest.approx(keys["scores"][1], abs=1e-9)


def test_the_list(run: Run) -> None:
    models = asked(run, "--list")["models"]
    assert [model["name"] for model in models] == list(OF)
    lines = run("positions", "--list").out.splitlines()
    assert lines[0].split() == ["model", "encoding", "theta", "dim", "context", "method", "source"]
    (llama,) = [line for line in lines if line.startswith("llama-3.1-8b ")]
    assert llama.split()[:6] == ["llama-3.1-8b", "rotary", "500,000", "128", "131,072", "llama3"]
    assert len(lines) == 1 + len(models)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "config.json").write_text(json.dumps(LLAMA))
    return tmp_path


class TestWhatIsNamed:
    def test_a_config_and_its_folder(self, run: Run, folder: Path) -> None:
        by_file, by_folder = (asked(run, str(where)) for where in (folder / "config.json", folder))
        assert by_file == by_folder
        assert by_file["inv_freq"] == pytest.approx([1, 0.1, 0.01, 0.001])

    def test_a_checkpoint_file_beside_its_config(self, run: Run, folder: Path) -> None:
        (folder / "model.safetensors").write_bytes(b"")
        assert asked(run, str(folder / "model.safetensors"))["encoding"] == "rotary"

    def test_a_gguf_file(self, run: Run, tmp_path: Path) -> None:
        expected = asked(run, "llama-3.1-8b")
        path = tmp_path / "tiny.gguf"
        writer = gguf.GGUFWriter(path, "llama")
        writer.add_context_length(131_072)
        writer.add_embedding_length(4096)
        writer.add_head_count(32)
        writer.add_rope_freq_base(500_000.0)
        writer.add_rope_dimension_count(128)
        divisors = np.array(expected["unscaled"]) / np.array(expected["inv_freq"])
        writer.add_tensor("rope_freqs.weight", divisors.astype(np.float32))
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
        writer.close()
        keys = asked(run, str(path))
        assert (keys["source"], keys["base"], keys["pairing"]) == ("tiny.gguf", 500_000, "interleaved")
        np.testing.assert_allclose(keys["inv_freq"], expected["inv_freq"], rtol=1e-6)

    def test_a_name_that_is_nowhere(self, run: Run) -> None:
        ran = run("positions", "lama-2-7b")
        assert (ran.code, ran.out) == (1, "")
        assert ran.err.startswith('"lama-2-7b" is no model of the catalogue. Nearest: llama-2-7b')

    @pytest.mark.parametrize("option", [("--theta", "3"), ("--dim", "8"), ("--encoding", "rotary")])
    def test_a_model_brings_its_own(self, run: Run, option: tuple[str, str]) -> None:
        ran = run("positions", "llama-2-7b", *option)
        assert ran.code == 2
        assert "a model brings its own" in ran.err

    @pytest.mark.parametrize("option", [("--layer", "3"), ("--dtype", "float16"), ("--scaling", "yarn")])
    def test_what_is_asked_of_a_model_only(self, run: Run, option: tuple[str, str]) -> None:
        ran = run("positions", "--dim", "8", *option)
        assert ran.code == 2
        assert "name one" in ran.err


class TestOptions:
    def test_layers(self, run: Run) -> None:
        assert [asked(run, "gemma-3-4b", "--layer", layer)["base"] for layer in ("4", "5", "full_attention")] == [
            1e4,
            1e6,
            1e6,
        ]
        assert asked(run, "llama-4-scout", "--layer", "3")["encoding"] == "none"
        assert "0 to 33" in run("positions", "gemma-3-4b", "--layer", "34").err

    def test_length_chooses_the_long_divisors(self, run: Run) -> None:
        short, long = (asked(run, "phi-3.5-mini", "--length", length)["inv_freq"] for length in ("4096", "4097"))
        assert long[-1] < short[-1]

    def test_vectors(self, run: Run, folder: Path) -> None:
        keys = asked(run, str(folder), "--at", "3,7", "--shift", "7", "--q", Q, "--k", K)
        assert keys["scores"] == [pytest.approx(-2.2618, abs=5e-5)] * 2
        wrong = asked(run, str(folder), "--at", "3,7", "--q", Q, "--k", K, "--pairing", "interleaved")
        assert wrong["score"] == pytest.approx(-4.5879, abs=5e-5)

    def test_dtype_says_how_far_it_is_off(self, run: Run) -> None:
        arguments = ("llama-3.1-8b", "--at", "4,0", "--shift", "131000", "--dtype", "bfloat16")
        computed = asked(run, *arguments)["computed"]
        assert computed["stored"] == [0, 4, 131_072, 131_072]
        assert 0 < computed["spread"] < 0.01
        lines = run("positions", *arguments).out.splitlines()
        assert len([line for line in lines if line.startswith("in bfloat16: ") and "off by" in line]) == 2

    def test_scaling(self, run: Run) -> None:
        keys = asked(run, "llama-3-8b", "--scaling", "llama3", "--factor", "8")
        assert keys["inv_freq"] == pytest.approx(asked(run, "llama-3.1-8b")["inv_freq"], rel=1e-12)
        assert (keys["original"], keys["context"]) == (8192, 65_536)

    def test_in_words(self, run: Run) -> None:
        lines = run("positions", "gemma-3-4b", "--at", "3,7").out.splitlines()
        assert lines[0].split(maxsplit=1) == ["model", "Gemma 3 4B"]
        assert "theta              1,000,000" in lines
        assert any(line.startswith("warning: layers differ: this is full_attention") for line in lines)
        assert any(line.startswith("score 0.") and line.endswith("the query at 3 and the key at 7") for line in lines)
        assert lines[-1].split()[0] == "127"
        assert "stands still" in run("positions", "gemma-4").out
        assert "bucket 4 with the query at 7 and the key at 3" in run("positions", "t5-small", "--at", "7,3").out
        assert run("positions", "gpt-4").out.splitlines()[-1] == "warning: GPT-4 is not published"


@pytest.mark.parametrize(("text", "words"), MALFORMED.values(), ids=MALFORMED)
def test_malformed_configs_are_refused_in_one_sentence(run: Run, tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "config.json"
    path.write_text(text)
    ran = run("positions", str(path))
    assert (ran.code, ran.out) == (1, "")
    assert words in ran.err
    assert len(ran.err.splitlines()) == 1
    error = run("positions", str(path), "--json")
    assert error.code == 1
    assert error.json["error"]["message"] + "\n" == ran.err


def test_a_file_of_megabytes_is_not_read(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "config.json"
    path.write_text(" " * 4_000_001)
    assert "at most 4,000,000 are read" in run("positions", str(path)).err
