"""GloVe: its step against float64, topics found, the same seed the same rows."""

from __future__ import annotations

import numpy as np

from rowspace.training import glove
from rowspace.training.cooccurrence import count_text
from rowspace.training.glove import GloVe
from rowspace.training.glove_kernel import glove_chunk
from rowspace.training.run import run
from rowspace.training.settings import Settings

from .texts import planted, purity, read


def test_a_step_is_that_of_the_paper() -> None:
    """The slopes of f(x) (w·c + b + b' − log x)² / 2, each divided by the root of its squares so far."""
    random = np.random.default_rng(3)
    rows, contexts = random.standard_normal((2, 4, 6)).astype(np.float32)
    squares, context_squares = (1 + random.random((2, 4, 6))).astype(np.float32)
    expected = [array.astype(np.float64) for array in (rows, contexts, squares, context_squares)]
    first, second = np.array([0, 2, 0], np.int32), np.array([1, 1, 3], np.int32)
    weights = np.array([0.4, 3, 25], np.float32)
    told = glove_chunk(first, second, weights, rows, contexts, squares, context_squares, 10.0, 0.75, 0.05)
    w, c, gw, gc = expected
    loss = 0.0
    for i, j, x in zip(first, second, weights.astype(np.float64), strict=True):
        importance = min(1.0, x / 10) ** 0.75
        miss = w[i, :-1] @ c[j, :-1] + w[i, -1] + c[j, -1] - np.log(x)
        loss += importance * miss**2 / 2
        to_w = importance * miss * np.append(c[j, :-1], 1.0)
        to_c = importance * miss * np.append(w[i, :-1], 1.0)
        w[i] -= 0.05 * to_w / np.sqrt(gw[i])
        c[j] -= 0.05 * to_c / np.sqrt(gc[j])
        gw[i] += to_w**2
        gc[j] += to_c**2
    for found, array in zip((rows, contexts, squares, context_squares), expected, strict=True):
        np.testing.assert_allclose(found, array, rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(told, loss, rtol=1e-5)


def test_planted_topics_are_found_and_a_seed_repeats() -> None:
    vocabulary, text = read(planted(2_000))
    weights = count_text(text, len(vocabulary), 5)

    def rows(seed: int) -> np.ndarray:
        learner = GloVe(weights, Settings(dim=16, epochs=25, seed=seed))
        run(learner)
        return learner.rows()

    first = rows(1)
    assert purity(list(vocabulary.tokens), first) >= 0.94
    np.testing.assert_array_equal(first, rows(1))
    assert not np.array_equal(first, rows(2))


def test_chunks_cover_every_pair_once(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(glove, "CHUNK", 7)
    vocabulary, text = read(["a b c d e f", "b d f"])
    weights = count_text(text, len(vocabulary), 5)
    learner = GloVe(weights, Settings(dim=2, epochs=1))
    assert sum(learner.learn(chunk)[1] for chunk in range(learner.chunks)) == len(weights.values)
