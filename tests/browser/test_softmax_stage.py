"""Softmax: how logits become shares, every step printed and true."""

import re

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.browser.close_up import HALF_A_HUNDREDTH, is_chosen, show
from tests.browser.learner import NETWORKS, Learner, read
from tests.browser.verdict import TENTH, columns, in_percent, logits_of, shared, sigmoid

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
