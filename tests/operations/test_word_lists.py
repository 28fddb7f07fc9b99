from rowspace.operations.opened import OpenedTable
from rowspace.operations.word_lists import OCCUPATIONS, PAIRS


def test_every_word_is_in_glove_and_most_in_minilm(glove: OpenedTable, minilm: OpenedTable) -> None:
    words = [*OCCUPATIONS, *(word for pair in PAIRS for word in pair)]
    assert len(set(words)) == len(words)
    assert [word for word in words if word not in glove] == []
    assert sum(word in minilm for word in words) >= 0.9 * len(words)
    assert len(OCCUPATIONS) >= 60
