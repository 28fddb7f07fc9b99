"""Every pair of a selection: the matrix and the random pairs beside it are Python's."""

from __future__ import annotations

import numpy as np
import pytest
from playwright.sync_api import expect

from rowspace.operations.open import open_table

from .conftest import Number, OpenPanel, RunPython

TOKENS = ["cat", "dog", "king", "the"]
ADDRESS = "/lesson/4?similarity.tokens=" + ",".join(TOKENS)


@pytest.mark.parametrize("name", ["glove", "classroom"])
def test_every_cell_is_pythons(open_panel: OpenPanel, number: Number, name: str) -> None:
    panel = open_panel(f"{ADDRESS}&similarity.table={name}", "similarity")
    panel.get_by_text("Numbers as a table").click()
    shown = [[number(panel, f"{a}-{b}") for b in TOKENS] for a in TOKENS]
    np.testing.assert_allclose(shown, open_table(name).similarities(TOKENS), atol=1e-6)
    np.testing.assert_allclose(np.diagonal(shown), 1, atol=1e-6)


def test_random_pairs_are_pythons(open_panel: OpenPanel, number: Number) -> None:
    panel = open_panel(ADDRESS, "similarity")
    baseline = open_table("glove").baseline()
    assert number(panel, "baseline-mean") == pytest.approx(baseline.mean, abs=1e-9)
    assert number(panel, "baseline-low") == pytest.approx(baseline.low, abs=1e-9)
    assert number(panel, "baseline-high") == pytest.approx(baseline.high, abs=1e-9)


def test_the_arrow_keys_read_cells(open_panel: OpenPanel, number: Number) -> None:
    panel = open_panel(ADDRESS, "similarity")
    panel.locator("canvas.heatmap-canvas").focus()
    for key in ("ArrowRight", "ArrowRight"):
        panel.page.keyboard.press(key)
    expect(panel.locator('[data-value="cell"]')).to_be_visible()
    assert number(panel, "cell") == pytest.approx(open_table("glove").similarity("cat", "dog"), abs=1e-6)


def test_its_python_runs(open_panel: OpenPanel, run_python: RunPython) -> None:
    assert "Baseline(pairs=2000" in run_python(open_panel(ADDRESS, "similarity"))
