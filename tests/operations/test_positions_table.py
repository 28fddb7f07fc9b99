from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument
from rowspace.operations.open import open_table
from rowspace.operations.positions_table import learned_table, plain_rotary, plain_sinusoidal, positions_table
from rowspace.positions.catalogue import model_named
from rowspace.positions.config import from_config

ALIBI = json.loads((Path(__file__).parents[1] / "golden" / "positions" / "alibi.json").read_text("utf-8"))


def of(name, length=None, **how):
    return positions_table(from_config(model_named(name).config, **how), name, length)


def test_frequencies_scaled_and_not():
    found = of("llama-3.1-8b")
    assert (found.kind, found.index, found.first) == ("frequencies", "pair", 0)
    assert found.columns == ["inv_freq", "wavelength", "unscaled_inv_freq", "unscaled_wavelength"]
    assert found.values.shape == (64, 4)
    assert found.values[-1, 1] == pytest.approx(8 * found.values[-1, 3])
    assert (found.original, found.context) == (8192, 131_072)


def test_axes_and_pairs_that_stand_still():
    assert of("qwen2-vl-7b").columns[-1] == "axis"
    assert np.isinf(of("gemma-4").values[-1, 1])


def test_waves_by_hand():
    found = positions_table(plain_sinusoidal(4), "waves", 3)
    np.testing.assert_allclose(found.values[2], [np.sin(2), np.cos(2), np.sin(0.02), np.cos(0.02)])
    assert (found.kind, found.index, found.columns) == ("waves", "position", ["dim_0", "dim_1", "dim_2", "dim_3"])
    assert of("transformer-2017").values.shape == (128, 512)


def test_biases_by_gap():
    found = of("mpt-7b", 5)
    (case,) = [case for case in ALIBI["cases"] if case["heads"] == 32]
    np.testing.assert_allclose(found.values[:, 4], -4 * np.array(case["mpt_slopes"]), rtol=1e-6)
    assert (found.index, found.columns[4]) == ("head", "gap_4")


def test_buckets_by_gap():
    found = of("t5-small", 8)
    assert (found.index, found.first, found.columns) == ("gap", -8, ["bucket"])
    assert found.values[:, 0].tolist() == [8, *range(7, -1, -1), *range(17, 24), 24]


def test_learned_positions_of_a_table():
    positions = open_table("minilm").positions
    found = learned_table(positions, "minilm", 3)
    np.testing.assert_array_equal(found.values, positions[:3])
    assert learned_table(positions, "minilm").values.shape == (512, 384)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (lambda: of("bert-base"), "bert-base learned its positions: name the checkpoint's folder"),
        (lambda: of("llama-4-scout", layer=3), "has no numbers of its own to write: its positions are none"),
        (lambda: of("transformer-2017", 10**6), r"1,000,000 × 512 numbers are too many to write at once"),
        (lambda: of("transformer-2017", 0), "length must be a whole number from 1"),
        (lambda: learned_table(open_table("minilm").positions, "minilm", 513), "length must be a whole number from 1"),
        (lambda: plain_rotary(3), "dim must be an even whole number"),
    ],
)
def test_refusals(asked, words):
    with pytest.raises(BadArgument, match=words):
        asked()


@given(st.integers(1, 64), st.floats(1, 1e6))
def test_a_wave_repeats_after_its_wavelength(half, base):
    values = positions_table(plain_rotary(2 * half, base), "plain").values
    np.testing.assert_allclose(values[:, 0] * values[:, 1], 2 * np.pi)
    np.testing.assert_array_equal(values[:, :2], values[:, 2:])
