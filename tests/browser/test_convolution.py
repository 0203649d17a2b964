"""Convolved: every product, every sum; what is tried on it, and the window that slides."""

import re
from collections.abc import Callable

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.browser.close_up import (
    A_HUNDREDTH,
    HALF_A_HUNDREDTH,
    Cell,
    addition,
    is_chosen,
    near,
    show,
)
from tests.browser.convolution import (
    printed,
    said_one_by_one,
    says,
    signed,
    table,
    taken_apart,
    total,
    weights_of,
)
from tests.browser.learner import Learner, plain, read

FEW = [
    ("tiny-vgg", "conv_1_1", (1, 33, 35)),
    ("tiny-vgg", "conv_1_1", (7, 0, 61)),
    ("lenet-5", "conv_1", (3, 23, 15)),
]
MANY = [
    ("tiny-vgg", "conv_1_2", (2, 32, 24)),
    ("tiny-vgg", "conv_2_2", (8, 0, 25)),
    ("lenet-5", "conv_2", (11, 6, 3)),
    ("lenet-5", "conv_3", (110, 0, 0)),
]
ALL = [FEW[0], FEW[2], MANY[0], MANY[2], MANY[3]]


def names(channels: int) -> tuple[str, ...]:
    return ("red", "green", "blue") if channels == 3 else ("grey",)


@pytest.mark.parametrize(("network", "layer", "cell"), FEW)
def test_few_channels_every_product_is_printed_and_true(
    learner: Learner, page: Page, network: str, layer: str, cell: Cell
) -> None:
    show(learner, layer, cell, network)
    due = learner.service.cell(learner.run, layer, cell)
    apart = taken_apart(learner, layer, cell)
    for c, name in enumerate(names(len(apart.values))):
        terms = [term for term in due["terms"] if term["channel"] == c]
        lies_under = f"What lies under the filter, {name}"
        assert near(printed(learner, lies_under), apart.values[c].ravel(), HALF_A_HUNDREDTH)
        weights = printed(learner, f"Filter {cell[0] + 1} on {name}")
        assert near(weights, apart.weights[c].ravel(), HALF_A_HUNDREDTH)
        products = printed(learner, f"Products, {name}")
        assert near(products, apart.products[c].ravel(), A_HUNDREDTH)
        rows = table(learner, lies_under).get_by_role("rowheader").all_inner_texts()
        assert rows == [f"row {row}" for row in sorted({t["row"] for t in terms})]
    parts, printed_total = addition(learner, "All products and the bias")
    assert near(parts, [*due["partial_sums"], due["bias"]], A_HUNDREDTH)
    assert abs(printed_total - due["total"]) <= HALF_A_HUNDREDTH
    assert due["adds_up"]


@pytest.mark.parametrize(("network", "layer", "cell"), MANY)
def test_many_channels_every_sum_is_printed_and_true(
    learner: Learner, page: Page, network: str, layer: str, cell: Cell
) -> None:
    show(learner, layer, cell, network)
    apart = taken_apart(learner, layer, cell)
    grid = page.get_by_role("grid", name="Each map under the filter, its products and their sum")
    rows = grid.get_by_role("row").filter(has=page.get_by_role("rowheader")).all()
    assert len(rows) == len(apart.sums)
    sums = []
    for c, row in enumerate(rows):
        products = apart.products[c].ravel()
        sums.append(read(row.locator('[data-explain="conv-sum"]').inner_text()))
        if len(products) == 9:
            texts = row.locator("td[data-i]").all_inner_texts()
            assert near([read(text) for text in texts], products, A_HUNDREDTH), f"map {c + 1}"
        elif c == 0:
            said = said_one_by_one(row.get_by_role("slider", name="products"))
            assert near(said, products, A_HUNDREDTH)
    assert near(sums, apart.sums, A_HUNDREDTH)
    (all_sums, bias), printed_total = addition(learner, "All sums and the bias")
    assert abs(all_sums - apart.sums.sum()) <= A_HUNDREDTH
    assert abs(bias - apart.bias) <= A_HUNDREDTH
    assert abs(printed_total - apart.truth) <= HALF_A_HUNDREDTH


# Every product is a link


def test_a_click_on_a_product_goes_where_it_came_from(learner: Learner, page: Page) -> None:
    show(learner, "conv_1_1", (1, 33, 35))
    table(learner, "Products, green").locator("td[data-i]").nth(5).click()
    pixels = learner.service.maps(learner.run, "input")
    is_chosen(learner, "input", (1, 34, 37), pixels)
    assert learner.link["trail"] == "conv_1_1:2,33,35"
    page.go_back()
    expect(table(learner, "Products, green")).to_be_visible()
    assert learner.cell == (1, 33, 35)
    says(learner, float(learner.service.maps(learner.run, "conv_1_1")[1, 33, 35]))


@pytest.mark.parametrize(
    ("layer", "cell", "grid", "back"),
    [
        ("conv_1_1", (1, 33, 35), "Products, red", ("input", (0, 34, 36))),
        ("conv_1_2", (2, 32, 24), "Each map under the filter", ("relu_1_1", (1, 32, 26))),
    ],
)
def test_the_keys_walk_the_products_and_enter_follows_one(
    learner: Learner,
    page: Page,
    layer: str,
    cell: Cell,
    grid: str,
    back: tuple[str, Cell],
) -> None:
    show(learner, layer, cell)
    cells = learner.close_up.get_by_role("grid", name=grid).locator("td[data-i]")
    assert cells.and_(page.locator('[tabindex="0"]')).count() == 1, "one stop for the Tab key"
    cells.first.focus()
    page.keyboard.press("ArrowRight")
    if layer == "conv_1_2":
        page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    is_chosen(learner, back[0], back[1], learner.service.maps(learner.run, back[0]))
    assert learner.link["trail"] == f"{layer}:{cell[0] + 1},{cell[1]},{cell[2]}"


def test_a_product_lights_its_input_and_its_weight(learner: Learner, page: Page) -> None:
    show(learner, "conv_1_1", (1, 33, 35))
    tables = [
        table(learner, name)
        for name in ("Products, blue", "What lies under the filter, blue", "Filter 2 on blue")
    ]
    for pointed in tables:
        pointed.locator("td[data-i]").nth(7).hover()
        for other in tables:
            expect(other.locator(".lit")).to_have_count(1)
            expect(other.locator("td[data-i]").nth(7)).to_have_class(re.compile(r"\blit\b"))
    assert page.locator("td.lit").count() == 3, "and nothing else"


# What is tried


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


# The window slides

WATCH_THE_ORDER = """
() => {
  const at = (selector) => document.querySelector(selector);
  const parts = {
    window: () => at('[aria-label="Window on red"]').getAttribute('aria-valuetext'),
    numbers: () => at('.products td[data-i]').closest('table').innerText,
    sums: () => at('.few .sum b').innerText,
    total: () => at('tfoot td').innerText,
    cell: () => at('[aria-label="Output map 2"]').getAttribute('aria-valuetext').split(', v')[0],
  };
  const before = Object.fromEntries(Object.entries(parts).map(([k, f]) => [k, f()]));
  window.order = [];
  const look = () => {
    for (const [k, f] of Object.entries(parts))
      if (!window.order.includes(k) && f() !== before[k]) window.order.push(k);
    if (window.order.length < 5) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""
WATCH_THE_TURN = """
() => {
  const rows = document.querySelector('.weights tbody');
  window.angles = [];
  const look = () => {
    window.angles.push(parseFloat(getComputedStyle(rows).rotate) || 0);
    if (window.angles.length < 200) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""


def test_the_window_slides_and_steps(learner: Learner, page: Page) -> None:
    """Where motion is unwelcome one press is one step."""
    show(learner, "conv_1_1", (1, 20, 60))
    maps = learner.service.maps(learner.run, "conv_1_1")
    page.get_by_role("button", name="One step").click()
    is_chosen(learner, "conv_1_1", (1, 20, 61), maps)
    page.get_by_role("button", name="Slide the window").click()
    is_chosen(learner, "conv_1_1", (1, 21, 0), maps)
    page.get_by_role("button", name="A step back").click()
    is_chosen(learner, "conv_1_1", (1, 20, 61), maps)


@pytest.mark.parametrize("name", ["Window on green", "Output map 2"])
def test_the_window_can_be_dragged(learner: Learner, page: Page, name: str) -> None:
    """On what is read and on what is made: the sum follows, the address waits for the end."""
    show(learner, "conv_1_1", (1, 20, 20))
    maps = learner.service.maps(learner.run, "conv_1_1")
    box = page.get_by_role("slider", name=name).bounding_box()
    assert box is not None
    cells, by = (64, 1) if name == "Window on green" else (62, 0)
    pitch = box["width"] / cells
    page.mouse.move(box["x"] + 20.5 * pitch, box["y"] + 30.5 * pitch)
    page.mouse.down()
    page.mouse.move(box["x"] + 40.5 * pitch, box["y"] + 30.5 * pitch, steps=6)
    says(learner, maps[1, 30 - by, 40 - by])
    expect(page).to_have_url(re.compile("cell=20,20"))
    page.mouse.up()
    is_chosen(learner, "conv_1_1", (1, 30 - by, 40 - by), maps)


@pytest.fixture
def lively(page: Page) -> Page:
    """The page of somebody who does not mind motion."""
    page.emulate_media(reduced_motion="no-preference")
    return page


def test_it_plays_and_pauses_where_it_is(lively: Page, learner: Learner) -> None:
    show(learner, "conv_1_1", (1, 20, 20))
    maps = learner.service.maps(learner.run, "conv_1_1")
    lively.get_by_role("button", name="Slide the window").click()
    expect(learner.close_up).to_contain_text(re.compile("row 20, column 2[2-9]"))
    lively.get_by_role("button", name="Pause").click()
    expect(lively).not_to_have_url(re.compile("cell=20,20"))
    is_chosen(learner, "conv_1_1", learner.cell, maps)
    assert learner.cell > (1, 20, 21)
    says(learner, maps[learner.cell])


def test_a_slow_step_is_told_in_order(lively: Page, learner: Learner) -> None:
    """The window first, then the numbers, the sum of a channel, the total, the cell."""
    show(learner, "conv_1_1", (1, 20, 20), tools="speed:0.25")
    lively.evaluate(WATCH_THE_ORDER)
    lively.get_by_role("button", name="Slide the window").click()
    expect(learner.close_up).to_contain_text(re.compile("row 20, column 2[2-9]"))
    lively.get_by_role("button", name="Pause").click()
    order = lively.evaluate("window.order")
    assert order == ["window", "numbers", "sums", "total", "cell"]


def test_at_high_speed_only_window_and_cell_move(lively: Page, learner: Learner) -> None:
    show(learner, "conv_1_1", (1, 20, 20))
    lively.get_by_label("Speed of the window").select_option("8×")
    expect(lively).to_have_url(re.compile("tools=speed:8"))
    numbers_before = table(learner, "Products, red").inner_text()
    lively.get_by_role("button", name="Slide the window").click()
    expect(lively.get_by_role("slider", name="Output map 2")).not_to_have_attribute(
        "aria-valuetext", re.compile("^row 20, ")
    )
    assert table(learner, "Products, red").inner_text() == numbers_before
    lively.get_by_role("button", name="Pause").click()
    maps = learner.service.maps(learner.run, "conv_1_1")
    expect(lively).not_to_have_url(re.compile("cell=20,20"))
    says(learner, maps[learner.cell])


def test_the_filter_turns_before_your_eyes_and_can_be_called_back(
    lively: Page, learner: Learner
) -> None:
    show(learner, "conv_1_1", (1, 33, 35))
    learned = printed(learner, "Filter 2 on red")
    lively.evaluate(WATCH_THE_TURN)
    lively.get_by_role("radio", name="flipped").check()
    expect(lively.locator(".weights .turning")).to_have_count(0)
    angles = lively.evaluate("window.angles")
    seen = [angle for angle in angles if angle]
    assert len(seen) >= 5
    assert min(seen) < -120, "it begins where the numbers stood"
    assert seen == sorted(seen), "and turns one way, without a jump"
    assert printed(learner, "Filter 2 on red") == learned[::-1]
    lively.get_by_role("radio", name="as networks do it").check()
    lively.get_by_role("radio", name="flipped").check()
    lively.get_by_role("radio", name="as networks do it").check()
    expect(lively.locator(".weights .turning")).to_have_count(0)
    assert printed(learner, "Filter 2 on red") == learned


# Open to all


@pytest.mark.parametrize(
    ("network", "layer", "tools"),
    [
        ("tiny-vgg", "conv_1_1", "flip:1;mute:1;bias:0.50"),
        ("tiny-vgg", "conv_1_2", "combine:max;mute:2;order:size"),
        ("lenet-5", "conv_1", ""),
        ("lenet-5", "conv_3", "combine:average"),
    ],
)
@pytest.mark.parametrize("width", [1280, 390])
def test_nobody_is_kept_out_and_nothing_overflows(
    learner: Learner,
    page: Page,
    axe: Callable[..., list[str]],
    network: str,
    layer: str,
    tools: str,
    width: int,
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    show(learner, layer, None, network, tools)
    assert axe('[aria-label="Close-up"]') == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.querySelectorAll('*').length") < 2500


def test_on_a_phone_everything_can_be_tried(learner: Learner, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    show(learner, "conv_1_2", (2, 32, 24))
    apart = taken_apart(learner, "conv_1_2", (2, 32, 24))
    page.get_by_role("button", name="Show all 10 maps").click()
    page.get_by_role("button", name="Leave map 3 out").click()
    says(learner, apart.truth - float(apart.sums[2]))
    page.get_by_role("radio", name="flipped").check()
    says(learner, apart.flipped.total - float(apart.flipped.sums[2]))
    page.get_by_role("button", name="As learned").click()
    says(learner, apart.truth)
    sums = [signed(float(value)) for value in apart.sums]
    words = plain(learner.close_up.inner_text())
    for c, text in enumerate(sums):
        assert re.search(rf"map {c + 1}, {re.escape(text)}", words), (c, text)
    assert np.isclose(apart.total, apart.truth, atol=1e-4)
    expect(total(learner)).to_contain_text("adds up to")
