"""A 2-D picture of tokens, and how far it can be trusted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias, get_args

import numpy as np

from rowspace.errors import BadArgument
from rowspace.geometry.clouds import Layout, condensed_cloud
from rowspace.geometry.components import placed, principal_components
from rowspace.geometry.faithfulness import k_for, kept_neighbors, true_ranks, trustworthiness
from rowspace.geometry.neighbors import nearest
from rowspace.geometry.progress import Tick, stage
from rowspace.geometry.projection import Plane
from rowspace.geometry.similarity import Doubles
from rowspace.operations import picture_cache
from rowspace.operations.drawn import drawn_ids, rows_of_ids
from rowspace.operations.lookup import resolve_all
from rowspace.operations.specials import special_rows
from rowspace.operations.watched import IsCanceled, Progress, watched
from rowspace.rows import ArrayRows, Floats, Rows
from rowspace.table import Table

Method: TypeAlias = Literal["pca", "tsne", "umap"]

NAMES: dict[Method, str] = {"pca": "PCA", "tsne": "t-SNE", "umap": "UMAP"}
SEEDS = 2**32  # what the libraries take
KEPT_FROM = 2_000  # rows of a picture that is kept for the next time


@dataclass(frozen=True, slots=True)
class Projection:
    """Tokens in the plane. A token asked for twice is drawn once.

    explained        shares of the variance along x and y, 0 to 1; PCA alone has them
    trustworthiness  1 where no two tokens look nearer than they are (Venna & Kaski 2001)
    kept_neighbors   mean share of a token's k nearest by cosine that are among its k nearest in the picture, 0 to 1
    parameters       settings of the method; "k" is that of the two qualities, "rows_measured" the rows they were
                     measured on, a sample where they are fewer than are drawn; "components" the widest axes that many
                     rows were laid out from, with their share of the variance
    cached           whether it was made before and kept
    coordinates      (n, 2)
    origin, axes     (d,), (c, d)  what rows were measured along: x and y of PCA, the components of many rows of other
                     methods, less their mean; None where rows were taken as they are
    """

    method: str
    seed: int
    tokens: list[str]
    ids: list[int]
    explained: list[float] | None
    trustworthiness: float
    kept_neighbors: float
    parameters: dict[str, float | int | str]
    cached: bool
    coordinates: Floats
    origin: Doubles | None = None
    axes: Doubles | None = None


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
    *,
    all_rows: bool = False,
    sample: int | None = None,
    cache: bool = True,
) -> Projection:
    """A picture of tokens: by default the lesson's, or of a table that lacks them the first 1,000 rows.

    PCA shows the rows as they are, less their mean, at their full width; t-SNE and UMAP lay them out by cosine. The
    same seed gives the same picture, bit for bit.

    progress  called with a share done, 0 to 1, and a sentence
    canceled  asked several times a second; once it says True the work ends with Canceled
    all_rows  draws every row that stands for a word; sample draws that many of them
    cache     whether a picture of many rows is kept on disk, and found there (see `picture_cache`)

    Raises BadArgument for fewer than three different tokens, an unknown method, a seed that is no number from 0 to
    4,294,967,295 or a row that is not finite; UnknownToken; Canceled.
    """
    chosen = checked_method(method)
    if not 0 <= seed < SEEDS:
        raise BadArgument(f"seed is a whole number from 0 to {SEEDS - 1:,}; got {seed}.")
    ids = drawn_ids(table, tokens, all_rows=all_rows, sample=sample, seed=seed)
    rows = rows_of_ids(table, ids)
    placing = watched(progress, canceled, f"Placing {len(ids):,} tokens by {NAMES[chosen]}")
    measuring = watched(progress, canceled, "Measuring which neighbors the picture keeps")
    kept = cache and len(ids) >= KEPT_FROM
    name = picture_cache.picture_name(rows, chosen, seed, tick=stage(placing, 0.0, 0.0)) if kept else ""
    picture = picture_cache.find(name, Projection) if kept else None
    if picture is None:
        picture = _drawn(rows, chosen, seed, stage(placing, 0.0, 0.9), stage(measuring, 0.9, 1.0))
        if kept:
            picture_cache.keep(name, replace(picture, cached=True))
    measuring(1.0)
    return replace(picture, tokens=[table.token(id) for id in ids], ids=ids)


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


def _drawn(rows: Rows, method: Method, seed: int, placing: Tick, measuring: Tick) -> Projection:
    """A picture of rows that have no names yet."""
    layout, plane = laid_out(rows, method, seed, placing)
    coordinates = layout.coordinates.astype(np.float32)
    ranks = true_ranks(rows, coordinates, k_for(len(rows)), measuring)
    return Projection(
        method=method,
        seed=seed,
        tokens=[],
        ids=[],
        explained=plane.explained.tolist() if plane and method == "pca" else None,
        trustworthiness=trustworthiness(ranks, len(rows)),
        kept_neighbors=kept_neighbors(ranks),
        parameters={**layout.parameters, "k": ranks.shape[1], "rows_measured": ranks.shape[0]},
        cached=False,
        coordinates=coordinates,
        origin=plane.mean if plane else None,
        axes=plane.axes if plane else None,
    )


def laid_out(rows: Rows, method: Method, seed: int, tick: Tick, components: int = 2) -> tuple[Layout, Plane | None]:
    """A layout, and the plane or the axes that the rows were measured along. components is of PCA; others have 2."""
    tick(0.0)
    if method == "pca":
        plane = principal_components(rows, components, tick=stage(tick, 0.0, 0.8))
        return Layout(placed(rows, plane, tick=stage(tick, 0.8, 1.0)), {"center": "mean"}), plane
    cloud = condensed_cloud(rows, tick=stage(tick, 0.0, 0.2))
    if method == "tsne":
        from rowspace.geometry.tsne import tsne

        return tsne(cloud, seed=seed, tick=stage(tick, 0.2, 1.0)), cloud.plane
    from rowspace.geometry.umap import umap

    return umap(cloud, seed=seed, tick=stage(tick, 0.2, 1.0)), cloud.plane
