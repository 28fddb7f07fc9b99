"""A 2-D picture of tokens, written to a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from rowspace.cli.files import checked_ending, read_lines, written
from rowspace.cli.options import Json, Seed, TableArgument, Tensor, given_pairs
from rowspace.cli.output import plain, print_fields, show
from rowspace.cli.points import WRITERS
from rowspace.cli.progress import progress_bar

if TYPE_CHECKING:
    from rowspace.operations.axes import Axes
    from rowspace.operations.opened import OpenedTable
    from rowspace.operations.pairs import Pairs
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
    from rowspace.operations.open import open_table

    write = WRITERS[checked_ending(out, tuple(WRITERS))]()
    ends = _ends(method, x, y, place)
    chosen = read_lines(tokens) if tokens else None
    drawn: dict[str, Any] = {"tokens": chosen, "all_rows": all_rows, "sample": sample, "seed": seed}
    opened = open_table(table, tensor)
    if ends:
        along = opened.axes(*ends, **drawn)
        with written(out) as temporary:
            write(temporary, along, opened)
        show({**_keys(along), "out": str(out)}, lambda: _describe_axes(along, out), as_json=as_json)
        return
    answer, placed = _drawn(opened, method, read_lines(place) if place else [], cache=cache, **drawn)
    with written(out) as temporary:
        write(temporary, answer, opened)
    keys = {**_keys(answer), **({"placed": placed} if place else {}), "out": str(out)}
    show(keys, lambda: _describe(answer, placed, out), as_json=as_json)


def _drawn(table: OpenedTable, method: str, more: list[str], **drawn: Any) -> tuple[Projection, list[str]]:
    """The picture, with more tokens after those it was made of, and these."""
    from rowspace.operations.place import joined, place
    from rowspace.operations.project import project

    with progress_bar() as told:
        picture = project(table, method=method, progress=told, **drawn)
        both = joined(picture, place(table, picture, more, told)) if more else picture
    return both, both.tokens[len(picture.tokens) :]


def _ends(method: str, x: str | None, y: str | None, place: Path | None) -> tuple[Pairs, Pairs] | None:
    """The pairs of both axes, None for the other methods."""
    if method != "axes":
        if x or y:
            raise typer.BadParameter("only --method axes goes along pairs of words.", param_hint="--x and --y")
        return None
    if not x or not y:
        raise typer.BadParameter("axes need the pairs of both, as --x he:she --y young:old.", param_hint="--x and --y")
    if place:
        raise typer.BadParameter("axes stay where they are: add the tokens to --tokens.", param_hint="--place")
    return given_pairs(x, "--x"), given_pairs(y, "--y")


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


def _describe_axes(answer: Axes, out: Path) -> None:
    fields: dict[str, Any] = {"wrote": out, "tokens": len(answer.tokens), "method": answer.method}
    for name, axis in (("x", answer.x), ("y", answer.y)):
        one, other = axis.pairs[0]
        fields[name] = f"toward {one} above 0, toward {other} below; {len(axis.pairs)} pairs"
        fields[f"{name} separates by"] = f"{axis.separation:.1f} deviations of {answer.rows_measured:,} rows"
        if axis.held_out is not None:
            fields[f"{name} pairs held out"] = f"{axis.held_out:.0%} on their side"
    print_fields({**fields, "cosine of x and y": answer.cosine, "not in the table": ", ".join(answer.missing) or None})
