import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rowspace.errors import BadArgument, Canceled, UnknownToken
from rowspace.operations.opened import OpenedTable
from rowspace.operations.place import joined, place
from rowspace.operations.project import NAMES, project
from tests.geometry.clusters import clusters
from tests.tables import make_table

METHODS = list(NAMES)


@pytest.fixture(scope="module")
def grouped() -> OpenedTable:
    """120 tokens in three clusters: token i belongs to cluster i mod 3."""
    return make_table([f"t{at}" for at in range(120)], clusters(120))


def test_principal_components_place_exactly(royal: OpenedTable) -> None:
    """The four span gender across and rank along; prince is of rank 2, and apple lies 4 out of the plane."""
    picture = project(royal, ["king", "queen", "man", "woman"])
    placed = place(royal, picture, ["prince", "apple", "king", "prince"])
    assert placed.tokens == ["prince", "apple", "king"]
    assert placed.drawn == [False, False, True]
    np.testing.assert_allclose(placed.coordinates, [[2, 0.5], [0, -1.5], [2, 1.5]], atol=1e-6)


@pytest.mark.parametrize("method", METHODS)
def test_what_is_drawn_keeps_its_place_and_the_picture_its_bits(grouped: OpenedTable, method: str) -> None:
    picture = project(grouped, [f"t{at}" for at in range(90)], method, seed=4)
    before = picture.coordinates.copy()
    placed = place(grouped, picture, ["t5", "t100", "t7"])
    np.testing.assert_array_equal(placed.coordinates[[0, 2]], before[[5, 7]])
    np.testing.assert_array_equal(picture.coordinates, before)
    assert placed.ids == [5, 100, 7]
    assert (placed.method, placed.seed) == (method, 4)


@pytest.mark.parametrize("method", ["tsne", "umap"])
@pytest.mark.parametrize("condensed", [False, True])
def test_new_tokens_land_in_their_cluster(
    grouped: OpenedTable, method: str, condensed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if condensed:
        monkeypatch.setattr("rowspace.geometry.clouds.WORK", 0)
        monkeypatch.setattr("rowspace.geometry.clouds.AXES", 5)
    picture = project(grouped, [f"t{at}" for at in range(90)], method)
    assert (picture.axes is not None) == condensed
    placed = place(grouped, picture, [f"t{at}" for at in range(90, 120)])
    nearest = np.linalg.norm(placed.coordinates[:, None] - picture.coordinates, axis=2).argmin(axis=1)
    assert (nearest % 3 == np.arange(30) % 3).all()
    np.testing.assert_array_equal(placed.coordinates, place(grouped, picture, placed.tokens).coordinates)


@pytest.mark.parametrize("method", METHODS)
def test_a_picture_of_three_takes_others_in(royal: OpenedTable, method: str) -> None:
    picture = project(royal, ["king", "queen", "apple"], method)
    placed = place(royal, picture, ["prince", "pear"])
    assert np.linalg.norm(placed.coordinates[1] - picture.coordinates[2]) < 1
    assert np.isfinite(placed.coordinates).all()


@settings(max_examples=25)
@given(st.integers(0, 1000), st.integers(3, 12), st.integers(1, 6))
def test_placed_by_components_is_fitted_with_them_where_the_plane_stays(seed: int, drawn: int, new: int) -> None:
    """Rows that spread in two dims alone: any three span the plane, so distances are kept wherever a row is placed."""
    random = np.random.default_rng(seed)
    rows = random.standard_normal((drawn + new, 2)) @ random.standard_normal((2, 7))
    table = make_table([f"t{at}" for at in range(drawn + new)], rows)
    picture = project(table, [f"t{at}" for at in range(drawn)])
    placed = place(table, picture, list(table.tokens)).coordinates
    apart = np.linalg.norm(table.rows[:][:, None] - table.rows[:], axis=2)
    np.testing.assert_allclose(np.linalg.norm(placed[:, None] - placed, axis=2), apart, atol=1e-3)


def test_what_cannot_be_placed_is_refused(royal: OpenedTable, grouped: OpenedTable) -> None:
    picture = project(royal)
    with pytest.raises(BadArgument, match='of another table: its row 0 is "king", which is not that of small'):
        place(grouped, picture, ["t1"])
    with pytest.raises(UnknownToken, match='"kin" is not in royal'):
        place(royal, picture, ["kin"])
    with pytest.raises(BadArgument, match="No token was given"):
        place(royal, picture, [])


@pytest.mark.parametrize("method", METHODS)
def test_it_tells_how_far_it_is_and_can_be_canceled(grouped: OpenedTable, method: str) -> None:
    picture = project(grouped, [f"t{at}" for at in range(60)], method)
    told: list[tuple[float, str]] = []
    place(grouped, picture, ["t70", "t71"], lambda done, message: told.append((done, message)))
    assert [told[0][0], told[-1][0]] == [0, 1]
    assert told[0][1].startswith("Placing 2 more tokens by ")
    with pytest.raises(Canceled):
        place(grouped, picture, ["t70"], canceled=lambda: True)


def test_joined_they_are_one_picture(grouped: OpenedTable) -> None:
    picture = project(grouped, [f"t{at}" for at in range(50)])
    both = joined(picture, place(grouped, picture, ["t60", "t3", "t70"]))
    assert both.tokens == [*picture.tokens, "t60", "t70"]
    assert both.ids == [*picture.ids, 60, 70]
    np.testing.assert_array_equal(both.coordinates[:50], picture.coordinates)
    assert both.trustworthiness == picture.trustworthiness
