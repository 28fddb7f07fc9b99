"""Files of servers, read by range: what drops is taken up again, and every answer is held to its question."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from random import random
from typing import TypeVar

from rowspace.errors import BadFile, Canceled, Unreachable
from rowspace.formats.remote.access import Access, Reply
from rowspace.formats.remote.answer import Dropped
from rowspace.formats.remote.upstream import PART, WHOLE, Upstream, check_part, check_version, sends_all, told_range

T = TypeVar("T")

FIRST = 1 << 16  # bytes by which a file is looked at
MAX_TRIES = 5
UNCHANGED, EMPTY = 304, 416


class Web:
    """Asks for files.

    canceled  looked at whenever bytes arrive; the bytes so far stay good
    pause     waits so many seconds
    """

    def __init__(self, *, canceled: Callable[[], bool] | None = None, pause: Callable[[float], None] | None = None):
        self._access = Access()
        self._versions: dict[str, str | None] = {}  # of each URL as first seen
        self._canceled = canceled or (lambda: False)
        self._pause = pause or time.sleep

    def body(self, url: str, called: str, *, most: int) -> bytes:
        """All of a short answer. Raises Unreachable, UnknownTable, and BadFile where it is longer."""
        return self._insist(called, lambda: self._access.ask(url, called, {}, {WHOLE}).answer.rest(most))

    def look(self, url: str, called: str, *, most: int = 0) -> tuple[Upstream, bytes]:
        """A file and its first bytes. Raises UnknownTable where there is none, Unreachable, BadFile.

        most  of a server that sends whole files alone, one of so many bytes is taken as it comes
        """
        return self._insist(called, lambda: self._look(url, called, None, most))

    def look_again(self, seen: Upstream) -> tuple[Upstream, bytes]:
        """The same, without first bytes where the file still is what it was."""
        return self._insist(seen.called, lambda: self._look(seen.url, seen.called, seen, 0))

    def stream(self, file: Upstream, start: int, stop: int) -> Iterator[bytes]:
        """Bytes start … stop − 1. Raises Unreachable, Canceled, and BadFile where others come than were asked for."""
        at, tries = start, 0
        while at < stop:
            began = at
            try:
                reply = self._access.ask(file.url, file.called, _asking(at, stop), {WHOLE, PART})
                self._check(reply, file, at, stop)
                with closing(reply.answer.chunks(stop - at)) as chunks:
                    for chunk in chunks:
                        at += len(chunk)
                        yield chunk
                        self._check_wanted()
            except Dropped as dropped:
                tries = 1 if at - began >= FIRST else tries + 1
                self._wait(dropped, file.called, tries)

    def _look(self, url: str, called: str, seen: Upstream | None, most: int) -> tuple[Upstream, bytes]:
        self._check_wanted()
        headers = {**_asking(0, FIRST), **_unless(seen)}
        reply = self._access.ask(url, called, headers, {WHOLE, PART, EMPTY} | ({UNCHANGED} if seen else set()))
        answer = reply.answer
        if seen and answer.status == UNCHANGED:
            answer.discard()
            return seen, b""
        if answer.status == EMPTY:
            answer.discard()
            raise BadFile(f"{called} is empty.")
        if answer.status == WHOLE:
            if answer.length is None or answer.length > most:
                raise sends_all(reply, called)
            contents = answer.rest(most)
            return Upstream(url, called, len(contents), reply.version), contents
        told = told_range(reply)
        file = Upstream(url, called, told[2] if told else 0, reply.version)
        stop = min(FIRST, file.size)
        self._check(reply, file, 0, stop)
        return file, b"".join(answer.chunks(stop))

    def _check(self, reply: Reply, file: Upstream, start: int, stop: int) -> None:
        first = self._versions.setdefault(file.url, reply.version)
        check_version(reply, file, first)
        check_part(reply, file, start, stop)

    def _insist(self, called: str, work: Callable[[], T]) -> T:
        tries = 0
        while True:
            try:
                return work()
            except Dropped as dropped:
                tries += 1
                self._wait(dropped, called, tries)

    def _wait(self, dropped: Dropped, called: str, tries: int) -> None:
        """Pauses before another try, longer each time. Raises the error when there were enough."""
        self._check_wanted()
        if tries >= MAX_TRIES:
            raise dropped.error or Unreachable(
                f"{called}: {dropped}, {tries} times in a row. What arrived is kept: try again later, and it goes on "
                "from there."
            )
        self._pause(dropped.wait if dropped.wait is not None else 2.0 ** (tries - 2) * (0.75 + random() / 2))

    def _check_wanted(self) -> None:
        if self._canceled():
            raise Canceled("Canceled. What arrived is kept, and the next time goes on from there.")


def _asking(start: int, stop: int) -> dict[str, str]:
    return {"Range": f"bytes={start}-{stop - 1}"}


def _unless(seen: Upstream | None) -> dict[str, str]:
    """The header that spares the answer where the version is still the one seen."""
    version = seen.version if seen else None
    if not version:
        return {}
    return {"If-None-Match": version} if version.endswith('"') else {"If-Modified-Since": version}
