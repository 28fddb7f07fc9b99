"""Words counted and numbered: against Python's own Counter, on files larger than a buffer, without room."""

from __future__ import annotations

import re
import resource
from collections import Counter as Counted
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument
from rowspace.table import Tokens
from rowspace.training import counter as counters
from rowspace.training import vocabulary as vocabularies
from rowspace.training.corpus import blocks_of_texts
from rowspace.training.counter import TokenCounter, WordCounter
from rowspace.training.vocabulary import read_corpus
from rowspace.training.words import END

from .texts import read

LINES = st.lists(st.text(st.sampled_from("abcé -'.\t1—’"), max_size=20), max_size=12)


def sentences(ids: np.ndarray, tokens: list[str]) -> list[list[str]]:
    """What the ids spell, a list a sentence."""
    found: list[list[str]] = [[]]
    for id in ids.tolist():
        if id == END:
            found.append([])
        else:
            found[-1].append(tokens[id])
    return [words for words in found if words]


def test_words_of_a_sentence() -> None:
    vocabulary, text = read(["The cat's well-known; the—dog's 3rd “naïve” Ære", "", "o'clock - the"])
    tokens = list(vocabulary.tokens)
    assert tokens[0] == "the"
    assert vocabulary.counts.tolist() == [3] + [1] * 7
    assert sentences(text.read(0, 99), tokens) == [
        ["the", "cat's", "well-known", "the", "dog's", "3rd", "naïve", "ære"],
        ["o'clock", "the"],
    ]
    assert (text.words, text.length) == (10, 12)


@given(LINES)
def test_counts_and_order_are_those_of_a_plain_loop(lines: list[str]) -> None:
    word = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
    expected = Counted(found for line in lines for found in word.findall(line.lower()))
    if not expected:
        with pytest.raises(BadArgument, match="no words in it"):
            read(lines)
        return
    vocabulary, text = read(lines)
    ordered = sorted(expected, key=lambda token: -expected[token])  # stable, so ties stay in the text's order
    assert list(vocabulary.tokens) == ordered
    assert vocabulary.counts.tolist() == [expected[token] for token in ordered]
    assert sentences(text.read(0, 10_000), ordered) == [
        words for words in (word.findall(line.lower()) for line in lines) if words
    ]


def test_white_space_splits_alone_and_case_may_stay() -> None:
    blocks = blocks_of_texts(["Hello, world\tHello,", "it’s — so"])
    vocabulary, _ = read_corpus(blocks, WordCounter(spaces=True, lower=False), min_count=1)
    assert list(vocabulary.tokens) == ["Hello,", "world", "it’s", "—", "so"]


def test_rare_words_and_the_rest_of_a_long_list_are_left_out() -> None:
    lines = ["a a a b b c", "c d", "d"]
    vocabulary, text = read(lines, min_count=2)
    assert list(vocabulary.tokens) == ["a", "b", "c", "d"]
    vocabulary, text = read_corpus(blocks_of_texts(lines), WordCounter(), min_count=2, max_words=2)
    assert list(vocabulary.tokens) == ["a", "b"]
    assert text.read(0, 99).tolist() == [0, 0, 0, 1, 1, END]


def test_a_text_larger_than_every_buffer(monkeypatch: pytest.MonkeyPatch) -> None:
    for held in (counters, vocabularies):
        monkeypatch.setattr(held, "IDS", 64)
    lines = [f"w{number} w{number // 2} the" for number in range(70_000)]
    vocabulary, text = read(lines)
    assert len(vocabulary) == 70_001
    assert text.words == 210_000
    tokens = list(vocabulary.tokens)
    found = sentences(np.concatenate(list(text.chunks(1_000))), tokens)
    assert found == [line.split() for line in lines]


def test_a_word_of_more_than_255_bytes_is_passed_over() -> None:
    vocabulary, _ = read(["x" * 255 + " " + "y" * 256 + " z"])
    assert [len(token) for token in vocabulary.tokens] == [255, 1]


def test_tokens_of_a_given_vocabulary() -> None:
    def encode(lines: list[str]) -> list[list[int]]:  # type: ignore[type-arg]
        return [[len(word) for word in line.split()] for line in lines]

    tokens = Tokens.of(["", "one", "two", "three"])
    vocabulary, text = read_corpus(blocks_of_texts(["ab abc", "", "ab"]), TokenCounter(tokens, encode), min_count=1)
    assert list(vocabulary.tokens) == ["two", "three"]
    assert vocabulary.counts.tolist() == [2, 1]
    assert text.read(0, 99).tolist() == [0, 1, END, 0, END]


def test_a_text_in_which_no_word_is_frequent_enough() -> None:
    with pytest.raises(
        BadArgument, match=r"2 different words and the most frequent comes 2 times; min_count asks for 5"
    ):
        read(["a b", "a"], min_count=5)
    with pytest.raises(BadArgument, match="min_count and max_words are 1 or more; got 0"):
        read(["a"], min_count=0)


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """Files may not grow past so many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_disk_without_room_says_so() -> None:
    with room_for(4096), pytest.raises(BadArgument, match=r"ids cannot be written to .*: file too large\. .* TMPDIR"):
        read(["the cat sat"] * 4_000)
