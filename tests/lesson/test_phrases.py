"""What the lesson's phrases set exists: tokens in the table, tests, models, expressions that can be read."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

import pytest

from rowspace.operations.bias import named_test
from rowspace.operations.open import open_table
from rowspace.operations.opened import OpenedTable
from rowspace.operations.size import MODEL_SIZES

from .reading import STEPS, read_step

PHRASE = re.compile(r"\(set:([^)]+)\)")
TOKENS = {"tokens", "selected", "a", "b", "c", "d", "token"}


def settings() -> list[tuple[str, str, str]]:
    """(table in effect, param, value) of every phrase and question."""
    found = []
    for path in STEPS:
        step = read_step(path)
        for section in step.sections:
            table = section.table or step.front["table"]
            blocks = [*PHRASE.findall(section.text), *re.findall(r"^set: (.+)$", section.text, re.MULTILINE)]
            for block in blocks:
                pairs = dict(parse_qsl(block, strict_parsing=True))
                here = next((value for name, value in pairs.items() if name.endswith(".table")), table)
                found += [(here, name, value) for name, value in pairs.items()]
    return found


def of(*keys: str) -> list[tuple[str, str, str]]:
    return [setting for setting in settings() if setting[1].partition(".")[2] in keys]


@pytest.fixture(scope="module")
def tables() -> dict[str, OpenedTable]:
    return {name: open_table(name) for name in ("glove", "minilm")}


def test_tokens_are_in_the_table_they_open_with(tables: dict[str, OpenedTable]) -> None:
    chosen = [(table, token) for table, _, value in of(*TOKENS) for token in value.split(",")]
    assert chosen
    assert [pair for pair in chosen if pair[1] not in tables[pair[0]]] == []


def test_words_of_sentences_are_in_the_table(tables: dict[str, OpenedTable]) -> None:
    for table, _, value in of("sentences"):
        pieces = [piece for sentence in value.split("|") for piece in tables[table].encode(sentence)]
        assert all(piece.known for piece in pieces)


def test_expressions_can_be_answered(tables: dict[str, OpenedTable]) -> None:
    for table, _, value in of("expression"):
        assert tables[table].neighbors(value, k=1)


def test_models_and_association_tests_are_known() -> None:
    slugs = {re.sub(r"[^a-z0-9.]+", "-", model.name.lower()) for model in MODEL_SIZES}
    assert {value for _, _, value in of("model")} <= slugs
    assert all(named_test(value).name == value for _, _, value in of("test"))


@pytest.mark.parametrize(
    ("key", "allowed"),
    [
        ("method", {"pca", "tsne", "umap"}),
        ("encoding", {"none", "sinusoidal", "learned"}),
        ("layout", {"interleaved", "concatenated", "tensor2tensor"}),
        ("pairing", {"half", "interleaved"}),
        ("table", {"glove", "minilm", "classroom"}),
        ("lines", {"1"}),
        ("lengths", {"1"}),
    ],
)
def test_choices_are_those_of_the_panel(key: str, allowed: set[str]) -> None:
    chosen = {value for _, _, value in of(key)}
    assert chosen
    assert chosen <= allowed
