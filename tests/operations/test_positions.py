from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument, UnknownToken
from rowspace.operations.positions import clocks, learned, order, rotary, sinusoidal
from rowspace.rows import ArrayRows
from rowspace.table import Source, Table, Tokens

GOLDEN = Path(__file__).parents[1] / "golden" / "positions"
ROPE = json.loads((GOLDEN / "rope_apply.json").read_text("utf-8"))
WORDS = ("the", "cat", "sat", "on", "mat", "dog", "bites", "man")


def table(positions=None, dim=16):
    rows = np.random.default_rng(5).normal(size=(len(WORDS), dim)).astype(np.float32)
    source = Source("tiny", "native", "rows")
    return Table(name="tiny", tokens=Tokens.of(WORDS), rows=ArrayRows(rows), source=source, positions=positions)


@pytest.fixture(scope="module")
def minilm():
    from rowspace.operations.open import open_table

    return open_table("minilm")


class TestSinusoidal:
    def test_a_row_is_a_fingerprint_and_likeness_runs_along_diagonals(self):
        drawn = sinusoidal(64, 40)
        assert drawn.values.shape == (40, 64)
        assert drawn.similarity.shape == (40, 40)
        np.testing.assert_allclose(drawn.similarity[3, 10], drawn.similarity[20, 27], atol=1e-6)
        np.testing.assert_allclose(np.diag(drawn.similarity), 1, atol=1e-6)
        assert len(drawn.wavelengths) == 32
        assert drawn.wavelengths[0] == pytest.approx(2 * np.pi)

    @pytest.mark.parametrize("length", [0, 10**9, "40"])
    def test_a_length_out_of_bounds_is_refused(self, length):
        with pytest.raises(BadArgument, match="length must be a whole number from 1 to 8,192"):
            sinusoidal(64, length)


class TestClocks:
    def test_hands_of_eight_dims_at_position_five(self):
        drawn = clocks(8, 5)
        assert [hand.pair for hand in drawn.hands] == [0, 1, 2, 3]
        assert [hand.angle for hand in drawn.hands] == pytest.approx([5, 0.5, 0.05, 0.005])
        assert drawn.hands[0].sine == pytest.approx(np.sin(5))

    def test_the_fastest_and_the_slowest_are_always_shown(self):
        drawn = clocks(512, 100, pairs=6)
        assert [hand.pair for hand in drawn.hands] == [0, 51, 102, 153, 204, 255]

    @given(st.floats(-1e6, 1e6), st.integers(1, 200))
    def test_a_hand_lies_on_the_circle(self, position, half):
        for hand in clocks(2 * half, position).hands:
            assert hand.sine**2 + hand.cosine**2 == pytest.approx(1)
            assert hand.frequency * hand.wavelength == pytest.approx(2 * np.pi)


class TestRotary:
    @pytest.mark.parametrize(
        ("positions", "pairing", "score"),
        [
            ((3, 7), "half", -2.2618),
            ((10, 14), "half", -2.2618),
            ((0, 4), "half", -2.2618),
            ((7, 3), "half", -3.9192),
            ((3, 7), "interleaved", -4.5879),
        ],
    )
    def test_scores_of_the_reference_vectors(self, positions, pairing, score):
        turned = rotary(ROPE["q"], ROPE["k"], positions, 8, pairing=pairing)
        assert turned.score == pytest.approx(score, abs=5e-5)
        assert sum(pair.contribution for pair in turned.pairs) == pytest.approx(turned.score)
        assert turned.curve_scores[turned.curve_gaps.index(turned.gap)] == pytest.approx(turned.score)

    def test_vectors_and_angles_are_those_of_the_reference(self):
        turned = rotary(ROPE["q"], ROPE["k"], (3, 7))
        index = ROPE["positions"].index
        np.testing.assert_allclose(turned.q_rotated, ROPE["q_half"][index(3)], atol=1e-6)
        np.testing.assert_allclose(turned.k_rotated, ROPE["k_half"][index(7)], atol=1e-6)
        assert turned.pairs[1].angle_k == pytest.approx(0.7)

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            ({"q": [1.0]}, "q must be a list of 8 numbers, one a dim; got 1"),
            ({"k": [float("nan")] * 8}, "each number of k must be a number from -1e.09 to 1e.09; got nan"),
            ({"dim": 7}, "dim must be an even whole number"),
            ({"positions": (3, float("inf"))}, "position must be a number .* got inf"),
            ({"pairing": "quarter"}, 'half, interleaved; got "quarter"'),
        ],
    )
    def test_refusals_name_what_was_got_and_what_is_allowed(self, arguments, words):
        with pytest.raises(BadArgument, match=words):
            rotary(**{"q": ROPE["q"], "k": ROPE["k"], "positions": (3, 7), "dim": 8, **arguments})


class TestLearned:
    def test_minilm_ripples_and_its_first_row_stands_out(self, minilm):
        drawn = learned(minilm)
        assert (drawn.positions, drawn.dim) == (512, 384)
        assert drawn.norms[0] == pytest.approx(2.36, abs=0.005)
        assert 0.415 <= np.quantile(drawn.norms, 0.1) <= np.quantile(drawn.norms, 0.9) <= 0.495
        assert drawn.period == pytest.approx(5.7, abs=0.05)
        assert drawn.values.shape == (512, 384)

    def test_curve_equals_the_reference(self, minilm):
        reference = json.loads((GOLDEN / "learned_positions_minilm.json").read_text("utf-8"))
        drawn = learned(minilm, gap_max=511)
        for gap, cosine in reference["mean_cosine_by_gap"].items():
            assert drawn.cosine_by_gap[int(gap)] == pytest.approx(cosine, abs=1e-4)
        np.testing.assert_allclose(drawn.values[:4, :6], reference["rows_first4x6"], atol=1e-4)

    def test_a_table_without_says_which_has_them(self):
        with pytest.raises(BadArgument, match=r"tiny has no learned positions; of the shipped tables minilm has 512"):
            learned(table())

    def test_a_short_table_has_the_gaps_it_has(self):
        drawn = learned(table(ArrayRows(np.random.default_rng(0).normal(size=(5, 16)))))
        assert drawn.gaps == [0, 1, 2, 3, 4]
        assert drawn.period is None


class TestOrder:
    SENTENCES = ("dog bites man", "man bites dog")

    def test_without_positions_both_orders_are_one_bag(self):
        drawn = order(table(), self.SENTENCES, "none")
        assert drawn.same_bag
        assert drawn.same_inputs
        assert all((piece.x0, piece.y0) == (piece.x1, piece.y1) for view in drawn.sentences for piece in view.pieces)

    @pytest.mark.parametrize("encoding", ["sinusoidal", "learned"])
    def test_with_positions_they_differ(self, encoding):
        positions = ArrayRows(np.random.default_rng(1).normal(size=(9, 16)))
        drawn = order(table(positions), self.SENTENCES, encoding)
        assert drawn.same_bag
        assert not drawn.same_inputs
        assert drawn.scaled_by == (4.0 if encoding == "sinusoidal" else 1.0)

    def test_the_same_word_twice_splits_into_two_dots(self):
        drawn = order(table(), ["the cat sat on the mat"])
        first, second = (piece for piece in drawn.sentences[0].pieces if piece.token == "the")
        assert (first.x0, first.y0) == pytest.approx((second.x0, second.y0))
        assert abs(first.x1 - second.x1) + abs(first.y1 - second.y1) > 0.1

    def test_dots_equal_those_of_scikit_learn_up_to_sign(self):
        from sklearn.decomposition import PCA

        words, dim = ["the", "cat", "sat", "on", "the", "mat"], 16
        drawn = order(table(dim=dim), [" ".join(words)])
        rows = table(dim=dim).rows[[WORDS.index(word) for word in words]].astype(np.float64) * 4
        waves = sinusoidal(dim, len(words)).values
        fitted = PCA(2).fit(np.concatenate([rows, rows + waves]))
        expected = fitted.transform(rows + waves)
        got = np.array([[piece.x1, piece.y1] for piece in drawn.sentences[0].pieces])
        np.testing.assert_allclose(np.abs(got), np.abs(expected), atol=1e-5)
        np.testing.assert_allclose(drawn.explained, fitted.explained_variance_ratio_, atol=1e-6)

    def test_words_of_a_bert_table_start_after_cls(self, minilm):
        (view,) = order(minilm, ["dog bites man"], "learned").sentences
        assert [piece.position for piece in view.pieces] == [1, 2, 3]
        (view,) = order(minilm, ["dog bites man"], "sinusoidal").sentences
        assert [piece.position for piece in view.pieces] == [0, 1, 2]

    def test_one_more_word_is_another_bag(self):
        assert not order(table(), ["dog bites man", "dog bites the man"], "none").same_bag

    def test_a_word_the_table_lacks_is_named_with_near_spellings(self):
        with pytest.raises(UnknownToken, match=r'"cut" is not in tiny .* Nearest spellings: "cat"'):
            order(table(), ["the cut sat"])

    @pytest.mark.parametrize(
        ("sentences", "encoding", "words"),
        [
            ([], "none", "sentences must have 1 to 512 tokens of the table together; got 0"),
            (["the " * 600], "none", "got 600"),
            (["the cat"], "learned", "tiny has no learned positions"),
            (["the cat"], "rotary", 'none, sinusoidal, learned; got "rotary"'),
        ],
    )
    def test_refusals(self, sentences, encoding, words):
        with pytest.raises(BadArgument, match=words):
            order(table(), sentences, encoding)

    def test_there_is_no_row_past_the_end_of_a_learned_table(self):
        with pytest.raises(BadArgument, match="tiny learned 3 positions and the longest sentence has 4 tokens"):
            order(table(ArrayRows(np.ones((3, 16)))), ["the cat sat on"], "learned")

    def test_one_token_alone_is_drawn(self):
        (view,) = order(table(), ["cat"]).sentences
        assert np.isfinite([view.pieces[0].x1, view.pieces[0].y1]).all()

    @given(st.permutations(list(WORDS)))
    def test_any_order_of_the_same_words_is_the_same_bag(self, words):
        drawn = order(table(), [" ".join(WORDS), " ".join(words)])
        assert drawn.same_bag
        assert drawn.same_inputs == (list(words) == list(WORDS))
