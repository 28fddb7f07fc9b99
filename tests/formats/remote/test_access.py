"""Where redirects lead and who gets the token."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from rowspace.errors import BadArgument, UnknownTable, Unreachable
from rowspace.formats.remote.exchange import Connections
from rowspace.formats.remote.web import Web

from .servers import Asked, Handler, Server, serving

TOKEN = "hf_notARealToken123"


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """The hub of this user, who has a token."""
    with serving() as served:
        monkeypatch.setenv("HF_ENDPOINT", served.url)
        monkeypatch.setenv("HF_TOKEN", TOKEN)
        yield served


def redirect(source: Server, path: str, location: str, status: int = 302) -> None:
    def rule(handler: Handler, asked: Asked) -> bool:
        handler.reply(status, b"moved", {"Location": location})
        return True

    source.rules[path] = rule


def body(url: str) -> bytes:
    return Web().body(url, "it", most=1_000)


def tokens(server: Server) -> list[str | None]:
    return [asked.headers.get("Authorization") for asked in server.asked]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_the_token_does_not_follow_to_another_host(pages: Server, server: Server, status: int) -> None:
    redirect(pages, "/a", "/b", status)
    redirect(pages, "/b", f"{server.url}/c", status)
    server.files["/c"] = b"contents"
    assert body(f"{pages.url}/a") == b"contents"
    assert tokens(pages) == [f"Bearer {TOKEN}"] * 2
    assert tokens(server) == [None]


def test_a_redirect_that_left_the_hub_does_not_get_the_token_back(pages: Server, server: Server) -> None:
    redirect(pages, "/a", f"{server.url}/b")
    redirect(server, "/b", f"{pages.url}/c")
    pages.files["/c"] = b"contents"
    assert body(f"{pages.url}/a") == b"contents"
    assert tokens(pages) == [f"Bearer {TOKEN}", None]


def test_other_hosts_get_no_token_even_where_they_redirect_to_the_hub(pages: Server, server: Server) -> None:
    redirect(server, "/a", f"{pages.url}/b")
    pages.files["/b"] = b"contents"
    assert body(f"{server.url}/a") == b"contents"
    assert tokens(server) == [None]
    assert tokens(pages) == [None]


def test_the_same_host_on_another_port_is_another_host(pages: Server, server: Server) -> None:
    server.files["/a"] = b"contents"
    body(f"{server.url}/a")
    assert tokens(server) == [None]


def test_redirects_are_bounded(server: Server) -> None:
    redirect(server, "/a", "/a")
    with pytest.raises(Unreachable, match="it: the server redirects more than 5 times"):
        body(f"{server.url}/a")
    assert len(server.asked) == 6


def test_https_does_not_lead_to_http(monkeypatch: pytest.MonkeyPatch, server: Server) -> None:
    redirect(server, "/a", f"{server.url}/b")
    ask = Connections.ask
    plain = server.url.removeprefix("http")
    monkeypatch.setattr(Connections, "ask", lambda self, url, headers: ask(self, f"http{plain}/a", headers))
    with pytest.raises(Unreachable, match="redirects from https to http"):
        body(f"https{plain}/a")
    assert server.paths() == ["/a"]


@pytest.mark.parametrize("location", ["", "gopher://x", "http://user:word@127.0.0.1/"])
def test_a_redirect_to_nowhere_is_explained(server: Server, location: str) -> None:
    redirect(server, "/a", location)
    with pytest.raises(Unreachable, match="redirects to no address that can be asked"):
        body(f"{server.url}/a")


@pytest.mark.parametrize(
    ("status", "token", "words"),
    [
        (401, "", r"nobody without a token \(401\): it is private or gated, or there is none.*set HF_TOKEN"),
        (401, TOKEN, r"does not accept HF_TOKEN \(401\)"),
        (403, TOKEN, r"HF_TOKEN may not read it \(403\); ask for access on the model's page"),
        (404, "", r"the hub has no such model, revision or file \(404\); check the spelling"),
        (429, "", r"\(429\); try again later, or set HF_TOKEN: the hub allows more"),
        (429, TOKEN, r"\(429\); try again later\.$"),
    ],
)
def test_the_hubs_refusals_say_what_to_do(
    pages: Server, monkeypatch: pytest.MonkeyPatch, status: int, token: str, words: str
) -> None:
    monkeypatch.setenv("HF_TOKEN", token)

    def refuse(handler: Handler, asked: Asked) -> bool:
        handler.reply(status, b'{"error":"..."}')
        return True

    pages.rules["/a"] = refuse
    with pytest.raises((Unreachable, UnknownTable), match=words) as caught:
        body(f"{pages.url}/a")
    assert TOKEN not in str(caught.value)
    assert TOKEN not in repr(caught.value.details)


@pytest.mark.parametrize("token", ["a b", "a\nX-Evil: 1", "\u00e4"])
def test_a_token_that_no_header_can_carry_is_refused_and_not_shown(token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", token)
    with pytest.raises(BadArgument, match="HF_TOKEN holds characters that no token has") as caught:
        Web()
    assert token not in caught.value.message


def test_offline_nothing_is_asked(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    server.files["/a"] = b"contents"
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(Unreachable, match="it is not in the cache, and HF_HUB_OFFLINE forbids to ask"):
        body(f"{server.url}/a")
    assert server.asked == []
