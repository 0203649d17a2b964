"""Filters in the network: every map and the verdict are what the API makes of the same edit."""

import re
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.browser.learner import Learner, plain
from tests.browser.studio import DIAGONAL, Studio
from tests.browser.surgery import arrived, drawn_as, made, panel, rows, shares

Edit = dict[str, Any]
BRIGHT = [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]
EACH = [BRIGHT, np.negative(BRIGHT).tolist(), np.rot90(BRIGHT).tolist()]


def unedited(learner: Learner, sample: int = 0) -> str:
    return str(learner.service.network(learner.network)["samples"][sample]["run"])


def kernel(weights: Any, layer: str = "conv_1_1", channel: int = 3, **more: Any) -> Edit:
    return {"layer": layer, "channel": channel, "kernel": weights, "rescale": True, **more}


def holds(learner: Learner, edits: list[Edit], before: str = "") -> Any:
    """Wait until the page, strip, verdict and all, shows what the API makes of these edits."""
    due = arrived(learner, before or unedited(learner), edits)
    drawn_as(learner, lambda name: learner.service.maps(due["run"], name))
    verdict = panel(learner).get_by_role("list").first.get_by_role("listitem")
    for label, share in sorted(shares(due).items(), key=lambda one: -one[1])[:2]:
        bar = verdict.filter(has_text=label).locator(".bar")
        expect(bar).to_have_attribute("style", re.compile("width"))
        width = float(bar.evaluate("(one) => parseFloat(one.style.width)"))
        assert width == pytest.approx(share * 100, abs=0.01)
    return due


@pytest.mark.parametrize(
    ("step", "edit"),
    [
        (DIAGONAL, kernel(DIAGONAL)),
        (EACH, kernel(EACH)),
        ([[1, -2], [0.5, 1]], kernel([[1, -2], [0.5, 1]], "conv_2_1", 6)),
    ],
    ids=["cropped to the window", "one for each colour", "even, two blocks on"],
)
def test_a_filter_is_put_into_the_network(
    studio: Studio, page: Page, step: Any, edit: Edit
) -> None:
    learner = studio.learner
    studio.open({"weights": step})
    if edit["layer"] != "conv_1_1":
        page.get_by_label("Layer to put it into").select_option("convolved 3")
        page.get_by_label("Map to put it into").select_option("map 7")
    studio.press_button("In the network")
    holds(learner, [edit])
    expect(page.get_by_role("button", name="Put it in again")).to_be_visible()
    # As strong as it was painted, not as what it takes the place of.
    page.get_by_text("rescale", exact=True).click()
    studio.press_button("Put it in again")
    arrived(learner, unedited(learner), [{**edit, "rescale": False}])
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    arrived(learner, unedited(learner), [edit])
    page.keyboard.press("Control+z")
    learner.arrived(unedited(learner))
    expect(panel(learner)).to_have_count(0)


def test_what_was_put_in_is_listed_by_its_name(studio: Studio, page: Page) -> None:
    studio.open()
    page.get_by_role("button", name="Sobel", exact=True).click()
    sobel = studio.learner.service.get("/api/lab/presets/sobel-x?rows=5&columns=5")["weights"]
    studio.holds(sobel)
    studio.press_button("In the network")
    arrived(studio.learner, unedited(studio.learner), [kernel(sobel)])
    page.keyboard.press("Escape")
    [row] = rows(studio.learner)
    assert row.startswith("convolved 1, map 4: ")
    assert "sobel →" in row.lower()


def test_what_does_not_fit_says_why(studio: Studio, page: Page) -> None:
    studio.open({"weights": EACH}, head="to:conv_1_2,1")
    button = page.get_by_role("button", name="In the network")
    expect(button).to_have_attribute("aria-disabled", "true")
    reason = "The filter has 3 slices, and convolved 2 reads 10 maps. Choose “all” first."
    expect(page.get_by_text(reason)).to_be_visible()
    expect(button).to_have_accessible_description(reason)
    button.press("Enter")
    expect(page).not_to_have_url(re.compile("edits="))
    studio.choose("One filter for all channels, or one for each", "all")
    studio.press_button("In the network")
    total = np.sum(EACH, axis=0).tolist()
    holds(studio.learner, [kernel(total, "conv_1_2", 0)])


def test_the_network_follows_the_brush(studio: Studio, page: Page) -> None:
    """Stroke by stroke, and back by undo: filter and network go together."""
    learner = studio.learner
    before = unedited(learner)
    studio.open({"weights": BRIGHT})
    follow = page.get_by_role("switch", name="follow my brush")
    page.get_by_text("follow my brush").click()
    expect(follow).to_be_checked()
    arrived(learner, before, [kernel(BRIGHT)])
    studio.stroke((0.5, 0.5), (0.5, 2.5))
    once = studio.weights().tolist()
    holds(learner, [kernel(once)])
    studio.stroke((2.5, 0.5), (2.5, 2.5))
    arrived(learner, before, [kernel(studio.weights().tolist())])
    page.keyboard.press("Control+z")
    studio.holds(once)
    holds(learner, [kernel(once)])
    page.reload()
    learner.ready()
    arrived(learner, before, [kernel(once)])
    expect(follow).to_be_checked()
    # A ready-made filter and an operation are followed, too.
    studio.press_button("Rotate 90°")
    arrived(learner, before, [kernel(np.rot90(once, -1).tolist())])
    studio.press_button("outline")
    outline = learner.service.get("/api/lab/presets/outline?rows=3&columns=3")["weights"]
    studio.holds(outline)
    arrived(learner, before, [kernel(outline)])
    # No longer following, the network stays as it is.
    page.get_by_text("follow my brush").click()
    studio.press_button("Clear")
    studio.holds(np.zeros((3, 3)))
    holds(learner, [kernel(outline)])


# While the brush moves


def test_one_question_about_the_network_is_under_way_and_the_newest_wins(
    studio: Studio, page: Page
) -> None:
    """Between the first touch and the last, whatever was meanwhile is never asked."""
    learner = studio.learner
    page.clock.install()
    studio.open({"weights": BRIGHT}, head="live")
    before = unedited(learner)
    # Time stands still in the page: no hand ever rests.
    page.clock.pause_at(page.evaluate("Date.now() / 1000 + 1"))
    held: list[Route] = []
    page.route("**/edits/maps*", lambda route: held.append(route))

    def shows(weights: np.ndarray) -> None:
        due = made(learner, before, [kernel(weights.tolist())])
        drawn = {
            one["name"]: learner.service.maps(due["run"], one["name"]) for one in due["layers"]
        }
        until_drawn(studio, drawn["conv_1_1"][3], drawn["conv_1_1"])
        drawn_as(learner, lambda name: drawn[name])

    with page.expect_request("**/edits/maps*"):
        studio.press(0.5, 0.5)
    first = studio.weights()
    studio.move(0.5, 1.5)
    studio.move(0.5, 2.5)
    middle = studio.weights()
    assert len(held) == 1
    with page.expect_request("**/edits/maps*"):
        held[0].continue_()
    shows(first)
    studio.move(1.5, 0.5)
    studio.move(2.5, 2.5)
    last = studio.weights()
    assert len(held) == 2
    with page.expect_request("**/edits/maps*"):
        held[1].continue_()
    shows(middle)
    held[2].continue_()
    shows(last)
    page.mouse.up()
    assert len(held) == 3
    asked = [one.request.post_data_json["edits"][0]["kernel"] for one in held]
    for sent, painted in zip(asked, (first, middle, last), strict=True):
        assert np.array_equal(sent, painted)
    page.unroute("**/edits/maps*")
    page.clock.resume()
    page.clock.run_for(500)
    holds(learner, [kernel(last.tolist())])


def test_a_long_stroke_never_has_two_questions_under_way(studio: Studio, page: Page) -> None:
    """Counted as they come and go, with the server as fast as it is."""
    page.clock.install()
    studio.open({"weights": np.zeros((5, 5)).tolist()}, head="live")
    page.clock.pause_at(page.evaluate("Date.now() / 1000 + 1"))
    under_way: list[Request] = []
    counted: list[int] = []

    def begins(request: Request) -> None:
        if request.url.endswith("/edits/maps"):
            under_way.append(request)
            counted.append(len(under_way))

    def ends(request: Request) -> None:
        if request in under_way:
            under_way.remove(request)

    page.on("request", begins)
    page.on("requestfinished", ends)
    page.on("requestfailed", ends)
    studio.press(0.5, 0.5)
    for step in range(60):
        studio.move(2.5 + 2 * np.sin(step / 3), 2.5 + 2 * np.cos(step / 5))
    assert set(counted) == {1}
    page.mouse.up()
    page.clock.run_for(500)
    page.clock.resume()
    holds(studio.learner, [kernel(studio.weights().tolist())])


def test_what_comes_late_is_not_drawn_over_what_is_there(studio: Studio, page: Page) -> None:
    """An answer to a brush that has long come to rest changes nothing any more."""
    learner = studio.learner
    studio.open({"weights": BRIGHT}, head="live")
    held = learner.first_waits("**/edits/maps*")
    studio.stroke((0.5, 0.5), (0.5, 2.5))
    due = holds(learner, [kernel(studio.weights().tolist())])
    with page.expect_response(lambda answer: answer.request == held[0].request):
        held[0].continue_()
    page.wait_for_load_state("networkidle")
    drawn_as(learner, lambda name: learner.service.maps(due["run"], name))
    assert learner.run == due["run"]


def until_drawn(studio: Studio, one: np.ndarray, maps: np.ndarray) -> None:
    """Wait until the chosen layer's frame of the strip shows this map."""
    selector = 'nav[aria-label="Layers"] button[aria-label*=", conv_1_1"] canvas'
    studio.shows(selector, one, extent=float(np.abs(maps).max()))


# What was learned, on the pad


def test_a_learned_filter_is_painted_in_its_place_and_restored(studio: Studio, page: Page) -> None:
    """Brought back to what was learned, it is the very run it was before."""
    learner = studio.learner
    learner.open("#layer=conv_1_1&map=4&open=1")
    before = learner.run
    assert before == unedited(learner)
    learner.close_up.get_by_role("button", name="Operate").click()
    learner.close_up.get_by_role("button", name="Open on the pad").click()
    expect(page.get_by_role("heading", name="Paint what was learned")).to_be_visible()
    learned = learner.service.learned("tiny-vgg", "conv_1_1")["weights"][3]
    studio.holds(learned[0])
    maps = learner.service.maps(before, "conv_1_1")[3]
    studio.draws(maps)
    assert learner.run == before
    edits: list[Edit] = []
    for part, colour in ((0, "red"), (2, "blue")):
        page.get_by_role("radio", name=colour).click()
        studio.holds(learned[part])
        studio.stroke((0.5, 0.5), (2.5, 2.5))
        painted = learned[part].astype(float)
        for at in range(3):
            painted[at, at] = 0.6
        studio.holds(painted)
        exact = painted.astype(np.float32).tolist()
        edits.append({"layer": "conv_1_1", "channel": 3, "input_channel": part, "weights": exact})
        page.wait_for_url(re.compile(rf"edits=[^&]*conv_1_1:4\.{part + 1},w3x3"))
    due = made(learner, before, edits)
    now = learner.service.maps(due["run"], "conv_1_1")
    studio.draws(now[3])
    for colour in ("red", "blue"):
        page.get_by_role("radio", name=colour).click()
        studio.press_button("As it was learned")
    learner.arrived(before)
    studio.draws(maps)
    expect(panel(learner)).to_contain_text("every weight is what was learned")
    page.keyboard.press("Control+z")
    expect(page.locator('a[download$="-run.json"]')).not_to_have_attribute(
        "href", f"/api/runs/{before}"
    )
    page.keyboard.press("Control+Shift+z")
    learner.arrived(before)


def test_a_copy_of_what_was_learned_leaves_the_network_alone(studio: Studio, page: Page) -> None:
    studio.open()
    learned = studio.learner.service.learned("tiny-vgg", "conv_1_2")["weights"]
    page.get_by_role("button", name="learned", exact=True).click()
    dialog = page.get_by_role("dialog", name="A learned filter")
    dialog.get_by_label("Layer").select_option("convolved 2")
    dialog.get_by_label("Map").fill("3")
    dialog.get_by_label("Map").press("Tab")
    dialog.get_by_role("button", name="Put a copy on the pad").click()
    studio.holds(learned[2][0])
    page.get_by_role("radio", name="channel 10").click()
    studio.holds(learned[2][9])
    studio.stroke((0.5, 0.5), (0.5, 0.5))
    assert "edits" not in studio.learner.link
    assert studio.learner.run == unedited(studio.learner)


def test_a_row_of_the_dense_layer_lies_on_the_pad(studio: Studio, page: Page) -> None:
    """Not moved over anything: each weight has its own cell, and each is painted for itself."""
    learner = studio.learner
    studio.open()
    before = learner.run
    page.get_by_role("button", name="learned", exact=True).click()
    dialog = page.get_by_role("dialog", name="A learned filter")
    dialog.get_by_label("Layer").select_option("dense")
    dialog.get_by_label("Map").fill("5")
    dialog.get_by_label("Map").press("Tab")
    dialog.get_by_role("button", name="Edit it in the network").click()
    expect(page.get_by_role("heading", name="Paint what was learned")).to_be_visible()
    learned = learner.service.learned("tiny-vgg", "dense")["weights"][4]
    row = np.ravel(learned).reshape(10, 13, 13)
    studio.holds(row[0], within=6e-4)
    pooled = learner.service.maps(before, "pool_2")
    loudest = int(np.argmax(np.abs(pooled * row).sum(axis=(1, 2))))
    page.get_by_role("radio", name=f"map {loudest + 1}", exact=True).click()
    studio.holds(row[loudest], within=6e-4)
    studio.draws(pooled[loudest] * row[loudest])
    expect(page.get_by_text("Every weight of this row has a cell of its own")).to_be_visible()
    at = np.unravel_index(np.argmax(pooled[loudest]), (13, 13))
    studio.stroke((at[0] + 0.5, at[1] + 0.5), (at[0] + 0.5, at[1] + 0.5))
    painted = row[loudest].copy()
    painted[at] = 0.6
    edit = {"layer": "dense", "channel": 4, "input_channel": loudest, "weights": painted.tolist()}
    due = arrived(learner, before, [edit])
    studio.draws(pooled[loudest] * painted)
    told = {one["label"]: one["probability"] for one in due["prediction"]}
    label = learner.service.network("tiny-vgg")["classes"][4]
    assert told[label] != shares(learner.service.run(before))[label]
    studio.press_button("As it was learned")
    learner.arrived(before)


def test_another_picture_is_filtered_and_edited_alike(studio: Studio, page: Page) -> None:
    """The filter stays on the pad and in the network when another picture is chosen."""
    learner = studio.learner
    studio.open({"weights": BRIGHT})
    studio.press_button("In the network")
    arrived(learner, unedited(learner), [kernel(BRIGHT)])
    page.get_by_role("navigation", name="Where you are").get_by_role(
        "button", name="tiny-vgg"
    ).click()
    sample = learner.service.network("tiny-vgg")["samples"][3]
    page.get_by_role("radio", name=sample["title"]).click()
    arrived(learner, unedited(learner, 3), [kernel(BRIGHT)])
    page.get_by_role("button", name="Filters", exact=True).click()
    studio.holds(BRIGHT)
    kept = studio.sent(learner.service.picture(sample["picture"]))
    studio.draws(studio.due(kept, {"weights": BRIGHT}))
    assert plain(page.locator(".put").inner_text()).startswith("Put it into")
