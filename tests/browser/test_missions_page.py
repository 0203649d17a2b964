"""Missions in the page: begun, hinted at, answered and done, each by numbers and not by trust."""

import re
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.explaining import UNEXPLAINED
from tests.browser.learner import Learner, plain
from tests.browser.studio import Studio
from tests.browser.surgery import arrived, made
from tests.browser.test_phone import PHONE, fits
from tests.browser.test_reach import NAMELESS, Seen, seen

__all__ = ["seen"]

TITLES = {
    "vertical-edges": "The filter for vertical edges",
    "silence-three": "A cat called a dog",
    "sobel-first": "Sobel instead of learned filters",
}
MAPS = [(layer, at) for layer in ("conv_2_2", "conv_2_1") for at in range(10)]


def missions(page: Page) -> Locator:
    region = page.get_by_role("region", name=re.compile("^Missions"))
    expect(region).to_be_visible()
    return region


def told(learner: Learner, mission: str) -> Any:
    listed = learner.service.get(f"/api/networks/{learner.network}/missions")["missions"]
    return next(one for one in listed if one["id"] == mission)


def tried(learner: Learner, run: str, mission: str, answer: int | None = None) -> Any:
    """What the API finds of a run."""
    asked = {} if answer is None else {"answer": answer}
    return learner.service.post(f"/api/runs/{run}/missions/{mission}", asked)


def opened(learner: Learner, mission: str) -> Locator:
    """Open a mission at the first sign of somebody there."""
    learner.page.mouse.move(300, 300)
    learner.page.mouse.move(320, 300)
    region = missions(learner.page)
    region.get_by_role("button", name=TITLES[mission]).click()
    expect(region).to_contain_text(plain(told(learner, mission)["task"]))
    return region


def done(mission: str) -> re.Pattern[str]:
    """The name of a mission that has its tick."""
    return re.compile(rf"^{TITLES[mission]}\s*, done$")


def finds(region: Locator, finding: Any) -> None:
    """Wait until the page says what the API finds."""
    expect(region.get_by_role("status")).to_contain_text(plain(finding["sentence"]))


def is_done(region: Locator, mission: str, finding: Any, count: int) -> None:
    assert finding["done"]
    finds(region, finding)
    expect(region.get_by_role("status")).to_contain_text(plain(finding["learned"]))
    expect(region.get_by_role("status")).to_contain_text("Done.")
    expect(region.get_by_role("button", name=done(mission))).to_be_visible()
    expect(region).to_contain_text(f"{count} of 3 done")


def tools(learner: Learner) -> Locator:
    """The tools of the close-up; once opened they stay open."""
    button = learner.close_up.get_by_role("button", name="Operate")
    if button.get_attribute("aria-expanded") != "true":
        button.click()
    return learner.close_up.get_by_role("group", name="Operate on")


def silenced(maps: tuple[tuple[str, int], ...]) -> list[dict[str, Any]]:
    return [{"layer": layer, "channel": at, "scale": 0} for layer, at in maps]


def ways(learner: Learner, run: str) -> Iterator[tuple[tuple[str, int], ...]]:
    """Pairs of maps whose silence makes the tabby a dog for sure, found by trying."""
    for maps in combinations(MAPS, 2):
        edited = made(learner, run, silenced(maps))
        if edited["prediction"][0]["label"] == "dog" and not edited["unsure"]:
            yield maps


def test_hints_come_one_by_one(learner: Learner, page: Page) -> None:
    learner.open()
    region = opened(learner, "silence-three")
    hints = [plain(hint) for hint in told(learner, "silence-three")["hints"]]
    items = region.get_by_role("list", name="Hints").get_by_role("listitem")
    expect(items).to_have_count(0)
    button = region.get_by_role("button", name=re.compile("hint"))
    for count, name in enumerate(("A hint", "Another hint, 2 left", "Another hint, 1 left"), 1):
        expect(button).to_have_text(name)
        button.click()
        expect(items).to_have_text(hints[:count])
    expect(button).to_have_text("No more hints")
    expect(button).to_have_attribute("aria-disabled", "true")
    expect(button).to_be_focused()
    # They are still there for whoever closes the card and opens it again.
    head = region.get_by_role("button", name=TITLES["silence-three"])
    head.click()
    expect(items).to_have_count(0)
    head.click()
    expect(items).to_have_count(3)


def test_the_filter_for_vertical_edges_is_found(learner: Learner, page: Page) -> None:
    learner.open()
    region = opened(learner, "vertical-edges")
    finds(region, tried(learner, learner.run, "vertical-edges"))
    region.get_by_role("button", name="Begin").click()
    bridge = next(
        one
        for one in learner.service.network("tiny-vgg")["samples"]
        if one["id"] == told(learner, "vertical-edges")["sample"]
    )
    learner.arrived(bridge["run"])
    assert learner.link["layer"] == "conv_1_1"
    findings = [tried(learner, bridge["run"], "vertical-edges", at) for at in range(10)]
    right = next(at for at, one in enumerate(findings) if one["done"])
    wrong = next(at for at, one in enumerate(findings) if not one["done"])
    for at in (wrong, right):
        page.get_by_role("option", name=f"Map {at + 1} of 10, convolved 1").click()
        region.get_by_role("button", name=f"The map chosen now: map {at + 1}").click()
        if at == wrong:
            finds(region, findings[wrong])
            expect(region).to_contain_text("0 of 3 done")
    is_done(region, "vertical-edges", findings[right], 1)
    region.get_by_role("button", name="Another way").click()
    expect(region.get_by_role("button", name="Begin")).to_be_visible()
    expect(region).to_contain_text("1 of 3 done")


def test_three_maps_are_silenced_and_the_tick_stays(learner: Learner, page: Page) -> None:
    learner.open()
    region = opened(learner, "silence-three")
    tabby = next(
        one for one in learner.service.network("tiny-vgg")["samples"] if one["id"] == "tabby"
    )
    finds(region, tried(learner, learner.run, "silence-three"))
    region.get_by_role("button", name="Begin").click()
    learner.arrived(tabby["run"])
    finds(region, tried(learner, tabby["run"], "silence-three"))
    way = next(ways(learner, tabby["run"]))
    for count, (layer, at) in enumerate(way, 1):
        title = learner.title(layer)
        page.get_by_role("option", name=f"Map {at + 1} of 10, {title}").click()
        page.keyboard.press("Enter")
        tools(learner).get_by_role("button", name="Silence").click()
        due = arrived(learner, tabby["run"], silenced(way[:count]))
        if count < len(way):
            finds(region, tried(learner, due["run"], "silence-three"))
            page.keyboard.press("Escape")
            expect(learner.close_up).to_have_count(0)
    is_done(region, "silence-three", tried(learner, due["run"], "silence-three"), 1)
    # What is changed afterwards takes nothing away, and the browser remembers.
    page.keyboard.press("Control+z")
    expect(region.get_by_role("status")).to_contain_text("Done.")
    page.reload()
    learner.ready()
    page.mouse.move(300, 300)
    expect(missions(page)).to_contain_text("1 of 3 done")
    expect(missions(page).get_by_role("button", name=done("silence-three"))).to_be_visible()


def test_sobel_takes_the_place_of_what_was_learned(
    studio: Studio, learner: Learner, page: Page
) -> None:
    learner.open()
    region = opened(learner, "sobel-first")
    region.get_by_role("button", name="Begin").click()
    guess = region.get_by_label("How many of the 12 samples will still be right?")
    guess.fill("13")
    expect(region).to_contain_text("A whole number from 0 to 12.")
    expect(region.get_by_role("button", name="My guess")).to_have_attribute("aria-disabled", "true")
    guess.fill("7")
    page.keyboard.press("Enter")
    expect(region).to_contain_text("You guess 7.")
    finds(region, tried(learner, learner.run, "sobel-first", 7))
    before = learner.run
    page.get_by_role("button", name="Filters", exact=True).click()
    studio.choose("Size of the filter", "3")
    page.get_by_role("button", name="Sobel", exact=True).click()
    sobel = learner.service.get("/api/lab/presets/sobel-x?rows=3&columns=3")["weights"]
    studio.holds(sobel)
    edits: list[dict[str, Any]] = []
    for at in range(5):
        page.get_by_label("Map to put it into").select_option(f"map {at + 1}")
        studio.press_button("In the network")
        edits.append({"layer": "conv_1_1", "channel": at, "kernel": sobel, "rescale": True})
        due = arrived(learner, before, edits)
        if at == 2:
            finds(region, tried(learner, due["run"], "sobel-first", 7))
    is_done(region, "sobel-first", tried(learner, due["run"], "sobel-first", 7), 1)


def test_what_is_found_is_about_what_is_on_the_page(learner: Learner, page: Page) -> None:
    """An answer about a picture that has gone meanwhile is never shown."""
    learner.open()
    held = learner.first_waits("**/missions/silence-three")
    with page.expect_request("**/missions/silence-three"):
        region = opened(learner, "silence-three")
    tabby = next(
        one for one in learner.service.network("tiny-vgg")["samples"] if one["id"] == "tabby"
    )
    region.get_by_role("button", name="Begin").click()
    learner.arrived(tabby["run"])
    expect(region.get_by_role("status")).to_be_empty()
    held[0].continue_()
    finds(region, tried(learner, tabby["run"], "silence-three"))


def test_the_missions_of_another_network_are_its_own(learner: Learner, page: Page) -> None:
    learner.open("#network=lenet-5")
    page.mouse.move(300, 300)
    listed = learner.service.get("/api/networks/lenet-5/missions")["missions"]
    region = missions(page)
    for one in listed:
        expect(region.get_by_role("button", name=one["title"])).to_be_visible()
    expect(region).to_contain_text(f"0 of {len(listed)} done")


def test_missions_are_open_to_all(learner: Learner, page: Page, seen: Seen) -> None:
    """Before, while and after: axe, names, and everything can be asked about."""
    learner.open("#layer=conv_1_1&map=4")
    page.mouse.move(300, 300)
    if page.viewport_size == {"width": 390, "height": 844}:
        page.get_by_role("button", name="Show all text").click()
    region = missions(page)
    region.get_by_role("button", name=TITLES["vertical-edges"]).click()
    region.get_by_role("button", name="A hint").click()
    right = next(
        at for at in range(10) if tried(learner, learner.run, "vertical-edges", at)["done"]
    )

    def looks(state: str) -> None:
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
        assert page.evaluate(NAMELESS) == [], state
        assert page.evaluate(UNEXPLAINED) == [], state
        seen.is_open_to_all(state)

    looks("a mission with a hint")
    learner.open(f"#layer=conv_1_1&map={right + 1}")
    region.get_by_role("button", name=re.compile("The map chosen now")).click()
    expect(region.get_by_role("status")).to_contain_text("Done.")
    looks("a mission that is done")


@pytest.mark.browser_context_args(**PHONE)
def test_missions_in_a_hand(learner: Learner, page: Page) -> None:
    learner.open()
    page.get_by_role("button", name="Show all text").tap()
    region = missions(page)
    region.get_by_role("button", name=TITLES["sobel-first"]).tap()
    fits(page)
    for control in region.locator("button, input").all():
        box = control.bounding_box()
        assert box is not None
        assert box["height"] >= 44, control.evaluate("(one) => one.outerHTML")
    region.get_by_role("button", name="A hint").tap()
    expect(region.get_by_role("list", name="Hints").get_by_role("listitem")).to_have_count(1)


def test_missions_by_keys_alone(learner: Learner, page: Page) -> None:
    learner.open()
    page.keyboard.press("Tab")
    region = missions(page)
    head = region.get_by_role("button", name=TITLES["vertical-edges"])
    head.focus()
    page.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-expanded", "true")
    for name in ("Begin", "A hint"):
        page.keyboard.press("Tab")
        expect(region.get_by_role("button", name=name)).to_be_focused()
    page.keyboard.press("Enter")
    expect(region.get_by_role("list", name="Hints").get_by_role("listitem")).to_have_count(1)
    page.keyboard.press("Tab")
    expect(region.get_by_role("button", name=re.compile("The map chosen now"))).to_be_focused()
    page.keyboard.press("Enter")
    expect(region.get_by_role("status")).not_to_be_empty()
