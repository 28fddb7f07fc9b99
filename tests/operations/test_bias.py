import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rowspace.errors import BadArgument
from rowspace.operations.bias import OCCUPATIONS, PAIRS, WEAT_TESTS, direction, own_test, weat
from rowspace.operations.opened import OpenedTable
from tests.tables import make_table

CROWNS = {"x": ["king", "prince"], "y": ["apple", "pear"], "a": ["man"], "b": ["woman"], "name": "crowns"}


def test_gender_of_a_table_made_by_hand(royal: OpenedTable) -> None:
    """In these rows the first dim is gender, so he − she is (1, 0, 0) and a score is that dim ÷ the row's length."""
    answer = direction(royal, [("man", "woman"), ("king", "queen")], ["pear", "queen", "prince", "#0", "crown"])
    assert answer.pairs == [("man", "woman"), ("king", "queen")]
    assert answer.explained == pytest.approx(1)
    assert answer.missing == ["crown"]
    assert [score.word for score in answer.scores] == ["prince", "#0", "pear", "queen"]
    assert [score.id for score in answer.scores] == [4, 0, 6, 1]
    assert [score.score for score in answer.scores] == pytest.approx([0.5**0.5, 2 / 13**0.5, 0, -2 / 13**0.5])


def test_what_is_missing_is_dropped_and_listed(royal: OpenedTable) -> None:
    answer = direction(royal, [("he", "she"), ("man", "woman"), ("man", "she")], ["he", "king", "king"])
    assert answer.pairs == [("man", "woman")]
    assert answer.missing == ["he", "she"]
    assert [score.word for score in answer.scores] == ["king"]


def test_occupations_lean_as_the_text_they_were_learned_from(glove: OpenedTable) -> None:
    answer = direction(glove, PAIRS, OCCUPATIONS)
    order = [score.word for score in answer.scores]
    assert (len(order), answer.missing) == (len(OCCUPATIONS), [])
    assert order.index("captain") < 10
    assert order.index("nurse") > len(order) - 10
    assert [score.score for score in answer.scores] == sorted((score.score for score in answer.scores), reverse=True)


def test_pairs_that_make_no_direction_are_refused(royal: OpenedTable) -> None:
    with pytest.raises(BadArgument, match="The pair man:man is one word twice"):
        direction(royal, [("man", "man")], ["king"])
    with pytest.raises(BadArgument, match=r"No pair is left to make a direction: royal lacks he, she\. Give pairs"):
        direction(royal, [("he", "she"), ("he", "man")], ["king"])
    with pytest.raises(BadArgument, match=r"No pair is left to make a direction\. Give pairs"):
        direction(royal, [], ["king"])
    with pytest.raises(BadArgument, match='The row of "b" holds a number that is not finite'):
        direction(make_table(["a", "b"], [[1, 2], [np.nan, 1]]), [("a", "b")], [])


def test_association_worked_by_hand(royal: OpenedTable) -> None:
    """Associations with man and woman are twice the cosine with the first dim: king 4/√13, prince √2, fruit 0."""
    answer = weat(royal, CROWNS)
    king, prince = 4 / 13**0.5, 2**0.5
    assert answer.statistic == pytest.approx(king + prince)
    assert answer.effect_size == pytest.approx((king + prince) / 2 / np.std([king, prince, 0, 0]))
    assert (answer.name, answer.p_value, answer.exact, answer.permutations) == ("crowns", 1 / 6, True, 6)
    assert (answer.x, answer.y, answer.a, answer.b) == (["king", "prince"], ["apple", "pear"], ["man"], ["woman"])
    assert weat(royal, own_test(CROWNS)) == answer


def test_missing_words_are_dropped_and_the_longer_side_is_cut(royal: OpenedTable) -> None:
    answer = weat(royal, {**CROWNS, "x": ["earl", "king", "king", "prince", "queen"], "a": ["he", "man"]})
    assert answer.missing == ["earl", "he"]
    assert answer.left_out == ["queen"]
    assert (answer.x, answer.y, answer.a) == (["king", "prince"], ["apple", "pear"], ["man"])
    assert weat(royal, {**CROWNS, "y": ["apple", "pear", "queen"]}).left_out == ["queen"]


@pytest.mark.parametrize("name", [test.name for test in WEAT_TESTS])
def test_glove_repeats_what_the_paper_found(glove: OpenedTable, name: str) -> None:
    answer = weat(glove, name)
    assert answer.effect_size > 0.9
    assert answer.p_value < 0.05
    assert (answer.exact, answer.permutations) == (False, 10_000)
    assert len(answer.x) == len(answer.y) >= 8
    assert answer == weat(glove, name)


def test_sets_that_are_too_small_are_refused(royal: OpenedTable) -> None:
    with pytest.raises(BadArgument, match=r"crowns needs 2 or more words in y and has 1; royal lacks fig\. Give lists"):
        weat(royal, {**CROWNS, "y": ["apple", "fig"]})
    with pytest.raises(BadArgument, match=r"crowns needs 1 or more words in b and has 0; royal lacks she"):
        weat(royal, {**CROWNS, "b": ["she"]})
    with pytest.raises(BadArgument, match=r"crowns needs 2 or more words in x and has 1\. Give lists"):
        weat(royal, {**CROWNS, "x": ["king"]})
    with pytest.raises(BadArgument, match="no association test"):
        weat(royal, "crowns.json")
    with pytest.raises(BadArgument, match="permutations is 1 or more and seed 0 or more; got 0 and 0"):
        weat(royal, CROWNS, 0)


@settings(deadline=None)
@given(st.integers(0, 500), st.integers(2, 5), st.integers(1, 400))
def test_a_chance_is_above_zero_and_at_most_one(seed: int, size: int, permutations: int) -> None:
    tokens = [f"{key}{at}" for key in "xyab" for at in range(size)]
    table = make_table(tokens, np.random.default_rng(seed).standard_normal((len(tokens), 4)))
    lists = {key: [token for token in tokens if token[0] == key] for key in "xyab"}
    answer = weat(table, lists, permutations, seed)
    other = weat(table, {**lists, "x": lists["y"], "y": lists["x"]}, permutations, seed)
    assert 0 < answer.p_value <= 1
    assert other.effect_size == pytest.approx(-answer.effect_size)
    assert other.statistic == pytest.approx(-answer.statistic)
