"""Every figure that the lesson says was measured on a shipped table is what that table gives."""

from __future__ import annotations

import numpy as np
import pytest

from rowspace.geometry.projection import pca
from rowspace.operations.lesson import LESSON_GROUPS
from rowspace.operations.opened import OpenedTable
from rowspace.operations.positions import learned, rotary
from rowspace.operations.quantize import quantized_neighbors
from rowspace.operations.size import MODEL_SIZES, size

from .reading import STEPS

WORDS = {path.name[0]: path.read_text(encoding="utf-8") for path in STEPS}
TOKENS = [token for group in LESSON_GROUPS.values() for token in group]


def says(step: int, *figures: str) -> bool:
    return all(figure in WORDS[str(step)] for figure in figures)


def two(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")


def bare(value: float) -> str:
    return two(value).replace("0.", ".")


def test_distances_and_ids(glove: OpenedTable, minilm: OpenedTable) -> None:
    distances = [glove.pair("cat", other).euclidean for other in ("dog", "king", "economics")]
    assert says(1, *[f" {distance:.2f}" for distance in distances])
    assert (glove.token(42), minilm.token(42)) == ("which", "[unused41]")
    pieces = [piece.token for piece in minilm.encode("The embeddings of unbelievable cats")]
    assert pieces[1:5] == ["em", "##bed", "##ding", "##s"]
    assert "unbelievable" in pieces


def test_one_token_has_one_row_wherever_it_stands(minilm: OpenedTable) -> None:
    pieces = minilm.encode("the river bank and the savings bank")
    assert len({piece.id for piece in pieces if piece.token == "bank"}) == 1


@pytest.mark.parametrize(("other", "agreeing", "cosine"), [("dog", 47, "0.92"), ("king", 23, "0.39")])
def test_signs_that_agree(glove: OpenedTable, other: str, agreeing: int, cosine: str) -> None:
    assert int((np.sign(glove["cat"]) == np.sign(glove[other])).sum()) == agreeing
    assert two(glove.similarity("cat", other)) == cosine
    assert says(2, f" {agreeing} of 50", cosine)


def test_variance_that_the_picture_keeps(glove: OpenedTable, minilm: OpenedTable) -> None:
    for table in (glove, minilm):
        _, explained = pca(table.rows[[table.id(token) for token in TOKENS]])
        assert says(3, f"{100 * explained.sum():.0f} %")


@pytest.mark.parametrize("name", ["glove", "minilm"])
def test_only_eat_has_its_nearest_outside_its_group(name: str, request: pytest.FixtureRequest) -> None:
    cosines = request.getfixturevalue(name).similarities(TOKENS)
    np.fill_diagonal(cosines, -1)
    nearest = {token: TOKENS[place] for token, place in zip(TOKENS, cosines.argmax(axis=1), strict=True)}
    group_of = {token: group for group, tokens in LESSON_GROUPS.items() for token in tokens}
    leaving = [(token, near) for token, near in nearest.items() if group_of[token] != group_of[near]]
    assert leaving == [("eat", "fish")]


def test_horse_is_drawn_beside_black_and_nearest_to_dog(glove: OpenedTable) -> None:
    points, _ = pca(glove.rows[[glove.id(token) for token in TOKENS]])
    away = np.linalg.norm(points - points[TOKENS.index("horse")], axis=1)
    away[TOKENS.index("horse")] = np.inf
    assert TOKENS[int(away.argmin())] == "black"
    cosines = glove.similarities(TOKENS)[TOKENS.index("horse")]
    assert TOKENS[int(np.argsort(cosines)[-2])] == "dog"


def test_lengths_of_function_words(glove: OpenedTable, minilm: OpenedTable) -> None:
    for table in (glove, minilm):
        ids = [table.id(token) for token in LESSON_GROUPS["function"]]
        assert says(3, f"{table.rows.norms[ids].mean():.2f}", f"{np.median(table.rows.norms):.2f}")


def test_distance_of_groups_from_the_mean_of_the_lesson_tokens(glove: OpenedTable) -> None:
    rows = glove.rows[[glove.id(token) for token in TOKENS]]
    away = dict(zip(TOKENS, np.linalg.norm(rows - rows.mean(axis=0), axis=1), strict=True))
    means = {group: float(np.mean([away[token] for token in tokens])) for group, tokens in LESSON_GROUPS.items()}
    others = [mean for group, mean in means.items() if group != "function"]
    assert says(3, f"{means['function']:.1f} away", f"{min(others):.1f} to {max(others):.1f}")


def test_four_cosines(glove: OpenedTable) -> None:
    pairs = [("cat", "dog"), ("king", "queen"), ("the", "cat"), ("cat", "king")]
    assert says(4, *[f" {two(glove.similarity(*pair))}" for pair in pairs])


def test_random_pairs(glove: OpenedTable, minilm: OpenedTable) -> None:
    for table in (glove, minilm):
        baseline = table.baseline()
        assert says(4, f"{two(baseline.low)} and {two(baseline.high)}")
        assert abs(baseline.mean) < 0.05


@pytest.mark.parametrize(
    ("expression", "answer", "kept_in"),
    [
        ("king - man + woman", "queen", "king"),
        ("paris - france + japan", "tokyo", "tokyo"),
        ("actor - man + woman", "actress", "actress"),
        ("walked - walk + run", "ran", "run"),
        ("doctor - man + woman", "nurse", "doctor"),
        ("bigger - big + small", "larger", "larger"),
        ("england - london + ottawa", "panthers", "ottawa"),
    ],
)
def test_arithmetic(glove: OpenedTable, expression: str, answer: str, kept_in: str) -> None:
    assert glove.neighbors(expression, k=1)[0].token == answer
    assert glove.neighbors(expression, k=1, include_query=True)[0].token == kept_in
    assert says(4, f"`{answer}`")


def test_scores_with_the_query_words_kept_in(glove: OpenedTable) -> None:
    king, queen = glove.neighbors("king - man + woman", k=2, include_query=True)
    doctor, nurse = glove.neighbors("doctor - man + woman", k=2, include_query=True)
    assert says(4, f"{king.score:.3f}".lstrip("0"), f"at {bare(queen.score)}")
    assert says(4, f"{bare(doctor.score)} to {bare(nurse.score)}")


def test_parallels(glove: OpenedTable) -> None:
    from rowspace.operations.compare import difference

    royal = difference(glove, "king", "man", "queen", "woman").cosine
    assert says(4, two(royal), two(difference(glove, "walked", "walk", "ran", "run").cosine))
    assert says(6, two(royal))


def test_bias_along_he_and_she(glove: OpenedTable) -> None:
    scores = {word.word: word.score for word in glove.bias([("he", "she")], ["captain", "nurse", "table"]).scores}
    assert says(4, *[bare(score) for score in scores.values()])


def test_association_tests(glove: OpenedTable, minilm: OpenedTable) -> None:
    flowers, career = glove.weat("flowers-insects"), glove.weat("career-family")
    assert says(4, two(flowers.effect_size), f"p = {flowers.p_value:.3f}".replace("0.", "."))
    assert says(4, two(career.effect_size), f"p = {career.p_value:.4f}".replace("0.", "."))
    other = minilm.weat("career-family")
    assert says(4, two(other.effect_size), f"p = {bare(other.p_value)}")


def test_lines_that_are_found(glove: OpenedTable) -> None:
    lines = [
        "Boil the potatoes until they are soft.",
        "Our train to Paris leaves from platform two.",
        "The museum opens at nine and closes at six.",
    ]
    found = [
        glove.rank(question, lines).results[0].line
        for question in ("How long do I cook it?", "When can I visit the gallery?")
    ]
    assert found == lines[:2]


def test_learned_positions(minilm: OpenedTable) -> None:
    answer = learned(minilm)
    assert answer.positions == 512
    assert answer.period
    assert says(5, f"{answer.period:.1f} tokens", f"{answer.norms[0]:.2f}", f"{np.mean(answer.norms[1:]):.2f}")
    assert says(5, bare(answer.cosine_by_gap[1]))


def test_a_score_depends_on_the_signed_gap() -> None:
    query, key = [0.5, -1.25, 2, 0.75, -0.5, 1.5, -2.25, 1], [1, 0.25, -0.75, 1.5, 2, -1, 0.5, -0.25]
    there, further, back = (rotary(query, key, places, 8).score for places in ((3, 7), (10, 14), (7, 3)))
    assert there == pytest.approx(further)
    assert says(5, f"{two(there)} here", f"{two(back)} the other way")
    assert says(5, f"{two(there)} and {two(rotary(query, key, (3, 7), 8, pairing='interleaved').score)}")


def test_the_fastest_hand_at_7_and_51() -> None:
    assert np.degrees((51 - 7) % (2 * np.pi)) == pytest.approx(1, abs=0.05)


def test_sizes() -> None:
    gpt3 = size(50_257, 12_288)
    assert says(6, f"{gpt3.gb['fp32']:.2f} GB", f"{gpt3.gb['fp16']:.2f} GB")
    assert says(6, f"{gpt3.bytes['int8'] / 1e6:.0f} MB", f"{gpt3.bytes['int4'] / 1e6:.0f} MB")
    assert says(6, f"{gpt3.scales['int8'] / 1e6:.1f} MB", f"{gpt3.scales['int4'] / 1e6:.0f} MB")
    shares = {model.name: 100 * model.share for model in MODEL_SIZES}
    assert says(6, f"{shares['GPT-3 175B']:.2f} %", f"{shares['Gemma-3 270M']:.0f} %")
    for rows, dim in ((50_257, 1_600), (50_257, 12_288), (32_000, 4_096)):
        assert says(6, f"{rows:,} × {dim:,}", f"{rows * dim / 1e6:.1f} million")
    whole = 175e9 * 2
    assert says(6, f"{whole / 1e9:.0f} GB", f"{whole / 2**30:.0f}.")


def test_neighbors_that_int4_keeps(glove: OpenedTable) -> None:
    answer = quantized_neighbors(glove, "king")
    assert answer.overlap == {"int8": 1.0, "int4": 0.9}
    assert [near.token for near in answer.fp32] != [near.token for near in answer.int4]
