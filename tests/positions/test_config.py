from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument
from rowspace.positions.config import ENCODINGS, encoding_named, from_config, rope_parameters

from .golden import golden

FREQUENCIES = golden("rope_inv_freq")["cases"]
ROUND_TRIP = golden("config_roundtrip")
QUIRKS = {quirk["name"]: {**quirk["config_in"], "model_type": quirk["model_type"]} for quirk in ROUND_TRIP["quirks"]}


def typed(case, key="config"):
    return {**case[key], "model_type": case["model_type"]}


@pytest.mark.parametrize("case", FREQUENCIES, ids=lambda case: f"{case['name']} {case['layer_type'] or ''}")
class TestGoldenFrequencies:
    def test_frequencies_and_factor(self, case):
        found = from_config(typed(case), layer=case["layer_type"])
        np.testing.assert_allclose(found.inv_freq, case["inv_freq"], rtol=5e-7)
        assert found.attention_factor == pytest.approx(case["attention_scaling"], abs=1e-12)

    def test_dims_base_and_method(self, case):
        found = from_config(typed(case), layer=case["layer_type"])
        assert (found.head_dim, found.rotary_dim) == (case["head_dim"], case["rotary_dim"])
        assert (found.base, found.method) == (case["rope_theta"], case["rope_type"])

    def test_wavelengths(self, case):
        found = from_config(typed(case), layer=case["layer_type"])
        expected = [np.inf if length is None else length for length in case["wavelength"]]
        np.testing.assert_allclose(found.wavelengths, expected, rtol=5e-7)

    def test_the_keys_alone_lead_there_without_a_model_type(self, case):
        found = from_config(case["config"], layer=case["layer_type"])
        np.testing.assert_allclose(found.inv_freq, case["inv_freq"], rtol=5e-7)
        assert any("assumed" in warning for warning in found.warnings)

    def test_the_kind_of_layer_is_the_one_asked_for(self, case):
        assert from_config(typed(case), layer=case["layer_type"]).layer == case["layer_type"]


class TestGoldenLengths:
    def test_longrope_takes_the_long_divisors_past_the_original_context(self):
        case = next(case for case in FREQUENCIES if "inv_freq_long" in case)
        near, far = (from_config(typed(case), length=length) for length in (4096, 4097))
        np.testing.assert_allclose(near.inv_freq, case["inv_freq"], rtol=5e-7)
        np.testing.assert_allclose(far.inv_freq, case["inv_freq_long"], rtol=5e-7)
        assert far.attention_factor == pytest.approx(case["attention_scaling_long"], abs=1e-12)

    def test_dynamic_stretches_as_the_text_grows(self):
        case = next(case for case in FREQUENCIES if "inv_freq_by_seq_len" in case)
        for length, expected in case["inv_freq_by_seq_len"].items():
            np.testing.assert_allclose(from_config(typed(case), length=int(length)).inv_freq, expected, rtol=5e-7)

    def test_latent_attention_puts_its_temperature_into_the_softmax(self):
        case = next(case for case in FREQUENCIES if "softmax_scale" in case)
        assert from_config(typed(case)).softmax_scale == pytest.approx(case["softmax_scale"], abs=1e-15)


class TestGoldenRoundTrips:
    @pytest.mark.parametrize("case", ROUND_TRIP["cases"], ids=lambda case: case["name"])
    def test_one_form_equals_that_of_transformers(self, case):
        assert rope_parameters(typed(case, "config_in")) == case["rope_parameters_after_load"]

    @pytest.mark.parametrize("case", ROUND_TRIP["cases"], ids=lambda case: case["name"])
    def test_the_new_form_reads_as_the_old_one_did(self, case):
        old = typed(case, "config_in")
        new = {key: value for key, value in old.items() if not key.startswith(("rope", "rotary", "partial"))}
        new["rope_parameters"] = case["rope_parameters_after_load"]
        assert rope_parameters(new) == rope_parameters(old)


class TestQuirks:
    """Where transformers 5.24 drops or refuses what a published file says, rowspace reads it and says so."""

    def test_flat_parameters_of_olmo_3_keep_yarn_on_full_attention(self):
        (name,) = (name for name in QUIRKS if name.startswith("olmo3 with FLAT"))
        full, sliding = (from_config(QUIRKS[name], layer=kind) for kind in ("full_attention", "sliding_attention"))
        assert (full.method, sliding.method) == ("yarn", "default")
        assert full.attention_factor == 1.2079441541679836
        assert any("transformers 5.24 drops it" in warning for warning in full.warnings)

    def test_old_style_olmo_3_equals_flat_and_transformers(self):
        old = QUIRKS["olmo3 with old-style rope_scaling"]
        expected = next(quirk for quirk in ROUND_TRIP["quirks"] if quirk["name"].startswith("olmo3 with old"))
        assert rope_parameters(old) == expected["rope_parameters_after_load"]
        assert not any("drops" in warning for warning in from_config(old).warnings)

    def test_flat_parameters_of_gemma_3_keep_their_scaling(self):
        config = QUIRKS["gemma3_text with FLAT rope_parameters"]
        full, sliding = (from_config(config, layer=kind) for kind in ("full_attention", "sliding_attention"))
        assert (full.method, full.base) == ("linear", 1e6)
        assert (sliding.method, sliding.base) == ("default", 1e4)
        np.testing.assert_allclose(full.inv_freq, full.unscaled / 8)

    def test_su_is_longrope(self):
        config = json.loads(json.dumps(QUIRKS["phi3 with type su"]))
        config["rope_scaling"].update(short_factor=[1.0] * 48, long_factor=[2.0] * 48)
        found = from_config(config, length=10_000)
        assert found.method == "longrope"
        np.testing.assert_allclose(found.inv_freq, found.unscaled / 2)
        assert found.attention_factor == pytest.approx(1.1902380714238083, abs=1e-12)
        assert any("su is read as longrope; transformers 5.24 fails" in warning for warning in found.warnings)

    def test_rope_scaling_replaces_rope_parameters_whole(self):
        config = QUIRKS["both rope_scaling and rope_parameters given"]
        expected = next(quirk for quirk in ROUND_TRIP["quirks"] if quirk["name"].startswith("both"))
        assert rope_parameters(config) == expected["rope_parameters_after_load"]
        found = from_config({**config, "head_dim": 64})
        assert (found.base, found.method) == (1e6, "linear")
        assert "rope_parameters is ignored: rope_scaling replaces it whole" in found.warnings


LLAMA = {
    "model_type": "llama",
    "hidden_size": 256,
    "num_attention_heads": 4,
    "num_hidden_layers": 4,
    "max_position_embeddings": 512,
    "rope_theta": 10000.0,
}

MALFORMED = [
    ({"rope_theta": "10000"}, r'rope_theta must be a number from 1 to 1e\+12; got "10000"'),
    ({"rope_theta": -1}, r"rope_theta must be a number from 1 to 1e\+12; got -1"),
    ({"rope_theta": True}, r"rope_theta must be a number .* got True"),
    ({"rope_theta": float("nan")}, r"rope_theta must be a number .* got nan"),
    ({"rope_theta": 10**400}, r"rope_theta must be a number .* more than 18 digits"),
    ({"rope_theta": {}}, r"rope_theta must be a number .* an object of 0 keys"),
    ({"head_dim": 10**9}, r"head_dim must be a whole number from 1 to 65,536; got 1,000,000,000"),
    ({"head_dim": 7}, r"head_dim, or hidden_size ÷ heads, must be an even whole number from 2 .* got 7"),
    (
        {"head_dim": 14, "partial_rotary_factor": 0.5},
        r"partial_rotary_factor × head_dim must be an even .* 0.5 × 14 = 7",
    ),
    ({"hidden_size": 10**9}, r"hidden_size must be a whole number from 1 to 1,048,576; got 1,000,000,000"),
    ({"hidden_size": 2}, r"hidden_size must be 1 to 65,536 times the number of heads, 4; got 2"),
    ({"num_hidden_layers": 10**9}, r"num_hidden_layers must be a whole number from 1 to 10,000"),
    ({"num_attention_heads": 0}, r"num_attention_heads must be a whole number from 1 to 65,536; got 0"),
    ({"rope_scaling": "yarn"}, r'rope_scaling must be an object of keys and values; got "yarn"'),
    ({"rope_scaling": [1, 2]}, r"rope_scaling must be an object of keys and values; got a list of 2"),
    ({"rope_scaling": {"type": "warp"}}, r'rope_scaling.rope_type "warp" is not known; known are default, linear'),
    ({"rope_scaling": {"type": ""}}, r'rope_scaling.rope_type "" is not known; known are default, linear'),
    ({"rope_scaling": {"type": 3}}, r"rope_scaling.rope_type must be a text such as yarn; got 3"),
    ({"rope_scaling": {"type": "linear"}}, r"rope_scaling.factor is missing: linear needs it"),
    (
        {"rope_scaling": {"type": "linear", "factor": -4}},
        r"rope_scaling.factor must be a number above 0 and up to 1e\+06; got -4",
    ),
    ({"rope_scaling": {"type": "linear", "factor": "4"}}, r'rope_scaling.factor must be a number .* got "4"'),
    (
        {"rope_scaling": {"type": "llama3", "factor": 8, "low_freq_factor": 4, "high_freq_factor": 1}},
        r"rope_scaling.high_freq_factor must be a number from low_freq_factor, 4, up; got 1",
    ),
    (
        {"rope_scaling": {"type": "longrope", "short_factor": [1.0] * 31, "long_factor": [1.0] * 32}},
        r"rope_scaling.short_factor must be a list of 32; got 31",
    ),
    (
        {"rope_scaling": {"type": "longrope", "short_factor": [1.0] * 31 + ["x"], "long_factor": [1.0] * 32}},
        r'each of rope_scaling.short_factor must be a number .* got "x"',
    ),
    (
        {"rope_scaling": {"type": "mrope", "mrope_section": [1, 2, 3]}},
        r"mrope_section must be a list of 3 whole numbers that sum to 32, one a pair; got \[1, 2, 3\]",
    ),
    ({"rope_scaling": {"type": "yarn", "factor": 4, "truncate": "no"}}, r'truncate must be true or false; got "no"'),
    ({"partial_rotary_factor": 1.5}, r"partial_rotary_factor must be a number above 0 and up to 1; got 1.5"),
    ({"rotary_dim": 300}, r"rotary_dim must be an even whole number from 2 to 64; got 300"),
    ({"layer_types": ["full_attention"] * 3}, r"layer_types must be a list of 4; got 3"),
    ({"layer_types": [1, 2, 3, 4]}, r"layer_types must be a list of texts; it holds 1"),
    ({"no_rope_layers": [1, 1, 1, 2]}, r"each of no_rope_layers must be a whole number from 0 to 1; got 2"),
    ({"position_embedding_type": "compass"}, r'position_embedding_type "compass" is not known; known are absolute'),
    ({"model_type": 5}, r"model_type must be a text; got 5"),
    ({"alibi": "yes"}, r'alibi must be true or false; got "yes"'),
    ({"max_position_embeddings": 3.5}, r"max_position_embeddings must be a whole number .* got 3.5"),
]


UNUSED = [
    ({"head_dim": 64, "num_attention_heads": "32"}, r'num_attention_heads must be a whole number .* got "32"'),
    ({"head_dim": 64, "hidden_size": [4096]}, r"hidden_size must be a whole number .* got a list of 1"),
    ({"qk_rope_head_dim": 64, "head_dim": "64"}, r'head_dim must be a whole number .* got "64"'),
    ({"model_type": "bert", "rope_theta": "1e4"}, r'rope_theta must be a number .* got "1e4"'),
    (
        {"rope_scaling": {"type": "linear", "factor": 2, "beta_fast": "32"}},
        r'rope_scaling.beta_fast must be .* got "32"',
    ),
    ({"original_max_position_embeddings": -1}, r"original_max_position_embeddings must be a whole number .* got -1"),
    (
        {"rope_parameters": {"full_attention": {"rope_theta": 1e6}, "sliding_attention": {"rope_type": "warp"}}},
        r'rope_parameters.sliding_attention.rope_type "warp" is not known; known are default',
    ),
    (
        {"rope_parameters": {"full_attention": {"rope_theta": 1e6}, "sliding_attention": "plain"}},
        r'rope_parameters.sliding_attention must be an object of keys and values, or null; got "plain"',
    ),
    (
        {"rope_parameters": {"full_attention": {"rope_theta": 1e6}, "sliding_attention": {"factor": "x"}}},
        r'rope_parameters.sliding_attention.factor must be a number .* got "x"',
    ),
]


class TestRefusals:
    @pytest.mark.parametrize(("change", "words"), UNUSED, ids=lambda value: str(value)[:60])
    def test_so_is_a_key_that_this_model_or_layer_does_not_need(self, change, words):
        with pytest.raises(BadArgument, match=words):
            from_config({**LLAMA, **change})

    @pytest.mark.parametrize(
        ("config", "words"),
        [
            ({"model_type": "t5", "relative_attention_num_buckets": 3}, "^relative_attention_num_buckets must be"),
            (
                {"model_type": "t5", "relative_attention_max_distance": 8},
                "^relative_attention_max_distance must be above 8",
            ),
            ({"model_type": "gptj", "n_embd": 3, "n_head": 16}, "^n_embd must be 1 to 65,536 times"),
            ({"model_type": "gemma4", "head_dim": 8, "global_head_dim": 7}, "^global_head_dim must be an even"),
            ({"model_type": "llama", "layer_types": ["a\nb"], "head_dim": 8}, '; kinds are "a�b"'),
        ],
    )
    def test_the_key_is_named_as_the_config_spells_it(self, config, words):
        with pytest.raises(BadArgument, match=words):
            from_config(config, layer="odd" if "layer_types" in config else None)

    @pytest.mark.parametrize(("change", "words"), MALFORMED, ids=lambda value: str(value)[:60])
    def test_a_malformed_key_is_named_with_its_value_and_what_is_allowed(self, change, words):
        with pytest.raises(BadArgument, match=words) as refused:
            from_config({**LLAMA, **change})
        assert "\n" not in str(refused.value)

    def test_a_thousand_levels_end_in_one_sentence(self):
        config = LLAMA
        for _ in range(1000):
            config = {"text_config": config}
        with pytest.raises(BadArgument, match=r"nested more than 4 deep"):
            from_config(config)

    def test_a_thousand_levels_where_a_number_belongs(self):
        deep: object = 1
        for _ in range(1000):
            deep = [deep]
        with pytest.raises(BadArgument, match=r"rope_theta must be a number .* got a list of 1"):
            from_config({**LLAMA, "rope_theta": deep})

    @pytest.mark.parametrize("config", [None, 3, "llama", [LLAMA]])
    def test_what_is_no_object_is_refused(self, config):
        with pytest.raises(BadArgument, match="A config is an object of keys and values"):
            from_config(config)

    @pytest.mark.parametrize("config", [{}, {"hidden_size": 64}, {"max_position_embeddings": 512}])
    def test_nothing_is_assumed_where_nothing_tells(self, config):
        with pytest.raises(BadArgument, match="does not say how positions are encoded"):
            from_config(config)

    def test_an_unknown_model_type_without_telling_keys_is_named(self):
        with pytest.raises(BadArgument, match='model_type "mystery" is not known, and none of'):
            from_config({"model_type": "mystery", "hidden_size": 64})

    @pytest.mark.parametrize(
        ("layer", "words"),
        [
            (4, r"layer must be a whole number from 0 to 3; got 4"),
            (-1, r"layer must be a whole number from 0"),
            ("middle", r'layer "middle" is not a kind of layer here; kinds are "full_attention"\.'),
        ],
    )
    def test_layers_that_do_not_exist(self, layer, words):
        with pytest.raises(BadArgument, match=words):
            from_config(LLAMA, layer=layer)

    @pytest.mark.parametrize("length", [0, -5, 10**13, "many"])
    def test_lengths_no_text_has(self, length):
        with pytest.raises(BadArgument, match="length must be a whole number from 1 to 1,000,000,000,000"):
            from_config(LLAMA, length=length)

    def test_an_unknown_encoding_is_named(self):
        with pytest.raises(BadArgument, match='sinusoidal, learned, rotary, alibi, relative, none; got "compass"'):
            encoding_named("compass")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
KEYS = st.sampled_from(
    [
        *LLAMA,
        "rope_scaling",
        "rope_parameters",
        "head_dim",
        "layer_types",
        "no_rope_layers",
        "partial_rotary_factor",
        "text_config",
        "attn_config",
        "qk_rope_head_dim",
        "rope_local_base_freq",
        "layer_rope_theta",
    ]
)
SCALING = st.dictionaries(
    st.sampled_from(["rope_type", "type", "factor", "rope_theta", "short_factor", "mrope_section", "alpha", "mscale"]),
    JSON | st.sampled_from(["yarn", "linear", "dynamic", "longrope", "llama3", "proportional", "ntk", "default"]),
)


class TestProperties:
    @given(st.dictionaries(KEYS, JSON | SCALING, max_size=4))
    def test_any_json_gives_positions_or_one_sentence(self, change):
        try:
            found = from_config({**LLAMA, **change})
        except BadArgument as refused:
            message = str(refused)
        else:
            message = ""
            assert np.isfinite([*found.inv_freq, found.attention_factor]).all()
            assert (found.inv_freq >= 0).all()
        assert "\n" not in message

    @given(st.sampled_from(["linear", "dynamic", "yarn", "llama3"]), st.floats(1, 64), st.integers(1, 100))
    def test_no_method_turns_a_pair_faster(self, method, factor, times):
        scaling = {
            "rope_type": method,
            "factor": factor,
            "low_freq_factor": 1,
            "high_freq_factor": 4,
            "original_max_position_embeddings": 512,
        }
        found = from_config({**LLAMA, "rope_scaling": scaling}, length=512 * times)
        assert (found.inv_freq <= found.unscaled * (1 + 1e-12)).all()

    @given(st.sampled_from(["dynamic", "yarn", "llama3"]), st.floats(1, 64))
    def test_the_fastest_pair_is_left_alone_where_the_method_says_so(self, method, factor):
        scaling = {
            "rope_type": method,
            "factor": factor,
            "low_freq_factor": 1,
            "high_freq_factor": 4,
            "original_max_position_embeddings": 512,
        }
        found = from_config({**LLAMA, "rope_scaling": scaling}, length=8192)
        assert found.inv_freq[0] == pytest.approx(1.0)

    @pytest.mark.parametrize("encoding", ENCODINGS, ids=lambda encoding: encoding.name)
    def test_every_encoding_reads_a_config_that_names_it(self, encoding):
        names = {"learned": "absolute", "none": "nope"}
        config = {**LLAMA, "model_type": "novel", "position_embedding_type": names.get(encoding.name, encoding.name)}
        found = from_config(config)
        assert found.encoding == encoding.name
        assert found.rules
        assert encoding.paper
