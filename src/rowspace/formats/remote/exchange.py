"""Requests, by the standard library's HTTP client: connections stay open between them, waits are bounded."""

from __future__ import annotations

import socket
import ssl
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from threading import Timer
from weakref import finalize

from rowspace.errors import Unreachable
from rowspace.formats.remote.answer import TIMEOUT, Answer, Dropped, reason
from rowspace.formats.remote.origin import Origin, origin_of
from rowspace.formats.remote.route import Route, route_to

HEADERS_WITHIN = 60.0  # seconds from the question to the end of an answer's headers, however they drip


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
    return Dropped(reason(error))
