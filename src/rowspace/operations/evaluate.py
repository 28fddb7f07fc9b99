"""How well a table answers what people agree on: analogies, and how alike two words are."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Literal, get_args

import numpy as np

from rowspace.errors import BadArgument
from rowspace.geometry.correlation import pearson, spearman
from rowspace.geometry.offsets import Offset, Questions, solved
from rowspace.geometry.similarity import Doubles, unit
from rowspace.operations.questions import Analogy, AnalogyFile, PairFile, read_questions
from rowspace.operations.spellings import Case, Spellings, checked_case
from rowspace.operations.watched import IsCanceled, watched
from rowspace.table import Table


@dataclass(frozen=True, slots=True)
class Section:
    """One section of analogies. accuracy is correct ÷ covered, None where nothing is covered."""

    name: str
    accuracy: float | None
    correct: int
    covered: int
    total: int


@dataclass(frozen=True, slots=True)
class AnalogyScore:
    """How many analogies a table completes.

    accuracy    correct ÷ covered, None where nothing is covered
    strict      correct ÷ total: a question with a word that the table lacks counts as wrong
    covered     questions whose words the table has, all of them
    candidates  rows that could be an answer, from the first
    """

    kind: Literal["analogies"]
    accuracy: float | None
    strict: float
    correct: int
    covered: int
    total: int
    method: str
    case: str
    candidates: int
    sections: list[Section]


@dataclass(frozen=True, slots=True)
class PairScore:
    """How far cosines rank pairs of words as people do.

    spearman  correlation of the ranks over the covered pairs, −1 to 1; None where it has no value
    strict    the same over all pairs, where one with a word that the table lacks counts as cosine 0
    covered   pairs whose two words the table has
    sections  empty: a file of pairs has none
    """

    kind: Literal["similarity"]
    spearman: float | None
    pearson: float | None
    strict: float | None
    covered: int
    total: int
    case: str
    sections: list[Section]


def evaluate(
    table: Table,
    path: Path,
    method: str = "3cosadd",
    restrict: int | None = None,
    case: str = "ignore",
    canceled: IsCanceled | None = None,
) -> AnalogyScore | PairScore:
    """The score of a table by a file of questions (`operations.questions`).

    An answer to an analogy is the best of the first `restrict` rows, of all where that is None, save those that spell
    one of the question's own three words. Rows that stand for no word can be answers, as elsewhere, so that figures
    compare.

    Raises BadArgument for a method, case or restriction that is not known, BadFile; Canceled.
    """
    if method not in get_args(Offset):
        raise BadArgument(f'Methods are {", ".join(get_args(Offset))}; got "{method}".')
    if restrict is not None and restrict < 1:
        raise BadArgument(f"restrict is how many rows take part, 1 or more; got {restrict:,}.")
    rule, limit = checked_case(case), min(restrict or len(table), len(table))
    asked = read_questions(path)
    if isinstance(asked, PairFile):
        return _score_pairs(table, asked, rule, limit)
    chosen: Offset = "3cosmul" if method == "3cosmul" else "3cosadd"
    return _score_analogies(asked, marked(table, asked, chosen, rule, limit, canceled), chosen, rule, limit)


def marked(
    table: Table,
    asked: AnalogyFile,
    method: Offset,
    case: Case,
    restrict: int,
    canceled: IsCanceled | None = None,
) -> dict[str, list[bool | None]]:
    """For each question of each section whether the table's answer is right; None where it lacks a word."""
    questions = [question for section in asked.sections.values() for question in section]
    words = {word for question in questions for word in (question.a, *question.b, question.c, *question.answers)}
    spellings = Spellings(table, words, case, restrict)
    known = [_ids(question, spellings) for question in questions]
    covered = [at for at, ids in enumerate(known) if ids is not None]
    marks: list[bool | None] = [None] * len(questions)
    if covered:
        barred = [_own_rows(questions[at], spellings) for at in covered]
        ids = np.array([known[at] for at in covered], np.intp)
        tick = watched(None, canceled, "")
        found = solved(table.rows, Questions(ids, barred), method=method, candidates=restrict, tick=tick).tolist()
        for at, answer in zip(covered, found, strict=True):
            marks[at] = any(answer in spellings.all(word) for word in questions[at].answers)
    left = iter(marks)
    return {name: list(islice(left, len(section))) for name, section in asked.sections.items()}


def _ids(question: Analogy, spellings: Spellings) -> tuple[int, int, int] | None:
    """Rows of a, b and c; None where one is missing, or every answer is."""
    a, c = spellings.first(question.a), spellings.first(question.c)
    b = next((id for id in map(spellings.first, question.b) if id is not None), None)
    answers = any(spellings.first(word) is not None for word in question.answers)
    return (a, b, c) if a is not None and b is not None and c is not None and answers else None


def _own_rows(question: Analogy, spellings: Spellings) -> list[int]:
    return [id for word in (question.a, *question.b, question.c) for id in spellings.all(word)]


def _score_analogies(
    asked: AnalogyFile, marks: dict[str, list[bool | None]], method: Offset, case: Case, limit: int
) -> AnalogyScore:
    sections = [_section(name, marks[name]) for name in asked.sections]
    whole = _section("", [mark for section in marks.values() for mark in section])
    return AnalogyScore(
        kind="analogies",
        accuracy=whole.accuracy,
        strict=whole.correct / whole.total,
        correct=whole.correct,
        covered=whole.covered,
        total=whole.total,
        method=method,
        case=case,
        candidates=limit,
        sections=sections,
    )


def _section(name: str, marks: list[bool | None]) -> Section:
    correct, covered = marks.count(True), len(marks) - marks.count(None)
    return Section(name, correct / covered if covered else None, correct, covered, len(marks))


def _score_pairs(table: Table, asked: PairFile, case: Case, limit: int) -> PairScore:
    people, cosines = compared(table, asked, case, limit)
    covered = ~np.isnan(cosines)
    return PairScore(
        kind="similarity",
        spearman=_number(spearman(people[covered], cosines[covered])) if covered.any() else None,
        pearson=_number(pearson(people[covered], cosines[covered])) if covered.any() else None,
        strict=_number(spearman(people, np.where(covered, cosines, 0.0))),
        covered=int(np.count_nonzero(covered)),
        total=len(people),
        case=case,
        sections=[],
    )


def compared(table: Table, asked: PairFile, case: Case, restrict: int) -> tuple[Doubles, Doubles]:
    """Scores of people and cosines, NaN where the table lacks a word.   -> (n,), (n,)"""
    spellings = Spellings(table, {word for pair in asked.pairs for word in pair[:2]}, case, restrict)
    cosines = np.full(len(asked.pairs), np.nan)
    for at, (first, second, _) in enumerate(asked.pairs):
        ids = spellings.first(first), spellings.first(second)
        if ids[0] is not None and ids[1] is not None:
            one, other = unit(table.rows[[ids[0], ids[1]]])
            cosines[at] = one @ other
    return np.array([pair[2] for pair in asked.pairs]), cosines


def _number(value: float) -> float | None:
    return None if np.isnan(value) else value
