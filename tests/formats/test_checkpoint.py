"""Checkpoint folders: the tokens, flags and positions that lie beside the numbers, and folders that mislead."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import safetensors.numpy

from rowspace.errors import BadArgument, BadFile, UnknownFormat
from rowspace.formats.native import write_native
from rowspace.formats.registry import open_file

from .makers import ROWS, TOKENS, wordpiece_json
from .torch_files import write_checkpoint

GPT2 = {"wte.weight": ROWS, "wpe.weight": ROWS[:4] * 3}


def write(folder: Path, tensors: dict[str, np.ndarray] | None = None, **files: Any) -> Path:
    """A folder of model.safetensors and the files named, `config__json={…}`; text and bytes are written as they are."""
    folder.mkdir(exist_ok=True)
    safetensors.numpy.save_file(tensors or GPT2, folder / "model.safetensors")
    for name, contents in files.items():
        path = folder / name.replace("__", ".")
        if isinstance(contents, bytes):
            path.write_bytes(contents)
        else:
            path.write_text(contents if isinstance(contents, str) else json.dumps(contents), encoding="utf-8")
    return folder


def lines(tokens: list[str]) -> str:
    return "".join(f"{token}\n" for token in tokens)


def test_a_folder_without_tokens_reads_by_number(tmp_path: Path) -> None:
    table = open_file(write(tmp_path / "gpt"))
    assert (table.name, len(table.tokens), table.token(2), table.source.model.vocabulary) == ("gpt", 0, "#2", None)
    np.testing.assert_array_equal(table.rows[:], ROWS)


def test_tokenizer_json_comes_before_older_files(tmp_path: Path) -> None:
    table = open_file(write(tmp_path, tokenizer__json=wordpiece_json(TOKENS), vocab__txt="x\ny\n"))
    assert (list(table.tokens), table.source.model.vocabulary) == (TOKENS, "tokenizer.json")
    assert list(table.special) == [0, 1]


@pytest.mark.parametrize(
    ("name", "contents", "first"),
    [
        ("vocab__txt", lines(TOKENS), "[PAD]"),
        ("vocab__json", {token: id for id, token in enumerate(TOKENS)}, "[PAD]"),
        ("tokenizer__model", b"IQ== 0\nIg== 1\nIw== 2\nJA== 3\n", "!"),
        ("tokenizer__model", b"\x0a\x0a\x0a\x03abc\x15\0\0\0\0", "abc"),
        ("qwen__tiktoken", b"IQ== 0\nIg== 1\n", "!"),
    ],
)
def test_every_kind_of_vocabulary(tmp_path: Path, name: str, contents: Any, first: str) -> None:
    table = open_file(write(tmp_path, **{name: contents}))
    assert table.tokens[0] == first
    assert table.source.model.vocabulary == name.replace("__", ".")


def test_a_vocabulary_under_a_known_name_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match=r"tokenizer\.model is neither a SentencePiece model nor tiktoken's ranks"):
        open_file(write(tmp_path, tokenizer__model=b"what is this?"))


def test_tokens_added_later_lie_in_files_of_their_own(tmp_path: Path) -> None:
    decoder = {"5": {"content": "<|end|>", "special": True}, "x": {"content": "y"}, "4": "z"}
    table = open_file(
        write(
            tmp_path,
            vocab__txt="a\nb\nc\n",
            added_tokens__json={"<new>": 3, "odd": "id"},
            tokenizer_config__json={"added_tokens_decoder": decoder},
        )
    )
    assert list(table.tokens) == ["a", "b", "c", "<new>", "", "<|end|>"]
    assert (list(table.special), table.token(4)) == ([5], "#4")


def test_more_rows_than_tokens_are_padding(tmp_path: Path) -> None:
    """Qwen3 has 151,936 rows for 151,669 tokens."""
    table = open_file(write(tmp_path, vocab__txt=lines(TOKENS[:4])))
    assert (len(table), len(table.tokens), table.token(5)) == (6, 4, "#5")


def test_tokens_without_a_row_are_named_and_no_error(tmp_path: Path) -> None:
    """CodeLlama has 32,004 tokens for 32,000 rows. In a text such a token has no id."""
    table = open_file(write(tmp_path, {"wte.weight": ROWS[:4]}, tokenizer__json=wordpiece_json(TOKENS)))
    assert (list(table.tokens), table.source.model.tokens_past_rows) == (TOKENS[:4], ("##s", "été"))
    assert [(piece.token, piece.id, piece.known) for piece in table.tokenizer.encode("cats")] == [
        ("cat", 2, True),
        ("##s", None, False),
    ]


def test_positions_begin_where_the_model_begins(tmp_path: Path) -> None:
    """OPT's table keeps two rows before position 0."""
    table = open_file(write(tmp_path, config__json={"model_type": "opt"}))
    np.testing.assert_array_equal(table.positions[:], GPT2["wpe.weight"][2:])
    assert (table.source.model.position_offset, table.source.model.tensors[1].shape) == (2, (4, 3))
    np.testing.assert_array_equal(open_file(write(tmp_path, config__json={})).positions[1], GPT2["wpe.weight"][1])


def test_gemma_multiplies_its_rows(tmp_path: Path) -> None:
    folder = write(tmp_path, GPT2 | {"lm_head.weight": ROWS}, config__json={"model_type": "gemma2"})
    assert open_file(folder).source.model.input_scale == pytest.approx(3**0.5)
    assert open_file(folder, tensor="lm_head.weight").source.model.input_scale == 1.0


def test_tokens_are_not_given_to_a_tensor_that_is_not_theirs(tmp_path: Path) -> None:
    folder = write(tmp_path, GPT2 | {"lm_head.weight": ROWS}, vocab__txt=lines(TOKENS))
    assert list(open_file(folder, tensor="lm_head.weight").tokens) == TOKENS
    positions = open_file(folder, tensor="wpe.weight")
    assert len(positions.tokens) == 0
    assert positions.source.note == "Without tokens: vocab.txt has 6, which do not fit 4 rows."
    with pytest.raises(BadArgument, match=r'has no tensor "nothing". Its largest matrices: "lm_head.weight" 6 × 3'):
        open_file(folder, tensor="nothing")


def test_a_lone_file_takes_what_lies_beside_it_if_it_fits(tmp_path: Path) -> None:
    folder = write(tmp_path / "gpt", vocab__txt=lines(TOKENS), config__json={"tie_word_embeddings": True})
    table = open_file(folder / "model.safetensors")
    assert (list(table.tokens), table.name, table.source.model.tied_flag) == (TOKENS, "gpt", True)
    write(folder, vocab__txt=lines(TOKENS * 400))
    note = open_file(folder / "model.safetensors").source.note
    assert note == "Without tokens: vocab.txt has 2,400, which do not fit 6 rows."


def test_a_lone_file_is_not_kept_shut_by_strangers(tmp_path: Path) -> None:
    """A config or a vocabulary beside it may be any program's."""
    folder = write(tmp_path, config__json="[broken", tokenizer__json="{}")
    table = open_file(folder / "model.safetensors")
    assert table.source.note == "Without tokens: tokenizer.json has no model, so no vocabulary."
    with pytest.raises(BadFile, match=r"config\.json is not readable JSON"):
        open_file(folder)


def test_a_lone_pytorch_file_has_companions_too(tmp_path: Path) -> None:
    write_checkpoint(tmp_path / "pytorch_model.bin", {"wte.weight": ROWS})
    (tmp_path / "vocab.txt").write_text(lines(TOKENS), encoding="utf-8")
    assert list(open_file(tmp_path / "pytorch_model.bin").tokens) == TOKENS
    assert list(open_file(tmp_path).tokens) == TOKENS


def test_a_static_model_lies_one_folder_down(tmp_path: Path) -> None:
    """sentence-transformers lists its modules; the first holds the table and a tokenizer of its own."""
    write(tmp_path / "0_StaticEmbedding", {"embedding.weight": ROWS}, tokenizer__json=wordpiece_json(TOKENS))
    modules = [
        {"idx": 0, "name": "0", "path": "0_StaticEmbedding", "type": "sentence_transformers.models.StaticEmbedding"}
    ]
    (tmp_path / "modules.json").write_text(json.dumps(modules))
    table = open_file(tmp_path)
    assert (table.source.tensor, list(table.tokens)) == ("embedding.weight", TOKENS)
    np.testing.assert_array_equal(table["dog"], ROWS[3])


@pytest.mark.parametrize("modules", ['[{"path": "../other"}]', '[{"path": ""}]', "[]", "{", '[{"path": 1}]', "[7]"])
def test_modules_that_lead_elsewhere_are_not_followed(tmp_path: Path, modules: str) -> None:
    write(tmp_path / "other")
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "modules.json").write_text(modules)
    with pytest.raises(UnknownFormat, match="model is a folder without a model"):
        open_file(folder)


def test_one_file_of_any_name_is_the_model(tmp_path: Path) -> None:
    folder = write(tmp_path, vocab__txt=lines(TOKENS))
    (folder / "model.safetensors").rename(folder / "weights.safetensors")
    write_checkpoint(folder / "training_args.bin", {"x": ROWS})
    assert list(open_file(folder).tokens) == TOKENS
    (folder / "other.safetensors").write_bytes((folder / "weights.safetensors").read_bytes())
    with pytest.raises(
        BadFile, match=r"holds 2 models \(other.safetensors, weights.safetensors\); open the one you want"
    ):
        open_file(folder)


def test_metas_parts_of_one_tensor_are_not_taken_for_the_whole(tmp_path: Path) -> None:
    for part in ("consolidated.00.pth", "consolidated.01.pth"):
        write_checkpoint(tmp_path / part, {"tok_embeddings.weight": ROWS})
    with pytest.raises(BadFile, match=r"consolidated.00.pth .*each hold a part of every row"):
        open_file(tmp_path)
    (tmp_path / "consolidated.01.pth").unlink()
    assert len(open_file(tmp_path)) == 6


def test_word_vectors_in_a_folder_are_no_checkpoint(tmp_path: Path) -> None:
    (tmp_path / "vectors.bin").write_bytes(b"1 2\ncat " + bytes(8))
    with pytest.raises(UnknownFormat, match=r"it holds vectors\.bin"):
        open_file(tmp_path)


def test_a_pipe_in_place_of_a_file_is_not_waited_for(tmp_path: Path) -> None:
    write(tmp_path)
    os.mkfifo(tmp_path / "tokenizer.json")
    os.mkfifo(tmp_path / "pytorch_model.bin")
    assert len(open_file(tmp_path)) == 6
    (tmp_path / "model.safetensors").unlink()
    os.mkfifo(tmp_path / "model.safetensors")
    with pytest.raises(UnknownFormat):
        open_file(tmp_path)


def test_a_native_table_keeps_its_own_tokens(tmp_path: Path) -> None:
    path = tmp_path / "pets.safetensors"
    write_native(path, tokens=["cat"], arrays={"rows": ROWS[:1]}, metadata={})
    (tmp_path / "vocab.txt").write_text("dog\n")
    assert list(open_file(path).tokens) == ["cat"]
