"""How alike rows are: dot product, cosine, Euclidean distance, every row of one array with every row of another.

Summed in float64, because cosines are printed to three decimals and compared with other libraries.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypeAlias, cast

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadArgument

Doubles: TypeAlias = NDArray[np.float64]
Vectors: TypeAlias = NDArray[np.floating[Any]]
Metric: TypeAlias = Literal["cosine", "dot", "euclidean"]


def lengths(vectors: Vectors) -> Doubles:
    """Euclidean length of each vector.   (…, d) -> (…)"""
    norms: Doubles = np.linalg.norm(np.asarray(vectors, np.float64), axis=-1)
    return norms


def unit(vectors: Vectors) -> Doubles:
    """Each vector divided by its length; a zero vector has no direction and stays zero.   (…, d) -> (…, d)"""
    doubles = np.asarray(vectors, np.float64)
    long = lengths(doubles)[..., None]
    return np.divide(doubles, long, out=np.zeros_like(doubles), where=long > 0)


def dot(a: Vectors, b: Vectors) -> Doubles:
    """Sum of products, dim by dim.   (m, d), (n, d) -> (m, n)"""
    product: Doubles = np.asarray(a, np.float64) @ np.asarray(b, np.float64).T
    return product


def cosine(a: Vectors, b: Vectors) -> Doubles:
    """Dot product ÷ (length × length), −1 to 1; 0 where either vector is zero.   (m, d), (n, d) -> (m, n)"""
    return np.clip(dot(unit(a), unit(b)), -1.0, 1.0)


def euclidean(a: Vectors, b: Vectors) -> Doubles:
    """Straight-line distance, from the differences themselves: |a|² + |b|² − 2ab would cancel for near rows.

    (m, d), (n, d) -> (m, n)
    """
    others = np.asarray(b, np.float64)
    distances = [np.linalg.norm(others - vector, axis=1) for vector in np.asarray(a, np.float64)]
    return np.array(distances).reshape(len(a), len(b))


METRICS: dict[str, Callable[[Vectors, Vectors], Doubles]] = {"cosine": cosine, "dot": dot, "euclidean": euclidean}


def checked_metric(name: str) -> Metric:
    """The metric of this name. Raises BadArgument with the names there are."""
    if name not in METRICS:
        raise BadArgument(f'Metric "{name}" is not known; metrics are {", ".join(METRICS)}.')
    return cast(Metric, name)
