"""Counting on a Dask cluster: shards are counted apart and merged part by part, so that no worker holds all pairs.

Counts are whole numbers: whatever the order of merging, and however often a lost worker's shards are counted again,
the result is the one a single machine would have counted. Workers read the files themselves, at the same paths.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeAlias

from rowspace.errors import BadArgument, MissingExtra, RowspaceError
from rowspace.training import shards as work
from rowspace.training.pair_counts import Pairs, merged
from rowspace.training.shards import Shard, Splitter
from rowspace.training.vocabulary import Vocabulary

TOGETHER = 8  # results merged at a time
PATIENCE = 0.5  # seconds between two looks at what is done
ANSWER_WITHIN = 10.0  # seconds in which a scheduler has to
Tick: TypeAlias = Callable[[float], None]
"""Hears the share that is done; may raise to end the work."""


@contextmanager
def client_of(cluster: str | int) -> Iterator[Any]:
    """A client of the scheduler at an address, or of so many processes of this machine. Raises MissingExtra."""
    try:
        from distributed import Client, LocalCluster
    except ImportError:
        raise MissingExtra('Counting on a cluster needs Dask: pip install "rowspace[cluster]"') from None
    if isinstance(cluster, int):
        with (
            LocalCluster(  # type: ignore[no-untyped-call]
                n_workers=cluster, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None
            ) as local,
            Client(local) as client,  # type: ignore[no-untyped-call]
        ):
            yield client
        return
    try:
        client = Client(cluster, timeout=ANSWER_WITHIN)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError, ValueError) as error:
        raise BadArgument(
            f"No Dask scheduler answers at {cluster} ({error}); start one with: dask scheduler."
        ) from None
    with client:
        yield client


def count_words(client: Any, shards: Sequence[Shard], splitter: Splitter, tick: Tick) -> Any:
    """A future of every word of the text in the order of the text (`Vocabulary`)."""
    futures = [client.submit(work.words_of, shard, splitter, pure=False) for shard in shards]
    _follow(futures, tick)
    return _merged(client, work.joined_words, futures)


def count_pairs(
    client: Any, shards: Sequence[Shard], splitter: Splitter, vocabulary: Any, window: int, tick: Tick
) -> list[Pairs]:
    """All pairs, part by part.   vocabulary  a future, so that it too can be made again"""
    parts = max(4, len(client.nthreads()))
    counted = [client.submit(work.pairs_of, shard, splitter, vocabulary, window, parts, pure=False) for shard in shards]
    merging = []
    for part in range(parts):
        picked = [client.submit(_pick, one, part, pure=False) for one in counted]
        merging.append(_merged(client, merged, picked))
    _follow(counted, tick)
    return [_result(future) for future in merging]


def cut_vocabulary(client: Any, words: Any, min_count: int, max_words: int | None) -> tuple[Any, Vocabulary]:
    """The future of the words that get rows, and themselves. Raises BadArgument for none."""
    future = client.submit(work.cut, words, min_count, max_words, pure=False)
    return future, _result(future)


def _pick(parts: list[Pairs], part: int) -> Pairs:
    return parts[part]


def _merged(client: Any, merge: Callable[[Sequence[Any]], Any], futures: list[Any]) -> Any:
    """A tree of merges that keeps the order."""
    while len(futures) > 1:
        groups = [futures[at : at + TOGETHER] for at in range(0, len(futures), TOGETHER)]
        futures = [client.submit(merge, group, pure=False) for group in groups]
    return futures[0]


def _follow(futures: Sequence[Any], tick: Tick) -> None:
    """Waits until all are done, telling how many are."""
    from distributed import wait

    left = list(futures)
    while left:
        try:
            done, open_ones = wait(left, timeout=PATIENCE, return_when="FIRST_COMPLETED")  # type: ignore[no-untyped-call]
        except TimeoutError:
            done, open_ones = set(), left
        for future in done:
            _result(future, fetch=False)
        left = list(open_ones)
        tick(1 - len(left) / len(futures))


def _result(future: Any, *, fetch: bool = True) -> Any:
    """What a future holds; an error of ours as it is, any other with a sentence."""
    error = future.exception()
    if error is None:
        return future.result() if fetch else None
    if isinstance(error, RowspaceError):
        raise error
    raise BadArgument(f"The cluster could not count the text: {type(error).__name__}: {error}") from error
