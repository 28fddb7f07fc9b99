"""From text to a model's answer: tokens and ids are the table's."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from rowspace.operations.open import open_table

from .conftest import Axe, OpenPanel, RunPython


@pytest.mark.parametrize("name", ["glove", "minilm"])
def test_ids_are_the_tables(open_panel: OpenPanel, name: str) -> None:
    panel = open_panel(f"/lesson/6?pipeline.table={name}&pipeline.text=unbelievable cats", "pipeline")
    pieces = [piece for piece in open_table(name).encode("unbelievable cats") if piece.id is not None]
    ids = panel.locator(".pipeline-ids .chip small")
    expect(ids).to_have_text([str(piece.id) for piece in pieces])
    expect(panel.locator('[data-test="pipeline-rows"]')).to_be_visible()


def test_its_python_runs(open_panel: OpenPanel, run_python: RunPython) -> None:
    assert run_python(open_panel("/lesson/6", "pipeline")).strip() == "(6, 50)"


def test_the_step_is_accessible(open_panel: OpenPanel, axe: Axe) -> None:
    for panel in ("pipeline", "size", "quantized"):
        open_panel("/lesson/6", panel)
        assert axe() == []
