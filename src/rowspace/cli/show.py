"""What a table is and holds: info, tokens, row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from rowspace.cli.options import Json, TableArgument
from rowspace.cli.output import plain, print_fields, print_table, show

if TYPE_CHECKING:
    from rowspace.operations.info import TableInfo
    from rowspace.operations.lookup import RowSelection

NUMBERS_A_LINE = 10


def info(table: TableArgument, as_json: Json = False) -> None:
    """Shape, storage, and where a table came from."""
    from rowspace.operations.info import table_info
    from rowspace.operations.open import open_table

    answer = table_info(open_table(table), full_path=True)
    show(answer, lambda: _describe(answer), as_json=as_json)


def tokens(
    table: TableArgument,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="Any text; quote it.")],
    as_json: Json = False,
) -> None:
    """The tokens and ids that a text becomes."""
    from rowspace.operations.lookup import encode
    from rowspace.operations.open import open_table

    answer = encode(open_table(table), text)
    pieces = answer.pieces
    keys = {**plain(answer), "tokens": [piece.token for piece in pieces], "ids": [piece.id for piece in pieces]}
    lines = [[piece.spelled, "none" if piece.id is None else str(piece.id), piece.known] for piece in pieces]
    show(keys, lambda: print_table(["token", "id", "known"], lines), as_json=as_json)


def row(
    table: TableArgument,
    token: Annotated[list[str], typer.Argument(metavar="TOKEN...", help="Tokens, or #123 for an id.")],
    as_json: Json = False,
) -> None:
    """The numbers in the rows of tokens."""
    from rowspace.operations.lookup import rows_of
    from rowspace.operations.open import open_table

    answer = rows_of(open_table(table), token)
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
            "tokens": answer.tokens,
            "tokenizer": answer.tokenizer,
            "positions": answer.positions or "none",
            "source": answer.source,
            "format": answer.format,
            "package": answer.package,
            "license": answer.license,
            "groups": ", ".join(answer.groups) or None,
            "note": answer.note,
        }
    )


def _list_rows(answer: RowSelection) -> None:
    from rowspace.operations.lookup import spelled

    for token, id, norm, numbers in zip(answer.tokens, answer.ids, answer.norms, answer.rows.tolist(), strict=True):
        print(f"{spelled(token)}  (id {id}, length {norm:.4f})")
        for start in range(0, len(numbers), NUMBERS_A_LINE):
            print(" ".join(f"{number:9.5f}" for number in numbers[start : start + NUMBERS_A_LINE]))
