"""Operating on the network: what is drawn and said is what the API makes of the edits."""

import re

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.browser import colours
from tests.browser.learner import NETWORKS, Canvas, Learner, plain
from tests.browser.surgery import BOTH, FIRST, arrived, drawn_as, operate, panel, rows, shares, show


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
