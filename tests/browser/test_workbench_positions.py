"""Positions and sizes in the workbench: of the open table's own model, of others, and restored by a link."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from rowspace.operations.positions import model_positions
from rowspace.operations.size import size

from .bench import open_bench, param, settled_view, shown
from .conftest import CONFIG, run_lines, violations


def test_the_open_checkpoints_own_model(bench: Page, checkpoint: object) -> None:
    view = open_bench(bench, "table=stretched&tab=positions", "turn-map")
    expected = model_positions(CONFIG)
    expect(bench.locator(".bench-panels")).to_contain_text("config.json of stretched: rotary positions.")
    assert shown(view, "pairs") == len(expected.inv_freq)
    assert shown(view, "unfinished") == expected.unfinished
    assert shown(view, "attention-factor") == pytest.approx(expected.attention_factor, rel=1e-12)
    told = run_lines(view, checkpoint).split()  # type: ignore[arg-type]
    assert (int(told[0]), float(told[1])) == (expected.unfinished, expected.attention_factor)


def test_another_model_takes_its_place_and_a_link_restores_it(bench: Page) -> None:
    view = open_bench(bench, "table=stretched&tab=positions", "turn-map")
    bench.get_by_role("combobox", name="Model").select_option("llama-2-7b")
    expect(view.locator('[data-value="pairs"]')).to_have_attribute("data-number", "64")
    bench.get_by_role("radio", name="Layers").check()
    settled_view(bench, "layers")
    assert (param(bench, "model.name"), param(bench, "positions.show")) == ("llama-2-7b", "layers")
    bench.reload()
    layers = settled_view(bench, "layers")
    expect(layers.locator(".layers > li")).to_have_count(32)
    bench.get_by_role("combobox", name="Model").select_option("own")
    expect(layers.locator(".layers > li")).to_have_count(24)


def test_a_table_without_a_config_says_so(bench: Page) -> None:
    view = open_bench(bench, "table=made&tab=positions", "turn-map")
    expect(bench.locator(".bench-panels")).to_contain_text("made comes without a model's config.json.")
    assert shown(view, "pairs") == len(model_positions("llama-3.1-8b").inv_freq)


def test_the_size_begins_with_the_open_table(bench: Page) -> None:
    view = open_bench(bench, "table=stretched", "plane")
    bench.keyboard.press("7")
    view = settled_view(bench, "size")
    assert shown(view, "parameters") == size(300, 896).parameters
    expect(bench.get_by_role("combobox", name="Model")).to_contain_text("stretched")
    bench.get_by_role("combobox", name="Model").select_option("gpt-3-175b")
    expect(view.locator('[data-value="rows"]')).to_have_attribute("data-number", "50257")


def test_both_are_accessible_and_fit_a_phone(bench: Page) -> None:
    bench.set_viewport_size({"width": 390, "height": 844})
    for key, panel in (("6", "turn-map"), ("7", "size")):
        open_bench(bench, "table=stretched&tab=cells", "cells")
        bench.keyboard.press(key)
        settled_view(bench, panel)
        assert violations(bench) == []
        assert bench.evaluate("document.documentElement.scrollWidth <= innerWidth")
