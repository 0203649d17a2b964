"""The filter studio: what is painted is what is computed, and it comes back from every link."""

import re
from collections.abc import Callable
from typing import Any

import httpx
import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.learner import Canvas, Learner, read
from tests.browser.test_explained import ASK, TOPICS, UNEXPLAINED

Axe = Callable[..., list[str]]
STUDIO = "#layer=conv_1_1&map=4&open=1&studio="
ENDS = re.compile(r"after, (\S+) to (\S+)")


def show(learner: Learner, link: str = STUDIO) -> None:
    learner.page.set_default_timeout(10_000)
    learner.page.goto(f"/{link}")
    expect(learner.page.get_by_role("heading", name="Paint")).to_be_visible()
    expect(learner.page.locator(".heads")).to_contain_text(" to ")


def cell(page: Page, row: int, column: int) -> Locator:
    return page.get_by_role("textbox", name=re.compile(f"^Row {row}, column {column}:"))


def weights(page: Page) -> list[float]:
    """What stands on the pad, row by row."""
    names = page.locator("[data-cell]").evaluate_all(
        "(all) => all.map((one) => one.ariaLabel.split(': ')[1])"
    )
    return [read(name) for name in names]


def ends(page: Page) -> tuple[float, float]:
    found = ENDS.search(page.locator(".heads").inner_text())
    assert found
    return read(found[1]), read(found[2])


def stroke(page: Page, *way: tuple[float, float]) -> None:
    """Draw the brush from cell to cell, (column, row) in cells."""
    box = page.get_by_role("grid").bounding_box()
    assert box
    pitch = box["width"] / 5
    points = [(box["x"] + x * pitch, box["y"] + y * pitch) for x, y in way]
    page.mouse.move(*points[0])
    page.mouse.down()
    for point in points[1:]:
        page.mouse.move(*point)
    page.mouse.up()


def test_a_stroke_paints_every_cell_it_crosses_and_is_one_step(
    learner: Learner, page: Page
) -> None:
    show(learner)
    before = weights(page)
    stroke(page, (0.5, 0.5), (4.5, 0.5), (4.5, 4.5))
    after = weights(page)
    crossed = {*range(5), 9, 14, 19, 24}
    for i, weight in enumerate(after):
        assert weight == (0.6 if i in crossed else before[i]), i
    page.get_by_role("button", name="Undo", exact=True).click()
    assert weights(page) == before
    page.get_by_role("button", name="Redo", exact=True).click()
    assert weights(page) == after
    page.wait_for_url(re.compile(r"studio=.*k:5x5"))
    page.reload()
    expect(page.locator(".heads")).to_contain_text(" to ")
    assert weights(page) == after


def test_shift_takes_away_and_keys_do_all_of_it(learner: Learner, page: Page) -> None:
    show(learner)
    page.get_by_role("button", name="Clear").click()
    assert set(weights(page)) == {0}
    page.keyboard.down("Shift")
    stroke(page, (0.5, 0.5), (1.5, 0.5))
    page.keyboard.up("Shift")
    assert weights(page)[:3] == [-0.6, -0.6, 0]
    cell(page, 1, 1).focus()
    for key in ("ArrowDown", "Space", "ArrowRight", "Shift+Space", "ArrowRight", "+", "+"):
        page.keyboard.press(key)
    assert weights(page)[5:9] == [0.6, -0.6, 0.2, 0]
    page.keyboard.type("2.5")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Delete")
    assert weights(page)[5:9] == [0.6, 0, 2.5, 0]


def test_a_pen_paints_as_hard_as_it_is_pressed_and_a_finger_paints_too(
    learner: Learner, page: Page
) -> None:
    show(learner)
    page.get_by_role("button", name="Clear").click()
    box = page.get_by_role("grid").bounding_box()
    assert box
    devices = page.context.new_cdp_session(page)
    x, y, pitch = box["x"], box["y"], box["width"] / 5
    for kind, column in (("mousePressed", 0.5), ("mouseMoved", 2.5), ("mouseReleased", 2.5)):
        pen = {"pointerType": "pen", "force": 0.5, "button": "left", "buttons": 1, "clickCount": 1}
        place = {"x": x + column * pitch, "y": y + 0.5 * pitch}
        devices.send("Input.dispatchMouseEvent", {"type": kind, **place, **pen})
    assert weights(page)[:4] == [0.3, 0.3, 0.3, 0]
    for kind, column in (("touchStart", 0.5), ("touchMove", 4.5), ("touchEnd", 0.0)):
        points = [{"x": x + column * pitch, "y": y + 1.5 * pitch}] if column else []
        devices.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    assert weights(page)[5:11] == [0.6, 0.6, 0.6, 0.6, 0.6, 0]


def test_what_is_drawn_is_what_the_api_computes(
    learner: Learner, page: Page, base_url: str
) -> None:
    show(learner)
    page.get_by_role("button", name="Sobel").click()
    sobel = learner.service.get("/api/lab/presets/sobel-x?rows=5&columns=5")["weights"]
    expect(cell(page, 3, 1)).to_have_attribute("aria-label", "Row 3, column 1: −0.3750")
    assert weights(page) == pytest.approx(np.ravel(sobel).tolist(), abs=1e-4)
    sample = next(s for s in learner.service.network("tiny-vgg")["samples"])
    with httpx.Client(base_url=base_url, trust_env=False, timeout=30) as client:
        picture = {"picture": learner.service.picture(sample["picture"])}
        kept = client.post("/api/lab/pictures", files=picture).json()
        asked = {"source": {"picture": kept["picture"]}, "steps": [{"weights": sobel}]}
        told = client.post("/api/lab/convolve", params={"form": "json"}, json=asked).json()
        low, high = told["low"], told["high"]
        expect(page.locator(".heads")).to_contain_text(f"+{high:.2f}")
        assert ends(page) == pytest.approx((low, high), abs=0.006)
        drawn = Canvas(page.locator(".after canvas")).pixels
        assert drawn.shape[:2] == (kept["height"], kept["width"])

        frame = page.get_by_role("slider", name="Pixel of the result")
        frame.focus()
        page.keyboard.press("ArrowRight")
        place = {"row": kept["height"] // 2, "column": kept["width"] // 2 + 1}
        total = client.post("/api/lab/cell", json={**asked, **place}).json()["total"]
    expect(page.locator(".sum")).to_contain_text(f"Row {place['row']}, column {place['column']}")
    assert read(page.locator(".sum .one").inner_text()) == pytest.approx(total, abs=0.006)


def test_the_newest_stroke_is_drawn_however_late_the_older_answers(
    learner: Learner, page: Page
) -> None:
    show(learner)
    asked: list[Any] = []

    def later(route: Any) -> None:
        asked.append(route.request.post_data_json)
        page.wait_for_timeout(60)
        route.continue_()

    page.route("**/api/lab/convolve*", later)
    page.get_by_role("button", name="Clear").click()
    stroke(page, *[(0.5 + i / 20, 2.5) for i in range(80)])
    expect(page.locator(".heads")).to_contain_text(re.compile(r"after, \+0\.\d\d to \+[23]\.\d\d"))
    last = asked[-1]["steps"][0]["weights"]
    assert np.allclose(np.ravel(last), weights(page))
    assert len(asked) < 12


def test_put_into_the_network_it_follows_the_brush(learner: Learner, page: Page) -> None:
    show(learner)
    before = learner.link.get("edits")
    assert before is None
    page.get_by_text("follow my brush").click()
    stroke(page, (0.5, 0.5), (4.5, 4.5))
    page.wait_for_url(re.compile("edits=conv_1_1:4,K5x5"))
    expect(page.get_by_text("The verdict with your edits")).to_be_visible()
    page.get_by_role("button", name="Undo", exact=True).click()
    page.get_by_role("button", name="Undo", exact=True).click()
    page.wait_for_url(re.compile("^(?!.*edits=)"))


def test_a_learned_filter_is_painted_in_its_place(learner: Learner, page: Page) -> None:
    show(learner)
    page.get_by_role("button", name="learned").click()
    page.get_by_role("button", name="Edit it in the network").click()
    expect(page.get_by_role("heading", name="Paint what was learned")).to_be_visible()
    learned = learner.service.learned("tiny-vgg", "conv_1_1")["weights"][3]
    assert weights(page) == pytest.approx(learned[0].ravel().tolist(), abs=1e-4)
    run = learner.service.network("tiny-vgg")["samples"][0]["run"]
    low, high = ends(page)
    made = learner.service.maps(run, "conv_1_1")[3]
    assert (low, high) == pytest.approx((made.min(), made.max()), abs=0.006)
    page.get_by_role("radio", name="blue").click()
    cell(page, 2, 2).focus()
    page.keyboard.press("Space")
    page.wait_for_url(re.compile(r"edits=conv_1_1:4\.3,w3x3"))


def test_kept_filters_come_back_and_go(learner: Learner, page: Page) -> None:
    show(learner)
    before = weights(page)
    page.get_by_role("button", name="Kept filters").click()
    page.get_by_label("Name of the filter on the pad").fill("my stripe")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Kept as “my stripe”.")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Clear").click()
    page.reload()
    page.get_by_role("button", name="Kept filters (1)").click()
    page.get_by_role("button", name="my stripe", exact=True).click()
    assert weights(page) == before
    page.get_by_role("button", name="Kept filters (1)").click()
    page.get_by_role("button", name="Delete my stripe").click()
    page.get_by_role("dialog").get_by_role("button", name="Undo").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Export all").click()
    saved = download.value.path()
    page.get_by_role("button", name="Delete my stripe").click()
    page.get_by_label("Import").set_input_files(saved)
    expect(page.get_by_text("One filter read from")).to_be_visible()
    page.get_by_label("Import").set_input_files(
        {"name": "x.json", "mimeType": "application/json", "buffer": b"{}"}
    )
    expect(page.get_by_text("x.json holds no filters of this page.")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_everything_in_the_studio_can_be_asked_about_and_reached(
    learner: Learner, page: Page, axe: Axe, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    show(learner)
    page.get_by_role("button", name="Gabor").click()
    page.get_by_role("button", name="Add a filter").click()
    page.get_by_role("button", name="Settings").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(UNEXPLAINED) == []
    assert axe() == []
    page.emulate_media(color_scheme="dark")
    assert axe(rules=["color-contrast"]) == []
    topics = [topic for topic in page.evaluate(TOPICS) if topic.startswith("studio-")]
    page.get_by_role("button", name="What is this?").click()
    card = page.get_by_role("complementary", name="What is this?")
    expect(card).to_be_visible()
    for topic in topics:
        if not page.evaluate(ASK, topic):
            continue
        expect(card).to_have_attribute("data-topic", topic)
        told = card.get_by_role("status").inner_text()
        for hole in ("undefined", "NaN", "[object", "null", "Infinity"):
            assert hole not in told, (topic, told)
