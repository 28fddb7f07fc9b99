from __future__ import annotations

import numpy as np
import pytest

from rowspace.errors import BadArgument, Canceled
from rowspace.operations import hubs
from rowspace.operations.opened import OpenedTable
from rowspace.operations.shape import NormBand, shape
from tests.tables import make_table


def test_minilm_as_others_measured_it(minilm: OpenedTable, monkeypatch: pytest.MonkeyPatch) -> None:
    """276 of 384 directions, mean cosine .018 and .003 around the mean; hubs that stand for no word."""
    monkeypatch.setattr(hubs, "MULTIPLICATIONS", 1e10)
    found = minilm.shape()
    assert found.effective_rank == pytest.approx(276, abs=0.5)
    assert found.mean_cosine == pytest.approx(0.018, abs=0.002)
    assert found.mean_cosine_centered == pytest.approx(0.002, abs=0.002)
    assert found.rows_measured == found.rows == 30_522
    assert found.hubs.sampled
    assert found.hubs.lists == int(1e10 / (30_522 * 384))
    assert found.hubs.skewness > 2
    assert any(hub.special for hub in found.hubs.top)
    assert len(found.singular_values) == 384
    assert sum(found.explained) < 1


def test_worked_by_hand() -> None:
    rows = [[3, 4], [3, -4], [-3, 4], [-3, -4], [0, 0], [np.nan, 1]]
    found = shape(make_table(list("abcdef"), rows), k=1, pairs=4)
    assert (found.rows, found.rows_measured, found.mean_norm, found.mean_share) == (6, 4, 5.0, 0.0)
    assert found.norm_bands == [NormBand(0, 5, 5.0, 5.0, 5.0)]
    assert found.norm_by_id is None
    assert found.explained == pytest.approx([0.64, 0.36])
    assert found.stable_rank == pytest.approx(1 / 0.64)
    assert found.participation_ratio == pytest.approx(1 / (0.64**2 + 0.36**2))
    assert found.mean_cosine == pytest.approx(found.mean_cosine_centered)
    assert found.outlier_dims == []
    assert (found.hubs.lists, found.hubs.sampled) == (4, False)
    assert sum(hub.lists for hub in found.hubs.top) == 4


def test_a_shared_mean_lifts_cosines_and_centering_takes_it_away() -> None:
    values = np.random.default_rng(0).standard_normal((300, 8)) + 3
    found = shape(make_table([f"t{at}" for at in range(300)], values))
    assert found.mean_cosine > 0.8
    assert abs(found.mean_cosine_centered) < 0.05
    assert 0.8 < found.mean_share < 1


def test_a_wide_dim_is_named() -> None:
    values = np.random.default_rng(0).standard_normal((400, 30))
    values[:, 11] *= 9
    wide = shape(make_table([f"t{at}" for at in range(400)], values)).outlier_dims
    assert [one.dim for one in wide] == [11]
    assert wide[0].times == pytest.approx(81, rel=0.3)


def test_lengths_that_fall_with_the_id() -> None:
    values = np.random.default_rng(0).standard_normal((50, 4))
    values /= np.linalg.norm(values, axis=1, keepdims=True) * np.arange(1, 51)[:, None]
    found = shape(make_table([f"t{at}" for at in range(50)], values))
    assert found.norm_by_id == pytest.approx(-1)
    assert [(band.first, band.last) for band in found.norm_bands] == [(0, 9), (10, 19), (20, 49)]


def test_same_seed_same_figures(classroom: OpenedTable) -> None:
    assert shape(classroom, seed=3) == shape(classroom, seed=3)
    assert shape(classroom, seed=3).mean_cosine != shape(classroom, seed=4).mean_cosine


def test_it_tells_how_far_it_is_and_stops_when_told(classroom: OpenedTable) -> None:
    told: list[tuple[float, str]] = []
    shape(classroom, progress=lambda done, message: told.append((done, message)))
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[0] == (0.0, "Measuring 39 rows")
    with pytest.raises(Canceled, match="The work was canceled"):
        shape(classroom, canceled=lambda: True)


def test_refusals(classroom: OpenedTable) -> None:
    with pytest.raises(BadArgument, match="has 1 rows with a direction; a shape needs two"):
        shape(make_table(["one", "zero"], [[1, 0], [0, 0]]))
    with pytest.raises(BadArgument, match="k and pairs are 1 or more; got 0 and 5"):
        shape(classroom, k=0, pairs=5)
