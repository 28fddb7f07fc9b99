import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rowspace.errors import BadArgument
from rowspace.geometry.pair_measures import lean
from rowspace.operations.bias import OCCUPATIONS, PAIRS, direction
from rowspace.operations.measured_bias import measured_bias
from rowspace.operations.opened import OpenedTable
from tests.tables import make_table

MEASURES = ("direction", "rnd", "ripa")
ENDS = [("man", "woman"), ("king", "queen")]


def test_three_measures_of_a_table_made_by_hand(royal: OpenedTable) -> None:
    """The first dim is gender. Means of unit rows: (a, b, 0) and (−a, b, 0), a = (1 + 2/√13)/2, b = 1.5/√13."""
    a, b = (1 + 2 / 13**0.5) / 2, 1.5 / 13**0.5
    prince = np.array([0.5**0.5, 0.5**0.5])
    expected = {
        "direction": 0.5**0.5,
        "rnd": np.hypot(*(prince - [-a, b])) - np.hypot(*(prince - [a, b])),
        "ripa": 2.0,
    }
    for measure, score in expected.items():
        answer = measured_bias(royal, ENDS, ["prince", "pear", "earl"], measure)
        assert [word.word for word in answer.scores] == ["prince", "pear"]
        assert [word.score for word in answer.scores] == [pytest.approx(score), pytest.approx(0, abs=1e-12)]
        assert answer.mean == pytest.approx(score / 2)
        assert (answer.missing, answer.measure) == (["earl"], measure)
        assert (answer.exact, answer.exchanges) == ((False, 0) if measure == "ripa" else (True, 4))
        assert answer.p_value == (None if measure == "ripa" else 0.5)
        assert answer.explained == (pytest.approx(1) if measure == "direction" else None)


def test_the_direction_is_the_one_of_the_bias_panel(glove: OpenedTable) -> None:
    panel, answer = direction(glove, PAIRS, OCCUPATIONS), measured_bias(glove, PAIRS, OCCUPATIONS, permutations=200)
    assert [(word.word, word.score) for word in answer.scores] == [(word.word, word.score) for word in panel.scores]
    assert (answer.pairs, answer.explained, answer.missing) == (panel.pairs, panel.explained, panel.missing)


@pytest.mark.parametrize("measure", ["direction", "rnd"])
def test_gendered_words_are_beyond_chance_and_a_window_is_not(glove: OpenedTable, measure: str) -> None:
    words = ["actress", "queen", "girl", "table", "window"]
    answer = measured_bias(glove, PAIRS, words, measure)
    chances = {word.word: word.p_value for word in answer.scores}
    assert (answer.exact, answer.exchanges) == (True, 2 ** len(PAIRS))
    assert chances["actress"] is not None
    assert chances["window"] is not None
    assert chances["actress"] < 0.01 < 0.3 < chances["window"]
    drawn = measured_bias(glove, PAIRS, words, measure, permutations=500, seed=2)
    assert (drawn.exact, drawn.exchanges) == (False, 500)
    assert drawn == measured_bias(glove, PAIRS, words, measure, permutations=500, seed=2)


@pytest.mark.parametrize("measure", MEASURES)
def test_one_pair_has_scores_but_no_chances(royal: OpenedTable, measure: str) -> None:
    answer = measured_bias(royal, [("man", "woman")], ["king"], measure)
    assert (answer.p_value, answer.exact, answer.exchanges) == (None, False, 0)
    assert answer.scores[0].p_value is None


def test_what_cannot_be_measured_is_refused(royal: OpenedTable) -> None:
    with pytest.raises(BadArgument, match='Measure "mac" is not known; measures are direction, rnd, ripa'):
        measured_bias(royal, ENDS, ["pear"], "mac")
    with pytest.raises(BadArgument, match="royal has none of the words to measure"):
        measured_bias(royal, ENDS, ["earl"])
    with pytest.raises(BadArgument, match="No pair is left"):
        measured_bias(royal, [("he", "she")], ["pear"], "rnd")
    with pytest.raises(BadArgument, match="permutations is 1 or more and seed 0 or more; got 0 and 0"):
        measured_bias(royal, ENDS, ["pear"], permutations=0)


@settings(max_examples=25)
@given(st.integers(0, 10_000), st.sampled_from(MEASURES), st.integers(1, 3))
def test_scores_are_those_of_the_rows_and_chances_are_chances(seed: int, measure: str, pairs: int) -> None:
    tokens = [f"t{at}" for at in range(2 * pairs + 3)]
    table = make_table(tokens, np.random.default_rng(seed).standard_normal((len(tokens), 4)))
    ends, words = [(tokens[2 * at], tokens[2 * at + 1]) for at in range(pairs)], tokens[2 * pairs :]
    answer = measured_bias(table, ends, words, measure)
    rows = table.rows[:]
    expected = lean(rows[0 : 2 * pairs : 2], rows[1 : 2 * pairs : 2], rows[2 * pairs :], measure)  # type: ignore[arg-type]
    assert {word.word: word.score for word in answer.scores} == pytest.approx(dict(zip(words, expected, strict=True)))
    assert answer.mean == pytest.approx(expected.mean())
    assert all(word.p_value is None or 0 < word.p_value <= 1 for word in answer.scores)
