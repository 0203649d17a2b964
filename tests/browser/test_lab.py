"""The laboratory: one layer with other settings, two at a time, every number of it true."""

import re
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.browser import colours
from tests.browser.conftest import Complaints
from tests.browser.laboratory import drawn, knob, numbers, output, show, side
from tests.browser.learner import NETWORKS, Learner, plain, read

SETTINGS: list[tuple[str, str, dict[str, Any], dict[str, Any]]] = [
    ("conv_1_1", "|stride:2", {}, {"stride": 2}),
    (
        "conv_1_1",
        "padding:1|padding:1;border:reflect",
        {"padding": 1},
        {"padding": 1, "border": "reflect"},
    ),
    (
        "conv_1_2",
        "dilation:3|size:5;fill:random;filters:20",
        {"dilation": 3},
        {"size": 5, "fill": "random", "filters": 20},
    ),
    ("conv_2_1", "size:1|stride:3;ceil:on", {"size": 1}, {"stride": 3, "ceil": True}),
    (
        "pool_1",
        "size:3|size:3;kind:average_pool;ceil:on",
        {"size": 3},
        {"size": 3, "kind": "average_pool", "ceil": True},
    ),
    (
        "relu_1_2",
        "kind:tanh|kind:leaky_relu;slope:0.25",
        {"kind": "tanh"},
        {"kind": "leaky_relu", "slope": 0.25},
    ),
]


@pytest.mark.parametrize(("layer", "lab", "one", "other"), SETTINGS, ids=[s[1] for s in SETTINGS])
def test_what_is_drawn_is_what_the_api_says(
    learner: Learner, layer: str, lab: str, one: dict[str, Any], other: dict[str, Any]
) -> None:
    show(learner, layer, lab, "&map=4")
    told = {
        "A": learner.service.lab(learner.run, layer, 3, settings=one),
        "B": learner.service.lab(learner.run, layer, 3, settings=other, beside=one),
    }
    extent = max(float(np.abs(numbers(answer)).max()) for answer in told.values())
    for where, answer in told.items():
        due = colours.signed(numbers(answer), extent, "light")
        assert colours.off(drawn(learner, where), due) <= colours.CLOSE
        said = plain(side(learner, where).inner_text())
        _, rows, columns = answer["shape"]
        assert f"makes {rows}×{columns}" in said
        assert answer["arithmetic"][0].split("; ")[0].split(": ")[1] in said
        for words in (answer["unread"], *answer["told"]):
            assert plain(words) in said
        if answer["bricks"]:
            assert answer["bricks"]["told"] in said
            assert f"{answer['parameters']:,} parameters" in said
            assert f"{answer['macs']:,} multiplications" in said
        cell = output(learner, where)
        row, column, value = re.findall(
            r"row (\d+), column (\d+), value (\S+)", str(cell.get_attribute("aria-valuetext"))
        )[0]
        assert read(value) == pytest.approx(numbers(answer)[int(row), int(column)], abs=0.00501)
    said = plain(learner.close_up.inner_text())
    for sentence in told["B"]["difference"][1:]:
        assert plain(sentence) in said


def test_the_difference_itself_can_be_drawn(learner: Learner) -> None:
    lab = "padding:2|padding:2;border:reflect"
    show(learner, "conv_1_1", lab, "&map=2")
    learner.page.get_by_text("B − A", exact=True).click()
    expect(output(learner, "B")).to_have_attribute("aria-label", re.compile("^Difference"))
    one, other = (
        numbers(learner.service.lab(learner.run, "conv_1_1", 1, settings={"padding": 2, **more}))
        for more in ({}, {"border": "reflect"})
    )
    apart = other - one
    assert (apart[2:-2, 2:-2] == 0).all()
    due = colours.signed(apart, float(np.abs(apart).max()), "light")
    assert colours.off(drawn(learner, "B"), due) <= colours.CLOSE
    learner.page.reload()
    expect(output(learner, "B")).to_have_attribute("aria-label", re.compile("^Difference"))


def test_what_leaves_nothing_is_explained(learner: Learner, page: Page) -> None:
    show(learner, "conv_2_2", "|size:11")
    expect(side(learner, "B")).to_contain_text("makes 18×18")
    knob(learner, "B", "Dilation").focus()
    page.keyboard.press("ArrowRight")
    expect(side(learner, "B")).to_contain_text("makes 8×8")
    page.keyboard.press("ArrowRight")
    expect(side(learner, "B")).to_contain_text("A window of 31×31 does not fit into maps of 28×28.")
    expect(side(learner, "B")).to_contain_text(
        "⌊(28 + 2·0 − 3·(11 − 1) − 1) / 1⌋ + 1 = −2; there is room for no window"
    )
    expect(learner.close_up.get_by_role("heading", level=1)).to_have_text("Nothing comes out")
    expect(output(learner, "B")).to_have_count(0)
    expect(output(learner, "A")).to_be_visible()
    knob(learner, "B", "Padding").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(side(learner, "B")).to_contain_text("makes 2×2")


@pytest.mark.parametrize(
    ("lab", "words"),
    [
        ("|stride:99", "stride is 99, but should be a whole number from 1 to 8"),
        ("|bogus:1", "conv2d has no setting 'bogus'"),
        ("|border:mirror", "border is 'mirror'"),
    ],
)
def test_a_link_that_makes_no_sense_is_explained(
    learner: Learner, complaints: Complaints, lab: str, words: str
) -> None:
    complaints.forgive("status of 422")
    show(learner, "conv_1_1", lab)
    expect(side(learner, "B")).to_contain_text(words)
    expect(side(learner, "A")).to_contain_text("makes 62×62")
    side(learner, "B").get_by_role("button", name="As the network has it").click()
    expect(side(learner, "B")).to_contain_text("makes 62×62")


def test_pointing_at_one_side_marks_the_other(learner: Learner, page: Page) -> None:
    show(learner, "conv_1_1", "|stride:2")
    box = output(learner, "B").bounding_box()
    assert box is not None
    page.mouse.move(
        box["x"] + 10.5 / 31 * box["width"], box["y"] + 20.5 / 31 * box["height"], steps=3
    )
    expect(side(learner, "B")).to_contain_text("row 20, column 10")
    expect(side(learner, "A")).to_contain_text("row 40, column 20")
    assert "tools" not in learner.link
    page.mouse.down()
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"tools=at:b,20,10"))


@pytest.mark.parametrize("network", NETWORKS)
def test_every_layer_with_a_knob_has_a_laboratory(
    learner: Learner, page: Page, network: str
) -> None:
    learner.open(f"#network={network}&layer=input&open=1")
    for layer in learner.layers:
        learner.open(f"#network={network}&layer={layer['name']}&open=1")
        door = page.get_by_role("button", name="Laboratory")
        expect(door).to_have_count(1 if layer["knobs"] else 0)
        if not layer["knobs"]:
            continue
        door.click()
        for where in "AB":
            expect(side(learner, where)).to_contain_text("makes")
            expect(output(learner, where)).to_be_visible()
        assert learner.link["lab"] != ""
        topics = (
            side(learner, "B")
            .locator("[data-explain]")
            .evaluate_all("(all) => all.map((one) => one.dataset.explain)")
        )
        assert {f"lab-{name}" for name in layer["knobs"]} <= set(topics)
