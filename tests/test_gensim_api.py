"""The same answers as gensim, under the same names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from gensim.models import KeyedVectors as Peer

from rowspace.errors import BadArgument
from rowspace.gensim_api import KeyedVectors
from rowspace.operations.opened import OpenedTable
from tests.tables import make_table


@pytest.fixture(scope="module")
def both(glove: OpenedTable) -> tuple[KeyedVectors, Any]:
    words, rows = glove.tokens[:3000], glove.rows[:3000]
    peer = Peer(glove.dim)
    peer.add_vectors(words, rows)
    return KeyedVectors(make_table(words, rows)), peer


@pytest.mark.parametrize(
    "asked",
    [
        {"positive": ["king", "woman"], "negative": ["man"], "topn": 5},
        {"positive": "king"},
        {"positive": [("king", 2.0), "woman"], "negative": [("man", -0.5)]},
        {"positive": ["king"], "restrict_vocab": 500},
        {"positive": ["king"], "clip_start": 100, "clip_end": 900},
        {"positive": [691, "woman"]},
        {"positive": ["king"], "topn": 0},
    ],
)
def test_most_similar(both: tuple[KeyedVectors, Any], asked: dict[str, Any]) -> None:
    ours, theirs = both[0].most_similar(**asked), both[1].most_similar(**asked)
    assert [key for key, _ in ours] == [key for key, _ in theirs]
    np.testing.assert_allclose([score for _, score in ours], [score for _, score in theirs], atol=1e-6)


def test_every_cosine_and_vectors_as_keys(both: tuple[KeyedVectors, Any]) -> None:
    ours, theirs = both
    np.testing.assert_allclose(
        np.asarray(ours.most_similar("king", topn=None)), theirs.most_similar("king", topn=None), atol=1e-6
    )
    vector = np.arange(50, dtype=np.float32)
    assert [key for key, _ in ours.similar_by_vector(vector)] == [key for key, _ in theirs.similar_by_vector(vector)]
    assert ours.similar_by_word("king", topn=2)[0][0] == theirs.similar_by_word("king", topn=2)[0][0]


@pytest.mark.filterwarnings("ignore:Call to deprecated `init_sims`:DeprecationWarning")  # gensim calls its own
def test_most_similar_cosmul(both: tuple[KeyedVectors, Any]) -> None:
    ours = both[0].most_similar_cosmul(positive=["king", "woman"], negative=["man"])
    theirs = both[1].most_similar_cosmul(positive=["king", "woman"], negative=["man"])
    assert [key for key, _ in ours] == [key for key, _ in theirs]
    np.testing.assert_allclose([score for _, score in ours], [score for _, score in theirs], rtol=1e-5)


def test_similarities_and_the_odd_one_out(both: tuple[KeyedVectors, Any]) -> None:
    ours, theirs = both
    assert ours.similarity("king", "queen") == pytest.approx(float(theirs.similarity("king", "queen")), abs=1e-6)
    assert ours.distance("king", "queen") == pytest.approx(float(theirs.distance("king", "queen")), abs=1e-6)
    lists = (["king", "queen"], ["man", "woman", "boy"])
    assert ours.n_similarity(*lists) == pytest.approx(float(theirs.n_similarity(*lists)), abs=1e-6)
    words = ["monday", "tuesday", "king", "friday", "nowhere-to-be-found"]
    assert ours.doesnt_match(words) == theirs.doesnt_match(words) == "king"


def test_keys_and_vectors(both: tuple[KeyedVectors, Any]) -> None:
    ours, theirs = both
    assert (len(ours), ours.vector_size, ours.index_to_key[3], ours.key_to_index["of"]) == (3000, 50, "of", 3)
    assert "king" in ours
    assert "kingg" not in ours
    np.testing.assert_array_equal(ours["king"], theirs["king"])
    np.testing.assert_array_equal(ours[["king", "of"]], theirs[["king", "of"]])
    np.testing.assert_allclose(ours.get_vector("king", norm=True), theirs.get_vector("king", norm=True), atol=1e-6)
    assert ours.vectors.shape == theirs.vectors.shape


@pytest.mark.parametrize("strict", [False, True])
def test_evaluations(both: tuple[KeyedVectors, Any], tmp_path: Path, strict: bool) -> None:
    ours, theirs = both
    analogies, pairs = tmp_path / "analogies.txt", tmp_path / "pairs.tsv"
    analogies.write_text(": family\nman woman king queen\nson daughter father mother\nman woman gnu gnus\n", "utf-8")
    pairs.write_text("# people\nking\tqueen\t9\nking\tmonday\t1\nman\twoman\t8\ngnu\tking\t2\n", "utf-8")
    assert ours.evaluate_word_analogies(analogies, dummy4unknown=strict) == theirs.evaluate_word_analogies(
        str(analogies), dummy4unknown=strict
    )
    (one, two, rest), (first, second, unknown) = (
        ours.evaluate_word_pairs(pairs, dummy4unknown=strict),
        theirs.evaluate_word_pairs(str(pairs), dummy4unknown=strict),
    )
    assert one == pytest.approx(first, abs=1e-6)
    assert two == pytest.approx(second, abs=1e-6)
    assert rest == unknown == 25


def test_a_shipped_table_and_a_file(tmp_path: Path) -> None:
    assert len(KeyedVectors.load("classroom")) == 39
    path = tmp_path / "vectors.txt"
    path.write_text("2 3\ncat 1 2 3\ndog 3 2 1\n", encoding="utf-8")
    assert KeyedVectors.load_word2vec_format(path, binary=False)["dog"].tolist() == [3, 2, 1]


def test_refusals(both: tuple[KeyedVectors, Any], tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="kingg"):
        both[0].most_similar("kingg")
    with pytest.raises(BadArgument, match="give at least one key"):
        both[0].most_similar()
    path = tmp_path / "asked"
    path.write_text("king queen 9\nking man 2\n", encoding="utf-8")
    with pytest.raises(BadArgument, match="holds pairs, not analogies"):
        both[0].evaluate_word_analogies(path)
    path.write_text("man woman king queen\n", encoding="utf-8")
    with pytest.raises(BadArgument, match="holds analogies, not pairs"):
        both[0].evaluate_word_pairs(path)
