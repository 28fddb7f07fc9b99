"""fastText's models: rows as gensim makes them, for words they know and words they have never seen."""

from pathlib import Path

import numpy as np
import pytest
from gensim.models.fasttext import load_facebook_vectors
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument, BadFile, RowspaceError
from rowspace.formats import subwords
from rowspace.formats.fasttext import FastText, open_fasttext
from rowspace.formats.registry import open_file
from tests.hostile.fasttext_files import HOSTILE

from .fasttext_files import BUCKETS, DIM, WORDS, dictionary, input_rows, matrix, model, output_rows, settings


def written(folder: Path, raw: bytes) -> Path:
    path = folder / "cc.model.bin"
    path.write_bytes(raw)
    return path


def fnv(text: str) -> int:
    """FNV-1a with signed bytes, in Python's numbers."""
    value = 2166136261
    for byte in text.encode():
        value = ((value ^ (byte - 256 if byte > 127 else byte)) * 16777619) % 2**32
    return value


def mean(own: int | None, *parts: str) -> np.ndarray:
    rows = input_rows()
    taken = [rows[own]] if own is not None else []
    taken += [rows[len(WORDS) + fnv(part) % BUCKETS] for part in parts]
    return np.mean(taken, axis=0, dtype=np.float64)


def test_a_words_row_is_the_mean_of_its_own_and_its_pieces(tmp_path: Path) -> None:
    table = open_file(written(tmp_path, model()))
    assert (table.name, list(table.tokens), table.rows.shape) == ("cc", list(WORDS), (6, DIM))
    pieces = ["<ki", "<kin", "<king", "<king>", "kin", "king", "king>", "ing", "ing>", "ng>"]
    np.testing.assert_allclose(table["king"], mean(1, *pieces), rtol=1e-6)
    np.testing.assert_allclose(table["a"], mean(5, "<a>"), rtol=1e-6)
    wide = ["<日本", "<日本語", "<日本語>", "日本語", "日本語>", "本語>"]
    np.testing.assert_allclose(table["日本語"], mean(4, *wide), rtol=1e-6)


def test_a_word_without_a_row_has_its_pieces_rows(tmp_path: Path) -> None:
    table = open_fasttext(written(tmp_path, model()))
    assert table.composer is not None
    row = table.composer.compose("né")
    assert row is not None
    np.testing.assert_allclose(row, mean(None, "<né", "<né>", "né>"), rtol=1e-6)


def test_equals_gensim(tmp_path: Path) -> None:
    path = written(tmp_path, model())
    theirs, ours = load_facebook_vectors(str(path)), open_fasttext(path)
    assert list(ours.tokens) == theirs.index_to_key
    np.testing.assert_allclose(ours.rows[:], theirs.vectors, rtol=1e-6, atol=1e-7)
    assert ours.composer is not None
    for word in ("kingdom", "naïf", "日本", "Ωμέγα", "x", "🙂🙂"):
        np.testing.assert_allclose(ours.composer.compose(word), theirs[word], rtol=1e-6, atol=1e-7)


def test_rows_are_the_same_however_they_are_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, model())
    kept = open_fasttext(path).rows
    monkeypatch.setattr(subwords, "KEPT_BYTES", 0)
    made = open_fasttext(path).rows
    np.testing.assert_array_equal(made.take(np.array([3, 0])), kept.block(0, 6)[[3, 0]])
    np.testing.assert_array_equal(made.block(1, 4), kept.block(1, 4))
    np.testing.assert_array_equal(made.block(1, 4), kept.take(np.array([1, 2, 3])))


def test_the_end_of_sentence_has_no_pieces(tmp_path: Path) -> None:
    raw = settings() + dictionary(["</s>", "cat"]) + matrix(input_rows(2)) + matrix(output_rows(2))
    np.testing.assert_array_equal(open_fasttext(written(tmp_path, raw))["</s>"], input_rows(2)[0])


def test_a_model_without_pieces_knows_its_words_only(tmp_path: Path) -> None:
    raw = settings(longest=0, shortest=0, buckets=0) + dictionary(WORDS) + matrix(input_rows(buckets=0))
    table = open_fasttext(written(tmp_path, raw + matrix(output_rows())))
    assert table.composer is None
    np.testing.assert_array_equal(table.rows[:], input_rows(buckets=0))


def test_a_word_of_which_no_piece_is_long_enough_stays_unknown(tmp_path: Path) -> None:
    table = open_fasttext(written(tmp_path, model(shortest=6)))
    assert table.composer is not None
    assert table.composer.compose("no") is None


@pytest.mark.parametrize(("version", "pieces"), [(11, False), (12, True)])
def test_a_classifier_has_words_and_labels(tmp_path: Path, version: int, pieces: bool) -> None:
    labels = ["__label__pets", "__label__food"]
    raw = settings(kind=3, version=version) + dictionary(WORDS, labels) + matrix(input_rows()) + matrix(output_rows(2))
    path = written(tmp_path, raw)
    table = open_file(path)
    assert list(table.tokens) == list(WORDS)
    assert (table.composer is not None) == pieces
    heads = open_file(path, tensor="output")
    assert list(heads.tokens) == labels
    np.testing.assert_array_equal(heads["__label__food"], output_rows(2)[1])


def test_output_rows_of_words_on_demand(tmp_path: Path) -> None:
    path = written(tmp_path, model())
    np.testing.assert_array_equal(open_file(path, tensor="output")["king"], output_rows()[1])
    with pytest.raises(BadArgument, match='has no tensor "wte"; a fastText model has "input" and "output"'):
        open_file(path, tensor="wte")


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_files_are_refused(tmp_path: Path, case: str) -> None:
    raw, words = HOSTILE[case]
    path = written(tmp_path, raw)
    assert FastText().recognizes(path)
    with pytest.raises(BadFile, match=words):
        open_fasttext(path)


@given(st.data())
def test_mutations_open_or_are_refused(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    raw = bytearray(model())
    for _ in range(data.draw(st.integers(1, 3))):
        raw[data.draw(st.integers(4, 250))] = data.draw(st.integers(0, 255))
    raw = raw[: data.draw(st.integers(4, len(raw)) | st.just(len(raw)))]
    try:
        table = open_fasttext(written(tmp_path_factory.mktemp("mutated"), bytes(raw)))
    except RowspaceError:
        return
    assert table.rows[:].shape == (len(table.tokens), table.dim)
