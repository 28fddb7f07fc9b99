"""Positions of real models: every panel shows Python's numbers, for catalogue models and for a dropped config."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from rowspace.operations.config_file import catalogue_settings
from rowspace.operations.positions import biases, gap_curve, model_positions, pairings, precision_curve

from .conftest import CONFIG, Axe, Number, OpenPanel, RunPython, settled

MODELS = ["llama-2-7b", "llama-3.1-8b", "deepseek-v3"]


def drop(panel, config: object) -> None:
    payload = {"name": "config.json", "mimeType": "application/json", "buffer": json.dumps(config).encode()}
    panel.locator('input[type="file"]').set_input_files(files=[payload])


@pytest.mark.parametrize("name", MODELS)
def test_the_turn_map_is_pythons(open_panel: OpenPanel, number: Number, name: str) -> None:
    panel = open_panel(f"/lesson/5?model.name={name}", "turn-map")
    expected = model_positions(name)
    assert number(panel, "pairs") == len(expected.inv_freq)
    assert number(panel, "unfinished") == expected.unfinished
    assert number(panel, "attention-factor") == pytest.approx(expected.attention_factor, rel=1e-12)
    panel.get_by_text("Numbers as a table").click()
    for pair, wavelength in enumerate(expected.wavelengths):
        assert wavelength is not None
        assert number(panel, f"wavelength-{pair}") == pytest.approx(wavelength, rel=1e-9)
    assert panel.locator(".turn-bar").count() == len(expected.inv_freq)


def test_scaling_methods_stretch_the_slow_pairs_only(open_panel: OpenPanel) -> None:
    panel = open_panel("/lesson/5?model.name=llama-2-7b&turn-map.scaling=yarn&turn-map.factor=16", "turn-map")
    expected = model_positions("llama-2-7b", scaling="yarn", factor=16)
    panel.get_by_text("Numbers as a table").click()
    expect(panel.locator(".twin table")).to_be_visible()
    shown = panel.locator('[data-value^="wavelength-"]').evaluate_all(
        "all => all.map(one => Number(one.dataset.number))"
    )
    assert shown == pytest.approx(expected.wavelengths, rel=1e-9)
    assert shown[0] == pytest.approx(expected.unscaled_wavelengths[0])
    assert shown[-1] > 10 * expected.unscaled_wavelengths[-1]


def test_a_dropped_config_is_read_and_a_link_restores_it(page: Page, open_panel: OpenPanel, number: Number) -> None:
    panel = open_panel("/lesson/5", "turn-map")
    drop(panel, CONFIG)
    expected = model_positions(CONFIG)
    expect(panel.locator('[data-value="pairs"]')).to_have_attribute("data-number", str(len(expected.inv_freq)))
    settled(panel)
    assert number(panel, "attention-factor") == pytest.approx(expected.attention_factor, rel=1e-12)
    again = open_panel(page.url, "turn-map")
    assert number(again, "attention-factor") == pytest.approx(expected.attention_factor, rel=1e-12)


@pytest.mark.parametrize(
    ("config", "words"),
    [
        ({**CONFIG, "rope_theta": "many"}, "rope_theta"),
        ({**CONFIG, "rope_scaling": {"type": "spiral", "factor": 2}}, "spiral"),
        ([1, 2], "config.json"),
    ],
)
def test_a_broken_config_is_one_sentence(open_panel: OpenPanel, config: object, words: str) -> None:
    panel = open_panel("/lesson/5", "turn-map")
    drop(panel, config)
    expect(panel.locator(".notice").first).to_contain_text(words)


@pytest.mark.parametrize("name", MODELS)
def test_the_gap_curve_is_pythons(open_panel: OpenPanel, number: Number, name: str) -> None:
    panel = open_panel(f"/lesson/5?model.name={name}", "gap-curve")
    expected = gap_curve(catalogue_settings(name), longest=4096, count=240, logarithmic=True)
    assert number(panel, "rises") == expected.rises
    assert number(panel, "last") == pytest.approx(expected.self_score[-1], abs=1e-12)


@pytest.mark.parametrize("name", ["gemma-3-4b", "llama-4-scout", "llama-3.1-8b"])
def test_every_layer_has_its_cell(open_panel: OpenPanel, name: str) -> None:
    panel = open_panel(f"/lesson/5?model.name={name}", "layers")
    expected = model_positions(name).layers
    expect(panel.locator(".layers > li")).to_have_count(len(expected))
    without = sum(layer.encoding == "none" for layer in expected)
    if without:
        expect(panel.locator(".layers-legend")).to_contain_text(f"no position (NoPE): {without}")


def test_slopes_are_pythons(open_panel: OpenPanel, number: Number) -> None:
    panel = open_panel("/lesson/5?biases.heads=12", "biases")
    panel.get_by_text("Numbers as a table").click()
    for head, slope in enumerate(biases(heads=12, gap_max=160).slopes):
        assert number(panel, f"slope-{head}") == pytest.approx(slope, rel=1e-12)


@pytest.mark.parametrize("name", ["bloom-176b", "t5-small"])
def test_biases_of_a_model_are_pythons(open_panel: OpenPanel, number: Number, name: str) -> None:
    panel = open_panel(f"/lesson/5?biases.name={name}", "biases")
    expected = biases(catalogue_settings(name), gap_max=160)
    panel.get_by_text("Numbers as a table").click()
    for head, slope in enumerate(expected.slopes):
        assert number(panel, f"slope-{head}") == pytest.approx(slope, rel=1e-12)
    for step in expected.steps:
        row = panel.locator(f'tr:has([data-value="first-{step.first}"])')
        expect(row.get_by_role("rowheader")).to_have_text(str(step.bucket))


def test_biases_of_a_dropped_config(open_panel: OpenPanel, number: Number) -> None:
    panel = open_panel("/lesson/5", "biases")
    drop(panel, {"model_type": "mpt", "n_heads": 12, "attn_config": {"alibi": True, "alibi_bias_max": 4}})
    expect(panel.get_by_role("slider")).to_have_count(0)
    settled(panel)
    panel.get_by_text("Numbers as a table").click()
    assert number(panel, "slope-0") == pytest.approx(2**-0.5, rel=1e-12)


@pytest.mark.parametrize("pairing", ["half", "interleaved"])
def test_scores_of_both_pairings_are_pythons(open_panel: OpenPanel, number: Number, pairing: str) -> None:
    panel = open_panel(f"/lesson/5?pairings.pairing={pairing}", "pairings")
    q, k = [0.5, -1.25, 2, 0.75, -0.5, 1.5, -2.25, 1], [1, 0.25, -0.75, 1.5, 2, -1, 0.5, -0.25]
    view = next(one for one in pairings(q, k, (3, 7)).views if one.pairing == pairing)
    assert number(panel, "score") == pytest.approx(view.score, abs=1e-12)
    assert number(panel, "misread") == pytest.approx(view.misread, abs=1e-12)


def test_errors_of_number_formats_are_pythons(open_panel: OpenPanel, number: Number) -> None:
    panel = open_panel("/lesson/5?model.name=llama-3-8b", "precision")
    expected = precision_curve(catalogue_settings("llama-3-8b"), longest=1_048_576, count=48)
    panel.get_by_text("Numbers as a table").click()
    for way in expected.ways:
        for position, error in zip(expected.positions, way.errors, strict=True):
            if error is not None:
                assert number(panel, f"{way.way}-{position}") == pytest.approx(error, rel=1e-9)


@pytest.mark.parametrize("panel", ["turn-map", "gap-curve", "layers", "biases", "pairings", "precision"])
def test_its_python_runs_and_it_is_accessible(
    open_panel: OpenPanel, run_python: RunPython, axe: Axe, panel: str
) -> None:
    shown = open_panel("/lesson/5?model.name=llama-2-7b", panel)
    assert run_python(shown).strip()
    assert axe() == []
