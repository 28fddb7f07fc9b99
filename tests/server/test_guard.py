"""Who is let in: this machine's browser on this server's own page, nobody else."""

from __future__ import annotations

import socket

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from starlette.testclient import TestClient

from rowspace.errors import BadArgument
from rowspace.server.errors import Forbidden, TooLarge
from rowspace.server.guard import LOOPBACK, MAX_BODY_BYTES, MAX_QUERY_BYTES, refusal

PORT = 8765


def asked(path: str = "/api/health", *, bound: str = "127.0.0.1", query: bytes = b"", **headers: str | None):  # type: ignore[no-untyped-def]
    """What the guard sees of a request; a header of None is not sent."""
    sent = {"host": f"localhost:{PORT}", **headers}
    return {
        "type": "http",
        "path": path,
        "query_string": query,
        "server": (bound, PORT),
        "headers": [
            (name.replace("_", "-").encode(), value.encode("latin-1")) for name, value in sent.items() if value
        ],
    }


@pytest.mark.parametrize("host", ["localhost:8765", "127.0.0.1:8765", "[::1]:8765", "LOCALHOST:8765"])
def test_loopback_names_are_let_in(host: str) -> None:
    assert refusal(asked(host=host)) is None
    assert refusal(asked(host=host, origin=f"http://{host}")) is None


@pytest.mark.parametrize(
    "host",
    [
        None,
        "",
        "evil.example:8765",
        "localhost.evil.example:8765",
        "127.0.0.1.evil.example:8765",
        "localhost:8766",
        "localhost",
        "127.0.0.2:8765",
        "0.0.0.0:8765",
        "[::2]:8765",
        "[::1:8765",
        "user@localhost:8765",
        "evil.example@localhost:8765",
        "localhost:8765/evil.example",
        "localhost:8765?x",
        "localhost:8765#x",
        "localhost:999999",
    ],
)
def test_other_hosts_are_not(host: str | None) -> None:
    mistake = refusal(asked(host=host))
    assert isinstance(mistake, Forbidden)
    assert mistake.message.startswith("This server answers at http://localhost:8765/ only; got Host ")


@settings(deadline=None)
@given(some.text(some.characters(codec="latin-1", exclude_characters="\0"), max_size=40))
def test_no_other_name_passes(name: str) -> None:
    if name.lower() not in ("localhost", "127.0.0.1", "[::1]"):
        assert isinstance(refusal(asked(host=f"{name}:{PORT}")), Forbidden)


def test_two_hosts_are_one_too_many() -> None:
    scope = asked()
    scope["headers"].append((b"host", b"localhost:8765"))
    assert isinstance(refusal(scope), Forbidden)


def test_the_address_it_is_bound_to_is_let_in() -> None:
    assert refusal(asked(bound="192.168.1.5", host="192.168.1.5:8765")) is None
    assert isinstance(refusal(asked(bound="192.168.1.5", host="192.168.1.6:8765")), Forbidden)


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "http://localhost:5173", "https://localhost:8765", "null", "localhost:8765", "file://"],
)
def test_pages_of_other_sites_may_not_ask(origin: str) -> None:
    mistake = refusal(asked(origin=origin))
    assert isinstance(mistake, Forbidden)
    assert mistake.message == f"Only rowspace's own page may ask this server; got Origin {origin}."


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_their_pictures_and_scripts_may_not_ask_but_their_links_lead_here(site: str) -> None:
    assert isinstance(refusal(asked(sec_fetch_site=site)), Forbidden)
    assert refusal(asked("/lesson/4", sec_fetch_site=site)) is None
    assert refusal(asked(sec_fetch_site="same-origin")) is None


def test_sizes() -> None:
    assert refusal(asked(content_length=str(MAX_BODY_BYTES))) is None
    assert isinstance(refusal(asked(content_length=str(MAX_BODY_BYTES + 1))), TooLarge)
    assert isinstance(refusal(asked(content_length="-1")), TooLarge)
    assert refusal(asked(query=b"x" * MAX_QUERY_BYTES)) is None
    assert isinstance(refusal(asked(query=b"x" * (MAX_QUERY_BYTES + 1))), TooLarge)
    assert isinstance(refusal(asked(transfer_encoding="chunked")), BadArgument)


def test_refusals_have_the_shape_of_every_error(client: TestClient) -> None:
    answer = client.get("/api/health", headers={"host": "evil.example"})
    assert answer.status_code == 403
    assert answer.json()["error"]["kind"] == "forbidden"
    answer = client.post("/api/tables/classroom/rank", content=b" " * (MAX_BODY_BYTES + 1))
    assert (answer.status_code, answer.json()["error"]["kind"]) == (413, "too_large")


@pytest.mark.parametrize("path", ["/api/health", "/api/nothing", "/nothing", "/"])
def test_every_reply_forbids_the_page_to_load_from_elsewhere(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = dict(rule.strip().split(" ", 1) for rule in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert headers["x-content-type-options"] == "nosniff"
    assert "access-control-allow-origin" not in headers
    assert "server" not in headers


def test_over_ipv6(classroom) -> None:  # type: ignore[no-untyped-def]
    """The name of the IPv6 loopback, at a socket bound to it."""
    import threading

    import httpx

    from rowspace.server.app import create_app
    from rowspace.server.run import Server, bind

    assert "::1" in LOOPBACK
    assert socket.has_ipv6
    bound = bind("::1", 0)
    port = bound.getsockname()[1]
    server = Server(create_app([classroom]), lambda: None)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
    thread.start()
    try:
        assert httpx.get(f"http://[::1]:{port}/api/health").json()["status"] == "ok"
        assert httpx.get(f"http://[::1]:{port}/api/health", headers={"host": f"[::2]:{port}"}).status_code == 403
    finally:
        server.should_exit = True
        thread.join()
        bound.close()
