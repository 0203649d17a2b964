"""The page in a hand: 390 pixels wide, touched with a thumb."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import pictures
from tests.browser.conftest import FINISHED
from tests.browser.learner import NETWORKS, Learner, plain

PHONE = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 3,
}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, **PHONE}


@pytest.fixture
def phone(learner: Learner) -> Learner:
    """A learner with a phone."""
    return learner


def fits(page: Page) -> None:
    """Nothing makes the page wider than the screen."""
    wide = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert wide[0] <= wide[1] == 390, wide


def sheet(page: Page) -> Locator:
    return page.get_by_role("region", name="This step")


def height(part: Locator) -> float:
    box = part.bounding_box()
    assert box is not None
    return box["height"]


@pytest.mark.parametrize("network", NETWORKS)
def test_no_layer_makes_the_page_scroll_sideways(phone: Learner, network: str) -> None:
    phone.open(f"#network={network}")
    fits(phone.page)
    for layer in phone.layers:
        phone.open(f"#network={network}&layer={layer['name']}&open=1")
        expect(phone.close_up).not_to_contain_text("on their way")
        fits(phone.page)


def test_a_long_name_of_a_network_is_read_in_full(phone: Learner) -> None:
    """The word beside the mark makes room for it."""
    phone.open("#network=googlenet-twin")
    name = phone.page.get_by_role("banner").get_by_text("googlenet-twin", exact=True).first
    expect(name).to_be_in_viewport(ratio=1)
    assert name.evaluate("(one) => one.scrollWidth <= one.clientWidth")
    fits(phone.page)


def test_every_layer_is_a_row_that_can_be_tapped(phone: Learner) -> None:
    phone.open()
    told = phone.told
    for index, layer in enumerate(phone.layers):
        rows = phone.page.get_by_role("region", name="The network, layer by layer")
        name = re.compile(rf"^{layer['stage']} ")
        same = [one for one in phone.layers if one["stage"] == layer["stage"]]
        rows.get_by_role("button", name=name).nth(same.index(layer)).tap()
        expect(phone.heading).to_have_text(f"Step {index + 1} of 14: {layer['stage']}")
        sentence = plain(told["layers"][index]["sentence"])
        expect(sheet(phone.page)).to_contain_text(sentence)


def test_a_tap_chooses_a_map_and_a_second_opens_it(phone: Learner) -> None:
    phone.open()
    page = phone.page
    chosen = page.get_by_role("option", name="Map 1 of 10, rectified 1")
    chosen.tap()
    expect(chosen).to_have_attribute("aria-selected", "true")
    chosen.tap()
    expect(phone.close_up).to_contain_text("Rectified, map 1 of 10")
    fits(page)
    box = phone.close_up.get_by_role("slider").first
    box.tap(position={"x": 10, "y": 10})
    assert "cell" in phone.link
    page.go_back()
    expect(phone.close_up).to_have_count(0)


def test_the_sheet_stops_by_its_button(phone: Learner) -> None:
    phone.open()
    page = phone.page
    middle = height(sheet(page))
    sheet(page).get_by_role("button", name="Show all text").tap()
    expect(sheet(page).get_by_role("tabpanel")).to_be_visible()
    page.evaluate(FINISHED)
    assert height(sheet(page)) > middle + 200
    sheet(page).get_by_role("button", name="Show less text").tap()
    expect(sheet(page).get_by_role("tabpanel")).to_have_count(0)
    page.evaluate(FINISHED)
    assert abs(height(sheet(page)) - middle) < 2


def test_the_steps_are_within_a_thumbs_reach(phone: Learner) -> None:
    phone.open()
    page = phone.page
    for name in ("Previous layer", "Play", "Next layer"):
        button = page.get_by_role("button", name=name)
        expect(button).to_be_in_viewport(ratio=1)
        box = button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44, name
    page.get_by_role("button", name="Next layer").tap()
    expect(phone.heading).to_have_text("Step 3 of 14: rectified")


def test_an_own_picture_and_a_drawing(phone: Learner) -> None:
    phone.open("#network=lenet-5")
    page = phone.page
    phone.upload(pictures.seven())
    expect(page.get_by_role("region", name="Your picture")).to_contain_text("7")
    assert phone.told["prediction"][0]["label"] == "7"
    page.get_by_role("button", name="Draw", exact=True).tap()
    pad = page.get_by_role("application")
    expect(pad).to_be_in_viewport(ratio=1)
    box = pad.bounding_box()
    assert box is not None
    finger = page.context.new_cdp_session(page)
    x = box["x"] + box["width"] / 2
    ys = [box["y"] + share * box["height"] for share in (0.15, 0.3, 0.5, 0.7, 0.85)]
    touches = [("touchStart", [{"x": x, "y": ys[0]}])]
    touches += [("touchMove", [{"x": x, "y": y}]) for y in ys[1:]]
    with page.expect_response("**/runs") as sent:
        for kind, points in [*touches, ("touchEnd", [])]:
            finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    phone.arrived(sent.value.json()["run"])
    page.wait_for_load_state("networkidle")
    assert phone.told["prediction"][0]["label"] == "1"
    fits(page)


SHORT = """() => [...document.querySelectorAll('button, a[href], select, [role=radio]')]
  .filter((element) => element.checkVisibility({ visibilityProperty: true }))
  .map((element) => [element, element.getBoundingClientRect()])
  .filter(([, box]) => box.width > 0 && (box.width < 24 || box.height < 24))
  .map(([element, box]) => `${element.ariaLabel || element.innerText} `
    + `${Math.round(box.width)} x ${Math.round(box.height)}`)"""


@pytest.mark.parametrize("link", ["#", "#layer=conv_1_2&open=1", "#layer=pool_1&open=1"])
def test_nothing_is_too_small_to_hit(phone: Learner, link: str) -> None:
    """24 by 24 pixels at least (WCAG 2.2, 2.5.8)."""
    phone.open(link)
    assert phone.page.evaluate(SHORT) == []


def test_turning_the_phone_reflows_the_page(phone: Learner) -> None:
    phone.open("#layer=conv_1_1&open=1")
    page = phone.page
    page.set_viewport_size({"width": 844, "height": 390})
    phone.ready()
    page.set_viewport_size({"width": 390, "height": 844})
    fits(page)
    page.keyboard.press("Escape")
    expect(sheet(page)).to_be_visible()
    fits(page)


def test_on_the_stage_the_words_lie_in_a_sheet_of_three_stops(
    phone: Learner, axe: Callable[..., list[str]]
) -> None:
    """By its buttons, by the keys and by a finger; the sum stays in view above it."""
    phone.open("#layer=conv_1_1&map=3&cell=20,20&open=1")
    page = phone.page
    total = phone.close_up.locator("dl").last
    expect(total).to_be_in_viewport(ratio=1)
    page.evaluate(FINISHED)
    sum_box, sheet_box = total.bounding_box(), sheet(page).bounding_box()
    assert sum_box is not None
    assert sheet_box is not None
    assert sum_box["y"] + sum_box["height"] <= sheet_box["y"] + 1, "it is not hidden"
    for name in ("Previous layer", "Play", "Next layer"):
        box = page.get_by_role("button", name=name).bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44, name
    handle = sheet(page).get_by_role("button", name="Show all text")
    handle.press("ArrowUp")
    words = sheet(page).get_by_role("complementary", name="What it means")
    expect(words.get_by_role("tabpanel")).to_be_visible()
    assert axe() == []
    sheet(page).get_by_role("button", name="Show less text").press("End")
    expect(sheet(page).get_by_role("button", name="Unfold the sheet")).to_be_visible()
    page.evaluate(FINISHED)
    low = height(sheet(page))
    page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")
    lowest = phone.close_up.get_by_role("button").last.bounding_box()
    assert lowest is not None
    assert lowest["y"] + lowest["height"] <= 844 - low, "nothing lies beneath it"
    assert axe() == []
    sheet(page).get_by_role("button", name="Unfold the sheet").tap()
    expect(sheet(page).get_by_role("heading", name="Step 2 of 14")).to_be_visible()
    fits(page)


def test_the_sheet_follows_a_finger(phone: Learner) -> None:
    phone.open("#layer=pool_1&open=1")
    page = phone.page
    page.evaluate(FINISHED)
    box = sheet(page).get_by_role("button", name="Show all text").bounding_box()
    assert box is not None
    finger = page.context.new_cdp_session(page)
    x, y = box["x"] + box["width"] / 3, box["y"] + 12
    touches = [("touchStart", y), *(("touchMove", y - by) for by in (20, 120, 300, 450))]
    for kind, at in touches:
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": at}]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(sheet(page).get_by_role("button", name="Show less text")).to_be_visible()
    page.evaluate(FINISHED)
    assert height(sheet(page)) > 600


def test_the_way_back_on_a_phone(phone: Learner) -> None:
    phone.open("#layer=conv_1_1&map=3&cell=20,20&open=1&trail=softmax:5,0,0;relu_1_1:3,20,20")
    page = phone.page
    way = page.get_by_role("navigation", name="The numbers you came from")
    expect(way.get_by_role("button", name=re.compile("^Back to"))).to_have_count(2)
    way.get_by_role("button", name="One number back, to rectified 1").tap()
    expect(page).to_have_url(re.compile("layer=relu_1_1"))
    way.get_by_role("button", name=re.compile("^Back to")).tap()
    expect(page).to_have_url(re.compile("layer=softmax"))
    expect(way).to_have_count(0)
    fits(page)
