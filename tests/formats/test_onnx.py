"""ONNX models: the table that ids are looked up in, with the numbers that the onnx library looks up."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument, BadFile, RowspaceError
from rowspace.formats import onnx, onnx_file
from rowspace.formats.registry import open_file
from tests.hostile.onnx_files import HOSTILE

from .onnx_files import GATHER, field, lookup, model, node, outside, packed, tensor

GOLDEN = Path(__file__).parents[1] / "golden" / "onnx"
EXPECTED = np.load(GOLDEN / "expected.npz")
ROWS = np.arange(6, dtype=np.float32).reshape(2, 3)
DECOY = np.ones((9, 3), np.float32)


def written(folder: Path, raw: bytes, name: str = "model.onnx") -> Path:
    path = folder / name
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_bytes(raw)
    return path


@pytest.mark.parametrize("name", EXPECTED.files)
def test_equals_what_the_library_looks_up(name: str) -> None:
    """The files and the numbers are the onnx library's: scripts/make_onnx.py."""
    table = open_file(GOLDEN / f"{name}.onnx")
    np.testing.assert_array_equal(table.rows[:], EXPECTED[name])
    np.testing.assert_array_equal(table.rows[[4, 1]], EXPECTED[name][[4, 1]])


def test_the_table_is_what_the_input_looks_up_whatever_it_is_called(tmp_path: Path) -> None:
    positions = np.full((4, 3), 7, np.float32)
    nodes = [
        node("Gather", ["types", "token_type_ids"], ["t"]),
        node("Gather", ["where", "position_ids"], ["p"]),
        node("Unsqueeze", ["input_ids"], ["ids"]),
        node("Gather", ["onnx::Gather_12", "ids"], ["y"]),
    ]
    tensors = {"types": DECOY, "where": positions, "onnx::Gather_12": ROWS, "wpe.weight": positions}
    inputs = ["attention_mask", "token_type_ids", "position_ids", "input_ids"]
    path = written(tmp_path, model(nodes, [tensor(name, array) for name, array in tensors.items()], inputs))
    table = open_file(path)
    assert (table.source.tensor, table.name) == ("onnx::Gather_12", tmp_path.name)
    np.testing.assert_array_equal(table.rows[:], ROWS)
    assert table.positions is not None
    np.testing.assert_array_equal(table.positions[:], positions)
    np.testing.assert_array_equal(open_file(path, tensor="types").rows[:], DECOY)
    with pytest.raises(BadArgument, match='has no tensor "other"'):
        open_file(path, tensor="other")


def test_the_fused_embedding_of_optimized_models(tmp_path: Path) -> None:
    fused = node("EmbedLayerNormalization", ["input_ids", "segment_ids", "words", "places", "kinds", "g", "b"], ["y"])
    tensors = [tensor("words", ROWS), tensor("places", DECOY), tensor("kinds", DECOY)]
    assert open_file(written(tmp_path, model([fused], tensors))).source.tensor == "words"


@pytest.mark.parametrize("zeros", [False, True])
@pytest.mark.parametrize("bits", [4, 8])
def test_blocks_of_codes_as_onnx_runtime_keeps_them(tmp_path: Path, bits: int, zeros: bool) -> None:
    """Two codes of 4 bits a byte, the first in the lower half; without zero points 8 or 128 stands for zero."""
    random = np.random.default_rng(bits)
    codes, scales = random.integers(0, 1 << bits, (5, 6), np.uint8), random.random((5, 3)).astype(np.float32)
    middle = random.integers(0, 1 << bits, (5, 4), np.uint8) if zeros else np.full((5, 4), 1 << bits - 1, np.uint8)
    inputs = ["codes", "input_ids", "scales", *(["zeros"] if zeros else [])]
    gather = node("GatherBlockQuantized", inputs, ["y"], bits=bits, block_size=2)
    held = (packed(codes), packed(middle)) if bits == 4 else (codes, middle[:, :3].copy())
    tensors = [tensor("codes", held[0]), tensor("scales", scales), tensor("zeros", held[1])]
    table = open_file(written(tmp_path, model([gather], tensors)))
    spread = [np.repeat(part, 2, axis=1) for part in (scales, middle[:, :3].astype(np.float32))]
    np.testing.assert_array_equal(table.rows[:], (codes - spread[1]) * spread[0])
    assert (table.rows.dtype, table.dim) == (f"uint{bits}", 6)


def test_one_scale_a_column_and_numbers_written_as_varints(tmp_path: Path) -> None:
    codes = np.array([[1, -2, 3], [4, 5, -6]], np.int8)
    half = field(1, 3) + field(2, 10) + field(8, "s") + field(5, b"".join([b"\x80\x78", b"\x80\x7c", b"\x80\x80\x01"]))
    dequantize = node("DequantizeLinear", ["q", "s"], ["w"], axis=1)
    table = open_file(written(tmp_path, model([dequantize, GATHER], [tensor("q", codes), half])))
    np.testing.assert_array_equal(table.rows[:], codes * np.float32([1, 1.5, 2]))


@pytest.mark.parametrize("kind", ["float16", "float64", "uint16"])
def test_dtypes(tmp_path: Path, kind: str) -> None:
    held = (ROWS.view(np.uint32) >> 16).astype(np.uint16) if kind == "uint16" else ROWS.astype(kind)
    np.testing.assert_array_equal(open_file(written(tmp_path, lookup(w=held))).rows[:], ROWS)


def test_large_tables_are_mapped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(onnx, "MAPPED_FROM", 1)
    monkeypatch.setattr(onnx_file, "MAPPED_FROM", 1)
    written(tmp_path, b"\0" * 8 + ROWS.tobytes(), "numbers.data")
    entries = {"location": "numbers.data", "offset": "8", "length": "24"}
    path = written(tmp_path, model([GATHER], [outside("w", (2, 3), **entries)]))
    file = onnx.OnnxModel(path)
    assert isinstance(file.stored("w"), np.memmap)
    np.testing.assert_array_equal(file.rows("w")[[1, 0]], ROWS[[1, 0]])


def test_tokens_come_from_the_folder_or_the_one_above_onnx(tmp_path: Path) -> None:
    (tmp_path / "bert").mkdir()
    (tmp_path / "bert" / "vocab.txt").write_text("cat\ndog\n")
    path = written(tmp_path / "bert", lookup(w=ROWS), "onnx/model.onnx")
    for opened in (path, tmp_path / "bert"):
        assert list(open_file(opened).tokens) == ["cat", "dog"]
    written(tmp_path / "bert", lookup(w=ROWS), "quantized.onnx")
    (tmp_path / "bert" / "onnx" / "model.onnx").rename(tmp_path / "bert" / "onnx" / "other.onnx")
    assert list(open_file(tmp_path / "bert").tokens) == ["cat", "dog"]


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_models_are_refused(tmp_path: Path, case: str) -> None:
    raw, words = HOSTILE[case]
    inner = tmp_path / "inner"
    path = written(inner, raw)
    written(inner, bytes(24), "numbers.data")
    written(tmp_path, bytes(24), "numbers.data")
    (inner / "link.data").symlink_to(tmp_path / "numbers.data")
    (inner / "inner").mkdir()
    assert onnx.Onnx().recognizes(path)
    with pytest.raises(BadFile, match=words):
        open_file(path)


@given(st.data())
def test_mutations_open_or_are_refused(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(EXPECTED.files))
    raw = bytearray((GOLDEN / f"{name}.onnx").read_bytes())
    for _ in range(data.draw(st.integers(1, 3))):
        raw[data.draw(st.integers(2, len(raw) - 1))] = data.draw(st.integers(0, 255))
    try:
        table = open_file(written(tmp_path_factory.mktemp("mutated"), bytes(raw)))
    except RowspaceError:
        return
    assert table.rows[:].shape == table.rows.shape
