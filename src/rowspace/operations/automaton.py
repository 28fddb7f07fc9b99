"""Patterns as machines that read each byte once: first one that may be in many states (Thompson 1968), then one that
is always in a single state, each of which stands for a set of the first's (Rabin & Scott 1959).

The second can be exponentially larger; building it stops at a bound, and the pattern is refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadArgument
from rowspace.operations.pattern import Bound, Chain, Either, Node, OneOf, Repeated
from rowspace.operations.utf8_ranges import byte_sequences

MOST_PLACES = 20_000
MOST_WORK = 400_000  # looks at a place of the first machine while the second is made: about a quarter of a second


@dataclass(frozen=True, slots=True)
class Automaton:
    """A machine over bytes; it begins in state 0.

    columns  (256,) uint8      column of `moves` for a byte
    moves    (s, c) int32      the state after it
    early    (s,)   bool       accepted whatever follows
    late     (s,)   bool       accepted where the text ends
    """

    columns: NDArray[np.uint8]
    moves: NDArray[np.int32]
    early: NDArray[np.bool_]
    late: NDArray[np.bool_]


def automaton(pattern: Node) -> Automaton:
    """The machine that finds the pattern anywhere in a text. Raises BadArgument where it would be too large."""
    places = _Places()
    start, end = places.new(), places.new()
    places.lay(pattern, start, end)
    return _Sets(places, start, end).automaton()


@dataclass
class _Places:
    """The first machine. steps[p] are (low byte, high byte, next); free[p] are (next, sign that must hold, or "")."""

    steps: list[list[tuple[int, int, int]]] = field(default_factory=list)
    free: list[list[tuple[int, str]]] = field(default_factory=list)

    def new(self) -> int:
        if len(self.steps) >= MOST_PLACES:
            raise _too_large()
        self.steps.append([])
        self.free.append([])
        return len(self.steps) - 1

    def lay(self, node: Node, start: int, end: int) -> None:
        """Ways from start to end that read what the node means."""
        if isinstance(node, OneOf):
            self._read(node, start, end)
        elif isinstance(node, Bound):
            self.free[start].append((end, node.sign))
        elif isinstance(node, Either):
            for branch in node.branches:
                self.lay(branch, start, end)
        elif isinstance(node, Chain):
            for part in node.parts[:-1]:
                self.lay(part, start, start := self.new())
            if node.parts:
                self.lay(node.parts[-1], start, end)
            else:
                self.free[start].append((end, ""))
        else:
            self._repeat(node, start, end)

    def _read(self, node: OneOf, start: int, end: int) -> None:
        for low, high in node.ranges:
            for sequence in byte_sequences(low, high):
                at = start
                for first, last in sequence[:-1]:
                    self.steps[at].append((first, last, at := self.new()))
                self.steps[at].append((*sequence[-1], end))

    def _repeat(self, node: Repeated, start: int, end: int) -> None:
        for _ in range(node.least):
            self.lay(node.part, start, start := self.new())
        if node.most is None:
            loop = self.new()
            self.free[start].append((loop, ""))
            self.lay(node.part, loop, back := self.new())
            self.free[back].append((loop, ""))
            self.free[loop].append((end, ""))
            return
        for _ in range(node.most - node.least):
            self.free[start].append((end, ""))
            self.lay(node.part, start, start := self.new())
        self.free[start].append((end, ""))


class _Sets:
    """The second machine: its states are sets of places, each of which the first may be in."""

    def __init__(self, places: _Places, start: int, end: int) -> None:
        self.places = places
        self.start = start
        self.end = end
        self.work = 0

    def automaton(self) -> Automaton:
        cuts = sorted({0} | {cut for steps in self.places.steps for low, high, _ in steps for cut in (low, high + 1)})
        cuts = [cut for cut in cuts if cut < 256]
        first = (self._reached([self.start], "^"), "^")
        number, states, moves = {first: 0}, [first], []
        for held, _ in states:
            row = []
            for byte in cuts:
                found = (self._reached([*self._after(held, byte), self.start], ""), "")
                if found not in number:
                    number[found] = len(states)
                    states.append(found)
                row.append(number[found])
            moves.append(row)
        late = [self.end in self._reached(held, signs + "$") for held, signs in states]
        return Automaton(
            columns=(np.searchsorted(cuts, np.arange(256), side="right") - 1).astype(np.uint8),
            moves=np.array(moves, np.int32),
            early=np.array([self.end in held for held, _ in states]),
            late=np.array(late),
        )

    def _after(self, held: Iterable[int], byte: int) -> list[int]:
        return [to for place in held for low, high, to in self.places.steps[place] if low <= byte <= high]

    def _reached(self, places: Iterable[int], signs: str) -> frozenset[int]:
        """All places that are free to reach, where the signs hold."""
        found, waiting = set(places), list(places)
        while waiting:
            for to, sign in self.places.free[waiting.pop()]:
                if to not in found and sign in signs:
                    found.add(to)
                    waiting.append(to)
        self.work += len(found) + 4
        if self.work > MOST_WORK:
            raise _too_large()
        return frozenset(found)


def _too_large() -> BadArgument:
    return BadArgument("This pattern needs too large a machine to look for it; repeat less, or a smaller part of it.")
