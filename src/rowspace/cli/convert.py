"""A table in another format."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rowspace.cli.options import Json, TableArgument, Tensor
from rowspace.cli.output import print_fields, show
from rowspace.cli.progress import progress_bar

if TYPE_CHECKING:
    from rowspace.operations.convert import Converted


def convert(
    table: TableArgument,
    out: Annotated[Path, typer.Option(help="File to write; its ending names the format.")],
    format: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="native, word2vec, word2vec-binary, glove, npy, parquet or projector."),
    ] = None,
    tensor: Tensor = None,
    tokens: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A list of tokens for the rows, instead of those found.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Write a table in another format, with what belongs to it."""
    from rowspace.operations import convert as conversion
    from rowspace.operations.open import open_table

    opened = open_table(table, tensor, tokens)
    with progress_bar() as told:
        answer = conversion.convert(opened, out, format, told)
    show(answer, lambda: _describe(answer), as_json=as_json)


def _describe(answer: Converted) -> None:
    print_fields(
        {
            "wrote": ", ".join(answer.files),
            "format": answer.format,
            "rows": answer.rows,
            "dim": answer.dim,
            "bytes": answer.bytes,
            "note": " ".join(answer.notes) or None,
        }
    )
