from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument
from rowspace.positions.catalogue import model_named
from rowspace.positions.checking_vectors import check_vectors
from rowspace.positions.config import from_config
from rowspace.positions.pairing import converted
from rowspace.positions.rotary import rotated

from .golden import golden

ROPE = golden("rope_apply")
TINY = from_config({"model_type": "llama", "head_dim": 8, "rope_theta": ROPE["theta"]})
OSS = from_config(model_named("gpt-oss-20b").config)
WHERE = np.arange(5.0, 25.0)
Q = np.random.default_rng(0).standard_normal((2, 3, 20, 64))


def turned(**how):
    given = {"pairing": "half", "attention_factor": OSS.attention_factor, **how}
    return rotated(Q, given.pop("where", WHERE), given.pop("inv_freq", OSS.inv_freq), **given)


@pytest.mark.parametrize("pairing", ["half", "interleaved"])
@pytest.mark.parametrize("name", ["q", "k"])
def test_vectors_turned_by_transformers(name, pairing):
    where = np.array(ROPE["positions"], float)
    vectors = np.tile(ROPE[name], (len(where), 1))
    found, axis = check_vectors(name, vectors, np.array(ROPE[f"{name}_{pairing}"]), where, TINY)
    assert found.choices["pairing"] == pairing
    assert found.precision == "float32"
    assert found.agrees == (pairing == "half")
    assert axis == 0


@pytest.mark.parametrize(
    ("given", "differs"),
    [
        (turned(), {}),
        (turned(pairing="interleaved"), {"pairing": "half"}),
        (turned(where=WHERE + 1), {"positions": "as given"}),
        (turned(where=-WHERE), {"direction": "forward"}),
        (turned(attention_factor=1.0), {"attention factor": "applied"}),
        (turned(inv_freq=OSS.unscaled), {"scaling": "applied"}),
        (converted(turned(), to="interleaved"), {"written": "in the order read"}),
        (
            converted(turned(pairing="interleaved", where=WHERE - 1), to="half"),
            {"pairing": "half", "written": "in the order read", "positions": "as given"},
        ),
    ],
)
def test_each_convention_is_named(given, differs):
    found, axis = check_vectors("q", Q, given, WHERE, OSS)
    assert (found.differs, found.precision, axis) == (differs, "float64", 2)


def test_positions_may_run_along_another_axis():
    moved, result = np.moveaxis(Q, 2, 1), np.moveaxis(turned(where=np.arange(20.0)), 2, 1)
    found, axis = check_vectors("q", moved, result, None, OSS)
    assert (found.agrees, axis) == (True, 1)


def test_dims_that_do_not_turn_may_come_first_or_last():
    still = np.random.default_rng(1).standard_normal((2, 3, 20, 32))
    before = check_vectors("q", np.concatenate([still, Q], -1), np.concatenate([still, turned()], -1), WHERE, OSS)[0]
    after = check_vectors("q", np.concatenate([Q, still], -1), np.concatenate([turned(), still], -1), WHERE, OSS)[0]
    assert (before.differs, after.differs) == ({"turned dims": "the first"}, {})


def test_one_vector_and_its_position():
    found, _ = check_vectors("q", np.array(ROPE["q"]), rotated(ROPE["q"], 7, TINY.inv_freq), np.array([7.0]), TINY)
    assert found.agrees


def test_what_is_no_rotation_matches_nothing():
    found, _ = check_vectors("q", Q, Q * 1.5, WHERE, OSS)
    assert found.precision is None


def test_vectors_at_position_zero_cannot_tell_the_pairing():
    found, _ = check_vectors("q", Q[0, 0, :1], Q[0, 0, :1], np.zeros(1), TINY_64)
    assert found.agrees
    assert {"pairing": "interleaved"}.items() <= found.also[-1].items() or len(found.also) > 1


TINY_64 = from_config({"model_type": "llama", "head_dim": 64})


@pytest.mark.parametrize(
    ("vectors", "result", "positions", "words"),
    [
        (Q, Q[..., :32], None, "q and q_rotated must have one shape"),
        (Q[..., :32], Q[..., :32], None, "q must have 64 dims or more"),
        (Q, Q, np.arange(7.0), r"no axis is as long as the 7 positions"),
    ],
)
def test_refusals(vectors, result, positions, words):
    with pytest.raises(BadArgument, match=words):
        check_vectors("q", vectors, result, positions, OSS)


@given(st.sampled_from(["half", "interleaved"]), st.integers(0, 1000), st.integers(2, 20), st.booleans())
def test_the_pairing_is_found_wherever_vectors_stand(pairing, first, count, halved):
    where = np.arange(first, first + count, dtype=np.float64)
    vectors = np.random.default_rng(first).standard_normal((count, 64))
    result = rotated(vectors, where, OSS.inv_freq, pairing=pairing, attention_factor=OSS.attention_factor)
    if halved:
        result = result.astype(np.float16).astype(np.float64)
    found, _ = check_vectors("q", vectors, result, where, OSS)
    assert found.choices["pairing"] == pairing
    # far out, angles in float32 are off by as much as the rounding to float16
    assert found.precision in ({"float16", "float32"} if halved else {"float64"})
