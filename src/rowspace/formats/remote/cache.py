"""Where bytes that came from afar are kept: $HF_HOME/rowspace where HF_HOME is set, else the user's own cache folder.

models--OWNER--NAME/refs/REVISION        the commit that a branch or tag was last seen at
models--OWNER--NAME/snapshots/COMMIT/    config, tokenizer, index and list of files, whole, under their names
web/KEY/seen.json, web/KEY/FOLDER/       the same for a file that is on no hub
ranges/KEY/START-STOP, ….arrived         stretches of large files; KEY is a hash of where and what they are
"""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from rowspace.errors import BadArgument


def cache_folder() -> Path:
    given = os.environ.get("HF_HOME", "").strip()
    if given:
        return Path(given).expanduser() / "rowspace"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "rowspace" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "rowspace"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "rowspace"


def key_of(*parts: str) -> str:
    """A folder's name for what these say together."""
    return sha256("\0".join(parts).encode()).hexdigest()[:40]


@contextmanager
def writing() -> Iterator[None]:
    """Turns what a disk refuses into a sentence. Raises BadArgument."""
    try:
        yield
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise BadArgument(
            f"{cache_folder()} cannot be written: {reason}. Free some space, or set HF_HOME to another folder."
        ) from None


def write_whole(path: Path, contents: bytes) -> None:
    """Writes a file at once or not at all."""
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with writing():
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            unfinished.write_bytes(contents)
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
