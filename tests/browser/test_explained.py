"""Nothing on screen is unexplained: every control and every number can be asked what it is."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.explaining import ASK, TOPICS, UNEXPLAINED, told_of
from tests.browser.learner import Learner

VIEWS = {
    "the first screen": "",
    "the first screen of another network": "#network=lenet-5",
    "evidence wires": "#wires=evidence",
    "the field that matters": "#layer=conv_2_1&open=1&effective=1",
    "the laboratory": "#layer=conv_1_1&open=1&lab=",
    "the picture moved about": "#altered=rotate:23",
    "the filter studio": "#layer=conv_1_1&map=4&open=1&studio=",
    "a learned filter on the pad": "#layer=conv_1_1&map=4&open=1&studio=to:conv_1_1,4;own|",
    "an edited network": "#layer=conv_1_1&map=4&open=1&edits=conv_1_1:4,s0",
    **{
        f"{network}, {layer}": f"#network={network}&layer={layer}&open=1"
        for network, layers in {
            "tiny-vgg": ("input", "conv_1_1", "conv_1_2", "relu_1_1", "pool_1", "flatten", "dense"),
            "lenet-5": ("conv_1", "conv_3", "relu_4", "dense_1", "softmax"),
        }.items()
        for layer in layers
    },
}


@pytest.mark.parametrize("link", VIEWS.values(), ids=VIEWS)
def test_everything_can_be_asked_about_and_is_told_at_three_depths(
    learner: Learner, page: Page, link: str
) -> None:
    """At a desk and on a phone; with this picture's numbers in the words, never with a hole."""
    topics = set()
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        learner.open(link)
        page.mouse.move(5, 5)
        expect(page.locator("body")).not_to_contain_text("on their way")
        assert page.evaluate(UNEXPLAINED) == []
        topics |= set(page.evaluate(TOPICS))
    page.get_by_role("button", name="What is this?").click()
    card = page.get_by_role("complementary", name="What is this?")
    expect(card).to_be_visible()
    for topic in topics:
        if not page.evaluate(ASK, topic):
            continue
        for words in told_of(card, topic):
            assert len(words) > 10, topic
            for hole in ("undefined", "NaN", "[object", "null", "Infinity"):
                assert hole not in words, (topic, words)


def test_asking_uses_nothing(learner: Learner, page: Page) -> None:
    learner.open("#layer=conv_1_1&open=1")
    before = page.url
    page.keyboard.press("e")
    card = page.get_by_role("complementary", name="What is this?")
    expect(card).to_be_visible()
    page.get_by_role("button", name="Share").click()
    expect(card.get_by_role("heading", name="Share")).to_be_visible()
    page.get_by_role("tab", name="In depth").click()
    expect(card.get_by_role("heading", name="Three depths")).to_be_visible()
    assert page.url == before
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    assert page.url == before


def test_asking_by_keys_and_by_touch(learner: Learner, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    learner.open()
    page.get_by_role("button", name="What is this?").click()
    card = page.get_by_role("complementary", name="What is this?")
    expect(card).to_be_visible()
    page.get_by_role("button", name="Upload").focus()
    expect(card.get_by_role("heading", name="A picture of your own")).to_be_visible()
    page.get_by_role("button", name="Upload").press("Enter")
    expect(card.get_by_role("heading", name="A picture of your own")).to_be_visible()
    card.get_by_role("button", name="Stop asking").click()
    expect(card).to_have_count(0)


def test_the_card_is_open_to_all(
    learner: Learner, page: Page, axe: Callable[..., list[str]]
) -> None:
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 844})
        learner.open()
        page.get_by_role("button", name="What is this?").click()
        page.get_by_role("button", name="Upload").hover()
        assert axe() == []
        page.emulate_media(color_scheme="dark")
        assert axe(rules=["color-contrast"]) == []
        page.emulate_media(color_scheme="light")
