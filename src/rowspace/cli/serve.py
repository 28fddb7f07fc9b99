"""The lesson in a browser: the command without a name, and open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, TypeAlias

import typer

from rowspace.cli.options import Json
from rowspace.cli.output import print_json

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
    as_json: Json = False,
) -> None:
    """Serve the lesson with your own tables too."""
    serve_tables(table, host=host, port=port, browser=browser, as_json=as_json)


def serve_tables(sources: Sequence[str], *, host: str, port: int | None, browser: bool, as_json: bool) -> None:
    """Serves the given tables first, then the shipped ones that are not among them, until Ctrl-C."""
    from rowspace.formats.shipped import SHIPPED
    from rowspace.operations.open import open_table

    tables = [open_table(source) for source in dict.fromkeys([*sources, *SHIPPED])]  # refuses before the server loads

    from rowspace.server.run import serve

    names = [table.name for table in tables]
    announce = (lambda address: _announce(address, names)) if as_json else None
    serve(tables, host, port, browser, announce)


def _announce(address: str, names: list[str]) -> None:
    print_json({"address": address, "tables": names})
