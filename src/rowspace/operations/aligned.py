"""One picture of the same tokens for each of several tables, each turned onto the one before: what moved, what stayed.

Two trainings of one model agree in no direction, and a picture's way up is chance. After the best turn, mirror image,
size and shift, the distance left is what the pictures do not share. A picture can be at fault for that; the share of
neighbors that two tables have in common is taken from the rows themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadArgument
from rowspace.geometry.faithfulness import k_for
from rowspace.geometry.graph import neighbor_graph
from rowspace.geometry.procrustes import procrustes
from rowspace.geometry.similarity import Doubles
from rowspace.operations.drawn import FEWEST, drawn_ids, rows_of_ids
from rowspace.operations.project import Projection, project
from rowspace.operations.watched import IsCanceled, Progress
from rowspace.rows import Floats
from rowspace.table import Table

LISTED = 10  # tokens that moved most


@dataclass(frozen=True, slots=True)
class Moved:
    """residual is how far the token lies from its place in the picture before, in that picture's typical radius."""

    token: str
    residual: float
    shared_neighbors: float


@dataclass(frozen=True, slots=True)
class AlignedPicture:
    """One table's picture, and how it fits the one before; the first fits itself.

    disparity         squared distances left, as a share of the squared radius of the picture before: 0 to 1
    scale             what its coordinates were multiplied by
    shared_neighbors  mean share of a token's k nearest among these tokens, by cosine, that are the same in the table
                      before, 0 to 1; no picture has part in it
    moved             tokens with the largest residuals
    """

    table: str
    ids: list[int]
    trustworthiness: float
    kept_neighbors: float
    disparity: float
    scale: float
    shared_neighbors: float
    moved: list[Moved]


@dataclass(frozen=True, slots=True)
class Aligned:
    """Pictures of the tokens that all tables have.

    missing      tokens asked for that not all of them have
    k            neighbors that are compared
    coordinates  (tables, n, 2)
    residuals    (tables, n)     distance to the same token in the picture before, in the root mean square distance of
                                 that picture's tokens from their middle
    overlaps     (tables, n)     of each token's k nearest, the share that the table before agrees on
    """

    method: str
    seed: int
    tokens: list[str]
    missing: list[str]
    k: int
    pictures: list[AlignedPicture]
    coordinates: Floats
    residuals: Floats
    overlaps: Floats


def aligned(
    tables: Sequence[Table],
    tokens: Sequence[str] | None = None,
    method: str = "pca",
    seed: int = 0,
    progress: Progress | None = None,
    canceled: IsCanceled | None = None,
) -> Aligned:
    """Pictures of shared tokens: of those given, or by default of the ones the first table shows (`project`).

    Raises BadArgument for fewer than two tables or fewer than three shared tokens, an unknown method, a seed out of
    range, or a row that is not finite; Canceled.
    """
    if len(tables) < 2:
        raise BadArgument(f"Pictures are aligned between two tables or more; got {len(tables)}.")
    shared, missing = _shared(tables, tokens)
    k = k_for(len(shared))
    steps: list[_Step] = []
    for number, table in enumerate(tables):
        part = _part(progress, table, number / len(tables), 1 / len(tables))
        picture = project(table, shared, method, seed, part, canceled)
        near = neighbor_graph(rows_of_ids(table, picture.ids), k).ids
        steps.append(_step(picture, near, steps[-1] if steps else None))
    return Aligned(
        method=method,
        seed=seed,
        tokens=shared,
        missing=missing,
        k=k,
        pictures=[_described(table, step, shared) for table, step in zip(tables, steps, strict=True)],
        coordinates=np.stack([step.places for step in steps]).astype(np.float32),
        residuals=np.stack([step.residuals for step in steps]).astype(np.float32),
        overlaps=np.stack([step.overlaps for step in steps]).astype(np.float32),
    )


class _Step(NamedTuple):
    """A picture in its place: places (n, 2), residuals (n,) and overlaps (n,) with the one before, neighbors (n, k)."""

    picture: Projection
    places: Doubles
    residuals: Doubles
    overlaps: Doubles
    near: NDArray[np.int64]
    disparity: float
    scale: float


def _step(picture: Projection, near: NDArray[np.int64], before: _Step | None) -> _Step:
    places, count = picture.coordinates.astype(np.float64), len(picture.ids)
    if before is None:
        return _Step(picture, places, np.zeros(count), np.ones(count), near, 0.0, 1.0)
    alignment = procrustes(places, before.places)
    moved = alignment.moved(places)
    radius = float(np.sqrt(np.square(before.places - before.places.mean(axis=0)).sum(axis=1).mean()))
    left = np.linalg.norm(moved - before.places, axis=1)
    same = (near[:, :, None] == before.near[:, None, :]).any(axis=2).mean(axis=1)
    residuals = left / radius if radius > 0 else left
    return _Step(picture, moved, residuals, same, near, alignment.disparity, alignment.scale)


def _described(table: Table, step: _Step, tokens: Sequence[str]) -> AlignedPicture:
    furthest = np.argsort(-step.residuals, kind="stable")[:LISTED]
    moved = [Moved(tokens[at], float(step.residuals[at]), float(step.overlaps[at])) for at in furthest]
    return AlignedPicture(
        table=table.name,
        ids=step.picture.ids,
        trustworthiness=step.picture.trustworthiness,
        kept_neighbors=step.picture.kept_neighbors,
        disparity=step.disparity,
        scale=step.scale,
        shared_neighbors=float(step.overlaps.mean()),
        moved=[token for token in moved if token.residual > 0],
    )


def _shared(tables: Sequence[Table], tokens: Sequence[str] | None) -> tuple[list[str], list[str]]:
    """Tokens that every table has, and those that not all have."""
    first = tables[0]
    asked = list(dict.fromkeys(tokens)) if tokens is not None else [first.token(id) for id in drawn_ids(first, None)]
    shared = [token for token in asked if all(token in table.tokens.ids for table in tables)]
    if len(shared) < FEWEST:
        names = ", ".join(table.name for table in tables)
        message = f"{names} share {len(shared)} of these tokens; a picture needs {FEWEST}. Name tokens that all have."
        raise BadArgument(message)
    known = set(shared)
    return shared, [token for token in asked if token not in known]


def _part(progress: Progress | None, table: Table, start: float, share: float) -> Progress | None:
    """Progress of one table's picture among several."""
    if progress is None:
        return None
    return lambda done, message: progress(start + share * done, f"{table.name}: {message}")
