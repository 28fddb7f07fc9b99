import json
from pathlib import Path

import pytest

from rowspace.errors import BadArgument, BadFile
from rowspace.operations.opened import OpenedTable
from rowspace.operations.weat_tests import SETS, WEAT_TESTS, WeatTest, named_test, own_test, read_test

OWN = {"x": ["king"], "y": ["apple", "pear"], "a": ["man"], "b": ["woman"]}


@pytest.mark.parametrize("test", WEAT_TESTS, ids=lambda test: test.name)
def test_a_published_test_is_found_by_name_and_holds_the_papers_numbers(test: WeatTest) -> None:
    assert named_test(test.name) is test
    sizes = [len(getattr(test, key)) for key in SETS]
    assert sizes == [25] * 4 if "pleasant" in test.title else sizes == [8] * 4
    for key in SETS:
        assert len(set(getattr(test, key))) == len(getattr(test, key))


@pytest.mark.parametrize("test", WEAT_TESTS, ids=lambda test: test.name)
def test_the_shipped_tables_have_words_enough(test: WeatTest, glove: OpenedTable, minilm: OpenedTable) -> None:
    for table in (glove, minilm):
        assert all(sum(word in table for word in getattr(test, key)) >= 8 for key in SETS)


def test_an_unknown_name_is_refused_with_the_known_ones() -> None:
    with pytest.raises(BadArgument, match=r'no association test "weat-9"; there are flowers-insects, .*science-arts'):
        named_test("weat-9")


def test_own_lists_may_have_a_name(tmp_path: Path) -> None:
    test = own_test({**OWN, "name": "crowns", "note": "for the tests"})
    assert test == WeatTest("crowns", "crowns", ("king",), ("apple", "pear"), ("man",), ("woman",))
    assert own_test(OWN).name == "own test"
    path = tmp_path / "fruit.json"
    path.write_text(json.dumps({**OWN, "title": "Kings and fruit"}))
    assert (read_test(path).name, read_test(path).title) == ("fruit", "Kings and fruit")


@pytest.mark.parametrize(
    ("lists", "words"),
    [
        ({"x": ["king"]}, "needs the word lists x, y, a and b; y is missing"),
        ({**OWN, "b": "woman"}, "b of an association test is a list of words; got str"),
        ({**OWN, "y": ["apple", 3]}, "y of an association test is a list of words; got list"),
        ({**OWN, "a": []}, "own test has no words a"),
        ({**OWN, "y": ["pear", "king"]}, '"king" is in both x and y of own test'),
        ({**OWN, "name": "m", "b": ["man"]}, '"man" is in both a and b of m'),
    ],
)
def test_lists_that_are_no_test_are_refused(lists: dict[str, object], words: str) -> None:
    with pytest.raises(BadArgument, match=words):
        own_test(lists)


@pytest.mark.parametrize(
    ("contents", "words"),
    [("x: king", "is not JSON"), ("[1]", "holds no JSON object"), ("\udcff", "is not JSON"), ("[" * 9999, "not JSON")],
)
def test_a_file_that_is_no_test_is_refused(tmp_path: Path, contents: str, words: str) -> None:
    path = tmp_path / "own.json"
    path.write_bytes(contents.encode("utf-8", "surrogateescape"))
    with pytest.raises(BadFile, match=f"own.json: .*{words}"):
        read_test(path)
    with pytest.raises(BadFile, match="cannot be read"):
        read_test(tmp_path / "none.json")
