"""The shape of a table as a whole: shape."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from rowspace.cli.options import Count, Json, Seed, TableArgument, Tensor
from rowspace.cli.output import print_fields, print_table, show
from rowspace.cli.progress import progress_bar

if TYPE_CHECKING:
    from rowspace.operations.hubs import Hubs
    from rowspace.operations.shape import NormBand, Shape


def shape(
    table: TableArgument,
    k: Count = 10,
    pairs: Annotated[int, typer.Option(min=1, max=10_000_000, help="Random pairs for the mean cosine.")] = 10_000,
    seed: Seed = 0,
    tensor: Tensor = None,
    as_json: Json = False,
) -> None:
    """How the rows spread: lengths, shared directions, hubs."""
    from rowspace.operations.open import open_table
    from rowspace.operations.shape import shape as measure

    opened = open_table(table, tensor)
    with progress_bar() as told:
        answer = measure(opened, k, pairs, seed, told)
    show(answer, lambda: _describe(answer), as_json=as_json)


def _describe(answer: Shape) -> None:
    print_fields(
        {
            "rows": f"{answer.rows_measured:,} of {answer.rows:,}",
            "dim": answer.dim,
            "mean length": answer.mean_norm,
            "length and id": None if answer.norm_by_id is None else f"rank correlation {answer.norm_by_id:.4f}",
            "mean row's length": f"{answer.mean_share:.4f} of that",
            "mean cosine": f"{answer.mean_cosine:.4f} ({answer.pairs:,} random pairs)",
            "around the mean": answer.mean_cosine_centered,
            "effective rank": f"{answer.effective_rank:.1f}",
            "participation": f"{answer.participation_ratio:.1f}",
            "stable rank": f"{answer.stable_rank:.1f}",
            "widest directions": " + ".join(f"{share:.1%}" for share in answer.explained[:4]),
            "hubs": _hubs(answer.hubs),
        }
    )
    print_table(["ids", "mean length", "lowest", "highest"], [_band(band) for band in answer.norm_bands])
    if answer.outlier_dims:
        dims = [[str(one.dim), one.variance, one.times, one.kurtosis, one.largest] for one in answer.outlier_dims]
        print_table(["wide dim", "variance", "× median", "kurtosis", "largest"], dims)
    _print_top(answer.hubs)


def _hubs(hubs: Hubs) -> str:
    asked = f"{hubs.lists:,} rows drawn at random" if hubs.sampled else "all rows"
    return f"skewness {hubs.skewness:.2f} of {hubs.k} neighbors, {hubs.unlisted:.1%} in no list ({asked})"


def _band(band: NormBand) -> list[str | float]:
    return [f"{band.first:,} to {band.last:,}", band.mean, band.lowest, band.highest]


def _print_top(hubs: Hubs) -> None:
    from rowspace.operations.lookup import spelled

    lines = [[spelled(hub.token), str(hub.id), hub.lists, "" if not hub.special else "no word"] for hub in hubs.top]
    print_table(["hub", "id", "lists", ""], lines)
