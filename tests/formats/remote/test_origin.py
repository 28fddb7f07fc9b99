from __future__ import annotations

import pytest

from rowspace.errors import Unreachable
from rowspace.formats.remote.origin import Origin, origin_of, redirected, target_of


def test_an_origin_is_scheme_host_and_port() -> None:
    assert origin_of("https://Example.org/a") == Origin("https", "example.org", 443)
    assert origin_of("https://example.org:443/b") == origin_of("https://example.org/a")
    assert origin_of("http://example.org/") != origin_of("https://example.org/")
    assert str(origin_of("http://[::1]:8000/a")) == "http://[::1]:8000"


def test_what_is_asked_is_path_and_query() -> None:
    assert target_of("https://example.org/a/b?x=1#top") == "/a/b?x=1"
    assert target_of("https://example.org") == "/"


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.8.8", "::1"])
def test_loopback_is_known(host: str) -> None:
    assert Origin("http", host, 80).is_loopback
    assert not Origin("http", f"{host}.example", 80).is_loopback


def test_redirects_lead_to_whole_and_to_relative_addresses() -> None:
    assert redirected("https://a.example/x/y", "/z?q=1") == "https://a.example/z?q=1"
    assert redirected("http://a.example/x", "https://b.example/z") == "https://b.example/z"


def test_a_redirect_from_https_to_http_is_not_followed() -> None:
    with pytest.raises(Unreachable, match=r"^https://a\.example redirects from https to http, where anyone"):
        redirected("https://a.example/x", "http://a.example/x")


@pytest.mark.parametrize(
    "location", [None, "", "ftp://a.example/x", "https://u:p@a.example/", "file:///etc/passwd", "https://[::1/"]
)
def test_a_redirect_to_nowhere_is_refused(location: str | None) -> None:
    with pytest.raises(Unreachable, match="redirects to no address that can be asked"):
        redirected("https://a.example/x", location)
