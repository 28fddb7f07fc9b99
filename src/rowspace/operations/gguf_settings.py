"""Settings of a GGUF file, as far as positions go: its metadata, and the divisors that it keeps as tensors."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from rowspace.errors import BadFile
from rowspace.formats.gguf import GgufFile

DIVISORS = ("rope_freqs.weight", "rope_factors_short.weight", "rope_factors_long.weight")
MOST = 65_536  # bytes of a list of divisors; the longest published one has 256 numbers


def gguf_settings(path: Path) -> dict[str, Any]:
    """What `positions.config` reads of a GGUF file. Raises BadFile."""
    file = GgufFile(path)
    settings: dict[str, Any] = dict(file.metadata)
    if "general.architecture" not in settings:
        raise BadFile(f"{path.name} has no general.architecture, which says how positions are encoded.")
    return settings | {name: _divisors(file, name) for name in DIVISORS if name in file.entries}


def _divisors(file: GgufFile, name: str) -> list[float]:
    entry, raw = file.entries[name], file.stored(name)
    if entry.dtype != "F32" or raw is None or raw.nbytes > MOST:
        raise BadFile(f"{file.path.name}: {name} must be a list of F32 numbers, one a pair; got {entry.dtype}.")
    numbers: list[float] = raw.view(np.dtype("<f4")).tolist()
    return numbers
