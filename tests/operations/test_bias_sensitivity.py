import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rowspace.errors import BadArgument
from rowspace.operations.bias import OCCUPATIONS, PAIRS, WEAT_TESTS, weat
from rowspace.operations.bias_sensitivity import bias_sensitivity, weat_sensitivity
from rowspace.operations.measured_bias import measured_bias
from rowspace.operations.opened import OpenedTable
from tests.tables import make_table

MEASURES = ("direction", "rnd", "ripa")
CROWNS = {"x": ["king", "prince"], "y": ["apple", "pear"], "a": ["man"], "b": ["woman"], "name": "crowns"}


def test_an_odd_pair_is_found_by_dropping_it(royal: OpenedTable) -> None:
    """Without king:apple what is left is man − woman, the first dim: queen's score falls back to −2/√13."""
    answer = bias_sensitivity(royal, [("man", "woman"), ("king", "apple")], ["queen", "prince"])
    drops = {(drop.kind, drop.dropped): drop for drop in answer.drops}
    assert set(drops) == {("pair", "man:woman"), ("pair", "king:apple"), ("word", "queen"), ("word", "prince")}
    odd = drops["pair", "king:apple"]
    assert odd.after == pytest.approx(-2 / 13**0.5)
    assert (odd.moved, odd.mean) == ("queen", pytest.approx((-2 / 13**0.5 + 0.5**0.5) / 2))
    assert odd.change == pytest.approx(odd.mean - answer.bias.mean)
    assert drops["word", "queen"].mean == pytest.approx(answer.bias.scores[0].score)
    assert drops["word", "queen"].moved is None
    assert answer.unsure == ["queen"]


@pytest.mark.parametrize("measure", MEASURES)
def test_each_drop_equals_measuring_without_it(glove: OpenedTable, measure: str) -> None:
    words = OCCUPATIONS[:12]
    answer = bias_sensitivity(glove, PAIRS[:5], words, measure, permutations=10)
    assert len(answer.drops) == 5 + 12
    for drop in answer.drops:
        pairs = [pair for pair in PAIRS[:5] if ":".join(pair) != drop.dropped]
        left = measured_bias(glove, pairs, [word for word in words if word != drop.dropped], measure, permutations=10)
        assert drop.mean == pytest.approx(left.mean)
    assert answer.low == min(answer.bias.mean, *(drop.mean for drop in answer.drops))
    assert answer.high == max(answer.bias.mean, *(drop.mean for drop in answer.drops))
    assert [abs(drop.change) for drop in answer.drops] == sorted((abs(d.change) for d in answer.drops), reverse=True)


def test_words_whose_sign_hangs_on_one_pair_are_unsure(glove: OpenedTable) -> None:
    answer = bias_sensitivity(glove, PAIRS, OCCUPATIONS, permutations=10)
    assert 0 < len(answer.unsure) < len(OCCUPATIONS) // 2
    assert not {"captain", "nurse"} & set(answer.unsure)
    small = {word.word for word in answer.bias.scores if abs(word.score) < 0.05}
    assert set(answer.unsure) <= small


def test_a_last_pair_and_a_last_word_stay(royal: OpenedTable) -> None:
    answer = bias_sensitivity(royal, [("man", "woman")], ["king"])
    assert (answer.drops, answer.unsure) == ([], [])
    assert answer.low == answer.high == answer.bias.mean


def test_a_pair_without_which_the_others_cancel_out_is_not_dropped() -> None:
    table = make_table(list("abcdefw"), [[1, 0], [-1, 0], [-1, 0], [1, 0], [0, 1], [0, -1], [1, 1]])
    answer = bias_sensitivity(table, [("a", "b"), ("c", "d"), ("e", "f")], ["w"])
    assert {drop.dropped for drop in answer.drops} == {"a:b", "c:d"}


def test_weat_without_each_word_by_hand(royal: OpenedTable) -> None:
    """Associations are 4/√13 for king, √2 for prince and 0 for fruit: without king only prince is left on its side."""
    answer = weat_sensitivity(royal, CROWNS)
    assert answer.weat == weat(royal, CROWNS)
    drops = {(drop.list, drop.word): drop for drop in answer.drops}
    assert set(drops) == {("x", "king"), ("x", "prince"), ("y", "apple"), ("y", "pear")}
    assert drops["x", "king"].effect_size == pytest.approx(2**0.5 / np.std([2**0.5, 0, 0]))
    assert drops["x", "king"].change == pytest.approx(drops["x", "king"].effect_size - answer.weat.effect_size)
    assert answer.low <= answer.weat.effect_size <= answer.high


def test_a_published_test_hangs_on_no_single_word(glove: OpenedTable) -> None:
    answer = weat_sensitivity(glove, WEAT_TESTS[0], 100)
    used = sum(len(getattr(answer.weat, key)) for key in "xyab")
    assert len(answer.drops) == used
    assert answer.low > 0.85
    assert answer.high - answer.low < 0.4


def test_what_cannot_be_tested_is_refused(royal: OpenedTable) -> None:
    with pytest.raises(BadArgument, match="no association test"):
        weat_sensitivity(royal, "crowns.json")
    with pytest.raises(BadArgument, match='Measure "mac" is not known'):
        bias_sensitivity(royal, [("man", "woman")], ["king"], "mac")


@settings(max_examples=20)
@given(st.integers(0, 10_000), st.sampled_from(MEASURES))
def test_changes_of_all_words_dropped_in_turn_cancel_out(seed: int, measure: str) -> None:
    tokens = [f"t{at}" for at in range(9)]
    table = make_table(tokens, np.random.default_rng(seed).standard_normal((9, 4)))
    answer = bias_sensitivity(table, [("t0", "t1"), ("t2", "t3")], tokens[4:], measure, permutations=12)
    changes = [drop.change for drop in answer.drops if drop.kind == "word"]
    assert len(changes) == 5
    assert sum(changes) == pytest.approx(0, abs=1e-9)
