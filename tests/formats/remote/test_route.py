from __future__ import annotations

from http.client import HTTPSConnection

import pytest

from rowspace.errors import BadArgument
from rowspace.formats.remote.origin import origin_of
from rowspace.formats.remote.route import route_to
from rowspace.formats.remote.web import Web

from .servers import Asked, Handler, Server


@pytest.fixture(autouse=True)
def no_exceptions(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_PROXY", "no_proxy", "REQUEST_METHOD"):
        monkeypatch.delenv(name, raising=False)


def test_https_goes_through_a_tunnel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://us%40er:word@proxy.example:3128")
    route = route_to(origin_of("https://hub.example/a"))
    connection = route.connection(timeout=1)
    assert isinstance(connection, HTTPSConnection)
    assert (connection.host, connection.port) == ("proxy.example", 3128)
    assert route.headers == {"Proxy-Authorization": "Basic dXNAZXI6d29yZA=="}
    assert route.request("https://hub.example/a?b", {"Range": "x"}) == ("/a?b", {"Range": "x"})


def test_http_asks_the_proxy_for_the_whole_address(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", server.url)

    def through(handler: Handler, asked: Asked) -> bool:
        handler.reply(200, b"by proxy")
        return True

    server.rules["/a"] = through
    assert Web().body("http://hub.example/a", "it", most=100) == b"by proxy"
    assert server.paths() == ["http://hub.example/a"]


def test_loopback_and_what_no_proxy_lists_is_asked_straight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.example:3128")
    monkeypatch.setenv("NO_PROXY", "inside.example")
    assert route_to(origin_of("http://127.0.0.1:8000/")).proxy is None
    assert route_to(origin_of("http://inside.example/")).proxy is None
    assert route_to(origin_of("http://outside.example/")).proxy == ("proxy.example", 3128)


@pytest.mark.parametrize("proxy", ["socks5://proxy.example:1080", "http://", "http://proxy.example:x"])
def test_other_proxies_are_refused(proxy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    with pytest.raises(BadArgument, match="The proxy set for https is no http://host:port"):
        route_to(origin_of("https://hub.example/"))
