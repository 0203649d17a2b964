"""The six networks that made history: what can be tried there is true, and open to all."""

import re
from collections.abc import Callable

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.explaining import ASK, TOPICS, UNEXPLAINED, told_of
from tests.browser.learner import Canvas, Learner, Service, read

CHAPTERS = ("lenet", "alexnet", "zfnet", "vggnet", "googlenet", "resnet")


@pytest.fixture
def place(page: Page) -> Locator:
    return page.get_by_role("region", name="The six networks that made history")


@pytest.fixture
def opened(page: Page, place: Locator) -> Callable[[str], Locator]:
    """Open a chapter, with its settings: "vggnet|bricks:2"; answers its experiment."""

    def open_at(link: str) -> Locator:
        page.set_default_timeout(20_000)
        expect.set_options(timeout=20_000)
        page.goto("about:blank")
        page.goto(f"/#history={link}")
        expect(place).to_be_visible()
        piece = place.locator("[data-piece]")
        expect(piece.get_by_role("status")).not_to_be_empty()
        return piece

    return open_at


def seen(piece: Locator) -> Locator:
    """The sentence of what was seen."""
    return piece.get_by_role("status")


def slide(piece: Locator, label: str, value: int) -> None:
    piece.get_by_role("slider", name=label, exact=True).fill(str(value))


# The line


def test_the_bar_leads_there_and_escape_leads_back(
    learner: Learner, page: Page, place: Locator
) -> None:
    learner.open()
    page.get_by_role("navigation", name="Places").get_by_role("button", name="History").click()
    expect(place).to_be_visible()
    assert "history=" in page.url
    page.keyboard.press("Escape")
    learner.ready()
    page.go_back()
    expect(place).to_be_visible()


def test_the_six_stand_in_order_and_are_walked_by_the_arrows(
    opened: Callable[[str], Locator], page: Page, place: Locator
) -> None:
    opened("lenet")
    line = place.get_by_role("navigation", name="The six networks")
    stops = line.get_by_role("button")
    expect(stops).to_have_count(6)
    years = [re.search(r"\d{4}", text)[0] for text in stops.all_inner_texts()]  # type: ignore[index]
    assert years == ["1998", "2012", "2013", "2014", "2014", "2015"]
    stops.first.focus()
    for chapter in CHAPTERS[1:]:
        page.keyboard.press("ArrowRight")
        expect(page).to_have_url(re.compile(f"history={chapter}"))
    expect(stops.last).to_be_focused()


def test_the_figures_against_the_one_before_are_those_of_the_descriptions(
    opened: Callable[[str], Locator], place: Locator, service: Service
) -> None:
    opened("alexnet")
    table = place.get_by_role("complementary", name="The story").get_by_role("table")
    network = service.network("alexnet")
    row = table.get_by_role("row", name="weights")
    expect(row).to_contain_text(f"{network['parameters'] / 1e6:.1f} M")
    expect(table.get_by_role("row", name="one number sees")).to_contain_text(
        f"{network['receptive_field'][0]} px"
    )


def test_each_story_is_told_at_three_depths(
    opened: Callable[[str], Locator], place: Locator, service: Service
) -> None:
    opened("vggnet")
    story = service.get("/api/networks/vgg-16/story")
    panel = place.get_by_role("tabpanel")
    for tab, depth in (("ELI5", "eli5"), ("In depth", "in_depth"), ("Summary", "summary")):
        place.get_by_role("tab", name=tab).click()
        expect(panel).to_contain_text(story[depth].split("\n")[0][:40])


# Something to do


def test_156_weights_make_4704_numbers(
    opened: Callable[[str], Locator], page: Page, service: Service
) -> None:
    piece = opened("lenet|place:300")
    expect(piece).to_contain_text("1,800 numbers made")
    slide(piece, "Place", 784)
    expect(seen(piece)).to_contain_text("156 weights were used at all 784 places and made 4,704")
    expect(seen(piece)).to_contain_text("4,821,600")
    run = service.network("lenet-5")["samples"][0]["run"]
    last = service.maps(run, "conv_1")[0, 27, 27]
    assert read(piece.locator(".one").inner_text()) == pytest.approx(last, abs=0.006)


def test_what_the_window_has_not_come_to_is_not_made(opened: Callable[[str], Locator]) -> None:
    piece = opened("lenet|place:300")
    canvas = piece.get_by_role("img", name="Map 1, made as far")
    expect(canvas).to_be_visible()
    made = Canvas(canvas).pixels[:, :, 3].ravel()
    assert (made[:300] == 255).all()
    assert (made[300:] == 0).all()


def test_the_window_slides_by_itself_and_by_the_keys(opened: Callable[[str], Locator]) -> None:
    piece = opened("lenet|place:700")
    piece.get_by_role("button", name="Slide", exact=True).click()
    expect(seen(piece)).to_contain_text("made 4,704 numbers")
    window = piece.get_by_role("slider", name="The window on the picture")
    window.press("ArrowLeft")
    expect(piece).to_contain_text("number 783")


def test_the_cut_divides_weights_and_work(opened: Callable[[str], Locator], page: Page) -> None:
    piece = opened("alexnet")
    expect(seen(piece)).to_contain_text("hold 96 % of the weights, but 92 % of the work")
    slide(piece, "Move the cut", 2)
    expect(seen(piece)).to_contain_text("Before this cut lie 0.6 % of the weights")
    assert "cut:2" in page.url
    page.reload()
    expect(seen(piece)).to_contain_text("Before this cut lie 0.6 %")


def test_224_only_fits_where_pools_round_up(opened: Callable[[str], Locator]) -> None:
    piece = opened("zfnet")
    expect(seen(piece)).to_contain_text("224, 110, 55, 26, 13: exactly")
    piece.get_by_text("down", exact=True).click()
    expect(seen(piece)).to_contain_text("224, 110, 54, ")
    expect(piece.get_by_role("button", name="pooled 1")).to_contain_text("1 row unread")
    slide(piece, "Padding", 0)
    expect(seen(piece)).to_contain_text("224, 109, 54, ")
    piece.get_by_role("button", name="As published").click()
    expect(seen(piece)).to_contain_text("exactly")


def test_two_first_layers_look_at_the_same_picture(opened: Callable[[str], Locator]) -> None:
    piece = opened("zfnet")
    sizes = [
        Canvas(piece.get_by_role("img", name=f"What the filter of {name} finds")).pixels.shape[:2]
        for name in ("AlexNet", "ZFNet")
    ]
    assert sizes == [(54, 54), (110, 110)]


def test_stacked_bricks_see_as_far_for_less(opened: Callable[[str], Locator], page: Page) -> None:
    piece = opened("vggnet")
    expect(seen(piece)).to_contain_text("as far as one of 7×7, for 27C² weights instead of 49C²")
    for bricks, field in ((0, "1×1"), (1, "3×3"), (2, "5×5"), (5, "11×11")):
        slide(piece, "Bricks", bricks)
        expect(
            piece.get_by_role("heading", name="what one number at the top sees")
        ).to_contain_text(field)
    expect(piece).to_contain_text(f"{45 * 512 * 512 / 1e6:.1f} M")
    slide(piece, "Maps, C", 0)
    expect(piece).to_contain_text("between 64 maps and 64 maps")
    assert "channels:64" in page.url


def test_the_squeezes_save_more_than_half(opened: Callable[[str], Locator]) -> None:
    piece = opened("googlenet")
    expect(seen(piece)).to_contain_text("make 128 M multiplications of what would be 303 M")
    piece.get_by_text("all left out").click()
    expect(seen(piece)).to_contain_text("2.4 times as many")
    expect(piece).to_contain_text("64 + 128 + 32 + 192 = 416 maps")
    piece.get_by_role("switch").first.check()
    expect(seen(piece)).to_contain_text("So far")
    slide(piece, "Maps of inception 3a 3x3", 64)
    expect(piece).to_contain_text("64 + 64 + 32 + 192 = 352 maps")
    piece.get_by_role("button", name="Widths as published").click()
    expect(piece).to_contain_text("= 416 maps")


def test_a_skip_that_is_cut_leaves_what_the_layers_say(
    opened: Callable[[str], Locator], learner: Learner, service: Service, page: Page
) -> None:
    piece = opened("resnet")
    skip = piece.get_by_role("switch", name="the skip")
    expect(skip).to_be_checked()
    with page.expect_response(lambda answer: answer.url.endswith("/edits")) as answer:
        skip.uncheck()
    expect(seen(piece)).to_contain_text("With one skip cut the verdict is")
    run = answer.value.json()
    assert run["edits"] == [{"layer": "res_2b_add", "cut": "res_2a_relu"}]
    assert np.array_equal(
        service.maps(run["run"], "res_2b_add"), service.maps(run["run"], "res_2b_conv_2")
    )
    likeliest = run["prediction"][0]["label"]
    expect(seen(piece)).to_contain_text(likeliest)
    x = piece.get_by_role("img", name="x, by the skip, map 1, cut off")
    expect(x).to_be_visible()
    page.reload()
    expect(piece.get_by_role("switch", name="the skip")).not_to_be_checked()


def test_the_block_opens_in_the_network_with_its_cut(
    opened: Callable[[str], Locator], learner: Learner, page: Page
) -> None:
    piece = opened("resnet|cut:s2")
    expect(seen(piece)).to_contain_text("With one skip cut")
    piece.get_by_role("button", name="Open this block in the network").click()
    learner.ready()
    assert learner.link["network"] == "resnet-twin"
    assert learner.link["layer"] == "res_2b_add"
    expect(learner.meaning).to_contain_text("res 2b added: res 2a rectified")
    cut = page.get_by_role("group", name="Cut off in the network").get_by_role("button").nth(1)
    expect(cut).to_have_attribute("aria-pressed", "true")
    cut.click()
    expect(cut).to_have_attribute("aria-pressed", "false")
    expect(page).not_to_have_url(re.compile("edits="))
    page.get_by_role("button", name="Undo").click()
    expect(cut).to_have_attribute("aria-pressed", "true")


def test_the_blame_is_measured_with_and_without_the_skips(opened: Callable[[str], Locator]) -> None:
    piece = opened("resnet")
    piece.get_by_role("button", name="Measure the blame").click()
    rows = piece.get_by_role("table").get_by_role("row")
    expect(rows).to_have_count(10)
    expect(rows.nth(1)).to_contain_text("first layer")


def test_a_twin_opens_on_the_picture_of_the_page(
    opened: Callable[[str], Locator], learner: Learner, page: Page, place: Locator
) -> None:
    opened("vggnet")
    place.get_by_role("button", name="Open its twin on your picture").click()
    learner.ready()
    assert learner.link["network"] == "vgg-twin"
    assert "run" in learner.link


# Open to all


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_everything_there_can_be_asked_about_and_is_open_to_all(
    opened: Callable[[str], Locator], page: Page, axe: Callable[..., list[str]], chapter: str
) -> None:
    settings = {"resnet": "resnet|cut:s1;slopes:1"}.get(chapter, chapter)
    topics: set[str] = set()
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        opened(settings)
        page.wait_for_load_state("networkidle")
        for fold in page.locator("main details").all():
            fold.locator("summary").click()
        page.mouse.move(5, 5)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(UNEXPLAINED) == []
        assert axe() == []
        page.emulate_media(color_scheme="dark")
        assert axe(rules=["color-contrast"]) == []
        page.emulate_media(color_scheme="light")
        topics |= set(page.evaluate(TOPICS))
    page.get_by_role("button", name="What is this?").click()
    card = page.get_by_role("complementary", name="What is this?")
    expect(card).to_be_visible()
    for topic in topics:
        if not page.evaluate(ASK, topic):
            continue
        for words in told_of(card, topic):
            assert len(words) > 10, topic
            for hole in ("undefined", "NaN", "[object", "null", "Infinity"):
                assert hole not in words, (topic, words)
