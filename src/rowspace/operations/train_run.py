"""The learning itself: which learner, from where on, with checkpoints, and looks at the table on the way."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

from rowspace.errors import BadArgument, Canceled
from rowspace.operations.train_options import Options
from rowspace.operations.train_watch import Hooks, Watch
from rowspace.rows import ArrayRows, Floats
from rowspace.table import Source, Table
from rowspace.training.methods import Method, counting, predicting
from rowspace.training.run import Checks, Learner, Step, run
from rowspace.training.sparse import Sparse
from rowspace.training.vocabulary import Encoded, Vocabulary


@dataclass(frozen=True, slots=True)
class Outcome:
    """Rows, the share of the training that was done, its pace and its last loss."""

    rows: Floats
    done: float = 1.0
    words_per_second: float | None = None
    loss: float | None = None


def learned(
    method: Method,
    vocabulary: Vocabulary,
    options: Options,
    hooks: Hooks,
    *,
    words: int,
    text: Encoded | None = None,
    weights: Sparse | None = None,
) -> Outcome:
    """Rows from a text, or from counts where a cluster has counted already."""
    settings = options.settings(method)
    if not method.counts:
        assert text is not None
        learner = predicting(method, vocabulary, text, settings, subwords=options.subwords)
        return _run(learner, method, vocabulary, words, options, hooks)
    if weights is None:
        assert text is not None
        weights = _count(text, len(vocabulary), options, hooks)
    if method.name == "glove":
        return _run(counting(weights, settings), method, vocabulary, words, options, hooks)
    return Outcome(_factor(weights, options, hooks, method))


def _count(text: Encoded, words: int, options: Options, hooks: Hooks) -> Sparse:
    from rowspace.training.cooccurrence import count_text

    watch = Watch("counting", hooks, words=text.words)

    def tick(done: float) -> None:
        if hooks.canceled() or hooks.stop():
            raise Canceled("Training was stopped while pairs were counted; there are no rows yet.")
        watch.share(done)

    return count_text(text, words, options.window, workers=options.threads, tick=tick)


def _factor(weights: Sparse, options: Options, hooks: Hooks, method: Method) -> Floats:
    from rowspace.training.cooccurrence import rows_of_counts

    watch = Watch("factoring", hooks)

    def tick(done: float) -> None:
        if hooks.canceled():
            raise Canceled("Training was canceled.")
        watch.share(done)

    return rows_of_counts(weights, options.settings(method), together=options.threads > 1, tick=tick)


def _run(
    learner: Learner, method: Method, vocabulary: Vocabulary, words: int, options: Options, hooks: Hooks
) -> Outcome:
    """Runs a learner from its checkpoint or from its start, to its end or to a stop."""
    from rowspace.training import checkpoint

    identity = options.identity(method, vocabulary, words)
    path, first = options.checkpoint, 0
    if path is not None and options.resume and path.exists():
        first = checkpoint.restore(checkpoint.load(path), learner.state, identity)
    elif options.resume:
        hooks.trouble(f"There is no checkpoint {path} yet; training begins anew.")
    epochs = options.settings(method).epochs
    follower = _Follower(learner, vocabulary, epochs, hooks, Watch(
        "learning", hooks, words=words * epochs, done=first / learner.chunks
    ), epoch=first * epochs // learner.chunks)  # fmt: skip

    def save(chunks: int) -> None:
        assert path is not None
        try:
            checkpoint.save(path, checkpoint.Checkpoint(chunks, learner.state, identity))
        except BadArgument as error:  # a full disk is no reason to lose what was learned
            hooks.trouble(f"{error.message} Training goes on without it.")

    checks = Checks(
        tick=follower.tick, stop=hooks.stop, canceled=hooks.canceled, save=save if path else None, every=options.every
    )
    began = time.monotonic()
    done = run(learner, workers=options.threads, first=first, checks=checks)
    pace = (done - first) / learner.chunks * words * epochs / max(1e-9, time.monotonic() - began)
    if path is not None and done < learner.chunks:
        save(done)
    return Outcome(learner.rows(), done / learner.chunks, pace, follower.loss)


class _Follower:
    """Hears every chunk: tells progress, and shows the table after each epoch."""

    def __init__(
        self, learner: Learner, vocabulary: Vocabulary, epochs: int, hooks: Hooks, watch: Watch, *, epoch: int
    ) -> None:
        self.loss: float | None = None
        self._learner, self._vocabulary, self._epochs = learner, vocabulary, epochs
        self._hooks, self._watch, self._epoch = hooks, watch, epoch
        self._looking = threading.Lock()

    def tick(self, step: Step) -> None:
        if step.loss is not None:
            self.loss = step.loss
        self._watch.share(step.chunks / step.of, step.loss)
        epoch = step.chunks * self._epochs // step.of
        if self._hooks.look is None or epoch <= self._epoch or epoch == self._epochs:
            return
        with self._looking:
            if epoch > self._epoch:
                self._epoch = epoch
                self._hooks.look(self._so_far(), epoch)

    def _so_far(self) -> Table:
        rows = ArrayRows(self._learner.rows().copy())
        source = Source(location="training", format="trained", tensor="rows")
        return Table(name="training", tokens=self._vocabulary.tokens, rows=rows, source=source)
