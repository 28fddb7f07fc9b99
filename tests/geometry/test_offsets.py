from __future__ import annotations

import numpy as np
import pytest
from gensim.models import KeyedVectors
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from rowspace.geometry import offsets
from rowspace.geometry.offsets import EPSILON, Offset, Questions, solved
from rowspace.geometry.similarity import cosine
from rowspace.rows import ArrayRows, Rows
from rowspace.sizing import int8

EVERY_METHOD = pytest.mark.parametrize("method", ["3cosadd", "3cosmul"])


def _asked(ids: list[tuple[int, int, int]]) -> Questions:
    return Questions(np.array(ids), ids)


def _by_force(rows: Rows, questions: Questions, method: Offset) -> list[int]:
    values = rows[:].astype(np.float64)
    answers = []
    for (a, b, c), barred in zip(questions.ids, questions.barred, strict=True):
        scores = cosine(values[[a, b, c]], values)
        shifted = (1 + scores) / 2
        worth = scores[1] - scores[0] + scores[2]
        if method == "3cosmul":
            worth = shifted[1] * shifted[2] / (shifted[0] + EPSILON)
        worth[list(barred)] = -np.inf
        answers.append(int(np.argmax(worth)))
    return answers


def test_king_queen_worked_by_hand() -> None:
    rows = ArrayRows(np.array([[2, 3, 0], [-2, 3, 0], [2, 0, 0], [-2, 0, 0], [2, 2, 0], [0, 0, 4]], np.float32))
    assert solved(rows, _asked([(2, 3, 0)])).tolist() == [1]  # man : woman :: king : queen
    # woman : man :: queen : prince, 0.71 + 0.71 + 0.20, and not king, 0.55 + 0.55 + 0.38
    assert solved(rows, _asked([(3, 2, 1)])).tolist() == [4]
    assert solved(rows, _asked([(2, 3, 0)]), candidates=1).tolist() == [-1]  # "king" alone is no answer to itself


@EVERY_METHOD
@pytest.mark.parametrize("store", [ArrayRows, lambda values: int8.quantized(ArrayRows(values))])
def test_equals_brute_force(method: Offset, store: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offsets, "SCORES", 64 * 40)
    monkeypatch.setattr(offsets, "AT_ONCE", 150)
    random = np.random.default_rng(0)
    rows = store(random.standard_normal((700, 9)).astype(np.float32))  # type: ignore[operator]
    questions = _asked([tuple(random.choice(40, 3, replace=False).tolist()) for _ in range(400)])
    assert solved(rows, questions, method=method).tolist() == _by_force(rows, questions, method)


@EVERY_METHOD
@pytest.mark.filterwarnings("ignore:Call to deprecated `init_sims`:DeprecationWarning")  # gensim calls its own
def test_equals_gensim(method: Offset) -> None:
    random = np.random.default_rng(1)
    values = random.standard_normal((200, 8)).astype(np.float32)
    peer = KeyedVectors(8)
    peer.add_vectors([str(id) for id in range(200)], values)
    ask = peer.most_similar if method == "3cosadd" else peer.most_similar_cosmul
    questions = _asked([tuple(random.choice(200, 3, replace=False).tolist()) for _ in range(30)])
    theirs = [int(ask(positive=[str(b), str(c)], negative=[str(a)], topn=1)[0][0]) for a, b, c in questions.ids]
    assert solved(ArrayRows(values), questions, method=method).tolist() == theirs


@EVERY_METHOD
def test_of_more_equal_rows_than_are_held_the_first_wins(method: Offset) -> None:
    values = np.tile(np.float32([1, 1, 0]), (90, 1))
    values[:3] = [[1, 0, 0], [0, 1, 0], [1, 0, 0.1]]
    assert solved(ArrayRows(values), _asked([(0, 1, 2), (2, 1, 0)]), method=method).tolist() == [3, 3]


def test_rows_that_are_not_finite_or_zero_are_worth_what_they_are() -> None:
    values = np.array([[1, 0], [0, 1], [1, 1], [np.nan, 1], [np.inf, 1], [0, 0], [-1, 1]], np.float32)
    assert solved(ArrayRows(values), _asked([(0, 1, 2)])).tolist() == [6]
    assert solved(ArrayRows(values[:6]), _asked([(0, 1, 2)])).tolist() == [5]


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(arrays(np.int8, st.tuples(st.integers(4, 30), st.just(3)), elements=st.integers(-2, 2)))
def test_an_answer_is_never_barred_and_never_worse_than_another(values: np.ndarray) -> None:
    rows = ArrayRows(values.astype(np.float32))
    questions = _asked([(0, 1, 2), (2, 0, 1)])
    best = _by_force(rows, questions, "3cosadd")
    for answer, by_force, (a, b, c) in zip(solved(rows, questions), best, questions.ids, strict=True):
        assert answer not in (a, b, c)
        scores = cosine(rows[[a, b, c]], rows[[answer, by_force]])
        assert scores[1, 0] - scores[0, 0] + scores[2, 0] == pytest.approx(scores[1, 1] - scores[0, 1] + scores[2, 1])
