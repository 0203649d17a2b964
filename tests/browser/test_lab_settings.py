"""The laboratory's settings: dragged, swapped, undone, linked to, and carried to another map."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, Request, expect

from tests.browser import pictures
from tests.browser.conftest import Complaints
from tests.browser.laboratory import drawn, knob, numbers, output, show, side
from tests.browser.learner import Learner, plain


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
