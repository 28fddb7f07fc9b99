"""One request and its answer, by the standard library's HTTP client: connections stay open, waits are bounded."""

from __future__ import annotations

import socket
import ssl
import time
from collections import defaultdict
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse
from threading import Timer
from weakref import finalize

from rowspace.errors import BadFile, RowspaceError, Unreachable
from rowspace.formats.remote.origin import Origin, origin_of
from rowspace.formats.remote.route import Route, route_to

TIMEOUT = 20.0  # seconds without a byte
HEADERS_WITHIN = 60.0  # seconds from the question to the end of an answer's headers, however they drip
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
            raise Dropped(_reason(error)) from None
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
            raise Dropped(_reason(error)) from None
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


class Connections:
    """Asks servers. Connections stay open between requests and are shared by threads, each used by one at a time."""

    def __init__(self) -> None:
        self._idle: dict[Origin, list[HTTPConnection]] = defaultdict(list)
        self._routes: dict[Origin, Route] = {}
        finalize(self, _close, self._idle)

    def ask(self, url: str, headers: Mapping[str, str]) -> Answer:
        """The answer to GET, redirects not followed. Raises Dropped, or Unreachable where asking again is no use."""
        origin = origin_of(url)
        route = self._routes.setdefault(origin, route_to(origin))
        target, told = route.request(url, headers)
        idle = self._idle[origin]
        while True:
            try:
                connection, is_new = idle.pop(), False
            except IndexError:
                connection, is_new = route.connection(timeout=TIMEOUT), True
            try:
                with _within(HEADERS_WITHIN, connection):
                    connection.request("GET", target, headers=told)
                    response = connection.getresponse()
                return Answer(response, connection, idle, url)
            except (OSError, HTTPException, UnicodeError) as error:
                connection.close()
                if is_new:  # otherwise the server may just have ended a connection that was idle for long
                    raise _explained(error, origin) from None


@contextmanager
def _within(seconds: float, connection: HTTPConnection) -> Iterator[None]:
    """Ends the connection where the work takes longer."""

    def end() -> None:
        with suppress(OSError, AttributeError):  # not connected yet, which has a limit of its own
            socket.socket.shutdown(connection.sock, socket.SHUT_RDWR)

    timer = Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _close(idle: Mapping[Origin, list[HTTPConnection]]) -> None:
    for connections in idle.values():
        for connection in connections:
            connection.close()


def _explained(error: Exception, origin: Origin) -> Exception:
    if isinstance(error, ssl.SSLCertVerificationError):
        return Unreachable(
            f"{origin} shows a certificate that is not trusted here ({error.verify_message}); where your network has "
            "an authority of its own, set SSL_CERT_FILE to its certificates."
        )
    if isinstance(error, socket.gaierror | UnicodeError):
        return Unreachable(f"{origin} is not known to this network; check the address and the connection.")
    if isinstance(error, ConnectionRefusedError):
        return Unreachable(f"{origin} refuses the connection; check the address, or try again later.")
    if str(error).startswith("Tunnel connection failed"):
        return Unreachable(f"The proxy refuses the way to {origin}; check HTTPS_PROXY, or list the host in NO_PROXY.")
    is_cut = isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError) or not isinstance(error, ssl.SSLError)
    if not is_cut or (isinstance(error, HTTPException) and not isinstance(error, OSError)):
        return Unreachable(f"{origin} does not speak {origin.scheme}; check the address.")
    return Dropped(_reason(error))


def _reason(error: Exception) -> str:
    return f"nothing arrived for {TIMEOUT:.0f} seconds" if isinstance(error, TimeoutError) else "the connection was cut"
