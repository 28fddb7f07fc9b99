"""Files that appear whole or not at all, one or several together."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rowspace.errors import BadArgument


@contextmanager
def written(*paths: Path) -> Iterator[list[Path]]:
    """A temporary file beside each path; all take their places when all went well, the first of them last.

    They are gone when anything went wrong, and what stood there before still stands. Raises BadArgument where one
    cannot be written.
    """
    paths = tuple(path.expanduser() for path in paths)
    temporary: list[Path] = []
    path = paths[0]
    try:
        for path in paths:
            temporary.append(_beside(path))
        yield temporary
        for path, finished in reversed(list(zip(paths, temporary, strict=True))):
            finished.chmod(0o666 & ~_umask())
            finished.replace(path)
    except OSError as error:
        raise BadArgument(f"{path} cannot be written: {(error.strerror or str(error)).lower()}.") from None
    finally:
        for unfinished in temporary:
            unfinished.unlink(missing_ok=True)


def _beside(path: Path) -> Path:
    if path.is_dir():
        raise IsADirectoryError(21, "it is a folder; name a file")
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}.", suffix=path.suffix)
    os.close(handle)
    return Path(name)


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
