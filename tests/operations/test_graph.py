import numpy as np
import pytest

from rowspace.errors import BadArgument, Canceled, UnknownToken
from rowspace.operations.graph import graph
from rowspace.operations.opened import OpenedTable
from tests.tables import make_table


def test_every_word_asks_and_rows_without_a_word_neither_ask_nor_answer() -> None:
    table = make_table(["cat", "[PAD]", "kitten", "car"], [[1, 0], [1, 0.01], [0.9, 0.1], [0, 1]])
    found = graph(table, k=1)
    assert (found.ids.tolist(), found.neighbors.tolist(), found.left_out) == ([0, 2, 3], [[2], [0], [2]], 1)


def test_a_graph_is_what_each_token_would_answer(glove: OpenedTable) -> None:
    tokens = ["king", "cat", "paris"]
    found = glove.neighbor_graph(5, tokens=tokens)
    for token, ids, scores in zip(tokens, found.neighbors.tolist(), found.scores.tolist(), strict=True):
        alone = glove.neighbors(token, 5)
        assert [near.id for near in alone] == ids
        assert [near.score for near in alone] == pytest.approx(scores, abs=1e-12)


def test_refusals_and_cancel(royal: OpenedTable) -> None:
    with pytest.raises(BadArgument, match="k is the number of neighbors, 1 or more; got 0"):
        graph(royal, k=0)
    with pytest.raises(BadArgument, match="metrics are"):
        graph(royal, metric="manhattan")
    with pytest.raises(UnknownToken, match="kingg"):
        graph(royal, tokens=["kingg"])
    with pytest.raises(Canceled, match="The work was canceled"):
        graph(royal, canceled=lambda: True)
    told: list[str] = []
    graph(royal, progress=lambda done, message: told.append(message))
    assert told == ["Finding the neighbors of 7 rows"]
    assert np.isnan(graph(royal, k=9).scores).any()
