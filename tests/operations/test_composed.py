"""Words without a row, in tables that put one together: fastText's, from the pieces of words."""

from pathlib import Path

import numpy as np
import pytest
from gensim.models.fasttext import load_facebook_vectors

from rowspace.errors import UnknownToken
from rowspace.operations.compare import pair, similarity
from rowspace.operations.lookup import COMPOSED, find, rows_of
from rowspace.operations.open import open_table
from rowspace.operations.opened import OpenedTable
from rowspace.operations.rank import rank
from rowspace.operations.search import arithmetic, neighbors
from tests.formats.fasttext_files import model


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "cc.bin"
    path.write_bytes(model())
    return path


@pytest.fixture
def pieces(path: Path) -> OpenedTable:
    return open_table(str(path))


def test_found_side_by_side_with_those_that_have_a_row(pieces: OpenedTable) -> None:
    found = find(pieces, ["king", "kingdom", "#0"])
    assert (found.tokens, found.ids) == (["king", "kingdom", "the"], [1, COMPOSED, 0])
    np.testing.assert_array_equal(found.rows[1], pieces["kingdom"])
    np.testing.assert_array_equal(found.rows[[0, 2]], pieces.rows[[1, 0]])
    assert rows_of(pieces, ["kingdom"]).ids == [COMPOSED]


def test_similarity_is_gensims(path: Path, pieces: OpenedTable) -> None:
    theirs = load_facebook_vectors(str(path))
    assert pieces.similarity("kingdom", "king") == pytest.approx(theirs.similarity("kingdom", "king"), abs=1e-6)
    assert similarity(pieces, ["kingdom", "kings", "the"]).ids == [COMPOSED, 2, 0]
    assert (pair(pieces, "kingdom", "king").id_a, pair(pieces, "kingdom", "king").a) == (COMPOSED, "kingdom")


def test_neighbors_are_gensims(path: Path, pieces: OpenedTable) -> None:
    theirs = load_facebook_vectors(str(path)).similar_by_word("kingdom", topn=3)
    answer = neighbors(pieces, "kingdom", 3)
    assert [near.token for near in answer.neighbors] == [token for token, _ in theirs]
    assert [near.score for near in answer.neighbors] == pytest.approx([score for _, score in theirs], abs=1e-6)
    assert (answer.excluded, answer.rows_searched) == ([], 6)


def test_arithmetic_names_and_draws_such_a_word(pieces: OpenedTable) -> None:
    answer = arithmetic(pieces, "kingdom - king + kingdom", 2)
    assert [step.label for step in answer.steps] == ["kingdom", "− king", "+ kingdom"]
    assert [point.token for point in answer.points if point.role == "term"] == ["kingdom", "king"]
    assert "king" not in [near.token for near in answer.without_query]


def test_lines_count_such_words_as_known(pieces: OpenedTable) -> None:
    answer = rank(pieces, "kingdom", ["the kingdom", "x"])
    assert [(line.line, line.known, line.unknown) for line in answer.results] == [
        ("the kingdom", ["the", "kingdom"], []),
        ("x", ["x"], []),
    ]
    rows = np.stack([pieces["the"], pieces["kingdom"]]).mean(axis=0)
    asked = pieces["kingdom"]
    cosine = rows @ asked / np.linalg.norm(rows) / np.linalg.norm(asked)
    assert answer.results[0].score == pytest.approx(cosine, abs=1e-6)


def test_a_word_of_no_known_piece_stays_unknown(tmp_path: Path) -> None:
    path = tmp_path / "cc.bin"
    path.write_bytes(model(shortest=6))
    table = open_table(str(path))
    with pytest.raises(UnknownToken, match=r'"kin" is not in cc \(6 tokens\)\. Nearest spellings: "king"'):
        neighbors(table, "kin")
    with pytest.raises(UnknownToken, match='"kin" is not in cc'):
        table["kin"]
    assert "kingdom" not in table
