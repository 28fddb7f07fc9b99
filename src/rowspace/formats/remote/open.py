"""Opens tables by address: only what is asked for is read, and what was read is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath

from rowspace.errors import BadArgument
from rowspace.formats.companions import Companions, needed
from rowspace.formats.remote import tables
from rowspace.formats.remote.address import HubAddress, WebAddress, parse_address
from rowspace.formats.remote.choice import choose_files
from rowspace.formats.remote.hub import HubModel
from rowspace.formats.remote.telling import Progress, Telling
from rowspace.formats.remote.web import Web
from rowspace.formats.remote.web_model import WebModel
from rowspace.table import Table

MOST = 100_000_000  # bytes of a config or a vocabulary


def open_address(
    source: str,
    *,
    tensor: str | None = None,
    progress: Progress | None = None,
    canceled: Callable[[], bool] | None = None,
) -> Table:
    """Table at hf://owner/name[@revision][/file] or at an http(s) address of a safetensors or GGUF file.

    Header, tokens and config are read at once, rows when they are asked for.

    progress  told before bytes come and while they do; None writes to stderr
    canceled  looked at while they come; Canceled is raised when it says so

    Raises BadArgument for an address of another kind, UnknownTable where there is nothing, Unreachable, BadFile.
    """
    address, web = parse_address(source), Web(canceled=canceled)
    telling = Telling(str(address), progress)
    return (
        _on_hub(address, web, telling, tensor)
        if isinstance(address, HubAddress)
        else _on_web(address, web, telling, tensor)
    )


def bring_config(source: str, name: str) -> Path:
    """The config of a model of the hub. Raises as `open_address`, UnknownTable where the model has none."""
    address = parse_address(source)
    if not isinstance(address, HubAddress):
        raise BadArgument(f"{address} is a file; a config is read of a model of the hub, hf://owner/name.")
    return HubModel(address, Web(), Telling(str(address))).bring(name, most=MOST)


def _on_hub(address: HubAddress, web: Web, telling: Telling, tensor: str | None) -> Table:
    model = HubModel(address, web, telling)
    chosen = choose_files(model)
    sizes = [model.files[name].size for name in chosen.files if name in model.files]
    telling.of = None if None in sizes else sum(size or 0 for size in sizes)
    folder = PurePosixPath(chosen.files[0]).parent

    def beside() -> Companions:
        names = {path.name: str(path) for path in map(PurePosixPath, model.files) if path.parent == folder}
        for name in needed(names):
            model.bring(names[name], most=MOST)
        return Companions(model.folder / folder, lone=address.file is not None)

    if chosen.shards is not None:
        table = tables.in_shards(
            model.folder / folder, chosen.shards, lambda name: model.file(str(folder / name)), beside, tensor=tensor
        )
    elif chosen.format == "GGUF":
        table = tables.gguf([model.file(name) for name in chosen.files], tensor=tensor)
    else:
        table = tables.one_file(model.file(chosen.files[0]), str(address), beside, tensor=tensor)
    table.name = address.name if table.name == folder.name else table.name
    table.source = replace(table.source, location=model.pinned)
    return table


def _on_web(address: WebAddress, web: Web, telling: Telling, tensor: str | None) -> Table:
    model = WebModel(address, web, telling)
    telling.of = model.file.size

    def beside() -> Companions:
        model.bring_companions(most=MOST)
        return Companions(model.folder, lone=True)

    table = tables.one_file(model.file, str(address), beside, tensor=tensor)
    model.remember()
    table.source = replace(table.source, location=str(address))
    return table
