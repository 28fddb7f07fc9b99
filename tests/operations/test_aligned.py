import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial import procrustes as scipy_procrustes
from scipy.stats import ortho_group

from rowspace.errors import BadArgument, Canceled
from rowspace.operations.aligned import aligned
from rowspace.operations.lesson import LESSON_GROUPS
from rowspace.operations.opened import OpenedTable
from rowspace.operations.project import project
from tests.geometry.clusters import clusters
from tests.tables import make_table

TOKENS = [f"t{at}" for at in range(60)]


def turned(rows: np.ndarray, seed: int, *, scale: float = 3.0) -> OpenedTable:
    """The same rows in another coordinate system, in another order."""
    order = np.random.default_rng(seed).permutation(len(rows))
    there = rows @ ortho_group.rvs(rows.shape[1], random_state=seed) * scale
    return make_table([TOKENS[at] for at in order], there[order], name=f"turned-{seed}")


@pytest.mark.parametrize("method", ["pca", "tsne"])
def test_a_table_that_was_only_turned_does_not_move(method: str) -> None:
    rows = clusters(60)
    answer = aligned([make_table(TOKENS, rows), turned(rows, 1), turned(rows, 2)], TOKENS, method)
    assert answer.tokens == TOKENS
    assert answer.coordinates.shape == (3, 60, 2)
    assert [picture.table for picture in answer.pictures] == ["small", "turned-1", "turned-2"]
    for at, picture in enumerate(answer.pictures):
        assert picture.shared_neighbors == pytest.approx(1, abs=0.01)
        assert answer.residuals[at].max() < (1e-4 if method == "pca" else 0.5)
    np.testing.assert_array_equal(answer.coordinates[0], project(make_table(TOKENS, rows), TOKENS, method).coordinates)
    if method == "pca":
        assert answer.pictures[1].scale == pytest.approx(1 / 3, rel=1e-4)


def test_the_token_that_moved_is_found() -> None:
    rows = clusters(60)
    other = rows.copy()
    other[0] = rows[1] * 1.1  # out of its cluster into the next
    answer = aligned([make_table(TOKENS, rows), turned(other, 3)], TOKENS)
    worst = answer.pictures[1].moved[0]
    assert worst.token == "t0"
    assert worst.residual == answer.residuals[1, 0] > 2 * answer.residuals[1, 1:].max()
    assert worst.shared_neighbors == answer.overlaps[1, 0] < 0.2


def test_disparity_is_scipys(glove: OpenedTable, minilm: OpenedTable) -> None:
    words = [token for tokens in LESSON_GROUPS.values() for token in tokens]
    answer = aligned([glove, minilm])
    assert set(answer.tokens) <= set(words)
    pictures = [project(table, answer.tokens).coordinates.astype(float) for table in (glove, minilm)]
    _, _, disparity = scipy_procrustes(*pictures)
    assert answer.pictures[1].disparity == pytest.approx(disparity)
    radius = np.sqrt(np.square(pictures[0] - pictures[0].mean(axis=0)).sum(axis=1).mean())
    left = np.linalg.norm(answer.coordinates[1] - pictures[0], axis=1) / radius
    np.testing.assert_allclose(answer.residuals[1], left, atol=1e-5)
    assert np.square(answer.residuals[1]).mean() == pytest.approx(disparity, rel=1e-4)
    assert 0.2 < answer.pictures[1].shared_neighbors < 0.9


def test_neighbors_that_two_tables_share_are_counted_the_long_way(glove: OpenedTable, minilm: OpenedTable) -> None:
    answer = aligned([glove, minilm], ["cat", "dog", "horse", "king", "queen", "red", "green", "the", "of"])
    near = []
    for table in (glove, minilm):
        rows = table.rows[[table.id(token) for token in answer.tokens]].astype(float)
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        cosines = rows @ rows.T - 2 * np.eye(len(rows))
        near.append([set(np.argsort(-line)[: answer.k]) for line in cosines])
    expected = [len(one & other) / answer.k for one, other in zip(*near, strict=True)]
    assert answer.k == 3
    np.testing.assert_allclose(answer.overlaps[1], expected, atol=1e-6)


def test_what_not_all_have_is_listed_and_too_little_refused(royal: OpenedTable, glove: OpenedTable) -> None:
    answer = aligned([royal, glove], ["king", "queen", "unheard-of", "man", "king"])
    assert (answer.tokens, answer.missing) == (["king", "queen", "man"], ["unheard-of"])
    with pytest.raises(BadArgument, match="royal, glove share 2 of these tokens; a picture needs 3"):
        aligned([royal, glove], ["king", "queen", "unheard-of"])
    with pytest.raises(BadArgument, match="between two tables or more; got 1"):
        aligned([royal])
    with pytest.raises(BadArgument, match='Method "lda" is not known'):
        aligned([royal, glove], ["king", "queen", "man"], "lda")


def test_it_tells_which_table_it_is_at_and_can_be_canceled(royal: OpenedTable, glove: OpenedTable) -> None:
    told: list[tuple[float, str]] = []
    aligned([royal, glove], ["king", "queen", "man"], progress=lambda done, message: told.append((done, message)))
    shares = [done for done, _ in told]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0, 1)
    assert (told[0][1][:6], told[-1][1][:6]) == ("royal:", "glove:")
    with pytest.raises(Canceled):
        aligned([royal, glove], ["king", "queen", "man"], canceled=lambda: True)


@settings(max_examples=20)
@given(st.integers(0, 10_000))
def test_residuals_know_neither_the_order_of_tokens_nor_the_size_of_rows(seed: int) -> None:
    random = np.random.default_rng(seed)
    tokens = TOKENS[:9]
    one, other = (make_table(tokens, random.standard_normal((9, 4))) for _ in range(2))
    order = random.permutation(9)
    first, again = aligned([one, other], tokens), aligned([one, other], [tokens[at] for at in order])
    np.testing.assert_allclose(again.residuals[1], first.residuals[1][order], atol=1e-4)
    larger = aligned([one, make_table(tokens, 7 * other.rows[:])], tokens)
    np.testing.assert_allclose(larger.residuals, first.residuals, atol=1e-4)
