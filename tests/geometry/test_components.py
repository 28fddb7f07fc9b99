import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.decomposition import PCA

from rowspace.geometry.components import placed, principal_components, widest
from rowspace.geometry.projection import Plane, principal_plane
from rowspace.rows import ArrayRows, BFloat16Rows


@pytest.fixture
def block_by_block(monkeypatch: pytest.MonkeyPatch) -> None:
    """Has every table go through blocks, of few rows each."""
    monkeypatch.setattr("rowspace.geometry.components.SMALL", 0)
    monkeypatch.setattr("rowspace.geometry.components.BLOCK", 256)
    monkeypatch.setattr("rowspace.geometry.moments.BLOCK", 1)


def cloud(rows: int, dim: int, *, seed: int = 0) -> np.ndarray:
    """Rows as a model's are: far from the origin, wide along few directions, one dim far larger than the others."""
    random = np.random.default_rng(seed)
    wide = random.standard_normal((rows, 12)) * 0.8 ** np.arange(12) @ random.standard_normal((12, dim))
    cells = wide + 0.05 * random.standard_normal((rows, dim)) + random.standard_normal(dim)
    cells[:, 3] *= 20
    return cells.astype(np.float32)


def apart(plane: Plane, axes: np.ndarray) -> float:
    """Sine of the largest angle between two spaces of equally many directions."""
    return float(np.linalg.norm(axes - axes @ plane.axes.T @ plane.axes, 2))


@pytest.mark.usefixtures("block_by_block")
def test_points_on_a_line_need_one_axis() -> None:
    rows = ArrayRows(np.outer(np.arange(100.0), [3, 4]).astype(np.float32))
    plane = principal_components(rows, 2)
    np.testing.assert_allclose(plane.axes, [[0.6, 0.8], [0, 0]], atol=1e-6)
    np.testing.assert_allclose(plane.explained, [1, 0], atol=1e-6)
    np.testing.assert_allclose(placed(rows, plane)[:, 0], 5 * (np.arange(100.0) - 49.5), rtol=1e-5)


@pytest.mark.usefixtures("block_by_block")
@pytest.mark.parametrize("shape", [(700, 40), (90, 64), (30, 64)])
def test_all_rows_at_full_width_equal_lapack_and_scikit_learn(shape: tuple[int, int]) -> None:
    array = cloud(*shape)
    plane, exact = principal_components(ArrayRows(array), 10), principal_plane(array, 10)
    oracle = PCA(10, svd_solver="full").fit(array.astype(float))
    assert apart(plane, oracle.components_) < 1e-4
    np.testing.assert_allclose(plane.explained, oracle.explained_variance_ratio_, rtol=1e-4, atol=1e-7)
    np.testing.assert_allclose(plane.axes[:4], exact.axes[:4], atol=1e-4)  # signs too
    np.testing.assert_allclose(placed(ArrayRows(array), plane), exact.project(array), atol=1e-3)


@pytest.mark.usefixtures("block_by_block")
def test_halves_are_widened_on_the_way_and_broken_rows_left_out() -> None:
    array = cloud(300, 16)
    bits = (array.view(np.uint32) >> 16).astype(np.uint16)
    whole = (bits.astype(np.uint32) << 16).view(np.float32)
    bits[5, 2] = 0x7FC0  # NaN
    plane = principal_components(BFloat16Rows(bits), 3)
    oracle = PCA(3).fit(np.delete(whole, 5, axis=0).astype(float))
    assert apart(plane, oracle.components_) < 1e-4


@pytest.mark.usefixtures("block_by_block")
@pytest.mark.parametrize("length", [1e-30, 1.0, 1e30])
def test_any_length_of_rows_will_do(length: float) -> None:
    array = cloud(200, 8)
    plane = principal_components(ArrayRows(array * np.float32(length)), 2)
    exact = principal_plane(array, 2)
    np.testing.assert_allclose(plane.explained, exact.explained, rtol=1e-4)
    np.testing.assert_allclose(plane.mean / length, exact.mean, rtol=1e-4)


@pytest.mark.usefixtures("block_by_block")
@settings(max_examples=20)
@given(st.integers(1, 60), st.integers(1, 9), st.integers(1, 12))
def test_axes_are_at_right_angles_and_shares_fall(rows: int, dim: int, dims: int) -> None:
    plane = principal_components(ArrayRows(np.random.default_rng(rows).standard_normal((rows, dim))), dims)
    lengths = np.diag(plane.axes @ plane.axes.T)
    np.testing.assert_allclose(plane.axes @ plane.axes.T, np.diag(lengths), atol=1e-6)
    assert set(np.round(lengths, 6)) <= {0.0, 1.0}
    assert (np.diff(plane.explained) <= 1e-9).all()
    assert plane.explained.sum() <= 1 + 1e-6


@pytest.mark.usefixtures("block_by_block")
def test_it_says_how_far_it_is_and_stops_when_told() -> None:
    rows, told = ArrayRows(cloud(500, 16)), []
    principal_components(rows, tick=told.append)
    assert told == sorted(told)
    assert told[0] == 0 < told[-1] <= 0.8

    def stop(done: float) -> None:
        if done > 0.2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        principal_components(rows, tick=stop)


@pytest.mark.parametrize("spread", ["falling", "flat", "equal pairs", "two values"])
def test_a_few_directions_of_many_dims_equal_lapacks(spread: str, monkeypatch: pytest.MonkeyPatch) -> None:
    values = {
        "falling": 0.9 ** np.arange(120),
        "flat": np.linspace(1, 1.02, 120),
        "equal pairs": np.repeat(0.9 ** np.arange(60), 2),
        "two values": np.where(np.arange(120) < 8, 2.0, 1.0),
    }[spread]
    turn = np.linalg.qr(np.random.default_rng(0).standard_normal((120, 120)))[0]
    products = turn * values @ turn.T
    monkeypatch.setattr("rowspace.geometry.components.LARGE", 100)
    variances, axes = widest(products.copy(), 8)
    np.testing.assert_allclose(variances, np.sort(values)[::-1][:8], rtol=1e-9)
    np.testing.assert_allclose(axes @ products @ axes.T, np.diag(variances), atol=1e-9)
    np.testing.assert_allclose(axes @ axes.T, np.eye(8), atol=1e-9)
