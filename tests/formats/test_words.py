"""Words as GloVe's corpus was split, on the shipped vocabulary."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.formats.shipped import open_shipped
from rowspace.formats.words import Words
from rowspace.table import Tokens

GLOVE = Words(open_shipped("glove").tokens)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("The cat sat on the mat.", "the cat sat on the mat ."),
        ("Don't, can't, won't", "do n't , ca n't , wo n't"),
        ("don’t it’s", "do n't it 's"),
        ("It's the king's; they'll go, I'm sure we've said you're what he'd", None),
        ("the dogs' owner", "the dogs ' owner"),
        ("O'Neill at five o'clock in Côte d'Ivoire", "o'neill at five o'clock in côte d'ivoire"),
        ("rock'n'roll in the '90s", "rock 'n' roll in the '90s"),
        ("a well-known, full-time cat-like U.S.-led thing", "a well-known , full-time cat - like u.s.-led thing"),
        ("He said no. Mr. Smith of Apple Inc. left", "he said no . mr. smith of apple inc. left"),
        ("In the U.S. at 9 a.m., i.e. early.", "in the u.s. at 9 a.m. , i.e. early ."),
        ("$1,000 or 20% by 10:30 on 9/11", "$ 1,000 or 20 % by 10:30 on 9/11"),
        ("1990s 21st 49ers mp3 5km 1.5 6-3 2/9999", "1990s 21st 49ers mp3 5 km 1.5 6-3 2 / 9999"),
        ("AT&T C++ and/or e-mail @me #1", "at&t c++ and/or e-mail @ me # 1"),
        ("wait... what -- now?!", "wait ... what -- now ? !"),
        ('"quoted" (800) [x]', '" quoted " ( 800 ) [ x ]'),
        ("cafe\u0301 CAFÉ", "café café"),
        ("hello_world formula_1", "hello _ world formula_1"),
    ],
)
def test_splits_as_the_corpus_was(text: str, tokens: str | None) -> None:
    expected = tokens or "it 's the king 's ; they 'll go , i 'm sure we 've said you 're what he 'd"
    assert [piece.token for piece in GLOVE.encode(text)] == expected.split()


def test_knows_what_the_table_has_and_where_it_stands() -> None:
    pieces = GLOVE.encode("Cats  don’t blorfle")
    assert [(piece.token, piece.start, piece.end, piece.known) for piece in pieces] == [
        ("cats", 0, 4, True),
        ("do", 6, 8, True),
        ("n't", 8, 11, True),
        ("blorfle", 12, 19, False),
    ]
    assert pieces[0].id == GLOVE.tokens.ids["cats"]
    assert pieces[3].id is None


def test_joins_only_what_this_table_knows_as_one() -> None:
    text = "It's well-known."
    assert [piece.token for piece in Words(Tokens.of([])).encode(text)] == ["it", "'s", "well", "-", "known", "."]
    assert [piece.token for piece in Words(Tokens.of(["it's", "well-known"])).encode(text)] == [
        "it's",
        "well-known",
        ".",
    ]


def test_a_last_period_belongs_where_the_table_has_it_more_often() -> None:
    assert [piece.token for piece in Words(Tokens.of(["st.", "st"])).encode("St.")] == ["st."]
    assert [piece.token for piece in Words(Tokens.of(["no", "no."])).encode("No.")] == ["no", "."]


@given(text=st.text(max_size=60) | st.text("aZ9'’.,-_(\u0301 \n", max_size=30))
def test_every_visible_character_belongs_to_one_piece(text: str) -> None:
    pieces = GLOVE.encode(text)
    covered = [place for piece in pieces for place in range(piece.start, piece.end)]
    assert covered == [place for place, letter in enumerate(text) if not letter.isspace()]
    assert all(piece.known == (piece.token in GLOVE.tokens.ids) for piece in pieces)
