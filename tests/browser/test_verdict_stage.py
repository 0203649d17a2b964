"""Flattened, dense, softmax: what their close-ups promise alike, to a finger and to every eye."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.close_up import show
from tests.browser.explaining import UNEXPLAINED
from tests.browser.learner import Learner
from tests.browser.verdict import TOO_SMALL, logits_of


@pytest.mark.parametrize("layer", ["dense", "softmax"])
def test_a_class_is_tried_out_before_it_is_chosen(learner: Learner, page: Page, layer: str) -> None:
    show(learner, layer, (4, 0, 0))
    before = learner.link
    classes = learner.service.network("tiny-vgg")["classes"]
    page.get_by_role("button", name=re.compile(f"^{classes[8]}")).hover()
    expect(learner.close_up.get_by_role("paragraph").first).to_contain_text("fruit, 9 of 10")
    assert learner.link == before
    page.mouse.move(8, 300)
    expect(learner.close_up.get_by_role("paragraph").first).to_contain_text("butterfly, 5 of 10")


STATES = {
    "flattened": ("tiny-vgg", "flatten", ""),
    "flattened, shuffled": ("tiny-vgg", "flatten", "shuffle:3;alike:1"),
    "flattened, a list": ("lenet-5", "flatten", "shuffle:2"),
    "dense": ("tiny-vgg", "dense", "term:241"),
    "dense, beside a rival": ("tiny-vgg", "dense", "rival:2;verdict:1;by:loudest"),
    "dense, cells": ("tiny-vgg", "dense", "by:numbers;rival:2"),
    "dense over a list": ("lenet-5", "dense_1", "term:5"),
    "dense over a list, to the verdict": ("lenet-5", "dense_2", "rival:3;verdict:1"),
    "softmax": ("lenet-5", "softmax", ""),
    "softmax, turned": ("tiny-vgg", "softmax", "temperature:2.00;add:3;cut:1"),
    "softmax, two": ("tiny-vgg", "softmax", "pair:2,4;temperature:3.02"),
}


@pytest.mark.parametrize("state", STATES.values(), ids=STATES)
def test_nothing_keeps_anybody_out_with_every_control_moved(
    learner: Learner, page: Page, axe: Callable[..., list[str]], state: tuple[str, str, str]
) -> None:
    """At a desk by day and on a phone at night."""
    network, layer, tools = state
    show(learner, layer, None, network, tools)
    assert axe("[data-stage]") == []
    assert page.evaluate(UNEXPLAINED) == []
    assert page.evaluate(TOO_SMALL, 24) == []
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 390, "height": 844})
    expect(learner.close_up).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
    assert axe("[data-stage]") == []


def test_damaged_settings_are_as_good_as_none(learner: Learner, page: Page) -> None:
    show(learner, "softmax", None, tools="temperature:hot;add:99;pair:7,7")
    expect(page.get_by_role("slider", name="temperature")).to_have_attribute(
        "aria-valuetext", "1.00"
    )
    expect(page.get_by_role("slider", name="add to all")).to_have_attribute("aria-valuetext", "0")
    first = page.get_by_role("combobox", name="First class")
    expect(first).to_have_value(str(int(logits_of(learner).argmax())))
    show(learner, "dense", (4, 0, 0), tools="rival:4;term:5000;by:weight")
    expect(page.get_by_role("combobox", name="beside")).to_have_value("")
    expect(learner.close_up).to_contain_text("The weights are no picture of")


def test_noise_is_shared_out_like_anything_else(learner: Learner, page: Page) -> None:
    show(learner, "softmax")
    before = learner.run
    page.get_by_role("button", name="Try it on noise").click()
    expect(page).to_have_url(re.compile("altered=noise:0.3"))
    expect(page.get_by_role("button", name="Take the noise away")).to_be_visible()
    expect(page.locator('a[download$="-run.json"]')).not_to_have_attribute(
        "href", re.compile(before)
    )
    shares = learner.service.maps(learner.run, "softmax").ravel()
    name = learner.service.network("tiny-vgg")["classes"][int(shares.argmax())]
    said = f"{name} has {100 * shares.max():.1f} %: the ten add up to 100 %"
    expect(learner.close_up.get_by_text(said).first).to_be_visible()
    page.get_by_role("button", name="Take the noise away").click()
    learner.arrived(before)


def test_on_a_phone_a_finger_does_it_all(
    new_context: Callable[..., Any], service: Any, tmp_path: Any
) -> None:
    page = new_context(has_touch=True).new_page()
    page.set_viewport_size({"width": 390, "height": 844})
    learner = Learner(page, service, tmp_path)
    show(learner, "dense", (4, 0, 0))
    page.get_by_role("slider", name="Map 2", exact=True).tap()
    expect(page).to_have_url(re.compile("tools=term:"))
    index = int(learner.link["tools"].split(":")[1])
    assert index // 169 == 1
    page.get_by_role("button", name="go to this number").tap()
    expect(page).to_have_url(re.compile(f"layer=flatten&map={index + 1}&"))
    page.get_by_role("button", name="Map 7", exact=True).tap()
    expect(page).to_have_url(re.compile(f"map={6 * 169 + index % 169 + 1}&"))
    assert page.evaluate(TOO_SMALL, 24) == []
