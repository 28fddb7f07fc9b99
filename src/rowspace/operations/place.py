"""Tokens placed into a picture that was made without them. Nothing in the picture moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadArgument
from rowspace.geometry.clouds import condensed_cloud
from rowspace.geometry.progress import Tick
from rowspace.geometry.projection import Plane
from rowspace.geometry.similarity import Doubles
from rowspace.operations.drawn import rows_of_ids
from rowspace.operations.finite import finite_rows
from rowspace.operations.lookup import resolve_all
from rowspace.operations.project import NAMES, Projection, checked_method
from rowspace.operations.watched import IsCanceled, Progress, watched
from rowspace.rows import Floats
from rowspace.table import Table


@dataclass(frozen=True, slots=True)
class Placement:
    """Places of tokens in a picture. A token asked for twice is placed once.

    drawn        whether the picture had the token already, which then keeps its place
    coordinates  (q, 2)
    """

    method: str
    seed: int
    tokens: list[str]
    ids: list[int]
    drawn: list[bool]
    coordinates: Floats


def place(
    table: Table,
    picture: Projection,
    tokens: Sequence[str],
    progress: Progress | None = None,
    canceled: IsCanceled | None = None,
) -> Placement:
    """Where tokens lie in a picture of others: by PCA exactly, by t-SNE and UMAP near their neighbors in it.

    Raises BadArgument for a picture of another table, no token or a row that is not finite; UnknownToken; Canceled.
    """
    _check_table(table, picture)
    ids = list(dict.fromkeys(resolve_all(table, tokens)))
    at = {id: number for number, id in enumerate(picture.ids)}
    new = [id for id in ids if id not in at]
    tick = watched(progress, canceled, f"Placing {len(new):,} more tokens by {NAMES[checked_method(picture.method)]}")
    tick(0.0)
    places = dict(zip(new, _placed(table, picture, new, tick), strict=True)) if new else {}
    coordinates = [places[id] if id in places else picture.coordinates[at[id]] for id in ids]
    tick(1.0)
    return Placement(
        method=picture.method,
        seed=picture.seed,
        tokens=[table.token(id) for id in ids],
        ids=ids,
        drawn=[id in at for id in ids],
        coordinates=np.array(coordinates, np.float32).reshape(len(ids), 2),
    )


def joined(picture: Projection, placement: Placement) -> Projection:
    """The picture with the tokens that it did not have after its own; its qualities stay those of its own."""
    new = [at for at, drawn in enumerate(placement.drawn) if not drawn]
    return replace(
        picture,
        tokens=picture.tokens + [placement.tokens[at] for at in new],
        ids=picture.ids + [placement.ids[at] for at in new],
        coordinates=np.vstack([picture.coordinates, placement.coordinates[new]]),
    )


def _placed(table: Table, picture: Projection, ids: Sequence[int], tick: Tick) -> Doubles:
    rows = finite_rows(table, ids)
    if picture.origin is None or picture.axes is None:
        plane = None
    else:
        plane = Plane(picture.origin, picture.axes, np.zeros(len(picture.axes)))
    if picture.method == "pca" and plane is not None:
        return plane.project(rows)
    cloud = condensed_cloud(rows_of_ids(table, picture.ids), plane=plane, tick=lambda done: tick(0.0))
    places = _place_of_each_point(cloud.place, picture.coordinates)
    if picture.method == "tsne":
        from rowspace.geometry.tsne import placed_by_tsne

        return placed_by_tsne(cloud, places, cloud.taken_in(rows), tick=tick)
    from rowspace.geometry.umap import placed_by_umap

    return placed_by_umap(cloud, places, cloud.taken_in(rows), seed=picture.seed, tick=tick)


def _place_of_each_point(point_of_row: NDArray[np.intp], coordinates: Floats) -> Doubles:
    first = np.unique(point_of_row, return_index=True)[1]
    return coordinates[first].astype(np.float64)


def _check_table(table: Table, picture: Projection) -> None:
    for token, id in zip(picture.tokens, picture.ids, strict=True):
        if id >= len(table) or table.token(id) != token:
            message = f'The picture is of another table: its row {id} is "{token}", which is not that of {table.name}.'
            raise BadArgument(message)
