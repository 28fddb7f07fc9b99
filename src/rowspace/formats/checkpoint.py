"""A checkpoint folder: numbers in one file or in shards, a config and the tokens beside them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from rowspace.errors import BadFile
from rowspace.formats.companions import Companions
from rowspace.formats.json_files import parse_json, read_bounded
from rowspace.formats.model_config import ModelConfig
from rowspace.formats.safetensors import looks_like_safetensors
from rowspace.formats.safetensors_model import SafetensorsModel
from rowspace.formats.sharded import Sharded, inside, is_bare, read_index
from rowspace.formats.tensors import TensorFile
from rowspace.formats.torch_zip import TorchZip, is_torch_zip
from rowspace.table import Table

INDEXED = ("model.safetensors.index.json", "consolidated.safetensors.index.json", "pytorch_model.bin.index.json")
SPLIT = ("consolidated.00.pth", "consolidated.01.pth")  # Meta's shards split each tensor
WHOLE = ("model.safetensors", "consolidated.safetensors", "pytorch_model.bin", SPLIT[0])
SUFFIXES = (".safetensors", ".bin", ".pth", ".pt", ".ckpt")
NOT_MODELS = {"training_args.bin", "optimizer.bin", "optimizer.pt", "scheduler.pt", "rng_state.pth", "scaler.pt"}
MAX_FILES = 10_000
_SHARD = re.compile(r".+-\d{5}-of-\d{5}\.(?:safetensors|bin)")


class Checkpoint:
    """Reader of folders; an entry of the list of formats."""

    name = "checkpoint folder"

    def recognizes(self, path: Path) -> bool:
        return path.is_dir() and model_folder(path) is not None

    def open(self, path: Path, *, tensor: str | None = None) -> Table:
        folder = model_folder(path)
        if folder is None:
            raise BadFile(f"{path.name} holds no model that rowspace reads.")
        companions = Companions(folder)
        return companions.table_of(model_files(folder, companions.config), tensor=tensor)


def model_folder(path: Path) -> Path | None:
    """The folder itself or the one inside it that a sentence-transformers model keeps its first module in."""
    for folder in (path, *_modules(path)):
        if any((folder / name).is_file() for name in (*INDEXED, *WHOLE)) or _others(folder):
            return folder
    return None


def model_files(folder: Path, config: ModelConfig) -> TensorFile:
    """The tensors of a folder, shards opened when needed. Raises BadFile where files are missing or ambiguous."""
    for name in INDEXED:
        if (folder / name).is_file():
            return _sharded(folder, read_index(inside(folder, name)), config)
    for name in WHOLE:
        if (folder / name).is_file():
            _refuse_split(folder, name)
            return _opener(name, config)(inside(folder, name))
    names = _others(folder)
    if not names:
        raise BadFile(f"{folder.name} holds no model that rowspace reads.")
    if all(_SHARD.fullmatch(name) for name in names):
        return _sharded(folder, _listed(folder, names, config), config)
    if len(names) > 1:
        raise BadFile(f"{folder.name} holds {len(names)} models ({', '.join(names[:5])}); open the one you want.")
    return _opener(names[0], config)(inside(folder, names[0]))


def _refuse_split(folder: Path, name: str) -> None:
    if name == SPLIT[0] and (folder / SPLIT[1]).is_file():
        raise BadFile(
            f"{SPLIT[0]} and {SPLIT[1]} each hold a part of every row; convert the model to safetensors and open that."
        )


def _sharded(folder: Path, shards: dict[str, str], config: ModelConfig) -> Sharded:
    open = _opener(next(iter(shards.values())), config)
    return Sharded(folder, shards, open, format="safetensors" if open is not TorchZip else "PyTorch")


def _opener(name: str, config: ModelConfig) -> Callable[[Path], TensorFile]:
    return (lambda path: SafetensorsModel(path, config)) if name.endswith(".safetensors") else TorchZip


def _listed(folder: Path, names: list[str], config: ModelConfig) -> dict[str, str]:
    """Shard of each tensor, from the headers of shards that came without an index."""
    expected = int(names[0].rsplit("-of-", 1)[1][:5])
    if len(names) != expected:
        raise BadFile(f"{folder.name} holds {len(names)} of {expected} shards and no index; download the others.")
    return {tensor: name for name in names for tensor in _opener(name, config)(inside(folder, name)).entries}


def _others(folder: Path) -> list[str]:
    """Files of a folder that may be a model, all of one kind: safetensors where there are any."""
    names = []
    for at, entry in enumerate(folder.iterdir() if folder.is_dir() else ()):
        if at == MAX_FILES:
            break
        if entry.suffix in SUFFIXES and entry.name not in NOT_MODELS and _may_be_model(entry):
            names.append(entry.name)
    best = min((SUFFIXES.index(Path(name).suffix) for name in names), default=0)
    return sorted(name for name in names if name.endswith(SUFFIXES[best]))


def _may_be_model(path: Path) -> bool:
    return looks_like_safetensors(path) if path.suffix == ".safetensors" else path.is_file() and is_torch_zip(path)


def _modules(path: Path) -> list[Path]:
    """Folders of the modules that modules.json lists, the first alone."""
    listing = path / "modules.json"
    if not listing.is_file():
        return []
    try:
        raw = read_bounded(listing, most_bytes=1_000_000)
        modules = parse_json(b'{"modules":' + raw + b"}", where=listing.name)["modules"]
    except BadFile:
        return []
    first = modules[0] if isinstance(modules, list) and modules else None
    inner = first.get("path") if isinstance(first, dict) else None
    return [path / inner] if isinstance(inner, str) and is_bare(inner) and (path / inner).is_dir() else []
