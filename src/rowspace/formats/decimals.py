"""Numbers written in decimal, read at the speed of memory: `token 0.1 -0.2 …`, one row a line.

A value is read as mantissa × 10^exponent in float64 and rounded to float32. Where that might differ from the
exact rounding (Python's `float`, then float32), the row is reported as doubtful and read again the slow way,
so the answer is always the exact one.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from rowspace.formats.plain_decimals import LITTLE, read_plain, span_before

NEWLINE, RETURN, SPACE, TAB = 10, 13, 32, 9
COUNTED = 1 << 18  # bytes compared at once
OK, BAD_NUMBER, FEW_FIELDS, DOUBTFUL = 0, 1, 2, 3
POWERS = 10.0 ** np.arange(23)  # all exact in float64


def count_lines(text: NDArray[np.uint8], start: int, stop: int) -> int:
    """Lines of text[start:stop], blank ones too; the last may lack its newline."""
    parts = (text[at : min(at + COUNTED, stop)] for at in range(start, stop, COUNTED))
    newlines = sum(int(np.count_nonzero(part == NEWLINE)) for part in parts)
    return newlines + (stop > start and text[stop - 1] != NEWLINE)


@njit(cache=True, nogil=True)
def read_lines(
    text: Any, start: int, stop: int, rows: Any, token_start: Any, token_end: Any, status: Any, line_start: Any
) -> int:
    """Reads every line of text[start:stop] into rows (n, d); returns how many there were.

    token_start, token_end  (n,) bytes of `text` that are the token
    status                  (n,) OK, or why the line was not read
    line_start              (n,) byte where the line begins
    """
    line = 0
    at = start
    while at < stop:
        end = at + span_before(text.ctypes.data + at, text.ctypes.data + stop, NEWLINE)
        last = end
        while last > at and (text[last - 1] == RETURN or text[last - 1] == SPACE or text[last - 1] == TAB):
            last -= 1
        if last > at and line < len(rows):
            line_start[line] = at
            status[line] = read_line(text, at, last, rows[line], token_start, token_end, line)
            line += 1
        elif last > at:
            return line + 1
        at = end + 1
    return line


@njit(cache=True, nogil=True)
def read_line(text: Any, at: int, last: int, row: Any, token_start: Any, token_end: Any, line: int) -> int:
    """One line, text[at:last], without its end. The last d fields are numbers, all before them is the token."""
    split = at
    while split < last and text[split] != SPACE and text[split] != TAB:
        split += 1
    if split > at and split < last:
        outcome = read_numbers(text, split, last, row)
        if outcome in (OK, DOUBTFUL):
            token_start[line], token_end[line] = at, split
            return outcome
    split = split_from_right(text, at, last, len(row))
    if split < 0:
        return FEW_FIELDS
    token_start[line], token_end[line] = at, split
    return read_numbers(text, split, last, row)


@njit(cache=True, nogil=True)
def split_from_right(text: Any, at: int, last: int, fields: int) -> int:
    """Byte of the separator before the last `fields` fields; −1 where the line has too few of them."""
    position = last
    for _ in range(fields):
        while position > at and text[position - 1] != SPACE and text[position - 1] != TAB:
            position -= 1
        if position <= at:
            return -1
        position -= 1
    return position if position > at else -1


@njit(cache=True, nogil=True)
def read_numbers(text: Any, at: int, last: int, row: Any) -> int:
    """Exactly len(row) numbers in text[at:last], each after one separator or more."""
    doubtful, begin = False, text.ctypes.data
    for column in range(len(row)):
        if at >= last or (text[at] != SPACE and text[at] != TAB):
            return BAD_NUMBER
        after, value = read_plain(begin + at + 1, begin + len(text)) if LITTLE else (0, 0.0)
        if after:
            at, row[column] = after - begin, value
            continue
        while at < last and (text[at] == SPACE or text[at] == TAB):
            at += 1
        at, value, outcome = read_number(text, at, last)
        if outcome == BAD_NUMBER:
            return BAD_NUMBER
        doubtful |= outcome == DOUBTFUL
        row[column] = value
    if at != last:
        return BAD_NUMBER
    return DOUBTFUL if doubtful else OK


@njit(cache=True, nogil=True)
def read_number(text: Any, at: int, last: int) -> tuple[int, float, int]:
    """One number: where it ends, its value, and whether that is sure."""
    negative = at < last and text[at] == 45
    if at < last and (text[at] == 45 or text[at] == 43):
        at += 1
    mantissa, digits, seen, exponent, point = np.uint64(0), 0, 0, 0, False
    while at < last:
        digit = int(text[at]) - 48
        if 0 <= digit <= 9:
            seen += 1
            if digits < 18:
                mantissa = mantissa * np.uint64(10) + np.uint64(digit)
                digits += int(mantissa > 0)
                exponent -= point
            else:
                exponent += not point  # a digit past the 18th moves the point only; the rounding check covers it
        elif text[at] == 46 and not point:
            point = True
        else:
            break
        at += 1
    if seen == 0:
        return skip_word(text, at, last), 0.0, DOUBTFUL  # nan, inf, or no number: the slow reader knows
    if at < last and (text[at] == 101 or text[at] == 69):
        at, scientific, good = read_exponent(text, at + 1, last)
        if not good:
            return at, 0.0, BAD_NUMBER
        exponent += scientific
    if at < last and text[at] != SPACE and text[at] != TAB:
        return skip_word(text, at, last), 0.0, DOUBTFUL
    if mantissa == 0:
        return at, -0.0 if negative else 0.0, OK
    if exponent < -40 or exponent > 30:
        return at, 0.0, DOUBTFUL
    value = scale(float(mantissa), exponent)
    return at, -value if negative else value, OK if surely_rounds(value, digits, exponent) else DOUBTFUL


@njit(cache=True, nogil=True)
def read_exponent(text: Any, at: int, last: int) -> tuple[int, int, bool]:
    negative = at < last and text[at] == 45
    if at < last and (text[at] == 45 or text[at] == 43):
        at += 1
    exponent, seen = 0, 0
    while at < last and 48 <= text[at] <= 57:
        if exponent < 10_000:
            exponent = exponent * 10 + (text[at] - 48)
        seen += 1
        at += 1
    return at, -exponent if negative else exponent, seen > 0


@njit(cache=True, nogil=True)
def skip_word(text: Any, at: int, last: int) -> int:
    while at < last and text[at] != SPACE and text[at] != TAB:
        at += 1
    return at


@njit(cache=True, nogil=True)
def scale(value: float, exponent: int) -> float:
    """Value × 10^exponent, within 3 units in the last place of float64 for |exponent| ≤ 44."""
    while exponent < -22:
        value /= POWERS[22]
        exponent += 22
    while exponent > 22:
        value *= POWERS[22]
        exponent -= 22
    return float(value / POWERS[-exponent] if exponent < 0 else value * POWERS[exponent])


@njit(cache=True, nogil=True)
def surely_rounds(value: float, digits: int, exponent: int) -> bool:
    """Whether float32(value) is right although `value` may be off by a few units of float64.

    Up to 15 digits and |exponent| ≤ 22 the float64 is itself exact (Clinger 1990). Else the 29 bits that
    float32 drops must not lie within 16 of the halfway point, and the value must be a normal float32.
    """
    if digits <= 15 and -22 <= exponent <= 22:
        return True
    if value < 1.2e-38 or value > 3.4e38:
        return False
    dropped = np.int64(np.float64(value).view(np.int64)) & np.int64(0x1FFFFFFF)
    return bool(abs(dropped - 0x10000000) > 16)


@njit(cache=True, nogil=True)
def gather_tokens(text: Any, token_start: Any, offsets: Any, blob: Any) -> None:
    """Copies every token's bytes end to end into blob (offsets[-1],)."""
    for i in range(len(token_start)):
        for j in range(offsets[i + 1] - offsets[i]):
            blob[offsets[i] + j] = text[token_start[i] + j]


@njit(cache=True, nogil=True)
def find_binary_rows(raw: Any, at: int, count: int, width: int, token_start: Any, token_end: Any) -> int:
    """Walks a word2vec binary file: token, space, `width` bytes, perhaps a newline. Returns rows found whole."""
    for i in range(count):
        while at < len(raw) and raw[at] == NEWLINE:
            at += 1
        end = at
        while end < len(raw) and raw[end] != SPACE and end - at <= 1024:
            end += 1
        if end >= len(raw) or raw[end] != SPACE or end + 1 + width > len(raw):
            return i
        token_start[i], token_end[i] = at, end
        at = end + 1 + width
    return count


@njit(cache=True, nogil=True)
def gather_bytes(raw: Any, starts: Any, out: Any) -> None:
    """Row i of out (k, width) becomes the bytes from raw[starts[i]:]."""
    for i in range(len(starts)):
        for j in range(out.shape[1]):
            out[i, j] = raw[starts[i] + j]
