"""Pictures of positions: wavelengths against the context, waves as a heatmap, biases over the gap."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from rowspace.cli.points import NO_GROUP, OKABE_ITO, figure_kind, save

if TYPE_CHECKING:
    from rowspace.operations.positions_table import PositionsTable

Write: TypeAlias = "Callable[[Path, PositionsTable], None]"

FINISHED, UNFINISHED = OKABE_ITO[1], OKABE_ITO[4]
LABELED_HEADS = 16


def drawing() -> Write:
    """What draws a table to a file. Raises MissingExtra without matplotlib."""
    figure_class = figure_kind()

    def write(path: Path, table: PositionsTable) -> None:
        figure = figure_class(figsize=(8, 6), layout="constrained")
        axes = figure.add_subplot()
        axes.set_title(table.title, fontsize=10)
        DRAWN[table.kind](axes, table)
        save(figure, path)

    return write


def _turn_map(axes: Any, table: PositionsTable) -> None:
    """One bar a pair, as long as its wave, beside the contexts; a pair that stands still has a bar without an end."""
    import numpy as np

    lengths, plain = table.values[:, 1], table.values[:, 3]
    pairs = np.arange(len(lengths))
    trained = table.original or table.context or np.inf
    reach = 4 * max(value for value in (*lengths, *plain, table.context or 1, 1) if np.isfinite(value))
    still = ~np.isfinite(lengths)
    short = ~still & (lengths <= trained)
    for color, label, drawn in (
        (FINISHED, "full turns in training", short),
        (UNFINISHED, "never a full turn in training", ~still & ~short),
        (NO_GROUP, "stands still", still),
    ):
        if drawn.any():
            ends = np.where(still, reach, lengths)[drawn]
            axes.barh(pairs[drawn], ends - 1, left=1, height=0.8, color=color, label=label)
    if not np.array_equal(lengths, plain):
        axes.plot(plain, pairs, ".", markersize=3, color="black", label="unscaled")
    for name, value in (("training context", table.original), ("context", table.context)):
        if value:
            axes.axvline(value, color="black", linewidth=0.8, linestyle="-" if name == "context" else "--", label=name)
    axes.set(xscale="log", xlim=(1, reach), xlabel="tokens a turn", ylabel="pair", ylim=(len(pairs) - 0.5, -0.5))
    axes.legend(frameon=False, fontsize=8, loc="upper right")


def _heatmap(axes: Any, table: PositionsTable) -> None:
    import numpy as np

    limit = float(np.percentile(np.abs(table.values), 99)) or 1.0
    image = axes.imshow(table.values, cmap="RdBu_r", vmin=-limit, vmax=limit, aspect="auto", interpolation="nearest")
    axes.figure.colorbar(image, ax=axes, shrink=0.8)
    axes.set(xlabel="dim", ylabel="position")


def _ramps(axes: Any, table: PositionsTable) -> None:
    few = len(table.values) <= LABELED_HEADS
    for head, falling in enumerate(table.values):
        axes.plot(falling, linewidth=1, label=f"head {head}" if few else None)
    axes.set(xlabel="positions from the key to the query", ylabel="added to the score")
    if few:
        axes.legend(frameon=False, fontsize=8)


def _stairs(axes: Any, table: PositionsTable) -> None:
    gaps = range(table.first, table.first + len(table.values))
    axes.step(gaps, table.values[:, 0], where="mid", color=FINISHED)
    axes.set(xlabel="key position − query position", ylabel="bucket")


DRAWN: dict[str, Callable[[Any, PositionsTable], None]] = {
    "frequencies": _turn_map,
    "waves": _heatmap,
    "learned": _heatmap,
    "biases": _ramps,
    "buckets": _stairs,
}
