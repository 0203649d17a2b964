"""Convolved: the window that steps, slides, is dragged and plays, and the filter that turns."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.close_up import is_chosen, show
from tests.browser.convolution import printed, says, table
from tests.browser.learner import Learner

WATCH_THE_ORDER = """
() => {
  const at = (selector) => document.querySelector(selector);
  const parts = {
    window: () => at('[aria-label="Window on red"]').getAttribute('aria-valuetext'),
    numbers: () => at('.products td[data-i]').closest('table').innerText,
    sums: () => at('.few .sum b').innerText,
    total: () => at('tfoot td').innerText,
    cell: () => at('[aria-label="Output map 2"]').getAttribute('aria-valuetext').split(', v')[0],
  };
  const before = Object.fromEntries(Object.entries(parts).map(([k, f]) => [k, f()]));
  window.order = [];
  const look = () => {
    for (const [k, f] of Object.entries(parts))
      if (!window.order.includes(k) && f() !== before[k]) window.order.push(k);
    if (window.order.length < 5) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""
WATCH_THE_TURN = """
() => {
  const rows = document.querySelector('.weights tbody');
  window.angles = [];
  const look = () => {
    window.angles.push(parseFloat(getComputedStyle(rows).rotate) || 0);
    if (window.angles.length < 200) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""


def test_the_window_slides_and_steps(learner: Learner, page: Page) -> None:
    """Where motion is unwelcome one press is one step."""
    show(learner, "conv_1_1", (1, 20, 60))
    maps = learner.service.maps(learner.run, "conv_1_1")
    page.get_by_role("button", name="One step").click()
    is_chosen(learner, "conv_1_1", (1, 20, 61), maps)
    page.get_by_role("button", name="Slide the window").click()
    is_chosen(learner, "conv_1_1", (1, 21, 0), maps)
    page.get_by_role("button", name="A step back").click()
    is_chosen(learner, "conv_1_1", (1, 20, 61), maps)


@pytest.mark.parametrize("name", ["Window on green", "Output map 2"])
def test_the_window_can_be_dragged(learner: Learner, page: Page, name: str) -> None:
    """On what is read and on what is made: the sum follows, the address waits for the end."""
    show(learner, "conv_1_1", (1, 20, 20))
    maps = learner.service.maps(learner.run, "conv_1_1")
    box = page.get_by_role("slider", name=name).bounding_box()
    assert box is not None
    cells, by = (64, 1) if name == "Window on green" else (62, 0)
    pitch = box["width"] / cells
    page.mouse.move(box["x"] + 20.5 * pitch, box["y"] + 30.5 * pitch)
    page.mouse.down()
    page.mouse.move(box["x"] + 40.5 * pitch, box["y"] + 30.5 * pitch, steps=6)
    says(learner, maps[1, 30 - by, 40 - by])
    expect(page).to_have_url(re.compile("cell=20,20"))
    page.mouse.up()
    is_chosen(learner, "conv_1_1", (1, 30 - by, 40 - by), maps)


@pytest.fixture
def lively(page: Page) -> Page:
    """The page of somebody who does not mind motion."""
    page.emulate_media(reduced_motion="no-preference")
    return page


def test_it_plays_and_pauses_where_it_is(lively: Page, learner: Learner) -> None:
    show(learner, "conv_1_1", (1, 20, 20))
    maps = learner.service.maps(learner.run, "conv_1_1")
    lively.get_by_role("button", name="Slide the window").click()
    expect(learner.close_up).to_contain_text(re.compile("row 20, column 2[2-9]"))
    lively.get_by_role("button", name="Pause").click()
    expect(lively).not_to_have_url(re.compile("cell=20,20"))
    is_chosen(learner, "conv_1_1", learner.cell, maps)
    assert learner.cell > (1, 20, 21)
    says(learner, maps[learner.cell])


def test_a_slow_step_is_told_in_order(lively: Page, learner: Learner) -> None:
    """The window first, then the numbers, the sum of a channel, the total, the cell."""
    show(learner, "conv_1_1", (1, 20, 20), tools="speed:0.25")
    lively.evaluate(WATCH_THE_ORDER)
    lively.get_by_role("button", name="Slide the window").click()
    expect(learner.close_up).to_contain_text(re.compile("row 20, column 2[2-9]"))
    lively.get_by_role("button", name="Pause").click()
    order = lively.evaluate("window.order")
    assert order == ["window", "numbers", "sums", "total", "cell"]


def test_at_high_speed_only_window_and_cell_move(lively: Page, learner: Learner) -> None:
    show(learner, "conv_1_1", (1, 20, 20))
    lively.get_by_label("Speed of the window").select_option("8×")
    expect(lively).to_have_url(re.compile("tools=speed:8"))
    numbers_before = table(learner, "Products, red").inner_text()
    lively.get_by_role("button", name="Slide the window").click()
    expect(lively.get_by_role("slider", name="Output map 2")).not_to_have_attribute(
        "aria-valuetext", re.compile("^row 20, ")
    )
    assert table(learner, "Products, red").inner_text() == numbers_before
    lively.get_by_role("button", name="Pause").click()
    maps = learner.service.maps(learner.run, "conv_1_1")
    expect(lively).not_to_have_url(re.compile("cell=20,20"))
    says(learner, maps[learner.cell])


def test_the_filter_turns_before_your_eyes_and_can_be_called_back(
    lively: Page, learner: Learner
) -> None:
    show(learner, "conv_1_1", (1, 33, 35))
    learned = printed(learner, "Filter 2 on red")
    lively.evaluate(WATCH_THE_TURN)
    lively.get_by_role("radio", name="flipped").check()
    expect(lively.locator(".weights .turning")).to_have_count(0)
    angles = lively.evaluate("window.angles")
    seen = [angle for angle in angles if angle]
    assert len(seen) >= 5
    assert min(seen) < -120, "it begins where the numbers stood"
    assert seen == sorted(seen), "and turns one way, without a jump"
    assert printed(learner, "Filter 2 on red") == learned[::-1]
    lively.get_by_role("radio", name="as networks do it").check()
    lively.get_by_role("radio", name="flipped").check()
    lively.get_by_role("radio", name="as networks do it").check()
    expect(lively.locator(".weights .turning")).to_have_count(0)
    assert printed(learner, "Filter 2 on red") == learned
