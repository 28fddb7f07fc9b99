import numpy as np
import pytest
from gensim.models import KeyedVectors

from rowspace.errors import BadArgument, UnknownToken
from rowspace.operations.compare import baseline, difference, pair, similarity
from rowspace.operations.opened import OpenedTable
from tests.tables import make_table


def test_a_pair_is_worked_out_by_its_numbers(royal: OpenedTable) -> None:
    answer = pair(royal, "king", "#1")
    assert (answer.a, answer.b, answer.id_a, answer.id_b) == ("king", "queen", 0, 1)
    assert answer.dot == -2 * 2 + 3 * 3
    assert answer.norm_a == answer.norm_b == pytest.approx(np.sqrt(13))
    assert answer.cosine == pytest.approx(5 / 13)
    assert answer.euclidean == 4
    assert [(term.dim, term.a, term.b, term.product) for term in answer.terms] == [
        (1, 3, 3, 9),
        (0, 2, -2, -4),
        (2, 0, 0, 0),
    ]


def test_the_largest_terms_come_first_and_at_most_eight(glove: OpenedTable) -> None:
    answer = pair(glove, "cat", "dog")
    sizes = [abs(term.product) for term in answer.terms]
    assert sizes == sorted(sizes, reverse=True)
    products = glove["cat"].astype(np.float64) * glove["dog"]
    assert sizes == sorted(np.abs(products).tolist(), reverse=True)[:8]
    assert answer.dot == pytest.approx(products.sum())


def test_a_matrix_of_every_token_with_every_token(royal: OpenedTable) -> None:
    answer = similarity(royal, ["man", "king", "apple"])
    assert (answer.tokens, answer.ids, answer.metric) == (["man", "king", "apple"], [2, 0, 5], "cosine")
    np.testing.assert_allclose(answer.matrix, [[1, 2 / 13**0.5, 0], [2 / 13**0.5, 1, 0], [0, 0, 1]], atol=1e-7)
    assert similarity(royal, ["man", "king"], "dot").matrix.tolist() == [[4, 4], [4, 13]]
    assert similarity(royal, ["man", "king"], "euclidean").matrix.tolist() == [[0, 3], [3, 0]]


def test_equals_gensim(glove: OpenedTable) -> None:
    words = ["cat", "dog", "king", "the"]
    peer = KeyedVectors(glove.dim)
    peer.add_vectors(words, glove.rows[[glove.id(word) for word in words]])
    theirs = [[peer.similarity(a, b) for b in words] for a in words]
    np.testing.assert_allclose(similarity(glove, words).matrix, theirs, atol=1e-6)


def test_what_cannot_be_compared_is_refused(royal: OpenedTable) -> None:
    with pytest.raises(UnknownToken, match='"kin" is not in royal'):
        pair(royal, "king", "kin")
    with pytest.raises(BadArgument, match='Metric "l2" is not known; metrics are cosine, dot, euclidean'):
        similarity(royal, ["king"], "l2")
    with pytest.raises(BadArgument, match='"king" and "king" have the same row in royal'):
        difference(royal, "king", "king", "queen", "woman")


def test_parallel_differences(royal: OpenedTable) -> None:
    answer = difference(royal, "king", "man", "queen", "woman")
    assert (answer.first, answer.second, answer.cosine) == ("king - man", "queen - woman", 1)


def test_random_pairs_have_the_mean_of_all_pairs() -> None:
    rows = np.random.default_rng(0).standard_normal((60, 5)) + 0.4
    table = make_table([f"w{id}" for id in range(60)], rows)
    units = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    every = (units @ units.T)[~np.eye(60, dtype=bool)]
    answer = baseline(table, pairs=50_000)
    assert answer.mean == pytest.approx(every.mean(), abs=0.01)
    assert answer.sd == pytest.approx(every.std(), abs=0.01)
    assert (answer.low, answer.high) == pytest.approx(tuple(np.percentile(every, [5, 95])), abs=0.02)
    assert answer == baseline(table, pairs=50_000)
    assert answer != baseline(table, pairs=50_000, seed=1)


def test_random_pairs_are_of_distinct_words() -> None:
    table = make_table(["a", "b", "[PAD]", "zero"], [[1, 0], [0, 1], [1, 1], [0, 0]])
    answer = baseline(table, pairs=100)
    assert (answer.mean, answer.sd) == (0, 0)
    with pytest.raises(BadArgument, match="small has 1 rows that stand for a word; a pair needs two"):
        baseline(make_table(["a", "[PAD]"], np.eye(2)))
    with pytest.raises(BadArgument, match="1 to 1,000,000 can be drawn; got 0"):
        baseline(table, pairs=0)
