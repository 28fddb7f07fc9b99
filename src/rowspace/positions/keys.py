"""A model's config, read key by key: every value checked, and every key that was asked for remembered.

What was present but never asked for can then be named to the user, which is how an ignored key comes to light.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rowspace.errors import BadArgument
from rowspace.positions.limits import real, shown, whole

MAX_LAYERS = 10_000
MAX_CONTEXT = 10**12
DEEPEST = 4  # text_config within thinker_config within … : published models need two

ROTARY = ("rope_parameters", "rope_scaling", "rope_theta")  # belong together: none completes those of another object
NESTED = ("text_config", "llm_config", "language_config", "thinker_config")


class Keys:
    """One JSON object of a config. path is how a message names it: "" or "rope_scaling"."""

    def __init__(self, values: Mapping[str, Any], path: str = "") -> None:
        self.values = values
        self.path = path
        self.read: set[str] = set()

    def name(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def present(self, *keys: str) -> str | None:
        """The first of several spellings that has a value, marked as read."""
        for key in keys:
            if self.values.get(key) is not None:
                self.read.add(key)
                return key
        return None

    def raw(self, *keys: str) -> Any:
        key = self.present(*keys)
        return None if key is None else self.values[key]

    def count(self, *keys: str, low: int = 1, high: int = MAX_CONTEXT) -> int | None:
        """A whole number under the first spelling that has a value, None where none has. Raises BadArgument."""
        key = self.present(*keys)
        return None if key is None else whole(self.name(key), self.values[key], low=low, high=high)

    def number(self, *keys: str, low: float, high: float, above: bool = False) -> float | None:
        """A number under the first spelling that has a value, None where none has. Raises BadArgument."""
        key = self.present(*keys)
        return None if key is None else real(self.name(key), self.values[key], low=low, high=high, above=above)

    def needed(self, key: str, *, low: float, high: float, above: bool = False, for_: str) -> float:
        """A number that must be there. Raises BadArgument, saying what needs it."""
        value = self.number(key, low=low, high=high, above=above)
        if value is None:
            raise BadArgument(f"{self.name(key)} is missing: {for_} needs it, a number {low:g} to {high:g}.")
        return value

    def flag(self, key: str) -> bool | None:
        value = self.raw(key)
        if value is None or isinstance(value, bool):
            return value
        raise BadArgument(f"{self.name(key)} must be true or false; got {shown(value)}.")

    def text(self, *keys: str) -> str | None:
        key = self.present(*keys)
        if key is None or isinstance(self.values[key], str):
            return None if key is None else self.values[key]
        raise BadArgument(f"{self.name(key)} must be a text; got {shown(self.values[key])}.")

    def items(self, key: str, *, length: int | None = None, most: int = MAX_LAYERS) -> list[Any] | None:
        """A list of the length asked for. Raises BadArgument."""
        value = self.raw(key)
        if value is None:
            return None
        allowed = f"a list of {length:,}" if length is not None else f"a list of 1 to {most:,}"
        if not isinstance(value, list | tuple):
            raise BadArgument(f"{self.name(key)} must be {allowed}; got {shown(value)}.")
        if (len(value) != length) if length is not None else not 1 <= len(value) <= most:
            raise BadArgument(f"{self.name(key)} must be {allowed}; got {len(value):,}.")
        return list(value)

    def inner(self, key: str) -> Keys | None:
        """An object within this one. Raises BadArgument where something else stands there."""
        value = self.raw(key)
        if value is None:
            return None
        if not isinstance(value, Mapping):
            raise BadArgument(f"{self.name(key)} must be an object of keys and values; got {shown(value)}.")
        return Keys(value, self.name(key))

    def unread(self, keys: Iterable[str]) -> list[str]:
        """Which of these keys have a value that nobody asked for, by their full names."""
        return [self.name(key) for key in keys if key not in self.read and self.values.get(key) is not None]


def opened(config: object) -> Keys:
    """The part of a config that describes the text model, completed by what stands outside it.

    Raises BadArgument for what is no object, or one nested too deep.
    """
    keys = Keys(config) if isinstance(config, Mapping) else None
    if keys is None:
        raise BadArgument(f"A config is an object of keys and values, such as config.json holds; got {shown(config)}.")
    for _ in range(DEEPEST):
        within = next((inner for key in NESTED if (inner := keys.inner(key)) is not None), None)
        if within is None:
            return keys
        apart = (*NESTED, *ROTARY) if any(within.values.get(key) is not None for key in ROTARY) else NESTED
        outside = {key: value for key, value in keys.values.items() if key not in apart}
        keys = Keys({**outside, **within.values}, within.path)
    raise BadArgument(f"{shown(keys.path)} is nested more than {DEEPEST} deep; a config's text model is nearer.")
