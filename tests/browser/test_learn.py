"""The lessons and the glossary in a browser, and the dotted words that lead there."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from app.catalogue import Catalogue
from app.settings import Settings
from app.stories import Stories
from tests.browser.learner import Learner, Service, plain

LESSONS = (
    "picture", "one-dimension", "two-dimensions", "colour", "relu", "pooling", "flatten", "dense",
    "softmax", "learning", "networks",
)  # fmt: skip
NETWORKS = tuple(Stories(Settings().models, Catalogue(Settings().models)))
PAGES = (
    "/learn", "/learn/glossary", *(f"/learn/{name}" for name in LESSONS),
    *(f"/learn/networks/{name}" for name in NETWORKS),
)  # fmt: skip
FORMS = ("lenet-5", "lenet-5-1998", "alexnet", "vgg-16", "googlenet", "resnet-18")
"""Networks whose pages show all there is on such a page, without being the longest of it."""
OPEN = (*PAGES[: 2 + len(LESSONS)], *(f"/learn/networks/{name}" for name in FORMS))
RULES_OF_NIGHT = (
    "color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable",
)  # fmt: skip
PHONE = {"width": 390, "height": 844}
WIDE = "[document.documentElement.scrollWidth, window.innerWidth]"
Contexts = Callable[..., BrowserContext]


# Reading


def test_it_is_read_from_beginning_to_end_without_javascript(new_context: Contexts) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/learn")
    page.get_by_role("link", name="A picture is numbers").click()
    for name in LESSONS:
        assert page.url.endswith(f"/learn/{name}")
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        assert len(page.get_by_role("main").inner_text()) > 1500
        page.get_by_role("link", name="Next").click()
    expect(page.get_by_role("heading", name="Glossary", level=1)).to_be_visible()
    stride = page.locator("#stride")
    expect(stride.get_by_text("You walk along a fence")).to_be_hidden()
    stride.get_by_text("ELI5").click()
    expect(stride.get_by_text("You walk along a fence")).to_be_visible()


def test_nine_stops_are_worked_out_before_ones_eyes(new_context: Contexts) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/learn/two-dimensions")
    totals = page.locator(".stops .total").all_inner_texts()
    assert totals == ["4", "3", "4", "2", "4", "3", "2", "3", "4"]
    for table in page.locator("table").all():
        expect(table).to_have_accessible_name(re.compile(r"\w"))
    rows = page.get_by_role("table", name="result").get_by_role("row").all_inner_texts()
    assert [plain(row) for row in rows[1:]] == ["0 4 3 4", "1 2 4 3", "2 2 3 4"]


def test_a_network_is_read_without_javascript_and_its_parts_unfold(new_context: Contexts) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/learn/networks")
    page.get_by_role("main").get_by_role("link", name="GoogLeNet", exact=True).first.click()
    expect(page.get_by_role("heading", name="GoogLeNet", level=1)).to_be_visible()
    drawing = page.get_by_role("img", name=re.compile("GoogLeNet, drawn from left to right"))
    assert (drawing.bounding_box() or {})["width"] > 1000
    squeeze = page.get_by_role("row", name=re.compile("inception 3a 3x3 reduce convolved"))
    expect(squeeze).to_be_hidden()
    page.get_by_text("Inception 3a", exact=False).and_(page.locator("summary")).click()
    expect(squeeze).to_be_visible()
    for name in ("ResNet-50", "All six in figures"):
        page.get_by_label("Before and after").get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", name="Six networks", level=1)).to_be_visible()


def test_a_wide_drawing_scrolls_by_keyboard_and_the_page_does_not(page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto("/learn/networks/resnet-50")
    drawing = page.get_by_role("group", name="Drawing of ResNet-50")
    drawing.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("(one) => one.scrollLeft > 0", arg=drawing.element_handle())
    wide, window = page.evaluate(WIDE)
    assert wide <= window == 390


def test_on_paper_nothing_is_folded_or_cut_off(page: Page) -> None:
    page.goto("/learn/networks/googlenet")
    page.emulate_media(media="print")
    shown = "(all) => all.every((one) => one.getBoundingClientRect().height > 10)"
    assert page.locator("details .layer").evaluate_all(shown)
    paper = page.evaluate("document.documentElement.clientWidth")
    for drawing in page.locator("svg.plan").all():
        assert (drawing.bounding_box() or {})["width"] <= paper
    expect(page.locator(".chapters")).to_be_hidden()


@pytest.mark.parametrize("at", OPEN)
def test_a_page_is_open_to_all(page: Page, axe: Callable[..., list[str]], at: str) -> None:
    """By day at a desk, by night on a phone."""
    page.goto(at)
    page.evaluate("document.querySelectorAll('details').forEach((part) => (part.open = true))")
    assert axe() == []
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size(PHONE)
    assert axe(rules=RULES_OF_NIGHT) == []
    wide, window = page.evaluate(WIDE)
    assert wide <= window == 390


def test_it_is_as_dark_as_the_page_was_made(learner: Learner, page: Page) -> None:
    page.goto("/learn/relu")
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    day = page.evaluate(ground)
    learner.open()
    page.get_by_role("button", name="Dark colours").click()
    page.goto("/learn/relu")
    assert page.evaluate(ground) != day
    page.evaluate("localStorage.removeItem('convscope-theme')")


def test_the_keyboard_skips_to_the_text(page: Page) -> None:
    page.goto("/learn/relu")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the text")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


# From the words into the page


def states(page: Page) -> list[str]:
    """Every state of the page that a lesson or the glossary leads to."""
    found: dict[str, None] = {}
    for at in PAGES:
        page.goto(at)
        links = page.locator("a[href^='/#']").evaluate_all("(all) => all.map((a) => a.hash)")
        found |= dict.fromkeys(link for link in links if link)
    return list(found)


def test_every_place_to_see_it_is_what_the_page_shows(learner: Learner, page: Page) -> None:
    links = states(page)
    assert len(links) > 30
    for link in links:
        learner.open(link)
        wanted = dict(part.split("=") for part in link[1:].split("&"))
        layer = wanted.get("layer")
        if wanted.get("open"):
            expect(learner.close_up).not_to_contain_text("on their way")
            expect(page.locator("[data-stage]")).to_be_visible()
        expect(page.locator(".notice"), link).to_have_count(0)
        assert learner.link.items() >= wanted.items(), link
        assert any(one["name"] == layer for one in learner.layers), link


def test_the_lessons_come_back_to_the_picture_one_came_from(learner: Learner, page: Page) -> None:
    learner.open("#sample=tabby&layer=relu_1_1")
    page.get_by_role("link", name="Learn", exact=True).click()
    expect(page.get_by_role("heading", name="How a network sees")).to_be_visible()
    page.goto("/learn/pooling")
    page.get_by_role("link", name="Every block and its winner").click()
    learner.ready()
    assert learner.link["sample"] == "tabby"
    assert learner.link["layer"] == "pool_1"


# Dotted words


def test_a_dotted_word_says_what_it_means(
    learner: Learner, page: Page, axe: Callable[..., list[str]], service: Service
) -> None:
    learner.open("#layer=conv_1_1&open=1&depth=eli5")
    terms = {term["id"]: term for term in service.get("/api/glossary")["terms"]}
    word = learner.meaning.locator("[data-term]").first
    term = terms[str(word.get_attribute("data-term"))]
    card = page.locator("[popover]:popover-open")
    word.hover()
    expect(card).to_contain_text(term["eli5"].split("\n\n")[0])
    assert axe("aside, [popover]") == []
    card.hover()
    page.wait_for_timeout(400)
    expect(card).to_be_visible()
    page.mouse.move(5, 400)
    expect(card).to_have_count(0)


def test_dotted_words_by_keyboard_and_back_again(learner: Learner, page: Page) -> None:
    learner.open("#layer=conv_1_1&map=3&cell=26,52&open=1")
    words = learner.meaning.locator("[data-term]")
    card = page.locator("[popover]:popover-open")
    words.first.focus()
    expect(card).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(words.nth(1)).to_be_focused()
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    expect(learner.close_up).to_be_visible()
    place = page.url
    page.keyboard.press("Enter")
    page.wait_for_url("**/learn/glossary#*")
    page.go_back()
    learner.ready()
    assert page.url == place


def test_a_dotted_word_can_be_tapped(new_context: Contexts, base_url: str) -> None:
    page = new_context(has_touch=True, is_mobile=True).new_page()
    page.set_viewport_size(PHONE)
    page.goto("/#layer=conv_1_1&open=1")
    page.get_by_role("button", name="Show all text").tap()
    page.locator("[data-term]").first.tap()
    card = page.locator("[popover]:popover-open")
    expect(card.get_by_role("link", name="More in the glossary")).to_be_visible()
    wide, window = page.evaluate(WIDE)
    assert wide <= window == 390
    card.get_by_role("link").tap()
    page.wait_for_url("**/learn/glossary#*")
