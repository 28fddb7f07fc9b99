"""What a card says of a token."""

from __future__ import annotations

import numpy as np
import pytest

from rowspace.errors import MissingExtra, UnknownToken
from rowspace.operations.card import card
from rowspace.operations.find import find
from rowspace.operations.opened import OpenedTable
from rowspace.table import Piece
from tests.tables import make_table


def test_a_card_places_a_token_among_all(minilm: OpenedTable) -> None:
    found = card(minilm, "cats")
    id = minilm.id("cats")
    lengths = minilm.rows.norms
    assert (found.id, found.address, found.spelled, found.bytes) == (id, "cats", "cats", "63 61 74 73")
    assert found.norm == pytest.approx(float(np.linalg.norm(minilm["cats"].astype(np.float64))), rel=1e-6)
    assert found.shorter == int((lengths < lengths[id]).sum())
    assert found.measured == sum(found.norms.counts) == len(minilm)
    assert not found.flagged
    assert card(minilm, "[PAD]").flagged
    assert [piece.token for piece in found.pieces] == ["cats"]


def test_other_spellings_of_the_word() -> None:
    table = make_table(["king", "King", " king", "##king", "kings"], np.eye(5))
    assert [other.token for other in card(table, " king").same_word] == ["king", "King", "##king"]


def test_rows_without_a_spelling_of_their_own_are_named_by_number() -> None:
    table = make_table(["a", "a", "", "bad\udcff"], [[1, 0], [0, 1], [1, 1], [2, 0], [np.inf, 0]])
    assert [card(table, name).address for name in ("a", "#1", "#2", "#3", "#4")] == ["a", "#1", "#2", "#3", "#4"]
    assert card(table, "#3").bytes == "62 61 64 ff"
    assert card(table, "#4").norm is None
    assert card(table, "#4").measured == 4


def test_a_tokenizer_that_cannot_be_had_costs_only_the_pieces() -> None:
    made = make_table(["king", "queen"], np.eye(2))
    table = OpenedTable(name="absent", tokens=made.tokens, rows=made.rows, source=made.source, tokenizer=Absent())
    found = card(table, "king")
    assert (found.id, found.norm, found.pieces) == (0, 1, [])
    assert found.unsplit == "BPE needs tokenizers: pip install rowspace[text]."
    miss = find(table, "kin g").miss
    assert miss is not None
    assert miss.unsplit == found.unsplit


class Absent:
    name = "bpe"

    def encode(self, text: str) -> list[Piece]:
        raise MissingExtra("BPE needs tokenizers: pip install rowspace[text].")


def test_an_unknown_token_is_refused(royal: OpenedTable) -> None:
    with pytest.raises(UnknownToken, match='Nearest spellings: "king"'):
        card(royal, "kingg")
