from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument
from rowspace.positions.catalogue import is_known, model_named, models
from rowspace.positions.config import from_config

from .golden import golden

FACTS = {fact["name"]: fact for fact in golden("model_facts")["models"]}
PUBLISHED = [model for model in models() if model.config is not None]
FREQUENCIES = {(case["name"], case["layer_type"]): case for case in golden("rope_inv_freq")["cases"]}

ROTARY = {
    "falcon-7b": "Falcon-7B / 40B",
    "gpt-j-6b": "GPT-J-6B",
    "gpt-neox-20b": "GPT-NeoX-20B",
    "code-llama-7b": "Code Llama",
    "llama-3-8b": "Llama 3 8B/70B",
    "llama-3.1-8b": "Llama 3.1 8B/70B/405B, 3.3 70B",
    "llama-3.1-405b": "Llama 3.1 8B/70B/405B, 3.3 70B",
    "llama-4-scout": "Llama 4 Scout",
    "llama-4-maverick": "Llama 4 Maverick",
    "mistral-7b-v0.1": "Mistral 7B v0.1",
    "mistral-7b-v0.3": "Mistral 7B v0.2/v0.3",
    "qwen2.5-7b-1m": "Qwen2.5-1M",
    "qwen3-8b": "Qwen3 dense",
    "gemma-3-1b": "Gemma 3 1B",
    "gemma-3-4b": "Gemma 3 4B/12B/27B",
    "phi-3-mini-4k": "Phi-3-mini-4k",
    "phi-3.5-mini": "Phi-3.5-mini",
    "phi-4": "Phi-4",
    "phi-4-mini": "Phi-4-mini",
    "deepseek-v2-lite": "DeepSeek-V2-Lite",
    "deepseek-v3": "DeepSeek-V3 / R1",
    "gpt-oss-20b": "GPT-OSS 20B/120B",
    "yarn-llama-2-7b-64k": "Yarn-Llama-2-7b-64k",
    "olmo-2-7b": "OLMo 2 7B",
    "olmo-3-7b": "OLMo 3 7B",
    "smollm3-3b": "SmolLM3-3B",
}
LAYERED = ("gemma-3-1b", "gemma-3-4b")


def positions(name, **how):
    return from_config(model_named(name).config, **how)


@pytest.mark.parametrize(("name", "fact"), ROTARY.items(), ids=ROTARY)
def test_rotary_models_have_the_published_figures(name, fact):
    facts, found = FACTS[fact]["facts"], positions(name)
    assert found.base == facts.get("theta", facts.get("global_theta"))
    assert found.context == facts.get("max_position", found.context)
    assert found.head_dim == facts.get("head_dim", found.head_dim) or ("head_dim" in facts and name in LAYERED)
    assert found.rotary_dim == facts.get("rotary_dim", facts.get("rope_dims", found.rotary_dim))
    assert found.pairing == facts.get("pairing", found.pairing)
    if isinstance(scaling := facts.get("scaling"), dict):
        assert found.method == scaling.get("rope_type", scaling.get("type"))
        assert found.original == scaling["original_max_position_embeddings"]


@pytest.mark.parametrize(
    ("name", "layer"),
    [
        ("llama-2-7b", None),
        ("llama-3-8b", None),
        ("llama-3.1-8b", None),
        ("llama-3.2-1b", None),
        ("mistral-7b-v0.1", None),
        ("qwen2-7b", None),
        ("qwen3-8b", None),
        ("gemma-7b", None),
        ("gemma-2-9b", None),
        ("gemma-3-1b", "full_attention"),
        ("gemma-3-1b", "sliding_attention"),
        ("gpt-neox-20b", None),
        ("phi-2", None),
        ("phi-4", None),
        ("deepseek-v3", None),
        ("olmo-7b", None),
        ("olmo-2-1124-7b", None),
    ],
)
def test_frequencies_equal_those_of_transformers(name, layer):
    ours = {"olmo-2-1124-7b": "olmo-2-7b"}.get(name, name)
    np.testing.assert_allclose(positions(ours, layer=layer).inv_freq, FREQUENCIES[name, layer]["inv_freq"], rtol=5e-7)


class TestFactsOfSingleModels:
    def test_attention_factors(self):
        assert positions("gpt-oss-120b").attention_factor == FACTS["GPT-OSS 20B/120B"]["facts"]["attention_factor"]
        assert positions("phi-3.5-mini").attention_factor == pytest.approx(1.19024, abs=5e-6)
        assert positions("phi-4-mini").attention_factor == pytest.approx(1.19024, abs=5e-6)
        assert positions("olmo-3-7b").attention_factor == pytest.approx(1.20794, abs=5e-6)
        assert positions("deepseek-v3").attention_factor == 1.0

    def test_latent_attention_scales_its_softmax(self):
        extra = FACTS["DeepSeek-V3 / R1"]["facts"]["softmax_extra"]
        assert positions("deepseek-v3").softmax_scale * 192**0.5 == pytest.approx(extra, abs=5e-5)
        assert positions("deepseek-v2-lite").softmax_scale == pytest.approx(0.11472, abs=5e-6)

    def test_scout_keeps_35_pairs_and_divides_29(self):
        found = positions("llama-4-scout")
        ratio = found.unscaled / found.inv_freq
        assert (np.isclose(ratio, 1).sum(), np.isclose(ratio, 16).sum()) == (35, 29)

    @pytest.mark.parametrize("name", ["llama-4-scout", "llama-4-maverick", "smollm3-3b"])
    def test_every_fourth_layer_has_no_positions(self, name):
        layers = positions(name).layers
        assert [rule.layer for rule in layers if not rule.rotates][:3] == [3, 7, 11]
        assert positions(name, layer=3).encoding == "none"
        assert positions(name, layer=4).encoding == "rotary"

    def test_scout_sharpens_queries_where_nothing_turns(self):
        scale = positions("llama-4-scout", layer=3).query_scale
        assert scale.at(np.array([0, 8190, 8191, 10**6])) == pytest.approx(1 + 0.1 * np.log1p(np.array([0, 0, 1, 122])))
        assert positions("llama-4-scout", layer=0).query_scale is None

    def test_command_r7b_turns_only_behind_a_window(self):
        assert [rule.rotates for rule in positions("command-r7b").layers[:4]] == [True, True, True, False]
        assert positions("command-r7b").pairing == "interleaved"

    def test_gemma_3_has_five_local_layers_for_each_global_one(self):
        layers = positions("gemma-3-4b").layers
        assert [rule.kind for rule in layers[:6]] == ["sliding_attention"] * 5 + ["full_attention"]
        assert layers[0].window == 1024
        local, global_ = positions("gemma-3-4b", layer=0), positions("gemma-3-4b", layer=5)
        assert (local.base, local.method) == (1e4, "default")
        assert (global_.base, global_.method) == (1e6, "linear")

    def test_gemma_4_turns_64_of_256_pairs_in_global_layers(self):
        found = positions("gemma-4")
        assert int((found.inv_freq > 0).sum()) == FACTS["Gemma 4"]["facts"]["global_rotated_pairs"]
        assert found.head_dim == FACTS["Gemma 4"]["facts"]["global_head_dim"]
        assert positions("gemma-4", layer="sliding_attention").head_dim == 256

    def test_modernbert_has_two_bases(self):
        layers = positions("modernbert-base").layers
        assert [rule.kind == "full_attention" for rule in layers[:4]] == [True, False, False, True]
        assert [positions("modernbert-base", layer=layer).base for layer in (0, 1)] == [160_000, 10_000]

    def test_qwen_vl_reads_three_axes(self):
        blocks, turns = positions("qwen2-vl-7b"), positions("qwen3-vl-8b")
        assert list(blocks.axes) == golden("mrope")["cases"][0]["axis_of_frequency"]
        assert list(turns.axes) == golden("mrope")["cases"][1]["axis_of_frequency"]

    def test_qwen3_next_turns_a_quarter_and_not_in_linear_layers(self):
        found = positions("qwen3-next-80b")
        assert (found.rotary_dim, found.head_dim) == (64, 256)
        assert [rule.rotates for rule in found.layers[:4]] == [False, False, False, True]

    @pytest.mark.parametrize(
        ("name", "rows", "offset", "context"),
        [
            ("bert-base", 512, 0, 512),
            ("roberta-base", 514, 2, 512),
            ("opt-1.3b", 2050, 2, 2048),
            ("gpt-2-xl", 1024, 0, 1024),
            ("gpt-3-175b", 2048, 0, 2048),
        ],
    )
    def test_learned_tables(self, name, rows, offset, context):
        found = positions(name)
        assert (found.encoding, found.rows, found.offset, found.context) == ("learned", rows, offset, context)

    def test_biases(self):
        assert positions("bloom-176b").heads == FACTS["BLOOM 176B"]["facts"]["heads"]
        assert positions("mpt-30b").heads == 64
        assert positions("falcon-rw-1b").encoding == "alibi"
        t5 = positions("t5-small")
        assert (t5.buckets, t5.max_distance, t5.shared) == (32, 128, True)

    def test_waves_of_2017(self):
        found = positions("transformer-2017")
        assert (found.encoding, found.dim, found.layout, found.base) == ("sinusoidal", 512, "interleaved", 10_000)


def test_gpt_4_is_unpublished_and_nothing_is_guessed():
    assert model_named("gpt-4").config is None
    assert "2303.08774" in model_named("gpt-4").source


@pytest.mark.parametrize("model", PUBLISHED, ids=lambda model: model.name)
def test_every_model_is_read_from_its_own_settings(model):
    found = from_config(model.config)
    assert found.rules
    assert model.source
    assert model.level in ("A", "B", "C")
    assumed = [warning for warning in found.warnings if not warning.startswith("layers differ")]
    assert not assumed


def test_names_are_unique_and_there_are_fifty():
    names = [name for model in models() for name in (model.name, *model.aliases)]
    assert len(set(names)) == len(names)
    assert len(models()) >= 50


@pytest.mark.parametrize("name", ["Llama 3.1 8B", "LLAMA_3.1-8b", " llama-3.1-8b "])
def test_spellings_of_a_name(name):
    assert model_named(name).name == "llama-3.1-8b"


def test_a_name_that_is_not_there_brings_the_nearest():
    with pytest.raises(BadArgument, match=r'"lama-3.1-8b" is no model of the catalogue. Nearest: llama-3.1-8b'):
        model_named("lama-3.1-8b")
    with pytest.raises(BadArgument, match=r"It has \d+ models, such as llama-3.1-8b"):
        model_named("zzzzzzzzzz")


@given(st.text(max_size=30))
def test_any_other_name_is_refused(name):
    if not is_known(name):
        with pytest.raises(BadArgument, match="is no model of the catalogue"):
            model_named(name)
