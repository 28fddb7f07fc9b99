"""What a file is that no reader recognizes, and what to do about it: files that people do have and take for tables."""

from __future__ import annotations

import zipfile
from itertools import islice
from pathlib import Path

from rowspace.errors import BadFile
from rowspace.formats.checkpoint import model_folder
from rowspace.formats.torch_zip import LEGACY
from rowspace.formats.zip_directory import check_directory

HEAD = 4096
MOST_ENTRIES = 1000  # of a folder that are looked at
PICKLES = (b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05")
GENSIM = (".kv", ".model", ".wordvectors", ".d2v")
POINTER = b"version https://git-lfs.github.com/spec/"
ZIP = b"PK\x03\x04"


def why_unrecognized(path: Path) -> str | None:
    """A sentence or two to act on, or None where nothing is known about such bytes."""
    if path.is_dir():
        return _folder(path)
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head:
        return f"{path.name} is empty. The download may have failed."
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith((b"<!doctype html", b"<html")):
        return (
            f"{path.name} is a web page, not a table; the link led to a page about the file. Download the file itself."
        )
    if head.startswith(POINTER):
        return f'{path.name} is a git-lfs pointer, not the file itself; run "git lfs pull" in its folder.'
    if head.startswith(LEGACY):
        return (
            f"{path.name} was saved by PyTorch before 1.6, as a bare pickle that rowspace does not read. "
            "Convert it where PyTorch is installed: "
            f'torch.save(torch.load("{path.name}", weights_only=True), "converted.pt").'
        )
    if head.startswith(PICKLES):
        return _pickle(path)
    if head.startswith(ZIP):
        return _zip(path)
    return None


def _zip(path: Path) -> str:
    try:
        check_directory(path)
        with zipfile.ZipFile(path) as archive:
            names = [member.filename for member in archive.infolist() if not member.filename.endswith("/")]
    except BadFile as error:
        return error.message
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError):
        return f"{path.name} is a zip archive that is broken. The download may be incomplete."
    holds = f"{len(names)} files ({', '.join(names[:5])})" if len(names) > 1 else "no table of its own"
    return f"{path.name} is a zip archive that holds {holds}; unpack it and open the file you want."


def _pickle(path: Path) -> str:
    if path.suffix in GENSIM or b"gensim" in _head(path):
        return (
            f"{path.name} is a pickle of gensim's, which can run any program and is not opened. "
            "Convert it where gensim is installed: "
            f'KeyedVectors.load("{path.name}").save_word2vec_format("vectors.bin", binary=True).'
        )
    return (
        f"{path.name} is a Python pickle, which can run any program and is not opened. "
        "Save its numbers as safetensors or .npy, and open that."
    )


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEAD)


def _folder(path: Path) -> str:
    entries = sorted(islice(path.iterdir(), MOST_ENTRIES))
    inner = [entry.name for entry in entries if entry.is_dir() and model_folder(entry)]
    if inner:
        where = " and in ".join(inner[:3])
        return f"{path.name} holds no model itself, but there is one in {where}; open {path / inner[0]}."
    names = [entry.name for entry in entries[:5]]
    holds = f"it holds {', '.join(names)}" if names else "it is empty"
    return (
        f"{path.name} is a folder without a model: {holds}. A checkpoint folder has model.safetensors, "
        "its index and shards, or pytorch_model.bin."
    )
