"""Which of a model's files on the hub hold its table, by their names alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from rowspace.errors import BadArgument, UnknownFormat, UnknownTable
from rowspace.formats.checkpoint import INDEXED, SHARD, WHOLE, first_module
from rowspace.formats.remote.hub import HubModel
from rowspace.formats.sharded import read_index

MOST = 100_000_000  # bytes of an index
SAFETENSORS, GGUF, INDEX = ".safetensors", ".gguf", ".index.json"


@dataclass(frozen=True, slots=True)
class Chosen:
    """files of one model, all in one folder

    shards  the file of each tensor, where an index says so
    """

    format: Literal["safetensors", "GGUF"]
    files: Sequence[str]
    shards: Mapping[str, str] | None = None

    @property
    def folder(self) -> PurePosixPath:
        return PurePosixPath(self.files[0]).parent


def choose_files(model: HubModel) -> Chosen:
    """The file that was asked for, or the model's own. Raises UnknownTable, UnknownFormat, BadArgument for several."""
    asked = model.address.file
    if asked is not None:
        if asked not in model.files:
            raise UnknownTable(f"{model.address}: the model has no file {asked}; it has {model.names()}.")
        return _of_kind(model, asked)
    inner = first_module(model.bring("modules.json", most=1_000_000)) if "modules.json" in model.files else None
    for folder in ("", inner):
        found = None if folder is None else _in_folder(model, folder)
        if found is not None:
            return found
    raise _none(model)


def _of_kind(model: HubModel, name: str) -> Chosen:
    if name.endswith(SAFETENSORS + INDEX):
        shards = read_index(model.bring(name, most=MOST))
        folder = PurePosixPath(name).parent
        return Chosen("safetensors", [str(folder / shard) for shard in dict.fromkeys(shards.values())], shards)
    if name.endswith(SAFETENSORS):
        return Chosen("safetensors", [name])
    if name.endswith(GGUF):
        return Chosen("GGUF", _parts(model, name))
    raise UnknownFormat(
        f"{model.address}: {name} is not read from afar, only safetensors and GGUF; download it and open it from disk."
    )


def _in_folder(model: HubModel, folder: str) -> Chosen | None:
    names = [name for name in model.files if PurePosixPath(name).parent == PurePosixPath(folder)]
    known = [str(PurePosixPath(folder) / name) for name in (*INDEXED, *WHOLE) if SAFETENSORS in name]
    found = next((name for name in known if name in names), None)
    if found is not None:
        return _of_kind(model, found)
    own = sorted(name for name in names if name.endswith(SAFETENSORS))
    if own and all(SHARD.fullmatch(name) for name in own):
        raise UnknownFormat(f"{model.address} has shards and no {INDEXED[0]}; name the shard that holds the table.")
    models = own or list(dict.fromkeys(_parts(model, name)[0] for name in sorted(names) if name.endswith(GGUF)))
    if len(models) > 1:
        some = ", ".join(models[:5]) + (" and others" if len(models) > 5 else "")
        raise BadArgument(
            f"{model.address} holds {len(models)} models ({some}); name one of them: {model.address}/{models[0]}."
        )
    return _of_kind(model, models[0]) if models else None


def _parts(model: HubModel, name: str) -> list[str]:
    """The file itself, or all parts that are there of the split model that it belongs to, the first part first."""
    folder, stem = PurePosixPath(name).parent, name.rpartition("-of-")[0].rpartition("-")[0]
    if not stem:
        return [name]
    ending = name[len(stem) + 6 :]
    parts = [part for part in model.files if part.startswith(f"{stem}-") and part.endswith(ending)]
    return sorted(part for part in parts if PurePosixPath(part).parent == folder and len(part) == len(name)) or [name]


def _none(model: HubModel) -> UnknownFormat:
    if any(name.endswith((".bin", ".pt", ".pth", ".ckpt")) for name in model.files):
        return UnknownFormat(
            f"{model.address} has no safetensors, only PyTorch files, which are not read from afar; download the model "
            "and open its folder."
        )
    return UnknownFormat(f"{model.address} has no safetensors or GGUF file to read from afar; it has {model.names()}.")
