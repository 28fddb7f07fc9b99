"""UMAP: a picture that keeps a graph of neighbors (McInnes, Healy & Melville 2018), by umap-learn."""

from __future__ import annotations

import io
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from rowspace.geometry.clouds import FEW, Cloud, Layout, cloud_of, placed_in_plane_of_few, plane_of_few
from rowspace.geometry.directions import first_places
from rowspace.geometry.progress import PATIENCE, Tick, stage, unwatched, while_ticking
from rowspace.geometry.similarity import Doubles, Vectors
from rowspace.rows import Floats

NEIGHBORS = 15  # the library's own default, the point itself included
MINIMUM_DISTANCE = 0.1  # of two neighbors in the picture, likewise
SPREAD = 1.0
NEGATIVES = 5  # points pushed away for each neighbor pulled closer

_ready = threading.Event()
_alone = threading.Lock()  # numba's simplest threading layer stops the process when two threads enter it


def neighbors_for(count: int) -> int:
    """Neighbors a point is tied to, itself included, for so many points: a third of them at most."""
    return max(3, min(NEIGHBORS, count // 3))


def epochs_for(count: int) -> int:
    """Times that every tie is pulled, for so many points, as the library would choose."""
    return 500 if count <= 10_000 else 200


def umap(rows: Vectors | Cloud, *, seed: int = 0, tick: Tick = unwatched) -> Layout:
    """Places of rows by cosine; equal seeds give equal bits.   (n, d) -> (n, 2)

    Distances are 1 − cosine, or half the square of that between places on the cloud's axes. One thread, a start from
    the principal plane, exact neighbors. Three directions or fewer fit in a plane and are shown as they are. The first
    call in a process compiles for some seconds.
    """
    cloud = rows if isinstance(rows, Cloud) else cloud_of(rows)
    count = len(cloud.points)
    if count <= FEW:
        return plane_of_few(cloud)
    warm_up(tick)
    return Layout(
        _places(cloud, seed, tick)[cloud.place],
        {
            **cloud.settings,
            "iterations": epochs_for(count),
            "neighbors": neighbors_for(count),
            "minimum_distance": MINIMUM_DISTANCE,
        },
    )


def placed_by_umap(cloud: Cloud, places: Doubles, others: Doubles, *, seed: int = 0, tick: Tick = unwatched) -> Doubles:
    """Places for points that are not in a picture, each by its neighbors in it; nothing in the picture moves.

    As umap-learn's `transform`, with exact neighbors: from the weighted middle of its neighbors a point is pulled to
    them and pushed from random others. One that equals a point of the picture begins there.

    places (m, 2) of the cloud's points, others (q, c)  ->  (q, 2)
    """
    if len(cloud.points) <= FEW:
        return placed_in_plane_of_few(cloud, others)
    warm_up(tick)
    k = neighbors_for(len(cloud.points))
    indices, distances = cloud.nearest_to(others, k)
    with _turn(tick):
        return _beside(places.astype(np.float32), indices, _steps(distances).astype(np.float32), seed, tick)


def warm_up(tick: Tick = unwatched) -> None:
    """Imports and compiles what `umap` needs, once in a process. A tick that raises leaves it to go on behind."""
    if not _ready.is_set():
        while_ticking(lambda: _places(cloud_of(np.eye(FEW + 2)), 0, unwatched), tick)
        _ready.set()


def _places(cloud: Cloud, seed: int, tick: Tick) -> Doubles:
    library = _library()
    points = cloud.points
    k = neighbors_for(len(points)) - 1
    indices, distances = cloud.nearest_others(k, stage(tick, 0.0, 0.2))
    itself = np.arange(len(points), dtype=np.int32)[:, None]
    random = np.random.RandomState(seed)
    with _turn(tick):
        graph, _, _ = library.fuzzy_simplicial_set(
            points,
            k + 1,
            random,
            "cosine",
            knn_indices=np.hstack([itself, indices]),
            knn_dists=np.hstack([np.zeros(itself.shape), _steps(distances)]).astype(np.float32),
        )
        a, b = library.find_ab_params(SPREAD, MINIMUM_DISTANCE)
        places, _ = library.simplicial_set_embedding(
            data=points,
            graph=graph,
            n_components=2,
            initial_alpha=1.0,
            a=a,
            b=b,
            gamma=1.0,
            negative_sample_rate=NEGATIVES,
            n_epochs=epochs_for(len(points)),
            init=first_places(points, seed).astype(np.float32),
            random_state=random,
            metric="cosine",
            metric_kwds={},
            densmap=False,
            densmap_kwds={},
            output_dens=False,
            tqdm_kwds=_bar(stage(tick, 0.2, 1.0)),
        )
    return np.asarray(places, np.float64)


def _beside(places: Floats, indices: NDArray[np.int32], distances: Floats, seed: int, tick: Tick) -> Doubles:
    from scipy.sparse import coo_matrix

    library, (others, k) = _library(), indices.shape
    epochs = epochs_for(others) // 5
    widths, nearest = library.smooth_knn_dist(distances, float(k), local_connectivity=0.0)
    heads, tails, weights, _ = library.compute_membership_strengths(indices, distances, widths, nearest, bipartite=True)
    graph = coo_matrix((weights, (heads, tails)), shape=(others, len(places)))
    rows = graph.tocsr()
    rows.eliminate_zeros()
    start = library.init_graph_transform(rows, places)
    graph.data[graph.data < graph.data.max() / epochs] = 0.0
    graph.eliminate_zeros()
    random = np.random.RandomState(seed)
    a, b = library.find_ab_params(SPREAD, MINIMUM_DISTANCE)
    moved = library.optimize_layout_euclidean(
        start,
        places,
        graph.row,
        graph.col,
        epochs,
        len(places),
        library.make_epochs_per_sample(graph.data, epochs),
        a,
        b,
        random.randint(np.iinfo(np.int32).min + 1, np.iinfo(np.int32).max - 1, 3).astype(np.int64),
        1.0,
        0.25,
        NEGATIVES,
        tqdm_kwds=_bar(tick),
    )
    return np.asarray(moved, np.float64)


def _steps(distances: Doubles) -> Doubles:
    """1 − cosine, from distances whose square is 2(1 − cosine)."""
    return distances * distances / 2


@contextmanager
def _turn(tick: Tick) -> Iterator[None]:
    """Waits, ticking, until no other thread is in the library."""
    while not _alone.acquire(timeout=PATIENCE):
        tick(0.2)
    try:
        yield
    finally:
        _alone.release()


def _library() -> ModuleType:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ImportWarning)  # it misses TensorFlow, which only its neural variant needs
        import umap.umap_ as library
    module: ModuleType = library
    return module


def _bar(tick: Tick) -> dict[str, object]:
    """Settings of a progress bar that is written to a tick: the only thing that UMAP tells its epochs to."""
    return {"disable": False, "file": _TickFile(tick), "bar_format": "{percentage}", "mininterval": 0.05, "miniters": 1}


class _TickFile(io.StringIO):
    """Passes percentages written by a progress bar on to a tick, and an error of the tick back to the writer."""

    def __init__(self, tick: Tick) -> None:
        super().__init__()
        self._tick: Tick = tick

    def write(self, text: str) -> int:
        if text.strip():
            tick, percentage = self._tick, float(text)
            if percentage < 100:
                tick(percentage / 100)
        return len(text)
