"""The list of tokenizers: every member keeps the same promises."""

from __future__ import annotations

import pytest

from rowspace.errors import BadFile
from rowspace.formats.tokenizers import TOKENIZERS, make_tokenizer
from rowspace.table import Tokens

TEXT = "The cat, the DOG\tand a café-owner's 3 unbelievable mice…"


@pytest.mark.parametrize("kind", TOKENIZERS)
def test_every_tokenizer_knows_its_name_and_the_places_of_its_pieces(kind: str) -> None:
    tokenizer = make_tokenizer(kind, Tokens.of(["[UNK]", "cat", "the", "dog"]), where="pets")
    assert tokenizer.name == kind
    pieces = tokenizer.encode(TEXT)
    found = [(piece.id, TEXT[piece.start : piece.end]) for piece in pieces if piece.known]
    spelled_so = [(2, "The"), (1, "cat"), (2, "the"), (3, "DOG")]
    assert found == (spelled_so[1:3] if kind.endswith("cased") else spelled_so)
    assert tokenizer.encode("") == []


def test_a_tokenizer_that_is_not_listed_is_refused_with_the_list() -> None:
    with pytest.raises(BadFile, match='pets: its tokenizer \'unigram\' is not known; known are "words", "wordpiece"'):
        make_tokenizer("unigram", Tokens.of([]), where="pets")
