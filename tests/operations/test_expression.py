from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadExpression
from rowspace.operations.expression import WeightedToken, parse


def _weights(text: str) -> list[tuple[str, float]]:
    return [(term.token, term.weight) for term in parse(text).terms]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("king", [("king", 1)]),
        ("king - man + woman", [("king", 1), ("man", -1), ("woman", 1)]),
        ("king − man+woman", [("king", 1), ("man", -1), ("woman", 1)]),
        ("king −man", [("king", 1), ("man", -1)]),
        ("- king", [("king", -1)]),
        ("king -man", [("king", 1), ("man", -1)]),
        ("2 * king", [("king", 2)]),
        ("0.5 king - .25*man", [("king", 0.5), ("man", -0.25)]),
        ("2 * 3 king", [("king", 6)]),
        ("1990 - 1980 + 1970", [("1990", 1), ("1980", -1), ("1970", 1)]),
        ("2 * 3", [("3", 2)]),
        ("well-known - c++", [("well-known", 1), ("c++", -1)]),
        ('"new york" - "a \\"b\\" - c" + ","', [("new york", 1), ('a "b" - c', -1), (",", 1)]),
        ("#123 + ##ing + 's + [MASK]", [("#123", 1), ("##ing", 1), ("'s", 1), ("[MASK]", 1)]),
        ("mean(a, b - c, 3 d, e)", [("a", 0.25), ("b", 0.25), ("c", -0.25), ("d", 0.75), ("e", 0.25)]),
        ("mean - 2 (mean (a, b) - c)", [("mean", 1), ("a", -1), ("b", -1), ("c", 2)]),
        ("((a))", [("a", 1)]),
    ],
)
def test_what_an_expression_stands_for(text: str, terms: list[tuple[str, float]]) -> None:
    assert _weights(text) == terms


def test_a_term_knows_its_place_in_the_text() -> None:
    text = 'king - 2 * "new york"'
    assert [text[term.start : term.end] for term in parse(text).terms] == ["king", '"new york"']


@pytest.mark.parametrize(
    ("text", "position", "message"),
    [
        ("", 0, "The expression is empty; write a token, or arithmetic such as king - man"),
        ("king man", 5, r'Expected a \+ or − at character 6; got "man"'),
        ("king - ", 7, "Expected a token at character 8; got the end"),
        ("king * 2", 5, r'Expected a \+ or − at character 6; got "\*"'),
        ("king + * man", 7, r'Expected a token at character 8; got "\*"'),
        ("(king - man", 11, r'Expected "\)" at character 12; got the end'),
        ("king)", 4, r'Expected a \+ or − at character 5; got "\)"'),
        ("mean(a, )", 8, r'Expected a token at character 9; got "\)"'),
        ("a, b", 1, r'Expected a \+ or − at character 2; got ","'),
        ('king - "new', 7, "A quote is opened and never closed"),
        ('king + ""', 7, "There is no token between these quotes"),
        ("king - " + "9" * 400 + " man", 7, "This weight is too large"),
        ("(" * 60 + "a", 51, "Parentheses stand inside each other more than 50 deep"),
    ],
)
def test_a_mistake_is_pointed_at(text: str, position: int, message: str) -> None:
    with pytest.raises(BadExpression, match=message) as caught:
        parse(text)
    assert caught.value.position == position
    assert caught.value.pointer.splitlines()[-1] == " " * position + "^"


@given(st.text(alphabet="ab12 .+-−*(),\"\\#'", max_size=40) | st.text(max_size=40))
def test_any_text_is_read_or_pointed_at(text: str) -> None:
    terms, position = _read(text)
    assert terms or 0 <= position <= len(text)
    assert all(term.token and 0 <= term.start < term.end <= len(text) for term in terms)


def _read(text: str) -> tuple[Sequence[WeightedToken], int]:
    try:
        return parse(text).terms, -1
    except BadExpression as error:
        return (), error.position


WORDS = st.text(alphabet="abcdefghij-'#[]", min_size=1, max_size=8).filter(lambda word: not word.startswith("-"))


@given(st.lists(st.tuples(st.sampled_from("+-"), st.integers(1, 9), WORDS), min_size=1, max_size=6))
def test_what_is_written_out_is_read_back(terms: list[tuple[str, int, str]]) -> None:
    text = " ".join(f"{sign} {weight} * {word}" for sign, weight, word in terms)
    assert _weights(text) == [(word, weight if sign == "+" else -weight) for sign, weight, word in terms]


@given(st.text(min_size=1, max_size=12))
def test_quotes_hold_any_token(token: str) -> None:
    quoted = token.replace("\\", "\\\\").replace('"', '\\"')
    assert _weights(f'a - "{quoted}"') == [("a", 1), (token, -1)]
