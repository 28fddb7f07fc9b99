"""The vectors of the shipped table `classroom`: constructed for the lesson, not learned from text.

The construction, in order:

1. Five content groups stand in a ring, animals – people – actions – places – colors – animals. Directions of two
   groups that touch have the cosine NEAR, the others FAR. Five directions with these cosines are the rows of the
   Cholesky factor of that 5 × 5 Gram matrix. A ring is flattest in a plane, so the plane of largest variance (PCA)
   shows it as a pentagon; no place in the picture is written anywhere.
2. Each token adds up features: its group's direction, times how typical a member it is; a little of the group it
   leans to (an actor acts, a horse runs); roles on axes of their own (royal, young, stage, gender, past tense,
   capital); and details on four shared axes, which mean something else in each group: kinds of animals, the stems
   of verbs, nations, and for colors the opponents red–green, blue–yellow, white–black.
3. A relation is one role added to two tokens (france + capital = paris, japan + capital = tokyo), so arithmetic works.
   King and queen differ by gender and a little else, and by more than man and woman do, so that `king` stays the
   nearest row to king − man + woman until query words are excluded, as in tables learned from text.
4. Function words share a direction of their own and take an equal part of every group, because they occur
   everywhere, and are SHORT. The ring's parts cancel in its plane, which puts them near the center.
5. Four numbers are solved for, in closed form, so that four cosines are the lesson's: see `Weights`.

`make_classroom` then turns the axes out of sight and stores the rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from rowspace.operations.lesson import LESSON_GROUPS

Floats = NDArray[np.float64]

FIGURES = {("cat", "dog"): 0.993, ("king", "queen"): 0.995, ("cat", "king"): 0.015, ("the", "cat"): 0.180}
RING = ("animals", "people", "actions", "places", "colors")
AXES = ("function", "royal", "young", "stage", "gender", "past", "capital", "x", "y", "z", "w")
DIM = len(RING) + len(AXES)

ROYAL = 0.6
FAR = -0.2  # cosine of two groups that do not touch in the ring
SHORT = 0.4  # length of a function word before its details; content words are about 1 long
GENDER = 0.8  # share of the difference between king and queen that is gender; the rest lies on axis x
COMMON = 0.4  # difference between man and woman, in gender differences of king and queen
MARKED = 0.1  # gender of the words that carry it in their ending

Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class Weights:
    """The four numbers behind the four figures."""

    pet: float
    """cat and dog are animals ± pet. cos = (1 − p²) / (1 + p²)"""
    throne: float
    """king and queen are people + royal ± throne. cos = (B² − t²) / (B² + t²) with B² = 1 + ROYAL²"""
    near: float
    """cosine of two groups that touch: cat · king = near, divided by both lengths"""
    part: float
    """of every group in a function word, to 1 of its own direction"""


def solve() -> Weights:
    """Weights that give `FIGURES` exactly, before rounding to INT8."""
    pet = _half_gap(FIGURES["cat", "dog"], 1)
    throne = _half_gap(FIGURES["king", "queen"], 1 + ROYAL**2)
    cat, king = sqrt(1 + pet**2), sqrt(1 + ROYAL**2 + throne**2)
    near = FIGURES["cat", "king"] * cat * king
    # the · cat = s m and |the|² = 1 + 5 s² m, where m is the sum of a group's cosines with all five groups
    together = 1 + 2 * near + 2 * FAR
    wanted = FIGURES["the", "cat"] * cat
    part = wanted / sqrt(together**2 - 5 * together * wanted**2)
    return Weights(pet, throne, near, part)


def _half_gap(cosine: float, base: float) -> float:
    """H with cos(b + h, b − h) = cosine, where h is orthogonal to b and |b|² = base."""
    return sqrt(base * (1 - cosine) / (1 + cosine))


def ring(near: float) -> Floats:
    """One direction a content group, unit length.   -> (5, 5)"""
    steps = np.abs(np.subtract.outer(np.arange(5), np.arange(5)))
    gram = np.choose(np.minimum(steps, 5 - steps), [1.0, near, FAR])
    directions: Floats = np.linalg.cholesky(gram)
    return directions


def features(weights: Weights) -> dict[str, Features]:
    """What each token is made of: a weight for groups and axes."""
    gender, other = weights.throne * GENDER, weights.throne * sqrt(1 - GENDER**2)
    common = gender * COMMON
    animals: dict[str, Features] = {
        "cat": {"y": weights.pet},
        "dog": {"y": -weights.pet},
        "horse": {"typical": 0.95, "actions": 0.22, "x": 0.25},
        "bird": {"typical": 0.9, "colors": 0.08, "z": 0.3},
        "fish": {"typical": 0.8, "colors": 0.25, "z": -0.3},
        "mouse": {"typical": 0.7, "people": 0.1, "x": -0.25},
    }
    people: dict[str, Features] = {
        "king": {"royal": ROYAL, "gender": gender, "x": other},
        "queen": {"royal": ROYAL, "gender": -gender, "x": -other},
        "prince": {"typical": 0.85, "royal": ROYAL, "young": 0.4, "animals": 0.12, "gender": MARKED},
        "princess": {"typical": 0.95, "royal": ROYAL, "young": 0.4, "animals": 0.12, "gender": -MARKED},
        "man": {"typical": 0.78, "gender": common},
        "woman": {"typical": 0.83, "gender": -common},
        "actor": {"typical": 0.9, "stage": 0.5, "actions": 0.25, "gender": MARKED},
        "actress": {"typical": 0.8, "stage": 0.5, "actions": 0.25, "gender": -MARKED},
    }
    function: dict[str, Features] = {
        "the": {},
        "a": {"x": 0.25},
        "is": {"y": 0.3, "actions": 0.1},
        "of": {"z": 0.25, "places": 0.06},
        "and": {"x": -0.2, "people": 0.04},
        "to": {"z": 0.25, "y": 0.15},
    }
    colors: dict[str, Features] = {
        "red": {"people": 0.2, "x": 0.35},
        "green": {"animals": 0.2, "x": -0.35},
        "yellow": {"typical": 0.9, "places": 0.1, "y": 0.35},
        "blue": {"typical": 0.95, "places": 0.24, "y": -0.35},
        "white": {"typical": 0.8, "z": 0.4},
        "black": {"typical": 0.85, "animals": 0.1, "z": -0.4},
    }
    actions: dict[str, Features] = {
        "walk": {"x": 0.45},
        "walked": {"x": 0.45, "past": 0.35, "places": 0.12},
        "run": {"y": 0.45, "animals": 0.1},
        "ran": {"y": 0.45, "animals": 0.1, "past": 0.35, "places": 0.12},
        "jump": {"typical": 0.85, "z": 0.45, "animals": 0.15},
        "eat": {"typical": 0.75, "w": 0.45, "people": 0.2},
    }
    places: dict[str, Features] = {
        "france": {"typical": 0.95, "x": 0.45},
        "paris": {"typical": 0.95, "x": 0.45, "capital": 0.35, "people": 0.2},
        "japan": {"typical": 0.8, "y": 0.45},
        "tokyo": {"typical": 0.8, "y": 0.45, "capital": 0.35, "people": 0.2},
        "london": {"typical": 1.1, "z": 0.45, "capital": 0.35, "people": 0.2},
        "berlin": {"typical": 0.85, "w": 0.45, "capital": 0.35, "people": 0.1},
        "rome": {"typical": 0.8, "w": -0.35, "capital": 0.35, "colors": 0.15},
    }
    everywhere = {"function": 1.0} | dict.fromkeys(RING, weights.part)
    made = {token: _sum(everywhere, own) for token, own in function.items()}
    groups = {"animals": animals, "people": people, "colors": colors, "actions": actions, "places": places}
    for group, members in groups.items():
        made |= {token: _sum({group: own.pop("typical", 1.0)}, own) for token, own in members.items()}
    return {token: made[token] for group in LESSON_GROUPS.values() for token in group}


def _sum(first: Features, second: Features) -> Features:
    return {name: first.get(name, 0.0) + second.get(name, 0.0) for name in first | second}


def construct() -> Floats:
    """Rows on their named axes, in the order of `LESSON_GROUPS`.   -> (39, DIM)"""
    weights = solve()
    basis = np.eye(DIM)
    basis[:5, :5] = ring(weights.near)
    named = dict(zip([*RING, *AXES], basis, strict=True))
    rows = [
        sum((weight * named[name] for name, weight in made.items()), np.zeros(DIM))
        for made in features(weights).values()
    ]
    tokens = [token for group in LESSON_GROUPS.values() for token in group]
    short = np.array([SHORT if token in LESSON_GROUPS["function"] else 1.0 for token in tokens])
    scaled: Floats = np.array(rows) * short[:, None]
    return scaled
