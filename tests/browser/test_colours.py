"""What is drawn is what was computed: pixels on screen against numbers from the API."""

import io
import re

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser import colours
from tests.browser.colours import CLOSE
from tests.browser.learner import Canvas, Learner, read

LAYERS = ("conv_1_1", "relu_1_2", "pool_1", "conv_2_2", "relu_2_2", "pool_2")
CRISP = 1.6
"""Pixels a cell needs to be seen by itself."""


def extent(told: dict) -> float:
    """The largest magnitude of a layer or a map."""
    return max(abs(told["low"]), abs(told["high"]))


def stamps(learner: Learner) -> list[np.ndarray]:
    """The pixels of every map in the close-up's row of stamps."""
    maps = learner.close_up.get_by_role("radiogroup", name="Map").get_by_role("radio")
    expect(maps.first).to_be_visible()
    return [Canvas(one.locator("canvas")).pixels for one in maps.all()]


@pytest.mark.parametrize(
    ("scale", "theme"),
    [("map", "light"), ("layer", "light"), ("layer", "dark"), ("network", "dark")],
)
def test_every_number_has_its_colour(learner: Learner, page: Page, theme: str, scale: str) -> None:
    page.emulate_media(color_scheme=theme)
    learner.open(f"#layer={LAYERS[0]}&open=1&scale={scale}")
    told = {layer["name"]: layer for layer in learner.told["layers"]}
    largest = max(extent(layer) for name, layer in told.items() if name != "input")
    for name in LAYERS:
        page.goto(f"/#layer={name}&open=1&scale={scale}")
        maps_to_choose = learner.close_up.get_by_role("radiogroup", name="Map")
        expect(maps_to_choose.get_by_role("radio")).to_have_count(10)
        maps = learner.service.maps(learner.run, name)
        ends = {
            "map": [extent(channel) for channel in told[name]["channels"]],
            "layer": [extent(told[name])] * len(maps),
            "network": [largest] * len(maps),
        }[scale]
        for c, drawn in enumerate(stamps(learner)):
            due = colours.signed(maps[c], ends[c] or 1, theme)
            assert colours.off(drawn, due) <= CLOSE, f"{name}, map {c + 1}"
            holes = (drawn[..., :3] == colours.rgb(colours.ZERO[theme])).all(axis=-1)
            assert (holes == (maps[c] == 0)).all(), f"{name}, map {c + 1}: zero is its own colour"


def test_the_picture_is_drawn_in_the_tints_of_its_channels(learner: Learner, page: Page) -> None:
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        learner.open("#layer=input&open=1")
        maps = learner.service.maps(learner.run, "input")
        for c, name in enumerate(("Red", "Green", "Blue")):
            drawn = Canvas(page.get_by_role("slider", name=f"{name} channel").locator("canvas"))
            assert colours.off(drawn.pixels, colours.tinted(maps[c], c)) <= CLOSE


def test_what_the_network_sees_is_what_it_got(learner: Learner, page: Page) -> None:
    learner.open()
    drawn = Canvas(page.get_by_role("region", name="Your picture").locator("canvas")).pixels
    told = learner.service.picture(learner.told["picture"]["pixels"])
    assert (drawn[..., :3] == np.asarray(Image.open(io.BytesIO(told)))).all()


def patches(page: Page, title: str) -> list[np.ndarray]:
    """The pixels of every map of one column of the open strip."""
    column = page.get_by_role("listbox", name=f"{title}, ")
    canvas = column.locator("canvas")
    pixels, box = Canvas(canvas).pixels, canvas.bounding_box()
    assert box is not None
    found = []
    for option in column.get_by_role("option").all():
        spot = option.bounding_box()
        assert spot is not None
        left, top = round(spot["x"] - box["x"]), round(spot["y"] - box["y"])
        found.append(pixels[top : top + round(spot["height"]), left : left + round(spot["width"])])
    return found


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_open_strip_draws_every_map_of_every_layer(
    learner: Learner, page: Page, theme: str
) -> None:
    """Where a cell has pixels of its own its colour is exact; maps larger than their place are
    averaged down, and the patchwork of their means still has to fit."""
    page.emulate_media(color_scheme=theme)
    learner.open()
    told = {layer["name"]: layer for layer in learner.told["layers"]}
    for layer in learner.layers:
        name, (channels, height, _) = layer["name"], layer["shape"]
        if height == 1:
            continue
        maps = learner.service.maps(learner.run, name)
        drawn = patches(page, learner.title(name))
        assert len(drawn) == channels
        for c, patch in enumerate(drawn):
            due = (
                colours.tinted(maps[c], c)
                if name == "input"
                else colours.signed(maps[c], extent(told[name]), theme)
            )
            assert (patch[..., 3] == 255).all(), f"{name}, map {c + 1} has a gap"
            pixels_a_cell = patch.shape[0] / height
            if pixels_a_cell > CRISP:
                middle = ((np.arange(height) + 0.5) * pixels_a_cell).astype(int)
                assert colours.off(patch[middle][:, middle], due) <= CLOSE, f"{name}, map {c + 1}"
            else:
                assert np.abs(quilt(patch[..., :3]) - quilt(due)).max() < 9, f"{name}, map {c + 1}"


def quilt(image: np.ndarray, parts: int = 4) -> np.ndarray:
    """Mean colours of a picture cut into 4 x 4, whatever its size."""
    smooth = Image.fromarray(np.rint(image).astype(np.uint8)).resize(
        (parts, parts), Image.Resampling.BOX
    )
    return np.asarray(smooth).astype(float)


def ends(page: Page) -> tuple[float, float]:
    """The two numbers at the ends of the colour scale."""
    text = page.get_by_text(re.compile("^Colours, from")).locator("..").inner_text()
    low, high = re.findall(r"[−+]?\d+(?:\.\d+)?", text)
    return read(low), read(high)


def test_the_scale_tells_its_true_ends(learner: Learner, page: Page) -> None:
    learner.open()
    told = learner.told["layers"]
    largest = max(extent(layer) for layer in told[1:])
    conv, relu = told[1], told[2]
    assert ends(page) == (-round(extent(conv), 2), round(extent(conv), 2))

    chosen = page.get_by_role("option", name="Map 4 of 10, convolved 1")
    chosen.click()
    page.get_by_role("radio", name="map", exact=True).check(force=True)
    end = round(extent(conv["channels"][3]), 2)
    assert ends(page) == (-end, end)
    assert learner.link["scale"] == "map"

    page.get_by_role("radio", name="network", exact=True).check(force=True)
    assert ends(page)[1] == round(largest, 2)

    page.get_by_role("radio", name="layer", exact=True).check(force=True)
    page.get_by_role("button", name="Next layer").click()
    expect(learner.heading).to_contain_text("rectified")
    assert ends(page) == (0, round(relu["high"], 2)), "nothing here is below zero"
