"""The cache of the hub's own library: what was downloaded with it is read from there. Nothing is written to it."""

from __future__ import annotations

import os
from pathlib import Path

from rowspace.formats.remote.address import HUB, HubAddress, endpoint


def downloaded(address: HubAddress, commit: str, name: str, *, size: int | None) -> Path | None:
    """A file of a model at a commit, where the hub's library has all of it on this machine."""
    if endpoint() != HUB and "HF_HUB_CACHE" not in os.environ and "HF_HOME" not in os.environ:
        return None  # the common cache is the public hub's
    path = _folder() / f"models--{address.owner}--{address.name}" / "snapshots" / commit / name
    try:
        return path if path.is_file() and size in (None, path.stat().st_size) else None
    except OSError:
        return None


def _folder() -> Path:
    for setting, below in (("HF_HUB_CACHE", ""), ("HF_HOME", "hub"), ("XDG_CACHE_HOME", "huggingface/hub")):
        if given := os.environ.get(setting, "").strip():
            return Path(given).expanduser() / below
    return Path.home() / ".cache" / "huggingface" / "hub"
