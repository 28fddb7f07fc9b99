import math

import numpy as np
import pytest
from gensim.models import KeyedVectors
from hypothesis import given, settings
from hypothesis import strategies as st

from rowspace.errors import BadArgument, BadExpression, UnknownToken
from rowspace.operations.opened import OpenedTable
from rowspace.operations.search import Neighbor, arithmetic, neighbors
from tests.tables import make_table


def _tokens(found: list[Neighbor]) -> list[str]:
    return [neighbor.token for neighbor in found]


def test_king_minus_man_plus_woman(royal: OpenedTable) -> None:
    answer = neighbors(royal, "king - man + woman", k=2)
    assert answer.query == "king - man + woman"
    assert (answer.metric, answer.centered, answer.without_top) == ("cosine", False, 0)
    assert answer.excluded == ["king", "man", "woman"]
    assert answer.neighbors[0].token == "queen"
    assert answer.neighbors[0].id == 1
    assert (answer.rows_searched, answer.left_out) == (4, 0)


def test_with_the_query_words_another_may_win(royal: OpenedTable) -> None:
    answer = neighbors(royal, "2 king - man", k=3, include_query=True)
    assert _tokens(answer.neighbors)[0] == "king"
    assert answer.excluded == []
    assert answer.rows_searched == 7


@pytest.mark.parametrize(
    ("metric", "expected"),
    [
        ("cosine", [("man", 2 / math.sqrt(8)), ("king", 10 / math.sqrt(8 * 13))]),
        ("dot", [("king", 10), ("man", 4)]),
        ("euclidean", [("king", 1), ("man", 2)]),
    ],
)
def test_each_metric_has_its_own_order(royal: OpenedTable, metric: str, expected: list[tuple[str, float]]) -> None:
    answer = neighbors(royal, "prince", k=2, metric=metric)
    best = sorted(expected, key=lambda pair: pair[1], reverse=metric != "euclidean")
    assert [(found.token, pytest.approx(found.score)) for found in answer.neighbors] == best


def test_terms_count_by_direction_for_cosine_and_by_size_for_the_others() -> None:
    table = make_table(["long", "short", "between", "longish"], [[100, 0], [0, 1], [1, 1], [50, 0.5]])
    assert _tokens(neighbors(table, "long + short").neighbors)[0] == "between"
    assert _tokens(neighbors(table, "mean(long, short)", metric="euclidean").neighbors)[0] == "longish"


def test_equals_gensim_on_the_same_vectors(glove: OpenedTable) -> None:
    words, rows = glove.tokens[:5000], glove.rows[:5000]
    table = make_table(words, rows)
    peer = KeyedVectors(glove.dim)
    peer.add_vectors(words, rows)
    for expression, positive, negative in [
        ("king - man + woman", ["king", "woman"], ["man"]),
        ("paris - france + japan", ["paris", "japan"], ["france"]),
        ("good", ["good"], []),
    ]:
        theirs = peer.most_similar(positive=positive, negative=negative, topn=15)
        ours = neighbors(table, expression, k=15).neighbors
        assert _tokens(ours) == [token for token, _ in theirs]
        np.testing.assert_allclose([found.score for found in ours], [score for _, score in theirs], atol=1e-6)


def test_rows_that_stand_for_no_word_are_left_out_and_counted() -> None:
    table = make_table(
        ["cat", "[unused7]", "[PAD]", "dog", "nothing"], [[1, 0], [1, 0], [1, 0], [0, 1], [0, 0], [1, 0]]
    )
    answer = neighbors(table, "cat", include_query=True)
    assert _tokens(answer.neighbors) == ["cat", "dog"]
    assert (answer.left_out, answer.rows_searched) == (4, 2)
    asked = neighbors(table, "[PAD]")  # may be asked about, only not answer
    assert _tokens(asked.neighbors) == ["cat", "dog"]
    assert (asked.left_out, asked.rows_searched) == (4, 2)


def test_centering_undoes_a_common_part() -> None:
    rows = np.array([[1, 0], [0.9, 0.3], [-1, 0], [-0.9, -0.3]]) + 100
    table = make_table(["a", "b", "c", "d"], rows)
    plain, centered = neighbors(table, "a"), neighbors(table, "a", center=True)
    assert plain.neighbors[-1].score > 0.999
    assert [(found.token, round(found.score, 3)) for found in centered.neighbors] == [
        ("b", 0.949),
        ("d", -0.949),
        ("c", -1),
    ]
    assert centered.centered
    one = neighbors(table, "a + b", center=True, metric="dot", include_query=True)
    shifted = rows - rows.mean(axis=0)
    np.testing.assert_allclose(
        [found.score for found in one.neighbors], np.sort(shifted @ (shifted[0] + shifted[1]))[::-1], atol=1e-4
    )


def test_a_text_that_is_a_token_as_it_stands_is_that_token() -> None:
    table = make_table(["-rrb-", "new york", ",", "rrb-"], np.eye(4))
    assert neighbors(table, "-rrb-").excluded == ["-rrb-"]
    assert neighbors(table, "new york").excluded == ["new york"]
    assert neighbors(table, ",").excluded == [","]


def test_a_token_used_twice_is_excluded_once(royal: OpenedTable) -> None:
    answer = neighbors(royal, "king + king - #2")
    assert answer.excluded == ["king", "man"]
    assert answer.rows_searched == 5


def test_what_cannot_be_searched_is_refused(royal: OpenedTable) -> None:
    with pytest.raises(UnknownToken, match='"kinng" is not in royal'):
        neighbors(royal, "kinng - man")
    with pytest.raises(BadExpression, match="Expected a token"):
        neighbors(royal, "king -")
    with pytest.raises(BadArgument, match='Nothing is left of "king - king" to take a cosine with'):
        neighbors(royal, "king - king")
    with pytest.raises(BadArgument, match="its rows are zero or cancel out"):
        arithmetic(make_table(["a", "zero"], [[1, 0], [0, 0]]), "zero")
    with pytest.raises(BadArgument, match="Metric"):
        neighbors(royal, "king", metric="jaccard")
    with pytest.raises(BadArgument, match="k is the number of neighbors"):
        neighbors(royal, "king", k=0)


def test_both_rankings_stand_side_by_side(glove: OpenedTable) -> None:
    answer = arithmetic(glove, "king - man + woman", k=5)
    assert answer.without_query == neighbors(glove, "king - man + woman", k=5).neighbors
    assert answer.with_query == neighbors(glove, "king - man + woman", k=5, include_query=True).neighbors


def test_arrows_lead_head_to_tail_to_the_sum(royal: OpenedTable) -> None:
    answer = arithmetic(royal, "king - 0.5 man + woman", k=2)
    assert [(step.label, step.weight) for step in answer.steps] == [("king", 1), ("− 0.5 man", -0.5), ("+ woman", 1)]
    for before, after in zip(answer.steps, answer.steps[1:], strict=False):
        assert (before.to_x, before.to_y) == (after.x, after.y)
    assert [point.role for point in answer.points] == ["term"] * 3 + ["neighbor"] * 2 + ["result"]
    tip = answer.points[-1]
    assert tip.token == "king - 0.5 man + woman"
    assert (tip.x, tip.y) == pytest.approx((answer.steps[-1].to_x, answer.steps[-1].to_y))
    first = answer.points[0]
    assert (first.x, first.y) == pytest.approx((answer.steps[0].to_x, answer.steps[0].to_y))
    assert 0 < answer.explained <= 1


def test_the_drawing_keeps_distances_where_the_rows_lie_in_a_plane(royal: OpenedTable) -> None:
    answer = arithmetic(royal, "king - man", k=1)  # king, man, their difference and queen: gender and rank only
    assert answer.explained == pytest.approx(1)
    king, man = answer.points[:2]
    units = [np.array([2, 3]) / math.sqrt(13), np.array([1, 0])]
    assert math.dist((king.x, king.y), (man.x, man.y)) == pytest.approx(np.linalg.norm(units[0] - units[1]))


@settings(deadline=None)
@given(st.integers(0, 99), st.integers(1, 120))
def test_a_token_is_its_own_nearest_and_scores_fall(seed: int, k: int) -> None:
    table = make_table([f"w{id}" for id in range(100)], np.random.default_rng(seed).standard_normal((100, 6)))
    answer = neighbors(table, f"w{seed}", k=k, include_query=True)
    scores = [found.score for found in answer.neighbors]
    assert answer.neighbors[0].token == f"w{seed}"
    assert scores == sorted(scores, reverse=True)
    assert len(scores) == min(k, 100)


def test_all_but_the_top_takes_away_what_all_rows_share() -> None:
    """Every row leans along the third dim, "loud" most of all; without it, "twin" is the nearest to "cat"."""
    rows = [[1, 0.2, 9], [1, 0.21, -9], [0.9, -0.5, 9.5], [-1, 0.1, -8], [-1, -0.2, 8]]
    table = make_table(["cat", "twin", "loud", "dog", "cow"], rows)
    assert _tokens(neighbors(table, "cat", k=1).neighbors) == ["loud"]
    answer = neighbors(table, "cat", k=1, all_but_the_top=True)
    assert _tokens(answer.neighbors) == ["twin"]
    assert (answer.centered, answer.without_top) == (True, 1)
