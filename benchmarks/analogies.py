"""Analogies by the thousand, against gensim: the file of 19,544 that comes with word2vec, over random rows.

The rows do not matter for the time, only their number. gensim takes minutes, so it answers some of the questions, and
its time is that of all in proportion.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gensim
import numpy as np
from gensim.models import KeyedVectors

from benchmarks.measure import Claim, faster, interleave
from rowspace.operations.evaluate import AnalogyScore, evaluate
from rowspace.operations.opened import OpenedTable
from rowspace.rows import ArrayRows
from rowspace.table import Source, Tokens

ASKED = Path(gensim.__file__).parent / "test" / "test_data" / "questions-words.txt"
DIM = 100


def claims() -> Iterator[Claim]:
    for rows, sample, times in ((30_000, 400, 15), (400_000, 60, 25)):
        yield measured(rows, sample, times)


def measured(rows: int, sample: int, times: float) -> Claim:
    words = question_words()
    tokens = [*words, *(f"filler{number}" for number in range(rows - len(words)))]
    values = np.random.default_rng(0).standard_normal((rows, DIM), np.float32)
    peer = KeyedVectors(DIM)
    peer.add_vectors(tokens, values)
    table = OpenedTable(
        name="random", tokens=Tokens.of(tokens), rows=ArrayRows(values), source=Source("", "made", "rows")
    )
    with tempfile.TemporaryDirectory() as folder:
        some = few_questions(Path(folder) / "some.txt", sample)
        same = evaluate(table, some, restrict=rows)
        assert isinstance(same, AnalogyScore)
        assert same.accuracy == peer.evaluate_word_analogies(str(some), restrict_vocab=rows)[0]
        ours = interleave({"ours": lambda: evaluate(table, ASKED)}, repeats=3)["ours"]
        theirs = peer_seconds(peer, some, rows) / sample * 19_544
    return faster(
        f"19,544 analogies over {rows:,} × {DIM} rows",
        ours=ours,
        peer=theirs,
        peer_name=f"gensim (from {sample} of them)",
        times=times,
    )


def peer_seconds(peer: Any, path: Path, rows: int) -> float:
    """Without what it does once a file, which is much for few questions."""
    empty = path.with_name("none.txt")
    empty.write_text(": none\nnowhere nowhere nowhere nowhere\n", encoding="utf-8")

    def seconds(asked: Path) -> float:
        began = time.perf_counter()
        peer.evaluate_word_analogies(str(asked), restrict_vocab=rows, dummy4unknown=True)
        return time.perf_counter() - began

    return seconds(path) - seconds(empty)


def question_words() -> list[str]:
    """Each word of the file once, in the order in which it comes first; case aside, as both sides leave it."""
    lines = ASKED.read_text(encoding="utf-8").splitlines()
    return list(dict.fromkeys(word.lower() for line in lines if not line.startswith(":") for word in line.split()))


def few_questions(path: Path, count: int) -> Path:
    lines = [line for line in ASKED.read_text(encoding="utf-8").splitlines() if not line.startswith(":")]
    path.write_text("\n".join([": some", *lines[:: len(lines) // count][:count]]), encoding="utf-8")
    return path
