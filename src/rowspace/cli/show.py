"""What a table is and holds: info, tokens, row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from rowspace.cli.options import Json, TableArgument, Tensor
from rowspace.cli.output import plain, print_fields, print_table, show

if TYPE_CHECKING:
    from rowspace.operations.info import TableInfo
    from rowspace.operations.lookup import RowSelection

NUMBERS_A_LINE = 10


def info(table: TableArgument, tensor: Tensor = None, as_json: Json = False) -> None:
    """Shape, storage, and where a table came from."""
    from rowspace.operations.info import table_info
    from rowspace.operations.open import open_table

    answer = table_info(open_table(table, tensor), full_path=True)
    show(answer, lambda: _describe(answer), as_json=as_json)


def tokens(
    table: TableArgument,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="Any text; quote it.")],
    tensor: Tensor = None,
    as_json: Json = False,
) -> None:
    """The tokens and ids that a text becomes."""
    from rowspace.operations.lookup import encode
    from rowspace.operations.open import open_table

    answer = encode(open_table(table, tensor), text)
    pieces = answer.pieces
    keys = {**plain(answer), "tokens": [piece.token for piece in pieces], "ids": [piece.id for piece in pieces]}
    lines = [[piece.spelled, "none" if piece.id is None else str(piece.id), piece.known] for piece in pieces]
    show(keys, lambda: print_table(["token", "id", "known"], lines), as_json=as_json)


def row(
    table: TableArgument,
    token: Annotated[list[str], typer.Argument(metavar="TOKEN...", help="Tokens, or #123 for an id.")],
    tensor: Tensor = None,
    as_json: Json = False,
) -> None:
    """The numbers in the rows of tokens."""
    from rowspace.operations.lookup import rows_of
    from rowspace.operations.open import open_table

    answer = rows_of(open_table(table, tensor), token)
    show(answer, lambda: _list_rows(answer), as_json=as_json)


def _describe(answer: TableInfo) -> None:
    print_fields(
        {
            "name": answer.name,
            "rows": answer.rows,
            "dim": answer.dim,
            "dtype": answer.dtype,
            "bytes": answer.bytes,
            "tensor": answer.tensor,
            "tokens": _tokens(answer),
            "tokenizer": answer.tokenizer,
            "positions": _positions(answer),
            "head": _head(answer),
            "scale": f"the model multiplies a row by {answer.input_scale:.6g}" if answer.input_scale != 1 else None,
            "source": answer.source,
            "format": answer.format,
            "package": answer.package,
            "license": answer.license,
            "groups": ", ".join(answer.groups) or None,
            "note": answer.note,
        }
    )
    if len(answer.tensors) > 1:
        print()
        lines = [[t.role, t.name, t.dtype, " × ".join(f"{n:,}" for n in t.shape), t.bytes] for t in answer.tensors]
        print_table(["role", "tensor", "dtype", "shape", "bytes"], lines)


def _tokens(answer: TableInfo) -> int | str:
    """How many, and what rows and tokens do not share."""
    told = [f"from {answer.vocabulary}"] if answer.vocabulary else []
    told += [f"{answer.padding_rows:,} rows past the last"] if answer.padding_rows else []
    if answer.tokens_past_rows:
        from rowspace.operations.lookup import spelled

        told.append(f"without a row: {', '.join(map(spelled, answer.tokens_past_rows[:10]))}")
    return f"{answer.tokens:,} ({'; '.join(told)})" if told else answer.tokens


def _positions(answer: TableInfo) -> int | str:
    if not answer.positions:
        return "none"
    before = f" (after {answer.position_offset} rows that stand for none)" if answer.position_offset else ""
    return f"{answer.positions:,}{before}"


def _head(answer: TableInfo) -> str | None:
    """Stored, equal, tied: three facts, of which configs often get one wrong."""
    if answer.stored_twice is None:
        return None
    stored = "stored" if answer.stored_twice else "none stored"
    same = {True: ", the same bytes as the table", False: ", other bytes than the table", None: ""}[answer.equal_bytes]
    flag = {True: "tied", False: "not tied", None: "nothing"}[answer.tied_flag]
    return f"{stored}{same}; the config says {flag}"


def _list_rows(answer: RowSelection) -> None:
    from rowspace.operations.lookup import spelled

    for token, id, norm, numbers in zip(answer.tokens, answer.ids, answer.norms, answer.rows.tolist(), strict=True):
        which = f"id {id}" if id >= 0 else "no row of its own"
        print(f"{spelled(token)}  ({which}, length {norm:.4f})")
        for start in range(0, len(numbers), NUMBERS_A_LINE):
            print(" ".join(f"{number:9.5f}" for number in numbers[start : start + NUMBERS_A_LINE]))
