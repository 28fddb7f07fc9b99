"""The lesson in a browser: the command without a name, and open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, TypeAlias

import typer

from rowspace.cli.options import Json, Tensor
from rowspace.cli.output import print_json
from rowspace.errors import BadArgument

Port: TypeAlias = Annotated[
    int | None, typer.Option(min=0, max=65_535, help="Port to answer at; 8765 or the next free one if left out.")
]
Host: TypeAlias = Annotated[str, typer.Option(help="Address of this machine to answer at.")]
Browser: TypeAlias = Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page in the browser.")]


def open_(
    table: Annotated[list[str], typer.Argument(metavar="TABLE...", help="Tables to open beside the shipped ones.")],
    port: Port = None,
    host: Host = "127.0.0.1",
    browser: Browser = True,
    tensor: Tensor = None,
    as_json: Json = False,
) -> None:
    """Serve the lesson with your own tables too."""
    if tensor is not None and len(table) > 1:
        raise BadArgument(f"--tensor {tensor} says which tensor of one TABLE; got {len(table)} tables.")
    serve_tables(table, tensor=tensor, host=host, port=port, browser=browser, as_json=as_json)


def serve_tables(
    sources: Sequence[str],
    *,
    host: str,
    port: int | None,
    browser: bool,
    as_json: bool,
    tensor: str | None = None,
) -> None:
    """Serves the given tables first, then the shipped ones that are not among them, until Ctrl-C."""
    from rowspace.formats.shipped import SHIPPED
    from rowspace.operations.open import open_table

    own = dict.fromkeys(sources)  # all are opened, or refused, before the server loads
    tables = [open_table(source, tensor) for source in own]
    tables += [open_table(name) for name in SHIPPED if name not in own]

    from rowspace.server.run import serve

    names = [table.name for table in tables]
    announce = (lambda address: _announce(address, names)) if as_json else None
    serve(tables, host, port, browser, announce)


def _announce(address: str, names: list[str]) -> None:
    print_json({"address": address, "tables": names})
