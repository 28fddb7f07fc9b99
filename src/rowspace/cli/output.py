"""How an answer is printed: one JSON object, or lines and tables for people."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from rowspace.errors import BadExpression, RowspaceError


def show(answer: Any, in_words: Callable[[], None], *, as_json: bool) -> None:
    """Prints `answer` as JSON, or else by calling `in_words`."""
    if as_json:
        print_json(answer)
    else:
        in_words()


def print_json(answer: Any) -> None:
    """One object on one line: dataclasses by field, arrays as lists, numbers that are not finite as null."""
    value = plain(answer)
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:  # another encoding, or a token of bytes that are no UTF-8
        text = json.dumps(value, allow_nan=False)
    print(text)


def plain(value: Any) -> Any:
    """The value in what JSON has."""
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(held) for key, held in value.items()}
    if hasattr(value, "tolist"):  # numpy, which is not imported here
        return plain(value.tolist())
    if isinstance(value, list | tuple):
        return [plain(held) for held in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def print_error(error: RowspaceError, *, as_json: bool) -> None:
    """One sentence on stderr, an expression with a caret below it; or the error object on stdout."""
    if as_json:
        print_json({"error": {"kind": error.kind, "message": error.message, "details": error.details}})
        return
    print(error.message, file=sys.stderr)
    if isinstance(error, BadExpression):
        print(error.pointer, file=sys.stderr)


def print_table(headings: Sequence[str], lines: Sequence[Sequence[Any]]) -> None:
    """Aligned columns; numbers to the right. Wide letters and narrow terminals are rich's business."""
    from rich.console import Console
    from rich.table import Table

    # Neither a token such as [unused1] nor a number is markup, and a pipe has no width to wrap at
    width = None if sys.stdout.isatty() else 10_000
    console = Console(file=sys.stdout, markup=False, highlight=False, emoji=False, width=width)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column, heading in enumerate(headings):
        numeric = all(isinstance(line[column], int | float) for line in lines)
        table.add_column(heading, justify="right" if numeric else "left")
    for line in lines:
        table.add_row(*[cell(value) for value in line])
    console.print(table)


def print_fields(pairs: Mapping[str, Any]) -> None:
    """Names and values, one pair a line; what is None is left out."""
    shown = {name: value for name, value in pairs.items() if value is not None}
    width = max(map(len, shown), default=0)
    for name, value in shown.items():
        print(f"{name:<{width}}  {cell(value)}")


def cell(value: Any) -> str:
    """A value as people read it: four decimals, thousands apart, nothing invisible in a text."""
    if isinstance(value, bool) or value is None:
        return {True: "yes", False: "no", None: ""}[value]
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:.4f}" if isinstance(value, float) else str(value)
