"""Counting in shards and on a cluster of processes: equal to counting at once, also when a worker is killed."""

from __future__ import annotations

import gzip
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument, BadFile
from rowspace.training import cluster as clusters
from rowspace.training.cluster import client_of, count_pairs, count_words, cut_vocabulary
from rowspace.training.cooccurrence import count_text
from rowspace.training.corpus import blocks_of_files
from rowspace.training.counter import WordCounter
from rowspace.training.pair_counts import merged
from rowspace.training.shards import Splitter, blocks_of, cut, joined_words, pairs_of, shards_of, words_of
from rowspace.training.sparse import Sparse, symmetric
from rowspace.training.vocabulary import Vocabulary, read_corpus

from .texts import planted

WORDS = Splitter(spaces=False, lower=True)
WINDOW = 4


def at_once(files: list[str], min_count: int) -> tuple[Vocabulary, Sparse]:
    vocabulary, text = read_corpus(blocks_of_files(files), WordCounter(), min_count=min_count)
    return vocabulary, count_text(text, len(vocabulary), WINDOW)


def same(found: tuple[Vocabulary, Sparse], expected: tuple[Vocabulary, Sparse]) -> None:
    assert list(found[0].tokens) == list(expected[0].tokens)
    np.testing.assert_array_equal(found[0].counts, expected[0].counts)
    for name in ("starts", "columns", "values"):
        np.testing.assert_array_equal(getattr(found[1], name), getattr(expected[1], name))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("texts")
    lines = planted(1_200)
    (folder / "a.txt").write_text("\ufeff" + "\n".join(lines[:600]), encoding="utf-8")
    (folder / "b.txt.gz").write_bytes(gzip.compress("\n".join(lines[600:900]).encode()))
    (folder / "c.txt").write_text("\n".join(lines[900:]) + "\n")
    return [str(folder / name) for name in ("a.txt", "b.txt.gz", "c.txt")]


@given(st.lists(st.sampled_from(["a b", "c", "", "é a", "dog b c d"]), max_size=12), st.integers(1, 40))
def test_shards_are_whole_lines_and_all_of_the_text(lines: list[str], size: int) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "text"
        path.write_text("\n".join(lines), encoding="utf-8")
        shards = shards_of([str(path)], size)
        blocks = [b"".join(blocks_of(shard)).removesuffix(b"\n") for shard in shards]
        assert b"".join(blocks) == path.read_bytes()
        assert all(block.endswith(b"\n") for block in blocks[:-1])
        assert [shard.start for shard in shards] == [0, *(shard.stop for shard in shards)][: len(shards)]


@pytest.mark.parametrize("size", [500, 20_000, 1 << 26])
@pytest.mark.parametrize("min_count", [1, 60])
def test_shards_add_up_to_what_is_counted_at_once(files: list[str], size: int, min_count: int) -> None:
    shards = shards_of(files, size)
    vocabulary = cut(joined_words([words_of(shard, WORDS) for shard in shards]), min_count, None)
    parts = zip(*(pairs_of(shard, WORDS, vocabulary, WINDOW, 3) for shard in shards), strict=True)
    tables = [(pairs.keys, pairs.weights) for pairs in map(merged, parts)]
    same((vocabulary, symmetric(tables, len(vocabulary), WINDOW)), at_once(files, min_count))


def test_a_shard_that_is_no_text_is_refused_at_its_byte(tmp_path: Path) -> None:
    (tmp_path / "text").write_bytes(b"good line\n" * 3 + b"b\xffd\n")
    whole, broken = shards_of([str(tmp_path / "text")], 12)
    assert list(blocks_of(whole)) == [b"good line\ngood line\n", b"\n"]
    with pytest.raises(BadFile, match=r"text: byte 31 is not UTF-8"):
        list(blocks_of(broken))


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    with client_of(2) as made:
        yield made


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_worker_killed_in_the_middle_changes_nothing(client: Any, files: list[str]) -> None:
    shards = shards_of(files, 3_000)
    assert len(shards) > 10
    pids = client.run(os.getpid)
    assert len(set(pids.values())) == 2
    told: list[float] = []

    def kill(share: float) -> None:
        if not told:
            os.kill(next(iter(pids.values())), signal.SIGKILL)
        told.append(share)

    words = count_words(client, shards, WORDS, lambda share: None)
    future, vocabulary = cut_vocabulary(client, words, 5, None)
    parts = count_pairs(client, shards, WORDS, future, WINDOW, kill)
    tables = [(pairs.keys, pairs.weights) for pairs in parts]
    same((vocabulary, symmetric(tables, len(vocabulary), WINDOW)), at_once(files, 5))
    assert told[-1] == 1
    assert max(len(pairs.keys) for pairs in parts) < sum(len(pairs.keys) for pairs in parts) / 2


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_what_a_worker_refuses_reaches_the_user(client: Any, tmp_path: Path) -> None:
    (tmp_path / "text").write_bytes(b"\xff")
    with pytest.raises(BadFile, match="byte 0 is not UTF-8"):
        count_words(client, shards_of([str(tmp_path / "text")]), WORDS, lambda share: None)
    (tmp_path / "text").write_bytes(b"once")
    words = count_words(client, shards_of([str(tmp_path / "text")]), WORDS, lambda share: None)
    with pytest.raises(BadArgument, match="min_count asks for 5"):
        cut_vocabulary(client, words, 5, None)
    with pytest.raises(BadArgument, match="The cluster could not count the text: ZeroDivisionError"):
        clusters._result(client.submit(_broken, pure=False))


def _broken() -> None:
    raise ZeroDivisionError


def test_an_address_where_nobody_answers() -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(clusters, "ANSWER_WITHIN", 0.2)
        with (
            pytest.raises(BadArgument, match=r"No Dask scheduler answers at tcp://127\.0\.0\.1:9 \(.*\); start one"),
            client_of("tcp://127.0.0.1:9"),
        ):
            pass
