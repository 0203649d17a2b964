"""The laboratory: one layer with other settings, two at a time, every number of it true."""

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, Request, expect

from tests.browser import colours, pictures
from tests.browser.conftest import Complaints
from tests.browser.explaining import ASK, TOPICS, UNEXPLAINED
from tests.browser.learner import NETWORKS, Canvas, Learner, plain, read

Axe = Callable[..., list[str]]


def show(learner: Learner, layer: str, lab: str, more: str = "", network: str = "tiny-vgg") -> None:
    learner.open(f"#network={network}&layer={layer}&open=1&lab={lab}{more}")
    expect(side(learner, "B")).to_have_attribute("aria-busy", "false")
    expect(side(learner, "B")).to_contain_text(re.compile("makes|has no|should be"))


def side(learner: Learner, name: str) -> Locator:
    return learner.page.get_by_role("region", name=f"Side {name}")


def knob(learner: Learner, where: str, name: str) -> Locator:
    return side(learner, where).get_by_role("slider", name=name, exact=True)


def output(learner: Learner, where: str) -> Locator:
    return side(learner, where).get_by_role("slider", name=re.compile("^(Output|Difference) of"))


def drawn(learner: Learner, where: str) -> np.ndarray:
    return Canvas(output(learner, where).locator("canvas")).pixels


def numbers(told: Any) -> np.ndarray:
    return np.array(told["map"]["data"], np.float32)


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


def test_opened_from_a_close_up_and_left_again(learner: Learner, page: Page) -> None:
    learner.open("#layer=conv_1_1&map=5&cell=27,43&open=1")
    door = page.get_by_role("button", name="Laboratory")
    expect(door).to_have_attribute("aria-pressed", "false")
    door.click()
    expect(learner.close_up.get_by_role("heading", level=1)).to_have_text(
        "Stride 2 instead of 1: 62×62 becomes 31×31"
    )
    assert learner.link["lab"] == "|stride:2"
    assert learner.cell == (4, 27, 43)
    expect(door).to_be_focused()
    expect(side(learner, "A")).to_contain_text("as the network has it")
    expect(side(learner, "B")).to_contain_text(
        "The last row and the last column of the picture are never read."
    )
    door.click()
    expect(side(learner, "A")).to_have_count(0)
    expect(door).to_be_focused()
    assert "lab" not in learner.link
    page.go_back()
    expect(side(learner, "B")).to_be_visible()
    page.go_back()
    expect(side(learner, "B")).to_have_count(0)
    expect(learner.close_up).to_contain_text("row 27, column 43")
    page.go_forward()
    expect(side(learner, "B")).to_be_visible()
    page.keyboard.press("Escape")
    expect(side(learner, "B")).to_have_count(0)
    expect(learner.close_up).to_be_visible()
    page.keyboard.press("Escape")
    expect(learner.close_up).to_have_count(0)


def test_all_of_it_by_the_keyboard(learner: Learner, page: Page) -> None:
    learner.open("#layer=conv_1_1&map=5&cell=27,43&open=1")

    learner.page.locator("[data-stage]").focus()
    learner.tab_to(page.get_by_role("button", name="Laboratory"), within=120)
    page.keyboard.press("Enter")
    expect(side(learner, "B")).to_contain_text("makes 31×31")
    page.locator("[data-stage]").focus()
    learner.tab_to(knob(learner, "B", "Stride"), within=120)
    page.keyboard.press("ArrowRight")
    expect(side(learner, "B")).to_contain_text("makes 21×21")
    learner.tab_to(side(learner, "B").get_by_role("radio", name="off"), within=120)
    page.keyboard.press("ArrowRight")
    expect(side(learner, "B")).to_contain_text("makes 22×22")
    expect(side(learner, "B")).not_to_contain_text("never read")
    learner.tab_to(output(learner, "B"), within=120)
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    expect(output(learner, "B")).to_have_attribute(
        "aria-valuetext", re.compile("^row 9, column 1,")
    )
    expect(output(learner, "A")).to_have_attribute(
        "aria-valuetext", re.compile("^row 27, column 3,")
    )
    assert learner.link["lab"] == "|stride:3;ceil:on"
    page.keyboard.press("Control+z")
    expect(side(learner, "B")).to_contain_text("makes 21×21")
    page.keyboard.press("Control+z")
    expect(side(learner, "B")).to_contain_text("makes 31×31")
    page.keyboard.press("Escape")
    expect(side(learner, "B")).to_have_count(0)
    expect(page.get_by_role("button", name="Laboratory")).to_be_focused()


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


def test_a_link_and_a_reload_bring_both_sides_back(learner: Learner, page: Page) -> None:
    show(learner, "pool_1", "size:3;stride:3|kind:average_pool;padding:1;border:reflect", "&map=7")
    output(learner, "B").focus()
    page.keyboard.press("ArrowDown")
    page.get_by_text("enlarged", exact=True).click()
    before = [plain(side(learner, where).inner_text()) for where in "AB"]
    link = page.url
    page.reload()
    learner.ready()
    for where, text in zip("AB", before, strict=True):
        expect(side(learner, where)).to_contain_text("makes")
        expect(side(learner, where)).to_have_attribute("aria-busy", "false")
        assert plain(side(learner, where).inner_text()) == text
    assert page.url == link
    expect(page.get_by_role("radio", name="enlarged")).to_be_checked()
    expect(side(learner, "A").get_by_role("slider", name="Stride")).to_have_value("3")


def test_swap_reset_and_undo(learner: Learner, page: Page) -> None:
    show(learner, "conv_1_1", "padding:2|stride:2")
    page.get_by_role("button", name="Swap A and B").click()
    expect(page).to_have_url(re.compile(r"lab=stride:2\|padding:2"))
    expect(side(learner, "A")).to_contain_text("makes 31×31")
    side(learner, "A").get_by_role("button", name="Reset").click()
    expect(side(learner, "A")).to_contain_text("makes 62×62")
    expect(side(learner, "B")).to_contain_text("makes 66×66")
    page.get_by_role("button", name="Reset both").click()
    expect(learner.close_up).to_contain_text("Both sides are set alike")
    for wanted in (r"lab=\|padding:2", r"lab=stride:2\|padding:2", r"lab=padding:2\|stride:2"):
        page.get_by_role("main").get_by_role("button", name="Undo").click()
        expect(page).to_have_url(re.compile(wanted))
    expect(page.get_by_role("main").get_by_role("button", name="Undo")).to_be_disabled()


def test_while_a_knob_is_dragged_one_question_is_under_way(learner: Learner, page: Page) -> None:
    show(learner, "conv_1_2", "|stride:2")
    under_way: set[Request] = set()
    most = 0

    def begun(asked: Request) -> None:
        nonlocal most
        if asked.url.endswith("/lab"):
            under_way.add(asked)
            most = max(most, len(under_way))

    page.on("request", begun)
    page.on("requestfinished", lambda asked: under_way.discard(asked))
    box = knob(learner, "B", "Kernel size").bounding_box()
    assert box is not None
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.2, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 2, y, steps=40)
    page.mouse.up()
    expect(side(learner, "B")).to_contain_text("makes 26×26")
    expect(side(learner, "B")).to_have_attribute("aria-busy", "false")
    assert learner.link["lab"] == "|stride:2;size:11"
    assert most == 1
    told = learner.service.lab(
        learner.run,
        "conv_1_2",
        int(learner.link.get("map", "1")) - 1,
        settings={"stride": 2, "size": 11},
    )
    assert drawn(learner, "B").shape[:2] == numbers(told).shape
    page.get_by_role("main").get_by_role("button", name="Undo").click()
    assert learner.link["lab"] == "|stride:2", "a drag is one step"


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


def test_another_map_and_another_layer(learner: Learner, page: Page) -> None:
    show(learner, "conv_1_1", "|stride:2", "&map=1")
    page.get_by_role("radio", name="Map 8", exact=True).click()
    expect(side(learner, "B")).to_contain_text("map 8 of 10")
    page.keyboard.press("]")
    expect(side(learner, "B")).to_have_count(0)
    assert learner.link["layer"] == "relu_1_1"
    assert "lab" not in learner.link
    page.go_back()
    expect(side(learner, "B")).to_contain_text("map 8 of 10")


def test_a_picture_that_the_server_forgot_is_sent_again(
    learner: Learner, page: Page, forget: Callable[[], None], complaints: Complaints
) -> None:
    complaints.forgive("status of 404")
    learner.open()
    run = learner.upload(pictures.photo(3))
    learner.put_away(run)
    show(learner, "conv_1_1", "|stride:2", f"&run={run}")
    forget()
    knob(learner, "B", "Stride").focus()
    page.keyboard.press("ArrowRight")
    expect(side(learner, "B")).to_contain_text("makes 21×21")


@pytest.mark.parametrize("layer", ["conv_1_1", "pool_1", "relu_1_1"])
def test_everything_can_be_asked_about(learner: Learner, page: Page, layer: str) -> None:
    show(learner, layer, "padding:1|padding:1;stride:3" if layer != "relu_1_1" else "|")
    page.mouse.move(5, 5)
    assert page.evaluate(UNEXPLAINED) == []
    page.get_by_role("button", name="What is this?").click()
    card = page.get_by_role("complementary", name="What is this?")
    expect(card).to_contain_text("Point at anything")
    for topic in page.evaluate(TOPICS):
        if not topic.startswith("lab"):
            continue
        page.evaluate(ASK, topic)
        expect(card).to_have_attribute("data-topic", topic)
        for depth in ("Summary", "ELI5", "In depth"):
            card.get_by_text(depth, exact=True).click()
            words = plain(card.get_by_role("status").inner_text())
            assert len(words) > 20, topic
            assert "undefined" not in words, words
            assert "NaN" not in words, words


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


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_keeps_anybody_out(learner: Learner, page: Page, axe: Axe, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    for layer, lab in [
        ("conv_1_1", "padding:1|padding:1;border:reflect;stride:2"),
        ("conv_2_2", "|size:11;dilation:3"),
        ("pool_1", "|kind:average_pool;size:3"),
        ("relu_1_1", "|kind:leaky_relu"),
    ]:
        show(learner, layer, lab)
        page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished))")
        assert axe("[data-stage]") == [], layer


@pytest.mark.browser_context_args(
    viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, device_scale_factor=3
)
def test_the_same_in_a_hand(learner: Learner, axe: Axe) -> None:
    phone = learner
    show(phone, "conv_1_1", "|stride:2")
    wide = phone.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert wide[0] <= wide[1] == 390
    stride = knob(phone, "B", "Stride")
    stride.scroll_into_view_if_needed()
    box = stride.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    expect(knob(phone, "A", "Stride")).to_have_count(0)
    assert axe("[data-stage]") == []
    folded = side(phone, "A").get_by_text("Turn the knobs of A")
    folded.scroll_into_view_if_needed()
    folded.tap()
    expect(knob(phone, "A", "Stride")).to_be_visible()
    reflected = side(phone, "B").get_by_text("reflected")
    reflected.scroll_into_view_if_needed()
    reflected.tap()
    assert phone.link["lab"] == "|stride:2;border:reflect"
    door = phone.page.get_by_role("button", name="Laboratory")
    door.scroll_into_view_if_needed()
    door.tap()
    expect(side(phone, "A")).to_have_count(0)
