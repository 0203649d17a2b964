"""Layers of hundreds and thousands of maps: drawn, walked and scrolled as lightly as ten."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.large.networks import WIDE
from tests.browser.learner import Canvas, Learner


def unfolded(learner: Learner, page: Page, count: int) -> Locator:
    learner.open(f"#network={WIDE}")
    page.get_by_role("button", name=f"Unfold all {count} maps").click()
    wall = page.get_by_role("dialog")
    expect(wall).to_contain_text(f"all {count:,} maps")
    return wall


def test_thousands_of_maps_do_not_make_thousands_of_elements(learner: Learner, page: Page) -> None:
    learner.open(f"#network={WIDE}")
    column = page.get_by_role("listbox", name="convolved 3, 4000 of 14×14")
    expect(column.get_by_role("option")).to_have_count(1)
    assert page.evaluate("document.querySelectorAll('*').length") < 2_500
    assert Canvas(column.locator("canvas")).pixels[..., 3].any(), "and yet they are drawn"


@pytest.mark.parametrize("count", [512, 4000])
def test_the_keys_walk_the_wall(learner: Learner, page: Page, count: int) -> None:
    wall = unfolded(learner, page, count)
    maps = wall.get_by_role("listbox")
    expect(maps).to_be_focused()
    active = maps.get_by_role("option")
    page.keyboard.press("End")
    expect(active).to_have_attribute("aria-posinset", str(count))
    expect(active).to_be_in_viewport()
    expect(wall).to_contain_text(f"Map {count} of {count}")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowUp")
    expect(active).to_be_in_viewport()
    before = int(active.get_attribute("aria-posinset") or 0)
    assert before < count - 10
    page.keyboard.press("Enter")
    expect(active).to_have_attribute("aria-selected", "true")
    assert learner.link["map"] == str(before)
    page.keyboard.press("Enter")
    expect(learner.close_up).to_contain_text(f"map {before} of {count}")


def test_a_map_on_the_wall_is_that_map(
    learner: Learner, page: Page, axe: Callable[..., list[str]]
) -> None:
    """Chosen by the pointer, also when the loudest hang first."""
    wall = unfolded(learner, page, 512)
    maps = learner.service.maps(learner.run, "hundreds")
    loudest = int(abs(maps).max(axis=(1, 2)).argmax()) + 1
    wall.get_by_role("radio", name="loudest first").check(force=True)
    wall.get_by_role("listbox").click(position={"x": 12, "y": 12})
    assert learner.link["map"] == str(loudest)
    wall.get_by_role("radio", name="16 px").check(force=True)
    expect(wall.get_by_role("option")).to_have_attribute("aria-posinset", "1")
    assert axe() == []
    wall.get_by_role("button", name="Fold up").click()
    expect(wall).to_have_count(0)


def whole(page: Page) -> Locator:
    """The wall of the whole network."""
    page.get_by_role("button", name="All 4,544 maps").click()
    wall = page.get_by_role("dialog")
    expect(wall).to_contain_text("all 4,544 maps of 4 layers")
    return wall


def test_the_whole_network_hangs_on_one_wall(
    learner: Learner, page: Page, axe: Callable[..., list[str]]
) -> None:
    """Layer under layer; the one in sight keeps its name on top, and the keys walk through all."""
    learner.open(f"#network={WIDE}")
    wall = whole(page)
    option = wall.get_by_role("option")
    expect(option).to_have_attribute("aria-setsize", "4544")
    expect(wall.get_by_role("heading", level=3)).to_have_count(4)
    assert wall.locator("canvas").count() == 1
    page.keyboard.press("Home")
    expect(option).to_have_attribute("aria-label", re.compile("^Map 1 of 16, convolved 1"))
    page.keyboard.press("ArrowDown")
    expect(option).to_have_attribute("aria-label", re.compile("^Map 1 of 16, rectified"))
    page.keyboard.press("End")
    expect(option).to_have_attribute("aria-label", re.compile("^Map 4000 of 4000"))
    expect(option).to_be_in_viewport()
    head = wall.get_by_role("heading", name="Convolved 3 4,000 maps of 14×14")
    box, scroll = head.bounding_box(), wall.locator(".scroll").bounding_box()
    assert box is not None
    assert scroll is not None
    assert abs(box["y"] - scroll["y"]) < 2
    assert axe() == []
    page.keyboard.press("Enter")
    assert (learner.link["layer"], learner.link["map"]) == ("thousands", "4000")


def test_pointing_at_a_map_names_it(learner: Learner, page: Page) -> None:
    wall = unfolded(learner, page, 512)
    wall.get_by_role("radio", name="24 px").check(force=True)
    wall.locator(".scroll").evaluate("(element) => (element.scrollTop = 0)")
    wall.get_by_role("listbox").hover(position={"x": 3 * 26 + 5, "y": 5})
    expect(wall.locator("header p")).to_have_text(re.compile(r"^Map 4 of 512, convolved 2"))


def test_alike_together_leaves_no_map_out(learner: Learner, page: Page) -> None:
    """And the page answers while it sorts four thousand of them."""
    wall = unfolded(learner, page, 4000)
    wall.get_by_role("radio", name="alike together").check(force=True)
    wall.get_by_role("radio", name="16 px").check(force=True)
    expect(wall.locator("header p")).to_have_text(re.compile("^Map"), timeout=60_000)
    wall.get_by_role("listbox").focus()
    seen = set()
    for _ in range(40):
        label = wall.get_by_role("option").get_attribute("aria-label") or ""
        seen.add(label.split(",")[0])
        page.keyboard.press("ArrowRight")
    assert len(seen) == 40


def test_the_ring_stands_round_its_map(learner: Learner, page: Page) -> None:
    """However far the wall was scrolled: what is drawn and what is chosen lie over each other."""
    wall = unfolded(learner, page, 512)
    page.keyboard.press("End")
    for _ in range(8):
        page.keyboard.press("ArrowUp")
    ring, canvas = wall.get_by_role("option").bounding_box(), wall.locator("canvas")
    box, pixels = canvas.bounding_box(), Canvas(canvas).pixels
    assert ring is not None
    assert box is not None
    scale = pixels.shape[1] / box["width"]
    left, top = (ring["x"] - box["x"]) * scale, (ring["y"] - box["y"]) * scale
    side = ring["width"] * scale
    inside = pixels[round(top + 1) : round(top + side - 1), round(left + side / 2), 3]
    assert (inside == 255).all(), "all of it is map"
    assert pixels[round(top - 1), round(left + side / 2), 3] == 0, "and just above it is none"
