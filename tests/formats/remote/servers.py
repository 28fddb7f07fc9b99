"""Servers on this machine for tests: one that speaks ranges and can be told to misbehave, and a hub with its store.

Every byte of a body that is sent is counted, by path.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, ClassVar
from urllib.parse import urlsplit

COMMIT = "0123456789abcdef0123456789abcdef01234567"
STORED_FROM = 4_000  # bytes from which the hub sends to its store


@dataclass(frozen=True)
class Asked:
    """One request. start and stop are of its range, or None."""

    path: str
    headers: Mapping[str, str]
    start: int | None
    stop: int | None


@dataclass
class Server:
    """files  by their paths; `rules` answer instead where one stands for a path, and say whether they did"""

    url: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    rules: dict[str, Callable[[Handler, Asked], bool]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    sent: Counter[str] = field(default_factory=Counter)

    def forget(self) -> None:
        self.asked.clear()
        self.sent.clear()

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    def etag(self, path: str) -> str:
        return f'"{hashlib.md5(self.files[path]).hexdigest()}"'


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_of: ClassVar[Server]
    timeout = 5

    def do_GET(self) -> None:
        server, path = self.server_of, urlsplit(self.path).path
        found = re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("Range", ""))
        start, stop = (int(found[1]), int(found[2]) + 1) if found else (None, None)
        asked = Asked(self.path, dict(self.headers.items()), start, stop)
        server.asked.append(asked)
        rule = server.rules.get(path)
        if rule is not None and rule(self, asked):
            return
        if path not in server.files:
            self.reply(404)
            return
        self.send_file(server.files[path], server.etag(path), asked)

    def send_file(self, contents: bytes, etag: str, asked: Asked, headers: Mapping[str, str] | None = None) -> None:
        """As a good server does."""
        told = {"ETag": etag, **(headers or {})}
        if asked.headers.get("If-None-Match") == etag:
            self.reply(304, headers=told)
        elif asked.start is None:
            self.reply(200, contents, told)
        elif asked.start >= len(contents):
            self.reply(416, headers={**told, "Content-Range": f"bytes */{len(contents)}"})
        else:
            stop = min(asked.stop or 0, len(contents))
            told["Content-Range"] = f"bytes {asked.start}-{stop - 1}/{len(contents)}"
            self.reply(206, contents[asked.start : stop], told)

    def reply(self, status: int, body: bytes = b"", headers: Mapping[str, str] | None = None) -> None:
        """Headers  may name another Content-Length, or None as one to leave out"""
        told = {"Content-Length": str(len(body)), **(headers or {})}
        self.send_response(status)
        for name, value in told.items():
            if value:
                self.send_header(name, value)
        self.end_headers()
        self.send(body)

    def send(self, body: bytes) -> None:
        path = urlsplit(self.path).path
        for at in range(0, len(body), 1 << 14):
            piece = body[at : at + (1 << 14)]
            self.server_of.sent[path] += len(piece)  # before the other side can look
            try:
                self.wfile.write(piece)
            except OSError:
                self.close_connection = True
                return

    def cut(self) -> None:
        """Ends the connection."""
        self.wfile.flush()
        self.close_connection = True

    def log_message(self, *arguments: Any) -> None:
        pass


class Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is what many tests are about."""


@contextmanager
def serving(server: Server | None = None) -> Iterator[Server]:
    served = server or Server()
    http = Quiet(("127.0.0.1", 0), type("Bound", (Handler,), {"server_of": served}))
    served.url = f"http://127.0.0.1:{http.server_port}"
    thread = Thread(target=http.serve_forever, args=[0.01], daemon=True)
    thread.start()
    try:
        yield served
    finally:
        http.shutdown()
        http.server_close()
        thread.join()


@dataclass
class Hub:
    """A hub at `pages.url`, whose large files lie in a store of another origin."""

    pages: Server
    store: Server
    listed: bool = True  # whether sizes and hashes are in the list of files

    def add(self, name: str, files: Mapping[str, bytes], *, commit: str = COMMIT, revision: str = "main") -> None:
        siblings = [self._sibling(file, contents) for file, contents in files.items()]
        listing = json.dumps({"id": name, "sha": commit, "siblings": siblings}).encode()
        for asked in (revision, commit):
            self.pages.files[f"/api/models/{name}/revision/{asked}"] = listing
        for file, contents in files.items():
            self._add(f"/{name}/resolve/{commit}/{file}", contents)

    def forget(self) -> None:
        self.pages.forget()
        self.store.forget()

    def sent(self) -> Counter[str]:
        """Bytes by file name, of both servers."""
        sent: Counter[str] = Counter()
        for path, count in (self.pages.sent + self.store.sent).items():
            sent[path.rpartition("/")[2]] += count
        return sent

    def _sibling(self, file: str, contents: bytes) -> dict[str, Any]:
        if not self.listed:
            return {"rfilename": file}
        stored = {"lfs": {"sha256": hashlib.sha256(contents).hexdigest(), "size": len(contents), "pointerSize": 134}}
        extra = stored if len(contents) >= STORED_FROM else {}
        return {"rfilename": file, "size": len(contents), "blobId": blob_id(contents), **extra}

    def _add(self, path: str, contents: bytes) -> None:
        if len(contents) < STORED_FROM:
            self.pages.rules[path] = lambda handler, asked: _sent(handler, contents, f'"{blob_id(contents)}"', asked)
            return
        sha256, file = hashlib.sha256(contents).hexdigest(), path.rpartition("/")[2]
        self.store.files[f"/{sha256}/{file}"] = contents
        linked = {"X-Linked-Etag": f'"{sha256}"', "X-Linked-Size": str(len(contents)), "X-Repo-Commit": COMMIT}
        where = {"Location": f"{self.store.url}/{sha256}/{file}?Signature=secret", **linked}
        self.pages.rules[path] = lambda handler, asked: _replied(handler, 302, where)


def blob_id(contents: bytes) -> str:
    """Git's name for the contents of a file."""
    return hashlib.sha1(b"blob %d\0" % len(contents) + contents).hexdigest()


def _sent(handler: Handler, contents: bytes, etag: str, asked: Asked) -> bool:
    handler.send_file(contents, etag, asked)
    return True


def _replied(handler: Handler, status: int, headers: Mapping[str, str]) -> bool:
    handler.reply(status, b"", headers)
    return True
