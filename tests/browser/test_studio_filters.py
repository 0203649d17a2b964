"""Filters to begin with, what can be done to a whole filter, and filters that are kept."""

import json
import re
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.studio import DIAGONAL, Studio

SMALL = [[1, -2, 0.5], [0, 3, -1], [0.25, 0, 4]]
VARIANTS = {
    **{family: {"→": "x", "↓": "y"} for family in ("Sobel", "Prewitt", "Scharr")},
    "line": {"level": "0", "rising": "45", "upright": "90", "falling": "135"},
    "corner": {
        one: one.replace(" ", "-")
        for one in ("top left", "top right", "bottom left", "bottom right")
    },
}
"""Ready-made filters that differ only in where they look."""
ALONE = {
    "identity": "identity",
    "box blur": "box-blur",
    "Gaussian": "gaussian",
    "sharpen": "sharpen",
    "unsharp": "unsharp",
    "emboss": "emboss",
    "outline": "outline",
    "Laplacian": "laplacian",
    "blobs": "laplacian-of-gaussian",
    "Gabor": "gabor",
    "random": "random",
}


def preset(studio: Studio, name: str, size: int, **values: float) -> Any:
    more = "".join(f"&{key}={value}" for key, value in values.items())
    address = f"/api/lab/presets/{name}?rows={size}&columns={size}{more}"
    return studio.learner.service.get(address)


def tiles(page: Page) -> Locator:
    return page.get_by_role("group", name="Start from a ready-made filter")


def tile(page: Page, name: str) -> Locator:
    return tiles(page).get_by_role("button", name=name, exact=True)


def test_every_ready_made_filter_lies_on_the_pad_as_the_api_makes_it(
    studio: Studio, page: Page
) -> None:
    size = 5
    blank = {"weights": np.zeros((size, size)).tolist()}
    studio.open(blank)
    told = {one["name"]: one for one in studio.learner.service.get("/api/lab/presets")["presets"]}
    seen: list[str] = []
    shown = page.locator("#studio-says")

    def lies(name: str) -> None:
        studio.holds(preset(studio, name, size)["weights"])
        expect(shown).to_have_text(told[name]["sentence"])
        seen.append(name)

    for family, name in ALONE.items():
        tile(page, family).click()
        page.mouse.move(5, 5)
        lies(name)
        expect(tile(page, family)).to_have_attribute("aria-pressed", "true")
    for family, members in VARIANTS.items():
        tile(page, family).click()
        page.mouse.move(5, 5)
        for variant, ending in members.items():
            studio.choose(f"Which {family}", variant)
            lies(f"{family.lower()}-{ending}")
    assert set(seen) == set(told), "none is left out"
    last = preset(studio, seen[-1], size)["weights"]
    studio.draws(studio.due(studio.picture(), {"weights": last}))


def test_the_knobs_of_a_ready_made_filter_are_one_step_each(studio: Studio, page: Page) -> None:
    studio.open(head="", place="layer=conv_1_1&map=4&open=1")
    tile(page, "Gaussian").click()
    page.mouse.move(5, 5)
    usual = preset(studio, "gaussian", 5)["weights"]
    studio.holds(usual)
    sigma = page.get_by_role("slider", name="width")
    low, high = (float(str(sigma.get_attribute(end))) for end in ("min", "max"))
    sigma.press("End")
    studio.holds(preset(studio, "gaussian", 5, sigma=high)["weights"])
    sigma.press("Home")
    studio.holds(preset(studio, "gaussian", 5, sigma=low)["weights"])
    page.wait_for_url(re.compile(f"preset:gaussian,sigma,{low:g}"))
    page.reload()
    studio.learner.ready()
    studio.holds(preset(studio, "gaussian", 5, sigma=low)["weights"])
    expect(sigma).to_have_value(str(low))
    # The size of the pad is the size of the filter.
    studio.choose("Size of the filter", "9")
    studio.holds(preset(studio, "gaussian", 9, sigma=low)["weights"])
    tile(page, "Gabor").click()
    page.mouse.move(5, 5)
    gabor = preset(studio, "gabor", 9)["weights"]
    studio.holds(gabor)
    page.get_by_role("slider", name="direction").press("End")
    page.get_by_role("slider", name="shift").press("End")
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    studio.holds(gabor)


def test_a_ready_made_filter_that_is_painted_over_is_ones_own(studio: Studio, page: Page) -> None:
    studio.open()
    tile(page, "Sobel").click()
    sobel = np.array(preset(studio, "sobel-x", 5)["weights"])
    studio.holds(sobel)
    studio.stroke((0.5, 0.5), (0.5, 0.5))
    sobel[0, 0] = 0.6
    studio.holds(sobel)
    expect(tile(page, "Sobel")).to_have_attribute("aria-pressed", "false")


def test_what_is_done_to_a_whole_filter(studio: Studio, page: Page) -> None:
    studio.open({"weights": SMALL})
    now = np.array(SMALL)

    def follows(button: str, due: np.ndarray, says: str) -> None:
        nonlocal now
        page.get_by_role("button", name=button, exact=True).click()
        studio.holds(due)
        expect(page.locator("#studio-says")).to_contain_text(says)
        now = due

    follows("Rotate 90°", np.rot90(now, -1), "Turned by a quarter")
    follows("Mirror", np.fliplr(now), "Left and right")
    follows("Negate", -now, "changed its sign")
    follows("×2, twice as strong", 2 * now, "Twice as strong")
    follows("×½, half as strong", now / 2, "Half as strong")
    follows("Normalise", now / now.sum(), "Divided by their sum, −5.75")
    assert studio.weights().sum() == pytest.approx(1, abs=1e-3)
    for _ in range(6):
        page.keyboard.press("Control+z")
    studio.holds(SMALL)
    for turns in range(1, 9):
        page.get_by_role("button", name="Rotate 45°", exact=True).click()
        if turns % 2 == 0:
            studio.holds(np.rot90(SMALL, -turns // 2))
    # Where the weights cancel, their length is made 1; where there are none, nothing is.
    studio.open({"weights": [[1, -1], [2, -2]]})
    page.get_by_role("button", name="Normalise").click()
    studio.holds(np.array([[1, -1], [2, -2]]) / np.sqrt(10))
    expect(page.locator("#studio-says")).to_contain_text("The weights cancel")
    page.get_by_role("button", name="Rotate 45°", exact=True).press("Enter")
    studio.holds(np.array([[1, -1], [2, -2]]) / np.sqrt(10))
    expect(page.locator("#studio-says")).to_contain_text("needs an odd square")
    studio.press_button("Clear")
    page.get_by_role("button", name="Normalise").click()
    expect(page.locator("#studio-says")).to_contain_text("nothing to normalise")
    expect(page.get_by_text("Every weight is 0, so every number of the result")).to_be_visible()


def test_a_filter_grows_and_shrinks_about_its_middle(studio: Studio, page: Page) -> None:
    studio.open({"weights": SMALL})
    picture = studio.picture()
    studio.choose("Size of the filter", "7")
    wide = np.pad(SMALL, 2)
    studio.holds(wide)
    studio.draws(studio.due(picture, {"weights": SMALL}))
    page.get_by_label("Columns of the filter").select_option("2")
    studio.holds(wide[:, 2:4])
    page.get_by_label("Rows of the filter").select_option("4")
    assert studio.weights().shape == (4, 2)
    studio.draws(studio.due(picture, {"weights": studio.weights().tolist()}))
    page.get_by_role("button", name="Rotate 90°", exact=True).click()
    studio.holds(np.rot90(wide[1:5, 2:4], -1))
    for _ in range(3):
        page.keyboard.press("Control+z")
    studio.holds(wide)
    page.keyboard.press("Control+z")
    studio.choose("Size of the filter", "1")
    studio.holds([[3]])


def test_each_colour_has_a_slice_of_its_own(studio: Studio, page: Page) -> None:
    """Taken apart, the result stays what it was; then each is painted by itself."""
    studio.open()
    picture, third = studio.picture(), np.array(DIAGONAL) / 3
    one_for_all = studio.due(picture, {"weights": DIAGONAL})
    group = "One filter for all channels, or one for each"
    studio.choose(group, "G")
    studio.holds(third)
    apart = studio.due(picture, {"weights": [third.tolist()] * 3})
    assert np.allclose(apart, one_for_all, atol=1e-5)
    studio.draws(apart)
    studio.press_button("Clear")
    studio.choose(group, "B")
    studio.holds(third)
    studio.stroke((0.5, 0.5), (4.5, 0.5))
    blue = third.copy()
    blue[:, 0] = 0.6
    each = [third.tolist(), np.zeros((5, 5)).tolist(), blue.tolist()]
    studio.draws(studio.due(picture, {"weights": each}))
    # On one map there is one channel, and the slices are added up; it says so.
    page.get_by_label("What the filter is laid on").select_option("rectified 1")
    on = {"run": studio.learner.run, "layer": "relu_1_1", "channel": 3}
    studio.draws(studio.due(on, {"weights": np.sum(each, axis=0).tolist()}))
    expect(page.get_by_text("The slices are added up to one here")).to_be_visible()


# Kept filters


def kept(page: Page) -> Locator:
    page.get_by_role("button", name=re.compile("^Kept filters")).click()
    return page.get_by_role("dialog", name="Filters you kept")


def test_a_filter_is_kept_under_its_name(studio: Studio, page: Page) -> None:
    studio.open({"weights": SMALL})
    dialog = kept(page)
    dialog.get_by_label("Name of the filter on the pad").fill("my  stripe <b>")
    page.keyboard.press("Enter")
    expect(dialog.get_by_text("Kept as “my stripe <b>”.")).to_be_visible()
    page.keyboard.press("Escape")
    studio.press_button("Clear")
    page.reload()
    studio.learner.ready()
    expect(page.get_by_role("button", name="Kept filters (1)")).to_be_visible()
    kept(page).get_by_role("button", name="my stripe <b>", exact=True).click()
    studio.holds(SMALL)
    dialog = kept(page)
    expect(dialog.get_by_label("Name of the filter on the pad")).to_have_value("my stripe <b>")
    dialog.get_by_role("button", name="Delete my stripe <b>").click()
    expect(dialog.get_by_text("Nothing is kept yet.")).to_be_visible()
    dialog.get_by_role("button", name="Undo").click()
    expect(dialog.get_by_role("button", name="Delete my stripe <b>")).to_be_visible()
    page.keyboard.press("Escape")
    studio.learner.open("#layer=conv_1_1&open=1&studio=")
    expect(page.get_by_role("button", name="Kept filters (1)")).to_be_visible()


def test_kept_filters_go_into_a_file_and_come_back(studio: Studio, page: Page) -> None:
    each = {"weights": [SMALL, np.negative(SMALL).tolist(), SMALL]}
    studio.open(each)
    dialog = kept(page)
    dialog.get_by_label("Name of the filter on the pad").fill("three")
    dialog.get_by_role("button", name="Save").click()
    with page.expect_download() as download:
        dialog.get_by_role("button", name="Export all").click()
    assert download.value.suggested_filename == "filters.json"
    place = studio.learner.folder / "filters.json"
    download.value.save_as(place)
    told = json.loads(place.read_text(encoding="utf-8"))
    assert told["format"] == "convscope filters"
    assert told["filters"] == [{"name": "three", **each}]
    told["filters"].append({"name": "by hand", "weights": [[0.5, -0.5]]})
    place.write_text(json.dumps(told), encoding="utf-8")
    dialog.get_by_role("button", name="Delete three").click()
    dialog.get_by_label("Import").set_input_files(place)
    expect(dialog.get_by_text("2 filters read from filters.json.")).to_be_visible()
    dialog.get_by_role("button", name="by hand", exact=True).click()
    studio.holds([[0.5, -0.5]])
    kept(page).get_by_role("button", name="three", exact=True).click()
    studio.holds(SMALL)
    studio.draws(studio.due(studio.picture(), each))


DAMAGED = (
    "",
    "{}",
    '{"format": "convscope filters", "filters": 3}',
    '{"format": "convscope filters", "filters": [{"name": "x", "weights": [[1], [2, 3]]}]}',
    '{"format": "convscope filters", "filters": [{"name": "x", "weights": [["1"]]}]}',
)


def test_a_damaged_file_is_refused_in_a_sentence(studio: Studio, page: Page) -> None:
    studio.open()
    dialog = kept(page)
    for number, text in enumerate(DAMAGED):
        damaged = {"name": f"{number}.json", "mimeType": "text/json", "buffer": text.encode()}
        dialog.get_by_label("Import").set_input_files(damaged)
        expect(dialog.get_by_text(f"{number}.json holds no filters of this page.")).to_be_visible()
        expect(dialog.get_by_text("Nothing is kept yet.")).to_be_visible()
