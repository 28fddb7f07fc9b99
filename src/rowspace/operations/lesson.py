"""The 39 tokens of the lesson, in six groups."""

from __future__ import annotations

from dataclasses import dataclass

from rowspace.operations.lookup import near_spellings
from rowspace.table import Table

LESSON_GROUPS: dict[str, tuple[str, ...]] = {
    "animals": ("cat", "dog", "horse", "bird", "fish", "mouse"),
    "people": ("king", "queen", "prince", "princess", "man", "woman", "actor", "actress"),
    "function": ("the", "a", "is", "of", "and", "to"),
    "colors": ("red", "blue", "green", "yellow", "white", "black"),
    "actions": ("walk", "walked", "run", "ran", "jump", "eat"),
    "places": ("paris", "tokyo", "london", "berlin", "rome", "france", "japan"),
}


@dataclass(frozen=True, slots=True)
class LessonTokens:
    """What a table has of the lesson's tokens.

    groups   the tokens it has, every group named even where it is empty
    missing  the tokens it lacks
    nearest  near spellings of each missing one
    """

    groups: dict[str, list[str]]
    missing: list[str]
    nearest: dict[str, list[str]]


def lesson_tokens(table: Table) -> LessonTokens:
    groups = {group: [token for token in tokens if token in table] for group, tokens in LESSON_GROUPS.items()}
    missing = [token for tokens in LESSON_GROUPS.values() for token in tokens if token not in table]
    return LessonTokens(groups, missing, {token: near_spellings(table, token) for token in missing})
