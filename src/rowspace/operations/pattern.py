r"""Regular expressions of the kind that can be matched in one pass: those without look-around and back-references.

    pattern   =  branch { "|" branch }
    branch    =  { ^ | $ | atom [ * | + | ? | {m} | {m,} | {m,n} ] }
    atom      =  character | . | [class] | \d \w \s \D \W \S | \escape | ( pattern ) | (?: pattern ) ; (?i) in front

They mean what they mean to Python's `re` with re.ASCII and re.DOTALL, except that $ is the very end: \d, \w and \s
are of ASCII, and case is ignored for its letters alone. A match is sought anywhere in a token; bytes that are no UTF-8
match nothing. `automaton` makes of the tree of these nodes a machine that reads each byte once, so that no pattern
takes longer than any other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn, TypeAlias

from rowspace.errors import BadExpression

LAST = 0x10FFFF
MOST_TIMES = 200
MAX_DEPTH = 50
Ranges: TypeAlias = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class OneOf:
    """A character whose code point lies in one of the ranges, both ends included."""

    ranges: Ranges


@dataclass(frozen=True, slots=True)
class Bound:
    """Nothing, but at the start ("^") or the end ("$") of a token."""

    sign: str


@dataclass(frozen=True, slots=True)
class Chain:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Either:
    branches: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Repeated:
    """least … most times; without end where most is None."""

    part: Node
    least: int
    most: int | None


Node: TypeAlias = OneOf | Bound | Chain | Either | Repeated

DIGITS: Ranges = ((48, 57),)
WORDS: Ranges = ((48, 57), (65, 90), (95, 95), (97, 122))
SPACES: Ranges = ((9, 13), (32, 32))
CLASSES = {"d": DIGITS, "w": WORDS, "s": SPACES}
ESCAPES = {"n": 10, "t": 9, "r": 13, "f": 12, "v": 11, "a": 7, "0": 0}
HEXADECIMAL = "0123456789abcdefABCDEF"
TIMES = {"*": (0, None), "+": (1, None), "?": (0, 1)}


def parse_pattern(text: str) -> Node:
    """Raises BadExpression, which points at the character."""
    return _Reader(text).read()


def others(ranges: Ranges) -> Ranges:
    """All characters but these."""
    left: list[tuple[int, int]] = []
    start = 0
    for low, high in sorted(ranges):
        if low > start:
            left.append((start, low - 1))
        start = max(start, high + 1)
    return tuple([*left, (start, LAST)] if start <= LAST else left)


def either_case(ranges: Ranges) -> Ranges:
    """With the other case of every ASCII letter."""
    more = [
        (max(low, first) + shift, min(high, last) + shift)
        for low, high in ranges
        for first, last, shift in ((65, 90, 32), (97, 122, -32))
        if max(low, first) <= min(high, last)
    ]
    return (*ranges, *more)


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.fold = text.startswith("(?i)")
        self.at = 4 if self.fold else 0
        self.depth = 0

    def read(self) -> Node:
        node = self.branches()
        return node if self.at == len(self.text) else self.fail('a ")" closes nothing')

    def branches(self) -> Node:
        found = [self.branch()]
        while self.took("|"):
            found.append(self.branch())
        return found[0] if len(found) == 1 else Either(tuple(found))

    def branch(self) -> Node:
        parts: list[Node] = []
        while self.ahead not in ("", "|", ")"):
            parts.append(self.repeated(self.atom()))
        return Chain(tuple(parts))

    def repeated(self, node: Node) -> Node:
        while self.ahead and self.ahead in "*+?{":
            least, most = self.times()
            if isinstance(node, Bound):
                self.fail("a start or an end cannot be repeated")
            node = Repeated(node, least, most)
            self.took("?")  # a lazy match finds the same tokens
        return node

    def times(self) -> tuple[int, int | None]:
        sign = self.taken()
        if sign != "{":
            return TIMES[sign]
        least, comma = self.number(), self.took(",")
        most = (self.number() if self.ahead != "}" else None) if comma else least
        if not self.took("}") or (most is not None and most < least) or max(least, most or 0) > MOST_TIMES:
            self.fail(f"a count reads {{m}}, {{m,}} or {{m,n}}, up to {MOST_TIMES}")
        return least, most

    def number(self) -> int:
        start = self.at
        while self.ahead.isascii() and self.ahead.isdigit():
            self.at += 1
        digits = self.text[start : self.at]
        return int(digits) if 0 < len(digits) < 5 else self.fail("a count is a number")

    def atom(self) -> Node:
        sign = self.taken()
        if sign in "^$":
            return Bound(sign)
        if sign == "(":
            return self.group()
        if sign == "[":
            return OneOf(self.folded(self.members()))
        if sign == ".":
            return OneOf(((0, LAST),))
        if sign in "*+?{":
            self.fail("nothing stands here to be repeated", back=1)
        return OneOf(self.folded(self.escape() if sign == "\\" else _one(sign)))

    def group(self) -> Node:
        if self.took("?") and not self.took(":"):
            self.fail("of groups with ?, only (?:…) can be used, and (?i) at the start")
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.fail(f"groups lie {MAX_DEPTH} deep at most")
        node = self.branches()
        self.depth -= 1
        return node if self.took(")") else self.fail('a "(" is not closed')

    def members(self) -> Ranges:
        """What stands between [ and ]."""
        negative = self.took("^")
        found: list[tuple[int, int]] = []
        while not (self.ahead == "]" and found):
            low = self.member()
            if self.text[self.at : self.at + 1] == "-" and self.text[self.at + 1 : self.at + 2] not in ("]", ""):
                self.at += 1
                low = self.span(low, self.member())
            found.extend(low)
        self.at += 1
        ranges = tuple(found)
        return others(either_case(ranges) if self.fold else ranges) if negative else ranges

    def member(self) -> Ranges:
        sign = self.taken('a "[" is not closed')
        return self.escape() if sign == "\\" else _one(sign)

    def span(self, low: Ranges, high: Ranges) -> Ranges:
        single = len(low) == len(high) == 1 and low[0][0] == low[0][1] and high[0][0] == high[0][1]
        if not single or low[0][0] > high[0][0]:
            self.fail("a range goes from one character to a later one")
        return ((low[0][0], high[0][0]),)

    def escape(self) -> Ranges:
        sign = self.taken("a \\ stands for what follows it, and nothing does")
        if sign.lower() in CLASSES:
            return CLASSES[sign] if sign in CLASSES else others(CLASSES[sign.lower()])
        if sign == "x" and all(
            one in "0123456789abcdefABCDEF" for one in self.text[self.at : self.at + 2].ljust(2, "g")
        ):
            self.at += 2
            return _one(chr(int(self.text[self.at - 2 : self.at], 16)))
        if sign in ESCAPES:
            return ((ESCAPES[sign], ESCAPES[sign]),)
        return self.fail(f"\\{sign} cannot be used", back=1) if sign.isascii() and sign.isalnum() else _one(sign)

    def folded(self, ranges: Ranges) -> Ranges:
        return either_case(ranges) if self.fold else ranges

    @property
    def ahead(self) -> str:
        return self.text[self.at : self.at + 1]

    def took(self, sign: str) -> bool:
        found = self.ahead == sign
        self.at += found
        return found

    def taken(self, missing: str = "the pattern ends too soon") -> str:
        sign = self.ahead or self.fail(missing)
        self.at += 1
        return sign

    def fail(self, why: str, back: int = 0) -> NoReturn:
        message = f'"{self.text}" is no pattern that can be used: {why}.'
        raise BadExpression(message, text=self.text, position=max(0, min(self.at, len(self.text)) - back))


def _one(character: str) -> Ranges:
    return ((ord(character), ord(character)),)
