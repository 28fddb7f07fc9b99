import numpy as np
import pytest
from scipy.spatial import procrustes as scipy_procrustes

from rowspace.errors import BadArgument, Canceled
from rowspace.operations.beside import beside
from rowspace.operations.opened import OpenedTable
from rowspace.operations.picture import picture
from tests.geometry.clusters import clusters
from tests.tables import make_table

TOKENS = [f"t{at}" for at in range(60)]


def test_a_mirrored_table_in_other_units_lies_where_the_first_does() -> None:
    rows = clusters(60)
    order = np.random.default_rng(3).permutation(60)
    flipped = (rows * np.where(np.arange(rows.shape[1]) % 2, -5, 5))[order]
    one = make_table(TOKENS, rows)
    found = one.picture_beside(make_table([TOKENS[at] for at in order], flipped, name="flipped"))
    assert (found.table, found.other, found.shared, found.drawn_in_both) == ("small", "flipped", 60, 60)
    assert found.disparity == pytest.approx(0, abs=1e-6)
    assert found.scale == pytest.approx(1 / 5, rel=1e-4)
    np.testing.assert_allclose(found.coordinates, picture(one).coordinates[order], atol=1e-3)


def test_shipped_tables_are_turned_by_what_both_have(glove: OpenedTable, minilm: OpenedTable) -> None:
    found = beside(minilm, glove)
    ours, theirs = picture(minilm), picture(glove)
    pairs = [(id, glove.tokens.ids[token]) for id, token in enumerate(minilm.tokens) if token in glove.tokens]
    assert found.shared == found.drawn_in_both == len(pairs)  # each table's picture has all its rows
    here, there = np.array(pairs).T
    fixed, before = ours.coordinates[here].astype(float), theirs.coordinates[there].astype(float)
    _, _, disparity = scipy_procrustes(fixed, before)
    assert found.disparity == pytest.approx(disparity, rel=1e-4)
    after = found.coordinates[there].astype(float)
    np.testing.assert_allclose(after.mean(axis=0), fixed.mean(axis=0), atol=1e-4)
    assert after.std(axis=0) @ after.std(axis=0) == pytest.approx(fixed.std(axis=0) @ fixed.std(axis=0), rel=1e-3)
    gaps, old_gaps = (np.linalg.norm(places[:99] - places[1:100], axis=1) for places in (after, before))
    np.testing.assert_allclose(gaps, found.scale * old_gaps, rtol=1e-2, atol=1e-4)
    turned = np.linalg.det(np.linalg.lstsq(before - before.mean(axis=0), after - after.mean(axis=0), rcond=None)[0])
    assert found.mirrored == (turned < 0)
    assert (found.table_rows, found.ids.tolist()) == (len(glove), theirs.ids.tolist())
    assert (found.trustworthiness, found.explained) == (theirs.trustworthiness, theirs.explained)


def test_without_three_tokens_in_both_nothing_is_turned(royal: OpenedTable) -> None:
    other = make_table(["king", "queen", "tree", "leaf"], np.eye(4), name="other")
    found = beside(royal, other)
    assert (found.shared, found.drawn_in_both, found.disparity, found.scale, found.mirrored) == (2, 2, None, 1, False)
    np.testing.assert_array_equal(found.coordinates, picture(other).coordinates)


def test_it_tells_which_table_it_is_at_and_refuses_what_a_picture_does(royal: OpenedTable, glove: OpenedTable) -> None:
    told: list[tuple[float, str]] = []
    beside(royal, royal, progress=lambda done, message: told.append((done, message)))
    shares = [done for done, _ in told]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0, 1)
    with pytest.raises(BadArgument, match='Method "lda" is not known'):
        beside(royal, glove, "lda")
    with pytest.raises(Canceled):
        beside(royal, glove, canceled=lambda: True)
