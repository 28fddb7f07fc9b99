"""Lets in only the page this server serves: a local server must not answer other sites of the same browser.

A name that a stranger's DNS points at 127.0.0.1 (DNS rebinding) arrives with that name as its Host; a page of
another site arrives with its Origin. Both are refused, and every reply forbids the page to load anything from
elsewhere.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rowspace.errors import BadArgument, RowspaceError
from rowspace.server.errors import Forbidden, TooLarge, reply
from rowspace.server.replies import SECURITY_HEADERS

LOOPBACK = ("localhost", "127.0.0.1", "::1")
MAX_BODY_BYTES = 1_000_000
MAX_QUERY_BYTES = 300_000  # 20,000 characters, percent-encoded at their longest, and room for the rest
HTTP_PORT = 80


class Guard:
    """ASGI middleware: checks Host, Origin and size, and adds the security headers."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add_headers(message, api=scope["path"].startswith("/api"))
            await send(message)

        mistake = refusal(scope)
        answer = reply(mistake) if mistake else self.app
        await answer(scope, receive, send_guarded)


def refusal(scope: Scope) -> RowspaceError | None:
    """Why a request is not let in, or None."""
    headers = Headers(scope=scope)
    return _host_refusal(scope, headers) or _origin_refusal(scope, headers) or _size_refusal(scope, headers)


def _host_refusal(scope: Scope, headers: Headers) -> RowspaceError | None:
    hosts = headers.getlist("host")
    if len(hosts) == 1 and _is_ours(f"//{hosts[0]}", scope):
        return None
    _, port = scope["server"]
    return Forbidden(f"This server answers at http://localhost:{port}/ only; got Host {', '.join(hosts) or 'none'}.")


def _origin_refusal(scope: Scope, headers: Headers) -> RowspaceError | None:
    origins = headers.getlist("origin")
    if origins and not (len(origins) == 1 and origins[0].startswith("http://") and _is_ours(origins[0], scope)):
        return Forbidden(f"Only rowspace's own page may ask this server; got Origin {', '.join(origins)}.")
    # A picture or a script of another site sends no Origin; browsers say so in this header instead.
    # A link to the page itself is welcome from anywhere.
    site = headers.get("sec-fetch-site", "same-origin")
    if scope["path"].startswith("/api") and site in ("cross-site", "same-site"):
        return Forbidden("Only rowspace's own page may ask this server; got a request from another site.")
    return None


def _is_ours(address: str, scope: Scope) -> bool:
    """Whether `address` names this socket: a loopback name, or the number it is bound to, and its port."""
    bound, bound_port = scope["server"]
    try:
        parts = urlsplit(address)
        name, port = parts.hostname, parts.port or HTTP_PORT
    except ValueError:
        return False
    bare = not (parts.path or parts.query or parts.fragment or parts.username or parts.password)
    return bare and name in (*LOOPBACK, bound) and port == bound_port


def _size_refusal(scope: Scope, headers: Headers) -> RowspaceError | None:
    if len(scope.get("query_string", b"")) > MAX_QUERY_BYTES:
        return TooLarge(f"The query is longer than {MAX_QUERY_BYTES:,} bytes; send a shorter text or fewer tokens.")
    if "transfer-encoding" in headers:
        return BadArgument("Send the body with its Content-Length; got a body in chunks.")
    length = headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > MAX_BODY_BYTES:
        return TooLarge(f"A body has at most {MAX_BODY_BYTES:,} bytes; got {length}.")
    return None


def _add_headers(message: Message, *, api: bool) -> None:
    headers = MutableHeaders(scope=message)
    headers.update(SECURITY_HEADERS)
    if api:
        headers["cache-control"] = "no-store"
