import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.decomposition import PCA
from sklearn.manifold import trustworthiness
from sklearn.neighbors import NearestNeighbors

from rowspace.errors import BadArgument, Canceled, UnknownToken
from rowspace.operations.drawn import FIRST_ROWS
from rowspace.operations.lesson import LESSON_GROUPS
from rowspace.operations.opened import OpenedTable
from rowspace.operations.project import NAMES, Edge, checked_method, project, true_neighbors
from tests.tables import make_table

LESSON = [token for tokens in LESSON_GROUPS.values() for token in tokens]
METHODS = list(NAMES)

PICTURES_OF_ANOTHER_PROCESS = """
import sys
from rowspace.formats.shipped import open_shipped
from rowspace.operations.project import project
for method in sys.argv[1:]:
    print(project(open_shipped("glove"), method=method, seed=7).coordinates.tobytes().hex())
"""


@pytest.mark.parametrize("method", METHODS)
def test_the_lesson_is_drawn_by_default_and_measured(glove: OpenedTable, method: str) -> None:
    picture = project(glove, method=method, seed=2)
    assert picture.tokens == LESSON
    assert picture.ids == [glove.id(token) for token in LESSON]
    assert picture.coordinates.shape == (39, 2)
    assert picture.coordinates.dtype == np.float32
    assert (picture.parameters["k"], picture.parameters["rows_measured"]) == (10, 39)
    rows = glove.rows[picture.ids]
    oracle = trustworthiness(rows.astype(float), picture.coordinates, n_neighbors=10, metric="cosine")
    assert picture.trustworthiness == pytest.approx(oracle)
    assert 0.5 < picture.kept_neighbors < 1


def test_only_principal_components_have_shares(glove: OpenedTable) -> None:
    picture = project(glove)
    oracle = PCA(2, svd_solver="full").fit(glove.rows[picture.ids].astype(float))
    assert picture.explained == pytest.approx(oracle.explained_variance_ratio_)
    assert project(glove, method="tsne").explained is None


def test_another_process_draws_the_same_bits(glove: OpenedTable) -> None:
    here = [project(glove, method=method, seed=7).coordinates.tobytes().hex() for method in METHODS]
    command = [sys.executable, "-c", PICTURES_OF_ANOTHER_PROCESS, *METHODS]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.split() == here


@pytest.mark.parametrize("method", METHODS)
def test_a_picture_of_anything_is_made_of_numbers(method: str) -> None:
    noise = np.random.default_rng(0).standard_normal((6, 4))
    for rows in (np.ones((3, 4)), np.zeros((5, 4)), noise, noise.repeat(3, axis=0), noise[:, :1], noise * 1e30):
        table = make_table([f"t{at}" for at in range(len(rows))], rows)
        picture = project(table, list(table.tokens), method)
        assert np.isfinite(picture.coordinates).all()
        assert 0 <= picture.trustworthiness <= 1
        assert 0 <= picture.kept_neighbors <= 1


def test_a_table_without_the_lessons_words_shows_its_first_finite_rows() -> None:
    rows = np.random.default_rng(1).standard_normal((FIRST_ROWS + 5, 3))
    rows[4] = np.nan
    picture = project(make_table([f"t{at}" for at in range(len(rows))], rows))
    assert picture.ids == [id for id in range(FIRST_ROWS) if id != 4]


def test_a_token_asked_for_twice_is_drawn_once(royal: OpenedTable) -> None:
    assert project(royal, ["king", "#1", "king", "#0", "man"]).tokens == ["king", "queen", "man"]


@settings(deadline=None)
@given(st.permutations(range(7)))
def test_the_order_of_tokens_only_orders_the_picture(royal: OpenedTable, order: list[int]) -> None:
    tokens = list(royal.tokens)
    first, other = project(royal, tokens), project(royal, [tokens[at] for at in order])
    np.testing.assert_allclose(other.coordinates, first.coordinates[order], atol=1e-5)


def test_what_cannot_be_drawn_is_refused(royal: OpenedTable) -> None:
    with pytest.raises(BadArgument, match="A picture needs 3 different tokens or more; got 2"):
        project(royal, ["king", "queen", "#0"])
    with pytest.raises(BadArgument, match='Method "lda" is not known; methods are pca, tsne, umap'):
        project(royal, method="lda")
    with pytest.raises(BadArgument, match="seed is a whole number from 0 to 4,294,967,295; got -1"):
        project(royal, seed=-1)
    with pytest.raises(UnknownToken, match='"kin" is not in royal'):
        project(royal, ["king", "kin", "man"])
    with pytest.raises(BadArgument, match='The row of "b" holds a number that is not finite'):
        project(make_table(list("abc"), [[1, 2], [np.inf, 0], [0, 1]]), list("abc"))
    assert [checked_method(name) for name in METHODS] == METHODS


@pytest.mark.parametrize("method", METHODS)
def test_progress_rises_to_the_end_in_words(glove: OpenedTable, method: str) -> None:
    told: list[tuple[float, str]] = []
    project(glove, method=method, progress=lambda done, message: told.append((done, message)))
    shares = [done for done, _ in told]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0, 1)
    assert told[0][1] == f"Placing 39 tokens by {NAMES[checked_method(method)]}"
    assert told[-1][1] == "Measuring which neighbors the picture keeps"


@pytest.mark.parametrize("method", METHODS)
def test_it_can_be_canceled_before_and_on_the_way(glove: OpenedTable, method: str) -> None:
    asked: list[bool] = []

    def canceled_on_the_second_look() -> bool:
        asked.append(True)
        return len(asked) > 1

    with pytest.raises(Canceled, match="The work was canceled"):
        project(glove, method=method, canceled=lambda: True)
    with pytest.raises(Canceled):
        project(glove, method=method, canceled=canceled_on_the_second_look)
    assert len(asked) == 2


def test_true_neighbors_among_the_drawn(royal: OpenedTable) -> None:
    answer = true_neighbors(royal, ["king", "prince", "apple", "pear", "king"], k=1)
    assert answer.k == 1
    assert [(edge.source, edge.target) for edge in answer.edges] == [
        ("king", "prince"),
        ("prince", "king"),
        ("apple", "pear"),
        ("pear", "apple"),
    ]
    assert answer.edges[0].score == pytest.approx(10 / 13**0.5 / 8**0.5)
    assert true_neighbors(royal, ["king", "queen"], k=5).edges == [
        Edge("king", "queen", pytest.approx(5 / 13)),
        Edge("queen", "king", pytest.approx(5 / 13)),
    ]


def test_true_neighbors_equal_scikit_learn(glove: OpenedTable) -> None:
    rows = glove.rows[[glove.id(token) for token in LESSON]].astype(float)
    oracle = NearestNeighbors(n_neighbors=3, metric="cosine", algorithm="brute").fit(rows).kneighbors()[1]
    edges = true_neighbors(glove, LESSON, 3).edges
    assert [edge.target for edge in edges] == [LESSON[at] for at in oracle.ravel()]
    assert [edge.source for edge in edges] == [token for token in LESSON for _ in range(3)]


def test_true_neighbors_in_the_table_are_those_of_the_search(minilm: OpenedTable) -> None:
    for token in ("king", "berlin"):
        found = [edge.target for edge in true_neighbors(minilm, [token], 4, "table").edges]
        assert found == [neighbor.token for neighbor in minilm.neighbors(token, k=4)]


def test_edges_that_cannot_be_drawn_are_refused(royal: OpenedTable) -> None:
    with pytest.raises(BadArgument, match="need 2 different tokens or more; got 1"):
        true_neighbors(royal, ["king", "king"])
    with pytest.raises(BadArgument, match='among "drawn" or "table"; got "all"'):
        true_neighbors(royal, ["king", "man"], among="all")
    with pytest.raises(BadArgument, match="k is the number of neighbors, 1 or more; got 0"):
        true_neighbors(royal, ["king", "man"], k=0)
