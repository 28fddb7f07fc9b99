"""Rows being learned in front of the learner: groups part, the same seed gives the same frames."""

from __future__ import annotations

import numpy as np
import pytest

from rowspace.errors import BadArgument, Canceled
from rowspace.operations.lesson import LESSON_GROUPS
from rowspace.operations.live import primer, train_live


def cosines(frame) -> dict[tuple[str, str], float]:
    return {(pair.a, pair.b): pair.cosine for pair in frame.watched}


@pytest.mark.parametrize("seed", range(1, 7))
def test_noise_turns_into_groups(seed: int) -> None:
    *_, last = train_live(seed=seed)
    assert cosines(last)["cat", "dog"] > 0.7
    assert cosines(last)["cat", "king"] < 0.4
    assert last.analogies >= 3


def test_each_word_ends_beside_its_own_group() -> None:
    *_, last = train_live(seed=1)
    rows = last.rows / np.linalg.norm(last.rows, axis=1, keepdims=True)
    near = rows @ rows.T - 2 * np.eye(len(rows))
    own = np.array(last.groups)[near.argmax(axis=1)] == np.array(last.groups)
    meaning = np.array(last.groups) != list(LESSON_GROUPS).index("function")
    assert own[meaning].mean() >= 0.9


def test_the_first_frame_is_the_random_start() -> None:
    first = next(iter(train_live(seed=5)))
    assert (first.frame, first.loss, first.pairs_trained, first.step) == (0, None, 0, [])
    assert np.abs(first.rows).max() <= 0.5 / first.dim


def test_the_same_seed_gives_the_same_frames() -> None:
    one, two = (list(train_live(seed=9, frames=5)) for _ in range(2))
    for a, b in zip(one, two, strict=True):
        np.testing.assert_array_equal(a.rows, b.rows)
        np.testing.assert_array_equal(a.coordinates, b.coordinates)
        assert (a.loss, a.watched, a.step) == (b.loss, b.watched, b.step)


def test_one_step_taken_apart_is_the_step_that_was_made() -> None:
    frame = list(train_live(seed=2, frames=3))[-1]
    word, *others = frame.step
    assert (word.role, others[0].role) == ("word", "context")
    v, believed = frame.before[0], 1 / (1 + np.exp(-(frame.before[1:] @ frame.before[0])))
    np.testing.assert_allclose([one.chance for one in others], believed, atol=1e-6)
    slopes = np.array([one.gradient for one in others])
    np.testing.assert_allclose(frame.after[0], v + frame.rate * slopes @ frame.before[1:], atol=1e-5)


def test_a_crowned_cat_moves_toward_the_kings() -> None:
    *_, plain = train_live(seed=1)
    *_, crowned = train_live(more="the cat wears a golden crown\nthe cat lives in the old palace", seed=1)
    assert cosines(crowned)["cat", "king"] > cosines(plain)["cat", "king"] + 0.1


def test_a_text_of_ones_own_shows_its_own_words() -> None:
    *_, last = train_live("one two three\ntwo three four\n", frames=2)
    assert set(last.tokens) == {"one", "two", "three", "four"}
    assert set(last.groups) == {-1}
    assert (last.watched, last.asked) == ([], 0)


def test_it_can_be_stopped() -> None:
    frames = train_live(canceled=lambda: True)
    next(frames)
    with pytest.raises(Canceled):
        next(frames)


def test_numbers_out_of_bounds_are_refused() -> None:
    with pytest.raises(BadArgument, match="dim is 2 to 256"):
        next(train_live(dim=1))


def test_the_primer_has_every_word_of_the_lesson() -> None:
    words = set(primer().split())
    assert [token for group in LESSON_GROUPS.values() for token in group if token not in words] == []
