"""How large a table is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rowspace.cli.options import Json, Tensor
from rowspace.cli.output import print_table, show

if TYPE_CHECKING:
    from rowspace.operations.size import Size


def size(
    table: Annotated[str, typer.Argument(metavar="TABLE|ROWSxDIM", help='A table, or a shape such as "50257x12288".')],
    group: Annotated[int, typer.Option(min=1, help="Dims that share a scale in INT4.")] = 64,
    tensor: Tensor = None,
    as_json: Json = False,
) -> None:
    """Parameters, and bytes by dtype with their scales."""
    answer = _measured(table, group, tensor)
    show(answer, lambda: _print_sizes(answer), as_json=as_json)


def _measured(source: str, group: int, tensor: str | None) -> Size:
    from rowspace.operations import size as sizes
    from rowspace.operations.open import open_table

    if source[:1].isdigit() and not Path(source).exists():
        return sizes.size(*sizes.parse_shape(source), group)
    return sizes.size_of(open_table(source, tensor), group)


def _print_sizes(answer: Size) -> None:
    print(f"{answer.rows:,} rows × {answer.dim:,} dims = {answer.parameters:,} parameters")
    lines = [
        [
            scheme,
            count,
            f"{answer.gb[scheme]:.3f}",
            f"{answer.gib[scheme]:.3f}",
            answer.scales.get(scheme, 0),
            answer.total_with_scales.get(scheme, count),
        ]
        for scheme, count in answer.bytes.items()
    ]
    print_table(["dtype", "bytes", "GB", "GiB", "scales", "with scales"], lines)
