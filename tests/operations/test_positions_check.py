from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument
from rowspace.operations.positions_check import check_file
from rowspace.positions.alibi import biases
from rowspace.positions.catalogue import model_named
from rowspace.positions.config import from_config
from rowspace.positions.relative import buckets
from rowspace.positions.rotary import angles, frequencies, rotated
from rowspace.positions.sinusoidal import sinusoidal

LLAMA = from_config(model_named("llama-3.1-8b").config)
TURN = angles(np.arange(40.0), LLAMA.inv_freq)
Q = np.random.default_rng(2).standard_normal((1, 4, 40, 128))


@pytest.fixture
def saved(tmp_path):
    def saving(name="mine.npz", **arrays):
        np.savez(tmp_path / name, **arrays)
        return tmp_path / name

    return saving


def test_everything_at_once(saved):
    """As a Llama in transformers has it: half, concatenated, float32."""
    cos, sin = (np.concatenate([wave(TURN)] * 2, axis=1)[None].astype(np.float32) for wave in (np.cos, np.sin))
    turned = rotated(Q, np.arange(40.0), LLAMA.inv_freq).astype(np.float32)
    path = saved(cos=cos, sin=sin, q=Q, q_rotated=turned, inv_freq=LLAMA.inv_freq.astype(np.float32), extra=np.ones(2))
    found = check_file(path, LLAMA, "Llama 3.1 8B")
    assert [(finding.what, finding.agrees) for finding in found.findings] == [
        ("inv_freq", True),
        ("cos and sin", True),
        ("q", True),
    ]
    assert (found.agrees, found.matches, found.ignored) == (True, True, ["extra"])
    assert found.findings[2].choices["positions along"] == "axis 2"
    assert {finding.precision for finding in found.findings} == {"float32"}


def test_metas_own_files_pair_neighbors(saved):
    """freqs_cis and the complex product of Meta's Llama: its queries come out interleaved."""
    path = saved(freqs_cis=np.exp(1j * TURN).astype(np.complex64), q=Q, q_rotated=turned_by_metas_code(Q))
    found = check_file(path, LLAMA, "Llama 3.1 8B")
    assert [finding.what for finding in found.findings] == ["freqs_cis", "q"]
    assert found.findings[0].agrees
    assert found.findings[1].differs == {"pairing": "half"}
    assert (found.agrees, found.matches) == (False, True)


def turned_by_metas_code(q):
    pairs = q.reshape(*q.shape[:-1], -1, 2)
    turned = (pairs[..., 0] + 1j * pairs[..., 1]) * np.exp(1j * TURN)
    return np.stack([turned.real, turned.imag], axis=-1).reshape(q.shape)


@pytest.mark.parametrize(
    ("array", "what"),
    [
        (np.exp(1j * TURN), "freqs_cis"),
        (np.stack([np.cos(TURN), np.sin(TURN)], axis=-1), "freqs_cis"),
        (LLAMA.inv_freq, "inv_freq"),
    ],
)
def test_one_array_alone_is_known_by_its_shape(tmp_path, array, what):
    np.save(tmp_path / "one.npy", array)
    found = check_file(tmp_path / "one.npy", LLAMA, "Llama")
    assert [(finding.what, finding.agrees) for finding in found.findings] == [(what, True)]


def test_waves(tmp_path):
    np.save(tmp_path / "waves.npy", sinusoidal(np.arange(30), 512, layout="tensor2tensor").astype(np.float32))
    paper = from_config(model_named("transformer-2017").config)
    found = check_file(tmp_path / "waves.npy", paper, "Transformer")
    assert found.findings[0].differs == {"layout": "interleaved"}


def test_without_a_model_dims_are_those_of_the_arrays(saved, tmp_path):
    q = Q[..., :16]
    turned = rotated(q, np.arange(40.0), frequencies(16, base=500.0), pairing="interleaved")
    found = check_file(saved(q=q, q_rotated=turned), None, "plain", 500.0)
    assert found.findings[0].differs == {"pairing": "half"}
    (tmp_path / "waves.json").write_text(json.dumps({"table": sinusoidal(np.arange(9), 6).tolist()}))
    assert check_file(tmp_path / "waves.json", None, "plain").agrees


@pytest.mark.parametrize(
    ("arrays", "words"),
    [
        ({"other": np.ones(3)}, "mine.npz alone does not tell the dims of a head: name the model, or give --dim"),
        ({"cos": np.ones((3, 4))}, "alone does not tell the dims of a head"),
        ({"q": np.ones((3, 4))}, "holds nothing to hold against rotary positions; known names are positions, inv_freq"),
        ({"inv_freq": np.ones(4) * 1j}, "inv_freq must be real numbers"),
        ({"inv_freq": np.ones(4), "freqs_cis": np.ones((3, 4))}, "freqs_cis must be complex, or end in an axis of 2"),
        ({"inv_freq": np.ones(4), "positions": np.array([np.nan])}, "positions must be numbers"),
    ],
)
def test_refusals(saved, arrays, words):
    with pytest.raises(BadArgument, match=words):
        check_file(saved(**arrays), None, "plain")


def test_encodings_without_such_tables(saved):
    with pytest.raises(
        BadArgument, match="--check is for rotary, sinusoidal, ALiBi and T5 positions; GPT-2's are learned"
    ):
        check_file(saved(cos=np.ones((3, 4))), from_config(model_named("gpt2").config), "GPT-2")


def test_alibi_and_t5_by_name_and_alone(saved, tmp_path):
    bloom, t5 = (from_config(model_named(name).config) for name in ("bloom", "t5-small"))
    bias = biases(bloom.slopes, np.arange(5), np.arange(5), style="key").astype(np.float32)
    found = check_file(saved(slopes=bloom.slopes, bias=bias, more=np.ones(1)), bloom, "BLOOM")
    assert [(finding.what, finding.agrees) for finding in found.findings] == [("slopes", True), ("bias", True)]
    assert (found.encoding, found.ignored) == ("alibi", ["more"])
    ids = buckets(np.arange(9)[None, :] - np.arange(9)[:, None])
    for name, array, model in (("s", bloom.slopes, bloom), ("b", bias, bloom), ("i", ids, t5)):
        np.save(tmp_path / f"{name}.npy", array)
        assert check_file(tmp_path / f"{name}.npy", model, name).agrees
    with pytest.raises(BadArgument, match="save them as table, buckets × heads"):
        check_file(saved(bias=bias), t5, "T5")


def test_a_shape_that_says_nothing(tmp_path):
    np.save(tmp_path / "deep.npy", np.ones((3, 4, 5)))
    with pytest.raises(BadArgument, match=r"has shape \(3, 4, 5\), which says not what it is"):
        check_file(tmp_path / "deep.npy", LLAMA, "Llama")


@given(st.sampled_from([1.0, 1.01, 2.0]))
def test_a_score_is_off_where_theta_is(tmp_path_factory, ratio):
    path = tmp_path_factory.mktemp("theta") / "mine.npz"
    inv_freq = frequencies(128, base=10_000.0 * ratio)
    np.savez(path, q=Q, q_rotated=rotated(Q, np.arange(40.0), inv_freq))
    assert check_file(path, from_config(model_named("llama-2-7b").config), "Llama 2").agrees == (ratio == 1.0)
