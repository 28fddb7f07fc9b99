"""Skip-gram and CBOW: one block against float64, topics found again, the same seed the same rows."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rowspace.errors import BadArgument
from rowspace.training import prediction
from rowspace.training.blocks import draw_negatives, limit, mark_pairs, sigmoid, surprise, thin_out
from rowspace.training.cbow import CBOW
from rowspace.training.cbow_kernel import cbow_chunk
from rowspace.training.ngrams import pieces_of
from rowspace.training.prediction import Prediction
from rowspace.training.run import run
from rowspace.training.sampling import alias_table, keep_chances
from rowspace.training.settings import Settings
from rowspace.training.skipgram import SkipGram
from rowspace.training.skipgram_kernel import skipgram_chunk

from .texts import planted, purity, read

WINDOW, NEGATIVE, SHARED, RATE = 3, 5, 4, 0.005
COUNTS = np.array([40, 30, 20, 10, 10, 5, 5], np.int64)


class Block:
    """One block of a text as the kernels see it, its pairs and negatives drawn from the same state."""

    def __init__(self, ids: np.ndarray, seed: int, dim: int) -> None:
        random = np.random.default_rng(seed)
        self.ids = ids.astype(np.int32)
        self.rows = random.normal(0, 0.5, (len(COUNTS), dim)).astype(np.float32)
        self.contexts = random.normal(0, 0.5, (len(COUNTS), dim)).astype(np.float32)
        self.keep = keep_chances(COUNTS, 0.05)
        self.chance, self.other = alias_table(COUNTS)
        self.state = np.array([seed * 2 + 1], np.uint64)
        state = self.state.copy()
        stream, sentence = np.empty(len(ids), np.int32), np.empty(len(ids), np.int32)
        length = thin_out(self.ids, self.keep, stream, sentence, state)
        self.stream = stream[:length]
        self.pairs = np.zeros((length + 2 * WINDOW, max(1, length)), np.float32)
        if length:
            mark_pairs(sentence, 0, length, 0, length, WINDOW, self.pairs, state)
        self.pairs = self.pairs[:length, :length].astype(np.float64)
        self.negatives = np.empty(SHARED, np.int32)
        draw_negatives(self.chance, self.other, self.negatives, state)

    def after(self, kernel: Any) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Rows, context rows and loss after the kernel's one step."""
        rows, contexts, loss, none = self.rows.copy(), self.contexts.copy(), np.zeros(2), np.empty(0, np.int64)
        kernel(
            self.ids, self.keep, self.chance, self.other, none, none, rows, contexts, WINDOW, float(NEGATIVE),
            max(1, len(self.stream)), SHARED, RATE, self.state.copy(), loss,
        )  # fmt: skip
        return rows, contexts, loss


def skipgram_loss(block: Block, rows: np.ndarray, contexts: np.ndarray) -> float:
    """Each pair and, in the mean, `NEGATIVE` of the block's negatives for it."""
    x = rows[block.stream]
    near, far = x @ contexts[block.stream].T, x @ contexts[block.negatives].T
    own = (block.pairs * np.logaddexp(0, -near)).sum()
    return float(own + NEGATIVE / SHARED * (block.pairs.sum(axis=1) @ np.logaddexp(0, far)).sum())


def cbow_loss(block: Block, rows: np.ndarray, contexts: np.ndarray) -> float:
    """Each word with the mean of its window."""
    sizes = block.pairs.sum(axis=0)
    hidden = (block.pairs / np.maximum(sizes, 1)).T @ rows[block.stream]
    own = np.logaddexp(0, -(hidden * contexts[block.stream]).sum(axis=1))
    far = np.logaddexp(0, hidden @ contexts[block.negatives].T).sum(axis=1)
    return float(((own + NEGATIVE / SHARED * far) * (sizes > 0)).sum())


def slope_of(loss: Any, block: Block, which: str) -> np.ndarray:
    """Its derivative by central differences, in float64."""
    held = {"rows": block.rows.astype(np.float64), "contexts": block.contexts.astype(np.float64)}
    slope = np.zeros_like(held[which])
    for place in np.ndindex(*slope.shape):
        told = []
        for step in (1e-5, -1e-5):
            moved = {name: array.copy() for name, array in held.items()}
            moved[which][place] += step
            told.append(loss(block, **moved))
        slope[place] = (told[0] - told[1]) / 2e-5
    return slope


METHODS = [(skipgram_chunk, skipgram_loss), (cbow_chunk, cbow_loss)]


@pytest.mark.parametrize(("kernel", "loss"), METHODS)
@settings(max_examples=15)
@given(ids=st.lists(st.sampled_from([-1, *range(7)]), min_size=1, max_size=14), seed=st.integers(0, 1000))
def test_a_block_steps_down_the_slope_of_its_loss(kernel: Any, loss: Any, ids: list[int], seed: int) -> None:
    block = Block(np.array(ids), seed, dim=3)
    rows, contexts, told = block.after(kernel)
    np.testing.assert_allclose(rows, block.rows - RATE * slope_of(loss, block, "rows"), atol=1e-6)
    np.testing.assert_allclose(contexts, block.contexts - RATE * slope_of(loss, block, "contexts"), atol=1e-6)
    expected = loss(block, block.rows.astype(np.float64), block.contexts.astype(np.float64))
    assert told[0] == pytest.approx(expected, rel=1e-4, abs=1e-6)


def test_a_pair_worked_out_by_hand() -> None:
    """Two words and a window of one: each is the other's only neighbor; two negatives, both the second word."""
    rows, contexts = np.array([[1, 0], [0, 1]], np.float32), np.array([[0, 2], [1, 0]], np.float32)
    none, loss = np.empty(0, np.int64), np.zeros(2)
    skipgram_chunk(
        np.array([0, 1], np.int32), np.ones(2, np.float32), np.array([0, 1], np.float32), np.array([1, 1], np.int32),
        none, none, rows, contexts, 1, 1.0, 2, 2, 0.1, np.array([1], np.uint64), loss,
    )  # fmt: skip
    s = 1 / (1 + np.exp(-1.0))
    # word 0 meets context 1 (score 1) and negative 1 (score 1), word 1 meets context 0 (score 2) and negative 1 (0)
    t = 1 / (1 + np.exp(-2.0))
    np.testing.assert_allclose(rows[0], [1 + 0.1 * (1 - s) - 0.1 * s, 0], atol=1e-6)
    np.testing.assert_allclose(rows[1], [-0.1 * 0.5, 1 + 0.1 * (1 - t) * 2], atol=1e-6)
    np.testing.assert_allclose(contexts[0], [0, 2 + 0.1 * (1 - t)], atol=1e-6)
    np.testing.assert_allclose(contexts[1], [1 + 0.1 * (1 - s) - 0.1 * s, -0.1 * 0.5], atol=1e-6)


def test_a_step_too_long_is_shortened_and_the_others_are_not() -> None:
    change = np.array([[3, 4], [0.6, 0.8], [0, 0], [30, 40]], np.float32)
    limit(change, 3)
    np.testing.assert_allclose(change, [[0.6, 0.8], [0.6, 0.8], [0, 0], [30, 40]], rtol=1e-6)


@pytest.mark.parametrize("kind", [SkipGram, CBOW])
def test_a_text_of_few_words_and_a_wide_window_does_not_run_away(kind: type[Prediction]) -> None:
    vocabulary, text = read(["a b a c b a c a b"] * 2_000)
    learner = kind(vocabulary, text, Settings(dim=4, window=50, negative=20, epochs=3, rate=1.0, sample=0))
    run(learner)
    assert np.isfinite(learner.rows()).all()
    assert np.abs(learner.rows()).max() < 100


@given(st.floats(-30, 30))
def test_the_quick_sigmoid_is_the_sigmoid(x: float) -> None:
    assert sigmoid(np.float32(x)) == pytest.approx(1 / (1 + np.exp(-np.float32(x))), rel=1e-5, abs=1e-7)
    assert surprise(x) == pytest.approx(np.logaddexp(0, -x))


@pytest.mark.parametrize("kind", [SkipGram, CBOW])
@pytest.mark.parametrize("workers", [1, 2])
def test_planted_topics_are_found(kind: type[Prediction], workers: int) -> None:
    vocabulary, text = read(planted())
    learner = kind(vocabulary, text, Settings(dim=16, epochs=15, sample=1e-2, rate=0.1))
    run(learner, workers=workers)
    assert purity(list(vocabulary.tokens), learner.rows()) >= 0.94


@pytest.mark.parametrize("kind", [SkipGram, CBOW])
@pytest.mark.parametrize("subwords", [False, True])
def test_one_worker_repeats_to_the_bit_and_another_seed_does_not(
    kind: type[Prediction], subwords: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prediction, "CHUNK", 1000)
    vocabulary, text = read(planted(400))
    pieces = pieces_of(vocabulary.tokens, buckets=500) if subwords else None

    def rows(seed: int) -> np.ndarray:
        learner = kind(vocabulary, text, Settings(dim=8, epochs=2, seed=seed), pieces)
        run(learner)
        return learner.rows()

    np.testing.assert_array_equal(rows(3), rows(3))
    assert not np.array_equal(rows(3), rows(4))


def test_subwords_find_topics_by_spelling_alone() -> None:
    """Topic words share their first letters: with n-grams one epoch is enough to see it."""
    vocabulary, text = read(planted(300))
    learner = SkipGram(vocabulary, text, Settings(dim=16, epochs=3), pieces_of(vocabulary.tokens))
    run(learner)
    whole = SkipGram(vocabulary, text, Settings(dim=16, epochs=3))
    run(whole)
    tokens = list(vocabulary.tokens)
    assert purity(tokens, learner.rows()) > purity(tokens, whole.rows()) + 0.2


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"dim": 0}, "dim is a whole number from 1 to 16,384; got 0"),
        ({"window": 1001}, "window is a whole number from 1 to 1,000; got 1001"),
        ({"epochs": 0}, "epochs is a whole number from 1 to 100,000; got 0"),
        ({"sample": 2.0}, r"sample lies in 0 … 1; got 2\.0"),
        ({"rate": 0.0}, r"rate lies above 0, up to 10; got 0\.0"),
        ({"seed": -1}, "seed is a whole number from 0 to 4,294,967,295; got -1"),
    ],
)
def test_numbers_that_make_no_sense_are_refused(wrong: dict[str, Any], told: str) -> None:
    with pytest.raises(BadArgument, match=told):
        Settings(**wrong)
