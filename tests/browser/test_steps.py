"""Walking through the network by every means, each step with its sentence; and the address."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import pictures
from tests.browser.learner import Learner, plain

LAST = 13
"""Layers after the input, in both networks."""


def slide(page: Page, key: str) -> Callable[[], None]:
    return lambda: page.get_by_role("slider", name="Step").press(key)


def click(page: Page, name: str) -> Callable[[], None]:
    return lambda: page.get_by_role("button", name=name).click()


def press(page: Page, key: str) -> Callable[[], None]:
    return lambda: page.keyboard.press(key)


ON = {
    "button": lambda page: click(page, "Next layer"),
    "bracket": lambda page: press(page, "]"),
    "slider": lambda page: slide(page, "ArrowRight"),
}
BACK = {
    "button": lambda page: click(page, "Previous layer"),
    "bracket": lambda page: press(page, "["),
    "slider": lambda page: slide(page, "ArrowLeft"),
}


def at(learner: Learner, told: Any, layers: list[Any], index: int) -> None:
    """The page stands at this layer: heading, sentence, address, playhead."""
    layer = layers[index]
    heading = f"Step {index + 1} of {len(layers)}: {layer['stage']}"
    expect(learner.heading).to_have_text(heading)
    sentence = learner.heading.locator("..").get_by_role("paragraph")
    expect(sentence).to_contain_text(plain(told["layers"][index]["sentence"]))
    slider = learner.page.get_by_role("slider", name="Step", exact=True)
    expect(slider).to_have_attribute("aria-valuenow", str(index + 1))
    expect(learner.page).to_have_url(re.compile(rf"[#&]layer={layer['name']}(&|$)"))


@pytest.mark.parametrize(
    ("means", "network"),
    [("button", "tiny-vgg"), ("button", "lenet-5"), ("bracket", "lenet-5"), ("slider", "tiny-vgg")],
)
def test_every_layer_is_reached_and_says_what_it_did(
    learner: Learner, page: Page, network: str, means: str
) -> None:
    learner.open(f"#network={network}&layer=input")
    layers, told = learner.layers, learner.told
    assert len(layers) == LAST + 1
    for index in range(LAST + 1):
        at(learner, told, layers, index)
        if index < LAST:
            ON[means](page)()
    for index in range(LAST - 1, -1, -1):
        BACK[means](page)()
        expect(learner.heading).to_contain_text(f"Step {index + 1} of")


def test_the_ends_of_the_network_are_ends(learner: Learner, page: Page) -> None:
    learner.open("#layer=softmax")
    onward, back = (page.get_by_role("button", name=f"{n} layer") for n in ("Next", "Previous"))
    expect(onward).to_have_attribute("aria-disabled", "true")
    page.keyboard.press("]")
    expect(learner.heading).to_have_text("Step 14 of 14: softmax")
    page.get_by_role("button", name="First layer").click()
    expect(learner.heading).to_have_text("Step 1 of 14: input")
    expect(back).to_have_attribute("aria-disabled", "true")
    page.get_by_role("button", name="Last layer").click()
    expect(learner.heading).to_have_text("Step 14 of 14: softmax")


def test_arrows_lead_from_map_to_map_and_layer_to_layer(learner: Learner, page: Page) -> None:
    learner.open()
    page.get_by_role("option", name="Map 3 of 10, convolved 1").click()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", name="Map 4 of 10, convolved 1")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("option", name="Map 4 of 10, rectified 1")).to_be_focused()
    page.keyboard.press("Enter")
    expect(learner.heading).to_have_text("Step 3 of 14: rectified")
    assert learner.link["map"] == "4"
    for layer in learner.layers[3:11]:
        page.keyboard.press("ArrowRight")
        focused = page.locator(":focus")
        expect(focused).to_have_attribute(
            "aria-label", re.compile(f", {learner.title(layer['name'])}, highest")
        )
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("slider", name="flattened")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("listbox", name="Verdict").locator(":focus")).to_have_count(1)


def test_play_walks_to_the_end_and_tells_every_step(learner: Learner, page: Page) -> None:
    learner.open("#layer=input")
    told = learner.told
    page.evaluate(
        """() => {
          window.said = [];
          const step = [...document.querySelectorAll('h2')].find((h) => /^Step/.test(h.innerText));
          const note = () => window.said.push(step.parentElement.innerText);
          new MutationObserver(note).observe(step.parentElement,
            { subtree: true, characterData: true, childList: true });
          note();
        }"""
    )
    page.get_by_label("Speed").select_option("8×")
    page.get_by_role("button", name="Play").click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    expect(learner.heading).to_have_text("Step 14 of 14: softmax")
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    said = [plain(words) for words in page.evaluate("window.said")]
    for index, layer in enumerate(told["layers"]):
        start = f"Step {index + 1} of 14: {layer['stage']}"
        mine = [words for words in said if words.startswith(start)]
        assert any(plain(layer["sentence"]) in words for words in mine), start
    page.get_by_role("button", name="Play").click()  # at the end, play begins again
    expect(learner.heading).to_contain_text("Step 1 of 14")


def test_space_plays_and_pauses(learner: Learner, page: Page) -> None:
    learner.open("#layer=input")
    page.get_by_label("Speed").select_option("8×")
    page.get_by_role("heading", name="Step 1 of 14").click()
    page.keyboard.press("Space")
    expect(learner.heading).not_to_have_text("Step 1 of 14: input")
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Play")).to_be_visible()


def test_the_playhead_can_be_dragged(learner: Learner, page: Page) -> None:
    learner.open()
    slider = page.get_by_role("slider", name="Step", exact=True)
    box = slider.bounding_box()
    assert box is not None
    rail = learner.page.get_by_role("region", name="The network, layer by layer").bounding_box()
    assert rail is not None
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 2, middle)
    page.mouse.down()
    page.mouse.move(rail["x"] + rail["width"] / 2, middle, steps=8)
    page.mouse.up()
    expect(learner.heading).to_contain_text(re.compile(r"Step [5-9] of 14"))
    page.mouse.move(box["x"], middle - 200)
    page.mouse.click(rail["x"] + rail["width"] - 8, middle)
    expect(learner.heading).to_contain_text(re.compile(r"Step 1[2-4] of 14"))


# The address


def test_back_goes_to_the_layer_before_and_reload_keeps_everything(
    learner: Learner, page: Page
) -> None:
    learner.open()
    for stage in ("rectified", "convolved", "rectified"):
        page.get_by_role("button", name="Next layer").click()
        expect(learner.heading).to_contain_text(stage)
    page.go_back()
    expect(learner.heading).to_have_text("Step 4 of 14: convolved")
    page.go_back()
    expect(learner.heading).to_have_text("Step 3 of 14: rectified")
    page.go_forward()
    page.get_by_role("tab", name="In depth").click()
    page.get_by_role("radio", name="network", exact=True).check(force=True)
    page.get_by_role("button", name="Open close-up").click()
    expect(learner.close_up).to_be_visible()
    link = learner.link
    assert link["layer"] == "conv_1_2"
    assert link["depth"] == "in_depth"
    assert link["scale"] == "network"
    page.reload()
    expect(learner.close_up).to_be_visible()
    assert learner.link == link
    expect(page.get_by_role("tab", name="In depth")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(page.get_by_role("radio", name="network", exact=True)).to_be_checked()


def test_back_goes_to_the_picture_and_the_network_before(learner: Learner, page: Page) -> None:
    learner.open()
    page.get_by_role("radio", name="A school bus").check(force=True)
    expect(page.get_by_role("img", name="A school bus")).to_be_visible()
    bus = learner.run
    assert learner.link["sample"] == "school-bus"
    learner.open_network("lenet-5")
    expect(page.get_by_role("img", name="A zero")).to_be_visible()
    page.go_back()
    learner.arrived(bus)
    expect(page.get_by_role("img", name="A school bus")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("img", name="A monarch butterfly")).to_be_visible()
    page.go_forward()
    page.go_forward()
    expect(page.get_by_role("img", name="A zero")).to_be_visible()


def test_a_link_shows_a_friend_exactly_this_view(
    learner: Learner, page: Page, new_context: Callable[..., Any]
) -> None:
    learner.open()
    run = learner.upload(pictures.photo(30))
    page.get_by_role("option", name="Map 6 of 10, convolved 3").click()
    page.keyboard.press("Enter")
    expect(learner.close_up).to_be_visible()
    friend = Learner(new_context().new_page(), learner.service, learner.folder)
    friend.page.goto(page.url)
    expect(friend.close_up).to_contain_text("Convolved, map 6 of 10")
    friend.arrived(run)


DAMAGED = {
    "#depth=soup": "Part of this link could not be read (depth)",
    "#layer=%3Cscript%3E": "Part of this link could not be read (layer)",
    "#layer=conv_1_1&map=zero&cell=1": "Part of this link could not be read (map, cell)",
    "#network=nobody": "There is no network called nobody here. This is tiny-vgg.",
    "#sample=unicorn": "There is no sample called unicorn. This is another one.",
    "#layer=conv_9&open=1": "tiny-vgg has no layer called conv_9, so the page shows its first.",
    "#layer=conv_1_1&map=11": "conv_1_1 has 10 maps of 62×62; the link asked for something outside",
    "#layer=pool_2&map=1&cell=13,0": "pool_2 has 10 maps of 13×13; the link asked for something",
    "#run=0123456789abcdef0123456789abcdef": "The picture of this link is no longer kept here.",
    "#run=what": "The picture of this link is no longer kept here.",
}


@pytest.mark.parametrize("link", DAMAGED)
def test_a_damaged_link_opens_the_start_with_a_word_of_explanation(
    learner: Learner, page: Page, complaints: Any, link: str
) -> None:
    complaints.forgive("status of 404")
    learner.open(link)
    expect(page.get_by_role("status").filter(has_text=DAMAGED[link])).to_be_visible()
    expect(learner.heading).to_be_visible()
    expect(page.get_by_role("img", name="A monarch butterfly")).to_be_visible()
    page.get_by_role("button", name="Close", exact=True).click()
    expect(page.get_by_role("status").filter(has_text=DAMAGED[link])).to_have_count(0)


@pytest.fixture
def clipboard(page: Page, base_url: str) -> Iterator[Page]:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=base_url)
    yield page
    page.context.clear_permissions()


def test_share_copies_the_address(learner: Learner, clipboard: Page) -> None:
    learner.open("#layer=pool_1&map=2")
    clipboard.get_by_role("button", name="Share").click()
    expect(clipboard.get_by_role("button", name="Copied")).to_be_visible()
    assert clipboard.evaluate("navigator.clipboard.readText()") == clipboard.url
