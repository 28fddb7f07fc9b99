"""Files the command line reads and writes: lists of tokens in, whole files out or none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rowspace.errors import BadArgument, BadFile
from rowspace.formats.written import written as files_written


def listed(given: str) -> list[str]:
    """Words of a file, one a line, where `given` is its path; else the words between its commas."""
    path = Path(given).expanduser()
    if len(given) < 4096 and path.is_file():
        return read_lines(path)
    if "," not in given and path.suffix:
        raise BadArgument(f'"{given}" is not a file; give a file with one word a line, or words with commas between.')
    return [word for word in given.split(",") if word]


def read_lines(path: Path) -> list[str]:
    """Lines of a text file without the empty ones; spaces stay, as they belong to some tokens. Raises BadFile."""
    try:
        text = path.expanduser().read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadFile(f"{path} is not text in UTF-8 (byte {error.start:,}); save it as UTF-8.") from None
    except OSError as error:
        raise BadArgument(f"{path} cannot be read: {_reason(error)}.") from None
    return [line for line in text.split("\n") if line.strip()]


def checked_ending(path: Path, known: tuple[str, ...]) -> str:
    """The file's ending, in lower case. Raises BadArgument for one not known or a folder that is not there."""
    ending = path.suffix.lower()
    if ending not in known:
        raise BadArgument(f'The ending of a file says what to write: {", ".join(known)}; got "{path.name}".')
    if not path.expanduser().parent.is_dir():
        raise BadArgument(f"{path} cannot be written: the folder {path.parent} does not exist.")
    return ending


@contextmanager
def written(path: Path) -> Iterator[Path]:
    """A temporary file beside `path` that takes its place when all went well, and is gone when not."""
    with files_written(path) as (temporary,):
        yield temporary


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
