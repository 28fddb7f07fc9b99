from __future__ import annotations

import sys
from pathlib import Path

import pytest

from rowspace.errors import BadArgument
from rowspace.formats.remote.cache import cache_folder, key_of, write_whole


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("HF_HOME", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)


@pytest.mark.parametrize(
    ("platform", "settings", "folder"),
    [
        ("linux", {}, ".cache/rowspace"),
        ("linux", {"XDG_CACHE_HOME": "/x"}, "/x/rowspace"),
        ("linux", {"XDG_CACHE_HOME": "/x", "HF_HOME": "/h"}, "/h/rowspace"),
        ("darwin", {}, "Library/Caches/rowspace"),
        ("darwin", {"HF_HOME": "/h"}, "/h/rowspace"),
        ("win32", {}, "AppData/Local/rowspace/cache"),
        ("win32", {"LOCALAPPDATA": "/l"}, "/l/rowspace/cache"),
    ],
)
def test_the_cache_lies_where_each_system_keeps_caches(
    platform: str, settings: dict[str, str], folder: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert cache_folder() == tmp_path / folder


def test_keys_tell_their_parts_apart() -> None:
    assert key_of("a", "b") == key_of("a", "b")
    assert len({key_of("a", "b"), key_of("ab"), key_of("b", "a"), key_of("a", "b", "")}) == 4


def test_a_file_is_written_at_once_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "deep" / "file"
    write_whole(path, b"first")

    def fail(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(BadArgument, match=r"cannot be written: no space left on device\. Free some space, or set"):
        write_whole(path, b"second")
    assert [entry.read_bytes() for entry in path.parent.iterdir()] == [b"first"]
