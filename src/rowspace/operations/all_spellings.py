"""All spellings at once, as bytes: a page that has them names any row without asking again."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from rowspace.table import Table, Tokens


@dataclass(frozen=True, slots=True)
class Spellings:
    """tokens of the rows have a spelling; `padding` rows after them have none.

    blob      (bytes,) uint8, all spellings one after the other
    ends      (n,) int32, where each ends
    repeated  (m,) int32, ids whose spelling an earlier one has: only "#id" names them
    """

    tokens: int
    padding: int
    blob: NDArray[np.uint8]
    ends: NDArray[np.int32]
    repeated: NDArray[np.int32]


def spellings(table: Table) -> Spellings:
    tokens = table.tokens
    return Spellings(
        tokens=len(tokens),
        padding=len(table) - len(tokens),
        blob=np.asarray(tokens.blob[: int(tokens.offsets[-1])]),
        ends=np.asarray(tokens.offsets[1:]).astype(np.int32),
        repeated=np.array(_repeated(tokens), np.int32),
    )


def _repeated(tokens: Tokens) -> list[int]:
    seen: set[bytes] = set()
    found = []
    raw, bounds = tokens.blob.tobytes(), tokens.offsets.tolist()
    for id, (start, end) in enumerate(pairwise(bounds)):
        spelling = raw[start:end]
        if spelling in seen:
            found.append(id)
        seen.add(spelling)
    return found
