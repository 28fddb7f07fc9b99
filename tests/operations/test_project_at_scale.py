"""Pictures of whole tables: which rows, from which axes, kept for the next time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from sklearn.decomposition import PCA
from sklearn.manifold import trustworthiness

from rowspace.errors import BadArgument, Canceled
from rowspace.operations import picture_cache
from rowspace.operations.opened import OpenedTable
from rowspace.operations.project import project
from tests.geometry.clusters import clusters
from tests.tables import make_table


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of its own, for pictures of 100 rows and more."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr("rowspace.operations.project.KEPT_FROM", 100)
    return tmp_path / "rowspace" / "pictures"


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Has 100 rows be so many that they are never held at once."""
    monkeypatch.setattr("rowspace.operations.drawn.HELD", 0)
    monkeypatch.setattr("rowspace.geometry.components.SMALL", 0)
    monkeypatch.setattr("rowspace.geometry.moments.BLOCK", 1)
    monkeypatch.setattr("rowspace.geometry.clouds.WORK", 0)
    monkeypatch.setattr("rowspace.geometry.clouds.AXES", 5)


def reserved(rows: np.ndarray) -> OpenedTable:
    """These rows as a table in which the first two and every hundredth stand for no word."""
    tokens = [f"word{at}" for at in range(len(rows))]
    tokens[0], tokens[1] = "[PAD]", "[unused0]"
    rows = rows.copy()
    rows[100::100] = 0
    return make_table(tokens, rows)


def test_all_rows_that_stand_for_a_word_at_full_width() -> None:
    table = reserved(clusters(320))
    picture = project(table, all_rows=True, cache=False)
    assert picture.ids == [at for at in range(2, 320) if at % 100]
    oracle = PCA(2, svd_solver="full").fit(table.rows[picture.ids].astype(float))
    assert picture.explained == pytest.approx(oracle.explained_variance_ratio_)
    assert picture.axes is not None
    np.testing.assert_allclose(np.abs(picture.axes), np.abs(oracle.components_), atol=1e-9)


@pytest.mark.usefixtures("large")
def test_rows_too_many_to_hold_give_the_same_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    table = reserved(clusters(320))
    by_blocks = project(table, all_rows=True, cache=False)
    monkeypatch.undo()
    at_once = project(table, all_rows=True, cache=False)
    np.testing.assert_allclose(by_blocks.coordinates, at_once.coordinates, atol=1e-4)
    assert by_blocks.explained == pytest.approx(at_once.explained, rel=1e-5)
    assert by_blocks.kept_neighbors == pytest.approx(at_once.kept_neighbors, abs=0.01)


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("method", ["tsne", "umap"])
def test_rows_too_many_to_compare_are_laid_out_from_their_components_and_measured_at_full_width(method: str) -> None:
    table = reserved(clusters(140))
    picture = project(table, method=method, all_rows=True, seed=3, cache=False)
    assert picture.parameters["components"] == 5
    assert 0.5 < float(picture.parameters["variance_kept"]) < 1
    assert picture.axes is not None
    assert picture.axes.shape == (5, 12)
    assert picture.explained is None
    rows = table.rows[picture.ids].astype(float)
    oracle = trustworthiness(rows, picture.coordinates, n_neighbors=10, metric="cosine")
    assert picture.trustworthiness == pytest.approx(oracle, abs=1e-6)
    again = project(table, method=method, all_rows=True, seed=3, cache=False)
    np.testing.assert_array_equal(picture.coordinates, again.coordinates)


def test_a_sample_is_drawn_only_where_it_is_asked_for() -> None:
    table = reserved(clusters(320))
    first, again, other = (project(table, sample=50, seed=seed, cache=False) for seed in (1, 1, 2))
    assert len(first.ids) == len(set(first.ids)) == 50
    assert first.ids == again.ids == sorted(first.ids)
    assert first.ids != other.ids
    assert not {0, 1, 100, 200, 300} & set(first.ids)
    assert project(table, sample=5000, cache=False).ids == project(table, all_rows=True, cache=False).ids


def test_what_cannot_be_meant_is_refused() -> None:
    table = reserved(clusters(120))
    with pytest.raises(BadArgument, match="the tokens you name, or all rows or a sample of them; ask for one"):
        project(table, ["word2", "word3", "word4"], all_rows=True)
    with pytest.raises(BadArgument, match="A sample has 3 rows or more; got 2"):
        project(table, sample=2)


@pytest.mark.usefixtures("large")
def test_a_token_whose_row_is_not_finite_is_named_among_many() -> None:
    rows = clusters(120)
    rows[7, 0] = np.inf
    table = make_table([f"word{at}" for at in range(120)], rows)
    with pytest.raises(BadArgument, match='The row of "word7" holds a number that is not finite'):
        project(table, list(table.tokens))
    assert 7 not in project(table, all_rows=True, cache=False).ids


def test_a_picture_is_kept_under_what_it_was_made_from(folder: Path) -> None:
    rows = clusters(150)
    first = project(reserved(rows), all_rows=True)
    assert not first.cached
    assert len(list(folder.iterdir())) == 1
    found = project(make_table([f"other{at}" for at in range(147)], reserved(rows).rows[first.ids]), all_rows=True)
    assert found.cached
    np.testing.assert_array_equal(found.coordinates, first.coordinates)
    assert found.axes is not None
    np.testing.assert_array_equal(found.axes, first.axes)
    assert found.tokens[0] == "other0"
    assert (found.explained, found.parameters) == (first.explained, first.parameters)
    for changed in (
        project(reserved(rows), all_rows=True, seed=1),
        project(reserved(rows), all_rows=True, method="tsne"),
        project(reserved(rows + 1e-3), all_rows=True),
    ):
        assert not changed.cached
    assert not project(reserved(rows), all_rows=True, cache=False).cached
    assert len(list(folder.iterdir())) == 4


def test_few_rows_leave_nothing_behind(folder: Path) -> None:
    assert not project(reserved(clusters(90)), all_rows=True).cached
    assert not folder.exists()


def test_a_kept_file_that_is_broken_is_made_anew(folder: Path) -> None:
    table = reserved(clusters(150))
    first = project(table, all_rows=True)
    (kept,) = folder.iterdir()
    for broken in (b"", kept.read_bytes()[:-1], b"\x02\0\0\0\0\0\0\0{}"):
        kept.write_bytes(broken)
        again = project(table, all_rows=True)
        assert not again.cached
        np.testing.assert_array_equal(again.coordinates, first.coordinates)
        assert project(table, all_rows=True).cached


def test_the_pictures_asked_for_longest_ago_make_room(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = reserved(clusters(150))
    project(table, all_rows=True, seed=0)
    project(table, all_rows=True, seed=1)
    assert project(table, all_rows=True, seed=0).cached
    size = max(file.stat().st_size for file in folder.iterdir())
    monkeypatch.setattr(picture_cache, "MOST_BYTES", 2 * size + 100)
    project(table, all_rows=True, seed=2)
    assert [project(table, all_rows=True, seed=seed).cached for seed in (0, 2, 1)] == [True, True, False]


def test_a_folder_that_cannot_be_written_keeps_nothing_and_harms_nothing(folder: Path) -> None:
    folder.parent.mkdir()
    folder.write_text("in the way")
    assert not project(reserved(clusters(150)), all_rows=True).cached


def test_reading_for_the_name_can_be_canceled(folder: Path) -> None:
    looks: list[bool] = []

    def second_look() -> bool:
        looks.append(True)
        return len(looks) > 1

    with pytest.raises(Canceled):
        project(reserved(clusters(150)), all_rows=True, canceled=second_look)
    assert not folder.exists()
