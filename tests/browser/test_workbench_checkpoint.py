"""The workbench on a checkpoint folder of 128,256 × 4,096 in bfloat16, in which one row is zero and one dim outlies."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, expect

from rowspace.operations.open import open_table
from rowspace.operations.opened import OpenedTable
from rowspace.operations.picture import picture

from . import journey
from .bench import open_bench, shown
from .big_checkpoint import DIM, OUTLIER_DIM, ROWS, SPECIAL, ZERO_ROW, write_checkpoint
from .conftest import Output, address_of, launched, watched_page
from .matrix_canvas import canvas_of, point, strength, window
from .pixels import WHITE, pixel


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenedTable]:
    folder = write_checkpoint(tmp_path_factory.mktemp("models") / "llama")
    yield open_table(str(folder))
    shutil.rmtree(folder)  # a gigabyte


@pytest.fixture(scope="module")
def output(checkpoint: OpenedTable) -> Iterator[Output]:
    with launched("open", checkpoint.source.location) as output:
        yield output


@pytest.fixture
def page(browser: Browser, output: Output) -> Iterator[Page]:
    with watched_page(browser, address_of(output), output) as page:
        yield page


def test_the_zero_row_and_the_outlying_dim_are_seen_from_the_farthest(page: Page, checkpoint: OpenedTable) -> None:
    canvas = canvas_of(open_bench(page, "tab=cells", "cells"))
    expect(canvas).to_have_attribute("data-zero-lines", "1")
    about = journey.opens(page, checkpoint)
    expect(about).to_contain_text(f"1 outlying dim: {OUTLIER_DIM}")
    assert (shown(about, "rows-zero"), shown(about, "rows-flagged")) == (1, SPECIAL + 1)
    _, _, rows, dims = window(canvas)
    width, height = canvas.evaluate("canvas => [canvas.clientWidth, canvas.clientHeight]")
    assert rows * height >= ROWS
    assert dims * width >= DIM
    y = point(canvas, ZERO_ROW, 0)[1]
    across = range(10, width - 20, 50)
    assert [pixel(canvas, x, y) for x in across] == [WHITE] * len(across)
    assert WHITE not in [pixel(canvas, x, y + away) for x in across for away in (-3, 3)]
    x = np.floor((OUTLIER_DIM - window(canvas)[1]) / dims)  # of many dims a pixel, the one that stands for it
    down = range(10, height - 10, 50)
    outlying = [strength(pixel(canvas, x, y)) for y in down]
    others = [strength(pixel(canvas, x + away, y)) for y in down for away in (-8, -4, 4, 8)]
    assert min(outlying) > 1.2 * max(others)
    assert pixel(canvas, width - 7, point(canvas, ZERO_ROW, 0)[1]) != WHITE  # the mark at the edge


def test_every_search_is_answered_and_neighbors_lead_on(page: Page, checkpoint: OpenedTable) -> None:
    open_bench(page, "tab=alike", "alike")
    journey.searches(page, checkpoint, ["k", "ki", "king", "/^ga.*o$/", f"#{ZERO_ROW}", "<0x20><0x6B><0x69>"])
    page.get_by_label("Search all tokens").fill('" king"')
    page.get_by_label("Search all tokens").press("Enter")
    journey.walks(page, checkpoint)


def test_rows_are_sorted_and_a_link_keeps_the_order(page: Page, checkpoint: OpenedTable) -> None:
    open_bench(page, "token=%20king&chosen=0,691&tab=alike", "alike")
    journey.sorts(page, checkpoint)
    journey.restores(page, "cells")


def test_the_lasso_takes_rows_of_the_map_that_a_link_restores(page: Page, checkpoint: OpenedTable) -> None:
    ids = journey.lassoes(page, checkpoint, picture(checkpoint))
    journey.restores(page, "plane")
    assert [int(row["id"]) for row in journey.saved_rows(page)] == ids
