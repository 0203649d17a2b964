"""Nobody is kept out: no axe violation in any state, every control named, keys reach everything."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.browser import pictures
from tests.browser.conftest import Complaints
from tests.browser.learner import Learner

COLOURS = ("color-contrast", "link-in-text-block")
"""The rules that night can break where day does not."""
SIZES = {"desk": {"width": 1280, "height": 800}, "phone": {"width": 390, "height": 844}}
KINDS_SHOWN = {
    "tiny-vgg": ("input", "conv_1_1", "conv_1_2", "relu_1_2", "pool_2", "flatten", "dense"),
    "lenet-5": ("conv_1", "conv_3", "dense_1", "softmax"),
}


@dataclass
class Seen:
    """The page at a desk or on a phone, by day and by night."""

    page: Page
    axe: Callable[..., list[str]]

    def is_open_to_all(self, state: str) -> None:
        """axe finds nothing: by day all rules are asked, by night those about colours."""
        assert self.axe() == [], f"{state}, by day"
        self.page.emulate_media(color_scheme="dark")
        expect(self.page.locator("html")).to_have_attribute("data-theme", "dark")
        assert self.axe(rules=COLOURS) == [], f"{state}, by night"
        self.page.emulate_media(color_scheme="light")


@pytest.fixture(params=SIZES)
def seen(request: pytest.FixtureRequest, page: Page, axe: Callable[..., list[str]]) -> Seen:
    page.set_viewport_size(SIZES[request.param])
    return Seen(page, axe)


@pytest.mark.parametrize("network", KINDS_SHOWN)
def test_every_close_up_is_open_to_all(learner: Learner, seen: Seen, network: str) -> None:
    for name in KINDS_SHOWN[network]:
        learner.open(f"#network={network}&layer={name}&open=1")
        expect(learner.close_up).not_to_contain_text("on their way")
        seen.is_open_to_all(name)


def test_the_first_screen_and_what_opens_from_it_are_open_to_all(
    learner: Learner, page: Page, seen: Seen, complaints: Complaints
) -> None:
    complaints.forgive("status of 415")
    learner.open()
    seen.is_open_to_all("first screen")
    for button in ("Export", "Choose another", "It knows only"):
        page.get_by_role("button", name=button).click()
        expect(page.get_by_role("dialog")).to_be_visible()
        seen.is_open_to_all(button)
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("button", name="Keys").click()
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    seen.is_open_to_all("keys")
    page.keyboard.press("Escape")
    learner.choose(pictures.REFUSED[0].file)
    expect(page.get_by_role("alert")).to_be_visible()
    seen.is_open_to_all("trouble")


def test_own_pictures_the_pad_and_remarks_are_open_to_all(
    learner: Learner, page: Page, seen: Seen
) -> None:
    learner.open("#network=lenet-5&layer=conv_9")
    expect(page.get_by_role("status").filter(has_text="no layer called")).to_be_visible()
    page.get_by_role("button", name="Draw", exact=True).click()
    expect(page.get_by_role("application")).to_be_visible()
    seen.is_open_to_all("a remark, and the pad")
    learner.upload(pictures.seven())
    for _ in range(12):
        page.keyboard.press("]")
    expect(learner.heading).to_contain_text("softmax")
    seen.is_open_to_all("an own picture, at the end")


def test_the_page_for_a_wrong_address_is_open_to_all(
    page: Page, axe: Callable[..., list[str]], complaints: Complaints
) -> None:
    complaints.forgive("status of 404")
    page.goto("/no/such/page")
    expect(page.get_by_role("heading").first).to_be_visible()
    assert axe() == []


# The keyboard


NAMELESS = """() => [...document.querySelectorAll(
    'a[href], button, input, select, [tabindex], [role=option], [role=slider]')]
  .filter((element) => element.checkVisibility({ visibilityProperty: true })
    && !element.closest('[aria-hidden=true]'))
  .filter((element) => {
    const by = (element.getAttribute('aria-labelledby') ?? '').split(' ').filter(Boolean)
      .map((id) => document.getElementById(id)?.innerText ?? '').join('');
    const label = element.labels?.length ? element.labels[0].innerText : '';
    return !(element.getAttribute('aria-label') || by || label || element.innerText?.trim()
      || element.getAttribute('title'));
  }).map((element) => element.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize(
    "link", ["#", "#network=lenet-5", "#layer=conv_1_2&open=1", "#layer=dense&open=1"]
)
def test_every_control_has_a_name(learner: Learner, page: Page, link: str) -> None:
    learner.open(link)
    assert page.evaluate(NAMELESS) == []


def walk(page: Page, most: int = 90) -> list[str]:
    """What Tab comes to, in order, until it leaves the page."""
    stops: list[str] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => {
              const at = document.activeElement;
              if (!at || at === document.body) return null;
              const box = at.getBoundingClientRect();
              const seen = at.checkVisibility({ visibilityProperty: true });
              const name = at.getAttribute('aria-label') || at.innerText || at.value || at.tagName;
              return [name.trim().split('\\n')[0], box.left, box.top, seen];
            }"""
        )
        if stop is None:
            break
        assert stop[3], f"{stop[0]} has the focus and cannot be seen"
        stops.append(stop[0])
    return stops


def test_tab_visits_every_region_once_and_in_order(learner: Learner, page: Page) -> None:
    learner.open()
    page.evaluate("document.activeElement.blur()")
    stops = walk(page)
    assert len(stops) < 50, "one stop per region and per layer"
    assert len(stops) == len(set(stops)), "nothing twice"
    milestones = [
        "Network: tiny-vgg",
        "Share",
        "Export",
        "Keys",
        "The square the network sees",
        "Upload",
        "It knows only ten things",
        "Red, input",
        "Map 2 of 10, convolved 1",
        "pooled 2",
        "flattened",
        "butterfly, ",
        "Step",
        "Summary",
        "Open close-up",
    ]
    places = []
    for milestone in milestones:
        found = [i for i, stop in enumerate(stops) if milestone in stop]
        assert found, f"{milestone} is not reached: {stops}"
        places.append(found[0] if milestone != "Step" else stops.index("Step"))
    middle = [p for m, p in zip(milestones, places, strict=True) if m != "Step"]
    assert middle == sorted(middle), stops


@pytest.mark.parametrize("layer", ["conv_1_1", "conv_1_2", "pool_1", "dense"])
def test_the_close_up_is_walked_by_tab(learner: Learner, page: Page, layer: str) -> None:
    learner.open(f"#layer={layer}&open=1")
    expect(learner.close_up).not_to_contain_text("on their way")
    page.evaluate("document.activeElement.blur()")
    stops = walk(page)
    assert 8 < len(stops) < 50, stops
    for part in ("tiny-vgg", "Keys", "Step", "what really matters", "Summary"):
        assert any(part in stop for stop in stops), f"{part} is not reached: {stops}"


def test_the_whole_way_by_keys_alone(learner: Learner, page: Page) -> None:
    """From the first screen to one number of a sum, another picture, and the list of keys."""
    learner.open()
    page.evaluate("document.activeElement.blur()")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.locator(":focus").get_attribute("aria-label") == (
            page.get_by_role("option", name="convolved 1", selected=True).get_attribute(
                "aria-label"
            )
        ):
            break
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(learner.close_up).to_contain_text("Convolved, map 3 of 10")
    page.keyboard.press("]")
    expect(learner.close_up).to_contain_text("Rectified, map 3 of 10")
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    expect(keys).to_contain_text("previous and next layer")
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    expect(learner.close_up).to_be_visible()
    page.keyboard.press("Escape")
    expect(learner.close_up).to_have_count(0)
    page.get_by_role("radio", name="A monarch butterfly").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("img", name="A school bus")).to_be_visible()


def test_what_is_come_to_is_said(learner: Learner, page: Page) -> None:
    learner.open()
    page.get_by_role("option", name="Map 3 of 10, convolved 1").click()
    live = page.locator("[aria-live=polite]")
    said = re.compile(r"^Map 3 of 10, convolved 1, highest [−\d.]+$")
    expect(live.filter(has_text=said)).to_have_count(1)
    page.keyboard.press("Enter")
    learner.close_up.get_by_role("slider", name="Output map 3").press("ArrowLeft")
    cell = re.compile(r"^Convolved, map 3 of 10, row \d+, column \d+: [−≈\d.]+$")
    expect(live.filter(has_text=cell)).to_have_count(1)


def test_the_focus_is_never_lost(learner: Learner, page: Page) -> None:
    """Opening, closing and stepping by keys leaves the focus on something."""
    learner.open()
    page.get_by_role("option", name="Map 3 of 10, convolved 1").click()
    page.keyboard.press("Enter")
    expect(learner.close_up).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_count(1)
    page.get_by_role("button", name="Keys").click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Keys")).to_be_focused()


# Motion


def lasting(page: Page) -> list[str]:
    """Everything that moves for longer than a cross-fade may."""
    return page.evaluate(
        """() => document.getAnimations()
          .filter((a) => a.effect.getComputedTiming().endTime > 150)
          .map((a) => `${a.effect.target?.className} ${a.effect.getComputedTiming().endTime}`)"""
    )


def test_where_motion_is_unwelcome_nothing_moves(learner: Learner, page: Page) -> None:
    learner.open()
    page.get_by_role("option", name="Map 3 of 10, convolved 1").click()
    page.keyboard.press("Enter")
    assert lasting(page) == []
    for _ in range(6):
        page.keyboard.press("]")
        assert lasting(page) == []
    page.keyboard.press("Escape")
    assert lasting(page) == []


def test_where_motion_is_welcome_the_window_slides_until_it_is_stopped(
    learner: Learner, page: Page
) -> None:
    page.emulate_media(reduced_motion="no-preference")
    learner.open("#layer=conv_1_1&open=1&map=2&cell=10,50")
    page.get_by_role("button", name="Slide the window").click()
    # The place in words: what is said aloud waits until the window rests.
    where = learner.close_up.get_by_role("paragraph").first
    expect(where).not_to_contain_text("row 10, column 50")
    expect(where).not_to_contain_text("row 10, column")
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Slide the window")).to_be_visible()
    row, column = (int(part) for part in learner.link["cell"].split(","))
    assert (row, column) >= (11, 0), "it stays where it was stopped"


def test_the_theme_follows_the_system_until_told_otherwise(learner: Learner, page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    learner.open()
    html = page.locator("html")
    expect(html).to_have_attribute("data-theme", "dark")
    page.emulate_media(color_scheme="light")
    expect(html).to_have_attribute("data-theme", "light")
    page.get_by_role("button", name="Dark colours").click()
    expect(html).to_have_attribute("data-theme", "dark")
    page.reload()
    learner.ready()
    expect(html).to_have_attribute("data-theme", "dark")
