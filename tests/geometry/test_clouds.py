import numpy as np
import pytest
from sklearn.decomposition import PCA
from sklearn.neighbors import NearestNeighbors

from rowspace.geometry import clouds
from rowspace.geometry.clouds import cloud_of, condensed_cloud, plane_of_few
from rowspace.geometry.similarity import cosine, unit
from rowspace.rows import ArrayRows
from tests.geometry.clusters import clusters


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Has 100 rows be many, and four axes be enough of them."""
    monkeypatch.setattr(clouds, "MANY", 100)
    monkeypatch.setattr(clouds, "AXES", 4)


def test_three_directions_keep_their_distances() -> None:
    cloud = cloud_of(np.array([[1.0, 0, 0], [0, 1, 0], [0, 0, 1], [0, 0, 5]]))
    shown = plane_of_few(cloud).coordinates
    shown = np.linalg.norm(shown[:, None] - shown, axis=2)
    directions = cloud.points[cloud.place]
    np.testing.assert_allclose(shown**2, 2 - 2 * cosine(directions, directions), atol=1e-9)


@pytest.mark.usefixtures("many")
def test_many_rows_lie_on_the_widest_axes_of_their_directions() -> None:
    rows = clusters(150) * np.arange(1, 151)[:, None]
    cloud = condensed_cloud(ArrayRows(rows))
    oracle = PCA(4).fit(unit(rows))
    assert cloud.points.shape == (150, 4)
    np.testing.assert_allclose(np.abs(cloud.points), np.abs(oracle.transform(unit(rows))), atol=1e-5)
    assert cloud.settings["components"] == 4
    assert cloud.settings["variance_kept"] == pytest.approx(oracle.explained_variance_ratio_.sum(), abs=1e-6)
    np.testing.assert_allclose(cloud.taken_in(rows[:9]), cloud.points[:9], atol=1e-6)
    again = condensed_cloud(ArrayRows(rows), plane=cloud.plane)
    np.testing.assert_array_equal(again.points, cloud.points)


@pytest.mark.usefixtures("many")
def test_few_rows_or_few_dims_stay_as_they_are() -> None:
    for rows in (clusters(99), clusters(150, dim=4)):
        cloud = condensed_cloud(ArrayRows(rows))
        np.testing.assert_array_equal(cloud.points, cloud_of(rows.astype(np.float32)).points)
        assert cloud.settings == {"metric": "cosine", "start": "pca"}


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("count", [60, 150])
def test_neighbors_of_the_points_and_of_others_equal_scikit_learn(count: int) -> None:
    rows = clusters(count)
    cloud = condensed_cloud(ArrayRows(rows))
    oracle = NearestNeighbors(n_neighbors=4).fit(cloud.points)
    indices, distances = cloud.nearest_others(3)
    expected, near = oracle.kneighbors()
    np.testing.assert_allclose(distances, expected[:, :3], atol=1e-6)
    assert (indices == near[:, :3]).mean() > 0.99
    others = cloud.taken_in(clusters(7) + 0.1)
    indices, distances = cloud.nearest_to(others, 4)
    np.testing.assert_allclose(distances, oracle.kneighbors(others)[0], atol=1e-6)


@pytest.mark.usefixtures("many")
def test_rows_of_one_direction_share_a_point_where_they_are_many() -> None:
    rows = np.vstack([clusters(120), 3 * clusters(120)[:20], np.zeros((2, 12))])
    cloud = condensed_cloud(ArrayRows(rows))
    np.testing.assert_allclose(cloud.points[cloud.place[120:140]], cloud.points[cloud.place[:20]], atol=1e-6)
    assert len(cloud.points) <= 142
