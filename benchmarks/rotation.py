"""Rotation of a layer's queries, 1 × 32 heads × 4,096 positions × 128 dims, into an array that is used again.

Nothing can be faster than reading every number once and writing it once, so a copy is the limit: by one thread or by
all, whichever is faster in the run. torch is no dependency: `pip install "rowspace[peers]"` brings it, and only then is
it measured.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.measure import Claim, faster, interleave
from rowspace.positions.precision import bfloat16_bits
from rowspace.positions.rotary import angles, frequencies
from rowspace.positions.rotation import rotate, turns

SHAPE = (1, 32, 4096, 128)
REPEATS = 21
NEAR_COPY = 1.3
TIMES = {"numpy": 12.0, "torch eager": 15.0, "torch compiled": 8.0}

Run = Callable[[], object]


def claims() -> Iterator[Claim]:
    vectors = np.random.default_rng(0).standard_normal(SHAPE, np.float32)
    inv_freq = frequencies(SHAPE[-1], base=500_000.0)
    contenders: dict[str, Run] = {"rowspace": ours(vectors, inv_freq), **copies(vectors)}
    contenders |= {"numpy": by_numpy(vectors, inv_freq), **by_torch(vectors, inv_freq)}
    took = interleave(contenders, REPEATS)
    seconds = took["rowspace"]
    for peer, times in TIMES.items():
        if peer in took:
            yield faster(f"rotation of {told()} float32", ours=seconds, peer=took[peer], peer_name=peer, times=times)
    yield near_copy("float32", seconds, took)
    for name, short in {"float16": vectors.astype(np.float16), "bfloat16": bfloat16_bits(vectors)}.items():
        took = interleave({"rowspace": ours(short, inv_freq), **copies(short)}, REPEATS)
        yield reported(f"{name}, of half the bytes", took["rowspace"], took)
    more = {
        "interleaved pairs": ours(vectors, inv_freq, pairing="interleaved"),
        "in place": in_place(vectors.copy(), inv_freq),
        **copies(vectors),
    }
    took = interleave(more, REPEATS)
    for name in ("interleaved pairs", "in place"):
        yield reported(f"float32, {name}", took[name], took)


def told() -> str:
    return " × ".join(f"{size:,}" for size in SHAPE)


def copy_seconds(took: dict[str, float]) -> float:
    return min(took["copy, one thread"], took["copy, all threads"])


def near_copy(name: str, seconds: float, took: dict[str, float]) -> Claim:
    copied = copy_seconds(took)
    goal = f"at most {NEAR_COPY:g} × memcpy"
    return Claim(f"rotation of {told()} {name}", seconds, "s", goal, seconds <= NEAR_COPY * copied, copied, "memcpy")


def reported(name: str, seconds: float, took: dict[str, float]) -> Claim:
    return Claim(f"rotation of {told()} {name}", seconds, "s", "reported", True, copy_seconds(took), "memcpy")


def ours(vectors: NDArray[Any], inv_freq: NDArray[np.float64], pairing: Any = "half") -> Run:
    turn, out = turns(np.arange(SHAPE[2]), inv_freq), np.empty_like(vectors)
    return lambda: rotate(vectors, turn, pairing=pairing, out=out)


def in_place(vectors: NDArray[Any], inv_freq: NDArray[np.float64]) -> Run:
    turn = turns(np.arange(SHAPE[2]), inv_freq)
    return lambda: rotate(vectors, turn, out=vectors)


def copies(vectors: NDArray[Any]) -> dict[str, Run]:
    """A memcpy of the same bytes into an array that is used again."""
    out, workers = np.empty_like(vectors), os.cpu_count() or 1
    parts = list(zip(np.array_split(out.ravel(), workers), np.array_split(vectors.ravel(), workers), strict=True))
    pool = ThreadPoolExecutor(workers)
    return {
        "copy, one thread": lambda: np.copyto(out, vectors),
        "copy, all threads": lambda: list(pool.map(lambda part: np.copyto(*part), parts)),
    }


def by_numpy(vectors: NDArray[Any], inv_freq: NDArray[np.float64]) -> Run:
    """As a model's reference code reads in NumPy, in float32."""
    turn = angles(np.arange(SHAPE[2]), inv_freq)
    whole = np.concatenate([turn, turn], axis=-1)
    cosine, sine = np.cos(whole).astype(np.float32), np.sin(whole).astype(np.float32)
    half = SHAPE[-1] // 2

    def run() -> object:
        turned = np.concatenate([-vectors[..., half:], vectors[..., :half]], axis=-1)
        return vectors * cosine + turned * sine

    return run


def by_torch(vectors: NDArray[Any], inv_freq: NDArray[np.float64]) -> dict[str, Run]:
    """The same in torch, where it is installed: as it is, and compiled."""
    if find_spec("torch") is None:
        return {}
    import torch

    turn = torch.from_numpy(angles(np.arange(SHAPE[2]), inv_freq))
    whole = torch.cat([turn, turn], dim=-1)
    cosine, sine = whole.cos().float(), whole.sin().float()
    given, half = torch.from_numpy(vectors), SHAPE[-1] // 2

    def eager(q: Any) -> Any:
        return q * cosine + torch.cat([-q[..., half:], q[..., :half]], dim=-1) * sine

    compiled = torch.compile(eager)
    return {"torch eager": lambda: eager(given), "torch compiled": lambda: compiled(given)}
