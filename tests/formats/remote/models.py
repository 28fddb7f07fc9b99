"""Models as they lie on a hub: bytes by file name."""

from __future__ import annotations

import json
from pathlib import Path

import gguf
import numpy as np
from numpy.typing import NDArray

from rowspace.formats.safetensors import pack

from ..makers import wordpiece_json

TOKENS = ["[PAD]", "[UNK]", *(f"word{number}" for number in range(2_000))]
DIM = 96
ROWS: NDArray[np.float32] = np.random.default_rng(3).normal(size=(len(TOKENS), DIM)).astype(np.float32)
OTHER: NDArray[np.float32] = np.ones((500, 300), np.float32)  # 600 KB before and behind the table
TABLE = "model.embed_tokens.weight"

CONFIG = json.dumps({"model_type": "llama", "hidden_size": DIM, "tie_word_embeddings": False}).encode()
TOKENIZER = json.dumps(wordpiece_json(TOKENS)).encode()


def safetensors() -> bytes:
    """The table between other tensors, as in a real model."""
    return pack({"a.weight": OTHER, TABLE: ROWS, "lm_head.weight": ROWS + 1, "z.weight": OTHER}, {})


def whole() -> dict[str, bytes]:
    return {"config.json": CONFIG, "tokenizer.json": TOKENIZER, "model.safetensors": safetensors(), "README.md": b"#"}


def sharded() -> dict[str, bytes]:
    """Three shards, of which the second has the table and the third the head."""
    shards = {
        "model-00001-of-00003.safetensors": {"a.weight": OTHER},
        "model-00002-of-00003.safetensors": {"b.weight": OTHER, TABLE: ROWS},
        "model-00003-of-00003.safetensors": {"lm_head.weight": ROWS + 1, "z.weight": OTHER},
    }
    index = {tensor: name for name, tensors in shards.items() for tensor in tensors}
    return {
        "config.json": CONFIG,
        "tokenizer.json": TOKENIZER,
        "model.safetensors.index.json": json.dumps({"metadata": {}, "weight_map": index}).encode(),
        **{name: pack(tensors, {}) for name, tensors in shards.items()},
    }


def gguf_file(folder: Path) -> bytes:
    path = folder / "made.gguf"
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_tokenizer_model("bert")
    writer.add_token_list(TOKENS)
    writer.add_tensor("token_embd.weight", ROWS)
    writer.add_tensor("blk.0.weight", OTHER)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    contents = path.read_bytes()
    path.unlink()
    return contents
