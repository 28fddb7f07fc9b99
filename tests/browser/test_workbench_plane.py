"""The map of a whole table: every row where Python puts it, lasso, colors, filters, lines, and what a link keeps."""

from __future__ import annotations

import json

import numpy as np
import pyarrow.parquet
import pytest
from playwright.sync_api import Locator, Page, expect

from rowspace.operations.along import along
from rowspace.operations.find import find_ids
from rowspace.operations.opened import OpenedTable
from rowspace.operations.picture import Picture, picture

from .bench import card_of, drawn, lasso, lonely, open_bench, param, places, settled_view, shown, square, within
from .pixels import pixel

ACCENT = (0x6A, 0x35, 0xB0)
COLORS = {0: (0xE6, 0x9F, 0x00), 1: (0x56, 0xB4, 0xE9), 5: (0x00, 0x72, 0xB2)}


@pytest.fixture(scope="module")
def all_of_made(made: OpenedTable) -> Picture:
    return picture(made)


def canvas_of(view: Locator) -> Locator:
    return view.locator('[data-test="plane-canvas"]')


def spots(view: Locator, expected: Picture) -> np.ndarray:
    """Where the rows are drawn, CSS pixels.   -> (m, 2)"""
    return places(canvas_of(view), expected.coordinates.astype(np.float64))


def chosen(page: Page) -> int:
    return int(shown(page.locator(".bench-list"), "chosen"))


def test_every_row_that_can_be_placed_is_drawn_and_counted(
    bench: Page, made: OpenedTable, all_of_made: Picture
) -> None:
    view = open_bench(bench)
    drawn(canvas_of(view), 19_999)
    assert (shown(view, "drawn"), shown(view, "rows")) == (19_999, 20_000)
    expect(view.locator(".figure-caption")).to_contain_text("1 rows hold NaN or an infinity")
    assert all_of_made.explained is not None
    assert shown(view, "explained") == pytest.approx(sum(all_of_made.explained))
    assert shown(view, "kept-neighbors") == pytest.approx(all_of_made.kept_neighbors)
    assert shown(view, "trustworthiness") == pytest.approx(all_of_made.trustworthiness)
    view.get_by_text("The map as a table").click()
    numbers = view.locator(".twin td[data-number]").evaluate_all("all => all.map(one => Number(one.dataset.number))")
    np.testing.assert_allclose(np.reshape(numbers, (200, 2)), all_of_made.coordinates[:200], rtol=1e-5, atol=1e-5)


def test_400_000_rows_are_drawn(bench: Page, large: OpenedTable) -> None:
    view = open_bench(bench, "table=large")
    drawn(canvas_of(view), 399_999)
    assert shown(view, "drawn") == 399_999
    expected = picture(large)
    points = spots(view, expected)
    names = {0: "cat", 1: "king"}
    for group, token in names.items():
        place = int(np.flatnonzero(expected.ids == large.id(token))[0])
        x, y = points[place]
        box = canvas_of(view).evaluate("canvas => [canvas.clientWidth, canvas.clientHeight]")
        assert 0 < x < box[0]
        assert 0 < y < box[1]
        near = {pixel(canvas_of(view), x + dx, y + dy)[:3] for dx in range(-3, 4) for dy in range(-3, 4)}
        assert COLORS[group] in near


def test_a_dot_is_hovered_read_and_opened(bench: Page, made: OpenedTable, all_of_made: Picture) -> None:
    view = open_bench(bench, "plane.look=40,0,6")
    points = spots(view, all_of_made)
    box = canvas_of(view).evaluate("canvas => [canvas.clientWidth, canvas.clientHeight]")
    inside = np.flatnonzero(((points > 20) & (points < np.array(box) - 20)).all(axis=1))
    place = int(inside[lonely(points[inside], 16)])
    id = int(all_of_made.ids[place])
    canvas_of(view).hover(position={"x": points[place][0], "y": points[place][1]})
    reading = view.locator("[data-read]")
    expect(reading).to_have_attribute("data-read", str(id))
    assert shown(reading, "read-norm") == pytest.approx(float(made.rows.norms[id]), rel=1e-6)
    nearest = made.neighbors(f"#{id}", 3)
    for one in nearest:
        expect(reading.locator(f'[data-value="read-near-{one.id}"]')).to_have_attribute("data-number", str(one.score))
    canvas_of(view).click(position={"x": points[place][0], "y": points[place][1]})
    assert shown(card_of(bench), "id") == id


def test_the_lasso_chooses_adds_and_takes_away(bench: Page, made: OpenedTable, all_of_made: Picture) -> None:
    view = open_bench(bench)
    canvas = canvas_of(view)
    points = spots(view, all_of_made)
    first, second = (np.median(points, axis=0) + np.array([dx, 0]) for dx in (-120, 90))
    lasso(bench, canvas, square(first, 20))
    a = within(points, first, 20)
    assert abs(chosen(bench) - int(a.sum())) <= 0.02 * a.sum()
    lasso(bench, canvas, square(second, 15), "Control")
    b = within(points, second, 15)
    both = chosen(bench)
    assert abs(both - int((a | b).sum())) <= 0.02 * (a | b).sum()
    lasso(bench, canvas, square(second, 30), "Alt")
    assert abs(chosen(bench) - int(a.sum())) <= 0.02 * a.sum()
    bench.keyboard.press("Control+z")
    assert chosen(bench) == both
    x, y = first
    inside = [pixel(canvas, x + dx, y + dy)[:3] for dx in range(-6, 7, 3) for dy in range(-6, 7, 3)]
    assert inside.count(ACCENT) > len(inside) / 3  # the others are names
    bench.reload()
    settled_view(bench, "plane")
    assert chosen(bench) == both


def test_the_lasso_button_needs_no_key(bench: Page, all_of_made: Picture) -> None:
    view = open_bench(bench)
    view.get_by_role("button", name="Lasso").click()
    canvas = canvas_of(view)
    box = canvas.bounding_box()
    assert box
    x, y = np.median(spots(view, all_of_made), axis=0) + np.array([box["x"], box["y"]])
    bench.mouse.move(x - 20, y - 20)
    bench.mouse.down()
    for corner in ((x + 20, y - 20), (x + 20, y + 20), (x - 20, y + 20)):
        bench.mouse.move(*corner, steps=3)
    expect(view.locator(".bench-lasso polygon")).to_be_visible()
    bench.mouse.up()
    assert chosen(bench) > 50
    expect(view.locator(".bench-lasso")).to_have_count(0)


def test_groups_are_filtered_by_the_legend(bench: Page, made: OpenedTable) -> None:
    view = open_bench(bench)
    view.get_by_role("button", name="animals").click()
    drawn(canvas_of(view), 6)
    assert shown(view, "drawn") == 6
    view.get_by_role("button", name="places").click(modifiers=["Shift"])
    drawn(canvas_of(view), 13)
    expect(view.locator(".figure-caption")).to_contain_text("hidden by the legend or the search")
    bench.keyboard.press("Control+z")
    drawn(canvas_of(view), 6)


def test_what_the_search_finds_can_be_drawn_alone(bench: Page, made: OpenedTable) -> None:
    view = open_bench(bench, "find=/^ga/&plane.only=1")
    expected = find_ids(made, "/^ga/").ids
    drawn(canvas_of(view), len(expected))
    view.get_by_role("checkbox", name="Only what the search finds").uncheck()
    drawn(canvas_of(view), 19_999)


@pytest.mark.parametrize("color", ["norm", "id", "flag", "along"])
def test_rows_are_colored_by_number_and_flag(bench: Page, made: OpenedTable, all_of_made: Picture, color: str) -> None:
    view = open_bench(bench, f"plane.color={color}&plane.along=king&plane.look=40,0,6")
    drawn(canvas_of(view), 19_999)
    if color == "flag":
        expect(view.get_by_role("button", name="flagged")).to_contain_text("7")
        return
    texts = view.locator('[data-test="color-key"] text').all_text_contents()
    low, high = (float(text.replace("−", "-")) for text in texts)
    numbers = {
        "norm": made.rows.norms,
        "id": np.arange(20_000, dtype=np.float32),
        "along": along(made, ["king"]).cosines[:, 0],
    }[color]
    if color == "norm":
        expected = np.nanpercentile(numbers, [1, 99])
    elif color == "id":
        expected = np.array([0.0, 19_999.0])
    else:
        expected = np.array([-1, 1]) * high
        assert 0.5 < high <= 1
    assert [low, high] == pytest.approx(expected.tolist(), rel=5e-3)
    points, box = (
        spots(view, all_of_made),
        canvas_of(view).evaluate("canvas => [canvas.clientWidth, canvas.clientHeight]"),
    )
    inside = np.flatnonzero(((points > 20) & (points < np.array(box) - 20)).all(axis=1))
    ranked = inside[np.argsort(numbers[all_of_made.ids[inside]])]
    lowest, highest = (mean_color(canvas_of(view), points[part]) for part in (ranked[:40], ranked[-40:]))
    assert highest[0] - highest[2] > lowest[0] - lowest[2] + 20  # from blue to amber or red


def mean_color(canvas: Locator, points: np.ndarray) -> np.ndarray:
    colors = [pixel(canvas, x, y)[:3] for x, y in points]
    found = np.array([color for color in colors if color != (255, 255, 255)], float)
    mean: np.ndarray = found.mean(axis=0)
    return mean


def test_true_neighbors_are_lines_from_the_open_row(bench: Page, made: OpenedTable) -> None:
    view = open_bench(bench, "token=king&plane.lines=0")
    card_of(bench)
    canvas = canvas_of(view)
    drawn(canvas, 19_999)
    count = """(canvas, [red, green, blue]) => {
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        let found = 0;
        for (let at = 0; at < data.length; at += 4) {
            if (data[at] === red && data[at + 1] === green && data[at + 2] === blue) found++;
        }
        return found;
    }"""
    without = canvas.evaluate(count, ACCENT)
    view.get_by_role("checkbox", name="Neighbors as lines").check()
    bench.wait_for_timeout(300)
    assert canvas.evaluate(count, ACCENT) > without


def test_a_link_restores_the_view(bench: Page) -> None:
    view = open_bench(bench)
    canvas = canvas_of(view)
    expect(view.get_by_role("button", name="animals")).to_be_visible()  # the page has all its parts
    settled_view(bench, "about")
    drawn(canvas, 19_999)
    home = canvas.get_attribute("data-view")
    bench.wait_for_timeout(400)  # the wheel belongs to the page until its scrolling has come to rest
    canvas.hover(position={"x": 250, "y": 200})
    bench.mouse.wheel(0, -500)
    expect(canvas).not_to_have_attribute("data-view", home or "")
    zoomed = [float(part) for part in (canvas.get_attribute("data-view") or "").split()]
    bench.wait_for_timeout(500)  # the address follows a gesture within a moment
    bench.goto(bench.url)
    canvas = canvas_of(settled_view(bench, "plane"))
    drawn(canvas, 19_999)
    again = [float(part) for part in (canvas.get_attribute("data-view") or "").split()]
    assert again == pytest.approx(zoomed, rel=2e-3, abs=1.5)
    bench.keyboard.press("Control+z")
    canvas.dblclick(position={"x": 4, "y": 4})
    expect(canvas).to_have_attribute("data-view", home or "")
    assert param(bench, "plane.look") is None


def test_the_selection_is_saved_and_copied(bench: Page, made: OpenedTable) -> None:
    open_bench(bench, "chosen=0-2,12345,19999")
    pane = bench.locator(".bench-list")
    settled_view(bench, "about")
    expected = [0, 1, 2, 12_345, 19_999]
    with bench.expect_download() as csv:
        pane.get_by_role("button", name="CSV").click()
    assert csv.value.suggested_filename == "rowspace-made-selection.csv"
    lines = csv.value.path().read_text(encoding="utf-8").splitlines()
    assert lines[0] == "id,token,norm,flagged"
    assert [line.split(",")[:2] for line in lines[1:]] == [[str(id), made.token(id)] for id in expected]
    with bench.expect_download() as jsonl:
        pane.get_by_role("button", name="JSONL").click()
    rows = [json.loads(line) for line in jsonl.value.path().read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in rows] == expected
    assert [row["norm"] for row in rows] == pytest.approx([float(made.rows.norms[id]) for id in expected], rel=1e-6)
    assert [row["flagged"] for row in rows] == [False, False, False, True, True]
    with bench.expect_download() as parquet:
        pane.get_by_role("button", name="Parquet").click()
    assert parquet.value.suggested_filename == "rowspace-made-selection.parquet"
    frame = pyarrow.parquet.read_table(parquet.value.path())
    assert frame["id"].to_pylist() == expected
    np.testing.assert_array_equal(np.array(frame["vector"].to_pylist(), np.float32), made.rows[expected])
    pane.get_by_role("button", name="Copy").click()
    expect(pane.locator("[data-said]")).to_have_text("5 tokens copied")
    assert bench.evaluate("navigator.clipboard.readText()") == "\n".join(made.token(id) for id in expected)
    pane.get_by_role("button", name=f"Take {made.token(12_345)} out of the selection").click()
    assert param(bench, "chosen") == "0-2,19999"


def test_a_parquet_file_that_cannot_be_written_is_explained(bench: Page) -> None:
    message = 'Writing .parquet needs pyarrow; run: pip install "rowspace[arrow]"'
    error = {"error": {"kind": "missing_extra", "message": message, "details": {}}}
    bench.route("**/api/tables/made/selection*", lambda route: route.fulfill(status=409, json=error))
    open_bench(bench, "chosen=0-2")
    settled_view(bench, "about")
    bench.locator(".bench-list").get_by_role("button", name="Parquet").click()
    expect(bench.locator(".bench-list [role=alert]")).to_contain_text(message)


def test_tsne_places_the_first_rows_and_says_so(bench: Page) -> None:
    view = open_bench(bench, "tab=alike", "alike")
    bench.goto("/workbench?plane.method=tsne")
    view = bench.locator('[data-panel="plane"]')
    expect(view.locator(".progress")).to_contain_text("Placing 5,000 rows by t-SNE")
    view.get_by_role("button", name="Cancel").click()
    expect(view).to_have_attribute("aria-busy", "false")
    expect(view.locator(".bench-empty")).to_be_visible()
