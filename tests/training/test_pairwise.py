"""Training one pair at a time: the step is the paper's, and the text is what its lines say."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument
from rowspace.training.pairwise import first_rows, keep_shares, negative_shares, pairs_of, read_text, train_pairs


def reference_step(
    rows: np.ndarray, contexts: np.ndarray, pair: np.ndarray, negatives: np.ndarray, rate: float
) -> None:
    """The update of Mikolov et al. 2013, eq. 4, in float64, written out."""
    v = rows[pair[0]].copy()
    change = np.zeros_like(v)
    for word, label in [(pair[1], 1.0), *((n, 0.0) for n in negatives if n != pair[1])]:
        slope = label - 1 / (1 + np.exp(-(v @ contexts[word])))
        change += rate * slope * contexts[word]
        contexts[word] = contexts[word] + rate * slope * v
    rows[pair[0]] = v + change


def test_words_and_sentences_of_a_text() -> None:
    text = read_text("The cat sat.\nthe dog\n\n")
    assert text.tokens == ["the", "cat", "sat", "dog"]
    assert text.counts.tolist() == [2, 1, 1, 1]
    assert text.ids.tolist() == [0, 1, 2, -1, 0, 3, -1]


def test_pairs_stay_inside_sentences() -> None:
    pairs = {tuple(pair) for pair in pairs_of(np.array([0, 1, 2, -1, 3, 4, -1], np.int32), 2).tolist()}
    assert pairs == {(0, 1), (1, 0), (1, 2), (2, 1), (0, 2), (2, 0), (3, 4), (4, 3)}


@given(st.integers(0, 2**32 - 1))
def test_steps_equal_the_paper(seed: int) -> None:
    random = np.random.default_rng(seed)
    rows, contexts = (random.normal(size=(6, 5)).astype(np.float32) for _ in range(2))
    pairs = random.integers(6, size=(4, 2)).astype(np.int32)
    negatives = random.integers(6, size=(4, 3)).astype(np.int32)
    expected = rows.astype(np.float64), contexts.astype(np.float64)
    for pair, against in zip(pairs, negatives, strict=True):
        reference_step(*expected, pair, against, 0.1)
    train_pairs(rows, contexts, pairs, negatives, 0.1)
    np.testing.assert_allclose(rows, expected[0], atol=1e-5)
    np.testing.assert_allclose(contexts, expected[1], atol=1e-5)


def test_training_lowers_the_loss() -> None:
    text = read_text("cat eats fish\ndog eats meat\n" * 20)
    rows, contexts = first_rows(len(text.tokens), 8, seed=3)
    pairs = pairs_of(text.ids, 2)
    negatives = np.random.default_rng(0).integers(len(text.tokens), size=(len(pairs), 2)).astype(np.int32)
    losses = [train_pairs(rows, contexts, pairs, negatives, 0.1) for _ in range(20)]
    assert losses[-1] < 0.8 * losses[0]


@pytest.mark.parametrize(
    ("text", "words"),
    [("", "two different words"), ("cat\ndog\n", "two different words"), ("a b " * 200_001, "has 400,002 words")],
)
def test_a_text_without_pairs_is_refused(text: str, words: str) -> None:
    with pytest.raises(BadArgument, match=words):
        read_text(text)


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=30))
def test_chances_are_chances(counts: list[int]) -> None:
    shares = negative_shares(np.array(counts))
    assert shares[-1] == pytest.approx(1)
    assert (np.diff(shares) > 0).all()
    kept = keep_shares(np.array(counts), 0.01)
    assert ((kept > 0) & (kept <= 1)).all()
