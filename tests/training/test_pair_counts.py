"""Counted pairs: against a loop of dictionaries, in parts, in shards, and as a symmetric matrix."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.training import cooccurrence, pair_counts
from rowspace.training.cooccurrence import count_text
from rowspace.training.pair_counts import PairCounts, Pairs, merged, part_of
from rowspace.training.sparse import symmetric

from .texts import read

IDS = st.lists(st.integers(-1, 6), max_size=60).map(lambda held: np.array(held, np.int32))
WINDOWS = st.integers(1, 7)


def naive(ids: np.ndarray, window: int) -> dict[tuple[int, int], int]:
    weights: dict[tuple[int, int], int] = defaultdict(int)
    sentence: list[int] = []
    for id in [*ids.tolist(), -1]:
        if id >= 0:
            for distance, other in enumerate(reversed(sentence[-window:]), 1):
                weights[min(id, other), max(id, other)] += window + 1 - distance
            sentence.append(id)
        else:
            sentence = []
    return weights


def as_dict(pairs: Pairs) -> dict[tuple[int, int], int]:
    keys = [(int(key >> np.uint64(32)), int(key & np.uint64(0xFFFFFFFF))) for key in pairs.keys]
    return dict(zip(keys, pairs.weights.tolist(), strict=True))


@given(IDS, WINDOWS)
def test_weights_are_those_of_a_plain_loop(ids: np.ndarray, window: int) -> None:
    counts = PairCounts(window)
    counts.add(ids)
    assert as_dict(counts.pairs()) == naive(ids, window)


@given(IDS, WINDOWS, st.integers(0, 60), st.integers(1, 5))
def test_a_text_in_stretches_and_in_parts_counts_the_same(ids: np.ndarray, window: int, at: int, parts: int) -> None:
    found: dict[tuple[int, int], int] = {}
    at = min(at, len(ids))
    for part in range(parts):
        counts = PairCounts(window, part=part, parts=parts)
        counts.add(ids[:at])
        before = ids[max(0, at - window) : at]
        counts.add(np.concatenate([before, ids[at:]]), fresh_from=len(before))
        held = counts.pairs()
        assert set(part_of(held.keys, parts).tolist()) <= {part}
        found |= as_dict(held)
    assert found == naive(ids, window)


@given(st.lists(IDS, min_size=1, max_size=4), WINDOWS)
def test_sentences_counted_apart_add_up(texts: list[np.ndarray], window: int) -> None:
    apart = []
    for ids in texts:
        counts = PairCounts(window)
        counts.add(ids)
        apart.append(counts.pairs())
    whole = np.concatenate([np.append(ids, -1) for ids in texts]).astype(np.int32)
    assert as_dict(merged(apart)) == naive(whole, window)


def test_the_table_grows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pair_counts, "SLOTS", 16)
    ids = np.random.default_rng(0).integers(0, 500, 20_000).astype(np.int32)
    counts = PairCounts(4)
    counts.add(ids)
    assert as_dict(counts.pairs()) == naive(ids, 4)


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_the_matrix_of_a_text_is_the_same_by_any_number_of_threads(
    workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cooccurrence, "IDS", 7)
    vocabulary, text = read(["a b c a", "b b d", "a", "c d a b e f g h i j"])
    window = 3
    matrix = count_text(text, len(vocabulary), window, workers=workers)
    dense = np.zeros((len(vocabulary), len(vocabulary)))
    for (low, high), weight in naive(text.read(0, 99), window).items():
        dense[low, high] += weight / window
        dense[high, low] += weight / window
    built = np.zeros_like(dense)
    for row in range(len(matrix)):
        part = slice(matrix.starts[row], matrix.starts[row + 1])
        assert (np.diff(matrix.columns[part]) > 0).all()
        built[row, matrix.columns[part]] = matrix.values[part]
    np.testing.assert_allclose(built, dense, rtol=1e-6)


def test_no_pairs_make_an_empty_matrix() -> None:
    matrix = symmetric([PairCounts(2).slots()], 3, 2)
    assert matrix.starts.tolist() == [0, 0, 0, 0]
    assert len(merged([PairCounts(2).pairs()] * 2).keys) == 0
