"""The best answer to each of many analogies, from the scores of their words alone.

All words of all questions are scored against a block of rows once. What a row is worth for one question is then put
together from three of these scores, which costs two additions instead of a product of d dims.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from rowspace.kernels.catch import sift
from rowspace.kernels.compiling import compiled

STRIDE = 256  # rows looked at together; most hold nothing of interest


@compiled
def pick(
    plus: Any, minus: Any, questions: Any, begin: int, multiply: bool, give: Any, barred: Any, starts: Any, catch: Any
) -> None:
    """Rows of a block that may be the best answer go into the catch; where it is full, its count stays at the room.

    plus, minus    (w, b)  what a word at most adds (multiplies by) as b or c of a question, and as its a
    questions      (m, 3)  places of a, b, c among the words; those of equal a and b side by side
    give           how far one score is off at most
    barred, starts barred[starts[t]:starts[t + 1]] are rows that are no answer to question t
    """
    columns = plus.shape[1]
    shared = np.empty(columns, np.float32)
    for t in range(len(questions)):
        a, b, c = questions[t, 0], questions[t, 1], questions[t, 2]
        if t == 0 or a != questions[t - 1, 0] or b != questions[t - 1, 1]:
            if multiply:
                shared[:] = plus[b] * minus[a]
            else:
                shared[:] = plus[b] - minus[a] + np.float32(3) * give
        if catch.counts[t] == catch.ids.shape[1]:
            continue
        third = plus[c]
        for start in range(0, columns, STRIDE):
            part = slice(start, min(start + STRIDE, columns))
            gate = catch.gates[t]
            if not (_products(shared[part], third[part], gate) if multiply else _sums(shared[part], third[part], gate)):
                continue
            for j in range(start, part.stop):
                upper = shared[j] * third[j] if multiply else shared[j] + third[j]
                if upper >= catch.gates[t] and not _holds(barred[starts[t] : starts[t + 1]], begin + j):
                    at = catch.counts[t]
                    catch.ids[t, at] = begin + j
                    catch.upper[t, at] = upper
                    catch.lower[t, at] = (
                        _least(upper, plus[a, j], plus[b, j], third[j], give)
                        if multiply
                        else (upper - np.float32(6) * give)
                    )
                    catch.counts[t] = at + 1
                    if at + 1 == catch.ids.shape[1] and not sift(catch, t, 1):
                        catch.counts[t] = catch.ids.shape[1]
                        break
            if catch.counts[t] == catch.ids.shape[1]:
                break


@compiled
def _sums(first: Any, second: Any, gate: Any) -> Any:
    hits = np.int32(0)
    for j in range(len(first)):
        hits += np.int32(first[j] + second[j] >= gate)
    return hits


@compiled
def _products(first: Any, second: Any, gate: Any) -> Any:
    hits = np.int32(0)
    for j in range(len(first)):
        hits += np.int32(first[j] * second[j] >= gate)
    return hits


@compiled
def _least(upper: Any, a: Any, b: Any, c: Any, give: Any) -> Any:
    """What a product is worth at least, of scores that are at most a, b, c. `minus` is 1 / (a − 2 give + EPSILON)."""
    return (b - 2 * give) * (c - 2 * give) / (a + np.float32(1e-6)) if b > 2 * give and c > 2 * give else np.float32(0)


@compiled
def _holds(ids: Any, id: int) -> bool:
    for other in ids:  # noqa: SIM110  numba knows no generators
        if other == id:
            return True
    return False
