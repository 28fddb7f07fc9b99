"""A large file on a server as a `ByteFile`: what is read of it is kept, and nothing else is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadFile
from rowspace.formats.byte_file import MAPPED_FROM
from rowspace.formats.remote.digest import cover, digest_of
from rowspace.formats.remote.remote_rows import WHOLE, RemoteRows
from rowspace.formats.remote.stretch import BLOCK, Stretch
from rowspace.formats.remote.telling import Telling
from rowspace.formats.remote.upstream import Upstream
from rowspace.formats.remote.web import Web
from rowspace.rows import Rows

MAX_HEAD = 1 << 27  # bytes from the front that may be a header
FRONT, FRONT_STEP = 1 << 16, 1 << 21  # bytes of a header that are read first, and at most at once
LONG = 100_000  # bytes of a whole file from which people are told that it comes
AT_ONCE = 4  # requests under way for rows that lie apart


class RemoteFile:
    """A `ByteFile` that is asked for.

    path      the name it has among the files that belong with it
    folder    where its bytes are kept
    first     bytes from its front that came when it was looked at
    digest    SHA-256 of the whole file, or git's SHA-1, where the server gives one
    """

    def __init__(
        self,
        web: Web,
        upstream: Upstream,
        path: Path,
        folder: Path,
        telling: Telling,
        *,
        first: bytes = b"",
        digest: str | None = None,
    ) -> None:
        self.path = path
        self.size = upstream.size
        self.folder = folder
        self._web = web
        self._upstream = upstream
        self._telling = telling
        self._digest = digest
        self._front = 0
        self._head = Stretch(folder, 0, min(self.size, MAX_HEAD))
        self._stretches: dict[tuple[int, int], Stretch] = {}
        self._lock = Lock()
        self._head.keep(0, [first])

    def read(self, start: int, stop: int) -> bytes:
        head = self._head
        if stop > head.stop:
            return self.array(start, stop).tobytes()
        self._bring(head, head.blocks(np.array([start]), stop - start), None)
        return head.read(start, stop)

    def front(self, count: int) -> bytes:
        """Goes forward in steps, so that a header of unknown length does not bring much of what follows it."""
        self._front = min(count, max(FRONT, self._front + min(self._front, FRONT_STEP)))
        return self.read(0, self._front)

    def array(self, start: int, stop: int, *, name: str | None = None) -> NDArray[np.uint8]:
        stretch = self._stretch(start, stop)
        self._bring(stretch, stretch.every_block(), name)
        if stop - start >= MAPPED_FROM:
            return stretch.mapped()
        return np.frombuffer(stretch.read(start, stop), np.uint8) if stop > start else np.empty(0, np.uint8)

    def matrix(self, start: int, stop: int) -> NDArray[np.uint8]:
        return self._stretch(start, stop).mapped()

    def by_row(self, rows: Rows, start: int, stop: int, *, name: str) -> Rows:
        stretch = self._stretch(start, stop)
        what = name if stop - start <= WHOLE else f"rows of {name}, as they are asked for"

        def bring(blocks: NDArray[np.intp]) -> None:
            self._bring(stretch, blocks, name if len(blocks) == len(stretch.every_block()) else what)

        return RemoteRows(rows, stretch, bring)

    def at_hand(self, start: int, stop: int) -> NDArray[np.uint8] | None:
        stretch = self._stretch(start, stop)
        return None if stretch.missing(stretch.every_block()) else self.array(start, stop)

    def whole(self, name: str) -> bytes:
        """All of a small file, held against its digest. Nothing is kept: the caller does."""
        contents = self.array(0, self.size, name=name if self.size >= LONG else None).tobytes()
        stretch = self._stretch(0, self.size)
        self._check_digest(stretch)
        stretch.drop()
        self._head.drop()
        with suppress(OSError):
            self.folder.rmdir()
        return contents

    def _stretch(self, start: int, stop: int) -> Stretch:
        with self._lock:
            if (start, stop) not in self._stretches:
                self._stretches[start, stop] = stretch = Stretch(self.folder, start, stop)
                self._fill_from_head(stretch)
            return self._stretches[start, stop]

    def _fill_from_head(self, stretch: Stretch) -> None:
        """Spares asking again for what came with the header."""
        start, stop, head = stretch.start, stretch.stop, self._head
        if not 0 < stop - start <= BLOCK or stop > head.stop or not stretch.missing(stretch.every_block()):
            return
        if not head.missing(head.blocks(np.array([start]), stop - start)):
            stretch.keep(start, [head.read(start, stop)])

    def _bring(self, stretch: Stretch, blocks: NDArray[np.intp], what: str | None) -> None:
        """Has blocks of a stretch come that are not there; one at a time asks."""
        with self._lock:
            runs = stretch.missing(blocks)
            if not runs:
                return
            with self._telling.reading(sum(stop - start for start, stop in runs), what) as count:
                self._ask(stretch, runs, count)
            if stretch.is_complete:
                self._check_digest(stretch)

    def _ask(self, stretch: Stretch, runs: list[tuple[int, int]], count: Callable[[int], None]) -> None:
        def ask(run: tuple[int, int]) -> None:
            stretch.keep(run[0], _counted(self._web.stream(self._upstream, *run), count))

        if len(runs) == 1:
            return ask(runs[0])
        pool = ThreadPoolExecutor(AT_ONCE)
        try:
            list(pool.map(ask, runs))
        finally:
            pool.shutdown(cancel_futures=True)

    def _check_digest(self, newest: Stretch) -> None:
        """Where all of the file is here, holds it against its digest. Raises BadFile, and forgets what came last."""
        whole = [stretch for stretch in self._stretches.values() if stretch.is_complete]
        pieces = cover(whole, self._head, self.size) if self._digest else None
        if self._digest is None or pieces is None:
            return
        found = digest_of(pieces, self.size, kind=len(self._digest))
        if found != self._digest:
            newest.forget()
            raise BadFile(
                f"{self._upstream.called}: what arrived is not what the hub lists (its hash is {found[:12]}…, not "
                f"{self._digest[:12]}…); try again, and do not trust the network in between."
            )


def _counted(chunks: Iterator[bytes], count: Callable[[int], None]) -> Iterator[bytes]:
    for chunk in chunks:
        yield chunk
        count(len(chunk))
