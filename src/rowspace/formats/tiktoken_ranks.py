"""tiktoken's ranks: a line a token, its bytes in base64, a space and its id. Llama 3 calls the file tokenizer.model."""

from __future__ import annotations

import re
from base64 import b64decode
from pathlib import Path

from rowspace.errors import BadFile
from rowspace.formats.json_files import read_bounded
from rowspace.formats.tensors import Vocabulary
from rowspace.formats.vocabulary import vocabulary_of

MAX_BYTES = 50_000_000
MAX_LINES = 1_200_000
_LINE = re.compile(rb"([A-Za-z0-9+/]{1,20000}={0,2}) (\d{1,9})\r?")


def looks_like_ranks(head: bytes) -> bool:
    lines = head.split(b"\n")
    return len(lines) > 1 and all(_LINE.fullmatch(line) for line in lines[:-1][:20])


def read_ranks(path: Path) -> Vocabulary:
    """Raises BadFile naming the line. Special tokens are not in such a file; their rows read as "#id"."""
    contents = read_bounded(path, most_bytes=MAX_BYTES)
    if contents.count(b"\n") > MAX_LINES:
        raise BadFile(f"{path.name} has more than {MAX_LINES:,} lines; that many are not read.")
    spelled: dict[int, bytes] = {}
    for number, line in enumerate(contents.split(b"\n"), 1):
        found = _LINE.fullmatch(line)
        if found is None and line.strip():
            raise BadFile(f"{path.name}: line {number:,} is not a token in base64 and its rank.")
        if found:
            id = int(found[2])
            if id in spelled:
                raise BadFile(f"{path.name}: rank {id:,} stands for two tokens.")
            spelled[id] = _decoded(found[1], path, number)
    return vocabulary_of(spelled, path.name)


def _decoded(token: bytes, path: Path, number: int) -> bytes:
    try:
        return b64decode(token, validate=True)
    except ValueError:
        raise BadFile(f"{path.name}: line {number:,} is not base64.") from None
