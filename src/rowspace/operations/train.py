"""Rows learned from a text."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from rowspace.errors import BadArgument, Canceled
from rowspace.operations.opened import OpenedTable
from rowspace.operations.train_options import Options
from rowspace.operations.train_run import learned
from rowspace.operations.train_text import Splitting, splitting
from rowspace.operations.train_watch import Hooks, TrainingProgress, Watch
from rowspace.rows import ArrayRows, Floats
from rowspace.table import Source, Table
from rowspace.training.methods import METHODS, Method
from rowspace.training.vocabulary import Encoded, Vocabulary

COUNTED_UP_TO = 5_000_000  # words; from there on skip-gram scores better: docs/training.md has the figures


@dataclass(frozen=True, slots=True)
class Training:
    """What a training was.

    words             of the text, those too rare left out
    epochs            passes asked for; None for a method that has none
    done              share of the training that was done: below 1 after a stop
    seconds           reading, counting and learning together
    words_per_second  while learning, every epoch's words counted; None for a method without epochs
    loss              of late, at the end
    """

    method: str
    rows: int
    dim: int
    words: int
    epochs: int | None
    done: float
    seconds: float
    words_per_second: float | None
    loss: float | None


@dataclass(frozen=True, slots=True)
class Trained:
    table: OpenedTable
    training: Training


def train(
    texts: Iterable[str] | None = None,
    *,
    files: Sequence[str | Path] | None = None,
    dim: int = 100,
    window: int = 5,
    negative: int = 5,
    epochs: int | None = None,
    min_count: int = 5,
    max_words: int | None = None,
    sample: float = 1e-3,
    rate: float | None = None,
    seed: int = 1,
    workers: int | None = None,
    method: str | None = None,
    subwords: bool = False,
    tokenizer: str = "words",
    lower: bool | None = None,
    checkpoint: str | Path | None = None,
    resume: bool = False,
    cluster: str | int | None = None,
    name: str = "trained",
    progress: Callable[[TrainingProgress], None] | None = None,
    look: Callable[[Table, int], None] | None = None,
    stop: Callable[[], bool] = lambda: False,
    canceled: Callable[[], bool] = lambda: False,
) -> OpenedTable:
    """A table learned from texts, one sentence or paragraph each, or from files with one a line.

    files       paths or patterns; gzip, xz and zstd are unpacked
    window      most words between two that are near
    negative    words held against each pair; skipgram and cbow
    epochs      passes, 5 of skipgram and cbow, 25 of glove
    min_count   how often a word must come to get a row; the max_words most frequent of those are kept
    sample      share of the text above which a word is thinned out; skipgram and cbow
    rate        first step of the learning; None takes the method's own
    workers     threads, by default the cores; with one the same seed gives the same table, bit by bit
    method      "skipgram", "cbow", "cooccurrence" or "glove"; None takes cooccurrence for a small text, else skipgram
    subwords    learn rows of character n-grams, of which each word's row is the mean
    tokenizer   "words", "whitespace" or the path of a tokenizer.json; lower says whether letters are lowered
    checkpoint  file that keeps the state once a minute; with resume the training goes on from it
    cluster     address of a Dask scheduler, or a number of local processes, to count on
    look        hears the table so far and the epochs done, after each epoch
    stop        True ends the learning early with a usable table; canceled ends it with Canceled

    Raises BadArgument for options that make no sense, a text without enough words, a disk without room; BadFile for a
    text that is not UTF-8 or breaks off; MissingExtra; Canceled.
    """
    options = Options(
        dim=dim, window=window, negative=negative, epochs=epochs, min_count=min_count, max_words=max_words,
        sample=sample, rate=rate, seed=seed, workers=workers, method=method, subwords=subwords, tokenizer=tokenizer,
        lower=lower, checkpoint=Path(checkpoint) if checkpoint else None, resume=resume, cluster=cluster, name=name,
    )  # fmt: skip
    hooks = Hooks(progress=progress, look=look, stop=stop, canceled=canceled)
    return train_table(texts, [str(file) for file in files] if files is not None else None, options, hooks).table


def train_table(
    texts: Iterable[str] | None, files: Sequence[str] | None, options: Options, hooks: Hooks | None = None
) -> Trained:
    """`train` with its options and callbacks gathered, and an account of the training beside the table."""
    hooks = hooks or Hooks()
    options.check()
    if (texts is None) == (files is None):
        raise BadArgument("Give either texts, a list of sentences, or files; got both or neither.")
    if isinstance(texts, str):
        raise BadArgument("texts is a list of sentences; got one string. For a file write files=[path].")
    began = time.monotonic()
    split = splitting(options.tokenizer, options.lower)
    if options.cluster is not None:
        from rowspace.operations.train_cluster import counted

        vocabulary, weights, words = counted(files, options, hooks)
        if len(vocabulary) < 2 or not len(weights.values):
            _refuse(vocabulary, options)
        method = METHODS[options.method or "cooccurrence"]
        outcome = learned(method, vocabulary, options, hooks, weights=weights, words=words)
    else:
        vocabulary, text = _read(_blocks(texts, files), split, options, hooks)
        try:
            words = text.words
            method = _method(options, vocabulary, words)
            outcome = learned(method, vocabulary, options, hooks, text=text, words=words)
        finally:
            text.close()
    table = _table(vocabulary, outcome.rows, method, words, options, split)
    return Trained(
        table,
        Training(
            method=method.name,
            rows=len(table),
            dim=table.dim,
            words=words,
            epochs=options.settings(method).epochs if method.epochs else None,
            done=outcome.done,
            seconds=time.monotonic() - began,
            words_per_second=outcome.words_per_second,
            loss=outcome.loss,
        ),
    )


def _blocks(texts: Iterable[str] | None, files: Sequence[str] | None) -> Iterator[bytes]:
    from rowspace.training.corpus import blocks_of_files, blocks_of_texts, files_of

    return blocks_of_texts(texts) if texts is not None else blocks_of_files(files_of(files or []))


def _read(blocks: Iterator[bytes], split: Splitting, options: Options, hooks: Hooks) -> tuple[Vocabulary, Encoded]:
    """Vocabulary and ids. Raises BadArgument for a text in which no two words meet, Canceled."""
    from rowspace.training.corpus import read_ahead
    from rowspace.training.vocabulary import read_corpus

    watch = Watch("reading", hooks)

    def tick(words: int) -> None:
        if hooks.canceled() or hooks.stop():
            raise Canceled("Training was stopped while the text was read; there are no rows yet.")
        watch.read(words)

    vocabulary, text = read_corpus(
        read_ahead(blocks), split.counter(), min_count=options.min_count, max_words=options.max_words, tick=tick
    )
    if text.words <= text.length - text.words or len(vocabulary) < 2:
        text.close()
        _refuse(vocabulary, options)
    return vocabulary, text


def _refuse(vocabulary: Vocabulary, options: Options) -> NoReturn:
    """What is wrong with a text of one word, or of sentences of one word."""
    what = f'only "{vocabulary.tokens[0]}"' if len(vocabulary) < 2 else "no two in one sentence"
    raise BadArgument(
        f"Of the words that come {options.min_count:,} times or more there is {what}; rows are learned from words "
        "that stand together. Give more text, one sentence or paragraph a line, or a lower min_count."
    )


def _method(options: Options, vocabulary: Vocabulary, words: int) -> Method:
    """The method asked for, or the one that scores better on a text of this size."""
    if options.method:
        return METHODS[options.method]
    small = words < COUNTED_UP_TO and options.dim <= len(vocabulary) and not options.subwords
    return METHODS["cooccurrence" if small else "skipgram"]


def _table(
    vocabulary: Vocabulary, rows: Floats, method: Method, words: int, options: Options, split: Splitting
) -> OpenedTable:
    from rowspace.formats.tokenizers import make_tokenizer

    how = f"{method.name} on {words:,} words, window {options.window}, seed {options.seed}"
    return OpenedTable(
        name=options.name,
        tokens=vocabulary.tokens,
        rows=ArrayRows(rows),
        source=Source(location=options.name, format="trained", tensor="rows", note=f"Trained by {how}."),
        tokenizer=make_tokenizer(split.tokenizer, vocabulary.tokens, where=options.name) if split.tokenizer else None,
        counts=vocabulary.counts,
    )
