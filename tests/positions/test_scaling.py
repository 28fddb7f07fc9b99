from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument
from rowspace.positions.keys import Keys
from rowspace.positions.scaling import SCALINGS, scaling_named
from rowspace.positions.setting import Setting
from rowspace.positions.yarn import pair_of, temperature

FULL = {
    "factor": 4.0,
    "alpha": 3.0,
    "low_freq_factor": 1,
    "high_freq_factor": 4,
    "original_max_position_embeddings": 4096,
    "short_factor": [1.0] * 32,
    "long_factor": [2.0] * 32,
}


def scaled(name, values, *, length=None, dim=64, context=16_384, base=10_000.0, trained=None):
    setting = Setting(dim, dim, base, context, length, trained)
    return scaling_named(name, "rope_scaling").frequencies(Keys(values, "rope_scaling"), setting)


def plain(dim=64, base=10_000.0):
    return base ** (-np.arange(0, dim, 2) / dim)


def test_linear_divides_every_frequency():
    np.testing.assert_allclose(scaled("linear", {"factor": 4.0}).inv_freq, plain() / 4)


def test_dynamic_at_twice_the_context():
    base = 10_000 * (2 * 2 - 1) ** (64 / 62)
    found = scaled("dynamic", {"factor": 2.0}, length=32_768)
    np.testing.assert_allclose(found.inv_freq, plain(base=base))


def test_alpha_stretches_the_slowest_pair_alpha_times_and_the_fastest_not_at_all():
    for name in ("ntk", "dynamic"):
        ratio = plain() / scaled(name, {"alpha": 50.0, "factor": 1.0}).inv_freq
        assert ratio[0] == pytest.approx(1)
        assert ratio[-1] == pytest.approx(50)


def test_llama_3_is_linear_in_turns():
    turns = 4096 * plain() / (2 * math.pi)
    found = scaled("llama3", FULL).inv_freq
    np.testing.assert_allclose(found[turns > 4], plain()[turns > 4])
    np.testing.assert_allclose(found[turns < 1], plain()[turns < 1] / 4)
    middle = (turns > 1) & (turns < 4)
    share = (turns[middle] - 1) / 3
    np.testing.assert_allclose(found[middle], plain()[middle] * (share + (1 - share) / 4))


def test_llama_3_without_a_ramp_divides_by_no_zero():
    found = scaled("llama3", {**FULL, "high_freq_factor": 1}).inv_freq
    assert set(np.round(plain() / found, 9)) == {1.0, 4.0}


@pytest.mark.parametrize("name", ["yarn", "llama3", "longrope"])
def test_a_training_context_outside_the_set_holds_where_the_set_has_none(name):
    values = {key: value for key, value in FULL.items() if key != "original_max_position_embeddings"}
    np.testing.assert_allclose(scaled(name, values, trained=4096).inv_freq, scaled(name, FULL).inv_freq)
    assert scaled(name, values, trained=4096).original == 4096


class TestYarn:
    def test_fast_pairs_stay_and_slow_ones_are_divided(self):
        found = scaled("yarn", {"factor": 4.0, "original_max_position_embeddings": 4096}).inv_freq
        low = math.floor(pair_of(32, dim=64, base=1e4, original=4096))
        high = math.ceil(pair_of(1, dim=64, base=1e4, original=4096))
        np.testing.assert_allclose(found[: low + 1], plain()[: low + 1])
        np.testing.assert_allclose(found[high:], plain()[high:] / 4)

    def test_truncate_false_keeps_the_fractions(self):
        values = {"factor": 4.0, "original_max_position_embeddings": 4096}
        cut, kept = scaled("yarn", values), scaled("yarn", {**values, "truncate": False})
        assert not np.allclose(cut.inv_freq, kept.inv_freq)

    @pytest.mark.parametrize(
        ("extra", "factor"),
        [
            ({}, 0.1 * math.log(4) + 1),
            ({"attention_factor": 1.5}, 1.5),
            ({"mscale": 1.0, "mscale_all_dim": 1.0}, 1.0),
            ({"mscale": 1.0}, 0.1 * math.log(4) + 1),
            ({"mscale": 2.0, "mscale_all_dim": 1.0}, (0.2 * math.log(4) + 1) / (0.1 * math.log(4) + 1)),
        ],
    )
    def test_attention_factors(self, extra, factor):
        values = {"factor": 4.0, "original_max_position_embeddings": 4096, **extra}
        assert scaled("yarn", values).attention_factor == pytest.approx(factor, abs=1e-15)

    def test_the_factor_follows_from_the_contexts(self):
        derived = scaled("yarn", {"original_max_position_embeddings": 4096})
        np.testing.assert_allclose(derived.inv_freq, scaled("yarn", {**FULL, "factor": 4.0}).inv_freq)

    def test_no_extension_has_no_temperature(self):
        assert temperature(1.0) == temperature(0.5) == 1.0


class TestLongrope:
    def test_each_set_on_its_side_of_the_original_context(self):
        assert scaled("longrope", FULL, length=4096).inv_freq == pytest.approx(plain())
        assert scaled("longrope", FULL, length=4097).inv_freq == pytest.approx(plain() / 2)

    def test_phi_moe_has_a_factor_for_each_set(self):
        values = {**FULL, "short_mscale": 1.1, "long_mscale": 1.2}
        assert scaled("longrope", values, length=10).attention_factor == 1.1
        assert scaled("longrope", values, length=10_000).attention_factor == 1.2

    def test_the_factor_of_the_contexts(self):
        values = {key: value for key, value in FULL.items() if key != "factor"}
        expected = math.sqrt(1 + math.log(4) / math.log(4096))
        assert scaled("longrope", values).attention_factor == pytest.approx(expected, abs=1e-15)


def test_proportional_turns_the_first_pairs_with_exponents_of_the_whole_head():
    found = scaled("proportional", {"partial_rotary_factor": 0.25, "factor": 2.0}).inv_freq
    np.testing.assert_allclose(found[:8], plain()[:8] / 2)
    assert (found[8:] == 0).all()


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (
            lambda: scaling_named("warp", "rope_scaling"),
            r'rope_scaling.rope_type "warp" is not known; known are default',
        ),
        (lambda: scaled("ntk", {}), r"rope_scaling.alpha is missing: rope_scaling.rope_type ntk needs it"),
        (lambda: scaled("dynamic", {"factor": 2.0}, context=None), r"max_position_embeddings is missing"),
        (lambda: scaled("ntk", {"alpha": 2.0}, dim=2), r"NTK scaling needs at least 4 turning dims; got 2"),
        (
            lambda: scaled("ntk", {"alpha": 1e-9}),
            r"NTK scaling by 1e-09 makes θ .*; it must stay a number of 1 or more",
        ),
        (lambda: scaled("yarn", {"factor": 2.0}, context=None), r"original_max_position_embeddings is missing: yarn"),
        (lambda: scaled("yarn", FULL, base=1.0), r"rope_theta must be above 1 for yarn; got 1"),
        (lambda: scaled("longrope", {"factor": 2.0}, context=None), r"missing: longrope switches sets there"),
        (lambda: scaled("longrope", {}), r"short_factor is missing: longrope needs it, a list of 32 numbers"),
        (lambda: scaled("llama3", {"factor": 8.0}), r"low_freq_factor is missing: llama3 needs it"),
    ],
)
def test_refusals(call, words):
    with pytest.raises(BadArgument, match=words):
        call()


@pytest.mark.parametrize("scaling", SCALINGS, ids=lambda scaling: scaling.name)
class TestEveryMethod:
    def test_gives_one_frequency_a_pair_and_a_source(self, scaling):
        found = scaled(scaling.name, FULL, length=10_000)
        assert found.inv_freq.shape == (32,)
        assert (np.diff(found.inv_freq) <= 0).all()
        assert scaling.paper

    @given(st.integers(2, 64), st.floats(2, 1e7), st.integers(1, 10**6))
    def test_frequencies_are_finite_and_none_grows(self, scaling, half, base, length):
        values = {**FULL, "short_factor": [1.0] * half, "long_factor": [2.0] * half}
        found = scaled(scaling.name, values, length=length, dim=2 * half, base=base).inv_freq
        assert np.isfinite(found).all()
        assert (found <= plain(2 * half, base) * (1 + 1e-9)).all()
