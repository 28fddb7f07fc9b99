"""t-SNE: a picture that keeps neighbors together (van der Maaten & Hinton 2008), by openTSNE.

Distances between clusters, their sizes and their densities mean nothing in it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from rowspace.geometry.clouds import FEW, Cloud, Layout, cloud_of, placed_in_plane_of_few, plane_of_few
from rowspace.geometry.directions import first_places
from rowspace.geometry.progress import Tick, stage, unwatched, while_ticking
from rowspace.geometry.similarity import Doubles, Vectors
from rowspace.kernels.threads import cores
from rowspace.rows import Floats

PERPLEXITY = 30.0  # about how many neighbors a point feels; the library's own default
EXAGGERATION = 12.0  # of the attraction in the first iterations, so that clusters can form; the library's own default
EARLY, LATE = 250, 500  # iterations with and without it
START = 1e-4  # standard deviation of the first places: small enough to leave the optimization free
MANY = 10_000  # from here on repulsion is interpolated on a grid (Linderman et al. 2019) instead of summed over a tree
NEW, NEW_PERPLEXITY, NEAREST = 250, 5.0, 25  # of points placed into a picture; the library's own defaults
TICK_EVERY = 5  # iterations; one iteration of 40,000 points takes a fifth of a second


def perplexity_for(count: int) -> float:
    """Perplexity for so many points: three times as many neighbors are looked at, and there are count − 1."""
    return max(1.0, min(PERPLEXITY, (count - 1) / 3))


def exaggeration_for(count: int) -> float:
    """Early exaggeration for so many points: a tenth of their number at most.

    Twelve-fold attraction pulls 40 unrelated rows or fewer into a single point that they never leave again.
    """
    return max(1.0, min(EXAGGERATION, count / 10))


def tsne(rows: Vectors | Cloud, *, seed: int = 0, tick: Tick = unwatched) -> Layout:
    """Places of rows by cosine; equal seeds give equal bits.   (n, d) -> (n, 2)

    Distances are between rows divided by their length, whose square is 2(1 − cosine), or between their places on the
    cloud's axes. A start from the principal plane, exact neighbors. Three directions or fewer fit in a plane and are
    shown as they are.
    """
    cloud = rows if isinstance(rows, Cloud) else cloud_of(rows)
    count = len(cloud.points)
    if count <= FEW:
        return plane_of_few(cloud)
    perplexity, exaggeration = perplexity_for(count), exaggeration_for(count)
    indices, distances = cloud.nearest_others(min(count - 1, int(3 * perplexity)), stage(tick, 0.0, 0.1))
    embedding = while_ticking(lambda: _prepared(cloud.points, indices, distances, perplexity, seed), tick, 0.1)
    _optimize(embedding, EARLY, stage(tick, 0.1, 0.4), exaggeration=exaggeration, momentum=0.5)
    _optimize(embedding, LATE, stage(tick, 0.4, 1.0), exaggeration=1.0, momentum=0.8)
    return Layout(
        np.asarray(embedding, np.float64)[cloud.place],
        {
            **cloud.settings,
            "iterations": EARLY + LATE,
            "perplexity": perplexity,
            "early_exaggeration": exaggeration,
        },
    )


def placed_by_tsne(cloud: Cloud, places: Doubles, others: Doubles, *, tick: Tick = unwatched) -> Doubles:
    """Places for points that are not in a picture, each by its neighbors in it; nothing in the picture moves.

    As openTSNE's `transform`, with exact neighbors: from the middle of the nearest, each point is pulled and pushed by
    the picture alone, so that it lands where it would land without the others.

    places (m, 2) of the cloud's points, others (q, c)  ->  (q, 2)
    """
    if len(cloud.points) <= FEW:
        return placed_in_plane_of_few(cloud, others)
    perplexity = min(NEW_PERPLEXITY, (len(places) - 1) / 3)
    indices, distances = cloud.nearest_to(others, min(len(places), max(NEAREST, int(3 * perplexity))))
    embedding = while_ticking(lambda: _beside(places, indices, distances, perplexity), tick)
    _optimize(embedding, NEW, tick, exaggeration=1.5, momentum=0.8, learning_rate=0.1, max_grad_norm=0.25)
    return np.asarray(embedding, np.float64)


def _prepared(points: Floats, indices: NDArray[np.int32], distances: Doubles, perplexity: float, seed: int) -> Any:
    """An embedding at its first places, with the affinities of its points."""
    from openTSNE import TSNEEmbedding
    from openTSNE.affinity import PerplexityBasedNN
    from openTSNE.nearest_neighbors import PrecomputedNeighbors

    threads = _threads(len(points))
    neighbors = PrecomputedNeighbors(indices, distances)
    return TSNEEmbedding(
        START * first_places(points, seed),
        PerplexityBasedNN(perplexity=perplexity, knn_index=neighbors, n_jobs=threads),
        negative_gradient_method=_repulsion(len(points)),
        n_jobs=threads,
        random_state=seed,
    )


def _beside(places: Doubles, indices: NDArray[np.int32], distances: Doubles, perplexity: float) -> Any:
    """An embedding of new points at their first places, with their affinities to those of a picture."""
    from openTSNE.affinity import joint_probabilities_nn
    from openTSNE.tsne import PartialTSNEEmbedding, TSNEEmbedding

    picture = places.view(TSNEEmbedding)
    picture.interp_coeffs = picture.box_x_lower_bounds = None  # it is measured by a tree, not on a grid
    near = slice(max(1, int(3 * perplexity)))
    affinities = joint_probabilities_nn(
        np.ascontiguousarray(indices[:, near]),
        distances[:, near],
        [perplexity],
        symmetrize=False,
        normalization="point-wise",
        n_reference_samples=len(places),
    )
    return PartialTSNEEmbedding(
        np.median(places[indices[:, :NEAREST]], axis=1),
        picture,
        affinities,
        negative_gradient_method="bh",
        n_jobs=_threads(len(places)),
    )


def _threads(count: int) -> int:
    """Threads for so many points; each point is one's own work, so their number changes no bit."""
    return cores() if count >= MANY else 1


def _repulsion(count: int) -> str:
    return "fft" if count >= MANY else "bh"


def _optimize(embedding: Any, iterations: int, tick: Tick, **settings: float) -> None:
    """Moves the points in place. The library's callbacks tick; what a tick raises comes out of it."""

    def watch(iteration: int, error: float, places: Any) -> bool:
        tick(iteration / iterations)
        return False  # True would end the work as if it were done

    embedding.optimize(iterations, inplace=True, callbacks=[watch], callbacks_every_iters=TICK_EVERY, **settings)
