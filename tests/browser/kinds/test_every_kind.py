"""Every kind of layer there is, in one small network: each has a close-up, and each is true.

Both sides of it are linked, everything on it is explained, and it fits a phone.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from app.engine.layer import KINDS
from tests.browser import every_kind as network
from tests.browser import pictures
from tests.browser.close_up import Cell, is_chosen
from tests.browser.explaining import ASK, TOPICS, UNEXPLAINED, told_of
from tests.browser.kinds.stage import LAYERS, opened, output, shape
from tests.browser.learner import Learner

COLOURS = ("color-contrast", "link-in-text-block")


def test_the_network_has_every_kind() -> None:
    assert set(LAYERS.values()) == set(KINDS)


@pytest.mark.parametrize("layer", LAYERS)
def test_every_kind_opens_and_its_number_is_true(
    learner: Learner, axe: Callable[..., list[str]], page: Page, layer: str
) -> None:
    """By the link, by the keys, by pointing; open to all; nothing said on the console."""
    depth, height, width = shape(learner, layer)
    start = (depth // 2, height // 2, width // 2)
    maps = opened(learner, layer, start)
    due = float(maps[start])
    last_digit = 6e-8 if abs(due) < 100 else 6e-5  # as the page prints them
    assert learner.exact() == pytest.approx(due, abs=last_digit)
    assert axe() == []
    page.emulate_media(color_scheme="dark")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert axe(rules=COLOURS) == []
    if height == 1:
        return
    chosen = output(learner)
    chosen.press("ArrowRight")
    chosen.press("Home")
    is_chosen(learner, layer, (start[0], start[1], 0), maps)
    chosen.press("Shift+ArrowUp")
    is_chosen(learner, layer, (start[0], max(0, start[1] - 5), 0), maps)
    box = chosen.bounding_box()
    assert box is not None
    chosen.click(position={"x": box["width"] - 2, "y": box["height"] - 2})
    is_chosen(learner, layer, (start[0], height - 1, width - 1), maps)


LINKED = (
    *("dilated", "norm", "tanh", "skip", "stack", "drop", "pool_max", "pool_mean"),
    *("response", "scaled", "sub"),
)


@pytest.mark.parametrize("layer", LINKED)
def test_pointing_at_either_side_moves_the_other(learner: Learner, page: Page, layer: str) -> None:
    """The input's window follows the output, the output's cell follows the input."""
    opened(learner, layer, (0, 0, 0))
    sliders = learner.close_up.get_by_role("slider").filter(has=page.locator("canvas"))
    read_map, made = sliders.first, output(learner)
    before = read_map.get_attribute("aria-valuetext")
    made.scroll_into_view_if_needed()
    box = made.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + box["height"] * 0.9)
    expect(read_map).not_to_have_attribute("aria-valuetext", str(before))
    page.mouse.move(4, 4)
    expect(read_map).to_have_attribute("aria-valuetext", str(before))
    before = made.get_attribute("aria-valuetext")
    box = read_map.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.7, box["y"] + box["height"] * 0.7)
    expect(made).not_to_have_attribute("aria-valuetext", str(before))


@pytest.mark.parametrize(
    ("layer", "cell"),
    [
        ("leaky", (3, 5, 5)),
        ("skip", (1, 4, 6)),
        ("global", (2, 0, 0)),
        ("sub", (4, 3, 2)),
        ("rescaled", (1, 4, 6)),
    ],
)
def test_a_term_leads_to_where_it_came_from(
    learner: Learner, page: Page, layer: str, cell: Cell
) -> None:
    opened(learner, layer, cell)
    learner.close_up.get_by_role("button", name="go to").first.press("Enter")
    source = next(one["inputs"][0] for one in learner.layers if one["name"] == layer)
    expect(page).to_have_url(re.compile(f"layer={source}&map={cell[0] + 1}&.*trail={layer}:"))
    page.go_back()
    expect(page).to_have_url(re.compile(f"layer={layer}&"))


@pytest.mark.parametrize(
    "layer",
    [
        *("norm", "skip", "stack", "drop", "pool_mean", "global"),
        *("response", "sub", "linked", "rbf", "softmin", "rescaled"),
    ],
)
def test_everything_on_it_can_be_asked_about(learner: Learner, page: Page, layer: str) -> None:
    """At three depths, with this picture's numbers, and never with a hole in a sentence."""
    opened(learner, layer, (1, 0, 0))
    page.mouse.move(5, 5)
    assert page.evaluate(UNEXPLAINED) == []
    page.get_by_role("button", name="What is this?").click()
    card = page.get_by_role("complementary", name="What is this?")
    expect(card).to_contain_text("Point at anything")
    ours = ("norm-", "add-", "concat-", "dropout-", "pool-", "mean-", "response-", "sub-", "rbf-")
    ours += ("link-", "conv-", "soft-", "scale-")
    topics = [one for one in page.evaluate(TOPICS) if one.startswith(ours)]
    assert len(topics) >= 3
    for topic in topics:
        page.evaluate(ASK, topic)
        for words in told_of(card, topic):
            for hole in ("undefined", "NaN", "[object", "null", "Infinity", "–"):
                assert hole not in words, (topic, words)


def test_a_picture_of_ones_own_goes_through_every_kind(learner: Learner, page: Page) -> None:
    """Nothing but an upload, as for a network that somebody has just put on the shelf."""
    learner.open(f"#network={network.NAME}")
    run = learner.upload(pictures.File("mine.png", pictures.saved(pictures.quarters(), "PNG")))
    for layer in ("norm", "stack", "pool_mean", "global"):
        page.goto(f"/#network={network.NAME}&run={run}&layer={layer}&open=1")
        expect(learner.close_up.get_by_role("heading").first).to_be_visible()
        assert learner.run == run


def test_on_a_phone_every_kind_fits_and_follows_a_finger(
    new_context: Callable[..., BrowserContext],
) -> None:
    page = new_context(has_touch=True, is_mobile=True).new_page()
    page.set_viewport_size({"width": 390, "height": 844})
    kinds = ("padded", "norm", "leaky", "skip", "stack", "drop", "pool_mean", "global")
    for layer in (*kinds, "response", "linked", "scaled", "rescaled", "sub"):
        page.goto(f"/#network={network.NAME}&layer={layer}&open=1&map=2&cell=0,0")
        stage = page.get_by_role("region", name="Close-up")
        expect(stage.get_by_role("heading").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), layer
        made = stage.locator('[role=slider][aria-valuetext*="value"]').last
        made.scroll_into_view_if_needed()
        box = made.bounding_box()
        assert box is not None
        if layer != "global":
            page.evaluate("window.scrollBy(0, -200)")
            made.tap(position={"x": box["width"] * 0.8, "y": box["height"] * 0.3}, force=True)
            expect(page).not_to_have_url(re.compile("cell=0,0"))
        page.reload()
        expect(stage.get_by_role("heading").first).to_be_visible()
