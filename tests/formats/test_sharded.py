"""Shards and their index: only what is needed is opened, nothing outside the folder, and both must agree."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
import safetensors.numpy
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadFile, RowspaceError
from rowspace.formats import checkpoint
from rowspace.formats.registry import open_file
from rowspace.formats.safetensors_model import SafetensorsModel
from rowspace.formats.sharded import inside, is_bare, read_index

from .makers import ROWS, write_shards
from .torch_files import write_checkpoint

FIRST, SECOND, THIRD = (f"model-0000{i}-of-00003.safetensors" for i in (1, 2, 3))
SHARDS = {
    FIRST: {"model.embed_tokens.weight": ROWS},
    SECOND: {"model.layers.0.mlp.weight": ROWS},
    THIRD: {"lm_head.weight": ROWS * 2},
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_shards(tmp_path, SHARDS)
    return tmp_path


def reindex(folder: Path, **changes: str) -> None:
    path = folder / "model.safetensors.index.json"
    index = json.loads(path.read_text())
    index["weight_map"] |= {name.replace("__", "."): shard for name, shard in changes.items()}
    path.write_text(json.dumps(index))


def test_only_the_shards_of_known_names_are_opened(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def open_shard(path: Path, config: object) -> SafetensorsModel:
        opened.append(path.name)
        return SafetensorsModel(path)

    monkeypatch.setattr(checkpoint, "SafetensorsModel", open_shard)
    (folder / SECOND).write_bytes(b"broken, and never looked at")
    np.testing.assert_array_equal(open_file(folder).rows[:], ROWS)
    assert sorted(opened) == [FIRST, THIRD]


def test_a_tensor_of_any_shard_may_be_asked_for(folder: Path) -> None:
    np.testing.assert_array_equal(open_file(folder, tensor="lm_head.weight").rows[:], ROWS * 2)


def test_shards_that_came_without_an_index(folder: Path) -> None:
    (folder / "model.safetensors.index.json").unlink()
    table = open_file(folder)
    assert table.source.tensor == "model.embed_tokens.weight"
    (folder / SECOND).unlink()
    with pytest.raises(BadFile, match="holds 2 of 3 shards and no index; download the others"):
        open_file(folder)


def test_pytorch_shards(tmp_path: Path) -> None:
    write_checkpoint(tmp_path / "pytorch_model-00001-of-00002.bin", {"wte.weight": ROWS})
    write_checkpoint(tmp_path / "pytorch_model-00002-of-00002.bin", {"h.0.weight": ROWS})
    names = {"wte.weight": "pytorch_model-00001-of-00002.bin", "h.0.weight": "pytorch_model-00002-of-00002.bin"}
    (tmp_path / "pytorch_model.bin.index.json").write_text(json.dumps({"weight_map": names}))
    table = open_file(tmp_path)
    np.testing.assert_array_equal(table.rows[:], ROWS)
    assert table.source.format == "PyTorch"


def test_a_missing_shard_is_named(folder: Path) -> None:
    (folder / FIRST).unlink()
    with pytest.raises(BadFile, match=f'^{FIRST}, which holds tensor "model.embed_tokens.weight", is missing'):
        open_file(folder)


def test_an_index_that_lists_too_much_or_too_little_is_refused(folder: Path) -> None:
    reindex(folder, extra=FIRST)
    with pytest.raises(BadFile, match=f'{FIRST} lacks tensor "extra", which the index lists there'):
        open_file(folder)
    write_shards(folder, SHARDS)
    safetensors.numpy.save_file({"model.embed_tokens.weight": ROWS, "hidden": ROWS}, folder / FIRST)
    with pytest.raises(BadFile, match=f'{FIRST} holds tensor "hidden", which the index does not list there'):
        open_file(folder)


@pytest.mark.parametrize(
    "name", ["../secret.safetensors", "/etc/passwd", "a/b.safetensors", "a\\b", "..", "", ".hidden", "a\0b", "c:x"]
)
def test_a_shard_is_a_file_of_the_folder(folder: Path, name: str) -> None:
    reindex(folder, lm_head__weight=name)
    with pytest.raises(BadFile, match="a shard is a file of the same folder"):
        open_file(folder)
    assert not is_bare(name)


@pytest.mark.parametrize(
    "index", ["[]", "{}", '{"weight_map": []}', '{"weight_map": {}}', '{"weight_map": {"a": 1}}', '{"weight_map"', ""]
)
def test_an_index_without_a_map_is_refused(tmp_path: Path, index: str) -> None:
    path = tmp_path / "model.safetensors.index.json"
    path.write_text(index)
    with pytest.raises(BadFile, match=r"has no weight_map|must hold a JSON object|is not readable JSON"):
        read_index(path)


def test_a_link_out_of_the_folder_is_not_followed(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "secret.safetensors"
    (folder / FIRST).rename(elsewhere)
    (folder / FIRST).symlink_to(elsewhere)
    with pytest.raises(BadFile, match=f"{FIRST} is a link that leads out of the folder"):
        open_file(folder)


def test_the_hubs_cache_links_to_its_own_blobs(tmp_path: Path) -> None:
    """models--owner--name/snapshots/<revision>/model.safetensors -> ../../blobs/<hash>"""
    model = tmp_path / "models--someone--pets"
    snapshot = model / "snapshots" / ("0123456789" * 4)
    snapshot.mkdir(parents=True)
    (model / "blobs").mkdir()
    safetensors.numpy.save_file({"wte.weight": ROWS}, model / "blobs" / "abc")
    (snapshot / "model.safetensors").symlink_to(Path("../../blobs/abc"))
    table = open_file(snapshot)
    assert table.name == "pets"
    np.testing.assert_array_equal(table.rows[:], ROWS)
    (snapshot / "other").symlink_to(tmp_path / "outside")
    with pytest.raises(BadFile, match="leads out of the folder"):
        inside(snapshot, "other")


@given(st.text(max_size=20))
def test_a_name_that_passes_stays_in_the_folder(name: str) -> None:
    if is_bare(name):
        assert (Path("/folder") / name).parent == Path("/folder")
        assert Path(name).name == name


@given(st.data())
def test_a_broken_index_is_read_or_refused_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.getbasetemp() / "model.safetensors.index.json"
    whole = json.dumps({"metadata": {"total_size": 9}, "weight_map": {"a": "x.safetensors"}}).encode()
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(whole))] * 2)))
    path.write_bytes(whole[:start] + data.draw(st.binary(max_size=5)) + whole[end:])
    with suppress(RowspaceError):
        assert all(map(is_bare, read_index(path).values()))
