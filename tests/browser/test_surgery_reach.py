"""Operating on the network is explained, open to all, and fits a thumb."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import FINISHED
from tests.browser.explaining import ASK, TOPICS, UNEXPLAINED
from tests.browser.learner import Learner
from tests.browser.surgery import BOTH, Axe, operate, panel, show


@pytest.mark.parametrize("more", ["&open=1", "&ink=difference", "&open=1&ink=before"])
def test_all_of_it_can_be_asked_about(learner: Learner, page: Page, more: str) -> None:
    topics = set()
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        show(learner, BOTH, more)
        if "open" in more:
            operate(learner)
        if width == 390:
            page.get_by_role("button", name="Show all text").click()
        expect(panel(learner)).to_contain_text("right, ")
        assert page.evaluate(UNEXPLAINED) == []
        topics |= set(page.evaluate(TOPICS))
    assert {"edits", "edit-switch", "edited-verdict", "edited-ink", "edited-samples"} <= topics
    page.get_by_role("button", name="What is this?").click()
    card = page.get_by_role("complementary", name="What is this?")
    expect(card).to_be_visible()
    for topic in topics:
        if not topic.startswith(("edit", "operate")) or not page.evaluate(ASK, topic):
            continue
        told = []
        for depth in ("Summary", "ELI5", "In depth"):
            card.get_by_text(depth, exact=True).click()
            told.append(card.get_by_role("status").inner_text())
        assert len(set(told)) == 3, topic
        for words in told:
            for hole in ("undefined", "NaN", "[object", "null", "Infinity"):
                assert hole not in words, (topic, words)


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("more", ["&open=1", "&ink=difference"])
def test_operating_is_open_to_all(
    learner: Learner, page: Page, axe: Axe, width: int, more: str
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    show(learner, f"{BOTH};~conv_2_1:1,b.5", more)
    if "open" in more:
        operate(learner)
    if width == 390:
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        page.get_by_role("button", name="Show all text").click()
    expect(panel(learner)).to_contain_text("right, ")
    page.evaluate(FINISHED)
    assert axe() == []
    page.emulate_media(color_scheme="dark")
    assert axe(rules=["color-contrast"]) == []


def test_on_a_phone_everything_can_be_hit(learner: Learner, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    show(learner, BOTH)
    tools = operate(learner)
    for control in tools.locator("button, select, input[type=range]").all():
        box = control.bounding_box()
        assert box is not None
        assert box["height"] >= 44, control.evaluate("(one) => one.outerHTML")
    page.get_by_role("button", name="Show all text").click()
    for control in panel(learner).locator("button, label:has([role=switch])").all():
        box = control.bounding_box()
        assert box is not None
        assert box["height"] >= 44, control.evaluate("(one) => one.outerHTML")
