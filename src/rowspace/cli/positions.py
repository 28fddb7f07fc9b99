"""Where a token stands: rotary, sinusoidal and learned positions, and the score of two of them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

import typer

from rowspace.cli.options import Json
from rowspace.cli.output import plain, print_fields, print_table, show
from rowspace.errors import BadArgument

if TYPE_CHECKING:
    from rowspace.table import Table

Encoding: TypeAlias = Literal["rotary", "sinusoidal", "learned"]
Pairing: TypeAlias = Literal["half", "interleaved"]
Layout: TypeAlias = Literal["interleaved", "concatenated", "tensor2tensor"]
Places: TypeAlias = list[tuple[int, int]]
Keys: TypeAlias = dict[str, Any]


def positions(
    table: Annotated[
        str | None, typer.Argument(metavar="[TABLE]", help="A table, for the positions it learned or for its dim.")
    ] = None,
    encoding: Annotated[
        Encoding | None, typer.Option(help="Which encoding; if left out, learned with a TABLE, else rotary.")
    ] = None,
    dim: Annotated[int | None, typer.Option(min=1, help="Dims of a vector.")] = None,
    theta: Annotated[float, typer.Option(help="Base of the frequencies.")] = 10_000.0,
    at: Annotated[str | None, typer.Option(metavar="M,N", help="Score these two positions: query, key.")] = None,
    shift: Annotated[int, typer.Option(help="And score them again, both moved so far.")] = 0,
    q: Annotated[str | None, typer.Option(metavar="N,N,...", help="Query vector (rotary).")] = None,
    k: Annotated[str | None, typer.Option(metavar="N,N,...", help="Key vector (rotary).")] = None,
    pairing: Annotated[Pairing, typer.Option(help="Which dims turn together (rotary).")] = "half",
    layout: Annotated[Layout, typer.Option(help="Where sines and cosines stand (sinusoidal).")] = "interleaved",
    as_json: Json = False,
) -> None:
    """Frequencies of an encoding, and scores under it.

    The score is the dot product of the rotated query and key, or the cosine of two sinusoidal or learned positions.
    """
    from rowspace.operations.open import open_table

    opened = open_table(table) if table else None
    encoding = encoding or ("learned" if opened else "rotary")
    if encoding == "rotary":
        keys = _rotary(_dim(dim, opened, q), theta, pairing, _vectors(q, k), _places(at or "0,0", shift))
    elif encoding == "sinusoidal":
        keys = _sinusoidal(_dim(dim, opened, q), theta, layout, _places(at, shift))
    else:
        keys = _learned(opened, _places(at, shift))
    show(keys, lambda: _print_keys(keys), as_json=as_json)


def _rotary(
    dim: int, theta: float, pairing: Pairing, vectors: tuple[list[float], list[float]] | None, places: Places
) -> Keys:
    from rowspace.operations.positions import clocks, rotary

    if vectors is None:
        hands = clocks(dim, 0, theta, max(1, dim // 2)).hands
        keys: Keys = {"encoding": "rotary", "dim": dim, "base": theta, "pairing": pairing}
        keys["inv_freq"] = [hand.frequency for hand in hands]
        keys["wavelengths"] = [hand.wavelength for hand in hands]
        return _completed(keys, [], [], attention_factor=1.0)
    answers = [rotary(*vectors, place, dim, theta, pairing) for place in places]
    return _completed(plain(answers[0]), places, [answer.score for answer in answers], attention_factor=1.0)


def _sinusoidal(dim: int, theta: float, layout: Layout, places: Places) -> Keys:
    from rowspace.operations.positions import sinusoidal

    length = 1 + max((position for place in places for position in place), default=0)
    answer = sinusoidal(dim, length, layout, theta)
    keys: Keys = {"encoding": "sinusoidal", "dim": dim, "base": theta, "layout": layout}
    keys["inv_freq"] = [2 * math.pi / wavelength for wavelength in answer.wavelengths]
    keys["wavelengths"] = answer.wavelengths
    keys["values"] = [answer.values[position] for place in places[:1] for position in place]
    return _completed(keys, places, [float(answer.similarity[place]) for place in places])


def _learned(table: Table | None, places: Places) -> Keys:
    from rowspace.operations.positions import learned

    if table is None:
        raise typer.BadParameter("learned positions are a table's own; name one, such as minilm.", param_hint="TABLE")
    answer = learned(table)
    for position in (position for place in places for position in place):
        if position >= answer.positions:
            raise BadArgument(f"{table.name} learned positions 0 to {answer.positions - 1}; got {position}.")
    keys = {name: value for name, value in plain(answer).items() if name not in ("similarity", "values")}
    keys = {"encoding": "learned", "inv_freq": [], "wavelengths": [], **keys}
    return _completed(keys, places, [float(answer.similarity[place]) for place in places])


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


def _dim(dim: int | None, table: Table | None, q: str | None) -> int:
    if dim is None and table is None and q is None:
        raise typer.BadParameter("how many dims has a vector? Give --dim 64, a TABLE, or --q.", param_hint="--dim")
    return dim or (table.dim if table else len(_numbers("--q", q or "")))


def _vectors(q: str | None, k: str | None) -> tuple[list[float], list[float]] | None:
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


def _places(at: str | None, shift: int) -> Places:
    """The two positions, and the two moved by `shift` where there is one."""
    if at is None:
        return []
    try:
        m, n = (int(position) for position in at.split(","))
    except ValueError:
        raise typer.BadParameter(f'two positions, as in 3,7; got "{at}".', param_hint="--at") from None
    places = [(m, n), (m + shift, n + shift)] if shift else [(m, n)]
    if min(min(place) for place in places) < 0:
        raise typer.BadParameter("positions count from 0; none can be before.", param_hint="--at")
    return places


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
