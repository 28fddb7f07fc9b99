"""How a projection is written, by the file's ending.

Each entry of WRITERS is asked before the work begins, and refuses then where its library is missing.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from rowspace.errors import MissingExtra

if TYPE_CHECKING:
    from rowspace.rows import Floats
    from rowspace.table import Table


class Points(Protocol):
    """Tokens in the plane, however they came there."""

    @property
    def method(self) -> str: ...
    @property
    def tokens(self) -> list[str]: ...
    @property
    def ids(self) -> list[int]: ...
    @property
    def coordinates(self) -> Floats: ...


Write: TypeAlias = "Callable[[Path, Points, Table], None]"

LABELED_UP_TO = 150
OKABE_ITO = ("#E69F00", "#56B4E9", "#6E6E6E", "#009E73", "#D55E00", "#0072B2", "#CC79A7", "#F0E442")
NO_GROUP = "#BBBBBB"


def _csv() -> Write:
    def write(path: Path, points: Points, table: Table) -> None:
        # Bytes of a token that are no UTF-8 stay the bytes they are
        with path.open("w", encoding="utf-8", errors="surrogateescape", newline="") as file:
            lines = csv.writer(file, lineterminator="\n")
            lines.writerow(["token", "id", "x", "y"])
            places = points.coordinates.tolist()
            for token, id, (x, y) in zip(points.tokens, points.ids, places, strict=True):
                lines.writerow([token, id, x, y])

    return write


def _parquet() -> Write:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise MissingExtra('Writing .parquet needs pyarrow; run: pip install "rowspace[arrow]"') from None

    def write(path: Path, points: Points, table: Table) -> None:
        columns = {
            "token": [token.encode("utf-8", "replace").decode() for token in points.tokens],
            "id": pyarrow.array(points.ids, pyarrow.int64()),
            "x": points.coordinates[:, 0],
            "y": points.coordinates[:, 1],
        }
        pyarrow.parquet.write_table(pyarrow.table(columns), path)

    return write


def _picture() -> Write:
    figure_class = figure_kind()

    def write(path: Path, points: Points, table: Table) -> None:
        figure = figure_class(figsize=(8, 6), layout="constrained")
        axes = figure.add_subplot()
        axes.set(xticks=[], yticks=[])
        axes.set_aspect("equal", adjustable="datalim")
        axes.margins(0.08)
        axes.set_title(f"{len(points.tokens):,} tokens of {table.name}, {points.method}", fontsize=10)
        _draw(axes, points, table)
        save(figure, path)

    return write


WRITERS: Mapping[str, Callable[[], Write]] = {".csv": _csv, ".parquet": _parquet, ".png": _picture, ".svg": _picture}


def _draw(axes: Any, points: Points, table: Table) -> None:
    """Dots in the colors of their groups, gray without one, and their tokens where there is room to read them."""
    places = dict(zip(points.tokens, points.coordinates.tolist(), strict=True))
    left = dict(places)
    for color, (group, tokens) in zip(OKABE_ITO, _groups(table).items(), strict=False):
        dots = [left.pop(token) for token in tokens if token in left]
        if dots:
            axes.scatter(*zip(*dots, strict=True), s=18, c=color, label=group)
    if left:
        axes.scatter(*zip(*left.values(), strict=True), s=18, c=NO_GROUP)
    if len(left) < len(places):
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, 0), ncols=len(OKABE_ITO), frameon=False, fontsize=8)
    if len(places) <= LABELED_UP_TO:
        for token, place in places.items():
            axes.annotate(token, place, (3, 3), textcoords="offset points", fontsize=8, parse_math=False)


def _groups(table: Table) -> Mapping[str, Any]:
    from rowspace.operations.lesson import LESSON_GROUPS

    return table.source.groups or LESSON_GROUPS


def figure_kind() -> Any:
    """Matplotlib's figure, which opens no window. Raises MissingExtra."""
    try:
        import matplotlib.figure
    except ImportError:
        raise MissingExtra('Drawing needs matplotlib; run: pip install "rowspace[plot]"') from None
    return matplotlib.figure.Figure


def save(figure: Any, path: Path) -> None:
    """Writes a figure by its path's ending."""
    import warnings

    import matplotlib

    # The same projection makes the same bytes; a letter the font lacks is drawn as a box, without a word
    fixed: Any = {"svg.hashsalt": "rowspace", "svg.fonttype": "none"}
    with matplotlib.rc_context(fixed), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        figure.savefig(path, dpi=150, metadata={"Date": None} if path.suffix == ".svg" else None)
