"""Convolved: a filter turned over, channels left out, a bias moved; what comes out is said."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.close_up import HALF_A_HUNDREDTH, Cell, near, show
from tests.browser.convolution import (
    ALL,
    FEW,
    MANY,
    names,
    printed,
    says,
    signed,
    taken_apart,
    weights_of,
)
from tests.browser.learner import Learner, plain


@pytest.mark.parametrize(("network", "layer", "cell"), ALL)
def test_turned_over_it_is_another_number_and_says_so(
    learner: Learner, page: Page, network: str, layer: str, cell: Cell
) -> None:
    show(learner, layer, cell, network)
    apart = taken_apart(learner, layer, cell)
    says(learner, apart.truth)
    page.get_by_role("radio", name="flipped").check()
    says(learner, apart.flipped.total)
    gap = apart.flipped.total - apart.truth
    assert abs(gap) > 0.01, "these filters are not the same upside down"
    words = f"the map says {signed(apart.truth)}, this is {abs(gap):.2f}"
    expect(learner.close_up).to_contain_text(words)
    expect(learner.close_up.get_by_text("adds up")).to_have_count(0)
    expect(learner.close_up).to_contain_text("would have learned this filter turned over")
    if len(apart.values) <= 3:
        for c, name in enumerate(names(len(apart.values))):
            weights = printed(learner, f"Filter {cell[0] + 1} on {name}")
            assert near(weights, apart.flipped.weights[c].ravel(), HALF_A_HUNDREDTH)
    page.reload()
    learner.ready()
    says(learner, apart.flipped.total)
    page.get_by_role("radio", name="as networks do it").check()
    says(learner, apart.truth)
    expect(learner.close_up.get_by_text("adds up", exact=True)).to_be_visible()
    assert "tools" not in learner.link


def test_the_whole_map_is_made_again_with_the_filter_turned_over(
    learner: Learner, page: Page
) -> None:
    show(learner, "conv_1_1", (1, 10, 50), tools="flip:1")
    pixels = learner.service.maps(learner.run, "input").astype(float)
    filters = weights_of(learner, "conv_1_1")[:, :, ::-1, ::-1]
    output = page.get_by_role("slider", name="Output map 2")
    for cell in ((1, 10, 50), (1, 61, 0)):
        show(learner, "conv_1_1", cell, tools="flip:1")
        window = pixels[:, cell[1] : cell[1] + 3, cell[2] : cell[2] + 3]
        bias = taken_apart(learner, "conv_1_1", cell).bias
        due = float((window * filters[1]).sum() + bias)
        expect(output).to_have_attribute(
            "aria-valuetext", re.compile(f"value {signed(due).lstrip('+')}, tried")
        )


@pytest.mark.parametrize(("network", "layer", "cell"), [FEW[0], MANY[0], MANY[2], MANY[3]])
def test_only_the_plain_sum_of_the_channels_is_the_number(
    learner: Learner, page: Page, network: str, layer: str, cell: Cell
) -> None:
    show(learner, layer, cell, network)
    apart = taken_apart(learner, layer, cell)
    for rule, made in (("average", apart.sums.mean()), ("max", apart.sums.max())):
        page.get_by_role("radio", name=rule, exact=True).check()
        says(learner, made + apart.bias)
        expect(learner.close_up.get_by_text("adds up")).to_have_count(0)
        gap = abs(made + apart.bias - apart.truth)
        expect(learner.close_up).to_contain_text(f"this is {gap:.2f}")
    page.get_by_role("radio", name="sum", exact=True).check()
    says(learner, apart.truth)
    expect(learner.close_up.get_by_text("adds up", exact=True)).to_be_visible()


@pytest.mark.parametrize(
    ("layer", "cell", "out"),
    [("conv_1_1", (1, 33, 35), ("red", "blue")), ("conv_1_2", (2, 32, 24), ("map 2", "map 7"))],
)
def test_what_a_channel_says_is_missing_without_it(
    learner: Learner, page: Page, layer: str, cell: Cell, out: tuple[str, str]
) -> None:
    show(learner, layer, cell)
    apart = taken_apart(learner, layer, cell)
    places = [("red", "green", "blue").index(n) if " " not in n else int(n[4:]) - 1 for n in out]
    for count in (1, 2):
        page.get_by_role("button", name=f"Leave {out[count - 1]} out").click()
        missing = sum(float(apart.sums[c]) for c in places[:count])
        says(learner, apart.truth - missing)
        expect(learner.close_up).to_contain_text(
            f"Without {', '.join(out[:count])}, {signed(missing)} is missing"
        )
    page.reload()
    learner.ready()
    says(learner, apart.truth - sum(float(apart.sums[c]) for c in places))
    pressed = page.get_by_role("button", name=f"Leave {out[0]} out")
    expect(pressed).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="As learned").click()
    says(learner, apart.truth)


@pytest.mark.parametrize("width", [1280, 390])
def test_the_bias_moves_the_whole_map_by_one_constant(
    learner: Learner, page: Page, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    show(learner, "conv_1_1", (1, 33, 35))
    maps = learner.service.maps(learner.run, "conv_1_1")
    knob = page.get_by_role("slider", name="Add to the bias of filter 2")
    knob.scroll_into_view_if_needed()
    knob.focus()
    for _ in range(30):
        page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("tools=bias:"))
    shift = float(learner.link["tools"].partition(":")[2])
    assert shift > 0.1
    says(learner, maps[1, 33, 35] + shift)
    output = page.get_by_role("slider", name="Output map 2")
    for row, column in ((33, 35), (0, 0), (61, 61)):
        show(learner, "conv_1_1", (1, row, column), tools=f"bias:{shift:.2f}")
        due = signed(float(maps[1, row, column]) + shift).lstrip("+")
        expect(output).to_have_attribute("aria-valuetext", re.compile(f"value {due}, tried"))
    kept = 100 * float((maps[1] + shift > 0).mean())
    learned = 100 * float((maps[1] > 0).mean())
    said = re.search(
        r"would keep ([\d.]+) % of this map \(([\d.]+) %", plain(learner.close_up.inner_text())
    )
    assert said is not None
    assert abs(float(said[1]) - kept) <= 0.51
    assert abs(float(said[2]) - learned) <= 0.51
    page.get_by_role("button", name="Reset").click()
    says(learner, maps[1, 61, 61])


def test_what_is_tried_is_said_aloud_once_it_rests(learner: Learner, page: Page) -> None:
    show(learner, "conv_1_1", (1, 33, 35))
    apart = taken_apart(learner, "conv_1_1", (1, 33, 35))
    page.get_by_role("radio", name="flipped").check()
    aloud = learner.close_up.get_by_role("status").filter(has_text="Another number")
    expect(aloud).to_contain_text(f"the map says {signed(apart.truth)}")


@pytest.mark.parametrize(
    ("network", "layer", "said"),
    [
        ("tiny-vgg", "conv_1_1", ["3·3·3 = 27 weights", "10 filters: 280 (not 100", "not 30"]),
        ("tiny-vgg", "conv_1_2", ["3·3·10 = 90 weights", "10 filters: 910 (not 100", "not 100"]),
        ("lenet-5", "conv_1", ["5·5·1 = 25 weights", "6 filters: 156."]),
        ("lenet-5", "conv_3", ["5·5·16 = 400 weights", "120 filters: 48,120", "not 1,920"]),
    ],
)
def test_bricks_are_counted_right(
    learner: Learner, page: Page, network: str, layer: str, said: list[str]
) -> None:
    show(learner, layer, None, network)
    card = page.get_by_role("region", name="Count the bricks")
    for words in said:
        expect(card).to_contain_text(words)
    before = plain(card.inner_text())
    slider = card.get_by_role("slider")
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(card).not_to_have_text(before)
    filters = int(str(slider.input_value()))
    expect(card).to_contain_text(f"They make {filters} maps")
    page.keyboard.press("ArrowLeft")
    if layer == "conv_1_1":
        card.get_by_role("button", name="Own weights at every place").click()
        expect(card).to_contain_text(f"{280 * 62 * 62:,}")
        page.reload()
        expect(card).to_contain_text(f"{280 * 62 * 62:,}")
