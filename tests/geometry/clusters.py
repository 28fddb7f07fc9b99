"""Rows in three clusters of directions, and how far apart a picture draws them."""

from __future__ import annotations

import numpy as np


def clusters(count: int, dim: int = 12) -> np.ndarray:
    """Row i belongs to cluster i mod 3.   -> (count, dim)"""
    random = np.random.default_rng(7)
    centers = random.standard_normal((3, dim))
    return centers[np.arange(count) % 3] + 0.2 * random.standard_normal((count, dim))


def separation(places: np.ndarray) -> float:
    """Smallest distance of two clusters' centers, in mean distances of a point to its own center."""
    members = [places[cluster::3] for cluster in range(3)]
    centers = np.array([points.mean(axis=0) for points in members])
    radius = np.mean([np.linalg.norm(points - points.mean(axis=0), axis=1).mean() for points in members])
    return float(min(np.linalg.norm(centers[i] - centers[j]) for i, j in ((0, 1), (0, 2), (1, 2))) / radius)
