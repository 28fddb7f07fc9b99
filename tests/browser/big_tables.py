"""Tables made for the workbench, in the native layout: large, with planted rows and a planted dim."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from rowspace.formats.native import write_native
from rowspace.operations.lesson import LESSON_GROUPS

ZERO_ROW, NAN_ROW, OUTLIER_DIM = 12_345, 777, 41
CLUSTERS = 12


def write_table(path: Path, rows: int, dim: int, *, seed: int = 0) -> Path:
    """Clusters of normal rows under made-up words; the lesson's tokens come first.

    One row is all zeros, one holds NaN, one dim is thirty times as large as the others, and the last five tokens stand
    for no word.
    """
    random = np.random.default_rng(seed)
    centers = random.standard_normal((CLUSTERS, dim)) * 1.5
    numbers = random.standard_normal((rows, dim), np.float32) + centers[np.arange(rows) % CLUSTERS].astype(np.float32)
    numbers[:, OUTLIER_DIM] *= 30
    numbers[ZERO_ROW] = 0
    numbers[NAN_ROW, 3] = np.nan
    lesson = [token for tokens in LESSON_GROUPS.values() for token in tokens]
    tokens = [*lesson, *(word(id) for id in range(len(lesson), rows - 5)), *(f"[unused{at}]" for at in range(5))]
    groups = json.dumps({"odd": [tokens[ZERO_ROW], tokens[NAN_ROW]]})
    write_native(path, tokens=tokens, arrays={"rows": numbers}, metadata={"name": path.stem, "groups": groups})
    return path


def word(id: int) -> str:
    """A word of its own for each id, of syllables: 40 is "bita"."""
    syllables, rest = "", id
    while rest or not syllables:
        syllables = "kgstbdmnrl"[rest % 10] + "aeiou"[rest // 10 % 5] + syllables
        rest //= 50
    return syllables
