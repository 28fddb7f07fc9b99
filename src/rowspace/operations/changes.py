"""How much each token that two tables share has changed from one to the other.

By neighbors: 1 − the share of its k nearest that both tables agree on, which asks for no common axes nor dims. By the
rows: 1 − their cosine, as they are or after the best turn. A turn can hide what all tokens did together; neighbors can
change all at once where a token's surroundings are dense. So each is named, and none is called the change as such.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadArgument
from rowspace.geometry.graph import neighbor_graph
from rowspace.geometry.progress import Tick, stage
from rowspace.geometry.turning import cosines_with, overlap, turn_onto
from rowspace.operations.drawn import FEWEST, rows_of_ids
from rowspace.operations.shared_tokens import shared_tokens
from rowspace.operations.specials import special_rows
from rowspace.operations.watched import IsCanceled, Progress, watched
from rowspace.rows import Floats, Rows
from rowspace.table import Table

Measure: TypeAlias = Literal["neighbors", "turned", "direct"]

MOST_COMPARED = 10_000  # work grows with the square: all pairs of 10,000 rows of 300 are seconds, of 400,000 an hour
MOST_K = 100
MOST_TURNED = 1_024  # dims; a turn takes their cube


@dataclass(frozen=True, slots=True)
class Changes:
    """The first shared tokens that stand for a word in both tables; neighbors are sought among them.

    shared      tokens spelled exactly so in both
    left_out    of these, how many stand for no word in one of the tables
    compared    of the others, how many were compared: the first, in the order of the first table
    kept        mean share of the k nearest that both agree on, 0 to 1
    note        why there are no cosines, where there are none
    ids         (m,) int32    their rows in the first table; and other_ids (m,) in the other
    overlaps    (m,)          of each, the share of its k nearest that both agree on
    turned      (m,) or None  cosine of its two rows once the first table's are turned onto the other's
    direct      (m,) or None  cosine of its two rows as they are
    near        (m, k) int32  its nearest in the first table, by cosine, best first, as places among the compared; and
                              other_near (m, k) in the other
    """

    table: str
    other: str
    shared: int
    left_out: int
    compared: int
    k: int
    kept: float
    note: str | None
    ids: NDArray[np.int32]
    other_ids: NDArray[np.int32]
    overlaps: Floats
    turned: Floats | None
    direct: Floats | None
    near: NDArray[np.int32]
    other_near: NDArray[np.int32]

    def change(self, by: str = "neighbors") -> Floats:
        """1 − the share of neighbors kept, 0 to 1; or 1 − the cosine, 0 to 2.   -> (m,)   Raises BadArgument."""
        measures = {"neighbors": self.overlaps, "turned": self.turned, "direct": self.direct}
        if by not in measures:
            raise BadArgument(f'Change is by {", ".join(get_args(Measure))}; got "{by}".')
        kept = measures[by]
        if kept is None:
            raise BadArgument(f'There is no change by "{by}": {self.note}.')
        return np.float32(1) - kept

    def order(self, by: str = "neighbors") -> NDArray[np.intp]:
        """Places of the tokens that changed most first; equal ones as the first table has them.   -> (m,)"""
        return np.argsort(-self.change(by), kind="stable")


def changes(
    table: Table,
    other: Table,
    k: int = 10,
    most: int | None = MOST_COMPARED,
    progress: Progress | None = None,
    canceled: IsCanceled | None = None,
) -> Changes:
    """Compares the tokens that two tables share.

    k     neighbors that are compared, fewer where there are not so many tokens
    most  compares so many tokens, the first by the first table's ids; None for all

    Raises BadArgument for a k or `most` out of range, or fewer than three shared tokens that stand for a word;
    Canceled.
    """
    if not 1 <= k <= MOST_K:
        raise BadArgument(f"k is the number of neighbors, 1 to {MOST_K}; got {k}.")
    if most is not None and most < FEWEST:
        raise BadArgument(f"A comparison needs {FEWEST} tokens or more; most was {most}.")
    both = shared_tokens(table, other)
    words = ~(special_rows(table)[both.ids] | special_rows(other)[both.other_ids])
    ids, other_ids = both.ids[words][:most], both.other_ids[words][:most]
    if len(ids) < FEWEST:
        raise BadArgument(
            f"{table.name} and {other.name} share {len(ids)} tokens that stand for a word, spelled exactly alike; "
            f"a comparison needs {FEWEST}."
        )
    k = min(k, len(ids) - 1)
    tick = watched(progress, canceled, f"Comparing {len(ids):,} tokens of {table.name} and {other.name}")
    ours, theirs = rows_of_ids(table, ids.tolist()), rows_of_ids(other, other_ids.tolist())
    near = neighbor_graph(ours, k, tick=stage(tick, 0.0, 0.45)).ids.astype(np.int32)
    other_near = neighbor_graph(theirs, k, tick=stage(tick, 0.45, 0.9)).ids.astype(np.int32)
    overlaps = overlap(near, other_near)
    direct, turned, note = _cosines(ours, theirs, stage(tick, 0.9, 1.0))
    tick(1.0)
    return Changes(
        table=table.name,
        other=other.name,
        shared=len(both.ids),
        left_out=int(np.count_nonzero(~words)),
        compared=len(ids),
        k=k,
        kept=float(overlaps.mean(dtype=np.float64)),
        note=note,
        ids=ids,
        other_ids=other_ids,
        overlaps=overlaps,
        turned=turned,
        direct=direct,
        near=near,
        other_near=other_near,
    )


def _cosines(ours: Rows, theirs: Rows, tick: Tick) -> tuple[Floats | None, Floats | None, str | None]:
    """Of the rows as they are, of the turned ones, and why one is missing."""
    if ours.dim != theirs.dim:
        return None, None, f"rows of {ours.dim:,} and of {theirs.dim:,} numbers have no cosine"
    direct = cosines_with(ours, theirs)
    if ours.dim > MOST_TURNED:
        return direct, None, f"no turn is sought in more than {MOST_TURNED:,} dims"
    return direct, cosines_with(ours, theirs, turn_onto(ours, theirs, tick)), None
