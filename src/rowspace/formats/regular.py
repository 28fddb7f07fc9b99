"""Ordinary files only: a pipe would hang a reader and a device never ends."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from rowspace.errors import BadFile, UnknownTable


def regular_file_size(path: Path) -> int:
    """Bytes of an ordinary file. Raises UnknownTable where there is none, BadFile for a folder, pipe or device."""
    try:
        status = path.stat()
    except (OSError, ValueError) as error:  # ValueError: a NUL character in the path
        reason = getattr(error, "strerror", None) or str(error)
        raise UnknownTable(f"{path} cannot be opened: {reason.lower()}.") from None
    if not stat.S_ISREG(status.st_mode):
        raise BadFile(f"{path} is not an ordinary file; rowspace reads files and checkpoint folders only.")
    if not os.access(path, os.R_OK):
        raise UnknownTable(f"{path} cannot be opened: permission denied.")
    return status.st_size
