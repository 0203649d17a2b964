"""Kinds of layer that deep networks are built of, by their own arithmetic."""

import re

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.browser import every_kind as network
from tests.browser.close_up import is_chosen, near, numbers
from tests.browser.kinds.stage import LAYERS, cells, ladder, opened, shape
from tests.browser.learner import Learner, plain, read


def test_normalised_the_four_steps_are_those_of_the_weights(learner: Learner, page: Page) -> None:
    cell = (5, 7, 9)
    maps = opened(learner, "norm", cell)
    x = learner.service.maps(learner.run, "padded")[cell]
    address = f"/api/networks/{network.NAME}/layers/norm/weights.json"
    learned = {n: p["data"][5] for n, p in learner.service.get(address)["params"].items()}
    spread = np.sqrt(learned["variance"] + 1e-5)
    after = [x, x - learned["mean"]]
    after += [after[1] / spread, after[1] / spread * learned["scale"]]
    after += [after[3] + learned["shift"]]
    rungs, total = ladder(learner, "The number, step by step")
    printed = [read(rung.rpartition("=")[2]) for rung in rungs[1:]]
    assert near(printed, after[1:], 0.00051)
    assert abs(read(total) - maps[cell]) <= 0.00051
    expect(learner.close_up.get_by_text("equal to the map", exact=True)).to_be_visible()
    expect(learner.close_up.get_by_role("status")).to_contain_text("all of its 576 cells")
    for stop, value in enumerate(after[:4]):
        opened(learner, "norm", cell, f"stop:{stop}")
        assert abs(read(ladder(learner, "The number, step by step")[1]) - value) <= 0.00051
        expect(learner.close_up.get_by_text("equal to the map", exact=True)).to_have_count(0)
    page.get_by_role("radio", name="shifted").check(force=True)
    expect(page).not_to_have_url(re.compile("tools="))


def test_added_every_input_is_a_term_and_can_be_left_out(learner: Learner, page: Page) -> None:
    cell = (2, 6, 3)
    maps = opened(learner, "skip", cell)
    due = [term["value"] for term in cells(learner, "skip", cell)]
    rungs, total = ladder(learner, "The sum")
    assert near([read(rung.rpartition(" ")[2]) for rung in rungs], due, 0.0101)
    assert abs(read(total) - maps[cell]) <= 0.0051
    page.get_by_role("button", name="Leave out convolved 3").click()
    expect(page).to_have_url(re.compile("tools=mute:1"))
    expect(learner.close_up.get_by_text("equal to the map", exact=True)).to_have_count(0)
    assert abs(read(ladder(learner, "The sum")[1]) - due[0]) <= 0.0051
    page.reload()
    left_out = page.get_by_role("button", name="Leave out convolved 3")
    expect(left_out).to_have_attribute("aria-pressed", "true")
    left_out.click()
    expect(learner.close_up.get_by_text("equal to the map", exact=True)).to_be_visible()


@pytest.mark.parametrize(
    ("layer", "map_at", "source", "home"),
    [("stack", 4, "skip", 4), ("stack", 12, "tanh", 4), ("stack", 19, "sigmoid", 3)],
)
def test_stacked_every_map_is_a_map_of_one_input(
    learner: Learner, page: Page, layer: str, map_at: int, source: str, home: int
) -> None:
    cell = (map_at, 3, 8)
    maps = opened(learner, layer, cell)
    assert (learner.service.maps(learner.run, source)[home] == maps[map_at]).all()
    table = learner.close_up.get_by_role("table", name="Place in the stack")
    place, below, own = (
        read(text.lstrip("− ")) for text in table.get_by_role("cell").all_inner_texts()
    )
    assert (place, below, own) == (map_at + 1, map_at - home, home + 1)
    heading = learner.close_up.get_by_role("heading").first
    expect(heading).to_contain_text(f"Map {map_at + 1} of 20 is map {home + 1} of the")
    page.get_by_role("button", name="map 17 of the stack").click()
    is_chosen(learner, layer, (16, 3, 8), maps)
    learner.close_up.get_by_role("button", name="go to").click()
    expect(page).to_have_url(re.compile("layer=sigmoid&map=1&cell=3,8"))


def test_stacked_lists_are_one_longer_list(learner: Learner, page: Page) -> None:
    maps = opened(learner, "both", (20, 0, 0))
    heading = learner.close_up.get_by_role("heading").first
    expect(heading).to_contain_text("Number 21 of 32 is number 9 of the second")
    page.get_by_role("slider", name=re.compile(r"pooled \d, 20 numbers")).press("ArrowRight")
    is_chosen(learner, "both", (21, 0, 0), maps)


def test_a_whole_map_becomes_its_mean_wherever_its_numbers_lie(
    learner: Learner, page: Page
) -> None:
    cell = (3, 0, 0)
    means = opened(learner, "global", cell)
    map_read = learner.service.maps(learner.run, "pool_max")[3].astype(float)
    table = learner.close_up.get_by_role("table", name="What each part of map 4 brings")
    parts = numbers(table.get_by_role("cell"))
    due = [map_read[r : r + 2, c : c + 2].sum() / 36 for r in (0, 2, 4) for c in (0, 2, 4)]
    assert near(parts, due, 0.00101)
    assert round(sum(parts), 3) == round(float(means[cell]), 3)
    rungs, total = ladder(learner, "The mean")
    assert abs(read(rungs[0].rpartition(" ")[2]) - map_read.sum()) <= 0.0051
    assert rungs[1].endswith("36")
    for order in ("mirrored", "shuffled"):
        page.get_by_role("radio", name=order).check(force=True)
        expect(table.get_by_role("cell").first).not_to_have_text(str(parts[0]))
        assert ladder(learner, "The mean")[1] == total
        expect(learner.close_up.get_by_text("equal to the map", exact=True)).to_be_visible()
    page.get_by_role("radio", name="as it is").check(force=True)
    page.get_by_role("slider", name="Input map 4").press("End")
    expect(page).to_have_url(re.compile(r"tools=at:\d,5"))
    page.get_by_role("slider", name="Input map 4").press("Enter")
    expect(page).to_have_url(re.compile(r"layer=pool_max&map=4&cell=\d,5"))


@pytest.mark.parametrize(("layer", "rate", "count"), [("drop", 0.4, 144), ("drop_list", 0.25, 12)])
def test_kept_nothing_is_switched_off_but_in_a_tried_round(
    learner: Learner, page: Page, layer: str, rate: float, count: int
) -> None:
    maps = opened(learner, layer)
    before = learner.service.maps(learner.run, "stack" if layer == "drop" else "dense_1")
    assert (maps == before).all()
    status = learner.close_up.get_by_role("status")
    expect(status).to_contain_text(f"equal to the map at all of its {count} cells")
    expect(learner.close_up).to_contain_text(f"{100 * rate:.0f} %")
    page.get_by_role("radio", name="round 2").check(force=True)
    expect(status).to_contain_text("Round 2 is not what happened here")
    said = re.search(rf"([\d,]+) of {count} numbers", plain(learner.close_up.inner_text()))
    assert said is not None
    assert abs(int(said[1]) / count - rate) < 0.25
    page.reload()
    expect(page.get_by_role("radio", name="round 2")).to_be_checked()


@pytest.mark.parametrize("layer", ["pool_max", "pool_mean", "pool_real", "pool_over"])
@pytest.mark.parametrize("corner", ["first", "last"])
def test_pooled_over_the_edge_counts_what_the_service_counts(
    learner: Learner, layer: str, corner: str
) -> None:
    """Padding, windows rounded up, averages with and without the padding."""
    _, height, width = shape(learner, layer)
    cell = (6, 0, 0) if corner == "first" else (6, height - 1, width - 1)
    maps = opened(learner, layer, cell)
    terms = cells(learner, layer, cell)
    words = plain(learner.close_up.inner_text())
    real = [term["value"] for term in terms if not term["padding"]]
    buttons = learner.close_up.get_by_role("button", name=re.compile(": go to row"))
    assert near([read(text) for text in buttons.all_inner_texts()], real, 0.0051)
    said = re.search(r"average \(([^)]*)\) / (\d+) = ([−≈\d.]+)", words)
    assert said is not None
    if LAYERS[layer] == "average_pool":
        counted = [term for term in terms if term["weight"]]
        assert int(said[2]) == len(counted)
        assert len(said[1].split(" + ")) == len(counted)
        assert abs(read(said[3]) - maps[cell]) <= 0.0051
    else:
        biggest = re.search(r"biggest of .*? = ([−≈\d.]+)", words)
        assert biggest is not None
        assert abs(read(biggest[1]) - maps[cell]) <= 0.0051
    if len(real) < len(terms):
        outside = len(terms) - len(real)
        assert f"{outside} of {len(terms)} places hang over the edge" in words
