"""The same neighbors in fewer bits: lists, overlaps and errors are Python's."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from rowspace.operations.open import open_table
from rowspace.operations.quantize import quantized_neighbors

from .conftest import Number, OpenPanel, RunPython


@pytest.mark.parametrize(("name", "token"), [("glove", "king"), ("classroom", "cat")])
def test_lists_and_damage_are_pythons(open_panel: OpenPanel, number: Number, name: str, token: str) -> None:
    panel = open_panel(f"/lesson/6?quantized.table={name}&quantized.token={token}", "quantized")
    expected = quantized_neighbors(open_table(name), token)
    for scheme in ("fp32", "int8", "int4"):
        for place, neighbor in enumerate(getattr(expected, scheme)):
            assert number(panel, f"{scheme}-{place}") == pytest.approx(neighbor.score, abs=1e-6)
    assert number(panel, "overlap-int4") == expected.overlap["int4"]
    for one in expected.damage:
        assert number(panel, f"mean-{one.scheme}") == pytest.approx(one.mean_error, abs=1e-12)
        assert number(panel, f"worst-{one.scheme}") == pytest.approx(one.worst_error, abs=1e-12)


def test_a_neighbor_that_moved_is_marked(open_panel: OpenPanel) -> None:
    panel = open_panel("/lesson/6", "quantized")
    assert panel.locator("li[data-moved]").count() > 0
    expect(panel.locator("li[data-moved='new'] small").last).to_have_text("new")


def test_its_python_prints_both_lists(open_panel: OpenPanel, run_python: RunPython) -> None:
    int8, int4 = run_python(open_panel("/lesson/6", "quantized")).splitlines()
    assert int8.startswith("int8 [Neighbor(token='prince'")
    assert int4.startswith("int4 [Neighbor(token='prince'")
