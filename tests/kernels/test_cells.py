import numpy as np
import pytest

from rowspace.kernels.cells import HELD, Kind, cells_of
from rowspace.rows import ArrayRows, BFloat16Rows, Int8Rows


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        (ArrayRows(np.ones((3, 2), np.float32)), "float32"),
        (ArrayRows(np.ones((3, 2), np.float16)), "float16"),
        (ArrayRows(np.ones((3, 2), np.int8)), "int8"),
        (BFloat16Rows(np.ones((3, 2), np.uint16)), "bfloat16"),
        (Int8Rows(np.ones((3, 2), np.int8), np.ones(3, np.float16)), "int8"),
    ],
)
def test_rows_show_their_numbers_where_they_lie(rows: ArrayRows, kind: Kind) -> None:
    cells = rows.cells
    assert cells is not None
    assert (cells.kind, cells.array.dtype, cells.array.shape) == (kind, HELD[kind], (3, 2))
    assert not cells.array.flags.writeable
    assert cells.scales.tolist() == ([1, 1, 1] if isinstance(rows, Int8Rows) else [])
    later = rows.after(1).cells
    assert later is not None
    assert len(later.array) == 2
    assert np.shares_memory(later.array, cells.array)


def test_other_numbers_and_other_orders_are_not_shown() -> None:
    assert ArrayRows(np.ones((3, 2))).cells is None
    assert ArrayRows(np.ones((3, 2), np.uint8)).cells is None
    assert ArrayRows(np.ones((3, 2), ">f4")).cells is None
    assert ArrayRows(np.ones((2, 3), np.float32).T).cells is None
    assert cells_of("float32", np.frombuffer(b"\0" * 25, np.uint8)[1:].view(np.float32).reshape(3, 2)) is None
