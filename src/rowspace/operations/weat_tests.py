"""Word lists of association tests: the published ones by name, and a reader's own from JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rowspace.errors import BadArgument, BadFile

SETS = ("x", "y", "a", "b")


@dataclass(frozen=True, slots=True)
class WeatTest:
    """Is x closer to a, and y closer to b?  x, y: target words; a, b: attribute words.

    Raises BadArgument where a set is empty or shares a word with its counterpart.
    """

    name: str
    title: str
    x: tuple[str, ...]
    y: tuple[str, ...]
    a: tuple[str, ...]
    b: tuple[str, ...]

    def __post_init__(self) -> None:
        for key in SETS:
            if not getattr(self, key):
                raise BadArgument(f"{self.name} has no words {key}; an association test needs x, y, a and b.")
        for one, other in (("x", "y"), ("a", "b")):
            shared = [word for word in getattr(self, one) if word in getattr(self, other)]
            if shared:
                raise BadArgument(f'"{shared[0]}" is in both {one} and {other} of {self.name}; keep it in one of them.')


def named_test(name: str) -> WeatTest:
    """The published test of this name. Raises BadArgument with the names there are."""
    for test in WEAT_TESTS:
        if test.name == name:
            return test
    names = ", ".join(test.name for test in WEAT_TESTS)
    raise BadArgument(f'There is no association test "{name}"; there are {names}, or your own lists x, y, a and b.')


def own_test(lists: Mapping[str, object]) -> WeatTest:
    """A test from {"x": […], "y": […], "a": […], "b": […], "name": …, "title": …}; the last two may be missing.

    Raises BadArgument where a list is missing, is no list of words, or shares a word with its counterpart.
    """
    name = str(lists.get("name") or "own test")
    x, y, a, b = (_words(lists, key) for key in SETS)
    return WeatTest(name, str(lists.get("title") or name), x, y, a, b)


def read_test(path: Path) -> WeatTest:
    """A test from a JSON file, named after the file if it has no name. Raises BadFile, BadArgument."""
    try:
        lists = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadFile(f"{path}: cannot be read ({error.strerror}).") from None
    except (ValueError, RecursionError):
        raise BadFile(f"{path.name}: is not JSON; an association test is an object of lists x, y, a and b.") from None
    if not isinstance(lists, dict):
        raise BadFile(f"{path.name}: holds no JSON object; an association test is an object of lists x, y, a and b.")
    return own_test({"name": path.stem, **lists})


def _words(lists: Mapping[str, object], key: str) -> tuple[str, ...]:
    if key not in lists:
        raise BadArgument(f"An association test needs the word lists x, y, a and b; {key} is missing.")
    words = lists[key]
    if not isinstance(words, list | tuple) or not all(isinstance(word, str) for word in words):
        raise BadArgument(f"{key} of an association test is a list of words; got {type(words).__name__}.")
    return tuple(words)


def _test(name: str, title: str, *sets: str) -> WeatTest:
    x, y, a, b = (tuple(words.split()) for words in sets)
    return WeatTest(name, title, x, y, a, b)


_PLEASANT = (
    "caress freedom health love peace cheer friend heaven loyal pleasure diamond gentle honest lucky rainbow diploma "
    "gift honor miracle sunrise family happy laughter paradise vacation"
)
_UNPLEASANT = (
    "abuse crash filth murder sickness accident death grief poison stink assault disaster hatred pollute tragedy "
    "divorce jail poverty ugly cancer kill rotten vomit agony prison"
)

# The lists of Caliskan, Bryson & Narayanan 2017, tests 1, 2, 6, 7 and 8, in lower case as uncased tables spell them.
WEAT_TESTS: tuple[WeatTest, ...] = (
    _test(
        "flowers-insects",
        "Flowers and insects, pleasant and unpleasant",
        "aster clover hyacinth marigold poppy azalea crocus iris orchid rose bluebell daffodil lilac pansy tulip "
        "buttercup daisy lily peony violet carnation gladiola magnolia petunia zinnia",
        "ant caterpillar flea locust spider bedbug centipede fly maggot tarantula bee cockroach gnat mosquito termite "
        "beetle cricket hornet moth wasp blackfly dragonfly horsefly roach weevil",
        _PLEASANT,
        _UNPLEASANT,
    ),
    _test(
        "instruments-weapons",
        "Musical instruments and weapons, pleasant and unpleasant",
        "bagpipe cello guitar lute trombone banjo clarinet harmonica mandolin trumpet bassoon drum harp oboe tuba bell "
        "fiddle harpsichord piano viola bongo flute horn saxophone violin",
        "arrow club gun missile spear axe dagger harpoon pistol sword blade dynamite hatchet rifle tank bomb firearm "
        "knife shotgun teargas cannon grenade mace slingshot whip",
        _PLEASANT,
        _UNPLEASANT,
    ),
    _test(
        "career-family",
        "Male and female first names, career and family",
        "john paul mike kevin steve greg jeff bill",
        "amy joan lisa sarah diana kate ann donna",
        "executive management professional corporation salary office business career",
        "home parents children family cousins marriage wedding relatives",
    ),
    _test(
        "math-arts",
        "Mathematics and arts, male and female words",
        "math algebra geometry calculus equations computation numbers addition",
        "poetry art dance literature novel symphony drama sculpture",
        "male man boy brother he him his son",
        "female woman girl sister she her hers daughter",
    ),
    _test(
        "science-arts",
        "Science and arts, male and female words",
        "science technology physics chemistry einstein nasa experiment astronomy",
        "poetry art shakespeare dance literature novel symphony drama",
        "brother father uncle grandfather son he his him",
        "sister mother aunt grandmother daughter she hers her",
    ),
)
