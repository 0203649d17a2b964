"""Every way to lay a filter down, and hundreds of maps read at once.

Opened on a server of its own, which has one network of such layers and nothing else.
"""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser import every_form
from tests.browser.close_up import A_HUNDREDTH, Cell, is_chosen, near, show
from tests.browser.conftest import served_alone
from tests.browser.convolution import printed, says, signed, table, taken_apart
from tests.browser.learner import Learner, Service, plain, read

LAYERS = [node["name"] for node in every_form.SPEC["nodes"] if node["kind"] == "conv2d"]  # type: ignore[attr-defined]
MOST_NODES = 2500


@pytest.fixture(scope="session")
def base_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served_alone(tmp_path_factory.mktemp("every-form"), every_form.put) as home:
        yield home


@pytest.fixture(scope="session")
def service(base_url: str) -> Iterator[Service]:
    asked = Service(base_url)
    yield asked
    asked.close()


def opened(learner: Learner, layer: str, cell: Cell | None = None, tools: str = "") -> None:
    show(learner, layer, cell, every_form.NAME, tools)


def nodes(page: Page) -> int:
    return int(page.evaluate("document.querySelectorAll('*').length"))


@pytest.mark.parametrize(
    ("layer", "cell"),
    [
        ("padded", (2, 0, 15)),
        ("dilated", (5, 1, 8)),
        ("grouped", (6, 15, 3)),
        ("apart", (7, 0, 0)),
        ("strided", (300, 7, 8)),
        ("pointwise", (39, 3, 4)),
        ("deep", (255, 0, 4)),
        ("large", (3, 2, 14)),
    ],
)
def test_every_form_adds_up_and_so_it_does_turned_over(
    learner: Learner, page: Page, layer: str, cell: Cell
) -> None:
    opened(learner, layer, cell)
    apart = taken_apart(learner, layer, cell)
    says(learner, apart.truth)
    expect(learner.close_up.get_by_text("adds up", exact=True)).to_be_visible()
    for text, made in (("average", apart.sums.mean()), ("max", apart.sums.max())):
        if len(apart.sums) > 1:
            page.get_by_role("radio", name=text, exact=True).check()
            says(learner, made + apart.bias)
    opened(learner, layer, cell, "flip:1")
    says(learner, apart.flipped.total)
    assert nodes(page) < MOST_NODES


@pytest.mark.parametrize(("layer", "cell"), [("padded", (2, 0, 0)), ("padded", (2, 15, 7))])
def test_padding_is_ghosts_that_lead_nowhere(
    learner: Learner, page: Page, layer: str, cell: Cell
) -> None:
    opened(learner, layer, cell)
    terms = learner.service.cell(learner.run, layer, cell)["terms"]
    for c, name in enumerate(("red", "green", "blue")):
        due = [term["padding"] for term in terms if term["channel"] == c]
        cells = table(learner, f"Products, {name}").locator("td[data-i]")
        ghosts = cells.evaluate_all("(all) => all.map((one) => one.classList.contains('ghost'))")
        assert ghosts == due
        texts = cells.all_inner_texts()
        assert all(text == "0" for text, ghost in zip(texts, due, strict=True) if ghost)
    before = page.url
    table(learner, "Products, red").locator("td.ghost").first.click()
    assert page.url == before


def test_a_grouped_filter_shows_only_the_maps_it_reads(learner: Learner, page: Page) -> None:
    cell = (6, 4, 4)
    opened(learner, "grouped", cell)
    apart = taken_apart(learner, "grouped", cell)
    expect(learner.close_up).to_contain_text("36 products make one number")
    for c in range(4):
        products = printed(learner, f"Products, map {c + 5}")
        assert near(products, apart.products[c].ravel(), A_HUNDREDTH)
    opened(learner, "apart", cell)
    expect(learner.close_up).to_contain_text("9 products make one number")
    expect(page.get_by_role("radio", name="average")).to_have_count(0)


def test_a_dilated_window_reads_every_other_cell(learner: Learner, page: Page) -> None:
    opened(learner, "dilated", (0, 6, 6))
    grid = page.get_by_role("grid", name="Each map under the filter")
    grid.locator("td[data-i='4']").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    is_chosen(learner, "padded", (0, 6, 8), learner.service.maps(learner.run, "padded"))


def test_hundreds_of_maps_come_biggest_first_and_the_rest_is_one_line(
    learner: Learner, page: Page
) -> None:
    cell = (184, 1, 2)
    opened(learner, "deep", cell)
    apart = taken_apart(learner, "deep", cell)
    order = sorted(range(512), key=lambda c: -abs(float(apart.sums[c])))
    rows = page.get_by_role("row").filter(has=page.get_by_role("rowheader"))
    grid = page.get_by_role("grid", name="Each map under the filter")
    shown = grid.locator("tbody tr")
    expect(shown).to_have_count(15)
    assert rows.count() >= 15
    for place in (0, 7, 14):
        row = shown.nth(place)
        expect(row.get_by_role("rowheader")).to_contain_text(f"map {order[place] + 1}")
        text = row.locator('[data-explain="conv-sum"]').inner_text()
        assert abs(read(text) - float(apart.sums[order[place]])) <= A_HUNDREDTH
    rest = float(sum(apart.sums[c] for c in order[15:]))
    expect(learner.close_up).to_contain_text(re.compile("497 more, together "))
    said = re.search(r"together ([+−]?[\d.]+)\.", plain(learner.close_up.inner_text()))
    assert said is not None
    assert abs(read(said[1].rstrip(".")) - rest) <= A_HUNDREDTH
    assert nodes(page) < MOST_NODES


def test_unfolded_only_the_rows_in_sight_are_there(
    learner: Learner, page: Page, axe: Callable[..., list[str]]
) -> None:
    cell = (184, 1, 2)
    opened(learner, "deep", cell)
    apart = taken_apart(learner, "deep", cell)
    order = sorted(range(512), key=lambda c: -abs(float(apart.sums[c])))
    page.get_by_role("button", name="Show all 512").click()
    grid = page.get_by_role("grid", name="Each map under the filter")
    expect(grid).to_have_attribute("aria-rowcount", "513")
    assert nodes(page) < MOST_NODES
    assert page.evaluate("document.documentElement.scrollHeight") < 1500, "they scroll inside"
    grid.locator("td[data-i]").first.focus()
    for _ in range(70):
        page.keyboard.press("PageDown")
    last = grid.locator("td:focus")
    expect(last).to_have_attribute("data-c", str(order[-1]))
    assert nodes(page) < MOST_NODES
    assert axe('[aria-label="Close-up"]', ["color-contrast", "aria-required-children"]) == []
    page.reload()
    learner.ready()
    expect(page.get_by_role("button", name="Fold")).to_be_visible()


def test_chips_of_hundreds_of_maps_are_only_those_in_sight(learner: Learner, page: Page) -> None:
    opened(learner, "strided", (256, 2, 2))
    chips = page.get_by_role("radiogroup", name="Map").get_by_role("radio")
    expect(page.get_by_role("radio", name="Map 257", exact=True)).to_be_in_viewport()
    assert chips.count() < 40
    maps = learner.service.maps(learner.run, "strided")
    page.get_by_role("radio", name="Map 258", exact=True).click()
    is_chosen(learner, "strided", (257, 2, 2), maps)
    page.keyboard.press("End")
    is_chosen(learner, "strided", (511, 2, 2), maps)
    expect(page.get_by_role("radio", name="Map 512", exact=True)).to_be_focused()
    expect(chips.first).to_have_attribute("aria-setsize", "512")
    assert chips.count() < 40


def test_on_a_phone_hundreds_of_maps_are_the_few_that_decide(learner: Learner, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    cell = (184, 1, 2)
    opened(learner, "deep", cell, "all:1")
    apart = taken_apart(learner, "deep", cell)
    loudest = max(range(512), key=lambda c: abs(float(apart.sums[c])))
    words = f"map {loudest + 1}, {signed(float(apart.sums[loudest]))}"
    expect(learner.close_up).to_contain_text(words)
    expect(learner.close_up).to_contain_text("496 more, together")
    assert nodes(page) < MOST_NODES
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_there_is_one_for_every_form() -> None:
    assert len(LAYERS) == 8
