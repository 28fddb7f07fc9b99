"""Files that people take for tables: each is named for what it is, with what to do next."""

from __future__ import annotations

import pickle
import zipfile
from pathlib import Path

import pytest

from rowspace.errors import UnknownFormat
from rowspace.formats.registry import open_file
from rowspace.formats.torch_zip import LEGACY

NOT_TABLES = {
    "an HTML page": (
        b"<!DOCTYPE html>\n<html><head>...",
        "model.bin is a web page, not a table.* Download the file itself",
    ),
    "HTML after a space": (b"\n <HTML>", "is a web page"),
    "a git-lfs pointer": (
        b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n",
        'is a git-lfs pointer, not the file itself; run "git lfs pull"',
    ),
    "an old PyTorch file": (LEGACY + b"rest", "saved by PyTorch before 1.6.*weights_only=True"),
    "a pickle": (pickle.dumps({"cat": [1.0]}), "is a Python pickle, which can run any program and is not opened"),
    "an old pickle": (pickle.dumps({"cat": [1.0]}, protocol=2), "is a Python pickle"),
    "nothing": (b"", "model.bin is empty. The download may have failed"),
    "half a zip": (b"PK\x03\x04" + bytes(40), "zip archive that is broken. The download may be incomplete"),
    "bytes": (bytes(range(200)), "is in no format that rowspace opens; these are: checkpoint folder, "),
}


@pytest.mark.parametrize("name", NOT_TABLES)
def test_a_file_is_named_for_what_it_is(tmp_path: Path, name: str) -> None:
    contents, words = NOT_TABLES[name]
    path = tmp_path / "model.bin"
    path.write_bytes(contents)
    with pytest.raises(UnknownFormat, match=words):
        open_file(path)


@pytest.mark.parametrize("suffix", [".kv", ".model"])
def test_gensims_pickles_come_with_the_way_out(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"vectors{suffix}"
    path.write_bytes(pickle.dumps({"vectors": 1}))
    with pytest.raises(
        UnknownFormat, match=r"pickle of gensim's.*save_word2vec_format\(\"vectors.bin\", binary=True\)"
    ):
        open_file(path)


def test_a_pickle_runs_nothing(tmp_path: Path) -> None:
    class Bomb:
        def __reduce__(self) -> tuple[object, tuple[str, ...]]:
            return Path.touch, (tmp_path / "ran",)  # type: ignore[return-value]

    path = tmp_path / "bomb.pkl"
    path.write_bytes(pickle.dumps(Bomb()))
    with pytest.raises(UnknownFormat, match="not opened"):
        open_file(path)
    assert not (tmp_path / "ran").exists()


def test_a_folder_without_a_model_says_what_it_holds(tmp_path: Path) -> None:
    folder = tmp_path / "things"
    folder.mkdir()
    with pytest.raises(UnknownFormat, match="things is a folder without a model: it is empty"):
        open_file(folder)
    (folder / "notes.md").write_text("hello")
    with pytest.raises(UnknownFormat, match=r"it holds notes\.md\. A checkpoint folder has model\.safetensors"):
        open_file(folder)


def test_a_folder_around_a_model_names_the_one_to_open(tmp_path: Path) -> None:
    for name in ("docs", "model", "older"):
        (tmp_path / "package" / name).mkdir(parents=True)
    for name in ("model", "older"):
        (tmp_path / "package" / name / "model.safetensors").write_bytes(b"")
    with pytest.raises(UnknownFormat, match=r"but there is one in model and in older; open .*package.model\."):
        open_file(tmp_path / "package")


def test_a_zip_of_several_files_is_unpacked_by_hand(tmp_path: Path) -> None:
    path = tmp_path / "pack.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "cat 1 2")
        archive.writestr("b.txt", "dog 1 2")
    with pytest.raises(
        UnknownFormat, match=r"pack\.zip is a zip archive that holds 2 files \(a\.txt, b\.txt\); unpack it"
    ):
        open_file(path)
