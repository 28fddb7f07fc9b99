"""A 2-D picture of tokens, written to a file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

import typer

from rowspace.cli.files import checked_ending, read_lines, written
from rowspace.cli.options import Json, Seed, TableArgument, Tensor
from rowspace.cli.output import plain, print_fields, show
from rowspace.cli.points import WRITERS

if TYPE_CHECKING:
    from rowspace.operations.project import Projection

Told: TypeAlias = Callable[[float, str], None]


def project(
    table: TableArgument,
    out: Annotated[Path, typer.Option(help=f"File to write: {', '.join(WRITERS)}.")],
    method: Annotated[Literal["pca", "tsne", "umap"], typer.Option(help="How to flatten.")] = "pca",
    tokens: Annotated[
        Path | None, typer.Option(help="File with one token a line; the lesson's tokens if left out.")
    ] = None,
    seed: Seed = 0,
    tensor: Tensor = None,
    as_json: Json = False,
) -> None:
    """A map of tokens in 2-D, as numbers or a picture."""
    from rowspace.operations import project as projections
    from rowspace.operations.open import open_table

    write = WRITERS[checked_ending(out, tuple(WRITERS))]()
    opened = open_table(table, tensor)
    chosen = read_lines(tokens) if tokens else None
    with _progress_bar() as told:
        answer = projections.project(opened, chosen, method, seed, told)
    with written(out) as temporary:
        write(temporary, answer, opened)
    keys = {name: value for name, value in plain(answer).items() if name != "coordinates"}
    show({**keys, "out": str(out)}, lambda: _describe(answer, out), as_json=as_json)


@contextmanager
def _progress_bar() -> Iterator[Told]:
    """What draws progress on stderr, where somebody can see it."""
    if not sys.stderr.isatty():
        yield lambda fraction, message: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True, markup=False, emoji=False), transient=True) as bar:
        task = bar.add_task("", total=1.0)
        yield lambda fraction, message: bar.update(task, completed=fraction, description=message)


def _describe(answer: Projection, out: Path) -> None:
    explained = answer.explained and " + ".join(f"{share:.1%}" for share in answer.explained)
    print_fields(
        {
            "wrote": out,
            "tokens": len(answer.tokens),
            "method": answer.method,
            "seed": answer.seed,
            "variance shown": explained,
            "trustworthiness": answer.trustworthiness,
            "neighbors kept": f"{answer.kept_neighbors:.1%}",
            **{name.replace("_", " "): value for name, value in answer.parameters.items()},
        }
    )
