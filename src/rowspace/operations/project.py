"""A 2-D picture of tokens, and how far it can be trusted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal, TypeAlias, get_args

import numpy as np

from rowspace.errors import BadArgument
from rowspace.geometry.directions import Layout
from rowspace.geometry.faithfulness import k_for, kept_neighbors, true_ranks, trustworthiness
from rowspace.geometry.neighbors import nearest
from rowspace.geometry.progress import Tick, stage
from rowspace.geometry.projection import pca
from rowspace.operations.finite import finite_rows
from rowspace.operations.lesson import LESSON_GROUPS
from rowspace.operations.lookup import resolve_all
from rowspace.operations.specials import special_rows
from rowspace.operations.watched import IsCanceled, Progress, watched
from rowspace.rows import ArrayRows, Floats
from rowspace.table import Table

Method: TypeAlias = Literal["pca", "tsne", "umap"]

NAMES: dict[Method, str] = {"pca": "PCA", "tsne": "t-SNE", "umap": "UMAP"}
FEWEST = 3  # tokens: two are a line whatever the method
FIRST_ROWS = 1_000  # drawn of a table that has none of the lesson's tokens
SEEDS = 2**32  # what the libraries take


@dataclass(frozen=True, slots=True)
class Projection:
    """Tokens in the plane. A token asked for twice is drawn once.

    explained        shares of the variance along x and y, 0 to 1; PCA alone has them
    trustworthiness  1 where no two tokens look nearer than they are (Venna & Kaski 2001)
    kept_neighbors   mean share of a token's k nearest by cosine that are among its k nearest in the picture, 0 to 1
    parameters       settings of the method; "k" is that of the two qualities, "rows_measured" the rows they were
                     measured on
    coordinates      (n, 2)
    """

    method: str
    seed: int
    tokens: list[str]
    ids: list[int]
    explained: list[float] | None
    trustworthiness: float
    kept_neighbors: float
    parameters: dict[str, float | int | str]
    coordinates: Floats


@dataclass(frozen=True, slots=True)
class Edge:
    """score is the cosine of the two tokens' rows."""

    source: str
    target: str
    score: float


@dataclass(frozen=True, slots=True)
class Edges:
    """From each token to its k nearest in the space, whatever a picture shows."""

    k: int
    edges: list[Edge]


def project(
    table: Table,
    tokens: Sequence[str] | None = None,
    method: str = "pca",
    seed: int = 0,
    progress: Progress | None = None,
    canceled: IsCanceled | None = None,
) -> Projection:
    """A picture of tokens: by default the lesson's, or of a table that lacks them the first 1,000 rows.

    PCA shows the rows as they are, less their mean; t-SNE and UMAP lay them out by cosine. The same seed gives the
    same picture, bit for bit.

    progress  called with a share done, 0 to 1, and a sentence
    canceled  asked several times a second; once it says True the work ends with Canceled

    Raises BadArgument for fewer than three different tokens, an unknown method, a seed that is no number from 0 to
    4,294,967,295 or a row that is not finite; UnknownToken; Canceled.
    """
    chosen = checked_method(method)
    if not 0 <= seed < SEEDS:
        raise BadArgument(f"seed is a whole number from 0 to {SEEDS - 1:,}; got {seed}.")
    ids = _default_ids(table) if tokens is None else list(dict.fromkeys(resolve_all(table, tokens)))
    if len(ids) < FEWEST:
        raise BadArgument(f"A picture needs {FEWEST} different tokens or more; got {len(ids)}.")
    rows = finite_rows(table, ids)
    placing = watched(progress, canceled, f"Placing {len(ids):,} tokens by {NAMES[chosen]}")
    layout, explained = laid_out(rows, chosen, seed, stage(placing, 0.0, 0.9))
    coordinates = layout.coordinates.astype(np.float32)
    measuring = watched(progress, canceled, "Measuring which neighbors the picture keeps")
    ranks = true_ranks(rows, coordinates, k_for(len(ids)), stage(measuring, 0.9, 1.0))
    measuring(1.0)
    return Projection(
        method=chosen,
        seed=seed,
        tokens=[table.token(id) for id in ids],
        ids=ids,
        explained=explained,
        trustworthiness=trustworthiness(ranks, len(ids)),
        kept_neighbors=kept_neighbors(ranks),
        parameters={**layout.parameters, "k": ranks.shape[1], "rows_measured": ranks.shape[0]},
        coordinates=coordinates,
    )


def true_neighbors(table: Table, tokens: Sequence[str], k: int = 3, among: str = "drawn") -> Edges:
    """Edges from each token to its k nearest by cosine, exact, best first.

    among  "drawn": the given tokens alone, fewer than k where there are not so many; "table": every row that stands
           for a word, whether drawn or not

    Raises UnknownToken; BadArgument for a k below 1, another `among`, or a single token among the drawn.
    """
    ids = list(dict.fromkeys(resolve_all(table, tokens)))
    rows = table.rows[ids]
    if among == "table":
        found = nearest(table.rows, rows, k, exclude=[[id] for id in ids], mask=~special_rows(table))
        targets = [answer.ids.tolist() for answer in found]
    elif among == "drawn":
        if len(ids) < 2:
            raise BadArgument("Neighbors among the drawn tokens need 2 different tokens or more; got 1.")
        k = min(k, len(ids) - 1)
        found = nearest(ArrayRows(rows), rows, k, exclude=[[place] for place in range(len(ids))])
        targets = [[ids[place] for place in answer.ids] for answer in found]
    else:
        raise BadArgument(f'Neighbors are sought among "drawn" or "table"; got "{among}".')
    edges = [
        Edge(table.token(source), table.token(target), score)
        for source, answer, reached in zip(ids, found, targets, strict=True)
        for target, score in zip(reached, answer.scores.tolist(), strict=True)
    ]
    return Edges(k, edges)


def checked_method(name: str) -> Method:
    """The method of this name. Raises BadArgument with the names there are."""
    for method in get_args(Method):
        if name == method:
            return method  # type: ignore[no-any-return]
    raise BadArgument(f'Method "{name}" is not known; methods are {", ".join(NAMES)}.')


def laid_out(rows: Floats, method: Method, seed: int, tick: Tick) -> tuple[Layout, list[float] | None]:
    """A layout, and the shares of variance where the method has them."""
    tick(0.0)
    if method == "pca":
        coordinates, explained = pca(rows)
        return Layout(coordinates, {"center": "mean"}), [float(share) for share in explained]
    if method == "tsne":
        from rowspace.geometry.tsne import tsne

        return tsne(rows, seed=seed, tick=tick), None
    from rowspace.geometry.umap import umap

    return umap(rows, seed=seed, tick=tick), None


def _default_ids(table: Table) -> list[int]:
    found = (table.tokens.ids.get(token) for token in chain.from_iterable(LESSON_GROUPS.values()))
    lesson = [id for id in found if id is not None]
    if len(lesson) >= FEWEST:
        return lesson
    return np.flatnonzero(np.isfinite(table.rows.norms[:FIRST_ROWS])).tolist()
