"""How alike tokens are: a matrix, one pair worked out by its numbers, random pairs to read it by, parallels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadArgument
from rowspace.geometry import similarity as measures
from rowspace.geometry.analogy import parallel
from rowspace.operations.lookup import find
from rowspace.operations.specials import special_rows
from rowspace.rows import Floats
from rowspace.table import Table

SHOWN_TERMS = 8
MAX_PAIRS = 1_000_000


@dataclass(frozen=True, slots=True)
class Similarity:
    """Every token with every token.   matrix (k, k)"""

    tokens: list[str]
    ids: list[int]
    metric: str
    matrix: Floats


@dataclass(frozen=True, slots=True)
class Term:
    """One summand of a dot product: a × b in this dim."""

    dim: int
    a: float
    b: float
    product: float


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows and their cosine, dot ÷ (norm_a × norm_b).

    terms  the dims with the largest |a × b|, largest first
    """

    a: str
    b: str
    id_a: int
    id_b: int
    dot: float
    norm_a: float
    norm_b: float
    cosine: float
    euclidean: float
    terms: list[Term]


@dataclass(frozen=True, slots=True)
class Baseline:
    """Cosines of random pairs of distinct rows; low and high are their 5th and 95th percentile."""

    pairs: int
    seed: int
    mean: float
    sd: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Parallel:
    """Two differences of rows, such as king − man and queen − woman, and the cosine between them."""

    first: str
    second: str
    cosine: float


def similarity(table: Table, tokens: Sequence[str], metric: str = "cosine") -> Similarity:
    """Raises UnknownToken, BadArgument for a metric that is not known."""
    name = measures.checked_metric(metric)
    found = find(table, tokens)
    matrix = measures.METRICS[name](found.rows, found.rows).astype(np.float32)
    return Similarity(found.tokens, found.ids, name, matrix)


def pair(table: Table, a: str, b: str) -> Pair:
    """The cosine of two tokens with the numbers it is made of. Raises UnknownToken."""
    found = find(table, [a, b])
    rows = found.rows.astype(np.float64)
    products = rows[0] * rows[1]
    largest = np.argsort(-np.abs(products), kind="stable")[:SHOWN_TERMS]
    norms = measures.lengths(rows)
    return Pair(
        a=found.tokens[0],
        b=found.tokens[1],
        id_a=found.ids[0],
        id_b=found.ids[1],
        dot=float(products.sum()),
        norm_a=float(norms[0]),
        norm_b=float(norms[1]),
        cosine=float(measures.cosine(rows[:1], rows[1:])[0, 0]),
        euclidean=float(measures.lengths(rows[0] - rows[1])),
        terms=[Term(int(dim), float(rows[0, dim]), float(rows[1, dim]), float(products[dim])) for dim in largest],
    )


def baseline(table: Table, pairs: int = 2000, seed: int = 0) -> Baseline:
    """What a cosine of this table looks like when nothing is meant by it. Special rows are left out."""
    if not 1 <= pairs <= MAX_PAIRS:
        raise BadArgument(f"Random pairs: 1 to {MAX_PAIRS:,} can be drawn; got {pairs:,}.")
    ids = np.flatnonzero(~special_rows(table))
    if len(ids) < 2:
        raise BadArgument(f"{table.name} has {len(ids)} rows that stand for a word; a pair needs two.")
    random = np.random.default_rng(seed)
    first = random.integers(len(ids), size=pairs)
    second = (first + random.integers(1, len(ids), size=pairs)) % len(ids)
    cosines = np.concatenate(
        [_cosines(table, ids[first[at : at + 4096]], ids[second[at : at + 4096]]) for at in range(0, pairs, 4096)]
    )
    low, high = np.percentile(cosines, [5, 95])
    return Baseline(pairs, seed, float(cosines.mean()), float(cosines.std()), float(low), float(high))


def difference(table: Table, a: str, b: str, c: str, d: str) -> Parallel:
    """Do a − b and c − d point the same way? Raises UnknownToken, BadArgument where a difference is zero."""
    rows = find(table, [a, b, c, d]).rows
    for (one, other), (first, second) in zip([(a, b), (c, d)], [rows[:2], rows[2:]], strict=True):
        if np.array_equal(first, second):
            raise BadArgument(f'"{one}" and "{other}" have the same row in {table.name}; choose two that differ.')
    return Parallel(f"{a} - {b}", f"{c} - {d}", parallel(*rows))


def _cosines(table: Table, first: NDArray[np.intp], second: NDArray[np.intp]) -> measures.Doubles:
    cosines: measures.Doubles = np.einsum(
        "nd,nd->n", measures.unit(table.rows[first]), measures.unit(table.rows[second])
    )
    return cosines
