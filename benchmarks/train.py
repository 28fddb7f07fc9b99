"""Training, beside gensim in the same run.

ROWSPACE_TEXT names a text in UTF-8, packed or not, one sentence or paragraph a line; without it a text is generated,
which says something about speed and nothing about quality. With ROWSPACE_SEEDS=3 both train with so many seeds, and
WordSim-353, SimLex-999 and the Google analogies, which gensim brings along, are compared.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.measure import Claim, at_most, faster, peak_of, python
from rowspace.kernels.threads import cores
from rowspace.rows import ArrayRows, Floats
from rowspace.table import Source, Table
from rowspace.training.cooccurrence import count_text, rows_of_counts
from rowspace.training.corpus import blocks_of_files, read_ahead
from rowspace.training.counter import WordCounter
from rowspace.training.run import run
from rowspace.training.settings import Settings
from rowspace.training.skipgram import SkipGram
from rowspace.training.vocabulary import Encoded, Vocabulary, read_corpus

GENERATED = 2_000_000  # words
EPOCHS = 5
LONG = 1_000_000_000  # bytes

GENSIM = """
import sys
from gensim.models import Word2Vec
model = Word2Vec(
    corpus_file=sys.argv[1], vector_size=100, window=5, negative=5, sg=1, min_count=5, epochs=5, seed=1,
    workers=int(sys.argv[3]),
)
model.wv.save_word2vec_format(sys.argv[2], binary=True)
"""


def claims() -> Iterator[Claim]:
    with tempfile.TemporaryDirectory() as folder:
        text = os.environ.get("ROWSPACE_TEXT") or generated(Path(folder) / "text.txt")
        vocabulary, encoded = read_corpus(read_ahead(blocks_of_files([text])), WordCounter())
        split = split_text(vocabulary, encoded, Path(folder) / "split.txt")
        warm(vocabulary, encoded)
        yield from speeds(text, split, vocabulary, encoded, Path(folder))
        yield from memory(split, Path(folder))
        seeds = int(os.environ.get("ROWSPACE_SEEDS", "0"))
        if seeds:
            yield from qualities(vocabulary, encoded, split, seeds)


def speeds(text: str, split: Path, vocabulary: Vocabulary, encoded: Encoded, folder: Path) -> Iterator[Claim]:
    """The same words for both: gensim gets them split already, one sentence a line."""
    ours, peer = (
        seconds(lambda: ours_of(vocabulary, encoded, 100, EPOCHS)),
        seconds(lambda: gensim_of(split, 100, EPOCHS)),
    )
    yield pace(f"skip-gram, dim 100, {EPOCHS} epochs", EPOCHS * encoded.words, ours, peer, times=8)
    counted = seconds(lambda: counts_of(text))
    yield faster("co-occurrence, from text to rows", ours=counted, peer=peer, peer_name="gensim, 5 epochs", times=8)
    own = ["train", text, "--out", str(folder / "own.safetensors"), "--method", "skipgram"]
    command = [python(), "-m", "rowspace", *own]
    script = [python(), "-c", GENSIM, str(split), str(folder / "gensim.bin"), str(cores())]
    ours, peer = command_seconds(command), command_seconds(script)
    yield faster("whole command, text to file, dim 100", ours=ours, peer=peer, peer_name="gensim", times=6)
    ours, peer = seconds(lambda: ours_of(vocabulary, encoded, 300, 1)), seconds(lambda: gensim_of(split, 300, 1))
    yield pace("skip-gram, dim 300, 1 epoch", encoded.words, ours, peer, times=6)


def memory(split: Path, folder: Path) -> Iterator[Claim]:
    """A text many times as long is read as it is learned from, never held."""
    long, once = folder / "long.txt", split.read_bytes() + b"\n"
    with long.open("wb") as file:
        for _ in range(-(-LONG // len(once))):
            file.write(once)
    command = ["train", str(long), "--out", str(folder / "long.safetensors"), "--method", "skipgram", "--epochs", "1"]
    peak = peak_of([python(), "-m", "rowspace", *command])
    yield at_most("memory while 1 GB of text is learned from", peak, 600, "MiB")
    long.unlink()


def pace(what: str, words: int, ours: float, peer: float, *, times: float) -> Claim:
    goal = f"at least {times:g} × gensim"
    return Claim(
        f"{what}, per million words", ours / words * 1e6, "s", goal, peer / ours >= times, peer / words * 1e6, "gensim"
    )


def qualities(vocabulary: Vocabulary, encoded: Encoded, split: Path, seeds: int) -> Iterator[Claim]:
    """Means over seeds; a line a seed goes before them."""
    found: dict[str, list[list[float]]] = {"rowspace": [], "gensim": []}
    for seed in range(1, seeds + 1):
        for name, rows in (
            ("rowspace", ours_of(vocabulary, encoded, 100, EPOCHS, seed=seed)),
            ("gensim", gensim_of(split, 100, EPOCHS, seed=seed, order=list(vocabulary.tokens))),
        ):
            found[name].append(scores(vocabulary, rows))
            print(f"  {name}, seed {seed}: " + ", ".join(f"{score:.3f}" for score in found[name][-1]), flush=True)
    for at, what in enumerate(("WordSim-353", "SimLex-999", "Google analogies, 30,000 rows")):
        ours, peer = ([score[at] for score in found[name]] for name in ("rowspace", "gensim"))
        mean, theirs = statistics.mean(ours), statistics.mean(peer)
        spread = f"{max(ours) - min(ours):.3f}, gensim's {max(peer) - min(peer):.3f}"
        told, goal = f"{what}, {seeds} seeds, spread {spread}", "at most .02 below gensim"
        yield Claim(told, mean, "", goal, mean >= theirs - 0.02, theirs, "gensim")
    counted = scores(vocabulary, rows_of_counts(count_text(encoded, len(vocabulary), 5, workers=cores()), Settings()))
    print("  co-occurrence: " + ", ".join(f"{score:.3f}" for score in counted), flush=True)


def ours_of(vocabulary: Vocabulary, encoded: Encoded, dim: int, epochs: int, *, seed: int = 1) -> Floats:
    learner = SkipGram(vocabulary, encoded, Settings(dim=dim, epochs=epochs, seed=seed))
    run(learner, workers=cores())
    return learner.rows()


def gensim_of(split: Path, dim: int, epochs: int, *, seed: int = 1, order: list[str] | None = None) -> Floats:
    from gensim.models import Word2Vec

    model = Word2Vec(
        corpus_file=str(split), vector_size=dim, window=5, negative=5, sg=1, min_count=5, epochs=epochs, seed=seed,
        workers=cores(),
    )  # fmt: skip
    rows: Floats = model.wv[order] if order else model.wv.vectors
    return rows


def counts_of(text: str) -> Floats:
    vocabulary, encoded = read_corpus(read_ahead(blocks_of_files([text])), WordCounter())
    return rows_of_counts(count_text(encoded, len(vocabulary), 5, workers=cores()), Settings())


def scores(vocabulary: Vocabulary, rows: Floats) -> list[float]:
    from gensim.test.utils import datapath

    from rowspace.operations.evaluate import evaluate

    source = Source(location="benchmark", format="trained", tensor="rows")
    table = Table(name="trained", tokens=vocabulary.tokens, rows=ArrayRows(rows), source=source)
    found = []
    for file, restrict in (("wordsim353.tsv", None), ("simlex999.txt", None), ("questions-words.txt", 30_000)):
        score = evaluate(table, Path(datapath(file)), restrict=restrict)
        value = score.accuracy if score.kind == "analogies" else score.spearman
        found.append(float("nan") if value is None else value)
    return found


def split_text(vocabulary: Vocabulary, encoded: Encoded, path: Path) -> Path:
    """The text as gensim takes it: words apart, a sentence a line."""
    words = np.array([*vocabulary.tokens, "\n"], dtype=object)  # END is −1, the last of them
    with path.open("w", encoding="utf-8") as file:
        for ids in encoded.chunks(1 << 20):
            file.write(" ".join(words[ids]).replace(" \n ", "\n") + " ")
    return path


def generated(path: Path) -> str:
    """Words by Zipf's law around a topic a line."""
    random = np.random.default_rng(0)
    chance = 1 / np.arange(1, 30_001)
    with path.open("w", encoding="utf-8") as file:
        for _ in range(GENERATED // 20 // 1000):
            file.writelines(lines_of(random, chance / chance.sum()))
    return str(path)


def lines_of(random: np.random.Generator, chance: NDArray[Any]) -> list[str]:
    common = random.choice(len(chance), size=(1000, 12), p=chance)
    topical = 30_000 + 20 * random.integers(500, size=(1000, 1)) + random.integers(20, size=(1000, 8))
    words = random.permuted(np.concatenate([common, topical], axis=1), axis=1)
    return [" ".join(f"w{word}" for word in line) + "\n" for line in words.tolist()]


def warm(vocabulary: Vocabulary, encoded: Encoded) -> None:
    """Loads or compiles the kernels."""
    SkipGram(vocabulary, encoded, Settings()).learn(0)
    short = read_corpus(iter([b"a b c\na b c\nc d e\n"]), WordCounter(), min_count=1)
    rows_of_counts(count_text(short[1], len(short[0]), 5, workers=cores()), Settings(dim=2))


def command_seconds(command: list[str]) -> float:
    return seconds(lambda: subprocess.run(command, check=True, capture_output=True))


def seconds(work: Callable[[], object]) -> float:
    """Wall seconds of one run: each takes long enough to be its own median."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
