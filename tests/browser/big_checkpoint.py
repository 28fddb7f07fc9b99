"""A checkpoint of Llama 3's shape, 128,256 × 4,096 in bfloat16, with a planted row and a planted dim.

One block of random numbers is written again and again, turned by some dims each time, so that a gigabyte is made in two
seconds and no row is like another.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rowspace.operations.lesson import LESSON_GROUPS

from .big_tables import word

ROWS, DIM, BLOCK = 128_256, 4_096, 4_096
ZERO_ROW, OUTLIER_DIM = 100_001, 2_533
SPECIAL = 256  # the last rows stand for no word
SHARED = slice(100, 132)  # dims that a row has in common with its half of the rows
TURN = 37  # dims from one block to the next
TIMES_32 = np.uint16(5 << 7)  # added to the bits of a bfloat16

Bits = NDArray[np.uint16]


def write_checkpoint(folder: Path) -> Path:
    """Config, tokenizer and two shards: the table, and what else a model holds (a norm, here)."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps(config()))
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer()))
    shards = {
        "model-00001-of-00002.safetensors": ("model.embed_tokens.weight", (ROWS, DIM), blocks()),
        "model-00002-of-00002.safetensors": ("model.norm.weight", (DIM,), iter([np.full(DIM, 0x3F80, np.uint16)])),
    }
    for name, (tensor, shape, parts) in shards.items():
        write_shard(folder / name, tensor, shape, parts)
    index = {"weight_map": {tensor: name for name, (tensor, _, _) in shards.items()}}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index))
    return folder


def write_shard(path: Path, tensor: str, shape: tuple[int, ...], parts: Iterator[Bits]) -> None:
    header = {tensor: {"dtype": "BF16", "shape": shape, "data_offsets": [0, 2 * int(np.prod(shape))]}}
    text = json.dumps(header).encode().ljust(256)
    with path.open("wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for part in parts:
            file.write(part.data)


def blocks(seed: int = 0) -> Iterator[Bits]:
    """The rows, in order.   -> (4096, 4096) and at last (1280, 4096)"""
    random = np.random.default_rng(seed)
    block = bits(random.standard_normal((BLOCK, DIM), np.float32) * np.float32(0.02))
    center = random.choice(np.array([-0.06, 0.06], np.float32), SHARED.stop - SHARED.start)
    centers = bits(np.stack([center, -center]))
    for start in range(0, ROWS, BLOCK):
        part = np.roll(block, start // BLOCK * TURN, axis=1)[: ROWS - start]
        part[:, SHARED] = centers[np.arange(start, start + len(part)) % 2]
        part[:, OUTLIER_DIM] += TIMES_32
        if start <= ZERO_ROW < start + BLOCK:
            part[ZERO_ROW - start] = 0
        yield part


def bits(numbers: NDArray[np.float32]) -> Bits:
    """The upper half of each number."""
    return (numbers.view(np.uint32) >> 16).astype(np.uint16)


def config() -> dict[str, object]:
    return {
        "model_type": "llama",
        "architectures": ["LlamaForCausalLM"],
        "vocab_size": ROWS,
        "hidden_size": DIM,
        "num_hidden_layers": 32,
        "num_attention_heads": 32,
        "max_position_embeddings": 8192,
        "rope_theta": 500_000.0,
        "tie_word_embeddings": True,
        "torch_dtype": "bfloat16",
    }


def tokenizer() -> dict[str, object]:
    """Byte-level words with and without a leading space, the lesson's first, and the special tokens of Llama 3."""
    lesson = [f"Ġ{token}" for tokens in LESSON_GROUPS.values() for token in tokens]
    words = (made for id in range(ROWS) if (made := f"Ġ{word(id)}" if id % 2 else word(id)) not in lesson)
    spelled = [*lesson, *(next(words) for _ in range(ROWS - SPECIAL - len(lesson)))]
    special = (f"<|reserved_special_token_{at}|>" for at in range(SPECIAL))
    byte_level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}
    kinds = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
    return {
        "version": "1.0",
        "model": {"type": "BPE", "vocab": {token: id for id, token in enumerate(spelled)}, "merges": []},
        "pre_tokenizer": byte_level,
        "decoder": byte_level,
        "added_tokens": [{"id": ROWS - SPECIAL + at, "content": token, **kinds} for at, token in enumerate(special)],
    }
