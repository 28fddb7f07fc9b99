"""Starts the server: finds a port, says where it is, opens a browser, ends quietly with Ctrl-C."""

from __future__ import annotations

import errno
import os
import socket
import sys
import webbrowser
from collections.abc import Callable, Sequence
from contextlib import suppress
from threading import Thread

import uvicorn
from fastapi import FastAPI

from rowspace.errors import BadArgument
from rowspace.operations.opened import OpenedTable
from rowspace.server.app import create_app
from rowspace.server.guard import MAX_QUERY_BYTES
from rowspace.server.workers import Workers

DEFAULT_PORT = 8765
PORTS_TRIED = 20


def serve(
    tables: Sequence[OpenedTable],
    host: str = "127.0.0.1",
    port: int | None = None,
    open_browser: bool = False,
    announce: Callable[[str], None] | None = None,
) -> None:
    """Answers until Ctrl-C. Raises BadArgument where host or port cannot be had.

    port      None takes 8765 or the next free one, 0 any free one
    announce  told the address once the server answers; without it the address is printed
    """
    bound = bind(host, port)
    address = _address(host, bound.getsockname()[1])

    def started() -> None:
        (announce or _print)(address)
        if open_browser and _has_screen():
            Thread(target=webbrowser.open, args=[address], daemon=True).start()

    with suppress(KeyboardInterrupt):  # uvicorn raises it again once everything is closed
        Server(create_app(tables, warm=True), started).run(sockets=[bound])


def bind(host: str, port: int | None) -> socket.socket:
    """A socket of that host and port. Raises BadArgument with what to do where there is none."""
    if port is not None:
        return _bind(host, port)
    for candidate in range(DEFAULT_PORT, DEFAULT_PORT + PORTS_TRIED):
        with suppress(PortTaken):
            return _bind(host, candidate)
    return _bind(host, 0)


class PortTaken(BadArgument):
    """Somebody else listens there."""


class Server(uvicorn.Server):
    """uvicorn for one app: tells when it begins to answer, and ends open event streams before it stops."""

    def __init__(self, app: FastAPI, started: Callable[[], None]) -> None:
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=2,
            h11_max_incomplete_event_size=MAX_QUERY_BYTES + 64_000,
        )
        super().__init__(config)
        self._workers: Workers = app.state.workers
        self._tell = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._tell()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._workers.close()
        await super().shutdown(sockets)


def _bind(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError):
        raise BadArgument(f'"{host}" is not an address of this machine; leave --host out for 127.0.0.1.') from None
    bound = socket.socket(family, kind, protocol)
    try:
        if os.name == "posix":  # elsewhere this would share a port that is taken
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(place)
        bound.listen()
    except OSError as error:
        bound.close()
        raise _refusal(host, port, error) from None
    return bound


def _refusal(host: str, port: int, error: OSError) -> BadArgument:
    if error.errno == errno.EADDRINUSE:
        return PortTaken(f"Port {port} of {host} is taken; choose another with --port, or leave it out for a free one.")
    if error.errno == errno.EACCES:
        return BadArgument(f"Port {port} needs rights this user does not have; choose one from 1024 to 65535.")
    reason = (error.strerror or str(error)).lower()
    return BadArgument(f"{host} port {port} cannot be listened at: {reason}; leave --host out for 127.0.0.1.")


def _address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _print(address: str) -> None:
    print(f"rowspace: {address}", flush=True)


def _has_screen() -> bool:
    """Without one, `webbrowser` would start a text browser in the terminal that the server runs in."""
    return os.name == "nt" or sys.platform == "darwin" or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))
