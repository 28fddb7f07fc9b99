"""Exact search against gensim, faiss and numpy, and against what the machine could do at most."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable, Iterator
from typing import Any

import faiss
import numpy as np
from gensim.models import KeyedVectors
from numpy.typing import NDArray

from benchmarks.measure import Claim, at_most, faster, interleave
from benchmarks.reading import read_all
from rowspace.geometry.neighbors import nearest
from rowspace.kernels.ready import load
from rowspace.rows import ArrayRows, BFloat16Rows, Rows

K = 10
MANY = 256
MIB = 1 << 20


def claims() -> Iterator[Claim]:
    values = np.random.default_rng(0).standard_normal((400_000, 100), np.float32)
    yield from one_query(values)
    yield from many_queries(values)
    del values
    yield from bare_product(np.random.default_rng(1).standard_normal((50_257, 1_600), np.float32))
    bits = halves(128_256, 4_096)
    yield from wide_rows("float16", bits)
    in_place_as_brains(bits)
    yield from wide_rows("bfloat16", bits)


def one_query(values: NDArray[np.float32]) -> Iterator[Claim]:
    """A row asks for its neighbors: the path of a user's question, tokens aside."""
    load("float32")
    rows, peer, index = ArrayRows(values), keyed(values), flat(values)
    query = values[7777] / np.linalg.norm(values[7777])
    assert nearest(rows, query, K, exclude=[[7777]])[0].ids.tolist() == [
        int(key) for key, _ in peer.most_similar("7777", topn=K)
    ]
    taken = interleave(
        {
            "ours": lambda: nearest(rows, query, K, exclude=[[7777]]),
            "gensim": lambda: peer.most_similar("7777", topn=K),
            "faiss": lambda: index.search(query[None], K + 1),
            "read": lambda: read_all(values),
        },
        repeats=31,
    )
    what = "top-10 of one query in 400,000 × 100 float32"
    yield faster(what, ours=taken["ours"], peer=taken["gensim"], peer_name="gensim", times=2)
    yield faster(what, ours=taken["ours"], peer=taken["faiss"], peer_name="faiss flat", times=3)
    yield at_most_times(what, taken["ours"], taken["read"], 1.5, "reading the rows")


def many_queries(values: NDArray[np.float32]) -> Iterator[Claim]:
    rows, index = ArrayRows(values), flat(values)
    queries = np.random.default_rng(2).standard_normal((MANY, values.shape[1]), np.float32)
    units = queries / np.linalg.norm(queries, axis=1, keepdims=True)
    taken = interleave({"ours": lambda: nearest(rows, queries, K), "faiss": lambda: index.search(units, K)}, repeats=5)
    what = f"top-10 of {MANY} queries in 400,000 × 100 float32"
    yield faster(what, ours=taken["ours"], peer=taken["faiss"], peer_name="faiss flat", times=6)
    yield at_most(f"{what}, extra memory", extra_mebibytes(lambda: nearest(rows, queries, K)), 32, "MiB")


def bare_product(values: NDArray[np.float32]) -> Iterator[Claim]:
    rows = ArrayRows(values)
    queries = np.random.default_rng(2).standard_normal((MANY, values.shape[1]), np.float32)
    scores = np.empty((MANY, len(values)), np.float32)
    taken = interleave(
        {"ours": lambda: nearest(rows, queries, K), "product": lambda: np.matmul(queries, values.T, out=scores)},
        repeats=7,
    )
    what = f"top-10 of {MANY} queries in 50,257 × 1,600 float32"
    yield at_most_times(what, taken["ours"], taken["product"], 1.2, "the bare product of the matrices")
    yield at_most(f"{what}, extra memory", extra_mebibytes(lambda: nearest(rows, queries, K)), 32, "MiB")


def wide_rows(kind: str, bits: NDArray[np.uint16]) -> Iterator[Claim]:
    """A table of 1 GiB in sixteen bits."""
    if kind == "float16":
        load("float16")
        rows: Rows = ArrayRows(bits.view(np.float16))
    else:
        load("bfloat16")
        rows = BFloat16Rows(bits)
    query = rows[7777]
    taken = interleave(
        {
            "ours": lambda: nearest(rows, query, K),
            "numpy": lambda: by_numpy(bits, kind, query, rows.norms),
            "read": lambda: read_all(bits),
        },
        repeats=3,
    )
    what = f"top-10 of one query in 128,256 × 4,096 {kind}"
    yield faster(what, ours=taken["ours"], peer=taken["numpy"], peer_name="numpy", times=30)
    yield at_most_times(what, taken["ours"], taken["read"], 1.5, "reading the rows")


def by_numpy(bits: NDArray[np.uint16], kind: str, query: NDArray[np.float32], norms: NDArray[np.float32]) -> object:
    """What somebody writes who has numpy: widen, multiply, and the best of all; in blocks, as memory is not endless."""
    scores = np.empty(len(bits), np.float32)
    for start in range(0, len(bits), 4_096):
        block = bits[start : start + 4_096]
        wide = block.view(np.float16).astype(np.float32) if kind == "float16" else brain(block)
        scores[start : start + len(block)] = wide @ query
    scores /= norms
    best = np.argpartition(-scores, K)[:K]
    return best[np.argsort(-scores[best])]


def brain(bits: NDArray[np.uint16]) -> NDArray[np.float32]:
    return (bits.astype(np.uint32) << 16).view(np.float32)


def halves(count: int, dim: int) -> NDArray[np.uint16]:
    bits = np.empty((count, dim), np.uint16)
    for start in range(0, count, 4_096):
        values = np.random.default_rng(start).standard_normal((min(4_096, count - start), dim), np.float32)
        bits[start : start + len(values)] = values.astype(np.float16).view(np.uint16)
    return bits


def in_place_as_brains(bits: NDArray[np.uint16]) -> None:
    for start in range(0, len(bits), 4_096):
        block = bits[start : start + 4_096]
        block[:] = block.view(np.float16).astype(np.float32).view(np.uint32) >> 16


def keyed(values: NDArray[np.float32]) -> Any:
    peer = KeyedVectors(values.shape[1])
    peer.add_vectors([str(id) for id in range(len(values))], values)
    peer.fill_norms()
    return peer


def flat(values: NDArray[np.float32]) -> Any:
    index = faiss.IndexFlatIP(values.shape[1])
    index.add(values / np.linalg.norm(values, axis=1, keepdims=True))
    return index


def at_most_times(what: str, ours: float, limit: float, times: float, limit_name: str) -> Claim:
    """Claim that ours takes at most `times` what nobody can do without."""
    goal = f"at most {times:g} × {limit_name}"
    return Claim(what, ours, "s", goal, ours <= times * limit, limit, limit_name)


def extra_mebibytes(work: Callable[[], object]) -> float:
    """The most memory that Python and numpy asked for while the work went on."""
    work()
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1] / MIB
    finally:
        tracemalloc.stop()
