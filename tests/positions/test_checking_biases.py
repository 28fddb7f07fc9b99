"""ALiBi and T5 biases of one's own: every convention is told apart, and the model's own agrees."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument
from rowspace.positions.alibi import biases, slopes
from rowspace.positions.checking_alibi import check_alibi, check_slopes
from rowspace.positions.checking_buckets import check_bucket_biases, check_buckets
from rowspace.positions.checking_scores import scores_of
from rowspace.positions.config import from_config
from rowspace.positions.precision import bfloat16
from rowspace.positions.relative import biases as learned_biases

from .golden import golden

HEADS = golden("alibi")["cases"]
ROWS = golden("alibi")["bias_rows"]
BUCKETS = golden("t5_buckets")["cases"]
PLACES = np.arange(12)


def alibi(heads, model_type="bloom", **more):
    return from_config({"model_type": model_type, "num_attention_heads": heads, **more})


def t5(*, decoder=False, buckets=32, distance=128):
    keys = {"relative_attention_num_buckets": buckets, "relative_attention_max_distance": distance}
    return from_config({"model_type": "t5", **keys}, layer="decoder" if decoder else "encoder")


class TestAlibi:
    @pytest.mark.parametrize("case", HEADS, ids=lambda case: str(case["heads"]))
    def test_slopes_of_published_code_agree_at_any_head_count(self, case):
        for name in ("bloom_slopes", "mpt_slopes", "paper_code_float64"):
            assert check_slopes(np.array(case[name]), alibi(case["heads"])).agrees

    @pytest.mark.parametrize(
        ("made", "differs"),
        [
            (lambda own: np.exp2(-8 * np.arange(1, 13) / 12), {"heads"}),
            (lambda own: slopes(16)[:12], {"heads"}),
            (lambda own: own[::-1], {"order of heads"}),
            (lambda own: -own, {"sign"}),
            (lambda own: own * 2, {"exponents"}),
        ],
        ids=["one series", "cut", "reversed", "sign", "from 0"],
    )
    def test_each_rule_for_the_heads_is_named(self, made, differs):
        match = check_slopes(made(slopes(12)), alibi(12))
        assert (set(match.differs), match.matches, match.agrees) == (differs, True, False)

    @pytest.mark.parametrize(("family", "stored"), [("bloom", "bloom_style"), ("mpt", "mpt_style")])
    def test_rows_of_transformers(self, family, stored):
        given = np.array(ROWS[stored]).reshape(8, 1, 6)
        own = alibi(8, family, attn_config={"alibi": True})
        for shape in (given, given[None], given[:, 0], np.tile(given, (3, 1, 1))):
            assert check_alibi(scores_of(shape, 8, None), own).agrees
        other = check_alibi(scores_of(given, 8, None), replace(own, style="gap"))
        assert (other.matches, set(other.differs)) == (True, {"stored as"} if family == "bloom" else set())

    @pytest.mark.parametrize("style", ["gap", "key", "last"])
    def test_how_it_is_stored(self, style):
        given = biases(slopes(6), PLACES, PLACES, style=style)
        match = check_alibi(scores_of(given, 6, None), replace(alibi(6), style="gap"))
        assert match.matches
        assert match.differs == ({} if style == "gap" else {"stored as": "slope × (key − query)"})

    def test_causal_and_symmetric(self):
        own, gaps = replace(alibi(4), style="gap"), PLACES[None, :] - PLACES[:, None]
        seen = {
            "as the formula has it": gaps,
            "as keys behind": -np.abs(gaps),
            "zero": np.minimum(gaps, 0),
            "masked": np.where(gaps > 0, -np.inf, gaps),
        }
        for name, offsets in seen.items():
            match = check_alibi(scores_of(slopes(4)[:, None, None] * offsets, 4, None), own)
            assert match.choices["keys ahead"] == name
            assert match.agrees == (name in ("as the formula has it", "masked"))

    def test_a_few_queries_stand_at_the_end_or_at_the_start(self):
        own = replace(alibi(4), style="gap")
        for first, where in ((9, "end"), (0, "start")):
            given = biases(slopes(4), np.arange(first, first + 3), PLACES)
            match = check_alibi(scores_of(given, 4, None), own)
            assert match.choices["queries stand"] == f"at the {where} of the keys"
            assert match.agrees == (where == "end")

    def test_falcon_rounds_its_slopes(self):
        own = alibi(71, "falcon", alibi=True, hidden_size=4544)
        assert check_slopes(bfloat16(slopes(71)), own).agrees
        assert check_slopes(slopes(71), own).differs == {"slopes": "rounded to bfloat16"}

    @given(st.integers(1, 40), st.integers(1, 9), st.integers(1, 9))
    def test_the_models_own_always_agrees(self, heads, queries, more):
        keys = np.arange(queries + more)
        given = biases(slopes(heads), keys[more:], keys).astype(np.float32).astype(np.float64)
        assert check_alibi(scores_of(given, heads, None), replace(alibi(heads), style="gap")).agrees

    def test_numbers_of_no_rule(self):
        given = np.random.default_rng(0).standard_normal((4, 9, 9))
        assert not check_alibi(scores_of(given, 4, None), alibi(4)).matches


class TestBuckets:
    @pytest.mark.parametrize("case", BUCKETS, ids=lambda case: f"{case['num_buckets']}-{case['max_distance']}")
    def test_buckets_of_transformers(self, case):
        gaps = np.arange(case["relative_position_from"], case["relative_position_to"] + 1.0)
        own = t5(decoder=not case["bidirectional"], buckets=case["num_buckets"], distance=case["max_distance"])
        given = np.array(case["buckets"], float)
        assert check_buckets(given, gaps, None, own).agrees
        other = check_buckets(given, gaps, None, replace(own, bidirectional=not own.bidirectional))
        assert (other.matches, set(other.differs)) == (True, {"buckets for"})

    @pytest.mark.parametrize(
        ("own", "made", "differs"),
        [
            (t5(), t5(decoder=True), {"buckets for"}),
            (t5(), t5(distance=256), {"max distance"}),
            (t5(decoder=True), t5(buckets=64, decoder=True), {"number of buckets"}),
        ],
    )
    def test_each_setting_is_named(self, own, made, differs):
        places = np.arange(300)
        ids = learned_biases(
            np.arange(made.buckets)[:, None],
            places,
            places,
            max_distance=made.max_distance,
            bidirectional=made.bidirectional,
        )[0]
        match = check_buckets(ids, None, None, own)
        assert (set(match.differs), match.matches) == (differs, True)
        flipped = check_buckets(ids.T, None, None, own)
        assert set(flipped.differs) == differs | {"gap"}

    @pytest.mark.parametrize("layout", ["heads first", "heads last", "a batch"])
    def test_biases_from_their_table(self, layout):
        table = np.random.default_rng(1).standard_normal((32, 6)).astype(np.float32).astype(np.float64)
        given = learned_biases(table, np.arange(40), np.arange(40))
        laid = {"heads first": given, "heads last": np.moveaxis(given, 0, 2), "a batch": given[None]}[layout]
        assert check_bucket_biases(scores_of(laid, 6, None), table, t5()).agrees
        other = check_bucket_biases(scores_of(laid, 6, None), table, t5(decoder=True))
        assert other.differs == {"buckets for": "keys before the query"}


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda: check_slopes(np.ones(7), alibi(8)), r"slopes must be 8 numbers, one a head; got shape \(7,\)\."),
        (
            lambda: scores_of(np.ones((7, 2, 2)), 8, None),
            r"heads × queries × keys with 8 heads; got shape \(7, 2, 2\)\.",
        ),
        (lambda: scores_of(np.ones((8, 3, 2)), 8, None), r"bias has 3 queries and 2 keys; got 2 positions\."),
        (lambda: scores_of(np.full((2, 1, 2), np.nan), 2, None), r"bias must be finite, but for keys after the query"),
        (lambda: scores_of(np.arange(8.0).reshape(4, 1, 2), 2, None), r"same for each of its 2 texts"),
        (lambda: check_buckets(np.ones(5), None, None, t5()), r"queries × keys, or stand beside gaps of one shape"),
        (lambda: check_buckets(np.ones(5), np.ones(4), None, t5()), r"buckets and gaps must have one shape"),
        (lambda: check_buckets(np.ones((5, 4)), None, None, t5()), r"buckets are 5 × 4; got 4 positions\."),
        (
            lambda: check_bucket_biases(scores_of(np.ones((2, 1, 3)), 2, None), np.ones((16, 2)), t5()),
            r"table must be buckets × heads, 32 × 2; got shape \(16, 2\)\.",
        ),
    ],
)
def test_shapes_that_do_not_fit(ask, words):
    with pytest.raises(BadArgument, match=words):
        ask()
