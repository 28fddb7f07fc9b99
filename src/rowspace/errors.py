"""Every error a user can meet, in one tree.

    RowspaceError
    ├── BadArgument            an option, a number or a combination that is not allowed
    │   └── BadExpression      arithmetic that cannot be read; knows the character
    ├── UnknownToken           a token the table does not have; knows near spellings
    ├── UnknownTable           a name or a path where there is no table
    ├── BadFile                bytes that are not what they claim to be
    │   └── UnknownFormat      bytes no reader recognizes
    ├── Unreachable            a server that does not answer, or not with what it was asked for
    ├── MissingExtra           an optional library that is not installed
    └── Canceled               work the user stopped

A message is one sentence a user can act on: what, got, allowed, next. Doors (command line, HTTP) show
`kind`, `message` and `details`, and never a traceback.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, TypeAlias

Detail: TypeAlias = str | int | list[str]


class RowspaceError(Exception):
    """Base of the tree; catching it catches every mistake that rowspace explains."""

    kind: ClassVar[str] = "error"

    def __init__(self, message: str, **details: Detail) -> None:
        super().__init__(message)
        self.message = message
        self.details = details


class BadArgument(RowspaceError, ValueError):
    kind = "bad_argument"


class BadExpression(BadArgument):
    """Arithmetic on tokens that cannot be read.

    position  index of the offending character in `text`, from 0
    """

    kind = "bad_expression"

    def __init__(self, message: str, *, text: str, position: int) -> None:
        super().__init__(message, text=text, position=position)
        self.text = text
        self.position = position

    @property
    def pointer(self) -> str:
        """The expression and, below it, a caret under the offending character."""
        return f"{self.text}\n{' ' * self.position}^"


class UnknownToken(RowspaceError, KeyError):
    kind = "unknown_token"

    def __init__(self, token: str, *, table: str, tokens: int, nearest: Sequence[str] = ()) -> None:
        message = f'"{token}" is not in {table} ({tokens:,} tokens).'
        if nearest:
            spellings = ", ".join(f'"{spelling}"' for spelling in nearest)
            message += f" Nearest spellings: {spellings}."
        super().__init__(message, token=token, nearest=list(nearest))
        self.token = token
        self.nearest = list(nearest)

    def __str__(self) -> str:  # KeyError would quote the whole sentence
        return self.message


class UnknownTable(RowspaceError, LookupError):
    kind = "unknown_table"


class BadFile(RowspaceError, ValueError):
    kind = "bad_file"


class UnknownFormat(BadFile):
    kind = "unknown_format"


class Unreachable(RowspaceError):
    kind = "unreachable"


class MissingExtra(RowspaceError, ImportError):
    kind = "missing_extra"


class Canceled(RowspaceError):
    kind = "canceled"
