"""The figures that the lesson prints, measured on the tables that are shipped."""

import pytest

from rowspace.operations.opened import OpenedTable

ANALOGIES = [
    ("king - man + woman", "queen"),
    ("paris - france + japan", "tokyo"),
    ("actor - man + woman", "actress"),
    ("walked - walk + run", "ran"),
]


@pytest.mark.parametrize(
    ("a", "b", "cosine"),
    [("cat", "dog", 0.922), ("king", "queen", 0.784), ("cat", "king", 0.386), ("the", "cat", 0.443)],
)
def test_cosines_in_glove(glove: OpenedTable, a: str, b: str, cosine: float) -> None:
    assert glove.similarity(a, b) == pytest.approx(cosine, abs=0.005)


@pytest.mark.parametrize(
    ("a", "b", "cosine"),
    [("cat", "dog", 0.993), ("king", "queen", 0.995), ("cat", "king", 0.015), ("the", "cat", 0.180)],
)
def test_cosines_in_classroom_to_three_decimals(classroom: OpenedTable, a: str, b: str, cosine: float) -> None:
    assert round(classroom.similarity(a, b), 3) == cosine


@pytest.mark.parametrize(("a", "b", "cosine"), [("cat", "dog", 0.424), ("king", "queen", 0.627)])
def test_cosines_in_minilm(minilm: OpenedTable, a: str, b: str, cosine: float) -> None:
    assert minilm.similarity(a, b) == pytest.approx(cosine, abs=0.004)


@pytest.mark.parametrize(("analogy", "score"), list(zip(ANALOGIES, [0.852, 0.923, 0.942, 0.785], strict=True)))
def test_analogies_in_glove(glove: OpenedTable, analogy: tuple[str, str], score: float) -> None:
    (best,) = glove.neighbors(analogy[0], k=1)
    assert (best.token, best.score) == (analogy[1], pytest.approx(score, abs=0.005))


@pytest.mark.parametrize(("expression", "token"), ANALOGIES)
def test_analogies_in_classroom(classroom: OpenedTable, expression: str, token: str) -> None:
    assert classroom.neighbors(expression, k=1)[0].token == token


def test_analogies_in_minilm_of_which_the_last_comes_third(minilm: OpenedTable) -> None:
    places = [[found.token for found in minilm.neighbors(text, k=3)].index(token) for text, token in ANALOGIES]
    assert places == [0, 0, 0, 2]


@pytest.mark.parametrize("name", ["glove", "minilm"])
def test_with_the_query_words_king_wins(name: str, request: pytest.FixtureRequest) -> None:
    table: OpenedTable = request.getfixturevalue(name)
    assert table.neighbors("king - man + woman", k=1, include_query=True)[0].token == "king"
