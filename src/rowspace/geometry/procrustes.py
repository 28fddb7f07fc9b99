"""Points turned, mirrored, scaled and shifted onto others, as near as that goes (orthogonal Procrustes).

Where a picture lies, which way up it is and how large it is drawn mean nothing; what is left after that does.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rowspace.geometry.similarity import Doubles, Vectors


@dataclass(frozen=True, slots=True)
class Alignment:
    """point ↦ (point − middle) · turn × scale + target

    turn       (d, d)  orthogonal; its determinant is −1 where it mirrors
    scale      1 where the points were not scaled
    middle     (d,)    mean of the points that were moved
    target     (d,)    mean of those they were moved onto
    disparity  squared distances left, as a share of the target's squared distances from its mean: 0 where all meet,
               1 where the best is to draw the points as one
    """

    turn: Doubles
    scale: float
    middle: Doubles
    target: Doubles
    disparity: float

    def moved(self, points: Vectors) -> Doubles:
        """Points where they come to lie.   (n, d) -> (n, d)"""
        return (np.asarray(points, np.float64) - self.middle) @ self.turn * self.scale + self.target


def procrustes(points: Vectors, onto: Vectors, *, scaled: bool = True) -> Alignment:
    """The alignment of least squared distances (Schönemann 1966; with a scale: Schönemann & Carroll 1970).

    points, onto  (n, d), row by row the same things

    The corners (0, 0), (2, 0), (0, 1) come to lie on (5, 5), (5, 9), (3, 5), turned by 90° at twice the size.
    """
    moving, fixed = np.asarray(points, np.float64), np.asarray(onto, np.float64)
    middle, target = moving.mean(axis=0), fixed.mean(axis=0)
    one, other = moving - middle, fixed - target
    left, values, right = np.linalg.svd(one.T @ other)
    spread, room = float(np.square(one).sum()), float(np.square(other).sum())
    scale = float(values.sum()) / spread if scaled and spread > 0 else 1.0
    turn = left @ right
    rest = float(np.square(one @ turn * scale - other).sum())
    return Alignment(turn, scale, middle, target, rest / room if room > 0 else 0.0)
