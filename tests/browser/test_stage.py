"""The close-ups: one number at a time, every sum of it true, on every layer of every network."""

import re
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.learner import NETWORKS, Learner, plain

Cell = tuple[int, int, int]
HALF_A_HUNDREDTH = 0.0051


def output(learner: Learner) -> Locator:
    """Where the layer's own numbers are chosen: its map, or its list of numbers."""
    return learner.close_up.locator('[role=slider][aria-valuetext*="value"]').first


def show(learner: Learner, layer: str, cell: Cell | None = None, network: str = "") -> None:
    """Open the close-up of a layer, with a certain number chosen."""
    chosen = f"&map={cell[0] + 1}&cell={cell[1]},{cell[2]}" if cell else ""
    learner.open(f"#network={network or learner.network}&layer={layer}&open=1{chosen}")
    expect(learner.close_up.get_by_role("heading").first).to_be_visible()
    expect(learner.close_up).not_to_contain_text("on their way")


def is_chosen(learner: Learner, layer: str, cell: Cell, maps: np.ndarray) -> None:
    """Address, place in words and number at full length all say this cell."""
    expect(learner.page).to_have_url(
        re.compile(rf"map={cell[0] + 1}&cell={cell[1]},{cell[2]}(&|$)")
    )
    value = float(maps[cell])
    digits = 4 if abs(value) >= 100 else 7
    printed = f"{abs(value):.{digits}f}"
    due = "0" if value == 0 else "≈0" if float(printed) == 0 else printed
    sign = "−" if value < 0 and due != "≈0" else ""
    expect(learner.meaning.locator("code")).to_contain_text(re.compile(rf"# {sign}{due}$"))
    where = learner.close_up.get_by_role("paragraph").first
    if maps.shape[1] > 1:
        expect(where).to_contain_text(
            f"map {cell[0] + 1} of {len(maps)}, row {cell[1]}, column {cell[2]}"
        )
    else:
        expect(where).to_contain_text(f"{cell[0] + 1:,} of {len(maps):,}")


@pytest.mark.parametrize("network", NETWORKS)
def test_every_layer_has_a_close_up_whose_number_is_true(
    learner: Learner, page: Page, network: str
) -> None:
    """Chosen by the keys, by the pointer, and in both far corners."""
    learner.open(f"#network={network}&layer=input&open=1")
    run = learner.run
    for layer in learner.layers:
        name, shape = layer["name"], layer["shape"]
        maps = learner.service.maps(run, name)
        assert list(maps.shape) == shape
        show(learner, name, network=network)
        if shape[1] > 1:
            chosen = output(learner)
            box = chosen.bounding_box()
            assert box is not None
            chosen.click(position={"x": box["width"] - 1, "y": box["height"] - 1})
            map_at = int(learner.link["map"]) - 1
            is_chosen(learner, name, (map_at, shape[1] - 1, shape[2] - 1), maps)
            chosen.click(position={"x": 1, "y": 1})
            is_chosen(learner, name, (map_at, 0, 0), maps)
            chosen.press("ArrowRight")
            chosen.press("ArrowDown")
            chosen.press("Shift+ArrowDown")
            is_chosen(learner, name, (map_at, min(6, shape[1] - 1), 1), maps)
            chosen.press("End")
            is_chosen(learner, name, (map_at, min(6, shape[1] - 1), shape[2] - 1), maps)
        else:
            for index in (0, shape[0] // 3, shape[0] - 1):
                show(learner, name, (index, 0, 0), network)
                is_chosen(learner, name, (index, 0, 0), maps)


def test_the_chips_choose_another_map_at_the_same_place(learner: Learner, page: Page) -> None:
    show(learner, "conv_2_1", (4, 11, 17))
    maps = learner.service.maps(learner.run, "conv_2_1")
    page.get_by_role("radio", name="Map 8", exact=True).click()
    is_chosen(learner, "conv_2_1", (7, 11, 17), maps)
    page.keyboard.press("ArrowRight")
    is_chosen(learner, "conv_2_1", (8, 11, 17), maps)
    page.keyboard.press("Home")
    is_chosen(learner, "conv_2_1", (0, 11, 17), maps)
    expect(page.get_by_role("radio", name="Map 1", exact=True)).to_be_focused()


def test_pointing_tries_a_number_out_and_a_click_chooses_it(learner: Learner, page: Page) -> None:
    show(learner, "relu_1_1", (2, 30, 30))
    maps = learner.service.maps(learner.run, "relu_1_1")
    before = learner.link
    box = output(learner).bounding_box()
    assert box is not None
    cell = (2, 10, 50)
    x, y = box["x"] + 50.5 / 62 * box["width"], box["y"] + 10.5 / 62 * box["height"]
    page.mouse.move(x, y, steps=4)
    expect(learner.close_up).to_contain_text("map 3 of 10, row 10, column 50")
    assert learner.link == before, "only pointed at"
    page.mouse.move(8, box["y"] - 100)
    expect(learner.close_up).to_contain_text("map 3 of 10, row 30, column 30")
    page.mouse.click(x, y)
    is_chosen(learner, "relu_1_1", cell, maps)


def test_escape_closes_and_enter_opens(learner: Learner, page: Page) -> None:
    learner.open()
    page.get_by_role("option", name="Map 5 of 10, convolved 2").click()
    expect(learner.close_up).to_have_count(0)
    page.keyboard.press("Enter")
    expect(learner.close_up).to_contain_text("Convolved, map 5 of 10")
    page.keyboard.press("Escape")
    expect(learner.close_up).to_have_count(0)
    expect(page.get_by_role("option", name="Map 5 of 10, convolved 2")).to_have_attribute(
        "aria-selected", "true"
    )
    page.get_by_role("button", name="Open close-up").click()
    expect(learner.close_up).to_be_visible()
    page.go_back()
    expect(learner.close_up).to_have_count(0)


@pytest.mark.parametrize("network", NETWORKS)
def test_brackets_and_frames_lead_through_the_close_ups(
    learner: Learner, page: Page, network: str
) -> None:
    learner.open(f"#network={network}&layer=input&open=1")
    layers = learner.layers
    for layer in layers[1:]:
        page.keyboard.press("]")
        frame = page.get_by_role("navigation", name="Layers").locator("[aria-current=step]")
        expect(frame).to_have_attribute("aria-label", re.compile(f", {layer['name']}$"))
        stage = layer["stage"].capitalize()
        expect(learner.close_up.get_by_role("paragraph").first).to_contain_text(stage)
    page.get_by_role("navigation", name="Layers").get_by_role(
        "button", name=f", {layers[3]['name']}"
    ).click()
    expect(learner.close_up).to_contain_text(layers[3]["stage"].capitalize())
    page.keyboard.press("[")
    expect(learner.close_up).to_contain_text(layers[2]["stage"].capitalize())


# Where a number looks


def rows_read(reads: Any, at: int, axis: int) -> list[int]:
    """Rows (axis 0) or columns (axis 1) that a cell reads; outside the map is padding."""
    start = at * reads["stride"][axis] - reads["padding"][axis]
    return [start + t * reads["dilation"][axis] for t in range(reads["size"][axis])]


WINDOWED = [
    ("tiny-vgg", "conv_1_1", (3, 40, 7)),
    ("tiny-vgg", "conv_2_2", (9, 25, 25)),
    ("tiny-vgg", "relu_1_2", (1, 0, 59)),
    ("tiny-vgg", "pool_1", (6, 29, 12)),
    ("lenet-5", "conv_1", (5, 27, 0)),
    ("lenet-5", "conv_2", (15, 9, 3)),
    ("lenet-5", "pool_2", (0, 4, 4)),
]


@pytest.mark.parametrize(("network", "layer", "cell"), WINDOWED)
def test_the_window_drawn_is_the_window_read(
    learner: Learner, page: Page, network: str, layer: str, cell: Cell
) -> None:
    show(learner, layer, cell, network)
    told = {each["name"]: each for each in learner.layers}
    reads = told[layer]["reads"][0]
    _, height, width = told[told[layer]["inputs"][0]]["shape"]
    rows, columns = rows_read(reads, cell[1], 0), rows_read(reads, cell[2], 1)
    found = learner.close_up.get_by_role("slider", name=re.compile("^Window on|^Input map"))
    for one in found.all():
        frame, mark = one.bounding_box(), one.locator("span:not(.plain)").bounding_box()
        assert frame is not None
        assert mark is not None
        for axis, (start, side, cells, span) in enumerate(
            (("y", "height", height, rows), ("x", "width", width, columns))
        ):
            pitch = frame[side] / cells
            middle = (span[0] + span[-1] + 1) / 2 * pitch
            assert abs(mark[start] + mark[side] / 2 - frame[start] - middle) < 1, axis
            assert abs(mark[side] - max(6, len(span) * pitch)) < 1, axis


def test_choosing_on_the_input_moves_the_window_there(learner: Learner, page: Page) -> None:
    show(learner, "conv_1_1", (0, 5, 5))
    maps = learner.service.maps(learner.run, "conv_1_1")
    window = page.get_by_role("slider", name="Window on green")
    box = window.bounding_box()
    assert box is not None
    window.click(position={"x": box["width"] * 40.5 / 64, "y": box["height"] * 20.5 / 64})
    is_chosen(learner, "conv_1_1", (0, 19, 39), maps)
    window.press("ArrowLeft")
    is_chosen(learner, "conv_1_1", (0, 19, 38), maps)


def test_what_it_means_is_told_at_three_depths(learner: Learner, page: Page) -> None:
    show(learner, "conv_1_2")
    words = next(one["words"] for one in learner.layers if one["name"] == "conv_1_2")
    for tab, depth in (("Summary", "summary"), ("ELI5", "eli5"), ("In depth", "in_depth")):
        page.get_by_role("tab", name=tab).click()
        first = plain(words[depth].split("\n\n")[0])
        expect(page.get_by_role("tabpanel")).to_contain_text(first)
    expect(page.get_by_role("tabpanel").locator("math")).to_be_visible()
    page.get_by_role("tab", name="In depth").press("ArrowRight")
    expect(page.get_by_role("tab", name="Summary")).to_be_focused()
    expect(page.get_by_role("tab", name="Summary")).to_have_attribute("aria-selected", "true")
