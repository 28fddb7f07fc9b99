"""Scores of a table by what people agree on: evaluate."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from rowspace.cli.options import Json, TableArgument, Tensor
from rowspace.cli.output import print_table, show

if TYPE_CHECKING:
    from rowspace.operations.evaluate import AnalogyScore, PairScore


def evaluate(
    table: TableArgument,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Analogies, pairs with scores, or a folder of BATS.")],
    method: Annotated[Literal["3cosadd", "3cosmul"], typer.Option(help="How analogies are answered.")] = "3cosadd",
    restrict: Annotated[
        int | None, typer.Option(min=1, help="Take part: the first so many rows; all if left out.")
    ] = None,
    case: Annotated[
        Literal["ignore", "lower", "exact"],
        typer.Option(help="Upper and lower case: ignore, or lower the file's words."),
    ] = "ignore",
    tensor: Tensor = None,
    as_json: Json = False,
) -> None:
    """Accuracy on analogies, or rank correlation on pairs."""
    from rowspace.operations.evaluate import evaluate as score
    from rowspace.operations.open import open_table

    answer = score(open_table(table, tensor), file, method, restrict, case)
    show(
        answer,
        lambda: _print_analogies(answer) if answer.kind == "analogies" else _print_pairs(answer),
        as_json=as_json,
    )


def _print_analogies(answer: AnalogyScore) -> None:
    lines = [[part.name, part.correct, part.covered, part.total, _share(part.accuracy)] for part in answer.sections]
    lines.append(["all", answer.correct, answer.covered, answer.total, _share(answer.accuracy)])
    print_table(["section", "correct", "covered", "total", "accuracy"], lines)
    print(f"strict, a missing word counting as wrong: {_share(answer.strict)}")


def _print_pairs(answer: PairScore) -> None:
    print(f"Spearman {_correlation(answer.spearman)} over {answer.covered:,} of {answer.total:,} pairs")
    print(f"strict, a missing word counting as cosine 0: {_correlation(answer.strict)}")


def _share(share: float | None) -> str:
    return "none" if share is None else f"{share:.2%}"


def _correlation(value: float | None) -> str:
    return "undefined" if value is None else f"{value:.4f}"
