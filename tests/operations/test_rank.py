import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument
from rowspace.operations.opened import OpenedTable
from rowspace.operations.rank import rank
from tests.tables import make_table

WORDS = {"cat": (1, 0), "dog": (0.9, 0.2), "bank": (0, 1), "money": (0.1, 1), "the": (0.5, 0.5)}


SMALL = make_table(list(WORDS), list(WORDS.values()))


def test_lines_come_by_cosine_with_the_question() -> None:
    ranking = rank(SMALL, "Cat?", ["Money bank", "zebra!", "the dog", "the dog", ""])
    assert ranking.question == "Cat?"
    assert [line.index for line in ranking.results] == [2, 3, 0, 1, 4]
    best, last = ranking.results[0], ranking.results[3]
    mean = (0.7, 0.35)  # of the and dog
    assert best.score == pytest.approx(mean[0] / (mean[0] ** 2 + mean[1] ** 2) ** 0.5)
    assert (best.known, best.unknown) == (["the", "dog"], [])
    assert (last.score, last.known, last.unknown) == (None, [], ["zebra", "!"])


def test_a_question_of_unknown_words_is_refused() -> None:
    with pytest.raises(BadArgument, match='small knows no token of the question: got "zebra", "!"'):
        rank(SMALL, "zebra!", ["cat"])
    with pytest.raises(BadArgument, match="small knows no token of the question: got no word"):
        rank(SMALL, "", ["cat"])


def test_marks_around_a_sentence_do_not_count(minilm: OpenedTable) -> None:
    (line,) = rank(minilm, "Where do cats sleep?", ["Where do cats sleep?"]).results
    assert line.score == pytest.approx(1)
    assert line.known == ["where", "do", "cats", "sleep", "?"]


def test_a_line_about_the_question_rises(minilm: OpenedTable) -> None:
    lines = ["Interest rates rose again.", "The kitten slept on the sofa.", "Our train leaves at noon."]
    assert rank(minilm, "Where did the cat sleep?", lines).results[0].index == 1


@given(st.lists(st.lists(st.sampled_from([*WORDS, "zebra"]), max_size=5).map(" ".join), max_size=8))
def test_every_line_comes_once_and_scores_fall(lines: list[str]) -> None:
    results = rank(SMALL, "the cat", lines).results
    assert sorted(line.index for line in results) == list(range(len(lines)))
    assert all(line.line == lines[line.index] for line in results)
    scores = [-2.0 if line.score is None else line.score for line in results]
    assert scores == sorted(scores, reverse=True)
