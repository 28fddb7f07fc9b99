"""What a server answers, read no further than it was asked, and not longer than anybody would wait."""

from __future__ import annotations

import time
from collections.abc import Generator, Mapping
from http.client import HTTPConnection, HTTPException, HTTPResponse

from rowspace.errors import BadFile, RowspaceError
from rowspace.formats.remote.origin import origin_of

TIMEOUT = 20.0  # seconds without a byte
SLOW_SECONDS, SLOW_BYTES = 60.0, 1 << 16  # a server that sends less than that in such a time is as good as gone
CHUNK = 1 << 16
MAX_DRAINED = 1 << 16  # bytes of an unwanted body that are read to keep a connection


class Dropped(Exception):
    """No answer, or half of one: worth another try.

    error  what to say when all tries were in vain
    wait   seconds that the server asks to wait
    """

    def __init__(self, reason: str, *, error: RowspaceError | None = None, wait: float | None = None) -> None:
        super().__init__(reason)
        self.error = error
        self.wait = wait


class Answer:
    """What a server answers. It must be read to its end with `chunks`, or ended with `discard`.

    headers  by their names in lower case
    """

    def __init__(self, response: HTTPResponse, connection: HTTPConnection, idle: list[HTTPConnection], url: str):
        self.status = response.status
        self.headers: Mapping[str, str] = {name.lower(): value for name, value in response.getheaders()}
        self.url = url
        self._response = response
        self._connection: HTTPConnection | None = connection
        self._idle = idle

    @property
    def length(self) -> int | None:
        """Bytes of the body, where the server says so."""
        return self._response.length

    def chunks(self, length: int) -> Generator[bytes, None, None]:
        """The body, which has so many bytes. Raises Dropped where it has fewer, BadFile where it has more."""
        left, since, count = length, time.monotonic(), 0
        try:
            while left:
                chunk = self._response.read1(min(CHUNK, left))
                if not chunk:
                    raise Dropped("the connection ended early")
                left, count = left - len(chunk), count + len(chunk)
                if time.monotonic() - since > SLOW_SECONDS:
                    if count < SLOW_BYTES:
                        raise Dropped("hardly a byte arrives")
                    since, count = time.monotonic(), 0
                yield chunk
            if self._response.read(1):
                raise BadFile(f"{origin_of(self.url)} sends more bytes than it was asked for; they are not used.")
            self._keep()
        except BadFile:
            raise
        except (OSError, HTTPException, ValueError) as error:  # ValueError: a chunk whose length is no number
            raise Dropped(reason(error)) from None
        finally:
            self._end()

    def rest(self, most: int) -> bytes:
        """The whole body. Raises Dropped, BadFile where it is longer than it should be."""
        if self.length is not None:
            self._check_length(self.length, most)
            return b"".join(self.chunks(self.length))
        body = bytearray()
        try:
            while chunk := self._response.read1(CHUNK):
                body += chunk
                self._check_length(len(body), most)
            self._keep()
        except (OSError, HTTPException) as error:
            raise Dropped(reason(error)) from None
        finally:
            self._end()
        return bytes(body)

    def _check_length(self, length: int, most: int) -> None:
        if length > most:
            self._end()
            raise BadFile(f"{origin_of(self.url)} sends {length:,} bytes where at most {most:,} are read.")

    def discard(self) -> None:
        """Ends an answer whose body is not wanted. A short one is read, so that the connection can be used again."""
        if self.length is not None and self.length <= MAX_DRAINED:
            try:
                for _ in self.chunks(self.length):
                    pass
            except (Dropped, BadFile):
                pass
        self._end()

    def _keep(self) -> None:
        if self._connection and self._response.isclosed() and not self._response.will_close:
            self._idle.append(self._connection)
            self._connection = None

    def _end(self) -> None:
        self._response.close()
        if self._connection:
            self._connection.close()


def reason(error: Exception) -> str:
    """Why a connection ended."""
    return f"nothing arrived for {TIMEOUT:.0f} seconds" if isinstance(error, TimeoutError) else "the connection was cut"
