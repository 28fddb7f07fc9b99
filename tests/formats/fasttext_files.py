"""Writes fastText models byte by byte, as its own `saveModel` lays them out."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Any

import numpy as np

from rowspace.formats.fasttext_header import MAGIC

WORDS = ("the", "king", "kings", "naïve", "日本語", "a")
DIM = 5
BUCKETS = 40


def settings(
    *, dim: int = DIM, kind: int = 2, buckets: int = BUCKETS, shortest: int = 3, longest: int = 6, version: int = 12
) -> bytes:
    """Magic, version and arguments; kind 1 is cbow, 2 skip-gram, 3 a classifier."""
    arguments = (dim, 5, 5, 1, 5, 1, 2, kind, buckets, shortest, longest, 100)
    return MAGIC + struct.pack("<i12id", version, *arguments, 1e-4)


def dictionary(words: Sequence[str | bytes], labels: Sequence[str | bytes] = (), *, pruned: int = -1) -> bytes:
    entries = [(word, 0) for word in words] + [(label, 1) for label in labels]
    head = struct.pack("<3i2q", len(entries), len(words), len(labels), 1000, pruned)
    spelled = [(word.encode() if isinstance(word, str) else word, kind) for word, kind in entries]
    return head + b"".join(word + b"\0" + struct.pack("<qb", 10, kind) for word, kind in spelled)


def matrix(rows: np.ndarray[Any, Any], *, quantized: bool = False) -> bytes:
    return struct.pack("<b2q", quantized, *rows.shape) + rows.astype("<f4").tobytes()


def input_rows(words: int = len(WORDS), *, buckets: int = BUCKETS, dim: int = DIM) -> np.ndarray[Any, Any]:
    return np.random.default_rng(4).standard_normal((words + buckets, dim)).astype(np.float32)


def model(**changed: int) -> bytes:
    """A skip-gram model of WORDS with subwords."""
    return settings(**changed) + dictionary(WORDS) + matrix(input_rows()) + matrix(output_rows())


def output_rows(rows: int = len(WORDS)) -> np.ndarray[Any, Any]:
    return np.arange(rows * DIM, dtype=np.float32).reshape(rows, DIM)
