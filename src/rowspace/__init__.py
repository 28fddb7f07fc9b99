"""rowspace opens any model's embedding table, shows its geometry, and teaches how tokens become vectors.

    import rowspace as rs

    table = rs.open("glove")
    table.neighbors("king - man + woman")

Every public name is loaded when it is first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rowspace import errors, positions
    from rowspace.operations.open import open_table as open  # noqa: A004  rs.open(…), as in gzip and wave
    from rowspace.operations.opened import OpenedTable as Table
    from rowspace.operations.quantize import quantize
    from rowspace.operations.search import Neighbor
    from rowspace.operations.size import size
    from rowspace.operations.train import train

__all__ = ["Neighbor", "Table", "errors", "open", "positions", "quantize", "size", "train"]

_MODULES = ("errors", "positions")
_HOMES = {
    "open": ("rowspace.operations.open", "open_table"),
    "Table": ("rowspace.operations.opened", "OpenedTable"),
    "Neighbor": ("rowspace.operations.search", "Neighbor"),
    "quantize": ("rowspace.operations.quantize", "quantize"),
    "size": ("rowspace.operations.size", "size"),
    "train": ("rowspace.operations.train", "train"),
}


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name in _MODULES:
        return import_module(f"rowspace.{name}")
    if name not in _HOMES:
        raise AttributeError(f"module 'rowspace' has no attribute '{name}'; public names are {', '.join(__all__)}")
    module, attribute = _HOMES[name]
    value = getattr(import_module(module), attribute)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return list(__all__)
