"""A model of the hub: its commit, the files it lists, and those of them that were brought here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote

from rowspace.errors import BadFile, UnknownTable, Unreachable
from rowspace.formats.byte_file import ByteFile, LocalFile
from rowspace.formats.json_files import parse_json
from rowspace.formats.remote.address import HubAddress, endpoint, is_file_name, listing_of, url_of
from rowspace.formats.remote.cache import cache_folder, key_of, write_whole
from rowspace.formats.remote.hub_cache import downloaded
from rowspace.formats.remote.remote_file import RemoteFile
from rowspace.formats.remote.telling import Telling
from rowspace.formats.remote.upstream import Upstream, bare_version, is_digest
from rowspace.formats.remote.web import Web

LISTING = ".listing.json"
MAX_LISTING = 20_000_000
MAX_FILES = 100_000
COMMIT = re.compile(r"[0-9a-f]{40}")
DIGEST = re.compile(r"[0-9a-f]{64}|[0-9a-f]{40}")


@dataclass(frozen=True, slots=True)
class Listed:
    """A file as the hub lists it. digest: its SHA-256, or git's SHA-1 of a small one; None where the hub is silent."""

    size: int | None = None
    digest: str | None = None


class HubModel:
    """Raises UnknownTable, Unreachable, BadFile.

    commit  the state of the model that all files are read at
    files   by their names
    """

    def __init__(self, address: HubAddress, web: Web, telling: Telling) -> None:
        self.address = address
        self._web = web
        self._telling = telling
        place = re.sub(r"[^\w.-]+", "-", endpoint().partition("://")[2])
        self._home = cache_folder() / place / f"models--{address.owner}--{address.name}"
        self._ref = self._home / "refs" / quote(address.revision, safe="")
        self.commit, listing = self._listing()
        self.files = _files(listing)

    @property
    def folder(self) -> Path:
        """Where the files are that were brought here whole."""
        return self._home / "snapshots" / self.commit

    @cached_property
    def pinned(self) -> str:
        """The address at this commit, where it will always be the same."""
        return str(HubAddress(self.address.owner, self.address.name, self.commit, self.address.file))

    def bring(self, name: str, *, most: int) -> Path:
        """A small file, whole. Raises BadFile for one that is larger than its kind should be."""
        path = self.folder / name
        if not path.is_file():
            file = self.file(name, most=most)
            if file.size > most:
                raise BadFile(f"{self.address}: {name} has {file.size:,} bytes; of such a file {most:,} are read.")
            write_whole(path, file.whole(name) if isinstance(file, RemoteFile) else file.read(0, file.size))
        return path

    def file(self, name: str, *, most: int = 0) -> ByteFile:
        """A file that is read by range, here where the hub's library has brought it. Raises UnknownTable for none."""
        listed, called = self.files.get(name), f"{self.address}: {name}"
        if listed is None:
            raise UnknownTable(f"{self.address}: the model has no file {name}; it has {self.names()}.")
        here = downloaded(self.address, self.commit, name, size=listed.size)
        if here is not None:
            return LocalFile(here)
        url, first = url_of(self.address, self.commit, name), b""
        size, digest = listed.size, listed.digest
        if size is None:
            upstream, first = self._web.look(url, called, most=most)
            size, told = upstream.size, upstream.version
            digest = digest or (bare_version(told) if told and is_digest(told) else None)
        version = digest if is_digest(digest) else None
        what = digest or f"{self._home.name}@{self.commit}/{name}"
        folder = cache_folder() / "ranges" / key_of(endpoint(), what, str(size))
        upstream = Upstream(url, called, size, version)
        path = self.folder / name
        return RemoteFile(self._web, upstream, path, folder, self._telling, first=first, digest=digest)

    def names(self, count: int = 6) -> str:
        """Some of the files, for a message."""
        shown = sorted(name for name in self.files if not name.startswith("."))
        return ", ".join(shown[:count]) + (f" and {len(shown) - count:,} more" if len(shown) > count else "")

    def _listing(self) -> tuple[str, Mapping[str, Any]]:
        """Commit and list of files: of a commit from the cache, of a branch from the hub, or the cache without it."""
        asked = self.address.revision
        if COMMIT.fullmatch(asked) and (kept := self._kept(asked)):
            return asked, kept
        try:
            raw = self._web.body(listing_of(self.address), str(self.address), most=MAX_LISTING)
        except Unreachable as error:
            last = self._ref.read_text() if self._ref.is_file() else ""
            kept = self._kept(last) if COMMIT.fullmatch(last) else None
            if kept is None or error.details.get("status") in (401, 403):
                raise
            self._telling.note(f"{error.message} What was read of commit {last[:12]} is used.")
            return last, kept
        listing = parse_json(raw, where=f"{self.address}: the hub's answer")
        commit = listing.get("sha")
        if not isinstance(commit, str) or not COMMIT.fullmatch(commit):
            raise BadFile(f"{self.address}: the hub's answer names no commit; check HF_ENDPOINT.")
        write_whole(self._home / "snapshots" / commit / LISTING, raw)
        write_whole(self._ref, commit.encode())
        return commit, listing

    def _kept(self, commit: str) -> Mapping[str, Any] | None:
        path = self._home / "snapshots" / commit / LISTING
        if not path.is_file():
            return None
        try:
            return parse_json(path.read_bytes(), where=path.name)
        except BadFile:
            return None


def _files(listing: Mapping[str, Any]) -> dict[str, Listed]:
    """What is listed under names that a file may have."""
    siblings = listing.get("siblings")
    files = {}
    for entry in siblings[:MAX_FILES] if isinstance(siblings, list) else ():
        name = entry.get("rfilename") if isinstance(entry, dict) else None
        if isinstance(name, str) and is_file_name(name):
            files[name] = _listed(entry)
    return files


def _listed(entry: Mapping[str, Any]) -> Listed:
    stored = entry.get("lfs")
    stored = stored if isinstance(stored, dict) else {}
    size = stored.get("size", entry.get("size"))
    digest = stored.get("sha256", entry.get("blobId"))
    return Listed(
        size if type(size) is int and 0 <= size < 1 << 50 else None,
        digest if isinstance(digest, str) and DIGEST.fullmatch(digest) else None,
    )
