"""The file beside an array that says what its rows are called: vocab.txt, glove_index.parquet, metadata.tsv, …"""

from __future__ import annotations

import re
from itertools import takewhile
from pathlib import Path

from rowspace.errors import BadFile
from rowspace.formats.npy import looks_like_npy, peek
from rowspace.formats.token_lists import SUFFIXES, read_token_list
from rowspace.table import Tokens

MAX_FILES = 1_000
TRIED = 4
_LIST = re.compile(r"(?:^|[._-])(?:vocab|vocabulary|tokens|words|labels|index|itos|meta|metadata)$", re.IGNORECASE)


def tokens_beside(path: Path, rows: int) -> tuple[Tokens | None, str | None]:
    """Tokens for the rows of an array, or None and, where a list of another length is there, a note that says so.

    Raises MissingExtra where the list is a data frame and pyarrow is not installed.
    """
    note = None
    for found in candidates(path)[:TRIED]:
        try:
            tokens = read_token_list(found)
        except BadFile as error:
            note = note or f"Without tokens: {error.message}"
            continue
        if len(tokens) == rows:
            return tokens, None
        note = note or f"Without tokens: {found.name} has {len(tokens):,}, which do not fit {rows:,} rows."
    return None, note


def candidates(path: Path) -> list[Path]:
    """Lists in the array's folder, those first whose names begin as its own does."""
    found = []
    for at, entry in enumerate(path.parent.iterdir()):
        if at == MAX_FILES:
            break
        if entry.suffix in SUFFIXES and entry.name != path.name and entry.is_file() and _is_list(entry, path):
            found.append(entry)
    return sorted(found, key=lambda entry: (-_shared(entry, path), entry.name))


def _is_list(entry: Path, array: Path) -> bool:
    """By its name, which is the array's own or ends in a word for a list."""
    if looks_like_npy(entry):
        header = peek(entry)
        return header is not None and header.is_text
    return entry.stem in (array.stem, array.name) or _LIST.search(entry.stem) is not None


def _shared(entry: Path, array: Path) -> int:
    """How many letters two names have in common before they part."""
    pairs = zip(entry.stem.lower(), array.stem.lower(), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
