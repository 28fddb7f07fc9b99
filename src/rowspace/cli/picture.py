"""A 2-D picture of tokens, written to a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from rowspace.cli.files import checked_ending, read_lines, written
from rowspace.cli.onto import describe, keys_of, turned
from rowspace.cli.options import Json, Seed, TableArgument, Tensor
from rowspace.cli.output import plain, print_fields, show
from rowspace.cli.points import WRITERS
from rowspace.cli.progress import progress_bar
from rowspace.cli.word_axes import describe_axes, ends_of

if TYPE_CHECKING:
    from rowspace.operations.axes import Axes
    from rowspace.operations.opened import OpenedTable
    from rowspace.operations.project import Projection

ARRAYS = ("coordinates", "origin", "axes")


def project(
    table: TableArgument,
    out: Annotated[Path, typer.Option(help=f"File to write: {', '.join(WRITERS)}.")],
    method: Annotated[Literal["pca", "tsne", "umap", "axes"], typer.Option(help="How to flatten.")] = "pca",
    tokens: Annotated[
        Path | None, typer.Option(help="File with one token a line; the lesson's tokens if left out.")
    ] = None,
    all_rows: Annotated[bool, typer.Option("--all", help="Draw every row that stands for a word.")] = False,
    sample: Annotated[int | None, typer.Option(min=3, help="Draw that many of them, chosen by the seed.")] = None,
    place: Annotated[Path | None, typer.Option(help="File with more tokens, placed into the finished map.")] = None,
    onto: Annotated[
        str | None, typer.Option(metavar="TABLE", help="Turn the map onto the same tokens' map in another table.")
    ] = None,
    x: Annotated[str | None, typer.Option("--x", help="Pairs that the axes' first goes along: he:she.")] = None,
    y: Annotated[str | None, typer.Option("--y", help="Pairs that the second goes along: young:old.")] = None,
    seed: Seed = 0,
    cache: Annotated[
        bool, typer.Option("--cache/--no-cache", help="Keep a map of many rows on disk, and look for it there.")
    ] = True,
    tensor: Tensor = None,
    as_json: Json = False,
) -> None:
    """A map of tokens in 2-D, as numbers or a picture."""
    from rowspace.operations.aligned import aligned
    from rowspace.operations.open import open_table

    write = WRITERS[checked_ending(out, tuple(WRITERS))]()
    ends = ends_of(method, x, y)
    _check_combination(method, onto, place, whole=all_rows or sample is not None)
    chosen = read_lines(tokens) if tokens else None
    drawn: dict[str, Any] = {"tokens": chosen, "all_rows": all_rows, "sample": sample, "seed": seed}
    opened = open_table(table, tensor)
    if ends:
        along = opened.axes(*ends, **drawn)
        with written(out) as temporary:
            write(temporary, along, opened)
        show({**_keys(along), "out": str(out)}, lambda: describe_axes(along, out), as_json=as_json)
        return
    if onto:
        with progress_bar() as told:
            both = aligned([open_table(onto), opened], chosen, method, seed, told)
        with written(out) as temporary:
            write(temporary, turned(both), opened)
        show({**keys_of(both), "out": str(out)}, lambda: describe(both, out), as_json=as_json)
        return
    answer, placed = _drawn(opened, method, read_lines(place) if place else [], cache=cache, **drawn)
    with written(out) as temporary:
        write(temporary, answer, opened)
    keys = {**_keys(answer), **({"placed": placed} if place else {}), "out": str(out)}
    show(keys, lambda: _describe(answer, placed, out), as_json=as_json)


def _check_combination(method: str, onto: str | None, place: Path | None, *, whole: bool) -> None:
    if method == "axes" and place:
        raise typer.BadParameter("axes stay where they are: add the tokens to --tokens.", param_hint="--place")
    if onto and (method == "axes" or place or whole):
        raise typer.BadParameter(
            "maps by pca, tsne or umap of --tokens can be aligned, without --all, --sample or --place.",
            param_hint="--onto",
        )


def _drawn(table: OpenedTable, method: str, more: list[str], **drawn: Any) -> tuple[Projection, list[str]]:
    """The picture, with more tokens after those it was made of, and these."""
    from rowspace.operations.place import joined, place
    from rowspace.operations.project import project

    with progress_bar() as told:
        picture = project(table, method=method, progress=told, **drawn)
        both = joined(picture, place(table, picture, more, told)) if more else picture
    return both, both.tokens[len(picture.tokens) :]


def _keys(answer: Projection | Axes) -> dict[str, Any]:
    return {name: value for name, value in plain(answer).items() if name not in ARRAYS}


def _describe(answer: Projection, placed: list[str], out: Path) -> None:
    explained = answer.explained and " + ".join(f"{share:.1%}" for share in answer.explained)
    print_fields(
        {
            "wrote": out,
            "tokens": len(answer.tokens),
            "placed later": len(placed) or None,
            "method": answer.method,
            "seed": answer.seed,
            "variance shown": explained,
            "trustworthiness": answer.trustworthiness,
            "neighbors kept": f"{answer.kept_neighbors:.1%}",
            **{name.replace("_", " "): value for name, value in answer.parameters.items()},
            "made before": True if answer.cached else None,
        }
    )
