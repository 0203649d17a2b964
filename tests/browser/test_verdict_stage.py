"""Flattened, dense, softmax: how the last maps become a verdict, every number of it true."""

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.close_up import (
    A_HUNDREDTH,
    HALF_A_HUNDREDTH,
    addition,
    is_chosen,
    near,
    numbers,
    show,
)
from tests.browser.explaining import UNEXPLAINED
from tests.browser.learner import NETWORKS, Learner, plain, read

TENTH = 0.051
"""Shares are printed in tenths of a per cent."""


def logits_of(learner: Learner) -> np.ndarray:
    return learner.service.maps(learner.run, learner.layers[-2]["name"]).ravel().astype(float)


def sigmoid(x: Any) -> Any:
    return 1 / (1 + np.exp(-x))


def shared(logits: np.ndarray, temperature: float = 1) -> np.ndarray:
    powers = np.exp((logits - logits.max()) / temperature)
    return np.asarray(powers / powers.sum())


def in_percent(text: str) -> float:
    return read(text.replace("> 99.9", "100").replace("≈0", "0"))


def named(header: Locator) -> str:
    button = header.get_by_role("button")
    said = button.get_attribute("aria-label") if button.count() else None
    return plain(said or header.inner_text())


def columns(table: Locator) -> dict[str, list[str]]:
    """Rows of a table by their names; empty cells, where bars are drawn, left out."""
    return {
        named(row.get_by_role("rowheader")): [
            plain(text) for text in row.get_by_role("cell").all_inner_texts() if text.strip()
        ]
        for row in table.get_by_role("row").all()
        if row.get_by_role("rowheader").count()
    }


# Softmax

TURNED = {
    "as it is": "",
    "warm": "temperature:3.98",
    "cold": "temperature:0.25",
    "lifted": "add:7.5",
    "lowered and hot": "temperature:10.00;add:-3",
    "cut first": "cut:1",
}


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("tools", TURNED.values(), ids=TURNED)
def test_softmax_prints_every_step_and_every_step_is_true(
    learner: Learner, page: Page, network: str, tools: str
) -> None:
    show(learner, "softmax", None, network, tools)
    how = dict(part.split(":") for part in tools.split(";")) if tools else {}
    heat, add = float(how.get("temperature", 1)), float(how.get("add", 0))
    own = logits_of(learner)
    logits = np.maximum(own + add, 0) if "cut" in how else own + add
    shares, powers = shared(logits, heat), np.exp((logits - logits.max()) / heat)
    told = columns(page.get_by_role("table", name="From logits to shares"))
    for i, name in enumerate(learner.service.network(network)["classes"]):
        logit, less, power, share, squeezed = told[name]
        assert abs(read(logit) - logits[i]) <= HALF_A_HUNDREDTH
        assert abs(read(less) - (logits[i] - logits.max()) / heat) <= HALF_A_HUNDREDTH
        assert abs(read(power) - powers[i]) <= 1.01e-4
        assert abs(in_percent(share) - 100 * shares[i]) <= 2 * TENTH
        assert abs(in_percent(squeezed) - 100 * sigmoid(logits[i] / heat)) <= TENTH
    total, whole, squeezed = told["sum"]
    assert abs(read(total) - powers.sum()) <= 1e-4
    assert in_percent(whole) == 100
    assert abs(in_percent(squeezed) - 100 * sigmoid(logits / heat).sum()) <= TENTH
    if not tools:
        made = learner.service.maps(learner.run, "softmax").ravel()
        assert np.abs(made - shares).max() < 1e-6
    if "cut" not in how:
        printed = sum(in_percent(told[name][3]) for name in told if name != "sum")
        assert abs(printed - 100) < 0.11, "printed shares add up"


def test_adding_to_every_logit_changes_no_share(learner: Learner, page: Page) -> None:
    show(learner, "softmax")
    table = page.get_by_role("table", name="From logits to shares")
    before = columns(table)
    slider = page.get_by_role("slider", name="add to all")
    for _ in range(9):
        slider.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", "+4.5")
    expect(page).to_have_url(re.compile("tools=add:4.5"))
    after = columns(table)
    for name in learner.service.network("tiny-vgg")["classes"]:
        assert before[name][1:4] == after[name][1:4], "less the largest, e to that, share"
        assert abs(read(after[name][0]) - read(before[name][0]) - 4.5) < 0.011
    assert before["sum"][-1] != after["sum"][-1], "sigmoids do notice"
    words = "With +4.5 on every logit no share moves"
    expect(learner.close_up.get_by_text(words).first).to_be_visible()
    expect(learner.close_up.locator("[aria-live]").filter(has_text=words)).to_have_count(1)
    page.reload()
    learner.ready()
    expect(slider).to_have_attribute("aria-valuetext", "+4.5")
    page.get_by_role("button", name="As the network does it").click()
    expect(slider).to_have_attribute("aria-valuetext", "0")
    assert columns(table) == before


def test_temperature_is_a_slider_from_a_tenth_to_ten(learner: Learner, page: Page) -> None:
    show(learner, "softmax")
    slider = page.get_by_role("slider", name="temperature")
    for key, said in (("Home", "0.10"), ("End", "10.00")):
        slider.press(key)
        expect(slider).to_have_attribute("aria-valuetext", said)
    shares = shared(logits_of(learner), 10)
    chosen = learner.cell[0] if "cell" in learner.link else int(shares.argmax())
    said = f"{100 * shares[chosen]:.1f} %"
    expect(learner.close_up.get_by_text(f"has {said} instead of").first).to_be_visible()


@pytest.mark.parametrize(("network", "two"), [("tiny-vgg", None), ("lenet-5", (3, 8))])
def test_of_two_classes_softmax_is_the_sigmoid_of_their_difference(
    learner: Learner, page: Page, network: str, two: tuple[int, int] | None
) -> None:
    show(learner, "softmax", None, network)
    page.get_by_text("only two").click()
    classes = learner.service.network(network)["classes"]
    logits = logits_of(learner)
    if two:
        for name, i in zip(("First class", "Second class"), two, strict=True):
            page.get_by_role("combobox", name=name).select_option(classes[i])
    a, b = two or logits.argsort()[::-1][:2]
    told = columns(page.get_by_role("table", name="Two classes"))
    for i, other in ((a, b), (b, a)):
        logit, _, share, difference, squeezed = told[classes[i]]
        assert abs(read(logit) - logits[i]) <= HALF_A_HUNDREDTH
        assert abs(read(difference) - (logits[i] - logits[other])) <= HALF_A_HUNDREDTH
        assert abs(read(share) - np.exp(logits[i]) / np.exp(logits[[a, b]]).sum()) < 6e-7
        assert abs(read(squeezed) - sigmoid(logits[i] - logits[other])) < 6e-7
        assert share == squeezed
    expect(learner.close_up).to_contain_text("Both ways give the same numbers")
    expect(page).to_have_url(re.compile(rf"pair:{a},{b}"))


@pytest.mark.parametrize("network", NETWORKS)
def test_every_logit_of_softmax_leads_to_the_vote_behind_it(
    learner: Learner, page: Page, network: str
) -> None:
    show(learner, "softmax", (2, 0, 0), network)
    dense = learner.layers[-2]["name"]
    name = learner.service.network(network)["classes"][7]
    page.get_by_role("button", name=re.compile(f"go to the logit of {name}$")).press("Enter")
    is_chosen(learner, dense, (7, 0, 0), learner.service.maps(learner.run, dense))
    assert learner.link["trail"].startswith("softmax:3,0,0")


def test_a_class_is_chosen_in_softmax_by_its_name(learner: Learner, page: Page) -> None:
    show(learner, "softmax")
    classes = learner.service.network("tiny-vgg")["classes"]
    page.get_by_role("button", name=classes[2], exact=True).click()
    is_chosen(learner, "softmax", (2, 0, 0), learner.service.maps(learner.run, "softmax"))


# Dense


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


def signed(value: float) -> str:
    return f"{value:+.2f}".replace("-", "−")


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


# Flattened


def test_flattened_a_place_in_the_strip_is_a_place_in_a_map(learner: Learner, page: Page) -> None:
    show(learner, "flatten", (1000, 0, 0))
    maps = learner.service.maps(learner.run, "pool_2")
    flat = learner.service.maps(learner.run, "flatten")
    c, row, column = 1000 // 169, 1000 % 169 // 13, 1000 % 13
    assert flat[1000, 0, 0] == maps[c, row, column]
    parts, total = addition(learner, "Place in the strip")
    assert (parts, total) == ([c * 169, row * 13, column], 1000)
    on_map = page.get_by_role("slider", name=f"Map {c + 1}", exact=True)
    expect(on_map).to_have_attribute(
        "aria-valuetext", re.compile(f"row {row}, column {1000 - c * 169 - row * 13}, ")
    )
    on_map.press("ArrowDown")
    is_chosen(learner, "flatten", (1013, 0, 0), flat)
    page.get_by_role("slider", name=f"Strip of map {c + 1}", exact=True).press("ArrowUp")
    is_chosen(learner, "flatten", (1012, 0, 0), flat)
    rows = page.get_by_role("slider", name=f"Rows of map {c + 1}", exact=True)
    rows.press("Home")
    is_chosen(learner, "flatten", (c * 169 + (row + 1) * 13, 0, 0), flat)
    page.get_by_role("button", name="Map 3", exact=True).click()
    is_chosen(learner, "flatten", (2 * 169 + (row + 1) * 13, 0, 0), flat)
    page.get_by_role("slider", name="Map 3", exact=True).press("Enter")
    is_chosen(learner, "pool_2", (2, row + 1, 0), maps)
    assert learner.link["trail"].startswith("flatten:")


def test_flattened_every_number_of_the_map_is_written(learner: Learner, page: Page) -> None:
    show(learner, "flatten", (400, 0, 0))
    maps = learner.service.maps(learner.run, "pool_2")
    table = page.get_by_role("table", name="Map 3, number by number")
    assert near(numbers(table.get_by_role("cell")), maps[2].ravel(), TENTH)
    strip = page.get_by_role("slider", name="Strip of map 2", exact=True)
    box = strip.bounding_box()
    assert box is not None
    strip.click(position={"x": box["width"] / 2, "y": 100.5 / 169 * box["height"]})
    is_chosen(learner, "flatten", (269, 0, 0), learner.service.maps(learner.run, "flatten"))


def shuffled(count: int, seed: int) -> list[int]:
    """The page's own shuffling: Mulberry32 and Fisher and Yates."""
    order, state = list(range(count)), seed

    def times(a: int, b: int) -> int:
        return (a * b) & 0xFFFFFFFF

    for i in range(count - 1, 0, -1):
        state = (state + 0x6D2B79F5) & 0xFFFFFFFF
        t = times(state ^ (state >> 15), state | 1)
        t ^= (t + times(t ^ (t >> 7), t | 61)) & 0xFFFFFFFF
        j = int((t ^ (t >> 14)) / 4294967296 * (i + 1))
        order[i], order[j] = order[j], order[i]
    return order


def carried_on(learner: Learner, strip: np.ndarray) -> np.ndarray:
    """From the strip to the shares, with the weights the service gives out."""
    values, on = strip.astype(float), False
    for layer in learner.layers:
        if on and layer["kind"] == "dense":
            learned = learner.service.learned(learner.network, layer["name"])
            values = learned["weights"].astype(float) @ values + learned["bias"]
        elif on and layer["kind"] == "relu":
            values = np.maximum(values, 0)
        on = on or layer["kind"] == "flatten"
    return shared(values)


@pytest.mark.parametrize("network", NETWORKS)
def test_flattened_a_lost_order_costs_the_verdict_unless_the_weights_follow(
    learner: Learner, page: Page, network: str
) -> None:
    show(learner, "flatten", None, network)
    classes = learner.service.network(network)["classes"]
    strip = learner.service.maps(learner.run, "flatten").ravel()
    own = learner.service.maps(learner.run, "softmax").ravel()

    def told(name: str) -> list[float]:
        table = page.get_by_role("table", name=name)
        expect(table).to_be_visible()
        rows = columns(table)
        return [in_percent(rows[label][-1]) for label in classes]

    assert near(told("the verdict on this strip"), 100 * own, TENTH)
    for seed in (1, 2, 3):
        page.get_by_role("button", name=re.compile("^Shuffle (the strip|again)$")).click()
        expect(page).to_have_url(re.compile(f"shuffle:{seed}"))
        due = carried_on(learner, strip[shuffled(len(strip), seed)])
        assert near(told("the strip shuffled, the weights not"), 100 * due, TENTH)
        said = learner.close_up.get_by_text("each meets a stranger").first
        expect(said).to_contain_text(f"“{classes[int(due.argmax())]}” {100 * due.max():.1f} %")
    page.reload()
    learner.ready()
    assert near(told("the strip shuffled, the weights not"), 100 * due, TENTH)
    page.get_by_role("button", name="shuffle the weights alike").click()
    assert near(told("shuffled, weights alike"), 100 * own, TENTH)
    expect(learner.close_up.get_by_text("the order means nothing by itself").first).to_be_visible()
    page.get_by_role("button", name="Back in order").click()
    assert near(told("the verdict on this strip"), 100 * own, TENTH)
    assert "tools" not in learner.link


def test_flattened_a_shuffled_number_is_found_again(learner: Learner, page: Page) -> None:
    show(learner, "flatten", (760, 0, 0), tools="shuffle:1")
    order = shuffled(1690, 1)
    place = order.index(760)
    expect(learner.close_up).to_contain_text(f"At place {place:,} now")
    segment = page.get_by_role("slider", name=re.compile(f"^Places {place // 169 * 169:,} to "))
    segment.press("ArrowDown")
    flat = learner.service.maps(learner.run, "flatten")
    is_chosen(learner, "flatten", (order[place + 1], 0, 0), flat)


@pytest.mark.parametrize("layer", ["dense", "softmax"])
def test_a_class_is_tried_out_before_it_is_chosen(learner: Learner, page: Page, layer: str) -> None:
    show(learner, layer, (4, 0, 0))
    before = learner.link
    classes = learner.service.network("tiny-vgg")["classes"]
    page.get_by_role("button", name=re.compile(f"^{classes[8]}")).hover()
    expect(learner.close_up.get_by_role("paragraph").first).to_contain_text("fruit, 9 of 10")
    assert learner.link == before
    page.mouse.move(8, 300)
    expect(learner.close_up.get_by_role("paragraph").first).to_contain_text("butterfly, 5 of 10")


# For everybody

STATES = {
    "flattened": ("tiny-vgg", "flatten", ""),
    "flattened, shuffled": ("tiny-vgg", "flatten", "shuffle:3;alike:1"),
    "flattened, a list": ("lenet-5", "flatten", "shuffle:2"),
    "dense": ("tiny-vgg", "dense", "term:241"),
    "dense, beside a rival": ("tiny-vgg", "dense", "rival:2;verdict:1;by:loudest"),
    "dense, cells": ("tiny-vgg", "dense", "by:numbers;rival:2"),
    "dense over a list": ("lenet-5", "dense_1", "term:5"),
    "dense over a list, to the verdict": ("lenet-5", "dense_2", "rival:3;verdict:1"),
    "softmax": ("lenet-5", "softmax", ""),
    "softmax, turned": ("tiny-vgg", "softmax", "temperature:2.00;add:3;cut:1"),
    "softmax, two": ("tiny-vgg", "softmax", "pair:2,4;temperature:3.02"),
}
TOO_SMALL = """
(least) => [...document.querySelectorAll(
    '[data-stage] :is(button, select, input:not([type=radio]))')]
  .filter((one) => one.checkVisibility())
  .map((one) => [one, one.getBoundingClientRect()])
  .filter(([, box]) => box.width > 1 && (box.height < least || box.width < 24))
  .map(([one]) => one.outerHTML.slice(0, 120))
"""


@pytest.mark.parametrize("state", STATES.values(), ids=STATES)
def test_nothing_keeps_anybody_out_with_every_control_moved(
    learner: Learner, page: Page, axe: Callable[..., list[str]], state: tuple[str, str, str]
) -> None:
    """At a desk by day and on a phone at night."""
    network, layer, tools = state
    show(learner, layer, None, network, tools)
    assert axe("[data-stage]") == []
    assert page.evaluate(UNEXPLAINED) == []
    assert page.evaluate(TOO_SMALL, 24) == []
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 390, "height": 844})
    expect(learner.close_up).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
    assert axe("[data-stage]") == []


def test_damaged_settings_are_as_good_as_none(learner: Learner, page: Page) -> None:
    show(learner, "softmax", None, tools="temperature:hot;add:99;pair:7,7")
    expect(page.get_by_role("slider", name="temperature")).to_have_attribute(
        "aria-valuetext", "1.00"
    )
    expect(page.get_by_role("slider", name="add to all")).to_have_attribute("aria-valuetext", "0")
    first = page.get_by_role("combobox", name="First class")
    expect(first).to_have_value(str(int(logits_of(learner).argmax())))
    show(learner, "dense", (4, 0, 0), tools="rival:4;term:5000;by:weight")
    expect(page.get_by_role("combobox", name="beside")).to_have_value("")
    expect(learner.close_up).to_contain_text("The weights are no picture of")


def test_noise_is_shared_out_like_anything_else(learner: Learner, page: Page) -> None:
    show(learner, "softmax")
    before = learner.run
    page.get_by_role("button", name="Try it on noise").click()
    expect(page).to_have_url(re.compile("altered=noise:0.3"))
    expect(page.get_by_role("button", name="Take the noise away")).to_be_visible()
    expect(page.locator('a[download$="-run.json"]')).not_to_have_attribute(
        "href", re.compile(before)
    )
    shares = learner.service.maps(learner.run, "softmax").ravel()
    name = learner.service.network("tiny-vgg")["classes"][int(shares.argmax())]
    said = f"{name} has {100 * shares.max():.1f} %: the ten add up to 100 %"
    expect(learner.close_up.get_by_text(said).first).to_be_visible()
    page.get_by_role("button", name="Take the noise away").click()
    learner.arrived(before)


def test_on_a_phone_a_finger_does_it_all(
    new_context: Callable[..., Any], service: Any, tmp_path: Any
) -> None:
    page = new_context(has_touch=True).new_page()
    page.set_viewport_size({"width": 390, "height": 844})
    learner = Learner(page, service, tmp_path)
    show(learner, "dense", (4, 0, 0))
    page.get_by_role("slider", name="Map 2", exact=True).tap()
    expect(page).to_have_url(re.compile("tools=term:"))
    index = int(learner.link["tools"].split(":")[1])
    assert index // 169 == 1
    page.get_by_role("button", name="go to this number").tap()
    expect(page).to_have_url(re.compile(f"layer=flatten&map={index + 1}&"))
    page.get_by_role("button", name="Map 7", exact=True).tap()
    expect(page).to_have_url(re.compile(f"map={6 * 169 + index % 169 + 1}&"))
    assert page.evaluate(TOO_SMALL, 24) == []
