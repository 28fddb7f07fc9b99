"""Rows in clusters: as a color of the map with a legend that filters, and as an order of the matrix."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from rowspace.operations.clusters import Clusters, clusters
from rowspace.operations.opened import OpenedTable
from rowspace.operations.picture import picture
from rowspace.operations.row_order import row_order

from .bench import drawn, open_bench, param, places, settled_view, shown
from .big_tables import CLUSTERS, NAN_ROW
from .conftest import run_lines, violations
from .pixels import pixel


@pytest.fixture(scope="module")
def found(made: OpenedTable) -> Clusters:
    return clusters(made)


def texts_of(legend: Locator) -> list[str]:
    return [" ".join(text.split()) for text in legend.all_inner_texts()]


def test_the_planted_clusters_color_the_map_and_filter_it(bench: Page, made: OpenedTable, found: Clusters) -> None:
    own = np.arange(20_000) % CLUSTERS
    known = found.numbers != 255
    assert len(set(zip(own[known].tolist(), found.numbers[known].tolist(), strict=True))) == CLUSTERS
    view = open_bench(bench, "plane.lines=0")
    view.get_by_role("radio", name="cluster").check()
    view = settled_view(bench, "plane")
    assert shown(view, "clusters") == CLUSTERS
    assert shown(view, "clusters-variance") == pytest.approx(found.variance_kept)
    legend = view.locator(".map-group")
    names = [f"{number + 1} {one.name} {one.rows}" for number, one in enumerate(found.clusters)]
    assert texts_of(legend) == [*names, "no group 7"]
    legend.nth(3).click()
    canvas = view.locator('[data-test="plane-canvas"]')
    drawn(canvas, found.clusters[3].rows)
    assert param(bench, "plane.shown") is not None
    everywhere = picture(made)
    spots = places(canvas, everywhere.coordinates.astype(np.float64))[found.numbers[everywhere.ids] == 3]
    dot = legend.nth(3).locator(".chip-dot").evaluate("one => getComputedStyle(one).backgroundColor")
    color = tuple(int(part) for part in dot[4:-1].split(", "))
    seen = [pixel(canvas, x, y)[:3] for x, y in spots[:60]]
    assert seen.count(color) > 15  # the others are under names
    view.get_by_text("The map as a table").click()
    row = view.locator(".twin tbody tr").first
    expect(row.locator("td").last).to_have_text(f"4 {found.clusters[3].name}")
    bench.keyboard.press("Control+z")
    drawn(canvas, 19_999)


def test_their_number_is_chosen_shared_by_the_views_and_undone(bench: Page, made: OpenedTable) -> None:
    view = open_bench(bench, "plane.color=cluster")
    field = view.get_by_role("spinbutton", name="Clusters")
    expect(field).to_have_value("12")
    field.fill("5")
    field.press("Enter")
    five = clusters(made, 5)
    expect(view.locator(".map-group")).to_have_count(6)
    assert shown(settled_view(bench, "plane"), "clusters") == 5
    assert param(bench, "clusters") == "5"
    bench.get_by_role("tab", name="Matrix").click()
    bench.get_by_role("radio", name="cluster").check()
    view = settled_view(bench, "cells")
    expect(view.get_by_role("spinbutton", name="Clusters")).to_have_value("5")
    texts = texts_of(view.locator(".map-group"))
    assert texts == [f"{number + 1} {one.name} {one.rows:,}" for number, one in enumerate(five.clusters)]
    for _ in range(3):
        bench.keyboard.press("Control+z")
    expect(settled_view(bench, "plane").get_by_role("spinbutton", name="Clusters")).to_have_value("12")


def test_the_matrix_lies_by_cluster_and_goes_to_one(bench: Page, made: OpenedTable, found: Clusters) -> None:
    view = open_bench(bench, "tab=cells&cells.by=cluster&token=%23777", "cells")
    expect(view.locator(".figure-caption")).to_contain_text("of 12 clusters, largest first")
    order = row_order(made, "cluster").ids
    assert order[-1] == NAN_ROW
    view.get_by_text("Numbers of the first rows in view").click()
    first = view.locator(".twin tbody tr").first
    expect(first).to_have_attribute("data-row", str(found.clusters[0].ids[0]))
    view.locator(".map-group").nth(6).click()
    start = sum(one.rows for one in found.clusters[:6])
    expect(view.locator('[data-value="top"]')).not_to_have_attribute("data-number", "0")
    assert abs(shown(view, "top") - start) <= 2
    assert abs(shown(view, "bottom") + 1 - start - found.clusters[6].rows) <= 2
    place = int(shown(view, "top"))
    expect(first).to_have_attribute("data-row", str(order[place]))
    bench.reload()
    assert shown(settled_view(bench, "cells"), "top") == place


def test_the_python_lines_name_the_same_clusters(bench: Page, made: OpenedTable, found: Clusters) -> None:
    folder = Path(made.source.location).parent
    view = open_bench(bench, "plane.color=cluster")
    printed = run_lines(view, folder).splitlines()
    assert printed[-CLUSTERS:] == [f"{one.rows} {one.name}" for one in found.clusters]
    view = open_bench(bench, "tab=cells&cells.by=cluster", "cells")
    printed = run_lines(view, folder).splitlines()
    assert [line.split()[0] for line in printed] == [made.token(int(id)) for id in row_order(made, "cluster").ids[:10]]


def test_400_000_rows_are_parted(bench: Page, large: OpenedTable) -> None:
    view = open_bench(bench, "table=large&plane.color=cluster&clusters=12")
    drawn(view.locator('[data-test="plane-canvas"]'), 399_999)
    sizes = [int(text) for text in view.locator(".map-group small").all_inner_texts()]
    assert sizes == [*(one.rows for one in clusters(large, 12).clusters), 7]


def test_it_can_be_reached_by_all(bench: Page) -> None:
    for query, panel in (("plane.color=cluster&clusters=40", "plane"), ("tab=cells&cells.by=cluster", "cells")):
        open_bench(bench, query, panel)
        settled_view(bench, "about")
        assert violations(bench) == []
    bench.set_viewport_size({"width": 390, "height": 844})
    open_bench(bench, "plane.color=cluster&clusters=40")
    wide = bench.evaluate("document.documentElement.scrollWidth")
    assert wide == 390
