"""The command line. What each command needs is imported when it runs: help must not wait for numpy."""

from __future__ import annotations

import os
import sys
from typing import Annotated, Any, cast

import typer
from typer.core import TyperGroup

from rowspace.cli import bias, convert, picture, positions, score, search, serve, shape, show, size, train
from rowspace.cli.options import Json, wants_json
from rowspace.cli.output import print_error
from rowspace.errors import Canceled, RowspaceError

# click's base of every usage error; typer exports only this child of it
UsageError = cast(type[Exception], typer.BadParameter.__base__)


class Usage(RowspaceError):
    kind = "usage"


class Internal(RowspaceError):
    kind = "internal"


class Commands(TyperGroup):
    """Shows every error the way the command was asked to answer, and never a traceback."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except RowspaceError as error:
            code = _fail(ctx, error, 1)
        except KeyboardInterrupt:
            code = _fail(ctx, Canceled("Canceled; nothing was written."), 130)
        except UsageError as error:
            if not wants_json(ctx):
                raise
            code = _fail(ctx, Usage(cast(Any, error).format_message()), 2)
        except (typer.Exit, typer.Abort, BrokenPipeError):
            raise
        except Exception as error:
            if os.environ.get("ROWSPACE_TRACEBACK"):
                raise
            code = _fail(ctx, _internal(error), 1)
        raise typer.Exit(code)


app = typer.Typer(cls=Commands, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)

for command in (
    show.info,
    show.tokens,
    show.row,
    search.similarity,
    search.neighbors,
    score.evaluate,
    shape.shape,
    picture.project,
    bias.bias,
    bias.weat,
    positions.positions,
    size.size,
    convert.convert,
    train.train,
):
    app.command()(command)
app.command("open")(serve.open_)


def _print_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        print(f"rowspace {version('rowspace')}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def rowspace(
    ctx: typer.Context,
    port: serve.Port = None,
    host: serve.Host = "127.0.0.1",
    browser: serve.Browser = True,
    as_json: Json = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Opens any model's embedding table, shows its geometry, and teaches how tokens become vectors.

    Without a command: serves the lesson on the shipped tables and opens the browser.
    """
    if ctx.invoked_subcommand is None:
        serve.serve_tables([], host=host, port=port, browser=browser, as_json=as_json)


def run() -> None:
    """Entry of the `rowspace` command."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot print a token prints its escape instead of failing
        cast(Any, stream).reconfigure(errors="backslashreplace")
    app(prog_name="rowspace")


def _fail(ctx: Any, error: RowspaceError, code: int) -> int:
    print_error(error, as_json=wants_json(ctx))
    return code


def _internal(error: Exception) -> Internal:
    told = f"{type(error).__name__}: {error}".splitlines()[0]
    return Internal(f"rowspace failed by a fault of its own ({told}); ROWSPACE_TRACEBACK=1 shows where.")
