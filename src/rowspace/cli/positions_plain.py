"""Positions of no model: plain frequencies of a dim and θ, and what a table learned."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import typer

from rowspace.cli.output import plain, print_fields, print_table
from rowspace.errors import BadArgument

if TYPE_CHECKING:
    from rowspace.operations.positions_table import PositionsTable
    from rowspace.positions.model import ModelPositions
    from rowspace.positions.pairing import Pairing
    from rowspace.positions.sinusoidal import Layout
    from rowspace.table import Table

Places: TypeAlias = list[tuple[int, int]]
Vectors: TypeAlias = tuple[list[float], list[float]]
Keys: TypeAlias = dict[str, Any]

THETA = 10_000.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What is shown, and what `--out` and `--check` need of it.

    found  the positions as arrays; None where only a table of them is at hand
    table  the numbers that are written to a file
    """

    keys: Keys
    in_words: Callable[[], None]
    source: str
    found: ModelPositions | None
    table: Callable[[], PositionsTable]


@dataclass(frozen=True, slots=True)
class Asked:
    """Options of a question about no model."""

    encoding: str | None
    dim: int | None
    theta: float | None
    pairing: Pairing | None
    layout: Layout
    places: Places
    vectors: Vectors | None
    length: int | None

    @property
    def base(self) -> float:
        return THETA if self.theta is None else self.theta


def ask(what: str | None, asked: Asked) -> Answer:
    """Answers for the encoding asked for; learned where a table is named and nothing else is said."""
    from rowspace.operations.open import open_table

    opened = open_table(what) if what else None
    encoding = asked.encoding or ("learned" if opened else "rotary")
    if encoding == "learned":
        return _learned(opened, asked)
    dim = _dim(asked, opened)
    return _rotary(dim, asked) if encoding == "rotary" else _sinusoidal(dim, asked)


def is_table(what: str) -> bool:
    """Whether a text can only mean a table: a shipped name, a path, or an address."""
    from rowspace.formats.shipped import SHIPPED

    return what in SHIPPED or "://" in what or Path(what).expanduser().exists()


def places(at: str | None, shift: int) -> Places:
    """The two positions, and the two moved by `shift` where there is one."""
    if at is None:
        return []
    try:
        m, n = (int(position) for position in at.split(","))
    except ValueError:
        raise typer.BadParameter(f'two positions, as in 3,7; got "{at}".', param_hint="--at") from None
    found = [(m, n), (m + shift, n + shift)] if shift else [(m, n)]
    if min(min(place) for place in found) < 0:
        raise typer.BadParameter("positions count from 0; none can be before.", param_hint="--at")
    return found


def vectors(q: str | None, k: str | None) -> Vectors | None:
    if q is None and k is None:
        return None
    if q is None or k is None:
        raise typer.BadParameter("a score needs both --q and --k.", param_hint="--q and --k")
    return _numbers("--q", q), _numbers("--k", k)


def _numbers(name: str, listed: str) -> list[float]:
    try:
        return [float(number) for number in listed.split(",")]
    except ValueError:
        message = f'numbers with commas between, as in 0.5,-1.25; got "{listed}".'
        raise typer.BadParameter(message, param_hint=name) from None


def _dim(asked: Asked, table: Table | None) -> int:
    if asked.dim is None and table is None and asked.vectors is None:
        raise typer.BadParameter(
            "how many dims has a vector? Name a model or a table, or give --dim 64, or --q.", param_hint="--dim"
        )
    return asked.dim or (table.dim if table else len(asked.vectors[0] if asked.vectors else []))


def _rotary(dim: int, asked: Asked) -> Answer:
    from rowspace.operations.positions import clocks, rotary
    from rowspace.operations.positions_table import plain_rotary, positions_table

    pairing = asked.pairing or "half"
    if asked.vectors is None:
        hands = clocks(dim, 0, asked.base, max(1, dim // 2)).hands
        keys: Keys = {"encoding": "rotary", "dim": dim, "base": asked.base, "pairing": pairing}
        keys["inv_freq"] = [hand.frequency for hand in hands]
        keys["wavelengths"] = [hand.wavelength for hand in hands]
        keys = _completed(keys, [], [], attention_factor=1.0)
    else:
        scored = asked.places or [(0, 0)]
        answers = [rotary(*asked.vectors, place, dim, asked.base, pairing) for place in scored]
        keys = _completed(plain(answers[0]), scored, [answer.score for answer in answers], attention_factor=1.0)
    found = plain_rotary(dim, asked.base, pairing)
    title = f"{dim} dims, θ {asked.base:g}"
    return Answer(keys, lambda: _print_keys(keys), title, found, lambda: positions_table(found, title, asked.length))


def _sinusoidal(dim: int, asked: Asked) -> Answer:
    from rowspace.operations.positions import sinusoidal
    from rowspace.operations.positions_table import plain_sinusoidal, positions_table

    length = 1 + max((position for place in asked.places for position in place), default=0)
    answer = sinusoidal(dim, length, asked.layout, asked.base)
    keys: Keys = {"encoding": "sinusoidal", "dim": dim, "base": asked.base, "layout": asked.layout}
    keys["inv_freq"] = [2 * math.pi / wavelength for wavelength in answer.wavelengths]
    keys["wavelengths"] = answer.wavelengths
    keys["values"] = [answer.values[position] for place in asked.places[:1] for position in place]
    keys = _completed(keys, asked.places, [float(answer.similarity[place]) for place in asked.places])
    found = plain_sinusoidal(dim, asked.base, asked.layout)
    title = f"{dim} dims, {asked.layout}"
    return Answer(keys, lambda: _print_keys(keys), title, found, lambda: positions_table(found, title, asked.length))


def _learned(table: Table | None, asked: Asked) -> Answer:
    from rowspace.operations.order import positions_of
    from rowspace.operations.positions import learned
    from rowspace.operations.positions_table import learned_table

    if table is None:
        raise typer.BadParameter("learned positions are a table's own; name one, such as minilm.", param_hint="TABLE")
    answer = learned(table)
    for position in (position for place in asked.places for position in place):
        if position >= answer.positions:
            raise BadArgument(f"{table.name} learned positions 0 to {answer.positions - 1}; got {position}.")
    keys = {name: value for name, value in plain(answer).items() if name not in ("similarity", "values")}
    keys = {"encoding": "learned", "inv_freq": [], "wavelengths": [], **keys}
    keys = _completed(keys, asked.places, [float(answer.similarity[place]) for place in asked.places])
    name = table.name

    def written() -> PositionsTable:
        return learned_table(positions_of(table), name, asked.length)

    return Answer(keys, lambda: _print_keys(keys), name, None, written)


def _completed(keys: Keys, places: Places, scores: list[float], *, attention_factor: float | None = None) -> Keys:
    """The keys every encoding has, whatever else it says; `score` is the first of `scores`."""
    return {
        **keys,
        "attention_factor": attention_factor,
        "at": places,
        "scores": scores,
        "score": scores[0] if scores else None,
        "warnings": [],
    }


def _print_keys(keys: Keys) -> None:
    print_fields({name: keys.get(name) for name in ("encoding", "dim", "base", "pairing", "layout", "positions")})
    for (m, n), score in zip(keys["at"], keys["scores"], strict=True):
        print(f"score {score:.4f} with the query at {m} and the key at {n}")
    if keys["wavelengths"]:
        pairs = zip(keys["inv_freq"], keys["wavelengths"], strict=True)
        print_table(
            ["pair", "radians a position", "wavelength"],
            [[pair, f"{freq:.6g}", f"{length:.6g}"] for pair, (freq, length) in enumerate(pairs)],
        )
    if "out" in keys:
        print(f"wrote {keys['out']}")
