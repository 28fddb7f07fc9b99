"""A small real file of every format in the list, and what its table must hold.

A format that joins `registry.FORMATS` joins `MAKERS` too, and the shared suite then runs over it. Where the format
has a library of its own, that library writes the file.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gguf
import numpy as np
import safetensors.numpy
from gensim.models import KeyedVectors

from rowspace.formats.native import write_native

from .torch_files import write_checkpoint

TOKENS = ["[PAD]", "[UNK]", "cat", "dog", "##s", "été"]
ROWS = (np.arange(18, dtype=np.float32).reshape(6, 3) - 7) / 8  # exact in every dtype and in decimals


@dataclass(frozen=True)
class Made:
    """A file or folder, the numbers that its library reads from it, and the file that tests break."""

    path: Path
    rows: np.ndarray[Any, np.dtype[np.float32]]
    file: Path
    tokens: Sequence[str] = tuple(TOKENS)


def native(folder: Path) -> Made:
    path = folder / "pets.safetensors"
    write_native(path, tokens=TOKENS, arrays={"rows": ROWS}, metadata={})
    return Made(path, safetensors.numpy.load_file(path)["rows"], path)


def safetensors_file(folder: Path) -> Made:
    """A lone file whose tokens lie beside it."""
    path = folder / "pets.safetensors"
    safetensors.numpy.save_file(
        {"wte.weight": ROWS.astype(np.float16), "wpe.weight": ROWS[:2].astype(np.float16)}, path
    )
    (folder / "vocab.txt").write_text("".join(f"{token}\n" for token in TOKENS), encoding="utf-8")
    return Made(path, safetensors.numpy.load_file(path)["wte.weight"].astype(np.float32), path)


def checkpoint(folder: Path) -> Made:
    """Two shards, their index, a config and a tokenizer.json."""
    path = folder / "pets"
    path.mkdir()
    shards = {
        "model-00001-of-00002.safetensors": {"model.embed_tokens.weight": ROWS},
        "model-00002-of-00002.safetensors": {"lm_head.weight": ROWS},
    }
    write_shards(path, shards)
    (path / "config.json").write_text(json.dumps({"model_type": "llama", "hidden_size": 3}))
    (path / "tokenizer.json").write_text(json.dumps(wordpiece_json(TOKENS)), encoding="utf-8")
    first = path / "model-00001-of-00002.safetensors"
    return Made(path, safetensors.numpy.load_file(first)["model.embed_tokens.weight"], first)


def pytorch(folder: Path) -> Made:
    path = write_checkpoint(folder / "pets.bin", {"embeddings.word_embeddings.weight": ROWS})
    (folder / "vocab.txt").write_text("".join(f"{token}\n" for token in TOKENS), encoding="utf-8")
    return Made(path, ROWS, path)


def word2vec_binary(folder: Path) -> Made:
    return _word2vec(folder / "pets.bin", binary=True)


def word2vec_text(folder: Path) -> Made:
    return _word2vec(folder / "pets.txt", binary=False)


def _word2vec(path: Path, *, binary: bool) -> Made:
    vectors = KeyedVectors(3)
    vectors.add_vectors(TOKENS, ROWS)
    vectors.save_word2vec_format(str(path), binary=binary)
    read = KeyedVectors.load_word2vec_format(str(path), binary=binary)
    return Made(path, read.vectors, path)


def gguf_file(folder: Path) -> Made:
    path = folder / "pets.gguf"
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_tokenizer_model("bert")
    writer.add_token_list(TOKENS)
    writer.add_tensor("token_embd.weight", ROWS)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return Made(path, np.array(gguf.GGUFReader(path).tensors[0].data), path)


def write_shards(folder: Path, shards: Mapping[str, Mapping[str, np.ndarray]]) -> None:
    """The shards and the index that lists them."""
    for name, tensors in shards.items():
        safetensors.numpy.save_file(dict(tensors), folder / name)
    listed = {tensor: name for name, tensors in shards.items() for tensor in tensors}
    (folder / "model.safetensors.index.json").write_text(json.dumps({"metadata": {}, "weight_map": listed}))


def wordpiece_json(tokens: Sequence[str], *, lowercase: bool = True) -> dict[str, Any]:
    """BERT's tokenizer.json, as the tokenizers library reads it."""
    return {
        "version": "1.0",
        "normalizer": {
            "type": "BertNormalizer",
            "clean_text": True,
            "handle_chinese_chars": True,
            "strip_accents": None,
            "lowercase": lowercase,
        },
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": True},
        "added_tokens": [
            {
                "id": id,
                "content": token,
                "special": True,
                "single_word": False,
                "lstrip": False,
                "rstrip": False,
                "normalized": False,
            }
            for id, token in enumerate(tokens)
            if token.startswith("[")
        ],
        "model": {
            "type": "WordPiece",
            "unk_token": "[UNK]",
            "continuing_subword_prefix": "##",
            "max_input_chars_per_word": 100,
            "vocab": {token: id for id, token in enumerate(tokens)},
        },
    }


MAKERS: dict[str, Callable[[Path], Made]] = {
    "checkpoint folder": checkpoint,
    "native": native,
    "safetensors": safetensors_file,
    "GGUF": gguf_file,
    "PyTorch checkpoint": pytorch,
    "word2vec, binary": word2vec_binary,
    "word vectors, text": word2vec_text,
}
