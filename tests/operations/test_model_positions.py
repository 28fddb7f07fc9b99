from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument, BadFile
from rowspace.operations.config_file import is_model, settings_of
from rowspace.operations.positions import model_positions
from rowspace.positions.catalogue import models
from rowspace.positions.rotary import rotated

GOLDEN = Path(__file__).parents[1] / "golden" / "positions"
ROPE = json.loads((GOLDEN / "rope_apply.json").read_text("utf-8"))
TINY = {"model_type": "llama", "head_dim": 8, "rope_theta": 10_000.0, "max_position_embeddings": 64}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "config.json").write_text(json.dumps(TINY))
    (tmp_path / "model.safetensors").write_bytes(b"")
    return tmp_path


class TestScores:
    @pytest.mark.parametrize(
        ("at", "pairing", "score"), [((3, 7), None, -2.2618), ((7, 3), None, -3.9192), ((3, 7), "interleaved", -4.5879)]
    )
    def test_reference_vectors(self, at, pairing, score):
        found = model_positions(TINY, at=at, q=ROPE["q"], k=ROPE["k"], pairing=pairing)
        assert found.score == pytest.approx(score, abs=5e-5)

    def test_moving_both_changes_nothing(self):
        found = model_positions(TINY, at=(3, 7), shift=7, q=ROPE["q"], k=ROPE["k"])
        assert found.at == [(3, 7), (10, 14)]
        assert found.scores[0] == pytest.approx(found.scores[1])

    def test_the_attention_factor_counts_twice_and_still_dims_once(self):
        config = {**TINY, "partial_rotary_factor": 0.5, "rope_scaling": {"rope_type": "yarn", "factor": 4.0}}
        found = model_positions(config, at=(3, 7), q=ROPE["q"], k=ROPE["k"])
        q, k = (
            rotated(ROPE[name], where, np.array(found.inv_freq), attention_factor=found.attention_factor)
            for name, where in (("q", 3), ("k", 7))
        )
        assert found.score == pytest.approx(q @ k)
        assert found.logit_factor == pytest.approx(found.attention_factor**2)

    def test_without_vectors_the_mean_of_the_cosines(self):
        found = model_positions(TINY, at=(3, 7))
        assert found.score == pytest.approx(np.cos(4 * np.array(found.inv_freq)).mean())

    def test_xpos_scores_fall_with_the_gap(self):
        config = {**TINY, "xpos_rel_pos": True}
        reference = json.loads((GOLDEN / "xpos.json").read_text("utf-8"))
        for case in reference["scores"]:
            at = (case["query"], case["key"])
            assert model_positions(config, at=at, q=ROPE["q"], k=ROPE["k"]).score == pytest.approx(
                case["value"], abs=3e-6
            )

    def test_biases_and_buckets(self):
        bloom, t5 = (model_positions(name, at=(7, 3)) for name in ("bloom-176b", "t5-small"))
        assert len(bloom.biases[0]) == bloom.heads == 112
        assert bloom.score == pytest.approx(min(bloom.biases[0])) == pytest.approx(-4 * max(bloom.slopes))
        assert t5.buckets == [4]
        assert t5.scores == []

    def test_waves(self):
        found = model_positions("transformer-2017", at=(3, 7), shift=100)
        assert found.scores[0] == pytest.approx(found.scores[1])
        assert found.score == pytest.approx(np.cos(4 * np.array(found.inv_freq)).mean())


@pytest.mark.parametrize("model", models(), ids=lambda model: model.name)
def test_every_catalogue_model_answers_in_json(model):
    found = model_positions(model.name, at=(3, 7), shift=7)
    answer = json.loads(json.dumps(dataclasses.asdict(found), allow_nan=False))
    assert answer["source"] == model.name
    assert answer["evidence"] == model.source
    assert answer["encoding"] != "none"
    assert len(answer["inv_freq"]) == len(answer["wavelengths"])
    assert len(answer["scores"]) in (0, 2)


class TestShortFormats:
    def test_a_constant_vector_blurs(self):
        found = model_positions("llama-3.1-8b", at=(4, 0), shift=131_000, dtype="bfloat16").computed
        assert found.positions == [0, 4, 131_000, 131_004]
        assert found.stored == [0, 4, 131_072, 131_072]
        assert 0 < found.spread < 0.01
        assert found.angle_error[3] > 1 > 0.01 > found.cached_error[3]

    def test_float16_cannot_hold_the_position_but_its_cosine(self):
        found = model_positions(TINY, at=(70_000, 3), dtype="float16").computed
        assert (found.stored, found.angle_error[1]) == ([3, None], None)
        assert found.cached_error[1] < 0.02

    def test_dims_that_stand_still_are_rounded_too(self):
        config = {**TINY, "partial_rotary_factor": 0.5}
        found = model_positions(config, at=(3, 7), q=ROPE["q"], k=ROPE["k"], dtype="float32")
        assert found.computed.scores[0] == pytest.approx(found.score, abs=1e-5)

    def test_where_there_is_nothing_to_compute(self):
        with pytest.raises(BadArgument, match="dtype is for rotary positions; this model's are alibi"):
            model_positions("bloom-176b", at=(3, 7), dtype="float16")
        with pytest.raises(BadArgument, match="dtype needs two positions"):
            model_positions(TINY, dtype="float16")
        with pytest.raises(BadArgument, match="xpos, which also fade"):
            model_positions({**TINY, "xpos_rel_pos": True}, at=(3, 7), dtype="float16")


def test_each_kind_of_layer_has_its_own_theta():
    layers = model_positions("modernbert-base").layers
    assert [layer.base for layer in layers[:4]] == [160_000, 10_000, 10_000, 160_000]
    scout = model_positions("llama-4-scout").layers
    assert [(layer.encoding, layer.base, layer.method) for layer in scout[2:4]] == [
        ("rotary", 500_000, "llama3"),
        ("none", None, None),
    ]


def test_ten_thousand_kinds_of_layer_are_not_all_looked_up():
    config = {**TINY, "model_type": "olmo3", "num_hidden_layers": 3000, "layer_types": [str(n) for n in range(3000)]}
    layers = model_positions(config, layer=0).layers
    assert (len(layers), layers[0].base, layers[2999].base) == (3000, 10_000, None)


def test_gpt_4_is_unpublished():
    found = model_positions("gpt-4")
    assert (found.encoding, found.inv_freq) == ("unpublished", [])
    assert found.warnings == ["GPT-4 is not published"]


def test_pairs_that_never_finish_a_turn_in_training():
    counts = {"llama-2-7b": 18, "llama-3-8b": 29, "qwen2.5-7b": 24, "gemma-2-9b": 28, "gpt-neox-20b": 4, "phi-2": 5}
    assert {name: model_positions(name).unfinished for name in counts} == counts


def test_a_pair_that_stands_still_has_no_wavelength():
    found = model_positions("gemma-4")
    assert found.wavelengths.count(None) == 192


class TestWhere:
    def test_a_file_a_folder_a_checkpoint_and_a_mapping_are_the_same(self, folder):
        expected = model_positions(TINY).inv_freq
        for what in (folder, str(folder), folder / "config.json", folder / "model.safetensors"):
            found = model_positions(what)
            assert (found.source, found.inv_freq) == ("config.json", expected)

    def test_what_is_a_model(self, folder):
        assert is_model("llama-3.1-8b")
        assert is_model(str(folder))
        assert is_model("some.json")
        assert not is_model("glove")
        assert not is_model(str(folder / "model.safetensors"))

    def test_what_is_nowhere(self, tmp_path):
        with pytest.raises(BadArgument, match=r'"lama-2-7b" is no model of the catalogue. Nearest: llama-2-7b'):
            model_positions("lama-2-7b")
        with pytest.raises(BadArgument, match=r'"nowhere.json" is no file'):
            model_positions("nowhere.json")
        with pytest.raises(BadArgument, match=r"has no config.json beside it"):
            model_positions(tmp_path)

    @pytest.mark.parametrize("raw", ["", "[1]", "{", '"text"', "\x00"])
    def test_files_that_hold_no_object(self, tmp_path, raw):
        path = tmp_path / "config.json"
        path.write_text(raw)
        with pytest.raises(BadFile, match=r"config.json"):
            model_positions(path)

    @pytest.mark.parametrize("deep", [("[", "]"), ('{"a":', "}")])
    def test_a_thousand_levels_name_the_key(self, tmp_path, deep):
        opening, closing = deep
        path = tmp_path / "config.json"
        path.write_text('{"model_type": "llama", "rope_theta": ' + opening * 1000 + "1" + closing * 1000 + "}")
        with pytest.raises(BadArgument, match=r'config.json: "rope_theta" is nested more than 32 deep') as refused:
            model_positions(path)
        assert "\n" not in str(refused.value)

    def test_brackets_within_texts_are_no_levels(self, tmp_path):
        path = tmp_path / "config.json"
        path.write_text(json.dumps({**TINY, "note": "[" * 1000 + '\\"{' * 50}))
        assert settings_of(path).config["head_dim"] == 8


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"at": (-1, 3)}, r"position must be a number from 0 to 1e\+09; got -1"),
        ({"at": (1, 3), "shift": -2}, r"shift must leave both positions at 0 or above; got -2 from 1 and 3"),
        ({"at": (1, 3), "shift": float("nan")}, r"shift must be a number"),
        ({"q": [1.0] * 8}, r"q and k must both be given"),
        ({"q": [1.0] * 8, "k": [1.0] * 7}, r"k must be a list of 8 numbers, one a dim; got 7"),
        ({"q": ["a"] * 8, "k": [1.0] * 8}, r'each number of q must be a number .* got "a"'),
        ({"what": "bert-base", "q": [1.0], "k": [1.0]}, r"q and k are for rotary positions; this model's are learned"),
        ({"layer": "top"}, r'layer "top" is not a kind of layer here'),
    ],
)
def test_refusals(arguments, words):
    with pytest.raises(BadArgument, match=words):
        model_positions(**{"what": TINY, **arguments})


@given(
    st.sampled_from([model.name for model in models()]),
    st.integers(0, 10**5),
    st.integers(0, 10**5),
    st.integers(1, 10**5),
)
def test_no_score_depends_on_more_than_the_gap(name, query, key, shift):
    found = model_positions(name, at=(query, key), shift=shift)
    if found.scores:
        assert found.scores[0] == pytest.approx(found.scores[1], abs=1e-6)
