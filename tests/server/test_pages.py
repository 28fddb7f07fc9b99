"""The built page: its addresses, its files, and nothing outside its folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from starlette.testclient import TestClient

from rowspace.server import pages


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A page of three files, a secret beside it, and a link that leads out."""
    static = tmp_path / "static"
    (static / "assets").mkdir(parents=True)
    (static / "index.html").write_text("<!doctype html><title>rowspace</title>")
    (static / "assets" / "main-1a2b.js").write_text("export {}")
    (static / ".stamp").write_text("hidden")
    (tmp_path / "secret.txt").write_text("secret")
    (static / "out.txt").symlink_to(tmp_path / "secret.txt")
    monkeypatch.setattr(pages, "STATIC", static)
    return static


@pytest.mark.parametrize("address", ["/", "/lesson/1", "/lesson/6?table=glove&pair.a=cat", "/workbench?tab=plane"])
def test_the_page_draws_these_addresses(client: TestClient, built: Path, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert "<title>rowspace" in answer.text
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["cache-control"] == "no-cache"


def test_scripts_have_a_type_a_browser_runs(client: TestClient, built: Path) -> None:
    answer = client.get("/assets/main-1a2b.js")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize(
    "address",
    [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/assets/..%2f..%2fsecret.txt",
        "/assets/%2e%2e%2f%2e%2e%2fsecret.txt",
        "/..%5csecret.txt",
        "//etc/passwd",
        "/%2fetc%2fpasswd",
        "/out.txt",
        "/.stamp",
        "/assets",
        "/assets/",
        "/a%00b",
        "/lesson/1/2",
        f"/{'x' * 5000}",
    ],
)
def test_nothing_else_is_served(client: TestClient, built: Path, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert answer.json()["error"]["kind"] == "not_found"


@settings(deadline=None)
@given(some.lists(some.sampled_from(["..", ".", "", "assets", "secret.txt", "etc", "passwd", "~", "\\"]), max_size=8))
def test_no_spelling_of_a_path_leads_out(parts: list[str]) -> None:
    file = pages._inside("/".join(parts))
    assert file is None or file.is_relative_to(pages.STATIC.resolve())


def test_a_page_that_was_not_built(client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "STATIC", tmp_path)
    answer = client.get("/")
    assert answer.status_code == 503
    assert "Run `make web`" in answer.text
    assert client.get("/api/health").status_code == 200
