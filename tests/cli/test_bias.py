"""bias, weat."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from rowspace.operations.bias import OCCUPATIONS, WEAT_TESTS
from rowspace.operations.bias import weat as weat_of
from rowspace.operations.bias_sensitivity import bias_sensitivity, weat_sensitivity
from rowspace.operations.measured_bias import measured_bias
from rowspace.operations.open import open_table

from .conftest import Run

Listing = Callable[[str], str]


def test_bias_along_an_axis(run: Run, compass: str) -> None:
    """East − west is the first dim, so a word's score is the cosine with it."""
    keys = run("bias", compass, "--pairs", "east:west", "--words", "north,east,naïve,nowhere", "--json").json
    assert keys["pairs"] == [["east", "west"]]
    assert keys["missing"] == ["nowhere"]
    assert {score["word"]: score["score"] for score in keys["scores"]} == {
        "east": pytest.approx(1),
        "north": pytest.approx(0),
        "naïve": pytest.approx(-0.8),
    }


def test_bias_reads_words_from_a_file(run: Run, compass: str, listing: Listing) -> None:
    words = listing("north\n\n spaced out\r\n")
    keys = run("bias", compass, "--pairs", "east:west,north:south", "--words", words, "--json").json
    assert {score["word"] for score in keys["scores"]} == {"north", " spaced out"}
    assert keys["missing"] == []


def test_bias_in_words(run: Run, compass: str) -> None:
    lines = run("bias", compass, "--pairs", "east:west", "--words", "west,east,nowhere").out.splitlines()
    assert lines[0].startswith("above 0: toward east, below: toward west; 1 pairs")
    assert [line.split() for line in lines[1:4]] == [
        ["word", "id", "score"],
        ["east", "1", "1.0000"],
        ["west", "3", "-1.0000"],
    ]
    assert lines[4] == "not in the table: nowhere"


def test_bias_has_occupations_of_its_own(run: Run) -> None:
    keys = run("bias", "glove", "--pairs", "he:she", "--json").json
    assert {score["word"] for score in keys["scores"]} <= set(OCCUPATIONS)
    assert len(keys["scores"]) + len(keys["missing"]) == len(OCCUPATIONS)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--pairs", "east-west"), 2, 'pairs read he:she,man:woman; got "east-west"'),
        (("--pairs", "east:"), 2, 'got "east:"'),
        (("--pairs", "here:there"), 1, "No pair is left"),
        (("--pairs", "east:west", "--words", "words.txt"), 1, '"words.txt" is not a file'),
        ((), 2, "Missing option '--pairs'"),
    ],
)
def test_bias_refuses(run: Run, compass: str, arguments: tuple[str, ...], code: int, words: str) -> None:
    ran = run("bias", compass, *arguments)
    assert (ran.code, ran.out) == (code, "")
    assert words in ran.err


def test_words_that_are_no_text(run: Run, compass: str, tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "words.txt"
    path.write_bytes(b"north\n\xff\n")
    ran = run("bias", compass, "--pairs", "east:west", "--words", str(path), "--json")
    assert ran.code == 1
    assert ran.json["error"]["kind"] == "bad_file"
    assert "is not text in UTF-8 (byte 6)" in ran.json["error"]["message"]


def test_weat_by_name(run: Run) -> None:
    test = WEAT_TESTS[0]
    expected = weat_of(open_table("glove"), test, 500, 1)
    arguments = ("weat", "glove", "--test", test.name, "--permutations", "500", "--seed", "1")
    keys = run(*arguments, "--json").json
    assert keys["effect_size"] == expected.effect_size
    assert keys["p_value"] == expected.p_value
    lines = run(*arguments).out.splitlines()
    assert lines[0].split() == ["test", test.name]
    assert lines[1].split() == ["effect", "size", f"{expected.effect_size:.4f}"]
    assert lines[2].endswith("500 splits)")


def test_weat_from_a_file(run: Run, listing: Listing) -> None:
    lists = {"x": ["cat", "dog"], "y": ["king", "queen"], "a": ["horse", "bird"], "b": ["prince", "man"]}
    keys = run("weat", "classroom", "--test", listing(json.dumps(lists)), "--json").json
    assert keys["name"] == "list"
    assert keys["effect_size"] > 1
    assert keys["exact"] is True


@pytest.mark.parametrize("content", ["[]", "{", '{"x": ["cat"]}'])
def test_weat_refuses_a_file_that_is_no_test(run: Run, listing: Listing, content: str) -> None:
    ran = run("weat", "classroom", "--test", listing(content))
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.count("\n") == 1


def test_weat_names_the_tests_there_are(run: Run) -> None:
    error = run("weat", "classroom", "--test", "cats-dogs", "--json").json["error"]
    assert error["kind"] == "bad_argument"
    assert all(test.name in error["message"] for test in WEAT_TESTS)


def test_bias_by_other_measures_and_with_chances(run: Run) -> None:
    pairs = [("he", "she"), ("man", "woman"), ("his", "her")]
    arguments = ("bias", "glove", "--pairs", "he:she,man:woman,his:her", "--words", "captain,nurse", "--measure", "rnd")
    keys = run(*arguments, "--json").json
    expected = measured_bias(open_table("glove"), pairs, ["captain", "nurse"], "rnd")
    assert (keys["measure"], keys["mean"], keys["p_value"]) == ("rnd", expected.mean, expected.p_value)
    assert [score["p_value"] for score in keys["scores"]] == [word.p_value for word in expected.scores]
    assert keys["explained"] is None
    lines = run(*arguments).out.splitlines()
    assert lines[0] == "above 0: toward he, below: toward she; 3 pairs"
    assert lines[1].split() == ["word", "id", "score", "p-value"]
    assert lines[-1] == f"mean {expected.mean:.4f}, p-value {expected.p_value:.4g} (all 8 exchanges)"
    drawn = run(*arguments, "--permutations", "5", "--seed", "2", "--json").json
    assert (drawn["exact"], drawn["exchanges"]) == (False, 5)


def test_bias_without_each_pair_and_word(run: Run) -> None:
    arguments = ("bias", "glove", "--pairs", "he:she,man:woman", "--words", "captain,nurse,cook", "--sensitivity")
    keys = run(*arguments, "--json").json
    expected = bias_sensitivity(open_table("glove"), [("he", "she"), ("man", "woman")], ["captain", "nurse", "cook"])
    assert keys["mean"] == expected.bias.mean
    assert keys["sensitivity"]["low"] == expected.low
    assert [drop["dropped"] for drop in keys["sensitivity"]["drops"]] == [drop.dropped for drop in expected.drops]
    lines = run(*arguments).out
    assert f"mean {expected.low:.4f} to {expected.high:.4f} without one pair or word; the largest changes:" in lines
    assert "moves most" in lines


def test_weat_without_each_word(run: Run) -> None:
    arguments = ("weat", "glove", "--test", "career-family", "--permutations", "100", "--sensitivity")
    keys = run(*arguments, "--json").json
    expected = weat_sensitivity(open_table("glove"), "career-family", 100)
    assert keys["effect_size"] == expected.weat.effect_size
    assert keys["sensitivity"]["drops"][0]["word"] == expected.drops[0].word
    lines = run(*arguments).out.splitlines()
    assert lines[4] == f"effect size {expected.low:.4f} to {expected.high:.4f} without one word; the largest changes:"
    assert len(lines) == 4 + 1 + 1 + 10


def test_a_measure_that_is_not_known(run: Run) -> None:
    ran = run("bias", "glove", "--pairs", "he:she", "--measure", "mac")
    assert (ran.code, ran.out) == (2, "")
    assert "ripa" in ran.err
