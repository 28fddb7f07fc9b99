"""Patterns read, made into machines, and held against Python's own regular expressions."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from rowspace.errors import BadArgument, BadExpression
from rowspace.operations.automaton import automaton
from rowspace.operations.pattern import Either, OneOf, others, parse_pattern
from rowspace.operations.token_search import pattern_flags
from rowspace.operations.utf8_ranges import byte_sequences
from rowspace.table import Tokens

TEXTS = [
    "",
    "a",
    "abc",
    "ABc",
    "Ünï",
    "kingdom",
    "xxaab",
    "a1_ b",
    "日本語",
    "naïve\t",
    "😀a",
    "aaaa",
    "bb",
    "-]^.",
    "né",
]
FLAGS = re.ASCII | re.DOTALL


def found(pattern: str, texts: list[str]) -> list[bool]:
    return pattern_flags(Tokens.of(texts), pattern).tolist()


def expected(pattern: str, texts: list[str]) -> list[bool]:
    return [re.search(pattern.replace("$", r"\Z"), text, FLAGS) is not None for text in texts]


def test_a_pattern_is_a_tree() -> None:
    assert parse_pattern("a|[b-d]") == Either(
        (parse_pattern("a"), parse_pattern("[b-d]")),
    )
    assert others(((0, 9), (20, 0x10FFFF))) == ((10, 19),)
    assert parse_pattern(r"\x41").parts == (OneOf(((65, 65),)),)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "pattern",
    ["a", "^a", "a$", "^$", "a*", "(ab)+", "a|b", "[a-c]+$", "[^a]", r"\d", r"\w+\s\w", r"\W", r"\D$", r"\S{3}"],
)
def test_it_finds_what_python_finds(pattern: str) -> None:
    assert found(pattern, TEXTS) == expected(pattern, TEXTS)


@pytest.mark.parametrize(
    "pattern",
    ["(?i)AB", "(?i)[^b]$", "ï", "[à-ü]", r"[^\x00-\x7f]", "^.$", "^..$", "a{2}", "a{2,3}$", "^a{3,}", "^(a|b){2}$"],
)
def test_characters_of_many_bytes_cases_and_counts(pattern: str) -> None:
    assert found(pattern, TEXTS) == expected(pattern, TEXTS)


@pytest.mark.parametrize(
    "pattern",
    ["[]^-]", "日.語", "x*?$", "(?:a|^)b", "(^a|b$)", "$^", r"\.", r"[\w-]+\]", "", "a||b", r"\t", "^[^b-z]+$"],
)
def test_corners_of_the_grammar(pattern: str) -> None:
    assert found(pattern, TEXTS) == expected(pattern, TEXTS)


ATOMS = some.sampled_from(["a", "b", "é", ".", "[ab]", "[^a]", r"\w", "^", "$"])
PATTERNS = some.recursive(
    ATOMS,
    lambda part: some.one_of(
        some.lists(part, max_size=3).map("".join),
        some.tuples(part, part).map(lambda pair: f"({pair[0]}|{pair[1]})"),
        some.tuples(part, some.sampled_from(["*", "+", "?", "{2}", "{1,2}", "{1,}"])).map(
            lambda pair: f"(?:{pair[0]}){pair[1]}"
        ),
    ),
    max_leaves=6,
)


@given(pattern=PATTERNS, texts=some.lists(some.text("abé", max_size=5), min_size=1, max_size=4))
def test_any_pattern_finds_what_python_finds(pattern: str, texts: list[str]) -> None:
    assert found(pattern, texts) == expected(pattern, texts)


@pytest.mark.parametrize(
    ("pattern", "why", "position"),
    [
        ("a(b", r'a "\(" is not closed', 3),
        ("a)", "closes nothing", 1),
        ("*a", "nothing stands here", 0),
        ("[a", r'a "\[" is not closed', 2),
        ("a{3,2}", "a count reads", 6),
        ("a{9999}", "up to 200", 7),
        ("[z-a]", "to a later one", 4),
        (r"\b", "cannot be used", 1),
        ("(?=a)", "of groups with", 2),
        ("a\\", "nothing does", 2),
        ("^*", "cannot be repeated", 2),
        ("(" * 60, "deep at most", 51),
    ],
)
def test_what_cannot_be_read_is_pointed_at(pattern: str, why: str, position: int) -> None:
    with pytest.raises(BadExpression, match=why) as refused:
        parse_pattern(pattern)
    assert refused.value.position == position


@pytest.mark.parametrize("pattern", ["(a|b)*a(a|b){18}", "((a{200}){200}){200}", "(.{9}|a.{11}|b*.{13})*x"])
def test_no_pattern_grows_without_bound(pattern: str) -> None:
    with pytest.raises(BadArgument, match="too large a machine"):
        automaton(parse_pattern(pattern))


def test_what_makes_others_backtrack_is_one_pass() -> None:
    machine = automaton(parse_pattern("(x+x+)+y"))
    assert len(machine.moves) < 10
    assert found("^(a+)+$", ["a" * 5000 + "b", "a" * 5000]) == [False, True]


@given(some.tuples(some.integers(0, 0x10FFFF), some.integers(0, 0x10FFFF)).map(sorted))
def test_ranges_of_characters_are_ranges_of_bytes(bounds: list[int]) -> None:
    low, high = bounds
    sequences = list(byte_sequences(low, high))
    size = sum(int(np.prod([last - first + 1 for first, last in sequence])) for sequence in sequences)
    surrogates = max(0, min(high, 0xDFFF) - max(low, 0xD800) + 1)
    assert size == high - low + 1 - surrogates
    for code in {low, high, (low + high) // 2} - set(range(0xD800, 0xE000)):
        raw = chr(code).encode()
        assert any(
            len(raw) == len(sequence) and all(a <= byte <= b for byte, (a, b) in zip(raw, sequence, strict=True))
            for sequence in sequences
        )
