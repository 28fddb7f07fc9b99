import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rowspace.errors import BadArgument, UnknownToken
from rowspace.geometry.rotation import rotated
from rowspace.geometry.similarity import cosine
from rowspace.operations.opened import OpenedTable
from rowspace.operations.rotate import rotate
from tests.tables import make_table


def test_numbers_change_and_cosines_do_not(minilm: OpenedTable) -> None:
    rows = minilm.rows[[minilm.id(token) for token in ("cat", "dog", "king")]]
    turned = rotate(minilm, ["cat", "dog", "king"], seed=3)
    assert (turned.dim, turned.seed, turned.amount, turned.tokens) == (384, 3, 1.0, ["cat", "dog", "king"])
    assert turned.rows.dtype == turned.cosines.dtype == np.float32
    np.testing.assert_array_equal(turned.rows, rotated(rows, seed=3).astype(np.float32))
    np.testing.assert_allclose(turned.cosines, cosine(rows, rows), atol=1e-6)
    assert turned.max_cosine_change < 1e-6
    assert turned.mean_cell_change == pytest.approx(np.abs(turned.rows - rows).mean(), rel=1e-5)
    assert turned.mean_cell_change > 0.03


def test_no_amount_is_the_table_itself(royal: OpenedTable) -> None:
    still = rotate(royal, ["king", "#1"], amount=0.0)
    assert still.tokens == ["king", "queen"]
    np.testing.assert_array_equal(still.rows, royal.rows[[0, 1]])
    assert still.max_cosine_change == still.mean_cell_change == 0


@settings(deadline=None)
@given(st.integers(0, 99), st.floats(0, 1))
def test_any_rotation_keeps_the_cosines(seed: int, amount: float) -> None:
    rows = np.random.default_rng(seed).standard_normal((4, 9))
    turned = rotate(make_table(list("abcd"), rows), list("abcd"), seed, amount)
    assert turned.max_cosine_change < 1e-6


def test_what_cannot_be_rotated_is_refused(royal: OpenedTable) -> None:
    with pytest.raises(BadArgument, match="amount is how far to rotate, 0 to 1; got 2"):
        rotate(royal, ["king"], amount=2)
    with pytest.raises(UnknownToken, match='"kin" is not in royal'):
        rotate(royal, ["kin"])
    with pytest.raises(BadArgument, match="not finite"):
        rotate(make_table(["a"], [[np.nan, 1]]), ["a"])
