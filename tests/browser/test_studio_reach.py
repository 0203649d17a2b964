"""The studio is open to all: by keys alone, by a finger, by night, and to those who listen."""

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import FINISHED
from tests.browser.explaining import ASK, TOPICS, UNEXPLAINED, told_of
from tests.browser.studio import DIAGONAL, MADE, Studio
from tests.browser.test_phone import PHONE, SHORT, fits
from tests.browser.test_reach import NAMELESS, Seen, seen, walk

__all__ = ["seen"]

BLANK = {"weights": np.zeros((5, 5)).tolist()}
OWN = "to:conv_1_1,4;own"
"""A learned filter on the pad: it is known by its place."""


def kept(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^Kept filters")).click()
    page.get_by_label("Name of the filter on the pad").fill("mine")
    page.keyboard.press("Enter")


def learned(page: Page) -> None:
    tile = page.get_by_role("button", name="learned", exact=True)
    # Away from the sheet: axe does not know that a card lies above everything.
    tile.evaluate("(one) => { one.scrollIntoView(); scrollBy(0, -80); }")
    tile.click()


def knobs(page: Page) -> None:
    page.get_by_role("button", name="In the network").click()
    page.get_by_role("button", name="Gabor").click()
    page.mouse.move(5, 5)
    page.get_by_role("button", name="Add a filter").click()
    page.get_by_role("button", name="Settings").click()
    page.get_by_role("group", name="Padding").get_by_text("by hand").click()
    page.get_by_role("slider", name="Pixel of the result").press("ArrowRight")
    expect(page.locator(".sum")).to_contain_text("Row ")


def nothing(page: Page) -> None:
    pass


STATES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "a learned filter": (f"{OWN}|", nothing),
    "a row of the dense layer": ("from:pool_2,all;to:dense,5;own|", nothing),
    "slices that do not fit, and the choice of a learned filter": (
        "to:conv_1_2,1|k:3x1x1:AACAPwAAgD8AAIA_",
        learned,
    ),
    "kept filters": ("", kept),
    "every knob, and an edited network": ("", knobs),
}


def test_every_state_is_open_to_all(studio: Studio, page: Page, seen: Seen) -> None:
    """No axe violation, no nameless control, nothing that cannot be asked about; and it fits."""
    for state, (link, bring) in STATES.items():
        page.goto("about:blank")
        studio.learner.open(f"#layer=conv_1_1&map=4&open=1&studio={link}")
        expect(page.locator(MADE).first).to_be_visible()
        bring(page)
        page.mouse.move(5, 5)
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
        assert page.evaluate(NAMELESS) == [], state
        assert page.evaluate(UNEXPLAINED) == [], state
        seen.is_open_to_all(state)


def test_every_knob_is_told_at_three_depths(studio: Studio, page: Page) -> None:
    """With the filter's own numbers in the words, and never with a hole."""
    studio.open()
    before = set(page.evaluate(TOPICS))
    knobs(page)
    topics = set(page.evaluate(TOPICS)) - before
    assert {"studio-stride", "studio-border", "studio-order"} <= topics
    page.get_by_role("button", name="What is this?").click()
    card = page.get_by_role("complementary", name="What is this?")
    expect(card).to_be_visible()
    for topic in sorted(topics):
        if not page.evaluate(ASK, topic):
            continue
        words = "".join(told_of(card, topic))
        for hole in ("undefined", "NaN", "[object", "null", "Infinity"):
            assert hole not in words, (topic, words)


# By keys


def test_the_whole_way_by_keys_alone(studio: Studio, page: Page) -> None:
    """From a close-up into the studio, a filter painted and put in, and out again."""
    learner = studio.learner
    learner.open("#layer=conv_1_1&map=4&open=1")
    before = learner.run

    page.evaluate("document.activeElement.blur()")
    learner.tab_to(page.get_by_role("button", name="Filters", exact=True))
    page.keyboard.press("Enter")
    studio.holds(DIAGONAL)
    learner.tab_to(studio.cell(1, 1))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    right = np.array(DIAGONAL)
    right[0, 1] = 0.6
    studio.holds(right)
    learner.tab_to(page.get_by_role("button", name="Mirror"))
    page.keyboard.press("Enter")
    studio.holds(np.fliplr(right))
    learner.tab_to(page.get_by_role("slider", name="Pixel of the result"))
    page.keyboard.press("ArrowRight")
    expect(studio.sum).to_contain_text("Row ")
    learner.tab_to(page.get_by_role("button", name="In the network"))
    page.keyboard.press("Space")
    expect(page.get_by_role("group", name="Your edits")).to_be_visible()
    export = page.locator('a[download$="-run.json"]')
    expect(export).not_to_have_attribute("href", f"/api/runs/{before}")
    page.keyboard.press("Escape")
    expect(learner.close_up).to_be_visible()
    expect(page.locator(":focus")).to_have_count(1)


def test_the_focus_is_never_lost(studio: Studio, page: Page) -> None:
    """Into the studio by a button that goes, out of it from a pad that goes: on in the stage."""
    studio.learner.open("#layer=conv_1_1&map=4&open=1")
    studio.learner.close_up.get_by_role("button", name="Operate").click()
    studio.learner.close_up.get_by_role("button", name="Open on the pad").press("Enter")
    studio.cell(1, 1).wait_for()
    expect(page.locator("[data-stage]")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Filter 1 of 1")).to_be_focused()
    studio.cell(2, 2).focus()
    page.keyboard.press("Escape")
    expect(studio.learner.close_up).to_be_visible()
    expect(page.locator("[data-stage]")).to_be_focused()


def test_tab_visits_every_part_once(studio: Studio, page: Page) -> None:
    studio.open()
    page.evaluate("document.activeElement.blur()")
    stops = walk(page)
    assert len(stops) < 75, "the pad, like every group, is one stop"
    milestones = ("Filters", "Row 1, column 1", "Brush value", "identity", "learned", "Normalise")
    places = [next(i for i, stop in enumerate(stops) if one in stop) for one in milestones]
    assert places == sorted(places), stops
    for part in (
        "Filter 1 of 1", "Add a filter", "Subtract", "Rows of the filter",
        "Columns of the filter", "×½", "What the filter is laid on", "Pixel of the result",
        "How much is shown as it was before", "Layer to put it into", "In the network",
        "Type numbers", "Clear", "Kept filters", "Settings",
    ):  # fmt: skip
        assert sum(part in stop for stop in stops) >= 1, f"{part} is not reached: {stops}"


def test_keys_of_the_page_do_not_disturb_the_pad(studio: Studio, page: Page) -> None:
    """What a key means on the pad, it does not mean to the page as well."""
    studio.open(BLANK)
    studio.cell(3, 3).focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.type("1.5e")
    page.keyboard.press("Escape")
    expect(studio.grid).to_be_visible()
    due = np.zeros((5, 5))
    due[2, 2] = 0.6
    studio.holds(due)
    assert studio.learner.link["layer"] == "conv_1_1"
    expect(page.get_by_role("complementary", name="What is this?")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(studio.grid).to_have_count(0)


# For those who listen


def test_what_happens_is_said(studio: Studio, page: Page) -> None:
    studio.open()
    studio.press_button("Negate")
    studio.said("Every weight changed its sign: what was blue is orange.")
    page.get_by_role("button", name="Sobel", exact=True).click()
    studio.said("gets brighter to the right")
    studio.press_button("In the network")
    studio.said("convolved 1, map 4 now has your filter.")
    pixel = page.get_by_role("slider", name="Pixel of the result")
    expect(pixel).to_have_attribute("aria-valuetext", "no pixel chosen yet")
    pixel.press("ArrowRight")
    expect(pixel).to_have_attribute(
        "aria-valuetext", re.compile(r"^row \d+, column \d+, ([+−]?[\d.]+|≈0)$")
    )
    expect(page.get_by_role("grid")).to_have_accessible_name("The filter, 5 rows by 5 columns")
    expect(studio.cell(3, 1)).to_have_accessible_name("Row 3, column 1: −0.3750")


# By night


def test_by_night_the_numbers_have_the_colours_of_the_night(studio: Studio, page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    studio.open()
    due = studio.due(studio.picture(), {"weights": DIAGONAL})
    studio.draws(due, theme="dark")
    page.get_by_role("button", name="Light colours").click()
    studio.draws(due, theme="light")


# In a hand


@pytest.fixture
def thumb(studio: Studio, page: Page) -> Any:
    """``thumb(way)``: a finger laid on the pad and drawn from place to place."""
    devices = page.context.new_cdp_session(page)

    def draws(*way: tuple[float, float]) -> None:
        points = [dict(zip("xy", studio.at(*place), strict=True)) for place in way]
        kinds = ["touchStart", *["touchMove"] * (len(points) - 1)]
        for kind, point in zip(kinds, points, strict=True):
            devices.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
        devices.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    return draws


@pytest.mark.browser_context_args(**PHONE)
def test_a_finger_paints_and_the_page_stays_where_it_is(
    studio: Studio, page: Page, thumb: Any
) -> None:
    studio.open(BLANK)
    studio.grid.evaluate("(grid) => grid.scrollIntoView({ block: 'start' })")
    page.evaluate("scrollBy(0, -80)")
    place = studio.grid.bounding_box()
    thumb((0.5, 0.5), (0.5, 4.5), (3.5, 4.5))
    due = np.zeros((5, 5))
    due[0], due[:4, 4] = 0.6, 0.6
    studio.holds(due)
    assert studio.grid.bounding_box() == place
    studio.draws(studio.due(studio.picture(), {"weights": due.tolist()}))
    page.get_by_role("button", name="Subtract").tap()
    thumb((0.5, 0.5), (0.5, 1.5))
    due[0, :2] = 0
    studio.holds(due)
    fits(page)


@pytest.mark.browser_context_args(**PHONE)
def test_a_second_finger_does_not_paint(studio: Studio, page: Page) -> None:
    studio.open(BLANK)
    studio.grid.evaluate("(grid) => grid.scrollIntoView({ block: 'start' })")
    page.evaluate("scrollBy(0, -80)")
    devices = page.context.new_cdp_session(page)
    one, other = studio.at(0.5, 0.5), studio.at(3.5, 0.5)
    on = studio.at(0.5, 2.5)

    def touches(kind: str, *points: tuple[float, float]) -> None:
        told = [{"x": x, "y": y, "id": i} for i, (x, y) in enumerate(points)]
        devices.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": told})

    touches("touchStart", one)
    touches("touchStart", one, other)
    touches("touchMove", on, other)
    touches("touchEnd")
    due = np.zeros((5, 5))
    due[0, :3] = 0.6
    studio.holds(due)


@pytest.mark.browser_context_args(**PHONE)
@pytest.mark.parametrize("link", ["", f"{OWN}|"], ids=["at its start", "a learned filter"])
def test_everything_fits_and_can_be_hit(studio: Studio, page: Page, link: str) -> None:
    """Nothing scrolls sideways; what is pressed is 44 pixels high, except the cells of the pad."""
    studio.learner.open(f"#layer=conv_1_1&map=4&open=1&studio={link}")
    expect(page.locator(MADE).first).to_be_visible()
    if not link:
        knobs(page)
    fits(page)
    page.evaluate(FINISHED)
    assert page.evaluate(SHORT) == []
    low = page.evaluate(
        """() => [...document.querySelectorAll('.studio button, .studio select, .studio fieldset')]
          .filter((one) => one.checkVisibility({ visibilityProperty: true }))
          .filter((one) => !one.closest('[role=radiogroup]'))
          .map((one) => [one.ariaLabel || one.innerText, one.getBoundingClientRect().height])
          .filter(([, height]) => height < 44)"""
    )
    assert low == []


@pytest.mark.browser_context_args(**PHONE)
def test_the_result_is_in_sight_before_the_pad(studio: Studio, page: Page) -> None:
    studio.open()
    frame, grid = page.locator(".frame").bounding_box(), studio.grid.bounding_box()
    assert frame is not None
    assert grid is not None
    assert frame["y"] + frame["height"] < grid["y"]
    expect(page.locator(".frame")).to_be_in_viewport(ratio=1)
    page.get_by_role("button", name="Back to the close-up from").tap()
    expect(studio.learner.close_up).to_be_visible()
