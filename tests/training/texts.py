"""Texts with a known structure, for tests of what is learned from them."""

from __future__ import annotations

import numpy as np

from rowspace.rows import Floats
from rowspace.training.corpus import blocks_of_texts
from rowspace.training.counter import WordCounter
from rowspace.training.vocabulary import Encoded, Vocabulary, read_corpus

TOPICS, WORDS = 8, 12


def planted(sentences: int = 4_000, *, seed: int = 0, noise: float = 0.2) -> list[str]:
    """Sentences of ten words, each of one topic ("t3w7") but for a share that any sentence may have ("n5")."""
    random = np.random.default_rng(seed)
    lines = []
    for topic in random.integers(TOPICS, size=sentences):
        own = random.integers(WORDS, size=10)
        common = random.integers(40, size=10)
        lines.append(
            " ".join(
                f"n{other}" if chance < noise else f"t{topic}w{word}"
                for word, other, chance in zip(own, common, random.random(10), strict=True)
            )
        )
    return lines


def purity(tokens: list[str], rows: Floats, k: int = 5) -> float:
    """Mean share of a topic word's k nearest topic words that are of its topic."""
    topical = [at for at, token in enumerate(tokens) if token.startswith("t")]
    topics = np.array([tokens[at].split("w")[0] for at in topical])
    unit = rows[topical] / np.linalg.norm(rows[topical], axis=1, keepdims=True)
    cosines = unit @ unit.T
    np.fill_diagonal(cosines, -2)
    nearest = np.argsort(-cosines, axis=1)[:, :k]
    return float((topics[nearest] == topics[:, None]).mean())


def read(lines: list[str], *, min_count: int = 1) -> tuple[Vocabulary, Encoded]:
    return read_corpus(blocks_of_texts(lines), WordCounter(), min_count=min_count)
