"""Close-ups of activations: a curve, one point on it, and what it does to a whole map."""

import re

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.close_up import HALF_A_HUNDREDTH, Cell, is_chosen, show
from tests.browser.learner import Learner, plain, read

RECTIFIED = [("tiny-vgg", "relu_2_1"), ("lenet-5", "relu_1")]


def curve(learner: Learner) -> Locator:
    return learner.close_up.get_by_role("slider", name="The curve")


def told(learner: Learner) -> tuple[float, float, float]:
    """What the curve says goes in, comes out, and its slope there."""
    words = str(curve(learner).get_attribute("aria-valuetext"))
    found = re.fullmatch(r"(\S+) goes in, (\S+) comes out, slope (\S+)", words)
    assert found is not None, words
    return read(found[1]), read(found[2]), read(found[3])


def extremes(maps: np.ndarray) -> tuple[Cell, Cell]:
    low, high = (np.unravel_index(at, maps.shape) for at in (maps.argmin(), maps.argmax()))
    return tuple(map(int, low)), tuple(map(int, high))  # type: ignore[return-value]


def shares(learner: Learner) -> dict[str, float]:
    """Of what so much lay below zero, in per cent."""
    words = plain(learner.close_up.inner_text())
    found = re.findall(r"([\d.]+) % of (map \d+|all \w+ maps|this list)", words)
    return {of: float(share) for share, of in found}


@pytest.mark.parametrize(("network", "layer"), RECTIFIED)
def test_the_curve_carries_the_number_and_the_knife_cuts_what_it_says(
    learner: Learner, network: str, layer: str
) -> None:
    show(learner, layer, None, network)
    before = learner.service.maps(learner.run, layer.replace("relu", "conv"))
    after = learner.service.maps(learner.run, layer)
    for cell, slope in zip(extremes(before), (0, 1), strict=True):
        show(learner, layer, cell, network)
        goes_in, comes_out, steep = told(learner)
        assert abs(goes_in - before[cell]) <= HALF_A_HUNDREDTH
        assert abs(comes_out - after[cell]) <= HALF_A_HUNDREDTH
        assert steep == slope
        below = float((before[cell[0]] < 0).mean())
        cut = shares(learner)
        assert abs(cut[f"map {cell[0] + 1}"] - 100 * below) <= 0.51
        (everywhere,) = (share for of, share in cut.items() if of.startswith("all"))
        assert abs(everywhere - 100 * float((before < 0).mean())) <= 0.51
        knives = learner.close_up.get_by_role("img", name=re.compile("^(Before|After): "))
        said = [str(knife.get_attribute("aria-label")) for knife in knives.all()]
        assert [words.split(":")[0] for words in said] == ["Before", "After"]
        assert said[1].startswith("After: 0 % below zero"), "nothing is left of the knife"
        expect(learner.close_up.get_by_role("status")).to_contain_text("equal to the map at all")


def test_the_point_is_taken_along_the_curve_from_number_to_number(
    learner: Learner, page: Page
) -> None:
    show(learner, "relu_1_1", (5, 20, 30))
    before = learner.service.maps(learner.run, "conv_1_1")[5]
    after = learner.service.maps(learner.run, "relu_1_1")
    along = np.unique(before)
    place = int(np.searchsorted(along, before[20, 30]))
    point = curve(learner)
    point.press("ArrowRight")
    assert abs(told(learner)[0] - along[place + 1]) <= HALF_A_HUNDREDTH
    point.press("ArrowLeft")
    point.press("ArrowLeft")
    assert abs(told(learner)[0] - along[place - 1]) <= HALF_A_HUNDREDTH
    point.press("Home")
    low = tuple(int(i) for i in np.unravel_index(before.argmin(), before.shape))
    is_chosen(learner, "relu_1_1", (5, low[0], low[1]), after)
    box = point.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.7, box["y"] + box["height"] / 2, steps=3)
    assert told(learner)[0] > 0
    page.mouse.up()
    assert told(learner)[0] > 0
    _, row, column = learner.cell
    assert abs(float(before[row, column]) - told(learner)[0]) <= HALF_A_HUNDREDTH


def test_only_the_networks_own_curve_makes_its_map(learner: Learner, page: Page) -> None:
    """M2 for curves: others can be tried on the same number, and are not ticked."""
    cell = (5, 40, 30)
    show(learner, "relu_1_1", cell)
    x = float(learner.service.maps(learner.run, "conv_1_1")[cell])
    status = learner.close_up.get_by_role("status")
    for name, result in (
        ("Sigmoid", 1 / (1 + np.exp(-x))),
        ("Tanh", np.tanh(x)),
        ("Leaky ReLU", max(x, 0.1 * x)),
    ):
        page.get_by_role("radio", name=name, exact=True).check(force=True)
        expect(status).to_contain_text(f"{name} is not what happened here")
        assert abs(told(learner)[1] - result) <= HALF_A_HUNDREDTH
        expect(learner.close_up).to_contain_text("would become")
    page.reload()
    expect(page.get_by_role("radio", name="Leaky ReLU")).to_be_checked()
    page.get_by_role("radio", name="✓ ReLU").check(force=True)
    expect(status).to_contain_text("equal to the map at all of its 3,844 cells")
    assert "tools" not in learner.link


def test_a_list_is_rectified_number_by_number(learner: Learner) -> None:
    show(learner, "relu_4", (81, 0, 0), "lenet-5")
    before = learner.service.maps(learner.run, "dense_1").ravel()
    after = learner.service.maps(learner.run, "relu_4")
    goes_in, comes_out, _ = told(learner)
    assert abs(goes_in - before[81]) <= HALF_A_HUNDREDTH
    assert abs(comes_out - after[81, 0, 0]) <= HALF_A_HUNDREDTH
    assert abs(shares(learner)["this list"] - 100 * float((before < 0).mean())) <= 0.51
    curve(learner).press("Home")
    is_chosen(learner, "relu_4", (int(before.argmin()), 0, 0), after)


def test_a_number_leads_to_where_it_came_from(learner: Learner, page: Page) -> None:
    show(learner, "relu_1_1", (5, 20, 30))
    learner.close_up.get_by_role("button", name="go to where it comes from").click()
    expect(page).to_have_url(re.compile("layer=conv_1_1&map=6&cell=20,30&.*trail=relu_1_1:6,20,30"))
