from pathlib import Path

import pytest

from rowspace.errors import BadArgument, BadFile
from rowspace.operations.questions import Analogy, AnalogyFile, PairFile, read_questions


def _file(folder: Path, text: str, name: str = "asked.txt") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_analogies_by_section(tmp_path: Path) -> None:
    asked = read_questions(_file(tmp_path, ": capitals\nAthens Greece Baghdad Iraq\n\n: family\nboy girl he she\n"))
    assert asked == AnalogyFile(
        {
            "capitals": [Analogy("Athens", ("Greece",), "Baghdad", ("Iraq",))],
            "family": [Analogy("boy", ("girl",), "he", ("she",))],
        }
    )


def test_analogies_without_a_section(tmp_path: Path) -> None:
    asked = read_questions(_file(tmp_path, "boy girl he she\n"))
    assert asked == AnalogyFile({"questions": [Analogy("boy", ("girl",), "he", ("she",))]})


@pytest.mark.parametrize(
    "text",
    [
        "# a comment\ntiger\tcat\t7.35\ncup\tmug\t8\n",
        "Word 1,Word 2,Human (mean)\ntiger,cat,7.35\ncup,mug,8.0\n",
        "tiger ; cat ; 7.35\ncup;mug;8\n",
        "tiger cat 7.35\ncup   mug 8\n",
        "word1\tword2\tPOS\tscore\ntiger\tcat\tN\t7.35\t1\ncup\tmug\tN\t8\t2\n",
    ],
)
def test_pairs_however_they_are_separated(tmp_path: Path, text: str) -> None:
    assert read_questions(_file(tmp_path, text)) == PairFile([("tiger", "cat", 7.35), ("cup", "mug", 8.0)])


def test_a_folder_of_bats_asks_every_pair_with_every_other(tmp_path: Path) -> None:
    _file(tmp_path, "album\talbums\nman\tmen/mans\ncat\tcats\n", "1_Inflection/I01 [noun - plural].txt")
    _file(tmp_path, "This folder holds lists\n", "readme.txt")
    asked = read_questions(tmp_path)
    assert isinstance(asked, AnalogyFile)
    assert list(asked.sections) == ["I01 [noun - plural]"]
    questions = asked.sections["I01 [noun - plural]"]
    assert len(questions) == 3 * 2
    assert questions[0] == Analogy("album", ("albums",), "man", ("men", "mans"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (": family\nboy girl he\n", r'an analogy has four words; got "boy girl he"'),
        (": family\n", "has sections but no analogy"),
        ("tiger\tcat\t7.35\ncup\tmug\tmuch\n", "a pair has two words and a number; got"),
        ("", "asks nothing: give analogies"),
        ("tiger\tcat\t7.35\n", "asks nothing"),
    ],
)
def test_files_that_cannot_be_understood_are_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BadFile, match=said):
        read_questions(_file(tmp_path, text))


def test_what_is_no_text_or_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bytes").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadFile, match=r"bytes is not text in UTF-8 \(byte 0\)"):
        read_questions(tmp_path / "bytes")
    with pytest.raises(BadArgument, match="cannot be read: no such file"):
        read_questions(tmp_path / "absent")
    (tmp_path / "empty").mkdir()
    with pytest.raises(BadFile, match="has no list of pairs"):
        read_questions(tmp_path / "empty")
