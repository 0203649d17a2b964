"""Painting a filter: by mouse, pen and keys, step by step, and back again from every link."""

import re
from itertools import pairwise

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.studio import DIAGONAL, MADE, Studio, written

BLANK = {"weights": np.zeros((5, 5)).tolist()}
WIDE = {"weights": np.zeros((11, 11)).tolist()}
CHAIN = [
    {"weights": [[0.25, -0.5], [1, 0.125], [0, -2]], "bias": 0.25, "stride": [2, 1], "flip": True},
    {"weights": [[1, -1, 0.5]], "border": "edge", "relu": True, "pool": "average"},
    {"weights": DIAGONAL, "padding": "none", "dilation": 2},
]


def crossed(*way: tuple[float, float]) -> dict[tuple[int, int], float]:
    """How far a path goes through each cell, in cells: walked in very small steps."""
    found: dict[tuple[int, int], float] = {}
    for start, end in pairwise(np.asarray(way, float)):
        steps = 4000
        for place in np.linspace(start, end, steps):
            cell = int(place[0]), int(place[1])
            found[cell] = found.get(cell, 0) + float(np.hypot(*(end - start))) / steps
    return found


def undo(page: Page) -> Locator:
    return page.get_by_role("button", name="Undo", exact=True)


@pytest.mark.parametrize(
    "way",
    [
        ((0.5, 0.5), (10.5, 10.5)),
        ((10.4, 0.3), (0.2, 6.7)),
        ((5.5, 10.5), (5.5, 0.5), (0.5, 8.2)),
    ],
    ids=["a diagonal", "a slant", "back and forth"],
)
def test_a_fast_stroke_paints_every_cell_it_crosses_and_no_other(
    studio: Studio, way: tuple[tuple[float, float], ...]
) -> None:
    """The mouse is heard at the ends of the way only."""
    studio.open(WIDE)
    studio.stroke(*way)
    after = studio.weights()
    through = crossed(*way)
    for (row, column), weight in np.ndenumerate(after):
        far = through.get((row, column), 0)
        assert weight in (0, 0.6)
        if far > 0.3:
            assert weight == 0.6, (row, column)
        elif far == 0:
            assert weight == 0, (row, column)


def test_a_stroke_is_one_step(studio: Studio, page: Page) -> None:
    studio.open()
    expect(undo(page)).to_be_disabled()
    studio.stroke((0.5, 0.5), (0.5, 4.5), (4.5, 4.5))
    once = studio.weights()
    studio.stroke((4.5, 0.5), (2.5, 1.5))
    twice = studio.weights()
    right = np.array(DIAGONAL)
    right[0], right[:, 4] = 0.6, 0.6
    assert np.array_equal(once, right)
    assert not np.array_equal(twice, once)
    page.keyboard.press("Control+z")
    studio.holds(once)
    undo(page).click()
    studio.holds(DIAGONAL)
    expect(undo(page)).to_be_disabled()
    page.keyboard.press("Control+Shift+z")
    studio.holds(once)
    studio.press_button("Redo")
    studio.holds(twice)
    page.keyboard.press("Control+z")
    studio.press_button("Clear")
    studio.holds(BLANK["weights"])
    expect(page.get_by_role("button", name="Redo", exact=True)).to_be_disabled()
    page.keyboard.press("Control+z")
    studio.holds(once)


def test_shift_takes_away_and_so_does_the_button(studio: Studio, page: Page) -> None:
    studio.open(BLANK)
    page.keyboard.down("Shift")
    studio.stroke((0.5, 0.5), (0.5, 1.5))
    page.keyboard.up("Shift")
    assert studio.weights()[0].tolist() == [-0.6, -0.6, 0, 0, 0]
    subtract = page.get_by_role("button", name="Subtract")
    subtract.click()
    expect(subtract).to_have_attribute("aria-pressed", "true")
    studio.stroke((0.5, 1.5), (0.5, 2.5))
    assert studio.weights()[0].tolist() == [-0.6, -1.2, -0.6, 0, 0]
    # Over the same cell twice in one stroke takes away once.
    studio.stroke((4.5, 0.5), (4.5, 2.5), (4.5, 0.5))
    assert studio.weights()[4].tolist() == [-0.6, -0.6, -0.6, 0, 0]
    page.keyboard.down("Shift")
    studio.stroke((0.5, 1.5), (0.5, 1.6))
    page.keyboard.up("Shift")
    assert studio.weights()[0, 1] == 0.6


def test_the_brush_has_a_value_and_a_size(studio: Studio, page: Page) -> None:
    studio.open(BLANK)
    page.get_by_label("Brush", exact=True).fill("−0.35")
    page.keyboard.press("Enter")
    studio.stroke((2.5, 2.5), (2.5, 2.5))
    assert studio.weights()[2, 2] == -0.35
    value = page.get_by_role("slider", name="Brush value")
    expect(value).to_have_attribute("aria-valuetext", "−0.35")
    value.press("End")
    size = page.get_by_role("slider", name="Size", exact=True)
    size.press("End")
    expect(size).to_have_attribute("aria-valuetext", "3 cells")
    studio.press_button("Clear")
    studio.stroke((2.5, 2.5), (2.5, 2.5))
    soft = 2 - np.sqrt(2)
    due = np.zeros((5, 5))
    due[1:4, 1:4] = [[soft, 1, soft], [1, 1, 1], [soft, 1, soft]]
    studio.holds(due)
    page.wait_for_url(re.compile("tools=brush:1,3"))
    page.reload()
    studio.learner.ready()
    expect(size).to_have_attribute("aria-valuetext", "3 cells")


def test_a_pen_paints_as_hard_as_it_is_pressed(studio: Studio, page: Page) -> None:
    studio.open(BLANK)
    devices = page.context.new_cdp_session(page)
    for row, force in ((0.5, 0.5), (2.5, 0.25), (4.5, 1.0)):
        for kind, column in (("mousePressed", 0.5), ("mouseMoved", 2.5), ("mouseReleased", 2.5)):
            x, y = studio.at(row, column)
            pen = {"pointerType": "pen", "force": force, "button": "left", "buttons": 1}
            place = {"x": x, "y": y, "clickCount": 1}
            devices.send("Input.dispatchMouseEvent", {"type": kind, **place, **pen})
    assert studio.weights()[::2, :4].tolist() == [
        [0.3, 0.3, 0.3, 0],
        [0.15, 0.15, 0.15, 0],
        [0.6, 0.6, 0.6, 0],
    ]


def test_other_buttons_and_leaving_the_pad_do_no_harm(studio: Studio, page: Page) -> None:
    studio.open(BLANK)
    page.mouse.move(*studio.at(1.5, 1.5))
    page.mouse.down(button="right")
    page.mouse.move(*studio.at(1.5, 3.5))
    page.mouse.up(button="right")
    assert not studio.weights().any()
    # A stroke goes on beyond the edge and comes back elsewhere.
    studio.stroke((0.5, 0.5), (0.5, -2), (4.5, -2), (4.5, 0.5))
    due = np.zeros((5, 5))
    due[[0, 4], 0] = 0.6
    studio.holds(due)
    page.keyboard.press("Control+z")
    studio.holds(BLANK["weights"])


def test_keys_walk_paint_nudge_and_write(studio: Studio, page: Page) -> None:
    studio.open(BLANK)
    studio.cell(1, 1).focus()
    page.keyboard.press("End")
    expect(studio.cell(1, 5)).to_be_focused()
    page.keyboard.press("PageDown")
    page.keyboard.press("Home")
    expect(studio.cell(5, 1)).to_be_focused()
    page.keyboard.press("PageUp")
    for key in ("ArrowDown", "Space", "ArrowRight", "Shift+Space", "ArrowRight", "+", "+", "-"):
        page.keyboard.press(key)
    studio.holds([[0] * 5, [0.6, -0.6, 0.1, 0, 0], *[[0] * 5] * 3])
    page.keyboard.press("ArrowRight")
    page.keyboard.type("2.5")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Delete")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    page.keyboard.type("-1,25")
    page.keyboard.press("Escape")
    studio.holds([[0] * 5, [0.6, -0.6, 0, 2.5, 0], *[[0] * 5] * 3])
    page.keyboard.press("Enter")
    page.keyboard.type("-1,25")
    page.keyboard.press("Enter")
    studio.holds([[0] * 5, [0.6, -1.25, 0, 2.5, 0], *[[0] * 5] * 3])
    for _ in range(2):
        page.keyboard.press("Control+z")
    studio.holds([[0] * 5, [0.6, -0.6, 0.1, 2.5, 0], *[[0] * 5] * 3])


def test_numbers_are_typed_one_after_the_other(studio: Studio, page: Page) -> None:
    studio.open({"weights": np.zeros((2, 3)).tolist()})
    button = page.get_by_role("button", name="Type numbers")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    for number in ("1", "−2", "0.5", "-0.25", "1e4", "3"):
        page.keyboard.type(number)
        page.keyboard.press("Enter")
    studio.holds([[1, -2, 0.5], [-0.25, 10000, 3]])
    # What is no number, or too large, leaves what was there.
    for wrong in ("abc", "1e5", "", "--1"):
        studio.cell(1, 1).click()
        page.keyboard.press("Control+a")
        page.keyboard.press("Delete")
        page.keyboard.type(wrong)
        page.keyboard.press("Enter")
    studio.holds([[1, -2, 0.5], [-0.25, 10000, 3]])


# One question at a time


def test_while_the_brush_moves_one_question_is_under_way_and_the_newest_wins(
    studio: Studio, page: Page
) -> None:
    """However late an answer comes, nothing older is drawn after it."""
    studio.open(BLANK)
    picture = studio.picture()
    studio.draws(studio.due(picture, BLANK))
    held: list[Route] = []
    page.route("**/api/lab/convolve*", lambda route: held.append(route))
    with page.expect_request("**/api/lab/convolve*"):
        studio.press(0.5, 0.5)
    first = studio.weights()
    for column in (1.5, 2.5, 3.5):
        studio.move(0.5, column)
    middle = studio.weights()
    assert len(held) == 1
    assert not np.array_equal(first, middle)
    with page.expect_request("**/api/lab/convolve*"):
        held[0].continue_()
    studio.move(2.5, 3.5)
    studio.move(4.5, 0.5)
    page.mouse.up()
    last = studio.weights()
    studio.draws(studio.due(picture, {"weights": first.tolist()}))
    assert len(held) == 2, "those between were never asked"
    with page.expect_request("**/api/lab/convolve*"):
        held[1].continue_()
    studio.draws(studio.due(picture, {"weights": middle.tolist()}))
    held[2].continue_()
    studio.draws(studio.due(picture, {"weights": last.tolist()}))
    assert len(held) == 3
    asked = [one.request.post_data_json["steps"][0]["weights"] for one in held]
    assert [np.array_equal(*both) for both in zip(asked, (first, middle, last), strict=True)] == [
        True
    ] * 3


# Links


def test_a_link_brings_the_whole_studio_back(studio: Studio, page: Page) -> None:
    head = "at:2;from:relu_1_1,2;to:conv_1_2,7;free"
    studio.open(*CHAIN, head=head)
    assert studio.link == written(*CHAIN, head=head)
    studio.stroke((0.5, 0.5), (0.5, 0.5))
    pixel = page.get_by_role("slider", name="Pixel of the result")
    pixel.press("ArrowRight")
    page.get_by_role("slider", name="How much is shown as it was before").press("Home")
    page.get_by_role("slider", name="Size", exact=True).press("ArrowRight")
    steps = [CHAIN[0], {**CHAIN[1], "weights": [[0.6, -1, 0.5]]}, CHAIN[2]]
    page.wait_for_url(lambda address: "studio=" in address and written(*steps[1:]) in address)
    page.reload()
    studio.learner.ready()
    assert studio.link == written(*steps, head=head)
    studio.holds([[0.6, -1, 0.5]])
    run = studio.learner.run
    source = {"run": run, "layer": "relu_1_1", "channel": 1}
    due = studio.due(source, *steps)
    studio.draws(due)
    place = f"row {due.shape[0] // 2}, column {due.shape[1] // 2 + 1}"
    expect(pixel).to_have_attribute("aria-valuetext", re.compile(f"^{place},"))
    expect(studio.sum).to_contain_text(place.capitalize())
    handle = page.get_by_role("slider", name="How much is shown as it was before")
    expect(handle).to_have_attribute("aria-valuenow", "0")
    expect(page.get_by_role("slider", name="Size", exact=True)).to_have_value("1.5")
    expect(page.get_by_label("Layer to put it into")).to_have_value("conv_1_2")
    expect(page.get_by_label("Map to put it into")).to_have_value("6")
    expect(page.get_by_role("switch", name="rescale")).not_to_be_checked()
    expect(page.get_by_role("button", name="Filter 2 of 3")).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(page.get_by_role("button", name="Settings")).to_contain_text(
        "stride 1, padded to the same size with the repeated edge, not flipped, bias 0, "
        "ReLU after it, 2×2 average pooling after it"
    )


@pytest.mark.parametrize("link", ["|k:3x3:AAAA", "own|k:1x1:AACAPw"])
def test_a_damaged_link_opens_the_start_with_a_remark(
    studio: Studio, page: Page, link: str
) -> None:
    studio.learner.open(f"#layer=conv_1_1&open=1&studio={link}")
    studio.holds(DIAGONAL)
    expect(page.get_by_role("status").filter(has_text="could not be read")).to_contain_text(
        "The filter in this link could not be read, so the studio shows its usual start."
    )


def test_the_studio_is_left_and_found_again_as_it_was(studio: Studio, page: Page) -> None:
    studio.learner.open("#layer=conv_1_1&map=4&open=1")
    filters = page.get_by_role("button", name="Filters", exact=True)
    filters.click()
    expect(filters).to_have_attribute("aria-pressed", "true")
    studio.holds(DIAGONAL)
    studio.stroke((0.5, 0.5), (4.5, 4.5))
    painted = studio.weights()
    page.keyboard.press("Escape")
    expect(studio.learner.close_up).to_be_visible()
    expect(page.locator(MADE)).to_have_count(0)
    filters.click()
    studio.holds(painted)
    page.go_back()
    expect(studio.learner.close_up).to_be_visible()
    page.go_forward()
    studio.holds(painted)
