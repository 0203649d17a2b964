"""What flies where, and that nobody has to wait for it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.learner import Learner

FLIGHTS = """
() => document.getAnimations()
  .filter((one) => one.effect.target?.dataset?.shows && !(one instanceof CSSTransition))
  .map((one) => one.effect.target.dataset.shows)
"""
SLOWLY = """
() => document.getAnimations().forEach((one) => { one.pause(); one.currentTime = 0; })
"""


@pytest.fixture
def lively(page: Page, learner: Learner) -> Learner:
    """Somebody who asked for no less motion than there is."""
    page.emulate_media(reduced_motion="no-preference")
    return learner


def place(page: Page, shows: str) -> float:
    """Where a map is seen on the stage, from the left."""
    box = page.locator(f'[aria-label="Close-up"] [data-shows="{shows}"]').first.bounding_box()
    assert box is not None
    return box["x"]


def test_the_old_output_becomes_the_new_input(lively: Learner) -> None:
    page = lively.open("#layer=conv_1_1&map=3&cell=20,20&open=1").page
    expect(lively.close_up.locator("[data-shows]").first).to_be_visible()
    was = place(page, "conv_1_1 2")
    page.keyboard.press("]")
    page.evaluate(SLOWLY)
    assert "conv_1_1 2" in page.evaluate(FLIGHTS)
    assert abs(place(page, "conv_1_1 2") - was) < 3, "it starts where it stood"
    page.evaluate("() => document.getAnimations().forEach((one) => one.finish())")
    assert place(page, "conv_1_1 2") < was - 100, "and ends on the left"


def test_a_second_key_within_a_flight_lands_right(lively: Learner) -> None:
    """Nothing waits and nothing lags behind."""
    page = lively.open("#layer=input&open=1").page
    for layer in lively.layers[1:]:
        page.keyboard.press("]")
        assert lively.link["layer"] == layer["name"]
    expect(lively.close_up).to_contain_text("Softmax, butterfly")
    for _ in range(5):
        page.keyboard.press("[")
    assert lively.link["layer"] == "conv_2_2"
    expect(lively.close_up.get_by_role("paragraph").first).to_contain_text("Convolved, map")
    page.wait_for_timeout(700)
    assert page.evaluate(FLIGHTS) == []


def test_the_chosen_maps_fly_onto_the_stage(lively: Learner) -> None:
    page = lively.open("#layer=relu_1_1&map=4").page
    page.get_by_role("option", name="Map 4 of 10, rectified 1").click()
    flying: set[str] = set()
    for _ in range(100):
        flying |= set(page.evaluate(FLIGHTS))
        if flying:
            break
        page.wait_for_timeout(20)
    assert {"conv_1_1 3", "relu_1_1 3"} <= flying
    expect(lively.close_up).to_contain_text("Rectified, map 4")


def test_who_asked_for_less_motion_gets_a_cross_fade(learner: Learner, page: Page) -> None:
    learner.open("#layer=conv_1_1&map=3&open=1")
    expect(learner.close_up.locator("[data-shows]").first).to_be_visible()
    page.keyboard.press("]")
    frames = page.evaluate(
        """() => document.getAnimations().map((one) =>
          [one.effect.getComputedTiming().duration,
           one.effect.getKeyframes().every((frame) => !frame.transform)])"""
    )
    assert all(duration <= 120 and still for duration, still in frames), frames
