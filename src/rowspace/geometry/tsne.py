"""t-SNE: a picture that keeps neighbors together (van der Maaten & Hinton 2008), by openTSNE.

Distances between clusters, their sizes and their densities mean nothing in it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from rowspace.geometry.directions import FEW, Layout, distinct_directions, first_places, nearest_others, plane_of_few
from rowspace.geometry.progress import Tick, stage, unwatched, while_ticking
from rowspace.geometry.similarity import Doubles, Vectors

PERPLEXITY = 30.0  # about how many neighbors a point feels; the library's own default
EXAGGERATION = 12.0  # of the attraction in the first iterations, so that clusters can form; the library's own default
EARLY, LATE = 250, 500  # iterations with and without it
START = 1e-4  # standard deviation of the first places: small enough to leave the optimization free
MANY = 10_000  # from here on repulsion is interpolated on a grid (Linderman et al. 2019) instead of summed over a tree
TICK_EVERY = 5  # iterations; one iteration of 40,000 points takes a fifth of a second


def perplexity_for(count: int) -> float:
    """Perplexity for so many points: three times as many neighbors are looked at, and there are count − 1."""
    return max(1.0, min(PERPLEXITY, (count - 1) / 3))


def exaggeration_for(count: int) -> float:
    """Early exaggeration for so many points: a tenth of their number at most.

    Twelve-fold attraction pulls 40 unrelated rows or fewer into a single point that they never leave again.
    """
    return max(1.0, min(EXAGGERATION, count / 10))


def tsne(rows: Vectors, *, seed: int = 0, tick: Tick = unwatched) -> Layout:
    """Places of rows by cosine; equal seeds give equal bits.   (n, d) -> (n, 2)

    Distances are between rows divided by their length, whose square is 2(1 − cosine). One thread, a start from the
    principal plane, exact neighbors. Three directions or fewer fit in a plane and are shown as they are.
    """
    directions, place = distinct_directions(rows)
    count = len(directions)
    if count <= FEW:
        return plane_of_few(directions, place)
    perplexity, exaggeration = perplexity_for(count), exaggeration_for(count)
    indices, cosines = nearest_others(directions, min(count - 1, int(3 * perplexity)), stage(tick, 0.0, 0.1))
    embedding = while_ticking(lambda: _prepared(directions, indices, cosines, perplexity, seed), tick, 0.1)
    _optimize(embedding, EARLY, exaggeration, 0.5, stage(tick, 0.1, 0.4))
    _optimize(embedding, LATE, 1.0, 0.8, stage(tick, 0.4, 1.0))
    return Layout(
        np.asarray(embedding, np.float64)[place],
        {
            "metric": "cosine",
            "start": "pca",
            "iterations": EARLY + LATE,
            "perplexity": perplexity,
            "early_exaggeration": exaggeration,
        },
    )


def _prepared(directions: Doubles, indices: NDArray[np.int32], cosines: Doubles, perplexity: float, seed: int) -> Any:
    """An embedding at its first places, with the affinities of its points."""
    from openTSNE import TSNEEmbedding
    from openTSNE.affinity import PerplexityBasedNN
    from openTSNE.nearest_neighbors import PrecomputedNeighbors

    neighbors = PrecomputedNeighbors(indices, np.sqrt(2 - 2 * cosines))
    return TSNEEmbedding(
        START * first_places(directions, seed),
        PerplexityBasedNN(perplexity=perplexity, knn_index=neighbors, n_jobs=1),
        negative_gradient_method="fft" if len(directions) >= MANY else "bh",
        n_jobs=1,
        random_state=seed,
    )


def _optimize(embedding: Any, iterations: int, exaggeration: float, momentum: float, tick: Tick) -> None:
    """Moves the points in place. The library's callbacks tick; what a tick raises comes out of it."""

    def watch(iteration: int, error: float, places: Any) -> bool:
        tick(iteration / iterations)
        return False  # True would end the work as if it were done

    embedding.optimize(
        iterations,
        inplace=True,
        exaggeration=exaggeration,
        momentum=momentum,
        callbacks=[watch],
        callbacks_every_iters=TICK_EVERY,
    )
