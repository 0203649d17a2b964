"""Operating on the network: what is drawn, said and listed is what the API makes of the edits."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import colours
from tests.browser.conftest import FINISHED
from tests.browser.explaining import ASK, TOPICS, UNEXPLAINED
from tests.browser.learner import NETWORKS, Canvas, Learner, plain

Axe = Callable[..., list[str]]
Edits = list[dict[str, Any]]

FIRST = {"tiny-vgg": "conv_1_1", "lenet-5": "conv_1"}
SILENT: Edits = [{"layer": "conv_1_1", "channel": 3, "scale": 0}]
BOTH = "conv_1_1:4,s0;conv_1_2:7,s2"
TWO: Edits = [*SILENT, {"layer": "conv_1_2", "channel": 6, "scale": 2}]


def show(
    learner: Learner, edits: str = "", more: str = "&open=1", network: str = "tiny-vgg"
) -> str:
    """Open map 4 of the first convolution; answers the run without edits."""
    sample = learner.service.network(network)["samples"][0]
    edited = f"&edits={edits}" if edits else ""
    learner.open(f"#network={network}&layer={FIRST[network]}&map=4{more}{edited}")
    return str(sample["run"])


def made(learner: Learner, run: str, edits: Edits) -> Any:
    """What the API makes of a run."""
    answer = learner.service._client.post(f"/api/runs/{run}/edits", json={"edits": edits})
    return answer.raise_for_status().json()


def arrived(learner: Learner, run: str, edits: Edits) -> Any:
    """Wait until the page shows what the API makes of the same edits."""
    due = made(learner, run, edits)
    learner.arrived(due["run"])
    return due


def operate(learner: Learner) -> Locator:
    """The tools, opened."""
    learner.close_up.get_by_role("button", name="Operate").click()
    return learner.close_up.get_by_role("group", name="Operate on")


def panel(learner: Learner) -> Locator:
    return learner.page.get_by_role("group", name="Your edits")


def rows(learner: Learner) -> list[str]:
    """The edits in the list, those that are off in brackets."""
    expect(panel(learner)).to_be_visible()
    switches = panel(learner).get_by_role("switch")
    return [
        plain(one.locator("..").inner_text())
        if one.is_checked()
        else f"({plain(one.locator('..').inner_text())})"
        for one in switches.all()
    ]


def shares(told: Any) -> dict[str, float]:
    return {one["label"]: one["probability"] for one in told["prediction"]}


def frame(learner: Learner, name: str) -> np.ndarray:
    frames = learner.page.get_by_role("navigation", name="Layers").get_by_role("button")
    one = frames.filter(has=learner.page.locator("canvas"))
    named = one.and_(learner.page.locator(f'[aria-label*=", {name}"]')).first
    return Canvas(named.locator("canvas").first).pixels


def close(pixels: np.ndarray, maps: np.ndarray, extent: float) -> bool:
    """Whether these are the pixels of one of the maps."""
    return any(
        colours.off(pixels, colours.signed(one, extent, "light")) <= colours.CLOSE for one in maps
    )


def drawn_as(learner: Learner, numbers: Callable[[str], np.ndarray]) -> None:
    """Every frame of the timeline that shows a map shows one of these."""
    for layer in learner.layers[1:]:
        maps = numbers(layer["name"])
        if maps.shape[1] == 1:
            continue
        extent = float(np.abs(maps).max()) or 1.0
        assert close(frame(learner, layer["name"]), maps, extent), layer["name"]


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_a_silenced_map_is_drawn_as_the_api_computes_it(
    learner: Learner, page: Page, network: str, by: str
) -> None:
    before = show(learner, network=network)
    layer = FIRST[network]
    if by == "mouse":
        operate(learner).get_by_role("button", name="Silence").click()
    else:
        learner.close_up.get_by_role("button", name="Operate").focus()
        page.keyboard.press("Enter")
        silence = learner.close_up.get_by_role("button", name="Silence")
        for _ in range(30):
            if silence.evaluate("(one) => one === document.activeElement"):
                break
            page.keyboard.press("Tab")
        page.keyboard.press("Space")
    due = arrived(learner, before, [{"layer": layer, "channel": 3, "scale": 0}])
    assert due["run"] != before
    assert not learner.service.maps(due["run"], layer)[3].any()
    drawn_as(learner, lambda name: learner.service.maps(due["run"], name))
    maps = learner.service.maps(due["run"], layer)
    chips = learner.close_up.get_by_role("radiogroup", name="Map").get_by_role("radio")
    for c, chip in enumerate(chips.all()):
        right = colours.signed(maps[c], float(np.abs(maps).max()), "light")
        assert colours.off(Canvas(chip.locator("canvas")).pixels, right) <= colours.CLOSE
    expect(chips.nth(3)).to_have_accessible_name("Map 4, edited")
    expect(learner.close_up.get_by_text("edited", exact=True)).to_be_visible()
    expect(learner.close_up.get_by_role("button", name="Silence")).to_have_attribute(
        "aria-pressed", "true"
    )


def test_the_verdict_follows_and_keeps_its_place_from_before(learner: Learner, page: Page) -> None:
    before = shares(learner.service.run(show(learner, BOTH, "")))
    due = shares(learner.told)
    options = page.get_by_role("listbox", name="Verdict").get_by_role("option")
    for option in options.all():
        label = option.locator(".label").inner_text()
        bar = float(option.locator(".bar").evaluate("(one) => parseFloat(one.style.width)"))
        tick = float(option.locator(".was span").evaluate("(one) => parseFloat(one.style.left)"))
        assert bar == pytest.approx(max(1, due[label] * 100), abs=0.01)
        assert tick == pytest.approx(before[label] * 100, abs=0.01)
    told = panel(learner).get_by_role("list").first.get_by_role("listitem")
    first = told.first
    expect(first).to_contain_text(max(due, key=due.__getitem__))
    expect(first).to_contain_text(re.compile("now, .* before"))
    sentence = learner.service.get(f"/api/runs/{learner.run}/changes")["sentence"]
    expect(panel(learner)).to_contain_text(plain(sentence))


def test_what_was_done_is_said_aloud(learner: Learner, page: Page) -> None:
    show(learner)
    said = page.locator("[data-edits-said]")
    operate(learner).get_by_role("button", name="Silence").click()
    expect(said).to_have_text(re.compile(r"^Map 4 silenced; the verdict is (now|still) \w+, "))
    page.keyboard.press("Control+z")
    expect(said).to_have_text(re.compile("^No edits are left; the verdict is still butterfly"))


def test_differences_are_drawn_or_what_was_there_before(learner: Learner, page: Page) -> None:
    before = show(learner, BOTH)
    after = learner.run
    was = {one["name"]: learner.service.maps(before, one["name"]) for one in learner.layers}
    panel(learner).get_by_text("difference", exact=True).click()
    expect(page.get_by_text("Differences are drawn: after less before.")).to_be_visible()
    drawn_as(learner, lambda name: learner.service.maps(after, name) - was[name])
    panel(learner).get_by_text("before", exact=True).click()
    expect(page.get_by_text("As it was before your edits.")).to_be_visible()
    learner.arrived(before)
    drawn_as(learner, lambda name: was[name])
    page.get_by_role("button", name="draw what is there now").click()
    learner.arrived(after)
    drawn_as(learner, lambda name: learner.service.maps(after, name))


def test_differences_are_marked_on_the_first_screen_too(learner: Learner, page: Page) -> None:
    show(learner, BOTH, "&ink=difference")
    expect(page.get_by_text("Differences are drawn: after less before.")).to_be_visible()
    heads = page.locator(".heads .head")
    dots = [i for i, head in enumerate(heads.all()) if head.locator(".dot").count()]
    assert dots == [1, 3]
    expect(
        page.get_by_role("option", name=re.compile("^Map 4 of 10, convolved 1.*, edited$"))
    ).to_be_visible()
    # What did not change is exactly the grey of zero.
    column = page.locator('[data-column="conv_1_1"]')
    pixels = Canvas(column.locator("canvas").first).pixels
    box = column.bounding_box()
    option = page.get_by_role("option", name=re.compile("^Map 1 of 10, convolved 1")).bounding_box()
    assert box is not None
    assert option is not None
    ratio = pixels.shape[0] / box["height"]
    middle = int((option["y"] - box["y"] + option["height"] / 2) * ratio)
    assert pixels[middle, pixels.shape[1] // 2, :3].tolist() == colours.rgb("#efede8").tolist()


def test_edits_are_switched_moved_and_taken_out(learner: Learner, page: Page) -> None:
    before = show(learner, BOTH)
    one, other = "convolved 1, map 4: silenced", "convolved 2, map 7: boosted ×2"
    assert rows(learner) == [one, other]
    panel(learner).get_by_role("switch", name=one).press("Space")
    arrived(learner, before, TWO[1:])
    assert rows(learner) == [f"({one})", other]
    panel(learner).get_by_role("button", name=f"Later: {one}").click()
    expect(panel(learner).get_by_role("switch").first).to_have_accessible_name(other)
    assert rows(learner) == [other, f"({one})"]
    expect(panel(learner).get_by_role("button", name=f"Later: {one}")).to_be_focused()
    panel(learner).get_by_role("button", name=f"Take out: {other}").click()
    learner.arrived(before)
    assert rows(learner) == [f"({one})"]
    expect(panel(learner)).to_contain_text("All edits are switched off")
    expect(panel(learner).get_by_role("button", name=f"Take out: {one}")).to_be_focused()
    for _ in range(3):
        page.keyboard.press("Control+z")
    arrived(learner, before, TWO)
    assert rows(learner) == [one, other]
    page.keyboard.press("Control+Shift+z")
    arrived(learner, before, TWO[1:])
    panel(learner).get_by_role("button", name="Clear all").click()
    learner.arrived(before)
    expect(panel(learner)).to_have_count(0)
    expect(page).not_to_have_url(re.compile("edits="))


def test_a_drag_is_one_step_and_the_maps_follow_it(learner: Learner, page: Page) -> None:
    before = show(learner)
    boost = operate(learner).get_by_role("slider", name="Boost")
    box = boost.bounding_box()
    assert box is not None
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 4, y)
    page.mouse.down()
    with page.expect_response("**/edits/maps"):
        page.mouse.move(box["x"] + box["width"] * 0.8, y, steps=12)
    page.mouse.up()
    expect(page).to_have_url(re.compile("edits=conv_1_1:4,s[2-9]"))
    scale = float(learner.link["edits"].partition(",s")[2])
    edits = [{"layer": "conv_1_1", "channel": 3, "scale": scale}]
    due = arrived(learner, before, edits)
    drawn_as(learner, lambda name: learner.service.maps(due["run"], name))
    expect(panel(learner)).to_contain_text(
        f"boosted ×{scale:g}" if scale == int(scale) else "boosted ×"
    )
    page.keyboard.press("Control+z")
    learner.arrived(before)
    expect(panel(learner)).to_have_count(0)


def test_the_bias_is_a_real_edit_and_goes_back_to_what_was_learned(
    learner: Learner, page: Page
) -> None:
    before = show(learner)
    learned = float(learner.service.learned("tiny-vgg", "conv_1_1")["bias"][3])
    bias = operate(learner).get_by_role("slider", name="Bias", exact=True)
    bias.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    expect(panel(learner)).to_contain_text("convolved 1, map 4: bias")
    expect(page).to_have_url(re.compile("edits="))
    value = float(learner.link["edits"].partition(",b")[2])
    assert value > learned
    arrived(learner, before, [{"layer": "conv_1_1", "channel": 3, "bias": value}])
    for _ in range(5):
        page.keyboard.press("ArrowLeft")
    learner.arrived(before)
    expect(panel(learner)).to_have_count(0)


def test_two_maps_change_places_and_a_map_is_reset(learner: Learner, page: Page) -> None:
    before = show(learner)
    tools = operate(learner)
    reset = tools.get_by_role("button", name="Reset map 4")
    expect(reset).to_be_disabled()
    tools.get_by_label("Swap with").select_option("map 2")
    due = arrived(learner, before, [{"layer": "conv_1_1", "channel": 3, "swap": 1}])
    assert rows(learner) == ["convolved 1, map 4: changed places with map 2"]
    was, now = (learner.service.maps(run, "conv_1_1") for run in (before, due["run"]))
    assert np.array_equal(now[[1, 3]], was[[3, 1]])
    drawn_as(learner, lambda name: learner.service.maps(due["run"], name))
    reset.click()
    learner.arrived(before)
    expect(panel(learner)).to_have_count(0)


def test_a_link_brings_all_of_it_back(learner: Learner, page: Page) -> None:
    before = show(learner)
    operate(learner).get_by_role("button", name="Silence").click()
    due = arrived(learner, before, SILENT)
    panel(learner).get_by_text("difference", exact=True).click()
    expect(page).to_have_url(re.compile("ink=difference"))
    page.reload()
    learner.ready()
    learner.arrived(due["run"])
    assert rows(learner) == ["convolved 1, map 4: silenced"]
    expect(page.get_by_text("Differences are drawn: after less before.")).to_be_visible()


def saved(learner: Learner) -> Path:
    """What Export JSON writes, on the learner's disk."""
    with learner.page.expect_download() as download:
        panel(learner).get_by_role("button", name="Export JSON").click()
    place = learner.folder / download.value.suggested_filename
    download.value.save_as(place)
    return place


def brought(learner: Learner, place: Path) -> None:
    with learner.page.expect_file_chooser() as dialog:
        learner.page.get_by_role("button", name="Import JSON").first.click()
    dialog.value.set_files(place)


def test_what_is_exported_the_api_takes_and_the_page_reads_again(
    learner: Learner, page: Page
) -> None:
    before = show(learner, BOTH)
    after = learner.run
    place = saved(learner)
    assert place.name == "tiny-vgg-edits.json"
    told = json.loads(place.read_text(encoding="utf-8"))
    assert made(learner, before, told["edits"])["run"] == after
    panel(learner).get_by_role("button", name="Clear all").click()
    learner.arrived(before)
    operate(learner)
    brought(learner, place)
    learner.arrived(after)
    assert rows(learner) == ["convolved 1, map 4: silenced", "convolved 2, map 7: boosted ×2"]


@pytest.mark.parametrize(
    "text",
    ["", "no JSON", "{}", '{"edits": 3}', '[{"layer": "conv_1_1"}]', '[{"layer": 3, "scale": 0}]'],
)
def test_a_file_that_is_no_list_is_turned_away_kindly(
    learner: Learner, page: Page, text: str
) -> None:
    before = show(learner)
    operate(learner)
    place = learner.folder / "edits.json"
    place.write_text(text, encoding="utf-8")
    brought(learner, place)
    expect(page.get_by_role("alert")).to_contain_text("That file is no list of edits.")
    assert learner.run == before
    expect(panel(learner)).to_have_count(0)


def test_a_list_that_cannot_be_made_is_answered_in_the_servers_words(
    learner: Learner, page: Page, complaints: Any
) -> None:
    complaints.forgive("status of 422")
    before = show(learner)
    edits = [{"layer": "conv_9", "channel": 0, "scale": 0}]
    told = learner.service._client.post(f"/api/runs/{before}/edits", json={"edits": edits}).json()
    place = learner.folder / "edits.json"
    place.write_text(json.dumps({"edits": edits}), encoding="utf-8")
    operate(learner)
    brought(learner, place)
    expect(page.get_by_role("alert")).to_contain_text(plain(told["detail"]))
    expect(panel(learner)).to_have_count(0)
    assert learner.run == before


@pytest.mark.parametrize("network", NETWORKS)
def test_the_samples_are_asked_too(learner: Learner, network: str) -> None:
    layer = FIRST[network]
    show(learner, f"{layer}:1,s0;{layer}:2,s0;{layer}:3,s0", network=network)
    told = learner.service.get(f"/api/runs/{learner.run}/samples")
    of = len(told["samples"])
    before = (
        "as before" if told["right"] == told["right_before"] else f"{told['right_before']} before"
    )
    expect(panel(learner)).to_contain_text(f"{told['right']} of {of} right, {before}")
    for one in told["samples"]:
        if one["predicted"] != one["before"]["predicted"]:
            expect(panel(learner)).to_contain_text(f"{one['predicted']}, ")


def test_a_dense_layer_is_operated_on_by_the_thing_it_speaks_for(
    learner: Learner, page: Page
) -> None:
    learner.open("#layer=dense&open=1&map=9")
    before = learner.run
    tools = operate(learner)
    label = learner.service.network("tiny-vgg")["classes"][8]
    expect(tools).to_have_accessible_name(f"Operate on {label}")
    expect(tools.get_by_role("button", name="Open on the pad")).to_have_count(0)
    tools.get_by_role("button", name="Silence").click()
    due = arrived(learner, before, [{"layer": "dense", "channel": 8, "scale": 0}])
    assert learner.service.maps(due["run"], "dense")[8, 0, 0] == 0
    assert rows(learner) == [f"dense, {label}: silenced"]


def test_layers_without_weights_have_no_tools(learner: Learner) -> None:
    for layer in ("relu_1_1", "pool_1", "softmax"):
        learner.open(f"#layer={layer}&open=1")
        expect(learner.close_up.get_by_role("button", name="Operate")).to_have_count(0)


MORE_THAN = """(count) => new Promise((resolve) => {
  const look = () => (window.most > count ? resolve(true) : requestAnimationFrame(look));
  look();
})"""


def test_maps_change_in_turn_where_motion_is_welcome(learner: Learner, page: Page) -> None:
    show(learner)
    page.emulate_media(reduced_motion="no-preference")
    frames = page.get_by_role("navigation", name="Layers").locator("canvas")
    at_rest = frames.count()
    page.evaluate(
        """() => {
          window.most = 0;
          const strip = document.querySelector('nav[aria-label="Layers"]');
          new MutationObserver(() => {
            window.most = Math.max(window.most, strip.querySelectorAll('canvas').length);
          }).observe(strip, { childList: true, subtree: true });
        }"""
    )
    operate(learner).get_by_role("button", name="Silence").click()
    expect(panel(learner)).to_be_visible()
    page.evaluate(MORE_THAN, at_rest)
    expect(frames).to_have_count(at_rest)


@pytest.mark.parametrize("more", ["&open=1", "&ink=difference", "&open=1&ink=before"])
def test_all_of_it_can_be_asked_about(learner: Learner, page: Page, more: str) -> None:
    topics = set()
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        show(learner, BOTH, more)
        if "open" in more:
            operate(learner)
        if width == 390:
            page.get_by_role("button", name="Show all text").click()
        expect(panel(learner)).to_contain_text("right, ")
        assert page.evaluate(UNEXPLAINED) == []
        topics |= set(page.evaluate(TOPICS))
    assert {"edits", "edit-switch", "edited-verdict", "edited-ink", "edited-samples"} <= topics
    page.get_by_role("button", name="What is this?").click()
    card = page.get_by_role("complementary", name="What is this?")
    expect(card).to_be_visible()
    for topic in topics:
        if not topic.startswith(("edit", "operate")) or not page.evaluate(ASK, topic):
            continue
        told = []
        for depth in ("Summary", "ELI5", "In depth"):
            card.get_by_text(depth, exact=True).click()
            told.append(card.get_by_role("status").inner_text())
        assert len(set(told)) == 3, topic
        for words in told:
            for hole in ("undefined", "NaN", "[object", "null", "Infinity"):
                assert hole not in words, (topic, words)


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("more", ["&open=1", "&ink=difference"])
def test_operating_is_open_to_all(
    learner: Learner, page: Page, axe: Axe, width: int, more: str
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    show(learner, f"{BOTH};~conv_2_1:1,b.5", more)
    if "open" in more:
        operate(learner)
    if width == 390:
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        page.get_by_role("button", name="Show all text").click()
    expect(panel(learner)).to_contain_text("right, ")
    page.evaluate(FINISHED)
    assert axe() == []
    page.emulate_media(color_scheme="dark")
    assert axe(rules=["color-contrast"]) == []


def test_on_a_phone_everything_can_be_hit(learner: Learner, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    show(learner, BOTH)
    tools = operate(learner)
    for control in tools.locator("button, select, input[type=range]").all():
        box = control.bounding_box()
        assert box is not None
        assert box["height"] >= 44, control.evaluate("(one) => one.outerHTML")
    page.get_by_role("button", name="Show all text").click()
    for control in panel(learner).locator("button, label:has([role=switch])").all():
        box = control.bounding_box()
        assert box is not None
        assert box["height"] >= 44, control.evaluate("(one) => one.outerHTML")
