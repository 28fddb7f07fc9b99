"""A picture of a view is saved at the scale, and on the ground, that are chosen."""

from __future__ import annotations

import base64

from playwright.sync_api import Locator, Page, expect

from .bench import drawn, open_bench
from .conftest import violations

READ = """async encoded => {
    const image = new Image();
    image.src = `data:image/png;base64,${encoded}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    let opaque = 0;
    for (let at = 3; at < data.length; at += 4) if (data[at] > 200) opaque++;
    return [image.width, image.height, data[3], opaque / (data.length / 4)];
}"""


def saved(page: Page, view: Locator) -> tuple[float, float, float, float]:
    """Width, height, alpha of the corner, and share of opaque pixels of the picture that is saved."""
    with page.expect_download() as picture:
        view.get_by_role("button", name="PNG", exact=True).click()
    encoded = base64.b64encode(picture.value.path().read_bytes()).decode()
    width, height, corner, opaque = page.evaluate(READ, encoded)
    return width, height, corner, opaque


def test_scale_and_ground_of_a_picture_are_chosen(bench: Page) -> None:
    view = open_bench(bench)
    drawn(view.locator('[data-test="plane-canvas"]'), 19_999)
    width, height, corner, opaque = saved(bench, view)
    assert (corner, opaque) == (255, 1)
    view.get_by_role("button", name="Picture options").click()
    view.get_by_role("checkbox", name="No background").check()
    assert violations(bench) == []
    same_width, _, corner, opaque = saved(bench, view)
    assert (same_width, corner) == (width, 0)
    assert 0.005 < opaque < 0.6  # dots and letters alone
    for times in (1, 4):
        view.get_by_role("radio", name=f"{times}×").check()
        wide, high, _, _ = saved(bench, view)
        assert abs(wide - width * times / 2) <= 2
        assert abs(high - height * times / 2) <= 2
    bench.get_by_role("tab", name="Matrix").click()
    matrix = bench.locator('[data-panel="cells"]')
    matrix.get_by_role("button", name="Picture options").click()
    expect(matrix.get_by_role("radio", name="4×")).to_be_checked()
