"""Points parted into clusters of like direction: spherical k-means (Dhillon & Modha 2001).

A cluster's center is the direction of the sum of its points, and each point belongs to the center that it has the
largest product with. Both are repeated until hardly a point changes its cluster. Of several starts (k-means++, Arthur &
Vassilvitskii 2007) on a sample the best one is followed over all points. Same points and seed, same clusters.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rowspace.geometry.progress import Tick, stage, unwatched
from rowspace.geometry.similarity import Doubles
from rowspace.kernels.threads import one_blas_thread
from rowspace.rows import Floats

SAMPLE = 20_000  # points that starts are tried on
STARTS = 6
TRIED = 4  # points of which the best becomes the next center of a start
PASSES = 60
SETTLED = 1e-4  # share of the points that may still change their cluster
BLOCK = 1 << 14  # points at once


class Clusters(NamedTuple):
    """The largest cluster is number 0; of equally large ones, that with the lowest point.

    labels    (n,)    cluster of each point
    products  (n,)    with its center: for a point of length 1, their cosine
    centers   (k, c)  of length 1
    passes    over all points
    """

    labels: NDArray[np.int32]
    products: Floats
    centers: Floats
    passes: int


def kmeans(points: Floats, count: int, *, seed: int = 0, tick: Tick = unwatched) -> Clusters:
    """`count` clusters of n ≥ count points, none of them empty where so many directions differ.   (n, c)

    Points (1, 0), (2, 1), (0, 1) in two clusters: the first two, with the center (0.95, 0.32), and the last.
    """
    random = np.random.default_rng(seed)
    some = points
    if len(points) > SAMPLE:
        some = points[np.sort(random.choice(len(points), SAMPLE, replace=False))]
    with one_blas_thread():  # products are short, and the same bits on every machine with as many lanes
        best: tuple[float, Floats] | None = None
        for start in range(STARTS):
            part = stage(tick, 0.5 * start / STARTS, 0.5 * (start + 1) / STARTS)
            found = _settled(some, _spread_out(some, count, random), part)
            total = float(found.products.sum(dtype=np.float64))
            if best is None or total > best[0]:
                best = total, found.centers
        assert best is not None
        return _by_size(_settled(points, best[1], stage(tick, 0.5, 1.0)))


def _settled(points: Floats, centers: Floats, tick: Tick) -> Clusters:
    """Points and centers as they are once both agree."""
    before = np.full(len(points), -1, np.int32)
    for done in range(1, PASSES + 1):
        tick((done - 1) / PASSES)
        labels, products, sums = _assigned(points, centers)
        changed = int(np.count_nonzero(labels != before))
        if changed <= SETTLED * len(points):
            break
        before, centers = labels, _centers(points, centers, sums, labels, products)
    return Clusters(labels, products, centers, done)


def _assigned(points: Floats, centers: Floats) -> tuple[NDArray[np.int32], Floats, Doubles]:
    """Best center of each point, the product with it, and the sum of each center's points.   -> (n,), (n,), (k, c)"""
    labels, products = np.empty(len(points), np.int32), np.empty(len(points), np.float32)
    sums, numbers = np.zeros(centers.shape), np.arange(len(centers))[:, None]
    for start in range(0, len(points), BLOCK):
        block = points[start : start + BLOCK]
        with_all = block @ centers.T
        label = with_all.argmax(axis=1)
        labels[start : start + len(block)] = label
        products[start : start + len(block)] = with_all[np.arange(len(block)), label]
        sums += (numbers == label).astype(np.float32) @ block
    return labels, products, sums


def _centers(points: Floats, before: Floats, sums: Doubles, labels: NDArray[np.int32], products: Floats) -> Floats:
    """Directions of the sums; a center without points goes to the point that its own center says least of."""
    long = np.linalg.norm(sums, axis=1, keepdims=True)
    centers = np.where(long > 0, sums / np.where(long > 0, long, 1), before)
    empty = np.flatnonzero(np.bincount(labels, minlength=len(before)) == 0)
    if empty.size:
        strangers = np.argsort(products - np.linalg.norm(points, axis=1), kind="stable")[: empty.size]
        centers[empty] = _directions(points[strangers])
    return centers.astype(np.float32)


def _spread_out(points: Floats, count: int, random: np.random.Generator) -> Floats:
    """Directions of points far from each other: each drawn by its distance from those before, the best of a few.

    Half the squared distance of two directions is 1 − their cosine.   -> (count, c)
    """
    directions = _directions(points)
    chosen = [int(random.integers(len(points)))]
    gaps = np.maximum(0, 1 - directions @ directions[chosen[0]]).astype(np.float64)
    while len(chosen) < count:
        total = gaps.sum()
        if total > 0:
            drawn = np.searchsorted(np.cumsum(gaps), random.random(TRIED) * total).clip(max=len(points) - 1)
        else:  # no direction is left that is not a center
            drawn = random.integers(len(points), size=1)
        left = np.minimum(gaps, np.maximum(0, 1 - directions[drawn] @ directions.T))
        best = int(left.sum(axis=1).argmin())
        chosen.append(int(drawn[best]))
        gaps = left[best]
    return directions[chosen]


def _directions(points: Floats) -> Floats:
    long = np.linalg.norm(points, axis=1, keepdims=True)
    directions: Floats = np.divide(points, long, out=np.zeros_like(points), where=long > 0)
    return directions


def _by_size(found: Clusters) -> Clusters:
    """The same, the largest cluster first."""
    sizes = np.bincount(found.labels, minlength=len(found.centers))
    order = np.argsort(-sizes, kind="stable")
    number = np.empty(len(order), np.int32)
    number[order] = np.arange(len(order))
    return Clusters(number[found.labels], found.products, found.centers[order], found.passes)
