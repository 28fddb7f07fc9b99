"""Who asks, and where redirects lead: at most five, none from https to http, and the token goes to the hub alone.

A redirect that has left the hub's host does not get the token back, even where it returns.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from importlib.metadata import version

from rowspace.errors import BadArgument, Unreachable
from rowspace.formats.remote.address import endpoint
from rowspace.formats.remote.answer import Answer, Dropped
from rowspace.formats.remote.exchange import Connections
from rowspace.formats.remote.origin import origin_of, redirected
from rowspace.formats.remote.refusals import BUSY, MAX_WAIT, TRANSIENT, refusal, seconds

MAX_REDIRECTS = 5
REDIRECTS = {301, 302, 303, 307, 308}
YES = {"1", "true", "yes", "on"}


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer that is one of those expected.

    version  what tells one state of the file from another, where the server says: an ETag, or else a date
    size     bytes of the file, where the hub says
    """

    answer: Answer
    version: str | None
    size: int | None


class Access:
    """Asks for files as the user of this machine."""

    def __init__(self) -> None:
        self._hub = origin_of(endpoint())
        self._token = _token()
        self._is_offline = os.environ.get("HF_HUB_OFFLINE", "").strip().lower() in YES
        self._connections = Connections()

    def ask(self, url: str, called: str, headers: Mapping[str, str], expected: Collection[int]) -> Reply:
        """The reply at the end of all redirects.

        Raises Dropped where asking again may help, else UnknownTable or Unreachable with what to do.
        """
        if self._is_offline:
            raise Unreachable(f"{called} is not in the cache, and HF_HUB_OFFLINE forbids to ask for it; unset it.")
        answer, linked = self._followed(url, called, headers)
        if answer.status not in expected:
            raise self._refused(answer, called)
        packing = answer.headers.get("content-encoding", "").strip().lower()
        if packing not in ("", "identity"):
            answer.discard()
            raise Unreachable(
                f"{called}: the server packs what it sends ({packing[:20]}) although it was asked not to, so no part "
                "of the file can be told from another. Download the file and open it from disk."
            )
        if linked is None:
            return Reply(answer, answer.headers.get("etag") or answer.headers.get("last-modified"), None)
        size = linked.get("x-linked-size", "")
        return Reply(answer, linked.get("x-linked-etag"), int(size) if size.isascii() and size.isdigit() else None)

    def _followed(self, url: str, called: str, headers: Mapping[str, str]) -> tuple[Answer, Mapping[str, str] | None]:
        """The last answer, and what the hub said of a file that lies in a store elsewhere; None where it lies there.

        The store has names of its own for versions, so the hub's word counts.
        """
        is_hub = started_there = origin_of(url) == self._hub
        linked: dict[str, str] = {}
        for _ in range(MAX_REDIRECTS + 1):
            is_hub = is_hub and origin_of(url) == self._hub
            answer = self._connections.ask(url, {**self._own_headers(is_hub), **headers})
            if is_hub:
                linked |= {name: value for name, value in answer.headers.items() if name.startswith("x-linked-")}
            if answer.status not in REDIRECTS:
                return answer, linked if linked or (started_there and not is_hub) else None
            answer.discard()
            url = redirected(url, answer.headers.get("location"))
        raise Unreachable(f"{called}: the server redirects more than {MAX_REDIRECTS} times; check the address.")

    def _own_headers(self, is_hub: bool) -> dict[str, str]:
        headers = {"User-Agent": f"rowspace/{version('rowspace')}", "Accept-Encoding": "identity"}
        return {**headers, "Authorization": f"Bearer {self._token}"} if is_hub and self._token else headers

    def _refused(self, answer: Answer, called: str) -> Exception:
        answer.discard()
        wait = seconds(answer.headers.get("retry-after"))
        on_hub = origin_of(answer.url) == self._hub
        error = refusal(answer.status, called, on_hub=on_hub, has_token=bool(self._token), wait=wait)
        is_short = answer.status == BUSY and wait is not None and wait <= MAX_WAIT
        if answer.status in TRANSIENT or is_short:
            return Dropped(f"status {answer.status}", error=error, wait=wait)
        return error


def _token() -> str | None:
    """HF_TOKEN. Raises BadArgument for one that no header can carry; it is shown nowhere."""
    token = os.environ.get("HF_TOKEN", "").strip()
    if token and not (token.isascii() and token.isprintable() and " " not in token):
        raise BadArgument("HF_TOKEN holds characters that no token has; copy it again from the hub's settings.")
    return token or None
