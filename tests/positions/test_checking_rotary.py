from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument
from rowspace.positions.catalogue import model_named
from rowspace.positions.checking_rotary import check_frequencies, check_tables
from rowspace.positions.config import from_config
from rowspace.positions.precision import as_kept
from rowspace.positions.rotary import angles

from .golden import golden

ROPE = golden("rope_apply")
TINY = from_config({"model_type": "llama", "head_dim": 8, "rope_theta": ROPE["theta"]})
OSS = from_config(model_named("gpt-oss-20b").config)  # has a scaling and an attention factor
POSITIONS = np.arange(300.0)


def tables(found, *, offset=0.0, factor=True, scaled=True):
    turn = angles(POSITIONS + offset, found.inv_freq if scaled else found.unscaled)
    by = found.attention_factor if factor else 1.0
    return np.cos(turn) * by, np.sin(turn) * by


class TestTables:
    def test_those_of_transformers_agree(self):
        cos, sin = (np.array(ROPE[f"{name}_half"]) for name in ("cos", "sin"))
        found = check_tables(cos, sin, np.array(ROPE["positions"], float), TINY)
        assert found.agrees
        assert found.precision == "float32"
        assert found.choices["columns"] == "concatenated"

    @pytest.mark.parametrize(("offset", "factor", "scaled"), [*product((0.0, 1.0, -1.0), (True, False), (True, False))])
    def test_each_convention_is_named(self, offset, factor, scaled):
        cos, sin = tables(OSS, offset=offset, factor=factor, scaled=scaled)
        found = check_tables(cos, sin, POSITIONS, OSS)
        assert found.precision == "float64"
        assert found.choices["positions"] == {0.0: "as given", 1.0: "one later", -1.0: "one earlier"}[offset]
        assert found.choices["attention factor"] == ("applied" if factor else "left out")
        assert found.choices["scaling"] == ("applied" if scaled else "left out")
        assert set(found.differs) == {
            name
            for name, other in (("positions", offset != 0), ("attention factor", not factor), ("scaling", not scaled))
            if other
        }

    def test_columns_tell_the_pairing(self):
        cos, sin = tables(OSS)
        whole = check_tables(np.concatenate([cos, cos], 1), np.concatenate([sin, sin], 1), None, OSS)
        twice = check_tables(np.repeat(cos, 2, 1), np.repeat(sin, 2, 1), None, OSS)
        assert (whole.choices["columns"], whole.agrees) == ("concatenated", True)
        assert (twice.choices["columns"], twice.differs) == ("repeated", {"columns": "concatenated"})

    def test_transposed_exchanged_and_negative(self):
        cos, sin = tables(OSS)
        assert check_tables(cos.T, sin.T, None, OSS).differs == {"a row": "a position"}
        assert check_tables(sin, cos, None, OSS).differs == {"tables": "as named"}
        assert check_tables(cos, -sin, None, OSS).differs == {"sine": "positive"}

    def test_axes_of_one_and_one_table_alone(self):
        cos, sin = tables(OSS)
        assert check_tables(cos[None, :, None], sin[None, :, None], None, OSS).agrees
        assert check_tables(cos, None, None, OSS).agrees
        assert check_tables(None, sin, None, OSS).agrees

    def test_a_cache_in_bfloat16_agrees_and_angles_in_bfloat16_do_not(self):
        cos, sin = tables(OSS)
        cached = check_tables(as_kept(cos, "bfloat16"), as_kept(sin, "bfloat16"), None, OSS)
        assert (cached.agrees, cached.precision) == (True, "bfloat16")
        turn = as_kept(np.multiply.outer(as_kept(POSITIONS, "bfloat16"), as_kept(OSS.inv_freq, "bfloat16")), "bfloat16")
        assert check_tables(np.cos(turn), np.sin(turn), None, OSS).precision is None

    @pytest.mark.parametrize(
        ("cos", "sin", "positions", "words"),
        [
            (np.ones((3, 4)), np.ones((3, 8)), None, r"cos and sin must have one shape; got \(3, 4\) and \(3, 8\)"),
            (np.ones((3, 5)), None, None, r"must be positions × columns, 5 × 4 or 5 × 8; got shape \(3, 5\)"),
            (np.ones((3, 4)), None, np.arange(4.0), r"4 × 4 or 4 × 8; got shape \(3, 4\)"),
            (np.ones((2, 3, 4)), None, None, r"cos must be positions × columns; got shape \(2, 3, 4\)"),
            (np.ones((0, 4)), None, None, r"cos must be positions × columns; got shape \(0, 4\)"),
        ],
    )
    def test_refusals(self, cos, sin, positions, words):
        with pytest.raises(BadArgument, match=words):
            check_tables(cos, sin, positions, TINY)


class TestFrequencies:
    @pytest.mark.parametrize(
        ("given", "differs"),
        [
            (OSS.inv_freq, {}),
            (OSS.unscaled, {"scaling": "applied"}),
            (1 / OSS.inv_freq, {"unit": "radians a position"}),
            (OSS.wavelengths, {"unit": "radians a position"}),
            (1 / OSS.unscaled, {"unit": "radians a position", "scaling": "applied"}),
        ],
    )
    def test_what_they_are(self, given, differs):
        found = check_frequencies(given.astype(np.float32).astype(float), OSS)
        assert (found.differs, found.precision) == (differs, "float32")

    def test_pairs_that_stand_still_are_left_out(self):
        gemma = from_config(model_named("gemma-4").config)
        assert check_frequencies(gemma.inv_freq, gemma).agrees

    def test_refusal(self):
        with pytest.raises(BadArgument, match=r"inv_freq must have 32 numbers, one a pair of the model; got shape"):
            check_frequencies(np.ones(31), OSS)


@given(st.integers(1, 40), st.integers(0, 10**5), st.sampled_from(["float32", "float16", "bfloat16"]))
def test_whatever_part_of_the_reference_is_given_agrees(count, first, dtype):
    where = np.arange(first, first + count, dtype=np.float64)
    turn = angles(where, OSS.inv_freq)
    cos, sin = (as_kept(wave(turn) * OSS.attention_factor, dtype) for wave in (np.cos, np.sin))
    found = check_tables(cos, sin, where, OSS)
    assert found.agrees
