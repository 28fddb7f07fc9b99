"""Two tables on the map: linked by token, moved into one another, and listed by change, every number Python's."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from scipy.spatial import cKDTree

from rowspace.operations.beside import Beside, beside
from rowspace.operations.changes import Changes, changes
from rowspace.operations.opened import OpenedTable
from rowspace.operations.picture import Picture, picture

from .bench import card_of, drawn, lasso, open_bench, param, places, settled_view, shown, square, within
from .conftest import run_lines, violations

BOTH = "table=made&beside=large"


@pytest.fixture(scope="module")
def first(made: OpenedTable) -> Picture:
    return picture(made)


@pytest.fixture(scope="module")
def second(made: OpenedTable, large: OpenedTable) -> Beside:
    return beside(made, large)


@pytest.fixture(scope="module")
def changed(made: OpenedTable, large: OpenedTable) -> Changes:
    return changes(made, large, most=2_000)


@pytest.fixture(scope="module")
def to_large(made: OpenedTable, large: OpenedTable) -> dict[int, int]:
    both = made.shared_tokens(large)
    return dict(zip(both.ids.tolist(), both.other_ids.tolist(), strict=True))


def panes(view: Locator) -> tuple[Locator, Locator]:
    return view.locator('[data-test="plane-canvas"]'), view.locator('[data-test="beside-canvas"]')


def open_two(page: Page, query: str) -> Locator:
    """Two tables on the map, once nothing can push the canvases down any more."""
    view = open_bench(page, query)
    expect(view.get_by_role("button", name="animals")).to_be_visible()
    settled_view(page, "about")
    return view


def inside(canvas: Locator, points: np.ndarray, margin: float = 20) -> np.ndarray:
    """Which points lie on the canvas, away from its edges.   (m, 2) -> (places,)"""
    box = canvas.evaluate("canvas => [canvas.clientWidth, canvas.clientHeight]")
    return np.flatnonzero(((points > margin) & (points < np.array(box) - margin)).all(axis=1))


def loneliest(points: np.ndarray, among: np.ndarray | None = None) -> int:
    """Place of the dot whose nearest other is farthest, of those `among`.   (m, 2), (m,)"""
    gaps = cKDTree(points).query(points, k=2)[0][:, 1]
    found = int(np.argmax(gaps if among is None else np.where(among, gaps, -1)))
    assert gaps[found] > 2
    return found


def ranking(view: Locator) -> list[tuple[int, int, float]]:
    """Id, id in the other table and change of each listed token."""
    rows = view.locator(".beside-ranking tbody tr")
    script = """all => all.map(row => [
        Number(row.dataset.row),
        Number(row.cells[1].textContent),
        Number(row.cells[2].dataset.number),
    ])"""
    return [(int(id), int(other), change) for id, other, change in rows.evaluate_all(script)]


def test_a_second_table_is_chosen_counted_and_put_away(bench: Page, made: OpenedTable, second: Beside) -> None:
    view = open_bench(bench, "table=made")
    view.get_by_label("A second table beside it").select_option("large")
    settled_view(bench, "plane")
    one, other = panes(view)
    drawn(one, 19_999)
    drawn(other, 399_999)
    counts = [shown(view, name) for name in ("drawn", "other-placed", "shared", "drawn-in-both")]
    assert counts == [19_999, 399_999, second.shared, second.drawn_in_both]
    assert second.disparity is not None
    assert shown(view, "disparity") == pytest.approx(second.disparity)
    assert param(bench, "beside") == "large"
    bench.keyboard.press("Control+z")
    expect(other).to_have_count(0)
    for name in ("large", "stretched", "glove", "minilm", "classroom", None):
        bench.keyboard.press("t")
        assert param(bench, "beside") == name
    bench.keyboard.press("2")
    expect(view.locator('[data-test="plane-canvas"]')).to_be_visible()
    expect(other).to_have_count(0)


def test_hovering_lights_a_token_in_both(
    bench: Page, made: OpenedTable, large: OpenedTable, first: Picture, second: Beside, to_large: dict[int, int]
) -> None:
    view = open_two(bench, f"{BOTH}&plane.look=0,0,4")
    one, other = panes(view)
    drawn(other, 399_999)
    points = places(one, first.coordinates.astype(float))
    here = inside(one, points)
    place = int(here[loneliest(points[here])])
    id = int(first.ids[place])
    one.hover(position={"x": points[place][0], "y": points[place][1]})
    expect(view.locator("[data-read]")).to_have_attribute("data-read", str(id))
    reading = view.locator("[data-read-other]")
    expect(reading).to_have_attribute("data-read-other", str(to_large[id]))
    for near in large.neighbors(f"#{to_large[id]}", 3):
        score = reading.locator(f'[data-value="read-other-{near.id}"]')
        expect(score).to_have_attribute("data-number", str(near.score))
    spots = places(other, second.coordinates.astype(float))
    there = inside(other, spots)
    lacking = ~np.isin(second.ids[there], list(to_large.values()))
    foreign = int(there[loneliest(spots[there], lacking)])
    other.hover(position={"x": spots[foreign][0], "y": spots[foreign][1]})
    expect(reading).to_have_attribute("data-read-other", str(second.ids[foreign]))
    expect(reading).to_contain_text("not in made")
    expect(view.locator("[data-read]")).to_have_count(0)


def test_a_token_is_opened_from_the_second_map(bench: Page, made: OpenedTable, large: OpenedTable) -> None:
    view = open_two(bench, "table=large&beside=made&plane.look=40,0,6")
    expected = beside(large, made)
    _, canvas = panes(view)
    drawn(canvas, 19_999)
    spots = places(canvas, expected.coordinates.astype(float))
    there = inside(canvas, spots)
    place = int(there[loneliest(spots[there])])
    canvas.click(position={"x": spots[place][0], "y": spots[place][1]})
    assert shown(card_of(bench), "id") == large.id(made.token(int(expected.ids[place])))


def test_the_lasso_chooses_by_token_in_the_second_map(bench: Page, second: Beside, to_large: dict[int, int]) -> None:
    view = open_two(bench, BOTH)
    _, canvas = panes(view)
    drawn(canvas, 399_999)
    spots = places(canvas, second.coordinates.astype(float))
    middle = np.median(spots, axis=0)
    lasso(bench, canvas, square(middle, 12))
    caught = within(spots, middle, 12) & np.isin(second.ids, list(to_large.values()))
    chosen = shown(bench.locator(".bench-list"), "chosen")
    assert chosen > 50
    assert abs(chosen - caught.sum()) <= 0.03 * caught.sum()
    assert shown(view, "other-marked") == shown(view, "marked") == chosen
    expect(view.locator('[data-pane="second"]')).to_contain_text("rows in the lasso are not in made")


def test_shared_tokens_are_listed_by_change(
    bench: Page, made: OpenedTable, large: OpenedTable, changed: Changes
) -> None:
    view = open_bench(bench, f"{BOTH}&beside.most=2000&token=king")
    assert (shown(view, "compared"), shown(view, "shared-tokens")) == (2_000, changed.shared)
    assert shown(view, "kept") == pytest.approx(changed.kept)
    expect(view.locator(".beside-changes")).to_contain_text("rows of 64 and of 50 numbers have no cosine")
    change = changed.change()

    def expected(order: np.ndarray) -> list[tuple[int, int, float]]:
        return [(int(changed.ids[at]), int(changed.other_ids[at]), pytest.approx(change[at])) for at in order[:40]]

    assert ranking(view) == expected(changed.order())
    view.get_by_role("checkbox", name="Least changed first").check()
    assert ranking(view) == expected(np.argsort(change, kind="stable"))
    view.get_by_role("button", name="More").click()
    assert len(ranking(view)) == 240
    place = int(np.flatnonzero(changed.ids == made.id("king"))[0])
    ours, theirs = ([int(changed.ids[at]) for at in near[place]] for near in (changed.near, changed.other_near))
    for name, ids in (
        ("kept", [id for id in ours if id in theirs]),
        ("gone", [id for id in ours if id not in theirs]),
        ("come", [id for id in theirs if id not in ours]),
    ):
        chips = view.locator(f'[data-neighbors="{name}"] .chip')
        assert chips.evaluate_all("all => all.map(one => Number(one.dataset.id))") == ids
    row = view.locator(".beside-ranking tbody tr").nth(3)
    row.hover()
    expect(view.locator("[data-read]")).to_have_attribute("data-read", row.get_attribute("data-row") or "")
    expect(view.locator("[data-read-other]")).to_be_visible()


def test_rows_of_one_width_change_by_their_cosines_too(bench: Page, large: OpenedTable, glove: OpenedTable) -> None:
    view = open_bench(bench, "table=large&beside=glove&beside.k=5&beside.by=turned")
    expected = changes(large, glove, k=5)
    assert shown(view, "compared") == expected.compared
    listed = ranking(view)
    assert [id for id, _, _ in listed] == expected.ids[expected.order("turned")[:40]].tolist()
    assert [change for _, _, change in listed] == pytest.approx(np.sort(expected.change("turned"))[::-1][:40], abs=1e-6)
    view.get_by_role("radio", name="row as it is").check()
    assert [id for id, _, _ in ranking(view)] == expected.ids[expected.order("direct")[:40]].tolist()


def test_one_picture_moves_into_the_other(
    bench: Page, first: Picture, second: Beside, to_large: dict[int, int]
) -> None:
    view = open_two(bench, f"{BOTH}&beside.show=move&beside.way=0.25&plane.look=0,0,4")
    canvas = view.locator('[data-test="move-canvas"]')
    drawn(canvas, second.drawn_in_both)
    both = [at for at, id in enumerate(first.ids.tolist()) if id in to_large]
    ids = first.ids[both]
    there = np.searchsorted(second.ids, [to_large[id] for id in ids.tolist()])
    start, end = first.coordinates[both].astype(float), second.coordinates[there].astype(float)

    def check(way: float) -> None:
        points = places(canvas, start + (end - start) * way)
        here = inside(canvas, points)
        place = int(here[loneliest(points[here])])
        canvas.hover(position={"x": points[place][0], "y": points[place][1]})
        expect(view.locator("[data-read]")).to_have_attribute("data-read", str(ids[place]))

    check(0.25)
    view.get_by_role("slider", name="From made to large").fill("0.6")
    check(0.6)
    view.get_by_role("button", name="Move", exact=True).click()  # motion is reduced: the end comes at once
    expect(view.get_by_role("button", name="Move back")).to_be_visible()
    assert param(bench, "beside.way") == "1"
    check(1)
    bench.keyboard.press("Control+z")
    check(0.6)


def test_motion_passes_through_the_middle(bench: Page, second: Beside) -> None:
    bench.emulate_media(reduced_motion="no-preference")
    view = open_bench(bench, f"{BOTH}&beside.show=move")
    drawn(view.locator('[data-test="move-canvas"]'), second.drawn_in_both)
    view.evaluate("""view => {
        window.ways = [];
        const output = view.querySelector('.beside-way output');
        new MutationObserver(() => window.ways.push(parseInt(output.textContent))).observe(
            output, { childList: true, characterData: true, subtree: true });
    }""")
    view.get_by_role("button", name="Move", exact=True).click()
    expect(view.get_by_role("button", name="Move back")).to_be_visible()
    ways = bench.evaluate("window.ways")
    assert ways[-1] == 100
    assert any(0 < way < 100 for way in ways)
    assert ways == sorted(ways)


def test_a_link_restores_both_and_python_and_files_agree(
    bench: Page,
    made: OpenedTable,
    large: OpenedTable,
    first: Picture,
    second: Beside,
    changed: Changes,
    to_large: dict[int, int],
    tmp_path: Path,
) -> None:
    for table in (made, large):
        (tmp_path / f"{table.name}.safetensors").symlink_to(table.source.location)
    query = f"{BOTH}&beside.most=2000&beside.least=1&chosen=0-9&token=king"
    view = open_bench(bench, query)
    before = ranking(view)
    bench.get_by_role("button", name="Copy a link to this state").click()
    link = bench.evaluate("navigator.clipboard.readText()")
    bench.goto("about:blank")
    bench.goto(link)
    view = settled_view(bench, "plane")
    assert ranking(view) == before
    assert shown(view, "other-marked") == 10
    printed = run_lines(view, tmp_path).splitlines()
    assert printed[0].split()[:2] == [str(second.shared), str(second.drawn_in_both)]
    assert printed[1].split() == [made.token(int(changed.ids[changed.order()[0]])), f"{changed.change().max():.3f}"]
    with bench.expect_download() as saved:
        view.get_by_role("button", name="CSV", exact=True).click()
    rows = list(csv.reader(saved.value.path().read_text(encoding="utf-8").splitlines()))
    assert rows[0] == ["token", "id", "other_id", "x", "y", "other_x", "other_y"]
    assert len(rows) == 1 + second.drawn_in_both
    assert [float(number) for number in rows[1][3:5]] == pytest.approx(first.coordinates[0].tolist(), rel=1e-5)
    with bench.expect_download() as png:
        view.get_by_role("button", name="PNG", exact=True).click()
    assert png.value.path().stat().st_size > 50_000
    view.get_by_text("Both maps as a table").click()
    cells = view.locator(".twin td[data-number]")
    expect(cells).to_have_count(4 * 200)
    numbers = np.reshape(cells.evaluate_all("all => all.map(one => Number(one.dataset.number))"), (200, 4))
    np.testing.assert_allclose(numbers[:, :2], first.coordinates[:200], rtol=1e-5, atol=1e-5)
    there = np.searchsorted(second.ids, [to_large[id] for id in range(200)])
    np.testing.assert_allclose(numbers[:, 2:], second.coordinates[there], rtol=1e-4, atol=1e-4)


def test_tables_change_places(bench: Page, made: OpenedTable, large: OpenedTable) -> None:
    view = open_bench(bench, f"{BOTH}&token=queen&chosen={made.id('cat')}")
    view.get_by_role("button", name="Change places").click()
    expect(bench.get_by_label("Table of the workbench")).to_have_value("large")
    expect(bench.get_by_label("A second table beside it")).to_have_value("made")
    opened = bench.locator('[data-panel="card"] [data-value="id"]')
    expect(opened).to_have_attribute("data-number", str(large.id("queen")))
    expect(bench.locator('.bench-list [data-value="chosen"]')).to_have_attribute("data-number", "1")


def test_what_cannot_be_compared_is_explained(bench: Page) -> None:
    bench.goto("/workbench?table=made&beside=gone")
    expect(bench.locator('[data-panel="plane"] .notice').first).to_contain_text('"gone" is not open here')
    expect(bench.locator('[data-panel="card"], [data-panel="about"]').first).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("show", ["panes", "move"])
def test_there_is_nothing_for_axe_to_find(bench: Page, scheme: str, show: str) -> None:
    bench.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    view = open_bench(bench, f"table=glove&beside=classroom&beside.show={show}&token=king&chosen=0-12")
    card_of(bench)
    expect(view.locator("[data-open]")).to_be_visible()
    view.locator(".twin > summary").click()
    settled_view(bench, "plane")
    assert violations(bench) == []


def test_a_phone_stacks_the_two_maps(browser: Browser, bench_server: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, base_url=bench_server)
    page = context.new_page()
    view = open_bench(page, "table=glove&beside=classroom&token=king&chosen=0-12")
    card_of(page)
    one, other = panes(view)
    above, below = one.bounding_box(), other.bounding_box()
    assert above
    assert below
    assert above["y"] + above["height"] < below["y"]
    assert above["width"] == below["width"] > 300
    assert page.evaluate("() => document.documentElement.scrollWidth") == 390
    context.close()
