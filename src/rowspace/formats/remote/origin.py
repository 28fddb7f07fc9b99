"""Whose address it is: which server a URL belongs to, and where a redirect may lead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from rowspace.errors import BadArgument, Unreachable

PORTS = {"http": 80, "https": 443}
MAX_URL = 8_192
_LEFT_ALONE = "/:?#[]@!$&'()*+,;=%~"


@dataclass(frozen=True, slots=True)
class Origin:
    """A server, as browsers tell servers apart."""

    scheme: str
    host: str
    port: int

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == PORTS[self.scheme] else f":{self.port}")

    @property
    def is_loopback(self) -> bool:
        try:
            return self.host == "localhost" or ip_address(self.host).is_loopback
        except ValueError:
            return False


def checked_url(url: str) -> str:
    """The URL in ASCII, without a fragment. Raises BadArgument for one that leads nowhere or holds a password."""
    url = quote(url.strip(), safe=_LEFT_ALONE)
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise BadArgument(f"{_short(url)} is not an address.") from None
    if parts.username is not None or parts.password is not None:
        raise BadArgument("An address with a name or a password in it is not opened; leave out what stands before @.")
    if parts.scheme not in PORTS or not host or port == 0 or len(url) > MAX_URL:
        raise BadArgument(
            f"{_short(url)} is not an address that rowspace opens: https://…, http://… or hf://owner/name."
        )
    if not re.fullmatch(r"[a-z0-9._:-]+", host) or ".." in host or len(host) > 253:
        raise BadArgument(f"{_short(url)} names no server that can be asked.")
    return parts._replace(fragment="").geturl()


def origin_of(url: str) -> Origin:
    parts = urlsplit(url)
    return Origin(parts.scheme, parts.hostname or "", parts.port or PORTS[parts.scheme])


def target_of(url: str) -> str:
    """What is asked of the server: path and query."""
    parts = urlsplit(url)
    return SplitResult("", "", parts.path or "/", parts.query, "").geturl()


def redirected(url: str, location: str | None) -> str:
    """Where a redirect leads. Raises Unreachable where it leads nowhere, or from https to http."""
    try:
        if not location:
            raise BadArgument("")
        leads_to = checked_url(urljoin(url, location))
    except (BadArgument, ValueError):
        raise Unreachable(
            f"{origin_of(url)} redirects to no address that can be asked; download the file and open it from disk."
        ) from None
    if urlsplit(url).scheme == "https" and urlsplit(leads_to).scheme == "http":
        raise Unreachable(
            f"{origin_of(url)} redirects from https to http, where anyone on the way could change the bytes; "
            "rowspace does not follow."
        )
    return leads_to


def without_query(url: str) -> str:
    """Fit to be shown: a query may be a signature that opens the file to whoever has it."""
    return urlsplit(url)._replace(query="", fragment="").geturl()


def _short(url: str) -> str:
    shown = url if len(url) <= 100 else url[:99] + "…"
    return f'"{shown}"'
