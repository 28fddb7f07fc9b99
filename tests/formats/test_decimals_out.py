"""Numbers in decimal: each reads back to the same bits, with no more digits than numpy itself writes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.formats.decimals_out import WIDEST, write_lines, write_records


def lines(rows: np.ndarray, tokens: tuple[bytes, ...] = (), separator: bytes = b" ") -> bytes:
    rows = np.ascontiguousarray(rows, np.float32)
    ends = np.cumsum([len(token) for token in tokens], dtype=np.int64)
    starts = ends - np.array([len(token) for token in tokens], np.int64)
    spelled = np.frombuffer(b"".join(tokens), np.uint8)
    out = np.zeros(len(spelled) + len(rows) * (WIDEST * rows.shape[1] + 2), np.uint8)
    return out[: write_lines(rows, spelled, starts, ends, separator[0], out)].tobytes()


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0.0, "0"),
        (-0.0, "-0"),
        (1, "1"),
        (-0.5, "-0.5"),
        (0.1, "0.1"),
        (123.25, "123.25"),
        (1e-5, "0.00001"),
        (1.5e-6, "1.5e-06"),
        (123456, "123456"),
        (1e8, "100000000"),
        (3e9, "3e+09"),
        (16777216, "16777216"),
        (99999.9921875, "99999.99"),
        (0.99999994, "0.99999994"),
        (3.4028235e38, "3.4028235e+38"),
        (1.17549435e-38, "1.1754944e-38"),
        (1e-45, "1e-45"),
        (float("nan"), "nan"),
        (float("inf"), "inf"),
        (float("-inf"), "-inf"),
    ],
)
def test_worked_examples(number: float, written: str) -> None:
    assert lines(np.array([[number]])) == f"{written}\n".encode()


@given(st.lists(st.integers(0, 2**32 - 1), min_size=1, max_size=50))
def test_every_float32_reads_back_to_its_bits(bits: list[int]) -> None:
    numbers = np.array(bits, np.uint32).view(np.float32)
    with np.errstate(over="ignore"):
        read = np.array([np.float32(float(word)) for word in lines(numbers[:, None]).split()])
    same = (read.view(np.uint32) == numbers.view(np.uint32)) | (np.isnan(read) & np.isnan(numbers))
    assert same.all()


@given(
    st.floats(
        width=32, allow_nan=False, allow_infinity=False, allow_subnormal=False, min_value=2.0**-90, max_value=2.0**23
    )
)
def test_no_digit_is_written_in_vain(number: float) -> None:
    """Never more digits than numpy's shortest, below the size where a float32 skips whole numbers."""
    shortest = np.format_float_scientific(np.float32(number), unique=True, trim="-").split("e")[0]
    ours = lines(np.array([[number]])).decode().strip().split("e")[0]
    assert len(ours.replace(".", "").lstrip("0").rstrip("0")) <= len(shortest.replace(".", "")) + (number >= 1e6)


def test_lines_and_records() -> None:
    rows = np.array([[1, -2.5], [0.25, 3]], np.float32)
    assert lines(rows, (b"cat", b"\xffa")) == b"cat 1 -2.5\n\xffa 0.25 3\n"
    assert lines(rows, separator=b"\t") == b"1\t-2.5\n0.25\t3\n"
    out = np.empty(5 + 2 + 16, np.uint8)
    starts, ends = np.array([0, 3]), np.array([3, 5])
    write_records(rows.view(np.uint8), np.frombuffer(b"cat\xffa", np.uint8), starts, ends, out)
    assert out.tobytes() == b"cat " + rows[0].tobytes() + b"\xffa " + rows[1].tobytes()


@given(st.lists(st.tuples(st.text(max_size=4), st.floats(width=32)), min_size=1, max_size=8))
def test_a_line_has_its_token_and_its_numbers(pairs: list[tuple[str, float]]) -> None:
    tokens = tuple(token.replace("\n", "").encode("utf-8", "replace") for token, _ in pairs)
    written = lines(np.array([[number] * 3 for _, number in pairs]), tokens)
    read = [line.rsplit(b" ", 3)[0] for line in written.split(b"\n")[:-1]]
    assert read == list(tokens)
