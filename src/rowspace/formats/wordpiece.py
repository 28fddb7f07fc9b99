"""BERT's WordPiece: clean and lower-case the text, split it into words, cover each word with the longest known pieces.

Devlin et al. 2018; the greedy cover is Wu et al. 2016, section 4.1, as BERT runs it. Every piece knows which
characters of the text as typed it stands for.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rowspace.table import Piece, Tokens

UNKNOWN = "[UNK]"
CONTINUATION = "##"
MAX_WORD = 100  # characters after cleaning; a longer word is [UNK], as in BERT

CONTROL = {"Cc", "Cf", "Co", "Cs"}  # a character Unicode has yet to assign stays: it may be a new emoji

IDEOGRAPHS = (
    (0x4E00, 0x9FFF),
    (0x3400, 0x4DBF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F),
    (0x2B920, 0x2CEAF),
    (0xF900, 0xFAFF),
    (0x2F800, 0x2FA1F),
)
"""Blocks of Chinese characters, each of which is a word of its own."""


@dataclass(frozen=True, slots=True)
class Word:
    """A run of clean characters and where in the text each of them came from."""

    letters: str
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class WordPiece:
    """The tokenizer of BERT's models. [CLS] and [SEP] are not added.

    cased  whether letters keep their case and their accents
    """

    tokens: Tokens
    name: str = "wordpiece"
    cased: bool = False

    def encode(self, text: str) -> list[Piece]:
        return [piece for word in words(text, cased=self.cased) for piece in self._cover(word)]

    def _cover(self, word: Word) -> list[Piece]:
        """Longest known piece first, again and again; [UNK] for the whole word where nothing fits."""
        if len(word.letters) > MAX_WORD:
            return [self._unknown(word)]
        pieces: list[Piece] = []
        start = 0
        while start < len(word.letters):
            prefix = CONTINUATION if start else ""
            for end in range(len(word.letters), start, -1):
                token = prefix + word.letters[start:end]
                id = self.tokens.ids.get(token)
                if id is not None:
                    break
            else:
                return [self._unknown(word)]
            pieces.append(Piece(token, id, word.places[start], word.places[end - 1] + 1))
            start = end
        return pieces

    def _unknown(self, word: Word) -> Piece:
        return Piece(UNKNOWN, self.tokens.ids.get(UNKNOWN), word.places[0], word.places[-1] + 1, known=False)


def words(text: str, *, cased: bool = False) -> Iterator[Word]:
    """The words of a text: split at spaces; every punctuation mark and Chinese character stands alone."""
    letters: list[str] = []
    places: list[int] = []
    for letter, place, alone in _clean(text, cased):
        if letters and (alone or letter == " "):
            yield Word("".join(letters), tuple(places))
            letters, places = [], []
        if alone:
            yield Word(letter, (place,))
        elif letter != " ":
            letters.append(letter)
            places.append(place)
    if letters:
        yield Word("".join(letters), tuple(places))


def _clean(text: str, cased: bool) -> Iterator[tuple[str, int, bool]]:
    """Clean characters of a text: (character, where it came from, whether it is a word of its own)."""
    for place, typed in enumerate(text):
        for letter, alone in _cleaned(typed, cased):
            yield letter, place, alone


@lru_cache(maxsize=1 << 14)
def _cleaned(typed: str, cased: bool) -> tuple[tuple[str, bool], ...]:
    """What is left of one character: lower case without accents, a space, or nothing for a control character."""
    if typed in "\t\n\r":
        return ((" ", False),)
    if typed in "\0\ufffd" or unicodedata.category(typed) in CONTROL:
        return ()
    if typed.isspace():
        return ((" ", False),)
    ideograph = any(first <= ord(typed) <= last for first, last in IDEOGRAPHS)
    if cased:
        return ((typed, ideograph or _is_mark(typed)),)
    base = [part for part in unicodedata.normalize("NFD", typed) if unicodedata.category(part) != "Mn"]
    return tuple((letter, ideograph or _is_mark(letter)) for part in base for letter in part.lower())


def _is_mark(letter: str) -> bool:
    """Punctuation as BERT counts it: Unicode's, and every sign of ASCII, such as $ + < = > ^ ` | ~."""
    return unicodedata.category(letter).startswith("P") or (letter.isascii() and not letter.isalnum())
