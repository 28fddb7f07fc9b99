"""Files that tables are scored by: analogies as word2vec has them, pairs with a human score, BATS's folders.

: capital-common-countries                 analogies: a section, then a is to b as c is to d
Athens Greece Baghdad Iraq

tiger   cat     7.35                       pairs: tabs, semicolons, commas or spaces; # begins a comment

1_Inflectional_morphology/I01 [noun - plural_reg].txt    BATS (Gladkova et al. 2016): a folder of lists
album   albums                                           one word and its partner, or several: a/b/c
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

from rowspace.errors import BadArgument, BadFile

LARGEST = 1 << 28  # bytes of a file; the largest known has half a megabyte


@dataclass(frozen=True, slots=True)
class Analogy:
    """a is to b as c is to one of `answers`; of several b, the first that a table knows."""

    a: str
    b: tuple[str, ...]
    c: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnalogyFile:
    """Questions by section, in the order of the file."""

    sections: dict[str, list[Analogy]]


@dataclass(frozen=True, slots=True)
class PairFile:
    """Two words and how alike people find them, on whatever scale."""

    pairs: list[tuple[str, str, float]]


def read_questions(path: Path) -> AnalogyFile | PairFile:
    """What a file or a folder asks. Raises BadArgument where there is none, BadFile where it cannot be understood."""
    path = path.expanduser()
    if path.is_dir():
        return _read_bats(path)
    lines = [line for line in _lines(path) if line.strip() and not line.startswith("#")]
    sample = lines[:2][-1] if lines else ""  # the first line may hold the names of columns
    if any(line.startswith(":") for line in lines) or (len(sample.split()) == 4 and _score(sample) is None):
        return _read_analogies(lines, path.name)
    return _read_pairs(lines, path.name)


def _read_analogies(lines: list[str], where: str) -> AnalogyFile:
    sections: dict[str, list[Analogy]] = {}
    section = "questions"
    for line in lines:
        words = line.split()
        if line.startswith(":"):
            section = line[1:].strip() or "questions"
        elif len(words) == 4:
            a, b, c, answer = words
            sections.setdefault(section, []).append(Analogy(a, (b,), c, (answer,)))
        else:
            raise BadFile(f'{where}: an analogy has four words; got "{line.strip()[:80]}". Sections begin with ":".')
    if not sections:
        raise BadFile(f"{where} has sections but no analogy; each is a line of four words.")
    return AnalogyFile(sections)


def _read_pairs(lines: list[str], where: str) -> PairFile:
    pairs = []
    for number, line in enumerate(lines):
        fields, score = _fields(line), _score(line)
        if score is not None:
            pairs.append((fields[0], fields[1], score))
        elif number > 0:  # the first may hold the names of the columns
            raise BadFile(f'{where}: a pair has two words and a number; got "{line.strip()[:80]}".')
    if len(pairs) < 2:
        raise BadFile(
            f"{where} asks nothing: give analogies (four words a line, sections after a colon) or pairs (two words and "
            "a number a line, two lines or more)."
        )
    return PairFile(pairs)


def _fields(line: str) -> list[str]:
    separator = next((sign for sign in "\t;," if sign in line), None)
    return [field.strip() for field in line.split(separator)]


def _score(line: str) -> float | None:
    """The first number after two words."""
    for field in _fields(line)[2:]:
        if re.fullmatch(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?", field):
            return float(field)
    return None


def _read_bats(folder: Path) -> AnalogyFile:
    """A section a file: each of its pairs with each other one."""
    sections = {}
    for path in sorted(folder.rglob("*.txt")):
        pairs = [line.split(None, 1) for line in _lines(path) if line.strip()]
        known = [(pair[0], tuple(pair[1].strip().split("/"))) for pair in pairs if len(pair) == 2]
        if len(known) < len(pairs) or len(known) < 2:
            continue  # a readme, not a list
        sections[path.stem] = [Analogy(a, b, c, answers) for (a, b), (c, answers) in permutations(known, 2)]
    if not sections:
        raise BadFile(f"{folder} has no list of pairs: *.txt with a word and its partner a line, as BATS has them.")
    return AnalogyFile(sections)


def _lines(path: Path) -> list[str]:
    try:
        if path.stat().st_size > LARGEST:
            raise BadFile(
                f"{path.name} has {path.stat().st_size:,} bytes; a file of questions has {LARGEST:,} at most."
            )
        return path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise BadFile(f"{path.name} is not text in UTF-8 (byte {error.start:,}); save it as UTF-8.") from None
    except OSError as error:
        raise BadArgument(f"{path} cannot be read: {(error.strerror or str(error)).lower()}.") from None
