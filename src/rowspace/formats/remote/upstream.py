"""A file as its server has it, and what makes an answer one about these bytes of this file."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rowspace.errors import BadFile, Unreachable
from rowspace.formats.remote.access import Reply

WHOLE, PART = 200, 206

_RANGE = re.compile(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18})")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Upstream:
    """A file as its server has it.

    called   what it is called in messages
    version  what the server tells one state of it from another by, where it does
    """

    url: str
    called: str
    size: int
    version: str | None = None


def bare_version(version: str) -> str:
    """An ETag as lists give it: without quotes, and without the mark of a weak one, which some servers put at times."""
    return version.removeprefix("W/").strip('"')


def told_range(reply: Reply) -> tuple[int, ...] | None:
    """First byte, last byte and size of what a server says it sends."""
    found = _RANGE.fullmatch(reply.answer.headers.get("content-range", "").strip())
    return tuple(map(int, found.groups())) if found else None


def is_digest(version: str | None) -> bool:
    """Whether a version is a SHA-256, as the hub's are."""
    return version is not None and _SHA256.fullmatch(bare_version(version)) is not None


def check_version(reply: Reply, file: Upstream, first: str | None) -> None:
    """Raises BadFile where the reply is of another version than is known, or than the first reply was of.

    A digest that the hub lists says nothing about a version of another kind, which mirrors have.
    """
    known = [version for version in (file.version, first) if version and is_digest(version) == is_digest(reply.version)]
    if reply.version and any(bare_version(version) != bare_version(reply.version) for version in known):
        reply.answer.discard()
        raise BadFile(f"{file.called}: the file changed on the server while it was read; open it again.")


def check_part(reply: Reply, file: Upstream, start: int, stop: int) -> None:
    """Raises BadFile unless the reply is of these bytes, Unreachable where it is of all others too."""
    length = reply.answer.length
    if reply.answer.status == WHOLE and (start, stop, length) == (0, file.size, file.size):
        return
    if reply.answer.status == WHOLE:
        raise sends_all(reply, file.called)
    if told_range(reply) != (start, stop - 1, file.size) or length not in (None, stop - start):
        told = reply.answer.headers.get("content-range", "no range")[:60]
        reply.answer.discard()
        raise BadFile(
            f"{file.called}: asked for bytes {start:,} to {stop - 1:,} of {file.size:,}, the server sends {told!r}; it "
            "cannot be read from afar. Download the file and open it from disk."
        )
    if reply.size not in (None, file.size):
        reply.answer.discard()
        raise BadFile(
            f"{file.called}: the hub gives it {reply.size:,} bytes and its store {file.size:,}; try again later."
        )


def sends_all(reply: Reply, called: str) -> Unreachable:
    length = reply.answer.length
    reply.answer.discard()
    everything = "all of it" if length is None else f"all {length:,} bytes"
    return Unreachable(
        f"{called}: the server does not send parts of a file; asked for a part it sends {everything}. Download the "
        "file and open it from disk."
    )
