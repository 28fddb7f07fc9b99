"""Addresses people give: hf://owner/name[@revision][/file], a page or a file of the hub, any other http(s) file."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import quote, unquote, urlsplit

from rowspace.errors import BadArgument
from rowspace.formats.remote.origin import checked_url, without_query

HUB = "https://huggingface.co"
MAIN = "main"

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")
_NAME = r"[A-Za-z0-9_][A-Za-z0-9._-]{0,95}"
_HUB = re.compile(
    rf"hf://(?:models/)?(?P<owner>{_NAME})/(?P<name>{_NAME})"
    r"(?:@(?P<revision>refs/pr/\d+|refs/convert/[\w.-]+|[^@/\s]+))?(?:/(?P<file>.*))?",
    re.IGNORECASE,
)
_PAGE = re.compile(
    rf"/(?P<owner>{_NAME})/(?P<name>{_NAME})"
    r"(?:/(?:resolve|blob|raw|tree)/(?P<revision>refs/pr/\d+|[^/]+)(?:/(?P<file>.+))?)?/?"
)
_FILE = re.compile(r"(?:[^/\\\0]{1,200}/){0,4}[^/\\\0]{1,200}")


@dataclass(frozen=True, slots=True)
class HubAddress:
    """A model of the hub, or one file of it."""

    owner: str
    name: str
    revision: str = MAIN
    file: str | None = None

    def __str__(self) -> str:
        revision = "" if self.revision == MAIN else f"@{self.revision}"
        return f"hf://{self.owner}/{self.name}{revision}" + (f"/{self.file}" if self.file else "")


@dataclass(frozen=True, slots=True)
class WebAddress:
    """A file anywhere."""

    url: str

    def __str__(self) -> str:
        return without_query(self.url)


Address: TypeAlias = HubAddress | WebAddress


def parse_address(source: str) -> Address:
    """Raises BadArgument for an address of another kind."""
    scheme = _SCHEME.match(source)
    kind = scheme[1].lower() if scheme else ""
    if kind == "hf":
        return _on_hub(source)
    if kind not in ("http", "https"):
        raise BadArgument(
            f"Addresses that begin with {kind}:// are not opened; give hf://owner/name, an http(s) address, or a file."
        )
    url = checked_url(kind + source[len(kind) :])
    return _page_of_hub(url) or WebAddress(url)


def endpoint() -> str:
    """The hub: HF_ENDPOINT, or the public one. Raises BadArgument for a setting that is no address."""
    given = os.environ.get("HF_ENDPOINT", "").strip().rstrip("/")
    try:
        return checked_url(given).rstrip("/") if given else HUB
    except BadArgument as error:
        raise BadArgument(f"HF_ENDPOINT cannot be used: {error.message}") from None


def url_of(address: HubAddress, commit: str, file: str) -> str:
    """Where a file of a model lies on the hub, at one commit."""
    return f"{endpoint()}/{address.owner}/{address.name}/resolve/{commit}/{quote(file)}"


def listing_of(address: HubAddress) -> str:
    """Where the hub lists a model's files."""
    revision = quote(address.revision, safe="")
    return f"{endpoint()}/api/models/{address.owner}/{address.name}/revision/{revision}?blobs=true"


def is_file_name(name: str) -> bool:
    """Whether a file of a model may be called so: a path that stays inside its folder."""
    return _FILE.fullmatch(name) is not None and not any(part.startswith(".") for part in name.split("/"))


def _on_hub(source: str) -> HubAddress:
    found = _HUB.fullmatch(source)
    if found is None or ".." in found["owner"] + found["name"] or found["owner"] in ("datasets", "spaces"):
        raise BadArgument(
            f'"{source[:200]}" is not a model of the hub; write hf://owner/name, hf://owner/name@revision or '
            "hf://owner/name/file."
        )
    return _hub_address(found["owner"], found["name"], found["revision"], found["file"])


def _hub_address(owner: str, name: str, revision: str | None, file: str | None) -> HubAddress:
    file = (file or "").strip("/") or None
    if file is not None and not is_file_name(file):
        raise BadArgument(f'"{file[:200]}" cannot be a file of hf://{owner}/{name}; give its name as the hub lists it.')
    return HubAddress(owner, name, unquote(revision) if revision else MAIN, file)


def _page_of_hub(url: str) -> HubAddress | None:
    """The model whose page, or file, is at an address of the hub: what people copy from the browser."""
    here = endpoint()
    if not url.startswith(f"{here}/"):
        return None
    path = urlsplit(url).path.removeprefix(urlsplit(here).path)
    found = _PAGE.fullmatch(path)
    if found is None or found["owner"] in ("datasets", "spaces", "api"):
        return None
    file = unquote(found["file"]) if found["file"] else None
    return _hub_address(found["owner"], found["name"], found["revision"], file)
