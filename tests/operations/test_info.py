import json
from pathlib import Path

import numpy as np
import pytest
import safetensors.numpy

from rowspace.operations.info import TableInfo, table_info
from rowspace.operations.open import open_table
from rowspace.operations.opened import OpenedTable


def test_a_table_in_memory(royal: OpenedTable) -> None:
    info = table_info(royal)
    assert (info.name, info.rows, info.dim, info.dtype, info.bytes) == ("royal", 7, 3, "float32", 7 * 3 * 4)
    assert (info.tokens, info.positions, info.tokenizer, info.groups) == (7, 0, None, {})


def test_only_who_asks_for_it_sees_the_folder_of_a_file(royal: OpenedTable) -> None:
    assert table_info(royal).source == "small.bin"
    assert table_info(royal, full_path=True).source == "/somewhere/private/small.bin"


def test_a_shipped_table_says_where_it_came_from(minilm: OpenedTable, glove: OpenedTable) -> None:
    info = table_info(minilm)
    assert (info.source, info.format, info.rows, info.dim, info.dtype) == ("minilm", "native", 30_522, 384, "int8")
    assert (info.positions, info.tokenizer, info.bytes) == (512, "wordpiece", 30_522 * (384 + 2))
    assert info.package is not None
    assert info.license is not None
    assert table_info(glove, full_path=True).source == "glove"


def checkpoint(folder: Path, tensors: dict[str, np.ndarray], **config: object) -> TableInfo:
    safetensors.numpy.save_file(tensors, folder / "model.safetensors")
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "vocab.txt").write_text("[PAD]\ncat\ndog\n")
    return table_info(open_table(str(folder)))


TABLE = np.arange(12, dtype=np.float32).reshape(4, 3)


@pytest.mark.parametrize(
    ("head", "stored_twice", "equal_bytes"),
    [(None, False, None), (TABLE, True, True), (TABLE + 1, True, False), (TABLE.astype(np.float16), True, False)],
    ids=["one", "a copy", "a head of its own", "a copy in fewer bits"],
)
@pytest.mark.parametrize("flag", [True, False, None])
def test_stored_twice_and_equal_and_tied_are_three_facts(
    tmp_path: Path, head: np.ndarray | None, stored_twice: bool, equal_bytes: bool | None, flag: bool | None
) -> None:
    """A flag may say what the tensors do not: false where no head is stored, true beside a head of its own."""
    tensors = {"embed_tokens.weight": TABLE} | ({} if head is None else {"lm_head.weight": head})
    info = checkpoint(tmp_path, tensors, **({} if flag is None else {"tie_word_embeddings": flag}))
    assert (info.stored_twice, info.equal_bytes, info.tied_flag) == (stored_twice, equal_bytes, flag)


def test_bytes_that_differ_at_the_end_are_not_equal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rowspace.operations.info.COMPARED_AT_ONCE", 5)
    head = TABLE.copy()
    head[3, 2] += 1
    assert checkpoint(tmp_path, {"wte.weight": TABLE, "lm_head.weight": head}).equal_bytes is False
    assert checkpoint(tmp_path, {"wte.weight": TABLE, "lm_head.weight": TABLE}).equal_bytes is True


def test_every_tensor_that_belongs_to_the_table(tmp_path: Path) -> None:
    info = checkpoint(
        tmp_path,
        {
            "model.decoder.embed_tokens.weight": TABLE,
            "model.decoder.embed_positions.weight": TABLE[:3],
            "lm_head.weight": TABLE.astype(np.float16),
            "model.embed_tokens_per_layer.weight": np.zeros((4, 9), np.float32),
            "model.layers.61.embed_tokens.weight": TABLE,
            "model.layers.0.mlp.weight": np.zeros((9, 9), np.float32),
        },
        model_type="opt",
    )
    assert [(t.role, t.name, t.dtype, t.shape, t.bytes) for t in info.tensors] == [
        ("input", "model.decoder.embed_tokens.weight", "F32", [4, 3], 48),
        ("output", "lm_head.weight", "F16", [4, 3], 24),
        ("position", "model.decoder.embed_positions.weight", "F32", [3, 3], 36),
        ("per layer", "model.embed_tokens_per_layer.weight", "F32", [4, 9], 144),
        ("copy", "model.layers.61.embed_tokens.weight", "F32", [4, 3], 48),
    ]
    assert (info.positions, info.position_offset) == (1, 2)
    assert (info.rows, info.tokens, info.padding_rows, info.vocabulary) == (4, 3, 1, "vocab.txt")


def test_tokens_past_the_rows_and_what_the_model_does_to_a_row(tmp_path: Path) -> None:
    info = checkpoint(tmp_path, {"wte.weight": TABLE[:2]}, model_type="gemma")
    assert (info.tokens, info.padding_rows, info.tokens_past_rows) == (2, 0, ["dog"])
    assert info.input_scale == pytest.approx(3**0.5)


def test_word_vectors_are_no_model(royal: OpenedTable) -> None:
    info = table_info(royal)
    assert (info.tensors, info.stored_twice, info.equal_bytes, info.tied_flag) == ([], None, None, None)
