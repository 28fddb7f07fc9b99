"""Makes the shipped table `classroom`: 39 tokens whose vectors are constructed for the lesson, not learned from text.

    python scripts/make_classroom.py

How the vectors come about stands in `classroom`. Here a random rotation hides the named axes: afterwards no dim
means anything by itself, as in any learned table. A rotation keeps every cosine; rounding to INT8 does not quite,
so the first seed is taken whose stored rows keep all promises made to the lesson (`broken` lists them).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from classroom import DIM, FIGURES, Floats, construct
from rowspace.operations.lesson import LESSON_GROUPS
from shipping import PROJECT, int8, paths, ship

ARITHMETIC = {
    ("king", "man", "woman"): "queen",
    ("paris", "france", "japan"): "tokyo",
    ("actor", "man", "woman"): "actress",
    ("walked", "walk", "run"): "ran",
}
"""(a, b, c) -> first row to a − b + c."""


def rotation(seed: int) -> Floats:
    """A random rotation or reflection, uniform over all.   -> (DIM, DIM)"""
    q, r = np.linalg.qr(np.random.default_rng(seed).standard_normal((DIM, DIM)))
    turned: Floats = q * np.sign(np.diag(r))
    return turned


def broken(stored: dict[str, NDArray[Any]]) -> list[str]:
    """The promises to the lesson that stored rows do not keep."""
    tokens = [token for group in LESSON_GROUPS.values() for token in group]
    group_of = {token: group for group, members in LESSON_GROUPS.items() for token in members}
    rows = stored["rows.q"] * stored["rows.scale"].astype(np.float64)[:, None]
    unit = dict(zip(tokens, rows / np.linalg.norm(rows, axis=1, keepdims=True), strict=True))

    def ranked(query: Floats, *, without: tuple[str, ...] = ()) -> list[str]:
        kept = [token for token in tokens if token not in without]
        return sorted(kept, key=lambda token: -float(unit[token] @ query))

    problems = [
        f"cosine {a}/{b} is {unit[a] @ unit[b]:.5f}"
        for (a, b), figure in FIGURES.items()
        if abs(unit[a] @ unit[b] - figure) > 0.0004  # so that it prints the same however it is summed
    ]
    for (a, b, c), answer in ARITHMETIC.items():
        query = unit[a] - unit[b] + unit[c]
        if ranked(query, without=(a, b, c))[0] != answer:
            problems.append(f"{a} − {b} + {c} gives {ranked(query, without=(a, b, c))[0]}")
        if a == "king" and ranked(query)[0] != a:
            problems.append(f"{ranked(query)[0]} comes before king")
    for token in tokens:
        nearest = ranked(unit[token], without=(token,))[0]
        if group_of[nearest] != group_of[token]:
            problems.append(f"{nearest} is nearest to {token}")
    return problems


def main() -> None:
    _, out = paths("Makes the shipped table classroom.", name="classroom")
    rows = construct()
    candidates = (int8(rows @ rotation(seed)) for seed in range(10_000))
    stored = next(arrays for arrays in candidates if not broken(arrays))
    ship(
        out,
        tokens=[token for group in LESSON_GROUPS.values() for token in group],
        arrays=stored,
        metadata={
            "name": "classroom",
            "tensor": "rows",
            "tokenizer": "words",
            "license": "Apache-2.0",
            "note": "Constructed for the lesson, not learned from text.",
        },
        license_text=(PROJECT / "LICENSE").read_text(encoding="utf-8"),
        package=None,
        maker="make_classroom.py",
    )


if __name__ == "__main__":
    main()
