"""Arithmetic on tokens as people write it, read into weighted tokens.

    expression  =  [sign] term { sign term }                 sign: + − -
    term        =  { number [*] } ( token | number | "quoted token" | ( expression ) | mean( expression, … ) )

A sign is a sign where a word could begin, so "well-known" and "c++" are words and "king -man" is a difference; the
typographic minus is a sign anywhere. A number before a term is its weight, and elsewhere a token like any other.
Quotes hold what would otherwise not be one word ("new york", ","); a quote inside them follows a backslash.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NoReturn

from rowspace.errors import BadExpression

MAX_DEPTH = 50


@dataclass(frozen=True, slots=True)
class WeightedToken:
    """One term: weight × the token's row. start, end are characters of the text, end excluded."""

    token: str
    weight: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Expression:
    """A text and the weighted tokens it stands for."""

    text: str
    terms: tuple[WeightedToken, ...]


def parse(text: str) -> Expression:
    """Raises BadExpression, which points at the character.

    "king - man + 0.5 * woman"  ->  1 × king, −1 × man, 0.5 × woman
    """
    return Expression(text, tuple(_Reader(text).read()))


@dataclass(frozen=True, slots=True)
class _Symbol:
    """kind: word, number, quoted, end, or the character itself: + - * ( ) ,"""

    kind: str
    value: str
    start: int
    end: int


_SYMBOL = re.compile(
    r"""\s*(?:
        (?P<quoted>"(?:[^"\\]|\\.)*")
      | (?P<number>(?:\d+(?:\.\d+)?|\.\d+)(?=[\s()*,+−]|$))
      | (?P<sign>[-+−–])
      | (?P<mark>[*(),])
      | (?P<word>[^\s()*,"−+][^\s()*,"−]*)
    )""",
    re.VERBOSE,
)
_PLUS_BETWEEN = re.compile(r"(?<=[^\s+])\+(?=[^\s+])")  # "man+woman", but not "c++"


def _symbols(text: str) -> Iterator[_Symbol]:
    at, end = 0, len(text.rstrip())
    while at < end:
        found = _SYMBOL.match(text, at)
        if found is None:
            quote = text.index('"', at)
            raise BadExpression("A quote is opened and never closed.", text=text, position=quote)
        kind = found.lastgroup or ""
        value, start, at = found[kind], found.start(kind), found.end()
        plus = _PLUS_BETWEEN.search(value) if kind == "word" else None
        if plus:
            value, at = value[: plus.start()], start + plus.start()
        yield _Symbol(value if kind in ("sign", "mark") else kind, value, start, at)
    yield _Symbol("end", "", len(text), len(text))


_SIGNS = {"+": 1.0, "-": -1.0, "−": -1.0, "–": -1.0}
_OPENINGS = ("word", "number", "quoted", "(")  # the kinds of symbol a term can begin with


class _Reader:
    """Reads symbols from left to right, one of them ahead."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.symbols = list(_symbols(text))
        self.at = 0

    @property
    def next(self) -> _Symbol:
        return self.symbols[self.at]

    def take(self) -> _Symbol:
        self.at += 1
        return self.symbols[self.at - 1]

    def read(self) -> list[WeightedToken]:
        terms = self.expression(depth=0)
        if self.next.kind != "end":
            self.refuse("a + or −")
        return terms

    def expression(self, depth: int) -> list[WeightedToken]:
        if depth > MAX_DEPTH:
            message = f"Parentheses stand inside each other more than {MAX_DEPTH} deep; write it flatter."
            raise BadExpression(message, text=self.text, position=self.next.start)
        sign = self.sign() if self.next.kind in _SIGNS else 1.0
        terms = self.term(sign, depth)
        while self.next.kind in _SIGNS:
            terms += self.term(self.sign(), depth)
        return terms

    def sign(self) -> float:
        return _SIGNS[self.take().kind]

    def term(self, weight: float, depth: int) -> list[WeightedToken]:
        while self.next.kind == "number" and self.symbols[self.at + 1].kind in (*_OPENINGS, "*"):
            start = self.next.start
            weight *= float(self.take().value)
            if not math.isfinite(weight):
                raise BadExpression("This weight is too large.", text=self.text, position=start)
            if self.next.kind == "*":
                self.take()
        if self.next.kind not in _OPENINGS:
            self.refuse("a token")
        symbol = self.take()
        if symbol.kind == "(":
            terms = self.expression(depth + 1)
            self.expect(")")
            return _scaled(terms, weight)
        if symbol.value == "mean" and self.next.kind == "(":
            return _scaled(self.mean(depth + 1), weight)
        token = re.sub(r"\\(.)", r"\1", symbol.value[1:-1]) if symbol.kind == "quoted" else symbol.value
        if not token:
            raise BadExpression("There is no token between these quotes.", text=self.text, position=symbol.start)
        return [WeightedToken(token, weight, symbol.start, symbol.end)]

    def mean(self, depth: int) -> list[WeightedToken]:
        parts: list[list[WeightedToken]] = []
        while not parts or self.next.kind == ",":
            self.take()  # "(", then ","
            parts.append(self.expression(depth))
        self.expect(")")
        return _scaled([term for part in parts for term in part], 1 / len(parts))

    def expect(self, kind: str) -> None:
        if self.next.kind != kind:
            self.refuse(f'"{kind}"')
        self.take()

    def refuse(self, wanted: str) -> NoReturn:
        got = self.next
        if not self.text.strip():
            message = "The expression is empty; write a token, or arithmetic such as king - man + woman."
        else:
            shown = f'"{got.value}"' if got.value else "the end"
            message = f"Expected {wanted} at character {got.start + 1}; got {shown}."
        raise BadExpression(message, text=self.text, position=got.start)


def _scaled(terms: list[WeightedToken], weight: float) -> list[WeightedToken]:
    return [replace(term, weight=weight * term.weight) for term in terms]
