"""The way to a server: straight, or through the proxy that the environment sets (HTTPS_PROXY, HTTP_PROXY, NO_PROXY)."""

from __future__ import annotations

import ssl
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPSConnection
from urllib.parse import SplitResult, unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from rowspace.errors import BadArgument
from rowspace.formats.remote.origin import Origin, target_of


@dataclass(frozen=True, slots=True)
class Route:
    """headers  what the proxy itself is told"""

    origin: Origin
    proxy: tuple[str, int] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)

    def connection(self, *, timeout: float) -> HTTPConnection:
        """Not yet connected."""
        host, port = self.proxy or (self.origin.host, self.origin.port)
        if self.origin.scheme == "http":
            return HTTPConnection(host, port, timeout=timeout)
        connection = HTTPSConnection(host, port, timeout=timeout, context=ssl.create_default_context())
        if self.proxy:
            connection.set_tunnel(self.origin.host, self.origin.port, headers=dict(self.headers))
        return connection

    def request(self, url: str, headers: Mapping[str, str]) -> tuple[str, dict[str, str]]:
        """What is asked for, and the headers to send: a proxy for http is asked for the whole URL."""
        if self.proxy and self.origin.scheme == "http":
            return url, {**headers, **self.headers}
        return target_of(url), dict(headers)


def route_to(origin: Origin) -> Route:
    """Raises BadArgument for a proxy of a kind that is not spoken."""
    if origin.is_loopback or proxy_bypass(origin.host):
        return Route(origin)
    set_for = getproxies().get(origin.scheme)
    if not set_for:
        return Route(origin)
    try:
        parts = urlsplit(set_for if "://" in set_for else f"http://{set_for}")
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host or parts.scheme != "http":
        raise BadArgument(f"The proxy set for {origin.scheme} is no http://host:port; set one that is, or NO_PROXY.")
    return Route(origin, (host, port or 80), _credentials(parts))


def _credentials(parts: SplitResult) -> dict[str, str]:
    if parts.username is None:
        return {}
    pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}".encode()
    return {"Proxy-Authorization": f"Basic {b64encode(pair).decode()}"}
