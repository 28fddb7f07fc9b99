"""The shipped tables: what they are, and that they say what the lesson prints."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from itertools import combinations

import numpy as np
import pytest
from sklearn.metrics import silhouette_samples, silhouette_score

from rowspace.errors import UnknownTable
from rowspace.formats.shipped import SHIPPED, open_shipped, shipped_path
from rowspace.operations.lesson import LESSON_GROUPS
from rowspace.rows import Floats
from rowspace.table import Table

LESSON = [token for group in LESSON_GROUPS.values() for token in group]
GROUP_OF = {token: group for group, members in LESSON_GROUPS.items() for token in members}
ARITHMETIC = {
    ("king", "man", "woman"): "queen",
    ("paris", "france", "japan"): "tokyo",
    ("actor", "man", "woman"): "actress",
    ("walked", "walk", "run"): "ran",
}


@cache
def shipped(name: str) -> Table:
    return open_shipped(name)


def unit(rows: Floats) -> Floats:
    return rows / np.linalg.norm(rows, axis=-1, keepdims=True)


def cosine(table: Table, a: str, b: str) -> float:
    return float(unit(table[a]) @ unit(table[b]))


def ranked(table: Table, query: tuple[str, str, str], *, without_query: bool) -> list[tuple[str, float]]:
    """The five rows nearest to a − b + c, on unit rows."""
    a, b, c = (unit(table[token]) for token in query)
    scores = unit(table.rows[:]) @ unit(a - b + c)
    if without_query:
        scores[[table.id(token) for token in query]] = -2
    return [(table.tokens[id], float(scores[id])) for id in np.argsort(-scores)[:5]]


@pytest.mark.parametrize("name", SHIPPED)
def test_lies_beside_its_license_and_its_origin(name: str) -> None:
    path = shipped_path(name)
    origin = json.loads(path.with_name("ORIGIN.json").read_text("utf-8"))
    table = shipped(name)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == origin["table_sha256"]
    assert (origin["name"], origin["rows"], origin["dim"]) == (name, len(table), table.dim)
    assert origin["license"] == table.source.license
    package = [origin["source_package"], origin["source_version"]]
    assert table.source.package == (" ".join(package) if all(package) else None)
    title = {"PDDL-1.0": "Public Domain Dedication and License", "Apache-2.0": "Apache License"}[origin["license"]]
    assert title in path.with_name("LICENSE").read_text("utf-8")


def test_another_name_is_no_shipped_table() -> None:
    with pytest.raises(UnknownTable, match=r"'\.\./glove' is not a shipped table; shipped are glove"):
        open_shipped("../glove")


@pytest.mark.parametrize("name", SHIPPED)
def test_has_every_word_of_the_lesson_and_proposes_its_groups(name: str) -> None:
    table = shipped(name)
    assert table.name == name
    assert table.source.groups == {group: list(tokens) for group, tokens in LESSON_GROUPS.items()}
    assert all(token in table for token in LESSON)
    assert len(set(table.tokens)) == len(table)
    assert np.isfinite(table.rows[:]).all()
    assert table.rows.norms.min() > 0
    assert table.tokenizer is not None
    assert [piece.token for piece in table.tokenizer.encode("The King and Cat")] == ["the", "king", "and", "cat"]


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("query", ARITHMETIC, ids=" ".join)
def test_arithmetic_finds_its_word_when_the_query_is_left_out(name: str, query: tuple[str, str, str]) -> None:
    answers = [token for token, _ in ranked(shipped(name), query, without_query=True)]
    if (name, query[0]) == ("minilm", "walked"):
        assert answers.index("ran") == 2  # the lesson says so: third
    else:
        assert answers[0] == ARITHMETIC[query]


@pytest.mark.parametrize("name", SHIPPED)
def test_king_comes_first_when_the_query_is_left_in(name: str) -> None:
    assert ranked(shipped(name), ("king", "man", "woman"), without_query=False)[0][0] == "king"


@pytest.mark.parametrize(
    ("name", "a", "b", "figure", "within"),
    [
        ("glove", "cat", "dog", 0.922, 0.005),
        ("glove", "king", "queen", 0.784, 0.005),
        ("glove", "cat", "king", 0.386, 0.005),
        ("glove", "the", "cat", 0.443, 0.005),
        ("minilm", "cat", "dog", 0.424, 0.005),
        ("minilm", "king", "queen", 0.627, 0.005),
        ("classroom", "cat", "dog", 0.993, 0.0005),
        ("classroom", "king", "queen", 0.995, 0.0005),
        ("classroom", "cat", "king", 0.015, 0.0005),
        ("classroom", "the", "cat", 0.180, 0.0005),
    ],
)
def test_cosines_are_those_the_lesson_prints(name: str, a: str, b: str, figure: float, within: float) -> None:
    assert cosine(shipped(name), a, b) == pytest.approx(figure, abs=within)


@pytest.mark.parametrize(("query", "figure"), list(zip(ARITHMETIC, (0.852, 0.923, 0.942, 0.785), strict=True)))
def test_glove_scores_are_those_the_lesson_prints(query: tuple[str, str, str], figure: float) -> None:
    assert ranked(shipped("glove"), query, without_query=True)[0][1] == pytest.approx(figure, abs=0.012)


def test_glove_lists_the_most_frequent_words_first_and_no_rare_junk() -> None:
    glove = shipped("glove")
    assert glove.rows.shape == (40_000, 50)
    assert glove.tokens[:8] == ["the", ",", ".", "of", "to", "and", "in", "a"]
    falling = ["the", "man", "king", "cat", "mathematics", "sandals"]
    assert sorted(falling, key=glove.id) == falling
    assert "prohertrib" not in glove


def test_minilm_has_512_learned_positions() -> None:
    minilm = shipped("minilm")
    assert minilm.rows.shape == (30_522, 384)
    assert [minilm.tokens[id] for id in (0, 100, 101, 102, 103)] == ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    assert minilm.positions is not None
    assert minilm.positions.shape == (512, 384)
    assert minilm.positions.norms[0] == pytest.approx(2.36, abs=0.005)
    assert np.median(minilm.positions.norms) == pytest.approx(0.45, abs=0.03)
    rows = unit(minilm.positions[:])
    assert np.mean(np.sum(rows[:-1] * rows[1:], axis=1)) == pytest.approx(0.851, abs=0.0005)  # golden/positions


def test_classroom_is_the_lesson_and_says_that_it_is_constructed() -> None:
    classroom = shipped("classroom")
    assert list(classroom.tokens) == LESSON
    assert len(classroom) == 39
    assert classroom.dim == 16
    assert "Constructed for the lesson" in str(classroom.source.note)
    assert classroom.source.package is None


def test_classroom_tokens_have_their_nearest_neighbor_in_their_group() -> None:
    classroom = shipped("classroom")
    cosines = unit(classroom.rows[:]) @ unit(classroom.rows[:]).T
    np.fill_diagonal(cosines, -2)
    for id, nearest in enumerate(cosines.argmax(axis=1)):
        assert GROUP_OF[LESSON[nearest]] == GROUP_OF[LESSON[id]]


def plane(table: Table) -> Floats:
    """The lesson tokens in their plane of largest variance.   -> (39, 2)"""
    rows = table.rows[[table.id(token) for token in LESSON]].astype(np.float64)
    left, sizes, _ = np.linalg.svd(rows - rows.mean(axis=0), full_matrices=False)
    return left[:, :2] * sizes[:2]


def test_classroom_groups_are_clusters_in_the_picture() -> None:
    labels = [GROUP_OF[token] for token in LESSON]
    points = plane(shipped("classroom"))
    assert silhouette_score(points, labels) > 0.7
    assert silhouette_samples(points, labels).min() > 0.4
    centers = {group: points[[label == group for label in labels]].mean(axis=0) for group in LESSON_GROUPS}
    assert min(np.linalg.norm(centers[a] - centers[b]) for a, b in combinations(LESSON_GROUPS, 2)) > 0.5


def test_classroom_function_words_are_short_and_near_the_center() -> None:
    classroom = shipped("classroom")
    function = [LESSON.index(token) for token in LESSON_GROUPS["function"]]
    others = [id for id in range(39) if id not in function]
    assert classroom.rows.norms[function].max() < 0.7 * classroom.rows.norms[others].min()
    away = np.linalg.norm(plane(classroom), axis=1)
    assert away[function].max() < 0.25 * away[others].min()


def test_classroom_shows_no_two_tokens_in_one_place() -> None:
    points = plane(shipped("classroom"))
    content = [id for id, token in enumerate(LESSON) if GROUP_OF[token] != "function"]
    assert min(np.linalg.norm(points[a] - points[b]) for a, b in combinations(content, 2)) > 0.003
