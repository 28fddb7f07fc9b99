from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from gensim.models import KeyedVectors

from rowspace.errors import BadArgument, Canceled
from rowspace.operations.evaluate import AnalogyScore, PairScore, Section, evaluate
from rowspace.operations.opened import OpenedTable
from tests.tables import make_table

FAMILY = (
    ": family\nman woman king queen\nking queen man woman\nman woman Prince princess\n: food\nman woman apple pear\n"
)


@pytest.fixture
def asked(tmp_path: Path) -> Path:
    path = tmp_path / "asked.txt"
    path.write_text(FAMILY, encoding="utf-8")
    return path


def _planted(seed: int, *, noise: float) -> tuple[list[str], np.ndarray]:
    """Twenty pairs of words that differ by one direction and noise, in mixed case, and 200 others."""
    random = np.random.default_rng(seed)
    shift = random.standard_normal(12) * 2
    first = random.standard_normal((20, 12))
    second = first + shift + noise * random.standard_normal((20, 12))
    words = [f"{'W' if at % 3 else 'w'}ord{at}" for at in range(20)] + [f"word{at}s" for at in range(20)]
    others = [f"other{at}" for at in range(190)] + [f"WORD{at}" for at in range(10)]
    rows = np.concatenate([first, second, random.standard_normal((200, 12))]).astype(np.float32)
    return [*words, *others], rows


def _peer(words: list[str], rows: np.ndarray) -> KeyedVectors:
    peer = KeyedVectors(rows.shape[1])
    peer.add_vectors(words, rows)
    return peer


def test_worked_by_hand(royal: OpenedTable, asked: Path) -> None:
    score = evaluate(royal, asked)
    assert score == AnalogyScore(
        kind="analogies",
        accuracy=pytest.approx(2 / 3),
        strict=0.5,
        correct=2,
        covered=3,
        total=4,
        method="3cosadd",
        case="ignore",
        candidates=7,
        sections=[Section("family", 1.0, 2, 2, 3), Section("food", 0.0, 0, 1, 1)],
    )


def test_case_decides_which_rows_a_word_is(tmp_path: Path, asked: Path) -> None:
    table = make_table(["Man", "Woman", "King", "Queen", "apple"], [[2, 1], [-2, 1], [2, 3], [-2, 3], [0, -4]])
    assert evaluate(table, asked, case="ignore").covered == 2
    assert evaluate(table, asked, case="lower").covered == 0
    assert evaluate(table, asked, case="exact").covered == 0
    (tmp_path / "upper.txt").write_text(": a\nMan Woman King Queen\n", encoding="utf-8")
    assert evaluate(table, tmp_path / "upper.txt", case="exact").accuracy == 1
    lower = make_table(["man", "woman", "king", "queen", "apple"], [[2, 1], [-2, 1], [2, 3], [-2, 3], [0, -4]])
    assert evaluate(lower, tmp_path / "upper.txt", case="lower").accuracy == 1


@pytest.mark.parametrize("noise", [0.1, 0.6, 1.0])
@pytest.mark.parametrize("case", ["ignore", "exact"])
@pytest.mark.parametrize("restrict", [45, 240])
def test_analogies_equal_gensim(tmp_path: Path, noise: float, case: str, restrict: int) -> None:
    words, rows = _planted(3, noise=noise)
    lines = [f"{words[i]} {words[20 + i]} {words[j]} {words[20 + j]}" for i in range(20) for j in range(20) if i != j]
    path = tmp_path / "planted.txt"
    path.write_text(
        "\n".join([": one", *lines[:100], ": two", *lines[100:], "word0 word0s gone goners"]), encoding="utf-8"
    )
    theirs, sections = _peer(words, rows).evaluate_word_analogies(
        str(path), restrict_vocab=restrict, case_insensitive=case == "ignore"
    )
    ours = evaluate(make_table(words, rows), path, restrict=restrict, case=case)
    assert isinstance(ours, AnalogyScore)
    assert ours.accuracy == pytest.approx(theirs, abs=1e-12)
    assert [part.correct for part in ours.sections] == [len(part["correct"]) for part in sections[:-1]]
    assert (ours.covered, ours.total) == (380, 381)


@pytest.mark.parametrize("case", ["ignore", "exact"])
def test_pairs_equal_gensim(tmp_path: Path, case: str) -> None:
    words, rows = _planted(4, noise=0.5)
    random = np.random.default_rng(5)
    chosen = random.choice(60, (40, 2))
    lines = [f"{words[a]}\t{words[b]}\t{random.integers(0, 10)}" for a, b in chosen]
    path = tmp_path / "pairs.tsv"
    path.write_text("\n".join([*lines, "word1\tgone\t3"]), encoding="utf-8")
    ours = evaluate(make_table(words, rows), path, case=case)
    assert isinstance(ours, PairScore)
    for strict in (False, True):
        linear, ranked, _ = _peer(words, rows).evaluate_word_pairs(
            str(path), case_insensitive=case == "ignore", dummy4unknown=strict
        )
        assert (ours.strict if strict else ours.spearman) == pytest.approx(ranked.statistic, abs=1e-6)
        if not strict:
            assert ours.pearson == pytest.approx(linear.statistic, abs=1e-6)
    assert (ours.covered, ours.total) == (40, 41)


def test_any_of_several_answers_of_bats_is_right(tmp_path: Path, royal: OpenedTable) -> None:
    (tmp_path / "couples.txt").write_text("man\twoman/lady\nking\tprincess/queen\n", encoding="utf-8")
    score = evaluate(royal, tmp_path)
    assert isinstance(score, AnalogyScore)
    assert (score.correct, score.covered, score.total) == (2, 2, 2)


def test_a_table_without_the_words_has_no_figure(tmp_path: Path, asked: Path, classroom: OpenedTable) -> None:
    score = evaluate(make_table(["x", "y"], np.eye(2)), asked)
    assert isinstance(score, AnalogyScore)
    assert (score.accuracy, score.strict, score.covered) == (None, 0.0, 0)
    (tmp_path / "pairs.txt").write_text("a b 1\nc d 2\n", encoding="utf-8")
    pairs = evaluate(make_table(["x", "y"], np.eye(2)), tmp_path / "pairs.txt")
    assert isinstance(pairs, PairScore)
    assert (pairs.spearman, pairs.strict, pairs.covered) == (None, None, 0)


def test_what_cannot_be_asked_is_refused(royal: OpenedTable, asked: Path) -> None:
    with pytest.raises(BadArgument, match='Methods are 3cosadd, 3cosmul; got "pairdistance"'):
        evaluate(royal, asked, "pairdistance")
    with pytest.raises(BadArgument, match="restrict is how many rows take part, 1 or more; got 0"):
        evaluate(royal, asked, restrict=0)
    with pytest.raises(BadArgument, match='Case is one of ignore, lower, exact; got "title"'):
        evaluate(royal, asked, case="title")
    with pytest.raises(Canceled, match="The work was canceled"):
        evaluate(royal, asked, canceled=lambda: True)
