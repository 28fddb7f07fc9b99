"""Analogies by the thousand: a is to b as c is to which row?

3CosAdd   the x of the largest  cos(x, b) − cos(x, a) + cos(x, c)             Levy & Goldberg 2014, eq. 3
3CosMul   the x of the largest  cos(x, b) · cos(x, c) ÷ (cos(x, a) + ε)       eq. 4, cosines shifted to 0 … 1
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from rowspace.geometry.progress import Tick, unwatched
from rowspace.geometry.similarity import Doubles, Vectors, unit
from rowspace.geometry.space import ROUNDING
from rowspace.rows import Floats, Ids, Rows

Offset: TypeAlias = Literal["3cosadd", "3cosmul"]

EPSILON = 1e-6  # keeps 3CosMul from a division by zero; Levy & Goldberg's footnote says 0.001, gensim takes this
AT_ONCE = 1 << 15  # questions of one pass over the rows
SCORES = 1 << 19  # of one block and thread: two megabytes
ROOM = 8  # candidates held for one question


@dataclass(frozen=True, slots=True)
class Questions:
    """a is to b as c is to …; `barred` lists, for each question, the rows that are no answer to it.

    ids  (m, 3)
    """

    ids: NDArray[np.intp]
    barred: Sequence[Ids]


def solved(
    rows: Rows,
    questions: Questions,
    *,
    method: Offset = "3cosadd",
    candidates: int | None = None,
    tick: Tick = unwatched,
) -> NDArray[np.intp]:
    """The best row for each question, exactly, the lowest id of equal ones; −1 where none can be.   -> (m,)

    candidates  how many rows, from the first, can be answers; None for all
    """
    count = len(rows) if candidates is None else min(candidates, len(rows))
    answers = np.full(len(questions.ids), -1, np.intp)
    order = np.lexsort((questions.ids[:, 2], questions.ids[:, 1], questions.ids[:, 0]))
    for at in range(0, len(order), AT_ONCE):
        tick(at / len(order))
        part = order[at : at + AT_ONCE]
        few = Questions(questions.ids[part], [questions.barred[i] for i in part])
        answers[part] = _Hunt(rows, few, method, count).answers()
    return answers


def multiplied(rows: Rows, positive: Vectors, negative: Vectors) -> Doubles:
    """What every row is worth by 3CosMul for any number of terms: the product of the shifted cosines with the positive,
    divided by that with the negative.   (p, d), (q, d) -> (n,), −inf for rows that are not finite
    """
    worth = np.empty(len(rows))
    terms = unit(np.concatenate([positive, negative]))
    with np.errstate(all="ignore"):
        for start, block in rows.blocks():
            shifted = (1 + unit(block) @ terms.T) / 2
            above, below = shifted[:, : len(positive)].prod(axis=1), shifted[:, len(positive) :].prod(axis=1)
            worth[start : start + len(block)] = above / (below + EPSILON)
    worth[~np.isfinite(rows.norms)] = -np.inf
    return worth


class _Hunt:
    """One pass over the rows for a group of questions, those of equal a and b side by side."""

    def __init__(self, rows: Rows, questions: Questions, method: Offset, count: int) -> None:
        self.rows = rows
        self.questions = questions
        self.multiply = method == "3cosmul"
        self.count = count
        self.words, places = np.unique(questions.ids, return_inverse=True)
        self.places = places.reshape(questions.ids.shape)
        self.directions = unit(rows.take(self.words))
        self.give = np.float32(ROUNDING * (2 * rows.dim + 32))
        self.gates = np.full(len(questions.ids), -np.inf, np.float32)
        self.starts = np.concatenate([[0], np.cumsum([len(ids) for ids in questions.barred])])
        self.barred = np.fromiter(chain.from_iterable(questions.barred), np.int64, self.starts[-1])

    def answers(self) -> NDArray[np.intp]:
        from rowspace.kernels.threads import in_turns, one_blas_thread

        size = max(64, SCORES // len(self.words))
        found: list[tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.bool_]]] = []
        with one_blas_thread(), np.errstate(all="ignore"):
            in_turns(-(-self.count // size), lambda turns: found.append(self._share(turns, size)))
            which, ids = (np.concatenate([share[side] for share in found]) for side in (0, 1))
            crowded = np.logical_or.reduce([share[2] for share in found])
            return self._best(which, ids, crowded)

    def _share(self, turns: Iterator[int], size: int) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.bool_]]:
        """Candidates of one thread (questions, rows), and which questions have more than it could hold."""
        from rowspace.kernels.catch import new_catch
        from rowspace.kernels.offsets import pick

        catch = new_catch(self.gates, ROOM)
        directions = self.directions.astype(np.float32)
        for turn in turns:
            begin = turn * size
            scores = directions @ self._units(begin, min(begin + size, self.count)).T
            plus = (scores + 1) / 2 + self.give if self.multiply else scores
            minus = 1 / (np.maximum(plus - 2 * self.give, 0) + np.float32(EPSILON)) if self.multiply else scores
            pick(plus, minus, self.places, begin, self.multiply, self.give, self.barred, self.starts, catch)
        held = [catch.ids[t, : catch.counts[t]] for t in range(len(self.gates))]
        return np.repeat(np.arange(len(held)), catch.counts), np.concatenate(held), catch.counts == ROOM

    def _units(self, start: int, stop: int) -> Floats:
        """Rows made length 1; NaN where they are not finite, which no gate lets in.   -> (b, d)"""
        long = self.rows.norms[start:stop]
        inverse = np.divide(1, long, out=np.zeros_like(long), where=long != 0)
        inverse[~np.isfinite(long)] = np.nan
        return self.rows.block(start, stop) * inverse[:, None]

    def _best(self, which: NDArray[np.intp], ids: NDArray[np.intp], crowded: NDArray[np.bool_]) -> NDArray[np.intp]:
        """The best candidate of each question in float64; crowded questions are put to every row."""
        answers = np.full(len(self.gates), -1, np.intp)
        kept = ~crowded[which]
        which, ids = which[kept], ids[kept]
        values = self._values(which, ids)
        order = np.lexsort((ids, -values, which))
        order = order[np.isfinite(values[order])]
        first = order[np.unique(which[order], return_index=True)[1]]
        answers[which[first]] = ids[first]
        everyone = np.arange(self.count)
        for question in np.flatnonzero(crowded).tolist():
            values = self._values(np.full(self.count, question), everyone)
            values[~np.isfinite(values)] = -np.inf
            barred = np.asarray(self.questions.barred[question], np.intp)
            values[barred[barred < self.count]] = -np.inf
            best = int(np.argmax(values))
            answers[question] = best if values[best] > -np.inf else -1
        return answers

    def _values(self, which: NDArray[np.intp], ids: NDArray[np.intp]) -> Doubles:
        """What row ids[i] is worth for question which[i].   (c,), (c,) -> (c,)"""
        values = np.empty(len(ids))
        size = max(1, (1 << 17) // self.rows.dim)
        for at in range(0, len(ids), size):
            part = slice(at, at + size)
            rows = unit(self.rows.take(ids[part]))
            rows[~np.isfinite(self.rows.norms[ids[part]])] = np.nan
            a, b, c = ((rows * self.directions[self.places[which[part], side]]).sum(axis=1) for side in range(3))
            values[part] = (1 + b) / 2 * (1 + c) / 2 / ((1 + a) / 2 + EPSILON) if self.multiply else b - a + c
        return values
