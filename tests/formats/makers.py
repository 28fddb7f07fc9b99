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
import pyarrow
import pyarrow.parquet
import safetensors.numpy
from gensim.models import KeyedVectors
from gensim.models.fasttext import load_facebook_vectors

from rowspace.formats.murmur import spacy_keys
from rowspace.formats.native import write_native
from rowspace.table import Tokens

from . import fasttext_files, onnx_files, spacy_files
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
    _list_tokens(folder / "vocab.txt")
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
    _list_tokens(folder / "vocab.txt")
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


def onnx_model(folder: Path) -> Made:
    """A lookup among other tensors; the tokens lie beside. What the onnx library reads is in tests/golden/onnx."""
    path = folder / "pets.onnx"
    path.write_bytes(onnx_files.lookup(other=ROWS[:2], w=ROWS))
    _list_tokens(folder / "vocab.txt")
    return Made(path, ROWS, path)


def spacy_folder(folder: Path) -> Made:
    keys = spacy_keys(Tokens.of(TOKENS)).tolist()
    path = spacy_files.pipeline(folder / "pets", ROWS, row_of=dict(zip(keys, range(6), strict=True)), words=TOKENS)
    return Made(path, np.load(path / "vocab" / "vectors"), path / "vocab" / "vectors")


def array_folder(folder: Path) -> Made:
    inner = folder / "pets-package" / "data"
    inner.mkdir(parents=True)
    np.save(inner / "pets.npy", np.asfortranarray(ROWS))
    _list_tokens(inner / "pets_index.txt")
    return Made(inner.parent, np.load(inner / "pets.npy"), inner / "pets.npy")


def npy_file(folder: Path) -> Made:
    path = folder / "pets.npy"
    np.save(path, ROWS.astype(">f8"))
    _list_tokens(folder / "pets.txt")
    return Made(path, np.load(path).astype(np.float32), path)


def npz_file(folder: Path) -> Made:
    path = folder / "pets.npz"
    np.savez(path, rows=ROWS, words=np.array(TOKENS))
    return Made(path, np.load(path)["rows"], path)


def parquet_file(folder: Path) -> Made:
    path = folder / "pets.parquet"
    vectors = pyarrow.FixedSizeListArray.from_arrays(pyarrow.array(ROWS.reshape(-1)), 3)
    pyarrow.parquet.write_table(pyarrow.table({"token": TOKENS, "vector": vectors}), path)
    read = pyarrow.parquet.read_table(path)["vector"].to_pylist()
    return Made(path, np.array(read, np.float32), path)


def fasttext_model(folder: Path) -> Made:
    """Without pieces of words, so that a word without a row stays unknown."""
    path = folder / "pets.bin"
    head = fasttext_files.settings(dim=3, longest=0, shortest=0, buckets=0)
    path.write_bytes(head + fasttext_files.dictionary(TOKENS) + 2 * fasttext_files.matrix(ROWS))
    return Made(path, load_facebook_vectors(str(path)).vectors, path)


def projector_pair(folder: Path) -> Made:
    path = folder / "pets.tsv"
    path.write_text("".join("\t".join(map(str, row)) + "\n" for row in ROWS.tolist()))
    _list_tokens(folder / "pets_metadata.tsv")
    return Made(path, np.loadtxt(path, np.float32), path)


def _list_tokens(path: Path) -> None:
    path.write_text("".join(f"{token}\n" for token in TOKENS), encoding="utf-8")


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
    "ONNX model": onnx_model,
    "spaCy vectors": spacy_folder,
    "folder of an array": array_folder,
    "native": native,
    "safetensors": safetensors_file,
    "GGUF": gguf_file,
    "PyTorch checkpoint": pytorch,
    "NumPy array": npy_file,
    "NumPy archive": npz_file,
    "Parquet or Arrow": parquet_file,
    "fastText model": fasttext_model,
    "word2vec, binary": word2vec_binary,
    "Embedding Projector": projector_pair,
    "word vectors, text": word2vec_text,
}
