"""The square the network sees: moved and resized by pointer and keys, never out of the picture."""

import re
import time

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import pictures
from tests.browser.learner import Learner
from tests.browser.pictures import File

SQUARE = re.compile("^The square the network sees")


def wide(learner: Learner) -> Locator:
    """A wide picture is uploaded; its square is in the middle."""
    learner.open()
    data = pictures.saved(pictures.quarters(400, 240), "PNG")
    learner.upload(File("wide.png", data))
    square = learner.page.get_by_role("slider", name=SQUARE)
    stands(square, 80, 0, 240)
    return square


def stands(square: Locator, left: int, top: int, side: int) -> None:
    words = f"{side} by {side} pixels, {left} from the left, {top} from the top"
    expect(square).to_have_attribute("aria-valuetext", words)


def crop(learner: Learner) -> tuple[int, int, int]:
    told = learner.told["picture"]["crop"]
    return told["left"], told["top"], told["side"]


def drag(page: Page, handle: Locator, dx: float, dy: float) -> None:
    box = handle.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 4, box["y"] + box["height"] / 4
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + dx, y + dy, steps=5)
    page.mouse.up()


def stroke(page: Page, handle: Locator, dx: float, dy: float, corner: bool = False) -> None:
    """The same with a finger; at the corner, to make it larger or smaller."""
    box = handle.bounding_box()
    assert box is not None
    share = 0.95 if corner else 0.4
    x, y = box["x"] + box["width"] * share, box["y"] + box["height"] * share
    touch = page.context.new_cdp_session(page)
    for step in range(6):
        point = {"x": x + dx * step / 5, "y": y + dy * step / 5}
        kind = "touchMove" if step else "touchStart"
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_a_finger_moves_the_square_and_makes_it_smaller(learner: Learner, page: Page) -> None:
    square = wide(learner)
    with page.expect_response("**/runs") as sent:
        stroke(page, square, 60, 0)
    learner.arrived(sent.value.json()["run"])
    stands(square, 160, 0, 240)
    with page.expect_response("**/runs") as sent:
        stroke(page, square, -30, -30, corner=True)
    learner.arrived(sent.value.json()["run"])
    left, top, side = crop(learner)
    assert (left, top) == (160, 0)
    assert 130 < side < 200
    expect(square).to_be_focused()


def test_another_square_is_another_run_and_is_said(learner: Learner, page: Page) -> None:
    square = wide(learner)
    before = learner.run
    with page.expect_response("**/runs") as sent:
        drag(page, square, -200, 0)
    after = sent.value.json()["run"]
    learner.arrived(after)
    assert after != before
    assert crop(learner) == (0, 0, 240)
    stands(square, 0, 0, 240)
    assert "Your square was cut out: 240 × 240 of 400 × 240 pixels." in learner.notes()
    page.go_back()
    learner.arrived(before)
    stands(square, 80, 0, 240)


def test_the_square_is_resized_by_its_corner_and_stays_inside(learner: Learner, page: Page) -> None:
    square = wide(learner)
    box = square.bounding_box()
    assert box is not None
    corner = square.locator("span")
    with page.expect_response("**/runs") as sent:
        drag(page, corner, -box["width"] / 2, -box["height"] / 2)
    learner.arrived(sent.value.json()["run"])
    left, top, side = crop(learner)
    assert (left, top) == (80, 0)
    assert 110 <= side <= 135
    with page.expect_response("**/runs") as sent:
        drag(page, square, 500, 500)
    learner.arrived(sent.value.json()["run"])
    assert crop(learner) == (400 - side, 240 - side, side)


def test_the_square_obeys_the_keys(learner: Learner, page: Page) -> None:
    """A hand that is slower than the page's patience is sent its squares in between as well."""
    square = wide(learner)
    for key in ("ArrowRight", "ArrowRight", "-", "-", "ArrowDown"):
        square.press(key)
    stands(square, 104, 12, 216)
    late = time.monotonic() + 10
    while crop(learner) != (104, 12, 216) and time.monotonic() < late:
        page.wait_for_timeout(50)
    assert crop(learner) == (104, 12, 216)
    expect(square).to_be_focused()


def test_a_sample_can_be_cut_as_well(learner: Learner, page: Page) -> None:
    learner.open()
    square = page.get_by_role("slider", name=SQUARE)
    with page.expect_response("**/runs") as sent:
        square.press("-")
    learner.arrived(sent.value.json()["run"])
    assert learner.link["run"] == learner.run
    assert "Your square was cut out" in learner.notes()
    learner.put_away(learner.run)
    page.reload()
    learner.ready()
    stands(square, 0, 0, 304)


@pytest.mark.parametrize("network", ["lenet-5"])
def test_a_digit_can_be_cut_out_of_a_page(learner: Learner, page: Page, network: str) -> None:
    learner.open(f"#network={network}")
    learner.upload(pictures.seven())
    square = page.get_by_role("slider", name=SQUARE)
    with page.expect_response("**/runs") as sent:
        square.press("+")
    learner.arrived(sent.value.json()["run"])
    assert learner.told["prediction"][0]["label"] == "7"
