"""The whole table in the plane or in space, its first rows where a method cannot place more, and its faithfulness."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadArgument
from rowspace.geometry.components import placed
from rowspace.geometry.faithfulness import k_for, kept_neighbors, true_ranks, trustworthiness
from rowspace.geometry.progress import Tick, stage
from rowspace.geometry.widest import is_dear, widest_plane
from rowspace.operations import picture_cache
from rowspace.operations.drawn import FEWEST, rows_of_ids
from rowspace.operations.project import NAMES, SEEDS, checked_method, laid_out
from rowspace.operations.specials import special_rows
from rowspace.operations.watched import IsCanceled, Progress, watched
from rowspace.rows import Floats
from rowspace.table import Table

MOST_LAID_OUT = 5_000  # rows that t-SNE and UMAP place: minutes of work, and no more dots than an eye tells apart
MEASURED_CELLS = 1 << 23  # numbers that the two qualities are measured on
MEASURED_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class Picture:
    """Rows in the plane, or by PCA in space.

    table_rows       of the whole table, drawn or not
    note             why some are left out, where some are
    explained        shares of the variance along x and y (and z), 0 to 1; PCA alone has them
    trustworthiness  1 where no two rows look nearer than they are; and kept_neighbors: as in `project.Projection`
    parameters       settings of the method; "k" is that of the two qualities, "rows_measured" of "rows_among" the rows
                     they were measured on
    ids              (m,) int32
    coordinates      (m, components)
    """

    method: str
    seed: int
    table_rows: int
    note: str | None
    explained: list[float] | None
    trustworthiness: float
    kept_neighbors: float
    parameters: dict[str, float | int | str]
    ids: NDArray[np.int32]
    coordinates: Floats


def picture(
    table: Table,
    method: str = "pca",
    seed: int = 0,
    first: int | None = None,
    progress: Progress | None = None,
    canceled: IsCanceled | None = None,
    *,
    components: int = 2,
) -> Picture:
    """All rows by PCA; by t-SNE and UMAP the first 5,000 that stand for a word.

    first       only so many rows, counted from id 0
    components  2, or by PCA 3; x and y are the same in both

    Raises BadArgument for an unknown method, a seed, `first` or components out of range, or fewer than three rows;
    Canceled.
    """
    chosen = checked_method(method)
    if not 0 <= seed < SEEDS:
        raise BadArgument(f"seed is a whole number from 0 to {SEEDS - 1:,}; got {seed}.")
    if first is not None and first < FEWEST:
        raise BadArgument(f"A picture needs {FEWEST} rows or more; first was {first}.")
    if components not in (2, 3) or (components == 3 and chosen != "pca"):
        raise BadArgument(f"A picture has 2 components, or 3 by PCA; got {components} by {NAMES[chosen]}.")
    ids, note = _chosen(table, chosen == "pca", first)
    if len(ids) < FEWEST:
        raise BadArgument(f"{table.name} has {len(ids)} rows that can be placed; a picture needs {FEWEST}.")
    tick = watched(progress, canceled, f"Placing {len(ids):,} rows by {NAMES[chosen]}")
    tick(0.0)
    long = chosen != "pca"
    name = picture_cache.picture_name(rows_of_ids(table, ids.tolist()), "first", chosen, seed) if long else ""
    kept = picture_cache.find(name, Picture) if long else None
    if kept is not None:
        return replace(kept, table_rows=len(table), note=note, ids=ids)
    coordinates, explained, parameters = _placed(table, ids, chosen, seed, components, stage(tick, 0.0, 0.9))
    measuring = watched(progress, canceled, "Measuring which neighbors the picture keeps")
    quality = _quality(table, ids, coordinates, stage(measuring, 0.9, 1.0))
    measuring(1.0)
    made = Picture(
        chosen, seed, len(table), note, explained, *quality[:2], {**parameters, **quality[2]}, ids, coordinates
    )
    if long:
        picture_cache.keep(name, made)
    return made


def _chosen(table: Table, linear: bool, first: int | None) -> tuple[NDArray[np.int32], str | None]:
    """Ids that are placed, and why others are not."""
    able = np.isfinite(table.rows.norms) if linear else ~special_rows(table)
    asked = np.flatnonzero(able[:first]).astype(np.int32)
    lacking = len(able[:first]) - len(asked)
    if not linear and len(asked) > MOST_LAID_OUT:
        return asked[:MOST_LAID_OUT], f"the first {MOST_LAID_OUT:,} rows that stand for a word: more take too long"
    if lacking:
        return asked, f"{lacking:,} rows {'hold NaN or an infinity' if linear else 'stand for no word'}"
    return asked, None


def _placed(
    table: Table, ids: NDArray[np.int32], method: str, seed: int, components: int, tick: Tick
) -> tuple[Floats, list[float] | None, dict[str, float | int | str]]:
    rows = rows_of_ids(table, ids.tolist())
    if method == "pca" and is_dear(rows):
        found = widest_plane(rows, components, tick=stage(tick, 0.0, 0.8))
        places = placed(rows, found.plane, tick=stage(tick, 0.8, 1.0))
        return places, found.plane.explained.tolist(), {"center": "mean", "passes": found.passes}
    layout, plane = laid_out(rows, checked_method(method), seed, tick, components)
    explained = plane.explained.tolist() if plane and method == "pca" else None
    return layout.coordinates.astype(np.float32), explained, dict(layout.parameters)


def _quality(
    table: Table, ids: NDArray[np.int32], coordinates: Floats, tick: Tick
) -> tuple[float, float, dict[str, float | int | str]]:
    """Trustworthiness and kept neighbors, of a sample where the rows are many."""
    most = min(MEASURED_ROWS, max(100, MEASURED_CELLS // table.dim))
    among = np.arange(len(ids))
    if len(ids) > most:
        among = np.sort(np.random.default_rng(0).choice(len(ids), most, replace=False))
    ranks = true_ranks(table.rows[ids[among]], coordinates[among], k_for(len(among)), tick)
    facts = {"k": ranks.shape[1], "rows_measured": ranks.shape[0], "rows_among": len(among)}
    return trustworthiness(ranks, len(among)), kept_neighbors(ranks), facts
