"""Text as a stream of blocks: files, packed files, standard input or strings, never more than a block in memory."""

from __future__ import annotations

import gzip
import lzma
import sys
import zlib
from collections.abc import Iterable, Iterator
from glob import glob
from pathlib import Path
from typing import IO, cast

from rowspace.errors import BadArgument, BadFile, MissingExtra, UnknownTable

BLOCK = 1 << 22
_DAMAGE = (OSError, EOFError, zlib.error, lzma.LZMAError)


def files_of(sources: Iterable[str]) -> list[str]:
    """Paths that patterns and names stand for, in order; "-" is standard input.

    Raises UnknownTable for a path or pattern that names no file.
    """
    files: list[str] = []
    for source in sources:
        found = [source] if source == "-" or Path(source).is_file() else sorted(glob(source, recursive=True))
        if not found:
            raise UnknownTable(f"{source} names no file; give text files, patterns such as 'texts/*.txt', or - for stdin.")
        files += found
    if not files:
        raise BadArgument("No text was given; name files, a pattern, or - for standard input.")
    return files


def blocks_of_files(files: Iterable[str]) -> Iterator[bytes]:
    """The text of files in UTF-8, in blocks that end at a line's end. Raises BadFile naming the bad byte."""
    for name in files:
        done = 0
        try:
            with _opened(name) as stream:
                for block in _whole_lines(stream):
                    _check_utf8(block, name, done)
                    done += len(block)
                    yield block
        except _DAMAGE as error:
            raise BadFile(f"{name}: reading failed after {done:,} bytes ({error}). The file may be incomplete.") from None
        yield b"\n"


def blocks_of_texts(texts: Iterable[str]) -> Iterator[bytes]:
    """Strings, one sentence or paragraph each, gathered into blocks."""
    gathered: list[bytes] = []
    size = 0
    for text in texts:
        gathered.append(text.encode("utf-8", "replace"))
        size += len(text) + 1
        if size >= BLOCK:
            yield b"\n".join(gathered) + b"\n"
            gathered, size = [], 0
    if gathered:
        yield b"\n".join(gathered) + b"\n"


def _opened(name: str) -> IO[bytes]:
    if name == "-":
        return sys.stdin.buffer
    path = Path(name)
    with path.open("rb") as file:
        head = file.read(6)
    if head.startswith(b"\x1f\x8b"):
        return cast(IO[bytes], gzip.open(path))
    if head.startswith(b"\xfd7zXZ\x00"):
        return lzma.open(path)
    if head.startswith(b"\x28\xb5\x2f\xfd"):
        return _zstd(path)
    return path.open("rb")


def _zstd(path: Path) -> IO[bytes]:
    try:
        import zstandard
    except ImportError:
        raise MissingExtra(f'{path.name} is packed with zstd: pip install "rowspace[zstd]", or unpack it first.') from None
    return cast(IO[bytes], zstandard.open(path, "rb"))


def _whole_lines(stream: IO[bytes]) -> Iterator[bytes]:
    """Blocks cut after a newline; a line longer than a block is cut after a space, else where the block ends."""
    rest = b""
    while read := stream.read(BLOCK):
        block = rest + read
        cut = max(block.rfind(b"\n"), block.rfind(b" ") if len(block) > 4 * BLOCK else -1) + 1
        if cut == 0 and len(block) <= 8 * BLOCK:
            rest = block
            continue
        cut = cut or _character_start(block)
        rest = block[cut:]
        yield block[:cut]
    if rest:
        yield rest


def _character_start(block: bytes) -> int:
    """The last place where a character of UTF-8 begins."""
    at = len(block) - 1
    while at > 0 and block[at] & 0xC0 == 0x80:
        at -= 1
    return at or len(block)


def _check_utf8(block: bytes, name: str, before: int) -> None:
    try:
        block.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadFile(
            f"{name}: byte {before + error.start:,} is not UTF-8. Convert the file first, for example with "
            f"iconv -f latin1 -t utf-8."
        ) from None
