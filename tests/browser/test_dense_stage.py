"""Dense: every map or number votes, and the votes add up to what a class is given."""

import re
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.browser.close_up import A_HUNDREDTH, HALF_A_HUNDREDTH, addition, is_chosen, near, show
from tests.browser.learner import Learner, plain, read
from tests.browser.verdict import TENTH, columns, in_percent, sigmoid, signed


def votes(due: Any, area: int) -> list[float]:
    """What each map says, from the service's own terms."""
    sums = [0.0] * ((max(term["channel"] for term in due["terms"]) // area) + 1)
    for term in due["terms"]:
        sums[term["channel"] // area] += term["product"]
    return sums


def adds_up(learner: Learner, due: Any) -> None:
    products = [term["product"] for term in due["terms"]]
    (plus, minus, bias), total = addition(learner, "The vote")
    assert abs(plus - sum(p for p in products if p > 0)) <= A_HUNDREDTH
    assert abs(minus - sum(p for p in products if p < 0)) <= A_HUNDREDTH
    assert abs(bias - due["bias"]) <= A_HUNDREDTH
    assert abs(total - due["total"]) <= HALF_A_HUNDREDTH


@pytest.mark.parametrize("by", ["", "by:loudest"])
def test_dense_every_map_votes_and_the_votes_add_up(learner: Learner, page: Page, by: str) -> None:
    show(learner, "dense", tools=by)
    run, classes = learner.run, learner.service.network("tiny-vgg")["classes"]
    scores = learner.service.maps(run, "dense")
    for index in (4, 0, 9):
        page.get_by_role("button", name=re.compile(f"^{classes[index]} ")).click()
        is_chosen(learner, "dense", (index, 0, 0), scores)
        due = learner.service.cell(run, "dense", (index, 0, 0))
        evidence = votes(due, 169)
        told = columns(page.get_by_role("table", name="Evidence of every map for", exact=False))
        assert len(told) == 10
        for name, (*_, printed) in told.items():
            assert abs(read(printed) - evidence[int(name.split()[1]) - 1]) <= A_HUNDREDTH
        if by:
            sizes = [abs(evidence[int(name.split()[1]) - 1]) for name in told]
            assert sizes == sorted(sizes, reverse=True)
        adds_up(learner, due)


def test_dense_a_cell_is_the_same_in_map_weights_and_products(learner: Learner, page: Page) -> None:
    show(learner, "dense", (5, 0, 0))
    due = learner.service.cell(learner.run, "dense", (5, 0, 0))
    on_map = page.get_by_role("slider", name="Map 4", exact=True)
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "ArrowRight", "ArrowRight"):
        on_map.press(key)
    index = 3 * 169 + 2 * 13 + 3
    expect(page).to_have_url(re.compile(f"tools=term:{index}"))
    term = due["terms"][index]
    assert term["channel"] == index
    for name in ("Map 4", "Weights of car on map 4", "Products of map 4"):
        said = page.get_by_role("slider", name=name, exact=True).get_attribute("aria-valuetext")
        where, _, worked = str(said).partition(": ")
        assert where == "row 2, column 3"
        printed = [read(text) for text in re.split("[×=]", worked)]
        assert near(printed, [term["value"], term["weight"], term["product"]], HALF_A_HUNDREDTH)
    words = plain(learner.close_up.inner_text())
    assert f"number 3·169 + 2·13 + 3 = {index} of the strip" in words
    on_map.press("Enter")
    flat = learner.service.maps(learner.run, "flatten")
    is_chosen(learner, "flatten", (index, 0, 0), flat)
    assert learner.link["trail"] == "dense:6,0,0"


def test_dense_pointing_at_a_product_shows_where_it_comes_from(
    learner: Learner, page: Page
) -> None:
    show(learner, "dense")
    before = learner.link
    products = page.get_by_role("slider", name="Products of map 7", exact=True)
    box = products.bounding_box()
    assert box is not None
    x, y = box["x"] + 4.5 / 13 * box["width"], box["y"] + 9.5 / 13 * box["height"]
    page.mouse.move(x, y, steps=3)
    expect(learner.close_up).to_contain_text("Map 7, row 9, column 4")
    on_map = page.get_by_role("slider", name="Map 7", exact=True)
    expect(on_map).to_have_attribute("aria-valuetext", re.compile("^row 9, column 4: "))
    assert learner.link == before, "only pointed at"
    page.mouse.move(8, 300)
    expect(learner.close_up).to_contain_text("The weights are no picture of")


def test_dense_single_cells_are_ranked_and_lead_to_the_map(learner: Learner, page: Page) -> None:
    show(learner, "dense", (5, 0, 0), tools="by:numbers")
    due = learner.service.cell(learner.run, "dense", (5, 0, 0))
    loudest = sorted(due["terms"], key=lambda term: -abs(term["product"]))[:10]
    told = columns(page.get_by_role("table", name="The ten that decide most"))
    for (name, printed), term in zip(told.items(), loudest, strict=False):
        c, rest = divmod(term["channel"], 169)
        assert name == f"Map {c + 1}, row {rest // 13}, column {rest % 13}"
        true = (term["value"], term["weight"], term["product"])
        assert near([read(text) for text in printed], true, A_HUNDREDTH)
    page.get_by_role("button", name=next(iter(told)), exact=True).click()
    place = (loudest[0]["channel"], 0, 0)
    is_chosen(learner, "flatten", place, learner.service.maps(learner.run, "flatten"))


@pytest.mark.parametrize("rival", [8, 2])
def test_dense_beside_another_class_the_difference_is_told(
    learner: Learner, page: Page, rival: int
) -> None:
    show(learner, "dense", (4, 0, 0))
    run, classes = learner.run, learner.service.network("tiny-vgg")["classes"]
    page.get_by_role("combobox", name="beside").select_option(classes[rival])
    expect(page).to_have_url(re.compile(f"tools=rival:{rival}"))
    mine, theirs = (learner.service.cell(run, "dense", (i, 0, 0)) for i in (4, rival))
    told = columns(page.get_by_role("table", name=re.compile(f"rather than {classes[rival]}")))
    for (_, (both, difference)), a, b in zip(
        told.items(), votes(mine, 169), votes(theirs, 169), strict=True
    ):
        printed = [read(text) for text in both.replace("−", " −").replace("+", " +").split()]
        assert near(printed, (a, b), HALF_A_HUNDREDTH)
        assert abs(read(difference) - (a - b)) <= A_HUNDREDTH
    parts, total = addition(learner, "The difference")
    assert abs(total - (mine["total"] - theirs["total"])) <= HALF_A_HUNDREDTH
    assert abs(parts[2] - (mine["bias"] - theirs["bias"])) <= A_HUNDREDTH


@pytest.mark.parametrize(("network", "layer"), [("tiny-vgg", "dense"), ("lenet-5", "dense_2")])
def test_dense_goes_on_to_the_verdict_in_one_table(
    learner: Learner, page: Page, network: str, layer: str
) -> None:
    show(learner, "softmax", (3, 0, 0), network)
    page.get_by_role("button", name=re.compile("^From maps to ")).click()
    scores = learner.service.maps(learner.run, layer)
    is_chosen(learner, layer, (3, 0, 0), scores)
    logits, shares = scores.ravel().astype(float), learner.service.maps(learner.run, "softmax")
    told = columns(page.get_by_role("table", name="Every number of this layer and its share"))
    for i, name in enumerate(learner.service.network(network)["classes"]):
        logit, power, share, squeezed = told[f"{name} {signed(logits[i])}"]
        assert abs(read(logit) - logits[i]) <= HALF_A_HUNDREDTH
        assert abs(read(power) - np.exp(logits[i] - logits.max())) <= HALF_A_HUNDREDTH
        assert abs(in_percent(share) - 100 * shares[i, 0, 0]) <= 2 * TENTH
        assert abs(in_percent(squeezed) - 100 * sigmoid(logits[i])) <= TENTH


@pytest.mark.parametrize(("layer", "index"), [("dense_1", 7), ("dense_2", 7), ("dense_1", 80)])
def test_dense_over_a_list_names_what_decides_most(
    learner: Learner, page: Page, layer: str, index: int
) -> None:
    show(learner, layer, (index, 0, 0), "lenet-5")
    due = learner.service.cell(learner.run, layer, (index, 0, 0))
    products = [term["product"] for term in due["terms"]]
    told = columns(page.get_by_role("table", name="The six that decide most"))
    assert len(told) == 7
    for name, printed in list(told.items())[:6]:
        term = due["terms"][int(name) - 1]
        true = (term["value"], term["weight"], term["product"])
        assert near([read(text) for text in printed], true, A_HUNDREDTH)
        assert sorted(map(abs, products))[-6] <= abs(term["product"])
    adds_up(learner, due)
    values = page.get_by_role("slider", name=re.compile(r"\d+ numbers$"))
    values.press("End")
    looked = str(values.get_attribute("aria-valuetext"))
    term = due["terms"][int(looked.split(":")[0].split()[1]) - 1]
    printed = [read(text) for text in re.split("[×=]", looked.split(": ")[1])]
    assert near(printed, (term["value"], term["weight"], term["product"]), HALF_A_HUNDREDTH)
    values.press("Enter")
    source = next(one for one in learner.layers if one["name"] == layer)["inputs"][0]
    assert learner.link["layer"] == source
