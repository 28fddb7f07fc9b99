import numpy as np
import pytest
from gensim.models import KeyedVectors
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument, UnknownToken
from rowspace.operations.odd import doesnt_match
from rowspace.operations.opened import OpenedTable
from tests.tables import make_table


def test_a_fruit_among_royals(royal: OpenedTable) -> None:
    odd = doesnt_match(royal, ["king", "prince", "apple", "queen"])
    assert odd.token == "apple"
    assert [score.token for score in odd.scores][-1] == "apple"
    assert royal.doesnt_match(["king", "prince", "apple"]) == "apple"


def test_equals_gensim(glove: OpenedTable) -> None:
    words = glove.tokens[:500]
    peer = KeyedVectors(glove.dim)
    peer.add_vectors(words, glove.rows[:500])
    random = np.random.default_rng(0)
    for _ in range(20):
        chosen = [words[at] for at in random.choice(500, 6, replace=False)]
        theirs = peer.rank_by_centrality(chosen)
        ours = doesnt_match(glove, chosen).scores
        assert [score.token for score in ours] == [word for _, word in theirs]
        np.testing.assert_allclose([score.score for score in ours], [score for score, _ in theirs], atol=1e-6)


def test_refusals(royal: OpenedTable) -> None:
    with pytest.raises(BadArgument, match="two tokens or more; got one"):
        doesnt_match(royal, ["king"])
    with pytest.raises(UnknownToken, match="kingg"):
        doesnt_match(royal, ["king", "kingg"])
    with pytest.raises(BadArgument, match="cancel out"):
        doesnt_match(make_table(["up", "down"], [[0, 1], [0, -1]]), ["up", "down"])


@given(st.permutations(["king", "prince", "man", "queen", "apple"]))
def test_the_order_of_the_question_does_not_matter(royal: OpenedTable, words: list[str]) -> None:
    assert doesnt_match(royal, words).token == doesnt_match(royal, sorted(words)).token == "apple"
