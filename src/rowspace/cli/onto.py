"""project --onto: a picture turned onto another table's, what it says in JSON and in words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from rowspace.cli.output import plain, print_fields, print_table

if TYPE_CHECKING:
    from rowspace.operations.aligned import Aligned
    from rowspace.rows import Floats


class Turned(NamedTuple):
    """The second of two aligned pictures, as it is written to a file."""

    method: str
    tokens: list[str]
    ids: list[int]
    coordinates: Floats


def turned(answer: Aligned) -> Turned:
    return Turned(answer.method, answer.tokens, answer.pictures[1].ids, answer.coordinates[1])


def keys_of(answer: Aligned) -> dict[str, Any]:
    """Keys of the second picture, with a residual and a share of common neighbors for each token."""
    keys = {
        name: value for name, value in plain(answer).items() if name in ("method", "seed", "tokens", "missing", "k")
    }
    each = {"residuals": answer.residuals[1].tolist(), "overlaps": answer.overlaps[1].tolist()}
    return {**keys, **plain(answer.pictures[1]), "onto": answer.pictures[0].table, **each}


def describe(answer: Aligned, out: Path) -> None:
    fixed, moving = answer.pictures
    print_fields(
        {
            "wrote": out,
            "tokens": len(answer.tokens),
            "method": answer.method,
            "seed": answer.seed,
            "onto": fixed.table,
            "disparity": moving.disparity,
            "neighbors shared": f"{moving.shared_neighbors:.1%} of {answer.k}",
            "trustworthiness": moving.trustworthiness,
            "neighbors kept": f"{moving.kept_neighbors:.1%}",
            "not in both": ", ".join(answer.missing) or None,
        }
    )
    lines = [[token.token, token.residual, f"{token.shared_neighbors:.0%}"] for token in moving.moved]
    print_table(["moved", "residual", "neighbors shared"], lines)
