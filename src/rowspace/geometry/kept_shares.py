"""How far each single point of a picture can be trusted: how many of its neighbors there are true ones."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rowspace.geometry.faithfulness import TIE, cosines_with
from rowspace.geometry.graph import neighbor_graph
from rowspace.geometry.progress import Tick, stage, unwatched
from rowspace.geometry.similarity import Vectors, unit
from rowspace.rows import Floats, Rows

AT_ONCE = 1_024  # points


def kept_shares(
    rows: Rows, drawn: NDArray[np.intp], coordinates: Vectors, asked: NDArray[np.intp], k: int, tick: Tick = unwatched
) -> Floats:
    """Share of each asked point's k nearest in the picture that are among its k nearest by cosine.

    Both are sought among all drawn rows. As in `faithfulness.true_ranks` a tie is never held against a picture, so that
    the mean over some points is their `kept_neighbors`. A row of zeros has no direction, and so NaN.

    drawn        (n,)    id of the row at each place
    coordinates  (n, 2) or (n, 3)
    asked        (m,)    places  ->  (m,) 0 to 1
    """
    among = np.zeros(len(rows), np.bool_)
    among[drawn] = True
    shown = _nearest_shown(np.asarray(coordinates, np.float64), asked, k)
    shares = np.empty(len(asked), np.float32)
    for start in range(0, len(asked), AT_ONCE):
        part = slice(start, start + AT_ONCE)
        ids = drawn[asked[part]]
        watched = stage(tick, start / len(asked), min(1.0, (start + AT_ONCE) / len(asked)))
        last = neighbor_graph(rows, k, asked=ids, mask=among, tick=watched).scores[:, -1:]
        cosines = cosines_with(rows, unit(rows[ids]), drawn[shown[part]])
        shares[part] = (cosines + TIE >= last).mean(axis=1)
    shares[~(rows.norms[drawn[asked]] > 0)] = np.nan
    return shares


def _nearest_shown(places: Vectors, asked: NDArray[np.intp], k: int) -> NDArray[np.intp]:
    """The k others nearest in the picture to each asked place.   (n, c), (m,) -> (m, k)"""
    from scipy.spatial import KDTree

    found: NDArray[np.intp] = KDTree(places).query(places[asked], k + 1, workers=-1)[1]
    own = found == asked[:, None]
    own[~own.any(axis=1), -1] = True  # others lie on the very same spot, and it was not among them
    others: NDArray[np.intp] = found[~own].reshape(len(asked), k)
    return others
