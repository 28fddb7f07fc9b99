"""What associations a table has learned: words along a direction such as he − she, and the association test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from rowspace.errors import BadArgument
from rowspace.geometry.association import associations, effect_size, p_value, statistic
from rowspace.geometry.bias import along, mean_direction
from rowspace.operations.finite import finite_rows
from rowspace.operations.pairs import known, rows_of_pairs
from rowspace.operations.weat_tests import SETS, WEAT_TESTS, WeatTest, named_test, own_test, read_test
from rowspace.operations.word_lists import OCCUPATIONS, PAIRS
from rowspace.table import Table

__all__ = [
    "OCCUPATIONS",
    "PAIRS",
    "WEAT_TESTS",
    "DirectionBias",
    "Weat",
    "WeatTest",
    "WordScore",
    "direction",
    "named_test",
    "own_test",
    "read_test",
    "weat",
]

FEWEST = {"x": 2, "y": 2, "a": 1, "b": 1}  # words: one target each would leave two ways to split them


@dataclass(frozen=True, slots=True)
class WordScore:
    """score is the cosine with the direction, above 0 on the side of the pairs' first words."""

    word: str
    id: int
    score: float


@dataclass(frozen=True, slots=True)
class DirectionBias:
    """Words along the mean difference direction of pairs, the highest score first.

    pairs      those whose two words the table has
    explained  share of the pairs' differences along their first principal component: 1 where all agree, or for one
    missing    words the table lacks, of pairs and of words
    """

    pairs: list[tuple[str, str]]
    explained: float
    scores: list[WordScore]
    missing: list[str]


@dataclass(frozen=True, slots=True)
class Weat:
    """An association test's outcome (Caliskan et al. 2017).

    effect_size   −2 to 2, above 0 where x is closer to a and y to b
    p_value       one-sided, above 0: how often words split at random give as large a statistic
    exact         whether every equal split was tried; else `permutations` random ones were
    permutations  splits that were tried
    x, y, a, b    words that were used
    missing       words the table lacks
    left_out      last words of the longer of x and y, which have to be equally many
    statistic     sum of x's associations less sum of y's
    """

    name: str
    effect_size: float
    p_value: float
    exact: bool
    permutations: int
    x: list[str]
    y: list[str]
    a: list[str]
    b: list[str]
    missing: list[str]
    left_out: list[str]
    statistic: float


def direction(table: Table, pairs: Sequence[tuple[str, str]], words: Sequence[str]) -> DirectionBias:
    """Cosine of each word with the mean difference direction of the pairs, all rows made length 1 first.

    A pair with a missing word and a missing word are dropped and listed. Raises BadArgument where no pair is left, a
    pair is twice the same word, the pairs cancel out, or a row is not finite.
    """
    used = rows_of_pairs(table, pairs)
    shared = mean_direction(used.firsts, used.seconds)
    ids, missing = known(table, words)
    cosines = along(finite_rows(table, list(ids.values())), shared).tolist()
    scores = [WordScore(word, id, cosine) for (word, id), cosine in zip(ids.items(), cosines, strict=True)]
    lacking = list(dict.fromkeys([*used.missing, *missing]))
    return DirectionBias(used.pairs, shared.explained, sorted(scores, key=lambda word: (-word.score, word.id)), lacking)


def weat(table: Table, test: str | WeatTest | Mapping[str, object], permutations: int = 10_000, seed: int = 0) -> Weat:
    """Word Embedding Association Test of a named test, a `WeatTest`, or lists {"x": …, "y": …, "a": …, "b": …}.

    Missing words are dropped and listed. The test is defined for equally many words in x and y, so the last ones of
    the longer list are then left out, and listed too. Every equal split is tried where there are no more than
    `permutations`, else that many random ones.

    Raises BadArgument for a name that is not known, lists that are no test, fewer than two words left in x or y or
    none in a or b, permutations below 1, a negative seed or a row that is not finite.
    """
    if permutations < 1 or seed < 0:
        raise BadArgument(f"permutations is 1 or more and seed 0 or more; got {permutations} and {seed}.")
    lists = named_test(test) if isinstance(test, str) else test if isinstance(test, WeatTest) else own_test(test)
    ids, missing = known(table, chain.from_iterable(getattr(lists, key) for key in SETS))
    found = {key: [word for word in dict.fromkeys(getattr(lists, key)) if word in ids] for key in SETS}
    _check_sizes(table, lists.name, found, missing)
    size = min(len(found["x"]), len(found["y"]))
    used = {**found, "x": found["x"][:size], "y": found["y"][:size]}
    rows = {key: finite_rows(table, [ids[word] for word in used[key]]) for key in SETS}
    x, y = (associations(rows[key], rows["a"], rows["b"]) for key in ("x", "y"))
    chance = p_value(x, y, permutations=permutations, seed=seed)
    return Weat(
        name=lists.name,
        effect_size=effect_size(x, y),
        p_value=chance.value,
        exact=chance.exact,
        permutations=chance.partitions,
        **used,
        missing=missing,
        left_out=found["x"][size:] + found["y"][size:],
        statistic=statistic(x, y),
    )


def _check_sizes(table: Table, name: str, known: Mapping[str, list[str]], missing: Sequence[str]) -> None:
    for key, fewest in FEWEST.items():
        if len(known[key]) < fewest:
            lacking = f"; {table.name} lacks {', '.join(missing)}" if missing else ""
            raise BadArgument(
                f"{name} needs {fewest} or more words in {key} and has {len(known[key])}{lacking}. "
                "Give lists with more words that the table has."
            )
