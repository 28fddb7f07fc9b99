"""How near tokens are: similarity, neighbors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

import typer

from rowspace.cli.options import Count, Json, TableArgument, Tensor
from rowspace.cli.output import plain, print_table, show

if TYPE_CHECKING:
    from rowspace.operations.compare import Similarity
    from rowspace.operations.search import NeighborList

MetricOption: TypeAlias = Annotated[Literal["cosine", "dot", "euclidean"], typer.Option(help="How near is measured.")]


def similarity(
    table: TableArgument,
    token: Annotated[list[str], typer.Argument(metavar="TOKEN TOKEN...", help="Two tokens or more.")],
    metric: MetricOption = "cosine",
    tensor: Tensor = None,
    as_json: Json = False,
) -> None:
    """Cosine of two tokens, or of all pairs of several."""
    from rowspace.operations import compare
    from rowspace.operations.open import open_table

    if len(token) < 2:
        raise typer.BadParameter("two tokens or more are compared; got one.", param_hint="TOKEN")
    answer = compare.similarity(open_table(table, tensor), token, metric)
    keys = plain(answer)
    if len(token) == 2:
        keys["similarity"] = keys["matrix"][0][1]
    show(keys, lambda: _print_matrix(answer), as_json=as_json)


def neighbors(
    table: TableArgument,
    expression: Annotated[
        str, typer.Argument(metavar="EXPR", help='A token, "#123" or arithmetic: "king - man + woman".')
    ],
    k: Count = 10,
    metric: MetricOption = "cosine",
    center: Annotated[bool, typer.Option("--center", help="Subtract the mean row first.")] = False,
    include_query: Annotated[
        bool, typer.Option("--include-query", help="Let the expression's own tokens be answers.")
    ] = False,
    all_but_the_top: Annotated[
        bool, typer.Option("--all-but-the-top", help="Subtract the mean row and the widest directions first.")
    ] = False,
    tensor: Tensor = None,
    as_json: Json = False,
) -> None:
    """The rows nearest to a token or to arithmetic."""
    from rowspace.operations import search
    from rowspace.operations.open import open_table

    answer = search.neighbors(open_table(table, tensor), expression, k, metric, center, include_query, all_but_the_top)
    show(answer, lambda: _print_neighbors(answer), as_json=as_json)


def _print_matrix(answer: Similarity) -> None:
    from rowspace.operations.lookup import spelled

    numbers = answer.matrix.tolist()
    if len(numbers) == 2:
        print(f"{numbers[0][1]:.4f}")
        return
    shown = [spelled(token) for token in answer.tokens]
    print_table(["", *shown], [[token, *line] for token, line in zip(shown, numbers, strict=True)])


def _print_neighbors(answer: NeighborList) -> None:
    from rowspace.operations.lookup import spelled

    score = "distance" if answer.metric == "euclidean" else answer.metric
    lines = [[spelled(near.token), str(near.id), near.score] for near in answer.neighbors]
    print_table(["token", "id", score], lines)
