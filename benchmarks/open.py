"""How long until a file of someone else's is a table, and until rows of it are there."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from gensim.models import KeyedVectors
from numpy.typing import NDArray
from safetensors import safe_open

from benchmarks.measure import Claim, at_most, faster, interleave, peak_of, python
from rowspace.formats.native import write_native
from rowspace.formats.registry import open_file

TABLE = "model.embed_tokens.weight"
ROWS, DIM = 128_256, 4_096
WORDS, WIDTH = 400_000, 100
WANTED = 8_192
MIB = 1 << 20


def claims() -> Iterator[Claim]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        yield from large_model(path)
        yield from neighbors_of_a_checkpoint(path)
        yield from word_vectors(path)


def large_model(folder: Path) -> Iterator[Claim]:
    """A table of 1 GiB in float16: opening it, and rows of it."""
    path = write_model(folder / "half.safetensors", "F16", halves)
    milliseconds = 1000 * statistics.median(seconds(lambda: open_file(path)) for _ in range(21))
    yield at_most("open 1 GiB of safetensors", milliseconds, 5, "ms")
    yield at_most("the same, memory over the bare interpreter", memory_to_open(path), 30, "MiB")

    ids = np.random.default_rng(1).integers(0, ROWS, WANTED)
    table = open_file(path)
    reader: Any = safe_open(path, "np")
    slices = reader.get_slice(TABLE)
    wanted = ids.tolist()
    wide, halves_out = np.empty((WANTED, DIM), np.float32), np.empty((WANTED, DIM), np.float16)
    taken = interleave(
        {
            "ours": lambda: table.rows[ids],
            "reused": lambda: table.rows.gather(ids, out=wide),
            "slices": lambda: np.stack([slices[id] for id in wanted]).astype(np.float32),
            "ours stored": lambda: table.rows.gather(ids, out=halves_out),
            "slices stored": lambda: np.stack([slices[id] for id in wanted]),
        },
        repeats=9,
    )
    rows, peer = f"{WANTED:,} rows of {ROWS:,} × {DIM:,} float16", "safetensors, a slice a row"
    what, slices_time = f"{rows} as float32", taken["slices"]
    yield faster(f"{what}, warm", ours=taken["ours"], peer=slices_time, peer_name=peer, times=20)
    yield faster(f"{what}, warm, out given", ours=taken["reused"], peer=slices_time, peer_name=peer, times=20)
    stored = f"{rows} as stored, warm, out given"
    yield faster(stored, ours=taken["ours stored"], peer=taken["slices stored"], peer_name=peer, times=20)
    cold = interleave(
        {
            "ours": lambda: from_disk(path, lambda: open_file(path).rows[ids]),
            "map": lambda: from_disk(path, lambda: plain_map(path)[ids].astype(np.float32)),
        },
        repeats=3,
    )
    yield faster(f"{what}, cold", ours=cold["ours"], peer=cold["map"], peer_name="a plain memory map", times=4)
    path.unlink()


def neighbors_of_a_checkpoint(folder: Path) -> Iterator[Claim]:
    """Two shards in bfloat16; what a process takes beside the pages of the file, once its loops are compiled."""
    shards = {TABLE: "model-00001-of-00002.safetensors", "lm_head.weight": "model-00002-of-00002.safetensors"}
    (folder / "model.safetensors.index.json").write_text(json.dumps({"weight_map": shards}))
    write_model(folder / shards[TABLE], "BF16", brains)
    write_model(folder / shards["lm_head.weight"], "BF16", None, name="lm_head.weight")
    command = [python(), "-m", "rowspace", "neighbors", str(folder), "#300"]
    subprocess.run(command, check=True, capture_output=True)
    peak = peak_of(command) - ROWS * DIM * 2 / MIB
    yield at_most("neighbors in 128,256 × 4,096 bfloat16, peak memory over the mapped table", peak, 200, "MiB")
    for name in (*shards.values(), "model.safetensors.index.json"):
        (folder / name).unlink()


def word_vectors(folder: Path) -> Iterator[Claim]:
    """400,000 × 100 as text, as word2vec's binary, and as each side's own layout."""
    text, binary, kept, native = (folder / name for name in ("g.txt", "g.bin", "g.kv", "native.safetensors"))
    write_words(text, binary, kept, native)
    ours = statistics.median(seconds(lambda: open_file(text)) for _ in range(3))
    peer = seconds(lambda: KeyedVectors.load_word2vec_format(str(text)))
    yield faster("open 400,000 × 100 as text", ours=ours, peer=peer, peer_name="gensim", times=25)
    taken = interleave(
        {
            "ours": lambda: open_file(binary),
            "gensim": lambda: KeyedVectors.load_word2vec_format(str(binary), binary=True),
        },
        repeats=3,
    )
    yield faster("open 400,000 × 100 as binary", ours=taken["ours"], peer=taken["gensim"], peer_name="gensim", times=5)
    first = {
        "ours": f"import rowspace as rs; print(rs.open({str(native)!r}).neighbors('w7777')[0])",
        "gensim": "from gensim.models import KeyedVectors; "
        f"print(KeyedVectors.load({str(kept)!r}, mmap='r').most_similar('w7777')[0])",
    }
    cold = interleave({name: process(script) for name, script in first.items()}, repeats=5)
    what = "a new process to the first neighbors in 400,000 × 100"
    yield at_most(what, cold["ours"], 0.35, "s")
    yield faster(what, ours=cold["ours"], peer=cold["gensim"], peer_name="gensim's mapped .kv", times=3)


def write_model(path: Path, dtype: str, numbers: Callable[[int], NDArray[Any]] | None, *, name: str = TABLE) -> Path:
    """A table of ROWS × DIM, written a block at a time; of zeros, and sparse, where there are no `numbers`."""
    size = ROWS * DIM * 2
    header = json.dumps({name: {"dtype": dtype, "shape": [ROWS, DIM], "data_offsets": [0, size]}}).encode()
    header += b" " * (-len(header) % 8)
    with path.open("wb") as file:
        file.write(len(header).to_bytes(8, "little") + header)
        for start in range(0, ROWS if numbers else 0, 8_016):
            file.write(numbers(min(8_016, ROWS - start)).tobytes() if numbers else b"")
        file.truncate(8 + len(header) + size)
    return path


def halves(count: int) -> NDArray[Any]:
    return np.random.default_rng(count).standard_normal((count, DIM), np.float32).astype(np.float16)


def brains(count: int) -> NDArray[Any]:
    bits = np.random.default_rng(count).standard_normal((count, DIM), np.float32).view(np.uint32)
    return (bits >> 16).astype(np.uint16)


def write_words(text: Path, binary: Path, kept: Path, native: Path) -> None:
    words = [f"w{number}" for number in range(WORDS)]
    rows = np.random.default_rng(0).standard_normal((WORDS, WIDTH), np.float32)
    write_native(native, tokens=words, arrays={"rows": rows}, metadata={})
    vectors = KeyedVectors(WIDTH)
    vectors.add_vectors(words, rows)
    vectors.save(str(kept))
    vectors.save_word2vec_format(str(text))
    vectors.save_word2vec_format(str(binary), binary=True)


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def plain_map(path: Path) -> NDArray[Any]:
    with path.open("rb") as file:
        start = 8 + int.from_bytes(file.read(8), "little")
    return np.memmap(path, np.float16, mode="r", offset=start, shape=(ROWS, DIM))


def from_disk(path: Path, work: Callable[[], object]) -> object:
    """The work, after the file's pages were dropped from memory; dropping them takes next to nothing."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return work()


def process(script: str) -> Callable[[], object]:
    return lambda: subprocess.run([python(), "-c", script], check=True, capture_output=True)


def memory_to_open(path: Path) -> float:
    """MiB that a process has at most in memory when it has opened a file, over one that does nothing."""
    opening = f"from rowspace.operations.open import open_table; open_table({str(path)!r})"
    return peak_of([python(), "-c", opening]) - peak_of([python(), "-c", ""])
