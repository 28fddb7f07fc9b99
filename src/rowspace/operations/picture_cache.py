"""Pictures that took long, kept in the user's cache folder under the content they were made from.

A picture's name is a hash of the numbers of its rows, the method, the seed and the libraries' versions: the same rows
give the same picture wherever they lie, and other rows another. Files appear whole or not at all; the oldest go when
they fill `MOST_BYTES`. A file that cannot be read is no picture, and a folder that cannot be written keeps none.
"""

from __future__ import annotations

import json
import os
import secrets
import sys
from contextlib import suppress
from dataclasses import fields
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from rowspace.errors import RowspaceError
from rowspace.formats.safetensors import SafetensorsFile, pack
from rowspace.geometry.progress import Tick, unwatched
from rowspace.rows import Rows

MADE = 1  # raised whenever the same rows and settings would give another picture
LIBRARIES = ("rowspace", "numpy", "openTSNE", "umap-learn")
MOST_BYTES = 1 << 28

Answer = TypeVar("Answer")


def cache_folder() -> Path:
    """Where programs keep, on this system, what they can make again; in $XDG_CACHE_HOME where that is set."""
    given = os.environ.get("XDG_CACHE_HOME")
    if given:
        return Path(given) / "rowspace"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "rowspace" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "rowspace"
    return Path.home() / ".cache" / "rowspace"


def picture_name(rows: Rows, *settings: object, tick: Tick = unwatched) -> str:
    """Name of the picture of these rows, made so. Reads every row once."""
    made = [MADE, *(version(library) for library in LIBRARIES), *settings]
    hashed = blake2b(json.dumps([*made, *rows.shape]).encode(), digest_size=20)
    for start, block in rows.blocks():
        tick(start / len(rows))
        hashed.update(block.tobytes())
    return hashed.hexdigest()


def find(name: str, kind: type[Answer]) -> Answer | None:
    """The picture of this name, if it is kept; it is then the newest."""
    path = _path(name)
    try:
        file = SafetensorsFile(path)
        held: dict[str, Any] = json.loads(file.metadata["meta"])
        found = kind(**held, **{key: file.array(key) for key in file.tensors})
        os.utime(path)
    except (OSError, RowspaceError, KeyError, ValueError, TypeError):
        return None
    return found


def keep(name: str, picture: Any) -> None:
    """Keeps a dataclass of arrays and of what JSON holds."""
    held = {field.name: getattr(picture, field.name) for field in fields(picture)}
    arrays = {key: value for key, value in held.items() if isinstance(value, np.ndarray)}
    meta = json.dumps({key: value for key, value in held.items() if key not in arrays})
    path = _path(name)
    unfinished = path.with_name(f".{name}.{secrets.token_hex(4)}")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            unfinished.write_bytes(pack(arrays, {"meta": meta}))
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
        _make_room(path.parent)


def _path(name: str) -> Path:
    return cache_folder() / "pictures" / f"{name}.safetensors"


def _make_room(folder: Path) -> None:
    """Removes the pictures that were asked for longest ago, until the others fit."""
    room = MOST_BYTES
    newest_first = sorted(
        ((file.stat().st_mtime_ns, file.stat().st_size, file) for file in folder.glob("*.safetensors")), reverse=True
    )
    for _, size, file in newest_first:
        room -= size
        if room < 0:
            file.unlink(missing_ok=True)
