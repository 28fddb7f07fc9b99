"""Random rotations of the space and the way to them: every number changes, no length and no angle does."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadArgument
from rowspace.geometry.similarity import Doubles, Vectors

WIDEST = 1_024  # dims that one rotation mixes: factoring more takes seconds


@dataclass(frozen=True, slots=True)
class Planes:
    """A rotation as turns in planes at right angles to each other (its real Schur form).

    dims    (m,) of the space that it mixes
    basis   (m, m) orthogonal; columns 2i and 2i + 1 span plane i; the last column stands still where m is odd
    angles  (m // 2,) in radians, −π to π
    """

    dims: NDArray[np.intp]
    basis: Doubles
    angles: Doubles


def random_rotation(dim: int, random: np.random.Generator) -> Doubles:
    """An orthogonal matrix of determinant 1, every one as likely as every other (Mezzadri 2007, section 5).

    Q of a Gaussian matrix's QR, each column signed as R's diagonal, without which QR prefers some matrices; and the
    first column turned round where that makes a mirror into a rotation.   -> (dim, dim)
    """
    q, r = np.linalg.qr(random.standard_normal((dim, dim)))
    q = q * np.where(np.diag(r) < 0, -1.0, 1.0)
    if np.linalg.det(q) < 0:
        q[:, 0] = -q[:, 0]
    return q


def rotated(rows: Vectors, *, seed: int = 0, amount: float = 1.0) -> Doubles:
    """Rows part of the way, `amount`, along the shortest path from no rotation to the seed's random one.

    Each plane of the rotation is turned by that share of its angle, which is the exponential of `amount` times the
    rotation's real logarithm: orthogonal everywhere on the way. 0 returns the rows as they are. More than 1,024 dims
    are shuffled into groups, and a random rotation is made for each group.   (n, d) -> (n, d)

    Raises BadArgument for an amount outside 0 … 1 or a negative seed.
    """
    if not 0.0 <= amount <= 1.0:
        raise BadArgument(f"amount is how far to rotate, 0 to 1; got {amount}.")
    if seed < 0:
        raise BadArgument(f"seed is a whole number from 0; got {seed}.")
    turned = np.array(rows, np.float64)
    for planes in rotation_planes(turned.shape[1], seed):
        turned[:, planes.dims] += _change(turned[:, planes.dims], planes, amount)
    return turned


@lru_cache(maxsize=4)
def rotation_planes(dim: int, seed: int) -> tuple[Planes, ...]:
    """The planes of a seed's random rotation, a group of dims at a time; kept, as `amount` follows a slider."""
    random = np.random.default_rng(seed)
    groups = -(-dim // WIDEST)
    order = random.permutation(dim) if groups > 1 else np.arange(dim)
    return tuple(planes_of(random_rotation(len(dims), random), dims) for dims in np.array_split(order, groups))


def planes_of(rotation: Doubles, dims: NDArray[np.intp]) -> Planes:
    """Planes of a rotation matrix without repeated angles, as random ones are.   (m, m), (m,)

    The symmetric half (Q + Qᵀ)/2 turns nothing: it shrinks each plane by the cosine of its angle, so its
    eigenvectors come in pairs, one pair a plane; the sine is what Q takes from one of the pair to the other.
    """
    cosines, basis = np.linalg.eigh((rotation + rotation.T) / 2)
    paired = len(dims) // 2 * 2  # in an odd number of dims the axis, of cosine 1, is sorted last
    first, second = basis[:, 0:paired:2], basis[:, 1:paired:2]
    sines = np.einsum("dp,dp->p", second, rotation @ first)
    return Planes(dims, basis, np.arctan2(sines, (cosines[0:paired:2] + cosines[1:paired:2]) / 2))


def _change(rows: Doubles, planes: Planes, amount: float) -> Doubles:
    """What a rotation adds to rows: in each plane, the turned coordinates less the ones there were."""
    inside = rows @ planes.basis
    first, second = inside[:, 0 : 2 * len(planes.angles) : 2], inside[:, 1 : 2 * len(planes.angles) : 2]
    cosine, sine = np.cos(amount * planes.angles), np.sin(amount * planes.angles)
    change = np.zeros_like(inside)
    change[:, 0 : 2 * len(planes.angles) : 2] = first * (cosine - 1) - second * sine
    change[:, 1 : 2 * len(planes.angles) : 2] = first * sine + second * (cosine - 1)
    return change @ planes.basis.T
