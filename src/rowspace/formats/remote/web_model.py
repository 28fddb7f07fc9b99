"""A file that is on no hub, and the config and tokens that may lie beside it."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from weakref import finalize

from rowspace.errors import BadFile, UnknownTable, Unreachable
from rowspace.formats.companions import BESIDE, VOCABULARIES
from rowspace.formats.json_files import read_json
from rowspace.formats.remote.address import WebAddress
from rowspace.formats.remote.cache import cache_folder, key_of, write_whole
from rowspace.formats.remote.origin import without_query
from rowspace.formats.remote.remote_file import RemoteFile
from rowspace.formats.remote.telling import Telling
from rowspace.formats.remote.upstream import Upstream
from rowspace.formats.remote.web import Web

SEEN = "seen.json"
MAX_SEEN = 10_000


class WebModel:
    """Raises UnknownTable, Unreachable, BadFile.

    file    the model, read by range
    folder  where config and tokens are brought to
    """

    def __init__(self, address: WebAddress, web: Web, telling: Telling) -> None:
        self._web = web
        self._telling = telling
        self._url = address.url
        self._home = cache_folder() / "web" / key_of(address.url)
        seen = self._seen(str(address))
        self._upstream, first = self._looked(str(address), seen)
        self._is_known = self._upstream == seen
        state = [self._upstream.version or "", str(self._upstream.size)]
        self.folder = self._home / key_of(*state)[:12] / _segment(address.url, -2)
        path = self.folder / _segment(address.url, -1)
        kept = cache_folder() / "ranges" / key_of(address.url, *state)
        # Nothing tells a file without a version from the next one at its address, so it is not kept for later
        ranges = kept if self._upstream.version else Path(tempfile.mkdtemp(prefix="rowspace-"))
        self.file = RemoteFile(web, self._upstream, path, ranges, telling, first=first)
        if ranges != kept:
            finalize(self.file, shutil.rmtree, ranges, ignore_errors=True)

    def bring_companions(self, *, most: int) -> None:
        """Config and tokens, as far as there are any beside the model."""
        if self._is_known:
            return
        self._bring("config.json", most)
        found = next((name for name in VOCABULARIES if self._bring(name, most)), None)
        for name in BESIDE if found and found != VOCABULARIES[0] else ():
            self._bring(name, most)

    def remember(self) -> None:
        """Notes that all is here that belongs to this version of the file."""
        if self._upstream.version and not self._is_known:
            known = {"version": self._upstream.version, "size": self._upstream.size}
            write_whole(self._home / SEEN, json.dumps(known).encode())

    def _bring(self, name: str, most: int) -> bool:
        """Whether there is a file of that name beside the model; then it is here now."""
        url = urljoin(self._url, name)
        try:
            upstream, first = self._web.look(url, without_query(url), most=most)
            if upstream.size > most:
                return False
            folder = Path(tempfile.mkdtemp(prefix="rowspace-"))
            try:
                file = RemoteFile(self._web, upstream, self.folder / name, folder, self._telling, first=first)
                write_whole(file.path, file.whole(name))
            finally:
                shutil.rmtree(folder, ignore_errors=True)
        except (UnknownTable, BadFile):
            return False
        except Unreachable as error:
            if "status" in error.details:
                return False
            raise
        return True

    def _looked(self, called: str, seen: Upstream | None) -> tuple[Upstream, bytes]:
        """The file as it is now; as it was last seen where its server cannot be asked."""
        if seen is None:
            return self._web.look(self._url, called)
        try:
            return self._web.look_again(seen)
        except Unreachable as error:
            if error.details.get("status") in (401, 403):
                raise
            self._telling.note(f"{error.message} What was read of it before is used.")
            return seen, b""

    def _seen(self, called: str) -> Upstream | None:
        path = self._home / SEEN
        try:
            known = read_json(path, most_bytes=MAX_SEEN) if path.is_file() else {}
        except BadFile:
            return None
        version, size = known.get("version"), known.get("size")
        return Upstream(self._url, called, size, version) if type(size) is int and isinstance(version, str) else None


def _segment(url: str, at: int) -> str:
    """A part of an address, the file's name last and its host first, fit for the name of a file here."""
    parts = urlsplit(url)
    segments = [parts.hostname or "", *(part for part in unquote(parts.path).split("/") if part)]
    return re.sub(r"[^\w.-]+", "-", segments[max(at, -len(segments))]).strip(".-")[:80] or "model"
