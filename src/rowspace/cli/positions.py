"""Where a token stands: in a model, by its name or its config, and under plain frequencies of any dim and θ."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

import typer

from rowspace.cli.files import checked_ending, written
from rowspace.cli.options import Json
from rowspace.cli.output import plain, show
from rowspace.cli.positions_files import WRITERS

if TYPE_CHECKING:
    from rowspace.operations.positions_table import PositionsTable
    from rowspace.positions.model import ModelPositions

Encoding: TypeAlias = Literal["rotary", "sinusoidal", "learned"]
Pairing: TypeAlias = Literal["half", "interleaved"]
Layout: TypeAlias = Literal["interleaved", "concatenated", "tensor2tensor"]
Dtype: TypeAlias = Literal["float32", "float16", "bfloat16"]

DISAGREES = 3


def positions(
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="MODEL|CONFIG|FOLDER|GGUF|TABLE",
            help="A model of the catalogue, its config.json, folder or GGUF file; or a table, for what it learned.",
        ),
    ] = None,
    catalogue: Annotated[bool, typer.Option("--list", help="List the models of the catalogue.")] = False,
    layer: Annotated[str | None, typer.Option(metavar="N|KIND", help="A layer from 0, or a kind of layer.")] = None,
    length: Annotated[int | None, typer.Option(min=1, help="Tokens of the text; positions written by --out.")] = None,
    at: Annotated[str | None, typer.Option(metavar="M,N", help="Score these two positions: query, key.")] = None,
    shift: Annotated[int, typer.Option(help="And score them again, both moved so far.")] = 0,
    q: Annotated[str | None, typer.Option(metavar="N,N,...", help="Query vector (rotary).")] = None,
    k: Annotated[str | None, typer.Option(metavar="N,N,...", help="Key vector (rotary).")] = None,
    dtype: Annotated[Dtype | None, typer.Option(help="Also as computed in this format (rotary).")] = None,
    out: Annotated[Path | None, typer.Option(help=f"Write the numbers, or draw them: {', '.join(WRITERS)}.")] = None,
    check: Annotated[
        Path | None,
        typer.Option(help="Hold your own arrays against it: .npz, .npy, .json; exit code 3 if they differ."),
    ] = None,
    scaling: Annotated[str | None, typer.Option(help="As if rescaled by this method instead.")] = None,
    factor: Annotated[float, typer.Option(help="How far --scaling stretches the training context.")] = 4.0,
    encoding: Annotated[
        Encoding | None, typer.Option(help="Without a model: which encoding; learned with a TABLE, else rotary.")
    ] = None,
    dim: Annotated[int | None, typer.Option(min=1, help="Without a model: dims of a vector.")] = None,
    theta: Annotated[float | None, typer.Option(help="Without a model: base of the frequencies; 10,000.")] = None,
    pairing: Annotated[Pairing | None, typer.Option(help="Which dims turn together (rotary).")] = None,
    layout: Annotated[Layout, typer.Option(help="Without a model: where sines and cosines stand.")] = "interleaved",
    as_json: Json = False,
) -> None:
    """How a model tells where tokens stand, and scores.

    The score is the dot product of the turned query and key, the cosine of two sinusoidal or learned positions, or
    the bias that is added.
    """
    from rowspace.cli import positions_model, positions_plain
    from rowspace.operations.config_file import has_settings

    if catalogue:
        positions_model.show_catalogue(as_json=as_json)
        return
    write = WRITERS[checked_ending(out, tuple(WRITERS))]() if out else None
    places, vectors = positions_plain.places(at, shift), positions_plain.vectors(q, k)
    asked = positions_plain.Asked(encoding, dim, theta, pairing, layout, places, vectors, length)
    if check is not None and what is None and dim is None and encoding is None:
        _check(check, None, "plain frequencies", theta, as_json=as_json)
        return
    if what is not None and (has_settings(what) or not positions_plain.is_table(what)):
        _refuse({"--encoding": encoding, "--dim": dim, "--theta": theta}, "a model brings its own.")
        pair = places[0] if places else None
        question = positions_model.Question(layer, length, pair, shift, vectors, pairing, dtype, scaling, factor)
        answer = positions_model.ask(what, question)
    else:
        _refuse({"--layer": layer, "--dtype": dtype, "--scaling": scaling}, "this is asked of a model; name one.")
        answer = positions_plain.ask(what, asked)
    if check is not None:
        _check(check, answer.found, answer.source, theta, as_json=as_json)
        return
    if out is not None and write is not None:
        _write(out, write, answer.table())
        answer.keys["out"] = str(out)
    show(answer.keys, answer.in_words, as_json=as_json)


def _write(out: Path, write: Callable[[Path, PositionsTable], None], table: PositionsTable) -> None:
    with written(out) as temporary:
        write(temporary, table)


def _check(path: Path, reference: ModelPositions | None, source: str, theta: float | None, *, as_json: bool) -> None:
    from rowspace.cli.positions_model import describe_check
    from rowspace.operations.positions_check import check_file

    found = check_file(path, reference, source, 10_000.0 if theta is None else theta)
    show(plain(found), lambda: describe_check(found), as_json=as_json)
    if not found.agrees:
        raise typer.Exit(DISAGREES)


def _refuse(given: dict[str, object], why: str) -> None:
    for option, value in given.items():
        if value is not None:
            raise typer.BadParameter(why, param_hint=option)
