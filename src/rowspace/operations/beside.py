"""A second table's picture beside the first one's: turned, mirrored and shifted onto it by the tokens both have."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from rowspace.geometry.procrustes import Alignment, procrustes
from rowspace.operations import picture as pictures
from rowspace.operations.drawn import FEWEST
from rowspace.operations.picture import Picture
from rowspace.operations.shared_tokens import shared_tokens
from rowspace.operations.watched import IsCanceled, Progress
from rowspace.rows import Floats
from rowspace.table import Table


class Draw(Protocol):
    """What makes a picture of a whole table: `picture.picture`, or what remembers those it made."""

    def __call__(
        self,
        table: Table,
        method: str = "pca",
        seed: int = 0,
        first: int | None = None,
        progress: Progress | None = None,
        canceled: IsCanceled | None = None,
        *,
        components: int = 2,
    ) -> Picture: ...


@dataclass(frozen=True, slots=True)
class Beside:
    """The other table's picture in the place of the first one's.

    shared           tokens spelled exactly so in both tables
    drawn_in_both    of these, how many both pictures show: the turn is by them
    disparity        squared distances left by the best turn, mirror image, size and shift, as a share of the first
                     picture's squared radius, 0 to 1; None where fewer than three tokens are in both pictures, and
                     then the picture lies as it was made
    mirrored         whether it was
    scale            what its coordinates were multiplied by. It gives the tokens in both pictures the same root mean
                     square distance from their middle: the size of least disparity would shrink what fits badly
    table_rows       of the other table; and note, explained, trustworthiness, kept_neighbors, parameters of its
                     picture, ids (m,) int32 of its rows: as in `picture.Picture`
    coordinates      (m, 2)
    """

    table: str
    other: str
    method: str
    seed: int
    shared: int
    drawn_in_both: int
    disparity: float | None
    mirrored: bool
    scale: float
    table_rows: int
    note: str | None
    explained: list[float] | None
    trustworthiness: float
    kept_neighbors: float
    parameters: dict[str, float | int | str]
    ids: NDArray[np.int32]
    coordinates: Floats


def beside(
    table: Table,
    other: Table,
    method: str = "pca",
    seed: int = 0,
    progress: Progress | None = None,
    canceled: IsCanceled | None = None,
    *,
    draw: Draw = pictures.picture,
) -> Beside:
    """The picture of a whole second table, turned onto that of the first. Raises as `picture.picture` does."""
    ours = draw(table, method, seed, None, _part(progress, table, 0.0), canceled)
    theirs = draw(other, method, seed, None, _part(progress, other, 0.5), canceled)
    shared = shared_tokens(table, other)
    here, there = _places(ours, shared.ids), _places(theirs, shared.other_ids)
    both = (here >= 0) & (there >= 0)
    found = _fitted(theirs.coordinates[there[both]], ours.coordinates[here[both]])
    return Beside(
        table=table.name,
        other=other.name,
        method=theirs.method,
        seed=theirs.seed,
        shared=len(both),
        drawn_in_both=int(np.count_nonzero(both)),
        disparity=found.disparity if found else None,
        mirrored=bool(found and np.linalg.det(found.turn) < 0),
        scale=found.scale if found else 1.0,
        table_rows=theirs.table_rows,
        note=theirs.note,
        explained=theirs.explained,
        trustworthiness=theirs.trustworthiness,
        kept_neighbors=theirs.kept_neighbors,
        parameters=theirs.parameters,
        ids=theirs.ids,
        coordinates=found.moved(theirs.coordinates).astype(np.float32) if found else theirs.coordinates,
    )


def _fitted(moving: Floats, fixed: Floats) -> Alignment | None:
    """The best turn of points onto others, at the size of those; None for fewer than three."""
    if len(moving) < FEWEST:
        return None
    room, spread = (float(np.square(points - points.mean(axis=0)).sum()) for points in (fixed, moving))
    return replace(procrustes(moving, fixed), scale=float(np.sqrt(room / spread)) if spread > 0 else 1.0)


def _places(picture: Picture, ids: NDArray[np.int32]) -> NDArray[np.intp]:
    """Where each row is among the drawn, −1 where it is not.   (s,) -> (s,)"""
    places = np.full(picture.table_rows, -1, np.intp)
    places[picture.ids] = np.arange(len(picture.ids))
    return places[ids]


def _part(progress: Progress | None, table: Table, start: float) -> Progress | None:
    """Progress of one of the two pictures."""
    if progress is None:
        return None
    return lambda done, message: progress(start + done / 2, f"{table.name}: {message}")
