"""The laboratory is opened and left by anybody: by keys, by a finger, with every word explained."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.explaining import ASK, TOPICS, UNEXPLAINED
from tests.browser.laboratory import Axe, knob, output, show, side
from tests.browser.learner import Learner, plain


def test_opened_from_a_close_up_and_left_again(learner: Learner, page: Page) -> None:
    learner.open("#layer=conv_1_1&map=5&cell=27,43&open=1")
    door = page.get_by_role("button", name="Laboratory")
    expect(door).to_have_attribute("aria-pressed", "false")
    door.click()
    expect(learner.close_up.get_by_role("heading", level=1)).to_have_text(
        "Stride 2 instead of 1: 62×62 becomes 31×31"
    )
    assert learner.link["lab"] == "|stride:2"
    assert learner.cell == (4, 27, 43)
    expect(door).to_be_focused()
    expect(side(learner, "A")).to_contain_text("as the network has it")
    expect(side(learner, "B")).to_contain_text(
        "The last row and the last column of the picture are never read."
    )
    door.click()
    expect(side(learner, "A")).to_have_count(0)
    expect(door).to_be_focused()
    assert "lab" not in learner.link
    page.go_back()
    expect(side(learner, "B")).to_be_visible()
    page.go_back()
    expect(side(learner, "B")).to_have_count(0)
    expect(learner.close_up).to_contain_text("row 27, column 43")
    page.go_forward()
    expect(side(learner, "B")).to_be_visible()
    page.keyboard.press("Escape")
    expect(side(learner, "B")).to_have_count(0)
    expect(learner.close_up).to_be_visible()
    page.keyboard.press("Escape")
    expect(learner.close_up).to_have_count(0)


def test_all_of_it_by_the_keyboard(learner: Learner, page: Page) -> None:
    learner.open("#layer=conv_1_1&map=5&cell=27,43&open=1")

    learner.page.locator("[data-stage]").focus()
    learner.tab_to(page.get_by_role("button", name="Laboratory"), within=120)
    page.keyboard.press("Enter")
    expect(side(learner, "B")).to_contain_text("makes 31×31")
    page.locator("[data-stage]").focus()
    learner.tab_to(knob(learner, "B", "Stride"), within=120)
    page.keyboard.press("ArrowRight")
    expect(side(learner, "B")).to_contain_text("makes 21×21")
    learner.tab_to(side(learner, "B").get_by_role("radio", name="off"), within=120)
    page.keyboard.press("ArrowRight")
    expect(side(learner, "B")).to_contain_text("makes 22×22")
    expect(side(learner, "B")).not_to_contain_text("never read")
    learner.tab_to(output(learner, "B"), within=120)
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    expect(output(learner, "B")).to_have_attribute(
        "aria-valuetext", re.compile("^row 9, column 1,")
    )
    expect(output(learner, "A")).to_have_attribute(
        "aria-valuetext", re.compile("^row 27, column 3,")
    )
    assert learner.link["lab"] == "|stride:3;ceil:on"
    page.keyboard.press("Control+z")
    expect(side(learner, "B")).to_contain_text("makes 21×21")
    page.keyboard.press("Control+z")
    expect(side(learner, "B")).to_contain_text("makes 31×31")
    page.keyboard.press("Escape")
    expect(side(learner, "B")).to_have_count(0)
    expect(page.get_by_role("button", name="Laboratory")).to_be_focused()


@pytest.mark.parametrize("layer", ["conv_1_1", "pool_1", "relu_1_1"])
def test_everything_can_be_asked_about(learner: Learner, page: Page, layer: str) -> None:
    show(learner, layer, "padding:1|padding:1;stride:3" if layer != "relu_1_1" else "|")
    page.mouse.move(5, 5)
    assert page.evaluate(UNEXPLAINED) == []
    page.get_by_role("button", name="What is this?").click()
    card = page.get_by_role("complementary", name="What is this?")
    expect(card).to_contain_text("Point at anything")
    for topic in page.evaluate(TOPICS):
        if not topic.startswith("lab"):
            continue
        page.evaluate(ASK, topic)
        expect(card).to_have_attribute("data-topic", topic)
        for depth in ("Summary", "ELI5", "In depth"):
            card.get_by_text(depth, exact=True).click()
            words = plain(card.get_by_role("status").inner_text())
            assert len(words) > 20, topic
            assert "undefined" not in words, words
            assert "NaN" not in words, words


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_keeps_anybody_out(learner: Learner, page: Page, axe: Axe, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    for layer, lab in [
        ("conv_1_1", "padding:1|padding:1;border:reflect;stride:2"),
        ("conv_2_2", "|size:11;dilation:3"),
        ("pool_1", "|kind:average_pool;size:3"),
        ("relu_1_1", "|kind:leaky_relu"),
    ]:
        show(learner, layer, lab)
        page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished))")
        assert axe("[data-stage]") == [], layer


@pytest.mark.browser_context_args(
    viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, device_scale_factor=3
)
def test_the_same_in_a_hand(learner: Learner, axe: Axe) -> None:
    phone = learner
    show(phone, "conv_1_1", "|stride:2")
    wide = phone.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert wide[0] <= wide[1] == 390
    stride = knob(phone, "B", "Stride")
    stride.scroll_into_view_if_needed()
    box = stride.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    expect(knob(phone, "A", "Stride")).to_have_count(0)
    assert axe("[data-stage]") == []
    folded = side(phone, "A").get_by_text("Turn the knobs of A")
    folded.scroll_into_view_if_needed()
    folded.tap()
    expect(knob(phone, "A", "Stride")).to_be_visible()
    reflected = side(phone, "B").get_by_text("reflected")
    reflected.scroll_into_view_if_needed()
    reflected.tap()
    assert phone.link["lab"] == "|stride:2;border:reflect"
    door = phone.page.get_by_role("button", name="Laboratory")
    door.scroll_into_view_if_needed()
    door.tap()
    expect(side(phone, "A")).to_have_count(0)
