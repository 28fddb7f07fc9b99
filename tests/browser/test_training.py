"""Rows being learned on the page: groups part, every frame is Python's, and one can go back to each."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from rowspace.operations.live import LiveFrame, primer, train_live
from rowspace.server.workers import MAX_JOBS

from .conftest import Axe, Number, OpenPanel, RunPython


def last_of(**asked) -> LiveFrame:
    *_, last = train_live(**asked)
    return last


def finished(panel) -> None:
    expect(panel.locator(".slider output").first).to_have_text("60 of 60")


def test_it_trains_from_noise_to_groups(page: Page, open_panel: OpenPanel, number: Number) -> None:
    panel = open_panel("/lesson/1", "training")
    panel.get_by_role("button", name="Train", exact=True).click()
    finished(panel)
    expected = last_of(seed=1)
    assert number(panel, "cat-dog") == pytest.approx(expected.watched[0].cosine, abs=1e-6)
    assert number(panel, "cat-dog") > 0.7
    assert number(panel, "cat-king") < 0.4
    assert number(panel, "loss") == pytest.approx(expected.loss)
    assert number(panel, "analogies") == expected.analogies
    assert "training.run=1" in page.url


def test_scrubbing_back_shows_the_earlier_picture(open_panel: OpenPanel, number: Number) -> None:
    panel = open_panel("/lesson/1?training.run=1", "training")
    finished(panel)
    frames = list(train_live(seed=1))
    panel.get_by_label("Step of the run").fill("7")
    expect(panel.locator(".slider output").first).to_have_text("7 of 60")
    assert number(panel, "loss") == pytest.approx(frames[7].loss)
    panel.get_by_role("button", name="← one back").click()
    expect(panel.locator(".slider output").first).to_have_text("6 of 60")
    assert number(panel, "cat-king") == pytest.approx(frames[6].watched[2].cosine, abs=1e-6)


def test_a_link_restores_the_frame(open_panel: OpenPanel, number: Number) -> None:
    panel = open_panel("/lesson/1?training.run=1&training.seed=4&training.frame=12", "training")
    expect(panel.locator(".slider output").first).to_have_text("12 of 60")
    assert number(panel, "loss") == pytest.approx(list(train_live(seed=4, frames=60))[12].loss)


def test_a_step_can_be_taken_apart(open_panel: OpenPanel, number: Number) -> None:
    panel = open_panel("/lesson/1?training.run=1&training.frame=5", "training")
    expect(panel.locator(".slider output").first).to_have_text("5 of 60")
    panel.get_by_text("One step, taken apart").click()
    step = list(train_live(seed=1))[5].step
    assert number(panel, "chance-1") == pytest.approx(step[1].chance, abs=1e-9)
    expect(panel.locator(".twin tbody tr").nth(1)).to_contain_text("stood near: pull")


def test_a_changed_context_moves_the_row(page: Page, open_panel: OpenPanel, number: Number) -> None:
    panel = open_panel("/lesson/1?training.run=1&training.more=the cat wears a golden crown", "training")
    finished(panel)
    assert number(panel, "cat-king") == pytest.approx(
        last_of(seed=1, more="the cat wears a golden crown").watched[2].cosine, abs=1e-6
    )


def test_stopping_frees_the_server(open_panel: OpenPanel) -> None:
    panel = open_panel("/lesson/1", "training")
    panel.get_by_text("Change the text").click()
    panel.get_by_label("Sentences to add").fill(primer()[:5_000])  # 20 times: a run of a minute
    train = panel.get_by_role("button", name=re.compile("Train|Again"))
    for _ in range(MAX_JOBS + 1):  # were they not freed, the last would be told that too many go on
        train.click()
        expect(panel.locator(".slider output").first).to_have_text(re.compile("^[1-9][0-9]? of 60$"))
        panel.get_by_role("button", name="Stop").click()
    expect(panel.locator(".notice")).to_have_count(0)


def test_a_text_without_pairs_is_one_sentence(open_panel: OpenPanel) -> None:
    panel = open_panel("/lesson/1?training.run=1&training.text=word", "training")
    expect(panel.locator(".notice")).to_contain_text("two different words")


def test_its_python_runs_and_it_is_accessible(open_panel: OpenPanel, run_python: RunPython, axe: Axe) -> None:
    panel = open_panel("/lesson/1?training.run=1", "training")
    finished(panel)
    assert f"{last_of(seed=1).loss:.6f}"[:6] in run_python(panel)
    assert axe() == []
