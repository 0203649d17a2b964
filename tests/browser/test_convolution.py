"""Convolved: every product, every sum is printed and true, and leads to where it came from."""

import re
from collections.abc import Callable

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.browser.close_up import (
    A_HUNDREDTH,
    HALF_A_HUNDREDTH,
    Cell,
    addition,
    is_chosen,
    near,
    show,
)
from tests.browser.convolution import (
    FEW,
    MANY,
    names,
    printed,
    said_one_by_one,
    says,
    signed,
    table,
    taken_apart,
    total,
)
from tests.browser.learner import Learner, plain, read


@pytest.mark.parametrize(("network", "layer", "cell"), FEW)
def test_few_channels_every_product_is_printed_and_true(
    learner: Learner, page: Page, network: str, layer: str, cell: Cell
) -> None:
    show(learner, layer, cell, network)
    due = learner.service.cell(learner.run, layer, cell)
    apart = taken_apart(learner, layer, cell)
    for c, name in enumerate(names(len(apart.values))):
        terms = [term for term in due["terms"] if term["channel"] == c]
        lies_under = f"What lies under the filter, {name}"
        assert near(printed(learner, lies_under), apart.values[c].ravel(), HALF_A_HUNDREDTH)
        weights = printed(learner, f"Filter {cell[0] + 1} on {name}")
        assert near(weights, apart.weights[c].ravel(), HALF_A_HUNDREDTH)
        products = printed(learner, f"Products, {name}")
        assert near(products, apart.products[c].ravel(), A_HUNDREDTH)
        rows = table(learner, lies_under).get_by_role("rowheader").all_inner_texts()
        assert rows == [f"row {row}" for row in sorted({t["row"] for t in terms})]
    parts, printed_total = addition(learner, "All products and the bias")
    assert near(parts, [*due["partial_sums"], due["bias"]], A_HUNDREDTH)
    assert abs(printed_total - due["total"]) <= HALF_A_HUNDREDTH
    assert due["adds_up"]


@pytest.mark.parametrize(("network", "layer", "cell"), MANY)
def test_many_channels_every_sum_is_printed_and_true(
    learner: Learner, page: Page, network: str, layer: str, cell: Cell
) -> None:
    show(learner, layer, cell, network)
    apart = taken_apart(learner, layer, cell)
    grid = page.get_by_role("grid", name="Each map under the filter, its products and their sum")
    rows = grid.get_by_role("row").filter(has=page.get_by_role("rowheader")).all()
    assert len(rows) == len(apart.sums)
    sums = []
    for c, row in enumerate(rows):
        products = apart.products[c].ravel()
        sums.append(read(row.locator('[data-explain="conv-sum"]').inner_text()))
        if len(products) == 9:
            texts = row.locator("td[data-i]").all_inner_texts()
            assert near([read(text) for text in texts], products, A_HUNDREDTH), f"map {c + 1}"
        elif c == 0:
            said = said_one_by_one(row.get_by_role("slider", name="products"))
            assert near(said, products, A_HUNDREDTH)
    assert near(sums, apart.sums, A_HUNDREDTH)
    (all_sums, bias), printed_total = addition(learner, "All sums and the bias")
    assert abs(all_sums - apart.sums.sum()) <= A_HUNDREDTH
    assert abs(bias - apart.bias) <= A_HUNDREDTH
    assert abs(printed_total - apart.truth) <= HALF_A_HUNDREDTH


# Every product is a link


def test_a_click_on_a_product_goes_where_it_came_from(learner: Learner, page: Page) -> None:
    show(learner, "conv_1_1", (1, 33, 35))
    table(learner, "Products, green").locator("td[data-i]").nth(5).click()
    pixels = learner.service.maps(learner.run, "input")
    is_chosen(learner, "input", (1, 34, 37), pixels)
    assert learner.link["trail"] == "conv_1_1:2,33,35"
    page.go_back()
    expect(table(learner, "Products, green")).to_be_visible()
    assert learner.cell == (1, 33, 35)
    says(learner, float(learner.service.maps(learner.run, "conv_1_1")[1, 33, 35]))


@pytest.mark.parametrize(
    ("layer", "cell", "grid", "back"),
    [
        ("conv_1_1", (1, 33, 35), "Products, red", ("input", (0, 34, 36))),
        ("conv_1_2", (2, 32, 24), "Each map under the filter", ("relu_1_1", (1, 32, 26))),
    ],
)
def test_the_keys_walk_the_products_and_enter_follows_one(
    learner: Learner,
    page: Page,
    layer: str,
    cell: Cell,
    grid: str,
    back: tuple[str, Cell],
) -> None:
    show(learner, layer, cell)
    cells = learner.close_up.get_by_role("grid", name=grid).locator("td[data-i]")
    assert cells.and_(page.locator('[tabindex="0"]')).count() == 1, "one stop for the Tab key"
    cells.first.focus()
    page.keyboard.press("ArrowRight")
    if layer == "conv_1_2":
        page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    is_chosen(learner, back[0], back[1], learner.service.maps(learner.run, back[0]))
    assert learner.link["trail"] == f"{layer}:{cell[0] + 1},{cell[1]},{cell[2]}"


def test_a_product_lights_its_input_and_its_weight(learner: Learner, page: Page) -> None:
    show(learner, "conv_1_1", (1, 33, 35))
    tables = [
        table(learner, name)
        for name in ("Products, blue", "What lies under the filter, blue", "Filter 2 on blue")
    ]
    for pointed in tables:
        pointed.locator("td[data-i]").nth(7).hover()
        for other in tables:
            expect(other.locator(".lit")).to_have_count(1)
            expect(other.locator("td[data-i]").nth(7)).to_have_class(re.compile(r"\blit\b"))
    assert page.locator("td.lit").count() == 3, "and nothing else"


# Open to all


@pytest.mark.parametrize(
    ("network", "layer", "tools"),
    [
        ("tiny-vgg", "conv_1_1", "flip:1;mute:1;bias:0.50"),
        ("tiny-vgg", "conv_1_2", "combine:max;mute:2;order:size"),
        ("lenet-5", "conv_1", ""),
        ("lenet-5", "conv_3", "combine:average"),
    ],
)
@pytest.mark.parametrize("width", [1280, 390])
def test_nobody_is_kept_out_and_nothing_overflows(
    learner: Learner,
    page: Page,
    axe: Callable[..., list[str]],
    network: str,
    layer: str,
    tools: str,
    width: int,
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    show(learner, layer, None, network, tools)
    assert axe('[aria-label="Close-up"]') == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.querySelectorAll('*').length") < 2500


def test_on_a_phone_everything_can_be_tried(learner: Learner, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    show(learner, "conv_1_2", (2, 32, 24))
    apart = taken_apart(learner, "conv_1_2", (2, 32, 24))
    page.get_by_role("button", name="Show all 10 maps").click()
    page.get_by_role("button", name="Leave map 3 out").click()
    says(learner, apart.truth - float(apart.sums[2]))
    page.get_by_role("radio", name="flipped").check()
    says(learner, apart.flipped.total - float(apart.flipped.sums[2]))
    page.get_by_role("button", name="As learned").click()
    says(learner, apart.truth)
    sums = [signed(float(value)) for value in apart.sums]
    words = plain(learner.close_up.inner_text())
    for c, text in enumerate(sums):
        assert re.search(rf"map {c + 1}, {re.escape(text)}", words), (c, text)
    assert np.isclose(apart.total, apart.truth, atol=1e-4)
    expect(total(learner)).to_contain_text("adds up to")
