"""spaCy's folders: keys as spaCy hashes words, rows shared by words, and floret's rows put together."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadFile
from rowspace.formats.msgpack_map import read_map
from rowspace.formats.murmur import murmur3_128, spacy_keys
from rowspace.formats.registry import open_file
from rowspace.table import Tokens
from tests.hostile.spacy_files import HOSTILE

from .spacy_files import FLORET, KEYS, packed_map, pipeline

ROWS = np.arange(6, dtype=np.float32).reshape(2, 3)


def key(word: str) -> int:
    return int(spacy_keys(Tokens.of([word]))[0])


def test_words_hash_as_spacy_hashes_them() -> None:
    assert {word: key(word) for word in KEYS} == KEYS


def test_pieces_hash_as_their_author_says() -> None:
    """The well-known values of MurmurHash3_x64_128 with seed 0, one shorter than a block and one longer."""
    hashed = murmur3_128(np.frombuffer(b"hello", np.uint8), np.uint64(0))
    assert [f"{int(half):x}" for half in hashed] == ["cbd8a7b341bd9b02", "5b1e906a48ae1d19"]
    hashed = murmur3_128(np.frombuffer(b"The quick brown fox jumps over the lazy dog", np.uint8), np.uint64(0))
    assert [f"{int(half):x}" for half in hashed] == ["e34bbc7bbc071b6c", "7a433ca9c49a9347"]


@pytest.mark.parametrize("inner", ["", "vocab", ".."])
def test_a_folder_opens_from_the_pipeline_its_vocab_or_its_package(tmp_path: Path, inner: str) -> None:
    row_of = {KEYS["apple"]: 1, KEYS["king"]: 0}
    folder = pipeline(tmp_path / "package" / "en_core", ROWS, row_of=row_of, words=["a", "king", "apple"])
    table = open_file(folder / inner)
    assert (table.name, list(table.tokens), table.source.note) == ("en_core", ["king", "apple"], None)
    np.testing.assert_array_equal(table["apple"], ROWS[1])


def test_words_that_share_a_row_are_answered_by_the_first(tmp_path: Path) -> None:
    row_of = {KEYS["king"]: 0, key("kings"): 0, key("NOUN"): 1}
    table = open_file(pipeline(tmp_path / "en", ROWS, row_of=row_of, words=["kings", "king"]))
    assert list(table.tokens) == ["king", ""]
    assert table.source.note == "1 rows have no word that strings.json lists."
    assert table.composer is not None
    np.testing.assert_array_equal(table.composer.compose("kings"), ROWS[0])
    assert table.composer.compose("queen") is None


def test_rows_without_words(tmp_path: Path) -> None:
    folder = pipeline(tmp_path / "en", ROWS)
    (folder / "vocab" / "strings.json").unlink()
    table = open_file(folder)
    assert (len(table.tokens), table.composer) == (0, None)
    assert table.source.note == "Without tokens: the folder has no key2row or no strings.json."


def test_floret_puts_any_word_together(tmp_path: Path) -> None:
    rows = np.random.default_rng(2).standard_normal((50, 4)).astype(np.float32)
    table = open_file(pipeline(tmp_path / "fl", rows, settings=FLORET))
    assert (len(table.tokens), len(table.rows)) == (0, 50)
    ids = []
    for piece in ["<né>", "<n", "né", "é>", "<né", "né>"]:
        one, _ = murmur3_128(np.frombuffer(piece.encode(), np.uint8), np.uint64(FLORET["hash_seed"]))
        ids += [(int(one) & 0xFFFFFFFF) % 50, (int(one) >> 32) % 50]
    assert table.composer is not None
    np.testing.assert_allclose(table.composer.compose("né"), rows[ids].mean(axis=0), rtol=1e-5)
    assert table.composer.compose("") is None


@given(st.dictionaries(st.integers(0, 2**64 - 1), st.integers(0, 2**31), max_size=40))
def test_any_map_comes_back(entries: dict[int, int]) -> None:
    keys, values = read_map(np.frombuffer(packed_map(entries), np.uint8), where="key2row")
    assert list(zip(keys.tolist(), values.tolist(), strict=True)) == list(entries.items())


def test_numbers_of_every_width() -> None:
    """One of each type of MessagePack, written by hand."""
    widths = (
        b"\xcc\x80\xd0\xff" + b"\xcd\x01\0\xd1\xff\xfe" + b"\xce\0\1\0\0\xd2\0\0\0\1" + b"\xcf" + b"\0" * 8 + b"\x05"
    )
    keys, values = read_map(np.frombuffer(b"\x84" + widths, np.uint8), where="key2row")
    assert dict(zip(keys.tolist(), values.tolist(), strict=True)) == {128: -1, 256: -2, 65536: 1, 0: 5}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_folders_are_refused(tmp_path: Path, case: str) -> None:
    name, contents, words = HOSTILE[case]
    folder = pipeline(tmp_path / "en", ROWS, row_of={KEYS["king"]: 0}, words=["king"])
    (folder / "vocab" / name).write_bytes(contents)
    with pytest.raises(BadFile, match=words):
        open_file(folder)


@given(raw=st.binary(max_size=40), head=st.sampled_from([b"", b"\x82", b"\xde\0\2", b"\xdf\0\0\0\1"]))
def test_any_bytes_are_a_map_or_refused(raw: bytes, head: bytes) -> None:
    try:
        keys, values = read_map(np.frombuffer(head + raw, np.uint8), where="key2row")
    except BadFile:
        return
    assert len(keys) == len(values)
