"""Rows learned from a text: train."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rowspace.cli.options import Json, Seed
from rowspace.cli.output import plain, print_fields, show

if TYPE_CHECKING:
    from rowspace.operations.convert import Converted
    from rowspace.operations.train import Trained
    from rowspace.operations.train_options import Options
    from rowspace.table import Table


def train(
    text: Annotated[
        list[str],
        typer.Argument(metavar="TEXT...", help="Files or patterns, one sentence a line; - is standard input."),
    ],
    out: Annotated[Path, typer.Option(help="The file to write; its ending says in which format.")],
    dim: Annotated[int, typer.Option(min=1, help="Numbers in a row.")] = 100,
    window: Annotated[int, typer.Option(min=1, help="Most words between two that are near.")] = 5,
    negative: Annotated[int, typer.Option(min=1, help="Words held against each pair.")] = 5,
    epochs: Annotated[int | None, typer.Option(min=1, help="Passes over the text; 5, of glove 25.")] = None,
    min_count: Annotated[int, typer.Option(min=1, help="How often a word must come to get a row.")] = 5,
    max_words: Annotated[int | None, typer.Option(min=1, help="At most so many rows, the most frequent words.")] = None,
    sample: Annotated[float, typer.Option(min=0, max=1, help="Share above which a word is thinned out.")] = 1e-3,
    rate: Annotated[
        float | None, typer.Option(help="First step of the learning; the method's own if left out.")
    ] = None,
    seed: Seed = 1,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Threads; the cores if left out. With 1 a seed repeats exactly.")
    ] = None,
    method: Annotated[
        str | None, typer.Option(help="skipgram, cbow, cooccurrence or glove; by the text's size if left out.")
    ] = None,
    subwords: Annotated[bool, typer.Option("--subwords", help="Make rows of character n-grams.")] = False,
    tokenizer: Annotated[str, typer.Option(help="words, whitespace, or a tokenizer.json file.")] = "words",
    lower: Annotated[
        bool | None, typer.Option("--lower/--keep-case", help="Lower the letters; words does unless told not to.")
    ] = None,
    checkpoint: Annotated[
        Path | None, typer.Option(help="Where the state is kept once a minute; OUT.checkpoint if left out.")
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on from the checkpoint.")] = False,
    evaluation: Annotated[
        list[Path] | None, typer.Option("--eval", help="Score after every epoch by these analogies or pairs.")
    ] = None,
    cluster: Annotated[
        str | None, typer.Option(help="Count on a Dask scheduler, tcp://host:port, or on so many local processes.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Learns rows from a text and writes them as a table."""
    from rowspace.operations.train_options import Options

    options = Options(
        dim=dim, window=window, negative=negative, epochs=epochs, min_count=min_count, max_words=max_words,
        sample=sample, rate=rate, seed=seed, workers=workers, method=method, subwords=subwords, tokenizer=tokenizer,
        lower=lower, checkpoint=checkpoint or out.with_name(f"{out.name}.checkpoint"), resume=resume,
        cluster=int(cluster) if cluster and cluster.isdigit() else cluster, name=out.name.split(".")[0] or "trained",
    )  # fmt: skip
    _train(text, out, options, evaluation or [], as_json)


def _train(text: list[str], out: Path, options: Options, questions: list[Path], as_json: bool) -> None:
    from rowspace.cli.progress import progress_bar
    from rowspace.operations.convert import check_out
    from rowspace.operations.train import train_table
    from rowspace.operations.train_watch import Hooks

    check_out(out)
    scores = _Scores(questions)
    with progress_bar() as told, _stopped_by_ctrl_c() as stop:
        hooks = Hooks(
            progress=lambda now: told(now.fraction or 0.0, now.sentence),
            look=scores.look if questions else None,
            stop=stop,
            trouble=lambda sentence: print(sentence, file=sys.stderr),
        )
        trained = train_table(None, text, options, hooks)
    if questions:
        scores.look(trained.table, trained.training.epochs or 0)
    written = trained.table.save(out)
    stopped = trained.training.done < 1
    if options.checkpoint and not stopped:
        options.checkpoint.unlink(missing_ok=True)
    keys = {"files": written.files, **plain(trained.training), "stopped": stopped, "scores": scores.lines}
    show(keys, lambda: _print_training(written, trained), as_json=as_json)
    if stopped:
        raise typer.Exit(130)


def _print_training(written: Converted, trained: Trained) -> None:
    done = trained.training
    print(f"{', '.join(written.files)}: {done.rows:,} rows × {done.dim} dims, by {done.method}")
    pace = done.words_per_second
    print_fields(
        {
            "words": done.words,
            "epochs": done.epochs,
            "seconds": f"{done.seconds:.1f}",
            "words/s": round(pace) if pace else None,
            "loss": done.loss,
            "note": " ".join(written.notes) or None,
            "stopped": f"after {done.done:.0%}; --resume goes on" if done.done < 1 else None,
        }
    )


class _Scores:
    """Scores by files of questions as the training goes."""

    def __init__(self, questions: list[Path]) -> None:
        self._questions = questions
        self.lines: list[dict[str, Any]] = []

    def look(self, table: Table, epoch: int) -> None:
        from rowspace.operations.evaluate import evaluate

        for path in self._questions:
            score = evaluate(table, path)
            value = score.accuracy if score.kind == "analogies" else score.spearman
            self.lines.append({"epoch": epoch, "file": str(path), "kind": score.kind, "score": value})
            shown = "none" if value is None else f"{value:.4f}"
            print(f"epoch {epoch}: {path.name} {shown}, {score.covered:,} of {score.total:,}", file=sys.stderr)


@contextmanager
def _stopped_by_ctrl_c() -> Iterator[Callable[[], bool]]:
    """Asks for a stop in good order on the first Ctrl-C; the second one gives up."""
    stopped = threading.Event()

    def stop(*_: object) -> None:
        if stopped.is_set():
            raise KeyboardInterrupt
        stopped.set()
        print("Stopping; what was learned is kept. Ctrl-C again gives up.", file=sys.stderr)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield stopped.is_set
    finally:
        signal.signal(signal.SIGINT, before)
