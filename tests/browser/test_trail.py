"""From the verdict down to a pixel and back: every number leads to those it was made of."""

import re
from collections.abc import Callable
from io import BytesIO
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.learner import Learner, plain, read

WAY = (
    "softmax", "dense", "flatten", "pool_2", "relu_2_2", "conv_2_2", "relu_2_1", "conv_2_1",
    "pool_1", "relu_1_2", "conv_1_2", "relu_1_1", "conv_1_1", "input",
)  # fmt: skip
PRODUCTS = "td.follows, [data-explain=conv-rows] td[data-i]"
LEADS_ON = f"button[aria-label*='go to'], [data-follow], {PRODUCTS}"
LARGEST = """
(products) => {
  const found = [...document.querySelectorAll(products)];
  const size = (cell) => Math.abs(parseFloat(cell.innerText.replace('−', '-')) || 0);
  const best = found.reduce((a, b) => (size(b) > size(a) ? b : a));
  best.dataset.chosen = '';
}
"""


def trail(learner: Learner) -> list[tuple[str, int, int, int]]:
    """The numbers that were come from, as the address has them."""
    stops = []
    for stop in filter(None, learner.link.get("trail", "").split(";")):
        layer, _, where = stop.partition(":")
        channel, row, column = map(int, where.split(","))
        stops.append((layer, channel - 1, row, column))
    return stops


def arrived(learner: Learner, layer: str) -> None:
    expect(learner.page).to_have_url(re.compile(rf"[#&]layer={layer}(&|$)"))
    expect(learner.close_up.get_by_role("heading").first).to_be_visible()
    if layer != "input":
        expect(learner.close_up.locator(LEADS_ON).first).to_be_visible()


def click_on(learner: Learner) -> None:
    """Follow one number with the mouse: a winner, a logit, a product, whatever stands there."""
    page, stage = learner.page, learner.close_up
    tiles = stage.get_by_role("slider", name=re.compile("^Products of map"))
    if tiles.count():
        tiles.nth(1).click()
        stage.get_by_role("button", name="go to this number").click()
        return
    named = stage.get_by_role("button", name=re.compile("winner|go to"))
    if named.count():
        won = stage.get_by_role("button", name=re.compile("the winner|logit of butterfly"))
        (won.first if won.count() else named.first).click()
        return
    expect(page.locator(PRODUCTS).first).to_be_visible()
    page.evaluate(LARGEST, PRODUCTS)
    page.locator("td[data-chosen]").click()


def press_on(learner: Learner) -> None:
    """Follow one number with the keys alone."""
    page = learner.page
    for _ in range(80):
        if page.evaluate(
            "(leads) => document.activeElement.closest('[aria-label=\"Close-up\"]') !== null"
            " && document.activeElement.matches(leads)",
            LEADS_ON,
        ):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")


def truth(learner: Learner, stop: tuple[str, int, int, int]) -> float:
    return float(learner.service.maps(learner.run, stop[0])[stop[1:]])


@pytest.mark.parametrize("means", [click_on, press_on], ids=["clicks", "keys"])
def test_from_the_verdict_down_to_a_pixel_and_back(
    learner: Learner, page: Page, means: Callable[[Learner], None]
) -> None:
    """Thirteen steps, and each of them a way back with its number on it."""
    learner.open("#layer=softmax&open=1")
    for layer, following in pairwise(WAY):
        arrived(learner, layer)
        means(learner)
        arrived(learner, following)
    came = trail(learner)
    assert [stop[0] for stop in came] == list(WAY[:-1])
    expect(learner.close_up).to_contain_text("pixels of your picture became this one number")
    expect(learner.close_up).to_contain_text("13 steps from softmax to a pixel")
    back = page.get_by_role("navigation", name="Where you are")
    crumbs = back.get_by_role("button", name=re.compile("^Back to"))
    expect(crumbs).to_have_count(13)
    for crumb, stop in zip(crumbs.all(), came, strict=True):
        printed = plain(crumb.inner_text()).split()[-1]
        assert abs(read(printed) - truth(learner, stop)) <= 0.0051, stop
    for name in ("softmax", "conv_2_1", "conv_1_1"):
        frame = page.get_by_role("navigation", name="Layers").get_by_role(
            "button", name=re.compile(rf"{name}, on your way")
        )
        expect(frame).to_have_count(1)
    link = learner.link
    page.reload()
    arrived(learner, "input")
    assert learner.link == link
    expect(crumbs).to_have_count(13)
    page.keyboard.press("Backspace")
    arrived(learner, "conv_1_1")
    assert trail(learner) == came[:-1]
    page.keyboard.press("Alt+ArrowLeft")
    arrived(learner, "relu_1_1")
    crumbs.nth(3).click()
    arrived(learner, "pool_2")
    assert trail(learner) == came[:3]
    page.go_back()
    arrived(learner, "relu_1_1")
    assert trail(learner) == came[:11]
    crumbs.first.click()
    arrived(learner, "softmax")
    assert trail(learner) == []


def test_a_step_of_another_kind_ends_the_trail(learner: Learner, page: Page) -> None:
    learner.open("#layer=relu_1_1&open=1&trail=softmax:5,0,0;pool_1:1,3,4")
    expect(page.get_by_role("button", name=re.compile("^Back to"))).to_have_count(2)
    page.keyboard.press("]")
    arrived(learner, "conv_1_2")
    assert trail(learner) == []


def test_the_pixel_was_made_of_a_square_of_the_picture(learner: Learner, page: Page) -> None:
    """Which square, and what its mean is, computed anew from the file."""
    learner.open("#layer=input&open=1&map=2&cell=27,20")
    told = learner.told["picture"]
    side = told["crop"]["side"] / 64
    address = page.get_by_role("img", name="A monarch butterfly").get_attribute("src")
    assert address is not None
    with Image.open(BytesIO(learner.service.picture(address))) as file:
        pixels = np.asarray(file.convert("RGB"), np.float64) / 255
    top, left = int(27 * side), int(20 * side)
    due = pixels[top : top + int(side), left : left + int(side)].mean(axis=(0, 1))
    table = learner.close_up.get_by_role("table", name="The mean of the square")
    rows = table.get_by_role("row").all()[1:]
    got = learner.service.maps(learner.run, "input")[:, 27, 20]
    for row, mean, number in zip(rows, due, got, strict=True):
        cells = [read(text) for text in row.get_by_role("cell").all_inner_texts()]
        assert abs(cells[0] - mean) < 0.02
        assert abs(cells[1] - number) < 0.0051
    expect(learner.close_up).to_contain_text(f"row {top}, column {left}")


def test_a_drawing_is_found_again(learner: Learner) -> None:
    """Fitted and centred by its ink; the page lays one over the other and says so."""
    learner.open("#network=lenet-5&layer=input&open=1&cell=12,20")
    expect(learner.close_up).to_contain_text("found by laying one over the other")
    expect(learner.close_up).to_contain_text(re.compile(r"About 1\d\.\d × 1\d\.\d pixels"))


def test_what_a_number_can_depend_on_and_what_really_matters(
    learner: Learner, page: Page, axe: Callable[..., list[str]]
) -> None:
    learner.open("#layer=conv_2_2&map=2&cell=12,12&open=1")
    told = page.get_by_role("switch", name="what really matters").locator("xpath=../..")
    expect(told).to_contain_text("14 × 14 of the picture’s 64 × 64 pixels, 4.8 %")
    boxes = page.locator("nav[aria-label=Layers] rect.box")
    expect(boxes).to_have_count(9)
    expect(page.locator("nav[aria-label=Layers] polygon.box")).to_have_count(1)
    with page.expect_response("**/field") as answer:
        page.get_by_role("switch", name="what really matters").check()
    assert answer.value.ok
    expect(told).to_contain_text(re.compile(r"The outer half of the field matters [\d.]+ %"))
    said = re.search(r"matters ([\d.]+) %.*with (\d+) pixels? of (\d+)", told.inner_text())
    assert said is not None
    outer, half, cells = float(said[1]), int(said[2]), int(said[3])
    assert cells == 14 * 14
    assert outer < 50
    assert half < cells / 2
    assert learner.link["effective"] == "1"
    expect(page.locator("nav[aria-label=Layers] .heat")).to_have_count(8)
    assert axe() == []
    page.reload()
    expect(told).to_contain_text(f"with {half} pixels of 196")


@pytest.mark.parametrize("network", ["tiny-vgg", "lenet-5"])
def test_the_field_is_outlined_on_the_picture_as_given(
    learner: Learner, page: Page, network: str
) -> None:
    layers = learner.open(f"#network={network}").layers
    layer = next(one for one in layers if one["kind"] == "max_pool")
    learner.open(f"#network={network}&layer={layer['name']}&map=1&cell=5,6")
    points = page.get_by_role("region", name="Your picture").locator("polygon.box")
    expect(points).to_have_count(1)
    corners = points.get_attribute("points") or ""
    xs = [float(pair.split(",")[0]) for pair in corners.split()]
    crop = learner.told["picture"]["crop"]
    assert crop["left"] - 60 <= min(xs) < max(xs) <= crop["left"] + crop["side"] + 60


def test_a_sum_that_could_not_be_checked_says_so(
    learner: Learner, page: Page, complaints: Any
) -> None:
    complaints.forgive("ERR_FAILED")
    page.route("**/cells/**", lambda route: route.abort())
    learner.open("#layer=conv_1_1&map=3&cell=20,20&open=1")
    again = page.get_by_role("button", name="not checked, try again")
    expect(again).to_be_visible()
    page.unroute("**/cells/**")
    again.click()
    expect(learner.close_up.get_by_role("rowheader", name="adds up")).to_be_visible()
    expect(again).to_have_count(0)
