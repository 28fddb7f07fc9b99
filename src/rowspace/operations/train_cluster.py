"""Counting a text on a cluster for `train`."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rowspace.errors import BadArgument, Canceled
from rowspace.operations.train_options import Options
from rowspace.operations.train_text import OWN
from rowspace.operations.train_watch import Hooks, Watch
from rowspace.training.cluster import client_of, count_pairs, count_words, cut_vocabulary
from rowspace.training.corpus import STDIN, files_of
from rowspace.training.shards import Splitter, shards_of
from rowspace.training.sparse import Sparse, symmetric
from rowspace.training.vocabulary import Vocabulary


def counted(files: Sequence[str] | None, options: Options, hooks: Hooks) -> tuple[Vocabulary, Sparse, int]:
    """Vocabulary, counts and number of words, equal to those that one machine counts.

    Raises BadArgument for a text that workers cannot read; MissingExtra, Canceled.
    """
    assert options.cluster is not None
    if files is None or STDIN in files:
        raise BadArgument("A cluster reads files that every worker sees; give paths, not texts or standard input.")
    if options.tokenizer not in OWN:
        raise BadArgument(f"A cluster splits by {' or '.join(OWN)}; got the tokenizer {options.tokenizer}.")
    shards = shards_of(files_of(files))
    own = options.tokenizer == "words"
    splitter = Splitter(spaces=not own, lower=own if options.lower is None else options.lower)
    with client_of(options.cluster) as client:
        words = count_words(client, shards, splitter, _tick("reading", hooks))
        future, vocabulary = cut_vocabulary(client, words, options.min_count, options.max_words)
        parts = count_pairs(client, shards, splitter, future, options.window, _tick("counting", hooks))
    weights = symmetric([(pairs.keys, pairs.weights) for pairs in parts], len(vocabulary), options.window)
    return vocabulary, weights, int(vocabulary.counts.sum())


def _tick(stage: str, hooks: Hooks) -> Callable[[float], None]:
    watch = Watch("reading" if stage == "reading" else "counting", hooks)

    def tick(done: float) -> None:
        if hooks.canceled() or hooks.stop():
            raise Canceled("Training was stopped while the cluster counted; there are no rows yet.")
        watch.share(done)

    return tick
