"""info, tokens, row."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import safetensors.numpy
from tokenizers import BertWordPieceTokenizer

from tests.formats import fasttext_files

from .conftest import Run


def test_info_keys(run: Run, compass: str) -> None:
    keys = run("info", compass, "--json").json
    assert {key: keys[key] for key in ("rows", "dim", "dtype", "tensor", "tokens", "source", "positions")} == {
        "rows": 9,
        "dim": 2,
        "dtype": "float32",
        "tensor": "t",
        "tokens": 9,
        "source": compass,
        "positions": 4,
    }


def test_info_in_words(run: Run) -> None:
    ran = run("info", "minilm")
    assert ran.code == 0
    lines = dict(line.split(maxsplit=1) for line in ran.out.splitlines())
    assert lines["rows"] == "30,522"
    assert lines["positions"] == "512"
    assert lines["source"] == "minilm"


def test_info_of_a_file_that_is_no_table(run: Run, listing) -> None:  # type: ignore[no-untyped-def]
    ran = run("info", listing("not a table\n"), "--json")
    assert ran.code == 1
    assert ran.json["error"]["kind"] == "unknown_format"


@pytest.fixture
def checkpoint(tmp_path: Path) -> str:
    """OPT in small: five rows for three tokens and one that has none, positions after two rows, a head of its own."""
    rows = np.arange(10, dtype=np.float32).reshape(5, 2)
    tensors = {"decoder.embed_tokens.weight": rows, "decoder.embed_positions.weight": rows, "lm_head.weight": -rows}
    safetensors.numpy.save_file(tensors, tmp_path / "model.safetensors")
    (tmp_path / "config.json").write_text('{"model_type": "opt", "scale_embedding": true, "tie_word_embeddings": true}')
    (tmp_path / "vocab.txt").write_text("[PAD]\ncat\ndog\n")
    return str(tmp_path)


def test_info_of_a_checkpoint_says_what_configs_get_wrong(run: Run, checkpoint: str) -> None:
    fields, _, tensors = run("info", checkpoint).out.partition("\n\n")
    lines = dict(line.split(maxsplit=1) for line in fields.splitlines())
    assert lines["tokens"] == "3 (from vocab.txt; 2 rows past the last)"
    assert lines["positions"] == "3 (after 2 rows that stand for none)"
    assert lines["head"] == "stored, other bytes than the table; the config says tied"
    assert lines["scale"] == "the model multiplies a row by 1.41421"
    assert [line.split()[0] for line in tensors.splitlines()] == ["role", "input", "output", "position"]


def test_another_tensor_by_its_name(run: Run, checkpoint: str) -> None:
    keys = run("row", checkpoint, "#1", "--tensor", "lm_head.weight", "--json").json
    assert keys["rows"] == [[-2.0, -3.0]]
    for command in (["info"], ["tokens", "cat"], ["similarity", "#1", "#2"], ["neighbors", "#1"], ["size"]):
        ran = run(command[0], checkpoint, *command[1:], "--tensor", "nope")
        assert (ran.code, ran.err.partition(" Its ")[0]) == (1, 'model.safetensors has no tensor "nope".')
    ran = run("open", checkpoint, "glove", "--tensor", "x", "--no-browser")
    assert (ran.code, ran.err) == (1, "--tensor x says which tensor of one TABLE; got 2 tables.\n")


def test_tokens_are_those_of_the_tokenizers_library(run: Run, tmp_path) -> None:  # type: ignore[no-untyped-def]
    from rowspace.operations.open import open_table

    vocabulary = tmp_path / "vocab.txt"
    vocabulary.write_text("\n".join(open_table("minilm").tokens), encoding="utf-8")
    text = "The embeddings of unbelievable cats"
    expected = BertWordPieceTokenizer(str(vocabulary), lowercase=True).encode(text, add_special_tokens=False)
    keys = run("tokens", "minilm", text, "--json").json
    assert keys["tokens"] == expected.tokens
    assert keys["ids"] == expected.ids
    assert [piece["start"] for piece in keys["pieces"]] == [start for start, _ in expected.offsets]


def test_tokens_in_words_show_what_the_table_lacks(run: Run) -> None:
    lines = run("tokens", "classroom", "cat zebra").out.splitlines()
    assert [line.split() for line in lines] == [["token", "id", "known"], ["cat", "0", "yes"], ["zebra", "none", "no"]]


def test_row_keys(run: Run, compass: str) -> None:
    keys = run("row", compass, "south", "#5", " spaced out", "--json").json
    assert keys == {
        "table": "compass",
        "tokens": ["south", "new\nline", " spaced out"],
        "ids": [2, 5, 4],
        "norms": [1.0, 5.0, 5.0],
        "rows": [[0.0, -1.0], [4.0, 3.0], [3.0, 4.0]],
    }


def test_row_in_words_shows_nothing_invisible(run: Run, compass: str) -> None:
    assert run("row", compass, "#5").out == "new⏎line  (id 5, length 5.0000)\n  4.00000   3.00000\n"


def test_row_of_an_unknown_token_offers_near_ones(run: Run, compass: str) -> None:
    ran = run("row", compass, "noth")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == '"noth" is not in compass (9 tokens). Nearest spellings: "north".\n'


def test_row_past_the_last(run: Run, compass: str) -> None:
    ran = run("row", compass, "#9", "--json")
    assert ran.code == 1
    assert ran.json["error"]["kind"] == "bad_argument"
    assert "#0 to #8" in ran.json["error"]["message"]


def test_json_is_one_line(run: Run, compass: str) -> None:
    out = run("row", compass, "north", "--json").out
    assert out.count("\n") == 1
    json.loads(out)


def test_a_word_put_together_from_its_pieces_has_no_id(run: Run, tmp_path: Path) -> None:
    (tmp_path / "cc.bin").write_bytes(fasttext_files.model())
    ran = run("row", str(tmp_path / "cc.bin"), "kingdom", "king")
    assert ran.out.startswith("kingdom  (no row of its own, length ")
    assert "king  (id 1, length " in ran.out
