"""How far words lean toward one end of pairs, by three measures, and how often chance would give as much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from rowspace.errors import BadArgument
from rowspace.geometry.bias import mean_direction
from rowspace.geometry.pair_measures import Measure, lean
from rowspace.geometry.relabeling import chances
from rowspace.geometry.similarity import Doubles
from rowspace.operations.finite import finite_rows
from rowspace.operations.pairs import PairRows, known, rows_of_pairs
from rowspace.rows import Floats
from rowspace.table import Table


@dataclass(frozen=True, slots=True)
class WordLean:
    """score is above 0 on the side of the pairs' first words; p_value as in `MeasuredBias`, of this word alone."""

    word: str
    id: int
    score: float
    p_value: float | None


@dataclass(frozen=True, slots=True)
class MeasuredBias:
    """Words between the ends of pairs by one measure, the highest score first.

    measure    "direction": cosine with the pairs' mean difference direction (Bolukbasi et al. 2016);
               "rnd": relative norm distance (Garg et al. 2018), its sign turned;
               "ripa": relational inner product association (Ethayarajh et al. 2019)
    pairs      those whose two words the table has
    explained  of "direction" alone: share of the pairs' differences along their first principal component
    mean       of the scores
    p_value    two-sided, above 0: how often a mean is as far from 0 with the two words of some pairs exchanged; None
               for a single pair, and for "ripa", which does not know which of the two is the first
    exact      whether every way to exchange them was tried; else `exchanges` random ones were
    missing    words the table lacks, of pairs and of words
    """

    measure: str
    pairs: list[tuple[str, str]]
    explained: float | None
    mean: float
    p_value: float | None
    exact: bool
    exchanges: int
    scores: list[WordLean]
    missing: list[str]


@dataclass(frozen=True, slots=True)
class Leaning:
    """What a measure is asked of: the ends' rows, the words' ids and rows (w, d), and their scores (w,)."""

    measure: Measure
    ends: PairRows
    ids: dict[str, int]
    rows: Floats
    scores: Doubles
    missing: list[str]


def measured_bias(
    table: Table,
    pairs: Sequence[tuple[str, str]],
    words: Sequence[str],
    measure: str = "direction",
    permutations: int = 10_000,
    seed: int = 0,
) -> MeasuredBias:
    """Each word's score by a measure, and how often chance gives as much.

    A pair with a missing word and a missing word are dropped and listed. Raises BadArgument for an unknown measure,
    permutations below 1, a negative seed, where no pair or word is left, a pair is twice the same word, the pairs
    cancel out, or a row is not finite.
    """
    return measured(leaning_of(table, pairs, words, measure), permutations, seed)


def leaning_of(table: Table, pairs: Sequence[tuple[str, str]], words: Sequence[str], measure: str) -> Leaning:
    """The words' scores with all that they come from. Raises as `measured_bias`."""
    chosen = _checked_measure(measure)
    ends = rows_of_pairs(table, pairs)
    ids, lacking = known(table, words)
    if not ids:
        raise BadArgument(f"{table.name} has none of the words to measure; give words that it has.")
    rows = finite_rows(table, list(ids.values()))
    missing = list(dict.fromkeys([*ends.missing, *lacking]))
    return Leaning(chosen, ends, ids, rows, lean(ends.firsts, ends.seconds, rows, chosen), missing)


def measured(leaning: Leaning, permutations: int, seed: int) -> MeasuredBias:
    """The answer, with its chances. Raises BadArgument for permutations below 1 or a negative seed."""
    if permutations < 1 or seed < 0:
        raise BadArgument(f"permutations is 1 or more and seed 0 or more; got {permutations} and {seed}.")
    firsts, seconds = leaning.ends.firsts, leaning.ends.seconds
    found = chances(firsts, seconds, leaning.rows, leaning.measure, permutations=permutations, seed=seed)
    each = [None] * len(leaning.ids) if found is None else found.words.tolist()
    scores = [
        WordLean(word, id, score, chance)
        for (word, id), score, chance in zip(leaning.ids.items(), leaning.scores.tolist(), each, strict=True)
    ]
    return MeasuredBias(
        measure=leaning.measure,
        pairs=leaning.ends.pairs,
        explained=mean_direction(firsts, seconds).explained if leaning.measure == "direction" else None,
        mean=float(leaning.scores.mean()),
        p_value=found and found.mean,
        exact=found is not None and found.exact,
        exchanges=found.exchanges if found else 0,
        scores=sorted(scores, key=lambda word: (-word.score, word.id)),
        missing=leaning.missing,
    )


def _checked_measure(name: str) -> Measure:
    for measure in get_args(Measure):
        if name == measure:
            return measure  # type: ignore[no-any-return]
    raise BadArgument(f'Measure "{name}" is not known; measures are {", ".join(get_args(Measure))}.')
