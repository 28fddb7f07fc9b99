from __future__ import annotations

import io
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.formats.remote.telling import Telling, size_of


class Screen(io.StringIO):
    """A stream that people look on."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1_000, "1 KB"),
        (24_000_000, "24 MB"),
        (999_499, "999 KB"),
        (999_999, "1 MB"),
        (14_484_731_984, "14.5 GB"),
        (10**18, "1e+06 TB"),
    ],
)
def test_sizes_are_said_in_the_units_of_disks(count: int, said: str) -> None:
    assert size_of(count) == said


@given(st.integers(1, 10**15))
def test_a_size_is_said_to_half_a_percent(count: int) -> None:
    number, unit = size_of(count).split()
    told = float(number) * 1000 ** ["bytes", "KB", "MB", "GB", "TB"].index(unit)
    assert told == pytest.approx(count, rel=0.006)


def telling(told: list[tuple[float, str]]) -> Telling:
    made = Telling("hf://acme/tiny", lambda share, sentence: told.append((share, sentence)))
    made.of = 14_500_000_000
    return made


def test_how_much_of_how_much_is_said_before_and_how_far_it_is_then() -> None:
    told: list[tuple[float, str]] = []
    with telling(told).reading(24_000_000, "wte.weight") as count:
        assert told == [(0.0, "hf://acme/tiny: reading 24 MB of 14.5 GB (wte.weight)")]
        for _ in range(24_000):
            count(1_000)
    shares = [share for share, _ in told]
    assert len(told) == 101
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_little_is_said_once_and_headers_only_where_they_are_long() -> None:
    told: list[tuple[float, str]] = []
    saying = telling(told)
    for what in ("rows", "rows", None):
        with saying.reading(100_000, what) as count:
            count(1)
    assert [sentence for _, sentence in told] == ["hf://acme/tiny: reading 100 KB of 14.5 GB (rows)"]
    with saying.reading(5_000_000, None):
        pass
    assert told[-1] == (0.0, "hf://acme/tiny: reading 5 MB of 14.5 GB")


def test_where_people_look_on_the_share_is_drawn_and_taken_away(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    with Telling("a").reading(4, "rows") as count:
        count(2)
        count(2)
    assert screen.getvalue() == "a: reading 4 bytes (rows)\n\r 50%\r    \r"


def test_what_was_drawn_is_taken_away_before_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)

    def stop_half_way() -> None:
        with Telling("a").reading(4, "rows") as count:
            count(1)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stop_half_way()
    assert screen.getvalue() == "a: reading 4 bytes (rows)\n\r 25%\r    \r"


def test_in_a_file_there_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with Telling("a").reading(4, "rows") as count:
        count(2)
        count(2)
    assert capsys.readouterr() == ("", "a: reading 4 bytes (rows)\n")
