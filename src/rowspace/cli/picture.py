"""A 2-D picture of tokens, written to a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from rowspace.cli.files import checked_ending, read_lines, written
from rowspace.cli.options import Json, Seed, TableArgument, Tensor
from rowspace.cli.output import plain, print_fields, show
from rowspace.cli.points import WRITERS
from rowspace.cli.progress import progress_bar

if TYPE_CHECKING:
    from rowspace.operations.project import Projection


def project(
    table: TableArgument,
    out: Annotated[Path, typer.Option(help=f"File to write: {', '.join(WRITERS)}.")],
    method: Annotated[Literal["pca", "tsne", "umap"], typer.Option(help="How to flatten.")] = "pca",
    tokens: Annotated[
        Path | None, typer.Option(help="File with one token a line; the lesson's tokens if left out.")
    ] = None,
    all_rows: Annotated[bool, typer.Option("--all", help="Draw every row that stands for a word.")] = False,
    sample: Annotated[int | None, typer.Option(min=3, help="Draw that many of them, chosen by the seed.")] = None,
    seed: Seed = 0,
    cache: Annotated[
        bool, typer.Option("--cache/--no-cache", help="Keep a map of many rows on disk, and look for it there.")
    ] = True,
    tensor: Tensor = None,
    as_json: Json = False,
) -> None:
    """A map of tokens in 2-D, as numbers or a picture."""
    from rowspace.operations import project as projections
    from rowspace.operations.open import open_table

    write = WRITERS[checked_ending(out, tuple(WRITERS))]()
    opened = open_table(table, tensor)
    chosen = read_lines(tokens) if tokens else None
    with progress_bar() as told:
        answer = projections.project(opened, chosen, method, seed, told, all_rows=all_rows, sample=sample, cache=cache)
    with written(out) as temporary:
        write(temporary, answer, opened)
    keys = {name: value for name, value in plain(answer).items() if name not in ("coordinates", "origin", "axes")}
    show({**keys, "out": str(out)}, lambda: _describe(answer, out), as_json=as_json)


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
            "made before": True if answer.cached else None,
        }
    )
