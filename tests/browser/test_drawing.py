"""Drawing a digit with the mouse, a finger or the keys, and seeing it recognised."""

import re
from collections.abc import Iterable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import pictures
from tests.browser.learner import Learner

Points = Iterable[tuple[float, float]]

ONE = [(0.52, 0.15), (0.5, 0.5), (0.48, 0.85)]
SEVEN = [(0.25, 0.2), (0.5, 0.2), (0.75, 0.2), (0.6, 0.5), (0.45, 0.85)]
FOUR = ([(0.3, 0.15), (0.28, 0.55), (0.75, 0.55)], [(0.68, 0.12), (0.66, 0.88)])
DIGITS = {"1": [ONE], "7": [SEVEN], "4": FOUR}


def pad(page: Page) -> Locator:
    return page.get_by_role("application", name=re.compile("^Drawing pad"))


def stroke(page: Page, points: Points) -> None:
    """One stroke of the mouse; points are shares of the pad."""
    box = pad(page).bounding_box()
    assert box is not None
    places = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in points]
    page.mouse.move(*places[0])
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*place, steps=6)
    page.mouse.up()


def says(learner: Learner, digit: str) -> None:
    """The verdict's bars give this digit more than half."""
    sure = re.compile(rf"^{digit}, (> 99\.9|9\d\.\d|[5-9]\d) %$")
    verdict = learner.page.get_by_role("listbox", name="Verdict")
    expect(verdict.get_by_role("option", name=sure)).to_be_visible()


def open_pad(learner: Learner) -> None:
    learner.open("#network=lenet-5")
    learner.page.get_by_role("button", name="Draw", exact=True).click()
    expect(pad(learner.page)).to_be_focused()


@pytest.mark.parametrize("digit", DIGITS)
def test_a_digit_drawn_with_the_mouse_is_recognised(
    learner: Learner, page: Page, digit: str
) -> None:
    open_pad(learner)
    for points in DIGITS[digit]:
        stroke(page, points)
    says(learner, digit)
    told = learner.told
    assert told["prediction"][0]["label"] == digit
    assert not told["unsure"]
    page.reload()
    says(learner, digit)


def test_the_maps_follow_the_pen_while_it_draws(learner: Learner, page: Page) -> None:
    open_pad(learner)
    box = pad(page).bounding_box()
    assert box is not None
    middle = box["x"] + box["width"] / 2
    page.mouse.move(middle, box["y"] + 30)
    with page.expect_response("**/runs") as early:
        page.mouse.down()
        page.mouse.move(middle, box["y"] + 90, steps=6)
    learner.arrived(early.value.json()["run"])
    with page.expect_response("**/runs") as later:
        page.mouse.move(middle, box["y"] + 140, steps=6)
        page.mouse.up()
    assert later.value.json()["run"] != early.value.json()["run"]


def test_the_keys_draw_as_well(learner: Learner, page: Page) -> None:
    open_pad(learner)
    for _ in range(5):
        page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    for _ in range(11):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    expect(page.get_by_text("Row 13, column 8, pen up")).to_be_attached()
    says(learner, "1")
    page.keyboard.press("Backspace")
    expect(page.get_by_text("Nothing to see: this picture is blank.")).to_be_visible()
    page.keyboard.press("Escape")
    expect(pad(page)).to_have_count(0)
    expect(learner.heading).to_be_visible()


def test_a_stroke_can_be_taken_back_and_all_wiped(learner: Learner, page: Page) -> None:
    open_pad(learner)
    here = page.get_by_role("main")
    undo, clear = (here.get_by_role("button", name=name, exact=True) for name in ("Undo", "Clear"))
    expect(undo).to_be_disabled()
    stroke(page, SEVEN)
    says(learner, "7")
    stroke(page, [(0.35, 0.52), (0.72, 0.52)])
    undo.click()
    says(learner, "7")
    clear.click()
    expect(page.get_by_text("Nothing to see: this picture is blank.")).to_be_visible()
    expect(undo).to_be_disabled()


def test_all_strokes_are_one_step_back(learner: Learner, page: Page) -> None:
    learner.open("#network=lenet-5")
    before = learner.run
    page.get_by_role("button", name="Draw", exact=True).click()
    for points in FOUR:
        stroke(page, points)
    says(learner, "4")
    page.go_back()
    learner.arrived(before)


def test_dark_ink_on_paper_is_read_and_said(learner: Learner, page: Page) -> None:
    learner.open("#network=lenet-5")
    learner.upload(pictures.seven())
    assert "Dark ink on light paper: turned round" in learner.notes()
    says(learner, "7")
