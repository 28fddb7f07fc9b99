"""How large a zip archive's directory is, told from its last bytes before `zipfile` makes an object of every entry."""

from __future__ import annotations

from pathlib import Path

from rowspace.errors import BadFile

MAX_DIRECTORY_BYTES = 10_000_000  # 200,000 entries; the largest checkpoints have 20,000
END, END_64 = b"PK\x05\x06", b"PK\x06\x06"
FARTHEST = 22 + 65_535 + 76  # the end record, the longest comment, and what zip64 puts before


def check_directory(path: Path) -> None:
    """Raises BadFile for a directory that would take too long and too much memory to list."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - FARTHEST))
        tail = file.read(FARTHEST)
    at, at_64 = tail.rfind(END), tail.rfind(END_64)
    claimed = int.from_bytes(tail[at + 12 : at + 16], "little") if at >= 0 else 0
    if at_64 >= 0:
        claimed = max(claimed % 0xFFFFFFFF, int.from_bytes(tail[at_64 + 40 : at_64 + 48], "little"))
    if claimed > MAX_DIRECTORY_BYTES:
        most = f"at most {MAX_DIRECTORY_BYTES:,} are read"
        raise BadFile(f"{path.name}: the directory of its archive has {claimed:,} bytes; {most}.")
