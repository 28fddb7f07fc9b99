"""project --method axes: the options that it alone has, and its answer in words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from rowspace.cli.options import given_pairs
from rowspace.cli.output import print_fields

if TYPE_CHECKING:
    from rowspace.operations.axes import Axes
    from rowspace.operations.pairs import Pairs


def ends_of(method: str, x: str | None, y: str | None) -> tuple[Pairs, Pairs] | None:
    """The pairs of both axes, None for the other methods."""
    if method != "axes":
        if x or y:
            raise typer.BadParameter("only --method axes goes along pairs of words.", param_hint="--x and --y")
        return None
    if not x or not y:
        raise typer.BadParameter("axes need the pairs of both, as --x he:she --y young:old.", param_hint="--x and --y")
    return given_pairs(x, "--x"), given_pairs(y, "--y")


def describe_axes(answer: Axes, out: Path) -> None:
    told: dict[str, Any] = {"wrote": out, "tokens": len(answer.tokens), "method": answer.method}
    for name, axis in (("x", answer.x), ("y", answer.y)):
        one, other = axis.pairs[0]
        told[name] = f"toward {one} above 0, toward {other} below; {len(axis.pairs)} pairs"
        told[f"{name} separates by"] = f"{axis.separation:.1f} deviations of {answer.rows_measured:,} rows"
        if axis.held_out is not None:
            told[f"{name} pairs held out"] = f"{axis.held_out:.0%} on their side"
    print_fields({**told, "cosine of x and y": answer.cosine, "not in the table": ", ".join(answer.missing) or None})
