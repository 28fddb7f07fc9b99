import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from rowspace.errors import BadArgument
from rowspace.rows import ArrayRows, BFloat16Rows, Int4Rows, Int8Rows, Rows

VALUES = np.arange(12, dtype=np.float32).reshape(4, 3) - 5


def _int4() -> Int4Rows:
    # Codes 1, 2, 3 of scale 0.5 above −1; codes 15, 0, 8 of scale 2 above 0. The even dim is the low half.
    codes = np.array([[0x21, 0x03], [0x0F, 0x08]], np.uint8)
    return Int4Rows(codes, np.array([[0.5], [2]], np.float16), np.array([[-1], [0]], np.float16), dim=3, group=64)


STORED: dict[str, tuple[Rows, list[list[float]]]] = {
    "float64": (ArrayRows(VALUES.astype(np.float64)), VALUES.tolist()),
    "float16": (ArrayRows(VALUES.astype(np.float16)), VALUES.tolist()),
    "bfloat16": (BFloat16Rows((VALUES.view(np.uint32) >> 16).astype(np.uint16)), VALUES.tolist()),
    "int8": (Int8Rows(np.array([[1, -2], [127, 0]], np.int8), np.array([0.5, 2], np.float16)), [[0.5, -1], [254, 0]]),
    "int4": (_int4(), [[-0.5, 0, 0.5], [30, 0, 16]]),
}


@pytest.mark.parametrize("dtype", STORED)
def test_every_way_of_storing_reads_as_float32(dtype: str) -> None:
    rows, values = STORED[dtype]
    assert rows.dtype == dtype
    assert rows[:].dtype == np.float32
    assert rows[:].tolist() == values
    assert rows[1].tolist() == values[1]
    assert rows[[1, 0, 1]].tolist() == [values[1], values[0], values[1]]
    assert np.concatenate([block for _, block in rows.blocks(size=1)]).tolist() == values


def test_stored_bytes_count_scales_and_minimums() -> None:
    assert STORED["int8"][0].nbytes == 4 + 2 * 2
    assert STORED["int4"][0].nbytes == 4 + 2 * 2 + 2 * 2
    assert STORED["bfloat16"][0].nbytes == 24


def test_slices_read_as_numpy_slices_do() -> None:
    rows = ArrayRows(VALUES)
    for key in (slice(1, 3), slice(None, None, 2), slice(None, None, -1), slice(3, 1), slice(-2, None)):
        assert rows[key].tolist() == VALUES[key].tolist()
    assert rows[[]].shape == (0, 3)


@pytest.mark.parametrize("id", [4, -1, 10**9])
def test_a_row_outside_the_table_is_refused_with_the_rows_there_are(id: int) -> None:
    with pytest.raises(BadArgument, match=r"does not exist: the table has rows 0 to 3\."):
        ArrayRows(VALUES)[[0, id]]


def test_ids_that_are_no_whole_numbers_are_refused() -> None:
    with pytest.raises(BadArgument, match="Row ids are whole numbers in one list; got an array of float64, 1-D"):
        ArrayRows(VALUES)[np.array([0.5])]


def test_shapes_that_do_not_fit_are_refused() -> None:
    with pytest.raises(BadArgument, match="Rows are a 2-D array, tokens × dims; got 1-D"):
        ArrayRows(VALUES[0])
    with pytest.raises(BadArgument, match="INT8 rows need one scale a row"):
        Int8Rows(np.zeros((2, 3), np.int8), np.zeros(3, np.float16))
    scales = np.zeros((2, 1), np.float16)
    with pytest.raises(BadArgument, match="INT4 rows of 3 dims in groups of 2 need 2 bytes and 2 scales a row"):
        Int4Rows(np.zeros((2, 2), np.uint8), scales, scales, dim=3, group=2)


@given(arrays(np.float32, st.tuples(st.integers(1, 9), st.integers(1, 6)), elements=st.floats(-1e6, 1e6, width=32)))
def test_norms_and_mean_do_not_depend_on_the_block(values: np.ndarray) -> None:
    rows = ArrayRows(values)
    np.testing.assert_allclose(rows.norms, np.linalg.norm(values.astype(np.float64), axis=1), rtol=1e-6, atol=1e-44)
    np.testing.assert_allclose(rows.mean, values.astype(np.float64).mean(axis=0), rtol=1e-6, atol=1e-3)


def test_lengths_by_many_threads_are_those_of_one() -> None:
    values = np.random.default_rng(0).standard_normal((5_000, 300)).astype(np.float32)
    alone = np.sqrt(np.einsum("nd,nd->n", values, values, dtype=np.float64)).astype(np.float32)
    assert ArrayRows(values).norms.tolist() == alone.tolist()
    moved = values - values[7]
    apart = np.sqrt(np.einsum("nd,nd->n", moved, moved, dtype=np.float64)).astype(np.float32)
    assert ArrayRows(values).lengths_from(values[7]).tolist() == apart.tolist()


@pytest.mark.parametrize("rows", [ArrayRows(VALUES), BFloat16Rows((VALUES.view(np.uint32) >> 16).astype(np.uint16)),
                                  Int8Rows(np.arange(12, dtype=np.int8).reshape(4, 3), np.ones(4, np.float16))],
                         ids=lambda rows: rows.dtype)  # fmt: skip
def test_rows_are_written_into_the_array_given(rows: Rows) -> None:
    out = np.full((3, 3), np.nan, np.float32)
    assert rows.gather([2, 0, 2], out=out) is out
    assert out.tolist() == rows[[2, 0, 2]].tolist()


def test_an_array_of_the_stored_type_takes_stored_numbers() -> None:
    bits, halves = (VALUES.view(np.uint32) >> 16).astype(np.uint16), VALUES.astype(np.float16)
    assert BFloat16Rows(bits).gather([3, 1], out=np.empty((2, 3), np.uint16)).tolist() == bits[[3, 1]].tolist()
    taken = ArrayRows(halves).gather([3, 1], out=np.empty((2, 3), np.float16))
    assert (taken.dtype, taken.tolist()) == (np.float16, halves[[3, 1]].tolist())


@pytest.mark.parametrize(
    "out", [np.empty((2, 2), np.float32), np.empty((2, 3), np.float64), np.empty((2, 6), np.float32)[:, ::2]]
)
def test_an_array_that_rows_cannot_be_written_into_is_refused(out: np.ndarray) -> None:
    with pytest.raises(BadArgument, match="out is an array of float16 or float32, 2 × 3, writeable and row after row"):
        ArrayRows(VALUES.astype(np.float16)).gather([0, 1], out=out)


def test_rows_after_others_are_theirs_from_there_on() -> None:
    for rows in (ArrayRows(VALUES), BFloat16Rows((VALUES.view(np.uint32) >> 16).astype(np.uint16))):
        later = rows.after(1)
        assert (later.shape, later.dtype, later.nbytes) == ((3, 3), rows.dtype, rows.nbytes * 3 // 4)
        assert later[:].tolist() == rows[1:].tolist()
        assert later[[2, 0]].tolist() == rows[[3, 1]].tolist()
        assert rows.after(0) is rows
