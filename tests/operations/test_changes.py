import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import orthogonal_procrustes
from scipy.stats import ortho_group

from rowspace.errors import BadArgument, Canceled
from rowspace.geometry.similarity import unit
from rowspace.operations import changes as changing
from rowspace.operations.changes import changes
from rowspace.operations.opened import OpenedTable
from rowspace.operations.shared_tokens import shared_tokens
from rowspace.operations.specials import special_rows
from tests.geometry.clusters import clusters
from tests.tables import make_table

TOKENS = [f"t{at}" for at in range(60)]


def plain_neighbors(rows: np.ndarray, k: int) -> list[list[int]]:
    cosines = unit(rows) @ unit(rows).T
    np.fill_diagonal(cosines, -2)
    return [np.lexsort((np.arange(len(line)), -line))[:k].tolist() for line in cosines]


def test_shared_tokens_are_spelled_exactly_alike() -> None:
    one = make_table(["a", "B", "", "c", "a", "▁d"], np.eye(6))
    other = make_table(["c", "b", "a", "", "d"], np.eye(5), name="other")
    found = shared_tokens(one, other)
    assert (found.table, found.other, found.table_rows, found.other_rows) == ("small", "other", 6, 5)
    assert (found.ids.tolist(), found.other_ids.tolist()) == ([0, 3], [2, 0])
    assert shared_tokens(one, make_table(["x"], [[1]])).ids.shape == (0,)


def test_shipped_tables_compared_the_long_way(glove: OpenedTable, minilm: OpenedTable) -> None:
    found = changes(glove, minilm, k=7, most=400)
    both = [(id, minilm.tokens.ids[token]) for id, token in enumerate(glove.tokens) if token in minilm.tokens]
    assert found.shared == len(both) == len(glove.shared_tokens(minilm).ids)
    words = [pair for pair in both if not (special_rows(glove)[pair[0]] or special_rows(minilm)[pair[1]])]
    assert found.left_out == len(both) - len(words)
    np.testing.assert_array_equal(np.stack([found.ids, found.other_ids], axis=1), words[:400])
    near = plain_neighbors(glove.rows[found.ids], 7)
    other_near = plain_neighbors(minilm.rows[found.other_ids], 7)
    assert (found.near.tolist(), found.other_near.tolist()) == (near, other_near)
    overlaps = np.array([len({*a} & {*b}) / 7 for a, b in zip(near, other_near, strict=True)], np.float32)
    np.testing.assert_allclose(found.overlaps, overlaps, rtol=1e-6)
    assert found.kept == pytest.approx(overlaps.mean())
    assert found.order().tolist() == sorted(range(400), key=lambda at: (found.overlaps[at], at))
    assert (found.turned, found.direct) == (None, None)
    with pytest.raises(BadArgument, match='no change by "turned": rows of 50 and of 384 numbers have no cosine'):
        found.change("turned")


def test_rows_that_were_turned_and_some_that_moved() -> None:
    rows = clusters(60)
    moved = rows.copy()
    moved[[4, 9]] = -rows[[4, 9]]
    order = np.random.default_rng(1).permutation(60)
    there = (moved @ ortho_group.rvs(rows.shape[1], random_state=2) * 3)[order]
    other = make_table([TOKENS[at] for at in order], there, name="other")
    found = make_table(TOKENS, rows).changes(other, k=5)
    assert (found.compared, found.shared, found.left_out, found.k, found.note) == (60, 60, 0, 5, None)
    assert {int(found.ids[at]) for at in found.order("turned")[:2]} == {4, 9}
    assert {int(found.ids[at]) for at in found.order()[:2]} == {4, 9}
    ours, theirs = unit(rows.astype(np.float32)), unit(there.astype(np.float32)[np.argsort(order)])
    turn, _ = orthogonal_procrustes(ours, theirs)
    np.testing.assert_allclose(found.change("turned"), 1 - (ours @ turn * theirs).sum(axis=1), atol=1e-5)
    np.testing.assert_allclose(found.change("direct"), 1 - (ours * theirs).sum(axis=1), atol=1e-5)


def test_a_table_has_not_changed_from_itself(glove: OpenedTable) -> None:
    found = glove.changes(glove, most=300)
    assert found.kept == 1
    np.testing.assert_allclose(found.change("turned"), 0, atol=1e-6)
    np.testing.assert_allclose(found.change("direct"), 0, atol=1e-6)


def test_words_alone_are_compared_and_large_spaces_are_not_turned(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = np.random.default_rng(0).standard_normal((6, 8))
    rows[2] = 0
    other = rows[::-1].copy()
    other[0] = np.nan  # "f"
    monkeypatch.setattr(changing, "MOST_TURNED", 7)
    found = changes(make_table("abcdef", rows), make_table("fedcba", other), k=10)
    assert (found.ids.tolist(), found.left_out, found.k) == ([0, 1, 3, 4], 2, 3)
    assert (found.turned, found.note) == (None, "no turn is sought in more than 7 dims")
    np.testing.assert_allclose(found.change("direct"), 0, atol=1e-6)


def test_what_cannot_be_compared_is_refused(royal: OpenedTable) -> None:
    two = make_table(["king", "queen", "tree"], np.eye(3), name="two")
    with pytest.raises(BadArgument, match="royal and two share 2 tokens that stand for a word, spelled exactly alike"):
        changes(royal, two)
    with pytest.raises(BadArgument, match="k is the number of neighbors, 1 to 100; got 0"):
        changes(royal, royal, k=0)
    with pytest.raises(BadArgument, match="needs 3 tokens or more; most was 2"):
        changes(royal, royal, most=2)
    with pytest.raises(BadArgument, match='Change is by neighbors, turned, direct; got "age"'):
        changes(royal, royal).change("age")


def test_it_tells_how_far_it_is_and_can_be_canceled(royal: OpenedTable) -> None:
    told: list[tuple[float, str]] = []
    changes(royal, royal, progress=lambda done, message: told.append((done, message)))
    shares = [done for done, _ in told]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1], told[0][1]) == (0, 1, "Comparing 7 tokens of royal and royal")
    with pytest.raises(Canceled):
        changes(royal, royal, canceled=lambda: True)


@settings(max_examples=20)
@given(st.integers(0, 10_000))
def test_neighbors_know_neither_turn_nor_size_nor_which_table_is_first(seed: int) -> None:
    random = np.random.default_rng(seed)
    rows, others = random.standard_normal((9, 4)), random.standard_normal((9, 3))
    one, other = make_table(TOKENS[:9], rows), make_table(TOKENS[:9], others)
    found = changes(one, other, k=3)
    turned = make_table(TOKENS[:9], 7 * rows @ ortho_group.rvs(4, random_state=seed))
    np.testing.assert_array_equal(changes(turned, other, k=3).overlaps, found.overlaps)
    np.testing.assert_array_equal(changes(other, one, k=3).overlaps, found.overlaps)
