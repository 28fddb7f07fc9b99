"""Laying one picture onto another, so that what moved is what changed."""

from __future__ import annotations

import numpy as np

from rowspace.rows import Floats


def aligned(picture: Floats, onto: Floats) -> Floats:
    """The picture turned, mirrored and moved, not stretched, to lie nearest to another (Schönemann 1966).

    picture, onto  (n, d), the same points  ->  (n, d)
    """
    center, target = picture.mean(axis=0), onto.mean(axis=0)
    left, _, right = np.linalg.svd((picture - center).T.astype(np.float64) @ (onto - target))
    turned: Floats = ((picture - center) @ (left @ right) + target).astype(np.float32)
    return turned
