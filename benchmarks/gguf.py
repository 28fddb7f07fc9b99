"""How long a model of 128,256 tokens takes to open beside the gguf package, and to read rows of."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.measure import Claim, faster, interleave

TOKENS = 128_256
DIM = 512


def claims() -> Iterator[Claim]:
    from gguf import GGUFReader

    from rowspace.formats.registry import open_file

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.gguf"
        write_model(path)
        seconds = interleave({"rowspace": lambda: open_file(path), "gguf": lambda: GGUFReader(path)}, repeats=3)
        yield faster(
            f"open a GGUF of {TOKENS:,} tokens and their merges",
            ours=seconds["rowspace"],
            peer=seconds["gguf"],
            peer_name="gguf",
            times=10,
        )
        yield decoding(path)


def decoding(path: Path) -> Claim:
    """8,192 random rows of Q4_K, beside the package's own decoding of the same."""
    from gguf import GGMLQuantizationType, GGUFReader
    from gguf.quants import dequantize

    from rowspace.formats.registry import open_file

    rows, stored = open_file(path).rows, GGUFReader(path).tensors[0].data
    ids = np.random.default_rng(0).integers(0, TOKENS, 8192)
    seconds = interleave(
        {"rowspace": lambda: rows[ids], "gguf": lambda: dequantize(stored[ids], GGMLQuantizationType.Q4_K)}
    )
    return faster("8,192 rows of Q4_K", ours=seconds["rowspace"], peer=seconds["gguf"], peer_name="gguf", times=3)


def write_model(path: Path) -> None:
    """As llama.cpp's converter would: byte-level tokens, twice as many merges, and one quantized table."""
    from gguf import GGMLQuantizationType, GGUFWriter

    from rowspace.formats.byte_level import ALPHABET

    generator, letters = np.random.default_rng(0), list(ALPHABET)
    lengths = generator.integers(1, 12, TOKENS)
    tokens = ["".join(letters[at] for at in generator.integers(0, 256, length)) for length in lengths]
    followers = [*tokens[1:], tokens[0]]
    writer = GGUFWriter(path, "llama")
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("llama-bpe")
    writer.add_token_list(tokens)
    writer.add_token_types([1] * TOKENS)
    writer.add_token_merges([f"{a} {b}" for a, b in [*zip(tokens, followers, strict=True)] * 2])
    stored = generator.integers(0, 120, (TOKENS, DIM // 256 * 144), np.uint8)
    writer.add_tensor("token_embd.weight", stored, raw_dtype=GGMLQuantizationType.Q4_K)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
