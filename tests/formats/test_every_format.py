"""What every format in the list must do: one suite, run over each of them."""

from __future__ import annotations

import shutil
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument, RowspaceError, UnknownToken
from rowspace.formats.registry import FORMATS, open_file
from rowspace.operations.info import table_info
from rowspace.operations.open import open_table

from .makers import MAKERS, Made

MADE = Callable[[Path], Made]
every_format = pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS.keys())


def test_the_suite_covers_the_list() -> None:
    assert set(MAKERS) == {format.name for format in FORMATS}


@every_format
def test_opens_with_the_numbers_its_library_reads(make: MADE, tmp_path: Path) -> None:
    made = make(tmp_path)
    table = open_file(made.path)
    np.testing.assert_array_equal(table.rows[:].view(np.uint32), made.rows.view(np.uint32))
    assert list(table.tokens) == list(made.tokens)
    assert (len(table), table.dim, table.name) == (*made.rows.shape, "pets")


@every_format
def test_is_recognized_first_by_its_own_reader(make: MADE, tmp_path: Path) -> None:
    made = make(tmp_path)
    recognizing = [format.name for format in FORMATS if format.recognizes(made.path)]
    assert MAKERS[recognizing[0]] is make


@every_format
def test_a_name_says_nothing(make: MADE, tmp_path: Path) -> None:
    made = make(tmp_path)
    renamed = made.path.rename(made.path.with_name("pets.backup"))
    np.testing.assert_array_equal(open_file(renamed).rows[:], made.rows)


@every_format
def test_answers_lookups_as_any_table(make: MADE, tmp_path: Path) -> None:
    made = make(tmp_path)
    table = open_table(str(made.path))
    np.testing.assert_array_equal(table["dog"], made.rows[3])
    np.testing.assert_array_equal(table.rows[[5, 0, 5]], made.rows[[5, 0, 5]])
    np.testing.assert_array_equal(table.rows[1:4], made.rows[1:4])
    assert ("cat" in table, "cow" in table, table.id("été")) == (True, False, 5)
    with pytest.raises(UnknownToken, match='"Cat" is not in pets'):
        table["Cat"]
    assert table.neighbors("dog", k=1)[0].token
    info = table_info(table)
    assert (info.rows, info.dim, info.tokens, info.padding_rows) == (6, 3, 6, 0)


@every_format
def test_refuses_a_tensor_that_it_does_not_hold(make: MADE, tmp_path: Path) -> None:
    with pytest.raises(BadArgument, match=r"has no tensor \"wrong\"|holds one table and no named tensors"):
        open_file(make(tmp_path).path, tensor="wrong")


@every_format
@pytest.mark.parametrize("kept", [0.0, 0.1, 0.5, 0.9])
def test_refuses_a_file_cut_short_with_one_sentence_of_what_is_wrong(make: MADE, kept: float, tmp_path: Path) -> None:
    made = make(tmp_path)
    whole = made.file.read_bytes()
    made.file.write_bytes(whole[: int(len(whole) * kept)])
    with pytest.raises(RowspaceError) as refusal:
        open_file(made.path).rows[:]
    message = str(refusal.value)
    assert made.file.name in message
    assert message.endswith(".")
    assert "\n" not in message
    assert len(message) < 400


@pytest.fixture(scope="module", params=MAKERS.values(), ids=MAKERS.keys())
def original(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    folder = tmp_path_factory.mktemp("original")
    yield request.param(folder)
    shutil.rmtree(folder)


@given(st.data())
def test_a_file_broken_at_random_opens_or_is_refused_and_nothing_else(original: Made, data: st.DataObject) -> None:
    whole = original.file.read_bytes()
    broken = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(broken)))
        length = data.draw(st.sampled_from([0, 1, 1, 1, 4, 30]))
        broken[start : start + length] = data.draw(st.binary(max_size=8))
    original.file.write_bytes(broken)
    tracemalloc.start()
    try:
        with suppress(RowspaceError):
            table = open_file(original.path)
            assert table.rows[0].shape == (table.dim,)
            assert len(list(table.tokens)) <= len(table)
    finally:
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        original.file.write_bytes(whole)
    assert peak < 50_000_000
