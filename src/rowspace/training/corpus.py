"""Text as a stream of blocks: files, packed or not, standard input or strings; a few blocks are in memory at a time."""

from __future__ import annotations

import gzip
import lzma
import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from glob import glob
from pathlib import Path
from queue import Queue
from threading import Event, Thread
from typing import IO, Any, cast

from rowspace.errors import BadArgument, BadFile, MissingExtra

BLOCK = 1 << 22
LONGEST_LINE = 8 * BLOCK
STDIN = "-"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_DAMAGE = (OSError, EOFError, zlib.error, lzma.LZMAError)
PACKED = {b"\x1f\x8b": "gzip", b"\xfd7zXZ\x00": "xz", b"\x28\xb5\x2f\xfd": "zstd"}


def files_of(sources: Iterable[str]) -> list[str]:
    """Paths that patterns and names stand for, in order; "-" is standard input.

    Raises BadArgument for a folder, and for a path or pattern that names no file.
    """
    files: list[str] = []
    for source in sources:
        path = Path(source).expanduser()
        if path.is_dir():
            raise BadArgument(f"{source} is a folder; name its files, for example with the pattern '{source}/*.txt'.")
        there = source == STDIN or path.exists()
        matches = [] if there else glob(str(path), recursive=True)  # noqa: PTH207  a pattern may be absolute
        found = [str(path)] if there else sorted(name for name in matches if Path(name).is_file())
        if not found:
            raise BadArgument(f"{source} names no file; give files, patterns such as 'texts/*.txt', or - for stdin.")
        files += found
    if not files:
        raise BadArgument("No text was given; name files, a pattern, or - for standard input.")
    return files


def blocks_of_files(files: Iterable[str]) -> Iterator[bytes]:
    """The text of files in UTF-8, in blocks that end at a line's end. Raises BadFile naming the bad byte."""
    for name in files:
        done = 0
        try:
            with opened(name) as stream:
                for block in whole_lines(stream):
                    checked = block.removeprefix(BYTE_ORDER_MARK) if done == 0 else block
                    check_utf8(checked, name, done)
                    done += len(block)
                    yield checked
        except _DAMAGE as error:
            raise BadFile(
                f"{name}: reading failed after {done:,} bytes of text ({error}). The file may be incomplete."
            ) from None
        yield b"\n"


def blocks_of_texts(texts: Iterable[str]) -> Iterator[bytes]:
    """Strings, one sentence or paragraph each, gathered into blocks. Raises BadArgument for what is no string."""
    gathered: list[bytes] = []
    size = 0
    for text in texts:
        if not isinstance(text, str):
            raise BadArgument(f"Texts are strings, one sentence or paragraph each; got {type(text).__name__}.")
        gathered.append(text.encode("utf-8", "replace"))
        size += len(text) + 1
        if size >= BLOCK:
            yield b"\n".join(gathered) + b"\n"
            gathered, size = [], 0
    if gathered:
        yield b"\n".join(gathered) + b"\n"


def read_ahead(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """The same blocks, read and unpacked on a thread of their own while the last one is worked on."""
    held: Queue[bytes | BaseException | None] = Queue(2)
    given_up = Event()

    def read() -> None:
        last: BaseException | None = None
        try:
            for block in blocks:
                held.put(block)
                if given_up.is_set():
                    return
        except BaseException as error:
            last = error
        held.put(last)

    thread = Thread(target=read, name="rowspace-read", daemon=True)
    thread.start()
    try:
        while isinstance(block := held.get(), bytes):
            yield block
        if block is not None:
            raise block
    finally:
        given_up.set()
        while thread.is_alive():
            while not held.empty():
                held.get_nowait()
            thread.join(0.01)


def opened(name: str) -> AbstractContextManager[IO[bytes]]:
    """A file's text, unpacked where its first bytes say that it is packed."""
    if name == STDIN:
        stream: Any = sys.stdin.buffer
        return nullcontext(_unpacked(stream, stream.peek(6) if hasattr(stream, "peek") else b""))
    with Path(name).open("rb") as file:
        head = file.read(6)
    return _unpacked(Path(name), head)


def is_packed(name: str) -> bool:
    with Path(name).open("rb") as file:
        head = file.read(6)
    return any(head.startswith(magic) for magic in PACKED)


def _unpacked(source: Any, head: bytes) -> IO[bytes]:
    """The text of a path or of a stream that is open already."""
    kind = next((kind for magic, kind in PACKED.items() if head.startswith(magic)), None)
    if kind == "gzip":
        return cast(IO[bytes], gzip.open(source))
    if kind == "xz":
        return lzma.open(source)
    if kind == "zstd":
        try:
            import zstandard
        except ImportError:
            raise MissingExtra(
                'A text packed with zstd needs: pip install "rowspace[zstd]"; or unpack it first.'
            ) from None
        return cast(IO[bytes], zstandard.open(source, "rb"))
    return cast(IO[bytes], source.open("rb") if isinstance(source, Path) else source)


def whole_lines(stream: IO[bytes]) -> Iterator[bytes]:
    """Blocks cut after a newline; a line that fills many blocks is cut after a space, or else between characters."""
    rest = b""
    while read := stream.read(BLOCK):
        block = rest + read
        cut = block.rfind(b"\n") + 1
        if cut == 0 and len(block) > LONGEST_LINE:
            cut = block.rfind(b" ") + 1 or _character_start(block)
        rest = block[cut:]
        if cut:
            yield block[:cut]
    if rest:
        yield rest


def _character_start(block: bytes) -> int:
    """The last place where a character of UTF-8 begins."""
    at = len(block) - 1
    while at > 0 and block[at] & 0xC0 == 0x80:
        at -= 1
    return at or len(block)


def check_utf8(block: bytes, name: str, before: int) -> None:
    """Raises BadFile naming the first byte, counted from the file's begin, that is not UTF-8."""
    try:
        block.decode("utf-8")
    except UnicodeDecodeError as error:
        wide = before == 0 and block[:2] in (b"\xff\xfe", b"\xfe\xff")
        encoding = "utf-16" if wide else "latin1"
        raise BadFile(
            f"{name}: byte {before + error.start:,} is not UTF-8. Convert the file first, for example with "
            f"iconv -f {encoding} -t utf-8."
        ) from None
