import pytest

from rowspace.operations.lesson import LESSON_GROUPS, lesson_tokens
from rowspace.operations.opened import OpenedTable


def test_there_are_39_tokens_in_six_groups() -> None:
    assert list(LESSON_GROUPS) == ["animals", "people", "function", "colors", "actions", "places"]
    tokens = [token for group in LESSON_GROUPS.values() for token in group]
    assert len(tokens) == len(set(tokens)) == 39
    assert (tokens[0], tokens[14], tokens[-1]) == ("cat", "the", "japan")


@pytest.mark.parametrize("name", ["glove", "minilm", "classroom"])
def test_every_shipped_table_has_them_all(name: str, request: pytest.FixtureRequest) -> None:
    answer = lesson_tokens(request.getfixturevalue(name))
    assert answer.missing == []
    assert answer.groups == {group: list(tokens) for group, tokens in LESSON_GROUPS.items()}


def test_the_classroom_table_is_made_of_them(classroom: OpenedTable) -> None:
    assert sorted(classroom.tokens) == sorted(token for group in LESSON_GROUPS.values() for token in group)


def test_missing_tokens_are_named_with_near_spellings(royal: OpenedTable) -> None:
    answer = lesson_tokens(royal)
    assert answer.groups["people"] == ["king", "queen", "prince", "man", "woman"]
    assert answer.groups["animals"] == []
    assert len(answer.missing) == 34
    assert answer.nearest["princess"] == ["prince"]
    assert answer.nearest["cat"] == []
