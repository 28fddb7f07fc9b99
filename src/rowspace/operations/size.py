"""How large a table is: numbers, bytes by scheme, the scales that come on top, and the share of published models."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rowspace.errors import BadArgument
from rowspace.operations.config_file import settings_of
from rowspace.positions.keys import opened
from rowspace.positions.reading import WIDTHS
from rowspace.sizing import memory
from rowspace.sizing.models import SHAPES
from rowspace.table import Table

_SHAPE = re.compile(r"\s*([\d,_ ]+?)\s*[x×X*]\s*([\d,_ ]+?)\s*")


@dataclass(frozen=True, slots=True)
class Size:
    """Bytes of one table by scheme: fp32, fp16, int8, int4.

    bytes              the numbers alone
    scales             what int8 and int4 need on top: scales, and for int4 minimums
    gb, gib            the numbers alone in 10^9 and in 2^30 bytes
    total_with_scales  numbers and scales of int8 and int4 together
    group              dims that share a scale in int4
    """

    rows: int
    dim: int
    parameters: int
    bytes: dict[str, int]
    scales: dict[str, int]
    gb: dict[str, float]
    gib: dict[str, float]
    total_with_scales: dict[str, int]
    group: int


@dataclass(frozen=True, slots=True)
class ModelSize:
    """A published model's table. share is one table's part of all parameters, 0 to 1; untied models hold two."""

    name: str
    rows: int
    dim: int
    tied: bool
    total_parameters: int
    table_parameters: int
    share: float
    source: str


MODEL_SIZES: list[ModelSize] = [
    ModelSize(
        name=shape.name,
        rows=shape.rows,
        dim=shape.dim,
        tied=shape.tied,
        total_parameters=shape.total,
        table_parameters=shape.rows * shape.dim,
        share=shape.rows * shape.dim / shape.total,
        source=shape.source,
    )
    for shape in SHAPES
]


def size(rows: int, dim: int, scheme_group: int = memory.GROUP) -> Size:
    """Size of a table of rows × dim numbers. Raises BadArgument for a shape no model has."""
    memory.checked_shape(rows, dim, group=scheme_group)
    numbers = memory.number_bytes(rows, dim)
    scales = memory.scale_bytes(rows, dim, group=scheme_group)
    return Size(
        rows=rows,
        dim=dim,
        parameters=rows * dim,
        bytes=numbers,
        scales=scales,
        gb={scheme: count / memory.GB for scheme, count in numbers.items()},
        gib={scheme: count / memory.GIB for scheme, count in numbers.items()},
        total_with_scales={scheme: numbers[scheme] + extra for scheme, extra in scales.items()},
        group=scheme_group,
    )


def size_of(table: Table, scheme_group: int = memory.GROUP) -> Size:
    """Size of an open table."""
    return size(len(table), table.dim, scheme_group)


def size_of_config(what: Mapping[str, Any] | str | Path, scheme_group: int = memory.GROUP) -> Size:
    """Size of the table that a config describes: vocab_size rows, padding rows as the file has them.

    what  a config.json, its folder, or the config itself. Raises BadArgument where it does not say its size.
    """
    settings = settings_of(what)
    config = opened(settings.config)
    rows = config.count("padded_vocab_size", "vocab_size", high=memory.MAX_ROWS)
    dim = config.count(*WIDTHS, high=memory.MAX_DIM)
    if rows is None or dim is None:
        missing = "vocab_size" if rows is None else WIDTHS[0]
        raise BadArgument(f"{settings.source} has no {missing}; give the shape itself, such as 50257x12288.")
    return size(rows, dim, scheme_group)


def parse_shape(text: str) -> tuple[int, int]:
    """Rows and dim of "50257x12288"; "50,257 × 12,288" reads the same. Raises BadArgument."""
    matched = _SHAPE.fullmatch(text) if len(text) <= 100 else None
    if matched is None:
        raise BadArgument(f'A shape reads ROWSxDIM, such as 50257x12288; got "{text[:60]}".')
    rows, dim = (int(re.sub(r"[^\d]", "", number) or 0) for number in matched.groups())
    memory.checked_shape(rows, dim)
    return rows, dim
