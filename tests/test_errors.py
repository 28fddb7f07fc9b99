import inspect

import pytest

from rowspace import errors
from rowspace.errors import BadExpression, RowspaceError, UnknownToken

EVERY = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, RowspaceError)]


def test_an_unknown_token_reads_as_a_sentence_to_act_on() -> None:
    error = UnknownToken("kingg", table="glove", tokens=40_000, nearest=["king", "kings"])
    assert str(error) == '"kingg" is not in glove (40,000 tokens). Nearest spellings: "king", "kings".'
    assert error.details == {"token": "kingg", "nearest": ["king", "kings"]}


def test_a_bad_expression_draws_a_caret_under_the_character() -> None:
    error = BadExpression("Expected a token.", text="king - ", position=7)
    assert error.pointer == "king - \n       ^"
    assert error.details == {"text": "king - ", "position": 7}


@pytest.mark.parametrize("kind", EVERY, ids=lambda kind: kind.__name__)
def test_every_error_stands_in_the_drawn_tree_and_has_a_kind_of_its_own(kind: type[RowspaceError]) -> None:
    assert kind.__name__ in (errors.__doc__ or "")
    assert [other for other in EVERY if other.kind == kind.kind] == [kind]


def test_errors_are_also_the_built_in_ones_that_python_users_catch() -> None:
    with pytest.raises(KeyError):
        raise UnknownToken("x", table="small", tokens=1)
    with pytest.raises(ValueError, match="Expected"):
        raise BadExpression("Expected a token.", text="", position=0)
