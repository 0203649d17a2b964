"""What the studio draws and adds up is, pixel by pixel, what the API computes."""

import math
import re
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser import pictures
from tests.browser.conftest import Complaints
from tests.browser.learner import plain, read
from tests.browser.studio import DIAGONAL, Step, Studio

BRIGHT = [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]
EVEN = [[1, -2, 0.5, 0], [0.25, 3, -1, -0.5]]
LONG = np.fliplr(np.diag([1, -1] * 5 + [1])).tolist()
EACH = [DIAGONAL, np.negative(DIAGONAL).tolist(), np.rot90(DIAGONAL).tolist()]
PICTURE = ""
LAID_ON: dict[str, tuple[str, list[Step]]] = {
    "the picture": (PICTURE, [{"weights": DIAGONAL}]),
    "red, green and blue apart": (PICTURE, [{"weights": EACH, "bias": -0.125}]),
    "mirrored borders": (PICTURE, [{"weights": DIAGONAL, "border": "reflect", "dilation": 4}]),
    "repeated edges": (PICTURE, [{"weights": DIAGONAL, "border": "edge", "padding": [4, 3]}]),
    "even, as networks do it": (PICTURE, [{"weights": EVEN}]),
    "even, flipped": (PICTURE, [{"weights": EVEN, "flip": True}]),
    "one column, strides": (PICTURE, [{"weights": [[1], [0], [-1]], "stride": [2, 3]}]),
    "no padding": (PICTURE, [{"weights": LONG, "padding": "none"}]),
    "two in a row": (
        PICTURE,
        [{"weights": BRIGHT, "relu": True, "pool": "max"}, {"weights": DIAGONAL, "flip": True}],
    ),
    "four in a row, averaged": (
        PICTURE,
        [{"weights": BRIGHT, "bias": 0.5, "pool": "average"}, *[{"weights": EVEN}] * 3],
    ),
    "a map": ("conv_1_2,3", [{"weights": DIAGONAL}]),
    "all maps of a layer": ("pool_1,all", [{"weights": BRIGHT, "border": "reflect"}]),
    "what the network sees": ("input,all", [{"weights": EACH}]),
}


def source(studio: Studio, laid_on: str) -> dict[str, Any]:
    if laid_on == PICTURE:
        return studio.picture()
    layer, _, which = laid_on.partition(",")
    channel = None if which == "all" else int(which) - 1
    return {"run": studio.learner.run, "layer": layer, "channel": channel}


@pytest.mark.parametrize("what", ["the picture", "maps"])
def test_what_is_drawn_is_what_the_api_computes(studio: Studio, what: str) -> None:
    """Whatever it is laid on, and however it is moved: every pixel has the colour of its number."""
    for laid_on, steps in LAID_ON.values():
        if (laid_on == PICTURE) != (what == "the picture"):
            continue
        studio.open(*steps, head=f"from:{laid_on}" if laid_on else "")
        due = studio.due(source(studio, laid_on), *steps)
        assert due.min() < 0 < due.max(), "there is something to tell apart"
        studio.draws(due)


def test_what_is_below_zero_is_drawn_below_zero(studio: Studio) -> None:
    """Nothing is cut off at 0 or at 1, as filters in picture editors do it."""
    negative = {"weights": [[-2.5]]}
    studio.open(negative)
    due = studio.due(studio.picture(), negative)
    assert due.max() <= 0
    assert due.min() < -2
    studio.draws(due)
    twice = [negative, {"weights": [[-3]]}]
    studio.page.get_by_role("button", name="Add a filter").click()
    studio.choose("Size of the filter", "1")
    studio.cell(1, 1).press("Enter")
    studio.page.keyboard.type("-3")
    studio.page.keyboard.press("Enter")
    due = studio.due(studio.picture(), *twice)
    assert due.max() > 6, "what was below zero is not lost on the way"
    studio.draws(due)


def test_the_settings_do_what_they_say(studio: Studio, page: Page) -> None:
    """Each knob is turned by hand; the map follows every one of them."""
    studio.open()
    step: Step = {"weights": DIAGONAL}
    picture = studio.picture()
    page.get_by_role("button", name="Settings").click()

    def follows(**change: Any) -> None:
        step.update(change)
        studio.draws(studio.due(picture, step))

    def write(name: str, value: str) -> None:
        page.get_by_label(name, exact=True).fill(value)
        page.keyboard.press("Enter")

    studio.choose("Border", "mirrored")
    follows(border="reflect")
    studio.choose("Border", "edge repeated")
    follows(border="edge")
    studio.choose("Cross-correlation or convolution", "flipped")
    follows(flip=True)
    write("Dilation, rows", "3")
    follows(dilation=[3, 1])
    write("Stride, columns", "2")
    follows(stride=[1, 2])
    studio.choose("Padding", "none")
    follows(padding="none")
    studio.choose("Padding", "by hand")
    write("Padding, rows", "4")
    follows(padding=[4, 1])
    write("Bias", "−0.75")
    follows(bias=-0.75)
    page.get_by_role("button", name="ReLU", exact=True).click()
    follows(relu=True)
    studio.choose("2×2 pooling after it", "average")
    follows(pool="average")
    expect(page.get_by_role("button", name="Settings")).to_contain_text(
        "stride 1×2, padded by 4×1 with the repeated edge, dilation 3×1, "
        "flipped (a convolution), bias −0.75, ReLU after it, 2×2 average pooling after it"
    )


def test_what_the_server_refuses_is_told_in_its_words(
    studio: Studio, page: Page, complaints: Complaints
) -> None:
    """And the last result stays, until there is another."""
    complaints.forgive("status of 422")
    studio.open({"weights": DIAGONAL, "padding": "none"}, head="from:pool_2,1")
    on = {"run": studio.learner.run, "layer": "pool_2", "channel": 0}
    before = studio.due(on, {"weights": DIAGONAL, "padding": "none"})
    studio.draws(before)
    page.get_by_role("button", name="Settings").click()
    rows = page.get_by_label("Dilation, rows")
    with page.expect_response("**/api/lab/convolve*") as answer:
        rows.fill("8")
        rows.press("Enter")
    assert answer.value.status == 422
    expect(
        page.get_by_role("status").filter(has_text=answer.value.json()["detail"])
    ).to_be_visible()
    studio.draws(before)
    rows.fill("2")
    rows.press("Enter")
    step = {"weights": DIAGONAL, "padding": "none", "dilation": [2, 1]}
    studio.draws(studio.due(on, step))
    expect(page.locator(".fault")).to_have_count(0)


def test_a_chain_is_built_moved_and_taken_apart(studio: Studio, page: Page) -> None:
    studio.open({"weights": BRIGHT})
    picture = studio.picture()
    studio.press_button("Edges, then corners")
    expect(page.get_by_role("button", name=re.compile(r"^Filter \d of 2"))).to_have_count(2)
    edges = {"weights": BRIGHT, "relu": True}
    corners = {"weights": [[-1, -1, -1], [-1, 1.25, 1.25], [-1, 1.25, 1.25]]}
    studio.draws(studio.due(picture, edges, corners))
    page.get_by_role("button", name="Filter 2 of 2").click()
    studio.holds(corners["weights"])
    page.get_by_role("button", name="Settings").click()
    studio.press_button("Earlier")
    studio.draws(studio.due(picture, corners, edges))
    expect(page.get_by_role("button", name="Filter 1 of 2")).to_have_attribute(
        "aria-pressed", "true"
    )
    studio.press_button("Remove")
    studio.holds(BRIGHT)
    studio.draws(studio.due(picture, edges))
    page.keyboard.press("Control+z")
    studio.draws(studio.due(picture, corners, edges))
    for _ in range(2):
        studio.press_button("Add a filter")
    expect(page.get_by_role("button", name="Add a filter")).to_have_count(0)


def test_what_it_is_laid_on_is_chosen(studio: Studio, page: Page) -> None:
    studio.open()
    laid_on = page.get_by_label("What the filter is laid on")
    laid_on.select_option("rectified 1")
    run = studio.learner.run
    on = {"run": run, "layer": "relu_1_1", "channel": 3}
    studio.draws(studio.due(on, {"weights": DIAGONAL}))
    which = page.get_by_label("Which map of it")
    which.select_option("map 2")
    studio.draws(studio.due({**on, "channel": 1}, {"weights": DIAGONAL}))
    which.select_option("all 10 maps")
    studio.draws(studio.due({**on, "channel": None}, {"weights": DIAGONAL}))
    laid_on.select_option("what the network sees")
    which.select_option("all channels")
    studio.draws(studio.due({**on, "layer": "input", "channel": None}, {"weights": DIAGONAL}))
    laid_on.select_option("the picture")
    studio.draws(studio.due(studio.picture(), {"weights": DIAGONAL}))


# One pixel


@pytest.mark.parametrize(
    "case", ["red, green and blue apart", "two in a row", "mirrored borders", "all maps of a layer"]
)
def test_the_sum_of_a_pixel_is_the_one_the_api_tells(studio: Studio, page: Page, case: str) -> None:
    """By the mouse, which only points; by a click, which stays; and by the arrow keys."""
    laid_on, steps = LAID_ON[case]
    studio.open(*steps, head=f"from:{laid_on}" if laid_on else "")
    on = source(studio, laid_on)
    on = {"picture": on["picture"]} if "picture" in on else on
    due = studio.due(on, *steps)
    studio.draws(due)
    canvas = page.locator(".after canvas").bounding_box()
    assert canvas is not None

    def tells(row: int, column: int) -> None:
        question = {"source": on, "steps": steps, "row": row, "column": column}
        told = studio.learner.service.post("/api/lab/cell", question)
        expect(studio.sum).to_contain_text(f"Row {row}, column {column}:")
        total = float(told["total"])
        digits = min(6, max(2, 1 - math.floor(math.log10(abs(total) or 1))))
        assert read(studio.sum.locator(".one").inner_text()) == pytest.approx(
            total, abs=0.51 * 10**-digits
        )
        assert told["value"] == pytest.approx(float(due[row, column]), abs=1e-4)
        # The parts that are printed add up to what is printed after them, to the last digit.
        line = plain(studio.sum.locator("p").inner_text()).split(": ", 1)[1]
        left, _, right = line.partition(" = ")
        if right:
            parts = re.findall(r"(^|[+−] )?([+−]?[\d.]+|≈0)", left.replace(" (bias)", ""))
            values = [
                (-1 if sign.startswith("−") else 1) * read(word) for sign, word in parts if word
            ]
            assert sum(values) == pytest.approx(read(right.split(",")[0]), abs=1e-7)

    for row, column in ((due.shape[0] // 3, due.shape[1] - 2), (0, due.shape[1] // 2)):
        x = canvas["x"] + (column + 0.5) / due.shape[1] * canvas["width"]
        y = canvas["y"] + (row + 0.5) / due.shape[0] * canvas["height"]
        page.mouse.move(x, y)
        tells(row, column)
    page.mouse.click(x, y)
    page.mouse.move(5, 5)
    tells(row, column)
    pixel = page.get_by_role("slider", name="Pixel of the result")
    pixel.focus()
    page.keyboard.press("ArrowDown")
    tells(1, column)
    page.keyboard.press("Shift+ArrowRight")
    tells(1, min(due.shape[1] - 1, column + 10))
    value = str(pixel.get_attribute("aria-valuetext")).rpartition(", ")[2]
    at = 1, min(due.shape[1] - 1, column + 10)
    assert read(value) == pytest.approx(float(due[at]), abs=0.0051)


def test_the_handle_parts_before_and_after(studio: Studio, page: Page) -> None:
    studio.open()
    handle = page.get_by_role("slider", name="How much is shown as it was before")
    knob, frame = handle.locator(".knob"), page.locator(".frame")
    box, whole = knob.bounding_box(), frame.bounding_box()
    assert box is not None
    assert whole is not None
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 2, y)
    page.mouse.down()
    page.mouse.move(whole["x"] + whole["width"] * 0.75, y, steps=3)
    page.mouse.up()
    expect(handle).to_have_attribute("aria-valuenow", "75")

    def hidden() -> float:
        clip = page.locator(".after").evaluate("(one) => getComputedStyle(one).clipPath")
        return float(re.findall(r"([\d.]+)%", clip)[-1])

    assert hidden() == pytest.approx(75, abs=0.5)
    for key, share in (("ArrowLeft", "70"), ("PageUp", "95"), ("End", "100"), ("Home", "0")):
        page.keyboard.press(key)
        expect(handle).to_have_attribute("aria-valuenow", share)
    assert hidden() == 0
    expect(handle).to_have_attribute("aria-valuetext", "0 % before, 100 % after")
    page.mouse.move(box["x"] + box["width"] / 2, y)
    expect(studio.sum).to_contain_text("Row ")


# Pictures of one's own


def test_a_large_photo_is_filtered_at_1024(studio: Studio, page: Page) -> None:
    learner = studio.learner
    learner.open("#layer=conv_1_1&map=4")
    photo = pictures.photo(7, 1600, 1200)
    learner.upload(photo)
    page.get_by_role("button", name="Filters", exact=True).click()
    kept = studio.sent(photo.data)
    assert (kept["width"], kept["height"]) == (1024, 768)
    studio.draws(studio.due(kept, {"weights": DIAGONAL}))
    assert page.locator(".frame img").evaluate("(one) => one.naturalWidth") == 1024


def test_a_picture_the_server_forgot_is_sent_again_unasked(
    studio: Studio, page: Page, complaints: Complaints
) -> None:
    complaints.forgive("status of 404")
    studio.open()
    picture = studio.picture()
    studio.draws(studio.due(picture, {"weights": DIAGONAL}))
    answered: list[int] = []

    def forgets(route: Route) -> None:
        if answered:
            route.continue_()
            return
        problem = {
            "type": f"{learner_home(page)}/docs/problems#picture-not-kept",
            "title": "No longer kept",
            "status": 404,
            "detail": "This picture is no longer kept here. Send it again and it comes back.",
        }
        answered.append(404)
        route.fulfill(status=404, json=problem, content_type="application/problem+json")

    page.route("**/api/lab/convolve*", forgets)
    with page.expect_response("**/api/lab/pictures") as sent:
        studio.stroke((0.5, 0.5), (4.5, 0.5))
    assert sent.value.json()["picture"] == picture["picture"]
    right = np.array(DIAGONAL)
    right[:, 0] = 0.6
    studio.draws(studio.due(picture, {"weights": right.tolist()}))
    expect(page.get_by_role("alert")).to_have_count(0)


def learner_home(page: Page) -> str:
    return page.url.partition("#")[0].rstrip("/")
