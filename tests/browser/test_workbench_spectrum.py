"""The spectrum: every row's norm in sight, directions, wide dims and hubs, each number Python's."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from rowspace.operations.dims import dims_of
from rowspace.operations.hubs import hubs
from rowspace.operations.open import open_table
from rowspace.operations.opened import OpenedTable
from rowspace.operations.spectrum import spectrum

from .bench import card_of, lasso, open_bench, param, settled_view, shown, square, within
from .big_tables import NAN_ROW, OUTLIER_DIM, ZERO_ROW
from .conftest import run_lines
from .pixels import pixel

FLAGGED = (0xD5, 0x5E, 0x00)
HEIGHT, STRIP = 320, 16  # CSS pixels of the norms' canvas, and of the strip of zero rows and that of broken ones
LEFT, RIGHT, TOP, BOTTOM = 60, 16, 18, 38  # what is left free around the dots


def canvas_of(view: Locator) -> Locator:
    return view.locator('[data-test="norms-canvas"]')


def spots(canvas: Locator, norms: np.ndarray) -> np.ndarray:
    """Where the rows belong: logs of id + 1 and of the norm, zero and broken rows below. CSS pixels.   -> (n, 2)"""
    width = canvas.evaluate("canvas => canvas.getBoundingClientRect().width")
    real = np.isfinite(norms) & (norms > 0)
    low, high = np.log(norms[real].min()), np.log(norms[real].max())
    floor = HEIGHT - BOTTOM - 2 * STRIP - 6
    x = LEFT + np.log(np.arange(1, len(norms) + 1)) / np.log(len(norms)) * (width - LEFT - RIGHT)
    y = np.full(len(norms), HEIGHT - BOTTOM - STRIP / 2)
    y[norms == 0] -= STRIP
    y[real] = floor - (np.log(norms[real]) - low) / (high - low) * (floor - TOP)
    return np.stack([x, y], axis=1)


def painted(canvas: Locator) -> np.ndarray:
    """Which pixels of a canvas are drawn on.   -> (height, width)"""
    script = """canvas => {
        const { data, width, height } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        const drawn = Array.from({ length: width * height }, (_, at) => (data[4 * at + 3] ? '1' : '0'));
        return [width, height, drawn.join('')];
    }"""
    width, height, bits = canvas.evaluate(script)
    return (np.frombuffer(bits.encode(), np.uint8) == ord("1")).reshape(height, width)


@pytest.mark.parametrize("name", ["made", "large"])
def test_no_row_is_hidden(bench: Page, made: OpenedTable, large: OpenedTable, name: str) -> None:
    table = made if name == "made" else large
    view = open_bench(bench, f"tab=spectrum&table={name}", "spectrum")
    assert shown(view, "drawn") == len(table)
    canvas = canvas_of(view)
    places = np.floor(spots(canvas, table.rows.norms)).astype(int)
    drawn = painted(canvas)
    near = [drawn[places[:, 1] + dy, places[:, 0] + dx] for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
    assert np.any(near, axis=0).all()
    assert near[4].mean() > 0.999  # but for places that lie on an edge of a pixel
    for row in (ZERO_ROW, NAN_ROW):
        assert pixel(canvas, *places[row].tolist())[:3] == FLAGGED
    assert not drawn[:, : LEFT - 5].any()


def test_a_row_is_read_and_opened(bench: Page, made: OpenedTable) -> None:
    view = open_bench(bench, "tab=spectrum", "spectrum")
    canvas = canvas_of(view)
    x, y = spots(canvas, made.rows.norms)[ZERO_ROW]
    canvas.hover(position={"x": x, "y": y})
    expect(view.locator("[data-read]")).to_have_attribute("data-read", str(ZERO_ROW))
    canvas.click(position={"x": x, "y": y})
    assert shown(card_of(bench), "id") == ZERO_ROW
    canvas.focus()
    bench.keyboard.press("ArrowUp")  # from the zero row to a row with a length
    read = view.locator("[data-read]")
    expect(read).not_to_have_attribute("data-read", str(ZERO_ROW))
    id = int(read.get_attribute("data-read") or 0)
    assert shown(read, "read-norm") == pytest.approx(float(made.rows.norms[id]), rel=1e-6)
    bench.keyboard.press("Enter")
    expect(bench.locator('[data-panel="card"] [data-value="id"]')).to_have_attribute("data-number", str(id))


def test_the_lasso_takes_rows_by_their_length(bench: Page, made: OpenedTable) -> None:
    view = open_bench(bench, "tab=spectrum", "spectrum")
    canvas = canvas_of(view)
    places = spots(canvas, made.rows.norms)
    center = np.array([np.median(places[:, 0]), places[:, 1].min() + 10])
    lasso(bench, canvas, square(center, 18))
    count = int(shown(bench.locator(".bench-list"), "chosen"))
    expected = int(within(places, center, 18).sum())
    assert expected > 20
    assert abs(count - expected) <= 0.05 * expected
    bench.keyboard.press("Control+z")
    assert param(bench, "chosen") is None


def test_numbers_are_those_of_python(bench: Page, made: OpenedTable) -> None:
    check(open_bench(bench, "tab=spectrum", "spectrum"), made)


def test_a_shipped_table(page: Page) -> None:
    view = open_bench(page, "tab=spectrum&table=glove", "spectrum")
    check(view, open_table("glove"))


def check(view: Locator, table: OpenedTable) -> None:
    found, wide, near = spectrum(table), dims_of(table), hubs(table, 10, 0, 20)
    expect(view.locator('[data-test="norms-canvas"]')).to_have_attribute("data-points", str(len(table)))
    assert shown(view, "effective-rank") == pytest.approx(found.effective_rank)
    assert shown(view, "participation") == pytest.approx(found.participation_ratio)
    assert shown(view, "stable-rank") == pytest.approx(found.stable_rank)
    assert shown(view, "directions-measured") == found.rows_measured
    assert [shown(view, f"needed-{share}") for share in ("50", "90", "99")] == list(found.needed.values())
    view.get_by_text("Directions as a table").click()
    told = numbers(view.locator('[data-part="directions"]'))
    np.testing.assert_allclose(told[0::2], found.singular_values[:200], rtol=1e-6)
    np.testing.assert_allclose(told[1::2], found.explained[:200], rtol=1e-6)
    dims = [int(dim) for dim in wide.by_variance[:12]]
    bars = view.locator("[data-dim]").evaluate_all("all => all.map(one => Number(one.dataset.dim))")
    assert bars == dims
    assert [shown(view, f"sd-{dim}") for dim in dims] == [float(wide.sds[dim]) for dim in dims]
    assert shown(view, "outliers") == len(wide.outliers)
    assert shown(view, "skewness") == pytest.approx(near.skewness)
    assert shown(view, "unlisted") == pytest.approx(near.unlisted)
    assert shown(view, "lists-made") == near.lists
    view.get_by_text("Hubs as a table").click()
    assert numbers(view.locator('[data-part="hubs"]')) == [hub.lists for hub in near.top]


def numbers(place: Locator) -> list[float]:
    """Of the table form of a part, in the order they are read."""
    cells = place.locator(".twin td[data-number]")
    expect(cells.first).to_be_visible()
    found: list[float] = cells.evaluate_all("all => all.map(one => Number(one.dataset.number))")
    return found


def test_a_dim_leads_to_its_column_of_the_matrix(bench: Page) -> None:
    view = open_bench(bench, "tab=spectrum&cells.dims=variance", "spectrum")
    view.get_by_role("button", name=f"Dim {OUTLIER_DIM} in the matrix").click()
    cells = settled_view(bench, "cells")
    expect(cells.locator(".cells-dims")).to_contain_text(str(OUTLIER_DIM))
    assert param(bench, "cells.dims") is None
    bench.keyboard.press("Control+z")  # one step: the view, its order and its place
    settled_view(bench, "spectrum")
    assert param(bench, "cells.dims") == "variance"


def test_hubs_of_many_rows_are_found_when_asked_for_and_can_be_stopped(bench: Page) -> None:
    view = open_bench(bench, "tab=spectrum&table=large", "spectrum")
    part = view.locator('[data-part="hubs"]')
    expect(part.locator('[data-value="skewness"]')).to_have_count(0)
    part.get_by_role("button", name="Find the hubs").click()
    expect(part.locator(".progress")).to_contain_text("Finding the 10 nearest of 20,000 rows")
    part.get_by_role("button", name="Cancel").click()
    expect(part.get_by_role("button", name="Find the hubs")).to_be_visible()
    assert param(bench, "spectrum.hubs") == "1"
    expect(view).to_have_attribute("aria-busy", "false")


def test_a_link_restores_the_view(bench: Page, made: OpenedTable) -> None:
    view = open_bench(bench)
    bench.keyboard.press("5")
    view = settled_view(bench, "spectrum")
    view.get_by_role("radio", name="linear").check()
    view.get_by_role("radio", name="5", exact=True).check()
    expect(view.locator('[data-part="hubs"] sub')).to_have_text("5")
    bench.goto(bench.url)
    view = settled_view(bench, "spectrum")
    assert shown(view, "skewness") == pytest.approx(hubs(made, 5).skewness)
    expect(view.get_by_role("radio", name="linear")).to_be_checked()
    bench.keyboard.press("Control+z")
    expect(view.locator(".chart-x").first).to_contain_text("id")


def test_it_is_saved_and_cited(bench: Page, made: OpenedTable) -> None:
    view = open_bench(bench, "tab=spectrum", "spectrum")
    with bench.expect_download() as csv:
        view.get_by_role("button", name="CSV").click()
    lines = csv.value.path().read_text(encoding="utf-8").splitlines()
    assert (lines[0], len(lines)) == ("token,id,norm,flagged", 20_001)
    assert lines[1 + ZERO_ROW].split(",")[1:] == [str(ZERO_ROW), "0", "true"]
    with bench.expect_download() as png:
        view.get_by_role("button", name="PNG").click()
    assert png.value.path().read_bytes()[:4] == b"\x89PNG"
    printed = run_lines(view, Path(made.source.location).parent)
    assert str(spectrum(made).effective_rank) in printed
    assert json.dumps(hubs(made, 10, 0, 20).top[0].lists) in printed


def test_its_tab_fits_a_phone(bench: Page) -> None:
    bench.set_viewport_size({"width": 390, "height": 844})
    open_bench(bench, "tab=spectrum", "spectrum")
    last = bench.get_by_role("tab", name="Spectrum").bounding_box()
    assert last
    assert last["x"] + last["width"] <= 390
