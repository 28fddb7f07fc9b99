import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rowspace.errors import BadArgument, UnknownToken
from rowspace.operations.axes import axes
from rowspace.operations.bias import OCCUPATIONS, PAIRS, direction
from rowspace.operations.opened import OpenedTable
from tests.tables import make_table


def test_gender_across_and_rank_up_in_a_table_made_by_hand(royal: OpenedTable) -> None:
    """Man − woman is (1, 0, 0); king − man, both of length 1, is (2/√13 − 1, 3/√13, 0): rank, and a little gender."""
    answer = axes(royal, [("man", "woman")], [("king", "man")], ["prince", "queen", "pear", "#0"])
    up = np.array([2 / 13**0.5 - 1, 3 / 13**0.5, 0])
    up /= np.linalg.norm(up)
    rows = royal.rows[[4, 1, 6, 0]].astype(float)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    np.testing.assert_allclose(answer.coordinates, np.stack([rows[:, 0], rows @ up], axis=1), atol=1e-6)
    assert answer.tokens == ["prince", "queen", "pear", "king"]
    assert answer.cosine == pytest.approx(up[0])
    assert answer.x.gap == pytest.approx(2)
    across = royal.rows[:][:, 0] / np.linalg.norm(royal.rows[:], axis=1)
    assert answer.x.spread == pytest.approx(across.std(), rel=1e-6)
    assert answer.x.separation == pytest.approx(2 / across.std(), rel=1e-6)
    assert (answer.x.held_out, answer.rows_measured) == (None, 7)


def test_a_coordinate_is_the_score_of_the_bias_panel(glove: OpenedTable) -> None:
    answer = axes(glove, PAIRS, [("young", "old"), ("youth", "elder")], OCCUPATIONS)
    scores = {score.word: score.score for score in direction(glove, PAIRS, OCCUPATIONS).scores}
    np.testing.assert_allclose(answer.coordinates[:, 0], [scores[token] for token in answer.tokens], atol=1e-6)
    assert answer.x.explained == direction(glove, PAIRS, []).explained
    assert answer.x.held_out == 0.9  # all but guy and gal
    assert answer.x.separation > 2.5
    assert abs(answer.cosine) < 0.5


def test_words_that_name_nothing_in_common_are_not_separated() -> None:
    rows = np.random.default_rng(0).standard_normal((400, 60))
    table = make_table([f"t{at}" for at in range(400)], rows)
    pairs = [(f"t{at}", f"t{at + 40}") for at in range(40)]
    answer = axes(table, pairs, [("t0", "t1")])
    assert answer.x.held_out is not None
    assert answer.x.held_out < 0.8
    assert answer.x.separation < answer.y.separation / 2


def test_all_rows_a_sample_or_the_lesson(glove: OpenedTable) -> None:
    x, y = [("he", "she")], [("young", "old")]
    assert len(axes(glove, x, y).tokens) == 39
    assert len(axes(glove, x, y, sample=50, seed=1).tokens) == 50
    whole = axes(glove, x, y, all_rows=True)
    some = axes(glove, x, y, ["cat", "dog", *whole.tokens[100:110]])
    np.testing.assert_allclose(whole.coordinates[100:110], some.coordinates[2:], atol=1e-6)


def test_what_is_missing_is_listed_and_what_cannot_be_is_refused(royal: OpenedTable) -> None:
    answer = axes(royal, [("man", "woman"), ("he", "she")], [("king", "he"), ("king", "man")])
    assert answer.missing == ["he", "she"]
    assert (answer.x.pairs, answer.y.pairs) == ([("man", "woman")], [("king", "man")])
    with pytest.raises(BadArgument, match="No pair is left to make a direction: royal lacks he, she"):
        axes(royal, [("he", "she")], [("king", "man")])
    with pytest.raises(BadArgument, match="The pair man:man is one word twice"):
        axes(royal, [("man", "woman")], [("man", "man")])
    with pytest.raises(UnknownToken, match='"kin" is not in royal'):
        axes(royal, [("man", "woman")], [("king", "man")], ["king", "kin", "man"])


@settings(max_examples=30)
@given(st.integers(0, 10_000))
def test_turning_an_axis_round_mirrors_the_picture(seed: int) -> None:
    tokens = [f"t{at}" for at in range(9)]
    table = make_table(tokens, np.random.default_rng(seed).standard_normal((9, 4)))
    x, y = [("t0", "t1"), ("t2", "t3")], [("t4", "t5")]
    first, turned = axes(table, x, y), axes(table, [(b, a) for a, b in x], y)
    np.testing.assert_allclose(turned.coordinates * [-1, 1], first.coordinates, atol=1e-6)
    assert (np.abs(first.coordinates) <= 1 + 1e-6).all()
    assert turned.x.separation == pytest.approx(first.x.separation)
    assert turned.x.held_out == first.x.held_out
    assert turned.cosine == pytest.approx(-first.cosine)
