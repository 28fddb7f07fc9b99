"""What a user does on a table of any size; each step holds every number that it shows against Python's.

opens     the page tells the table's shape, lengths and what stands out
searches  each question finds what Python finds
walks     from a card to a neighbor's card, and back
sorts     rows by length and dims by variance, and the numbers of the corner saved
lassoes   rows of the map, saved as a file
restores  all of it from a link
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from rowspace.operations.card import card
from rowspace.operations.dims import dims_of
from rowspace.operations.find import find
from rowspace.operations.opened import OpenedTable
from rowspace.operations.picture import Picture
from rowspace.operations.pyramid import View
from rowspace.operations.search import neighbors
from rowspace.operations.specials import special_rows
from rowspace.operations.tiles import cells

from .bench import card_of, drawn, lasso, open_bench, places, settled_view, shown, square
from .conftest import settled
from .matrix_canvas import canvas_of

HALF = 16  # of the lasso's square, CSS pixels
ZOOM = 12  # of the map, so that a lasso takes few enough rows for a link


def opens(page: Page, table: OpenedTable) -> Locator:
    about = settled_view(page, "about")
    rows, dim = table.rows.shape
    expect(about).to_contain_text(f"{rows:,} × {dim:,} numbers of {table.rows.dtype}, {len(table.tokens):,} tokens")
    norms = table.rows.norms
    assert shown(about, "rows-zero") == np.count_nonzero(norms == 0)
    assert shown(about, "rows-odd") == np.count_nonzero(~np.isfinite(norms))
    assert shown(about, "rows-flagged") == np.count_nonzero(special_rows(table))
    for share in (25, 50, 75):
        assert shown(about, f"norm-{share}") == pytest.approx(float(np.percentile(norms, share)), rel=1e-3)
    outliers = dims_of(table).outliers
    expect(about.locator('[data-value="outliers"]')).to_have_attribute("data-number", str(len(outliers)))
    if outliers:
        expect(about).to_contain_text(", ".join(str(dim) for dim in outliers[:8]))
    return about


def searches(page: Page, table: OpenedTable, texts: Sequence[str]) -> None:
    for text in texts:
        page.get_by_label("Search all tokens").fill(text)
        expected = find(table, text, 40)
        found = page.locator(".bench-found")
        expect(found.locator('[data-value="found"]')).to_have_attribute("data-number", str(expected.total))
        tokens = found.locator("li").evaluate_all("all => all.map(one => one.dataset.token)")
        assert tokens == [match.token for match in expected.matches], text


def walks(page: Page, table: OpenedTable, steps: int = 2) -> None:
    """From the open token to its second neighbor, to the second of that, and one step back."""
    place, trail = card_of(page), [int(shown(card_of(page), "id"))]
    for _ in range(steps):
        check_card(place, table, trail[-1])
        chip = place.locator(".bench-neighbors .chip").nth(1)
        trail.append(int(chip.get_attribute("data-id") or ""))
        chip.click()
        expect(place.locator('[data-value="id"]')).to_have_attribute("data-number", str(trail[-1]))
        settled(place)
    check_card(place, table, trail[-1])
    place.locator("[data-back]").click()
    expect(place.locator('[data-value="id"]')).to_have_attribute("data-number", str(trail[-2]))


def check_card(place: Locator, table: OpenedTable, id: int) -> None:
    expected, nearest = card(table, f"#{id}"), neighbors(table, f"#{id}", 12)
    assert shown(place, "norm") == pytest.approx(expected.norm)
    assert shown(place, "shorter") == expected.shorter
    expect(place.locator(".figure-caption")).to_contain_text(f"among {nearest.rows_searched:,} rows, cosine")
    ids = place.locator(".bench-neighbors .chip").evaluate_all("all => all.map(one => Number(one.dataset.id))")
    assert ids == [one.id for one in nearest.neighbors]
    for one in nearest.neighbors:
        assert shown(place, f"near-{one.id}") == pytest.approx(one.score, abs=1e-6)


def sorts(page: Page, table: OpenedTable) -> None:
    """The matrix' own switches; its twin and its file hold the exact numbers of the longest rows."""
    page.get_by_role("tab", name="Matrix").click()
    view = settled_view(page, "cells")
    view.get_by_role("radio", name="norm, longest first").check()
    view.get_by_role("radio", name="widest first").check()
    view.get_by_text("Numbers of the first rows in view").click()
    canvas_of(settled_view(page, "cells"))
    order = View("norm", None, "variance")
    expected = cells(table, (0, 20), (0, 8), order)
    twin = view.locator(".twin table")
    expect(twin.locator("tbody tr").first).to_have_attribute("data-row", str(expected.ids[0]))
    expect(twin.locator("thead th").nth(2)).to_have_text(f"dim {expected.dims[0]}")
    assert twin.locator("tr[data-row]").evaluate_all("all => all.map(one => Number(one.dataset.row))") == expected.ids
    numbers = twin.locator("td[data-number]").evaluate_all("all => all.map(one => Number(one.dataset.number))")
    np.testing.assert_array_equal(np.reshape(numbers, (20, 8)).astype(np.float32), expected.values)
    with page.expect_download() as saved:
        view.get_by_role("button", name="CSV").click()
    header, *lines = csv.reader(io.StringIO(saved.value.path().read_text(encoding="utf-8")))
    exact = cells(table, (0, len(lines)), (0, len(header) - 2), order)
    assert header[2:] == [f"dim {dim}" for dim in exact.dims]
    assert [(token, int(id)) for token, id, *_ in lines] == list(zip(exact.tokens, exact.ids, strict=True))
    np.testing.assert_array_equal(np.array([line[2:] for line in lines], np.float32), exact.values)


def lassoes(page: Page, table: OpenedTable, expected: Picture) -> list[int]:
    """A square around a row: all rows well inside are chosen, and none well outside."""
    x, y = expected.coordinates[42]
    view = open_bench(page, f"table={table.name}&token=%2342&tab=plane&plane.look={x},{y},{ZOOM}")
    canvas = view.locator('[data-test="plane-canvas"]')
    drawn(canvas, len(expected.ids))
    assert shown(view, "drawn") == len(expected.ids)
    assert shown(view, "kept-neighbors") == pytest.approx(expected.kept_neighbors, abs=2e-3)
    assert expected.explained is not None
    assert shown(view, "explained") == pytest.approx(sum(expected.explained), rel=1e-5)
    points = places(canvas, expected.coordinates.astype(np.float64))
    center = points[42]
    lasso(page, canvas, square(center, HALF))
    offset = np.abs(points - center).max(axis=1)
    sure, possible = (set(expected.ids[offset < reach].tolist()) for reach in (HALF - 1.5, HALF + 1.5))
    rows = saved_rows(page)
    ids = [int(row["id"]) for row in rows]
    assert sure <= set(ids) <= possible
    assert sure
    assert [row["token"] for row in rows] == [table.token(id) for id in ids]
    np.testing.assert_array_equal(np.array([row["norm"] for row in rows], np.float32), table.rows.norms[ids])
    return ids


def saved_rows(page: Page) -> list[dict[str, object]]:
    with page.expect_download() as saved:
        page.locator(".bench-list").get_by_role("button", name="JSONL").click()
    return [json.loads(line) for line in saved.value.path().read_text(encoding="utf-8").splitlines()]


def restores(page: Page, panel: str) -> None:
    """The link leads to the same numbers, selection and view."""
    page.get_by_role("button", name="Copy a link to this state").click()
    link = page.evaluate("navigator.clipboard.readText()")
    before = state_of(page, panel)
    page.goto("about:blank")
    page.goto(link)
    assert state_of(page, panel) == before


def state_of(page: Page, panel: str) -> dict[str, object]:
    view = settled_view(page, panel)
    settled_view(page, "card")
    expect(page.locator(".bench-list .chip").first).not_to_contain_text("#")
    canvas = view.locator("canvas[data-view], canvas[data-window]")
    if panel == "cells":
        canvas_of(view)
    return {
        "numbers": page.locator("[data-value]").evaluate_all(
            "all => all.map(one => [one.dataset.value, one.dataset.number])"
        ),
        "chosen": page.locator(".bench-list .chip").evaluate_all("all => all.map(one => one.dataset.id)"),
        "view": canvas.get_attribute("data-view") or canvas.get_attribute("data-window"),
        "address": page.evaluate("[...new URLSearchParams(location.search)].sort()"),
    }
