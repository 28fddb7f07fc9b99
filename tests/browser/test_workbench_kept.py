"""How far each point of the map can be trusted, as a color: of every row, or of a sample that is named as one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from rowspace.operations.kept_neighbors import KeptNeighbors, kept_neighbors
from rowspace.operations.opened import OpenedTable
from rowspace.operations.picture import Picture, picture

from .bench import drawn, open_bench, param, places, settled_view, shown
from .conftest import run_lines, violations
from .pixels import pixel


@pytest.fixture(scope="module")
def all_of_made(made: OpenedTable) -> Picture:
    return picture(made)


@pytest.fixture(scope="module")
def found(made: OpenedTable, all_of_made: Picture) -> KeptNeighbors:
    return kept_neighbors(made, all_of_made)


def test_points_are_colored_by_the_neighbors_they_keep(
    bench: Page, made: OpenedTable, all_of_made: Picture, found: KeptNeighbors
) -> None:
    view = open_bench(bench, "plane.lines=0")
    view.get_by_role("radio", name="kept neighbors").check()
    view = settled_view(bench, "plane")
    caption = view.locator(".figure-caption")
    expect(caption).to_contain_text("nearest, by cosine among the 19,999 rows drawn, that are among its 10 nearest")
    assert shown(view, "kept-mean") == pytest.approx(found.mean)
    assert shown(view, "kept-measured") == found.rows_measured
    ends = view.locator('[data-test="color-key"] text').all_text_contents()
    assert [float(text) for text in ends] == [0, 1]
    view.get_by_text("The map as a table").click()
    expect(view.locator(".twin tbody tr")).to_have_count(200)
    cells = view.locator(".twin tbody tr td:last-child").all_text_contents()
    known = dict(zip(found.ids.tolist(), found.shares.tolist(), strict=True))
    wanted = [known.get(id, np.nan) for id in all_of_made.ids[:200].tolist()]
    assert cells == ["–" if np.isnan(share) else f"{share:.3f}" for share in wanted]
    canvas = view.locator('[data-test="plane-canvas"]')
    spots = places(canvas, all_of_made.coordinates.astype(np.float64))
    best = int(found.ids[np.nanargmax(found.shares)])
    place = int(np.flatnonzero(all_of_made.ids == best)[0])
    canvas.hover(position={"x": spots[place][0], "y": spots[place][1]})
    expect(view.locator("[data-read]")).to_be_visible()
    read = int(view.locator("[data-read]").get_attribute("data-read") or -1)
    assert shown(view, "read-color") == pytest.approx(known[read])
    assert param(bench, "plane.color") == "kept"
    bench.keyboard.press("Control+z")
    expect(view.locator('[data-value="kept-mean"]')).to_have_count(0)


def test_of_many_rows_a_sample_is_named_and_the_others_are_gray(bench: Page, large: OpenedTable) -> None:
    everywhere = picture(large)
    measured = int(1e11 / (399_999 * 50))
    sample = np.random.default_rng(0).choice(399_999, measured, replace=False)
    view = open_bench(bench, "table=large&plane.color=kept&plane.lines=0&plane.look=60,0,12")
    drawn(view.locator('[data-test="plane-canvas"]'), 399_999)
    assert shown(view, "kept-measured") == measured
    words = f"a random {measured:,} of 399,999 rows, the others gray"
    expect(view.locator(".figure-caption")).to_contain_text(words)
    expect(view.locator(".bench-key")).to_contain_text(f"{400_000 - measured:,} rows have no such number")
    canvas = view.locator('[data-test="plane-canvas"]')
    spots, box = (
        places(canvas, everywhere.coordinates.astype(np.float64)),
        canvas.evaluate("canvas => [canvas.clientWidth, canvas.clientHeight]"),
    )
    inside = np.flatnonzero(((spots > 20) & (spots < np.array(box) - 20)).all(axis=1))
    others = inside[~np.isin(inside, sample)][:80]
    grays = [max(color) - min(color) for color in (pixel(canvas, *spots[place])[:3] for place in others)]
    assert np.median(grays) < 16


def test_every_row_is_measured_on_demand_and_can_be_stopped(bench: Page) -> None:
    view = open_bench(bench, "plane.color=kept")
    settled_view(bench, "about")
    assert violations(bench) == []
    bench.goto("/workbench?table=large&plane.color=kept")
    view = bench.locator('[data-panel="plane"]')
    view.get_by_role("checkbox", name="Measure every row").check()
    progress = view.locator(".progress", has_text="Finding the true neighbors of 399,999 of 399,999 rows drawn")
    progress.get_by_role("button", name="Cancel").click()
    expect(view.locator(".progress")).to_have_count(0)
    expect(view).to_have_attribute("aria-busy", "false")
    view.get_by_role("checkbox", name="Measure every row").uncheck()
    expect(view.locator('[data-value="kept-measured"]')).to_be_visible()


def test_the_python_lines_give_the_same_mean(bench: Page, made: OpenedTable, found: KeptNeighbors) -> None:
    view = open_bench(bench, "plane.color=kept")
    printed = run_lines(view, Path(made.source.location).parent).splitlines()[-1].split()
    assert [int(printed[0]), int(printed[1])] == [found.rows_measured, found.rows_drawn]
    assert float(printed[2]) == pytest.approx(found.mean)
