"""Side by side: one picture through networks, two pictures through one, and what was changed."""

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import Complaints
from tests.browser.explaining import ASK, TOPICS, UNEXPLAINED, told_of
from tests.browser.learner import PATIENCE, Learner, Service, plain, read

NETWORKS = "#sample=monarch&compare=on:tiny-vgg,lenet-5"
PICTURES = "#sample=monarch&compare=what:pictures"
CHANGES = "#compare=what:changes;later:tiny-vgg;earlier:lenet-5"
VIEWS = {"networks": NETWORKS, "pictures": PICTURES, "changes": CHANGES}
OVERFLOW = "[document.documentElement.scrollWidth, window.innerWidth]"


@pytest.fixture
def go(page: Page) -> Callable[[str], Locator]:
    """``go(link)`` opens a comparison and waits until all of it has come."""

    def there(link: str) -> Locator:
        page.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        page.goto("about:blank")
        page.goto(f"/{link}")
        return arrived(page)

    return there


def arrived(page: Page) -> Locator:
    """The comparison, once the page says that it waits for nothing any more."""
    place = page.get_by_role("region", name="Side by side")
    expect(place).to_have_attribute("aria-busy", "false")
    return place


def row(place: Locator, title: str) -> Locator:
    return place.get_by_role("listitem").filter(has=place.page.get_by_role("heading", name=title))


def run_of(part: Locator) -> str:
    """The run behind the stages of a row."""
    address = str(part.get_by_role("link").first.get_attribute("href"))
    found = re.search(r"run=([0-9a-f]{32})", address)
    assert found
    return found[1]


def test_every_network_says_what_it_says_when_asked_alone(
    go: Callable[[str], Locator], service: Service
) -> None:
    place = go(NETWORKS)
    for title, network in (("Tiny VGG", "tiny-vgg"), ("LeNet-5", "lenet-5")):
        part = row(place, title)
        told = service.run(run_of(part))
        assert told["network"] == network
        first = told["prediction"][0]
        expect(part).to_contain_text(first["label"])
        right = re.search(r"right\s+([\d.]+) %", part.inner_text())
        assert right
        assert float(right[1]) == pytest.approx(service.network(network)["accuracy"] * 100, abs=0.5)


def test_stages_stand_in_columns_and_lead_to_the_stage(
    go: Callable[[str], Locator], page: Page
) -> None:
    place = go(NETWORKS)
    half = row(place, "LeNet-5").get_by_role("link", name=re.compile("a half: .*14×14|a half: "))
    expect(half).to_have_count(3)
    half.first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Close-up")).to_be_visible()
    assert "network=lenet-5" in page.url
    page.go_back()
    expect(page.get_by_role("region", name="Side by side")).to_be_visible()


def test_columns_can_mean_equal_depth(go: Callable[[str], Locator], page: Page) -> None:
    place = go(NETWORKS)
    place.get_by_text("by depth").click()
    expect(row(place, "Tiny VGG").get_by_role("link", name=re.compile("last fifth"))).to_have_count(
        3
    )
    assert "by:depth" in page.url


def test_one_that_fails_says_so_and_the_others_stay(
    go: Callable[[str], Locator], page: Page, complaints: Complaints
) -> None:
    complaints.forgive("status of 503")

    def refuse(route: Route) -> None:
        route.fulfill(
            status=503,
            content_type="application/problem+json",
            body='{"detail": "Too busy just now."}',
        )

    page.route("**/api/networks/lenet-5/runs", refuse)
    place = go(NETWORKS)
    failed = row(place, "LeNet-5")
    expect(failed.get_by_role("alert")).to_contain_text("Too busy just now.")
    expect(row(place, "Tiny VGG")).to_contain_text("butterfly")
    page.unroute("**/api/networks/lenet-5/runs")
    failed.get_by_role("button", name="Try again").click()
    expect(failed.get_by_role("link").first).to_be_visible()
    expect(failed.get_by_role("alert")).to_have_count(0)


def test_rows_are_ordered_and_taken_away_by_keys_and_the_link_keeps_it(
    go: Callable[[str], Locator], page: Page
) -> None:
    place = go(NETWORKS)
    down = place.get_by_role("button", name="Tiny VGG down")
    down.focus()
    page.keyboard.press("Enter")
    expect(place.get_by_role("heading", level=3)).to_have_text(["LeNet-5", "Tiny VGG"])
    expect(down).to_be_focused()
    assert "on:lenet-5,tiny-vgg" in page.url
    page.reload()
    place = arrived(page)
    expect(place.get_by_role("heading", level=3)).to_have_text(["LeNet-5", "Tiny VGG"])
    place.get_by_role("button", name="LeNet-5 away").press("Enter")
    expect(place.get_by_role("heading", level=3)).to_have_text(["Tiny VGG"])
    place.get_by_role("button", name="Networks").click()
    page.get_by_role("checkbox", name=re.compile("^LeNet-5, ")).first.check()
    expect(place.get_by_role("heading", level=3)).to_have_text(["Tiny VGG", "LeNet-5"])


def test_a_network_opened_meanwhile_takes_part(
    go: Callable[[str], Locator], page: Page, learner: Learner
) -> None:
    place = go("#network=tiny-vgg&sample=monarch&compare=on:tiny-vgg")
    learner.open_network("lenet-5")
    expect(place.get_by_role("heading", level=3)).to_have_text(["Tiny VGG", "LeNet-5"])
    arrived(page)
    assert "network=lenet-5" in page.url
    assert "on:tiny-vgg,lenet-5" in page.url


def between(service: Service, run: str, other: str) -> Any:
    return service.get(f"/api/runs/{run}/against/{other}")


def sides(place: Locator) -> list[str]:
    """Both runs, by the links to the stage."""
    links = place.get_by_role("link", name=re.compile("^Open the (first|second)"))
    found = [re.search(r"run=(\w+)", str(one.get_attribute("href"))) for one in links.all()]
    return [one[1] for one in found if one]


def test_the_first_layer_that_differs_is_named_as_the_service_names_it(
    go: Callable[[str], Locator], service: Service
) -> None:
    place = go(PICTURES)
    told = between(service, *sides(place))
    expect(place).to_contain_text(plain(told["sentence"]))
    relative = told["layers"][1]["relative"]
    strip = place.get_by_role("button", name=re.compile("^convolved 1 differs by"))
    shown = read(strip.inner_text().splitlines()[-1].rpartition("by")[2].strip(" <>"))
    assert shown == pytest.approx(100 * relative, abs=0.5)


def test_one_cell_is_the_same_cell_in_both_and_in_the_difference(
    go: Callable[[str], Locator], page: Page, service: Service
) -> None:
    place = go(PICTURES)
    one, two = sides(place)
    maps = place.get_by_role("slider", name=re.compile("^convolved 1, "))
    expect(maps).to_have_count(3)
    maps.first.focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    wheres = [str(maps.nth(i).get_attribute("aria-valuetext")) for i in range(3)]
    found = re.match(r"row (\d+), column (\d+)", wheres[0])
    assert found
    assert all(text.startswith(found[0]) for text in wheres)
    at = int(found[1]), int(found[2])
    link = re.search(r"map:(\d+);cell:(\d+),(\d+)", page.url)
    assert link
    assert (int(link[2]), int(link[3])) == at
    channel = int(link[1]) - 1
    numbers = [service.maps(run, "conv_1_1")[channel][at] for run in (one, two)]
    for text, number in zip((wheres[0], wheres[2]), numbers, strict=True):
        assert read(text.rpartition(", ")[2]) == pytest.approx(float(number), abs=0.006)
    apart = np.float32(numbers[1] - numbers[0])
    assert read(wheres[1].rpartition(", ")[2]) == pytest.approx(float(apart), abs=0.006)
    page.reload()
    arrived(page)
    expect(maps.first).to_have_attribute("aria-valuetext", wheres[0])


@pytest.mark.parametrize("width", [1280, 1600, 1920])
def test_the_sum_stands_beside_the_maps_however_wide_the_page_is(
    go: Callable[[str], Locator], page: Page, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    place = go(PICTURES)
    last = place.get_by_role("slider", name=re.compile("^convolved 1, ")).last
    link = place.get_by_role("link", name="Open the second")
    gap = link.evaluate("(one) => one.getBoundingClientRect().left")
    gap -= last.evaluate("(one) => one.getBoundingClientRect().right")
    assert 16 <= gap <= 48


def test_hovering_one_of_the_three_shows_the_cell_in_all(
    go: Callable[[str], Locator], page: Page
) -> None:
    place = go(PICTURES)
    maps = place.get_by_role("slider", name=re.compile("^convolved 1, "))
    expect(maps).to_have_count(3)
    maps.nth(2).hover(position={"x": 8, "y": 8})
    for one in maps.all():
        expect(one).to_have_attribute("aria-valuetext", re.compile("^row 1, column 1, "))


def test_a_sample_a_mirror_and_an_upload_can_be_the_second(
    go: Callable[[str], Locator], page: Page, service: Service
) -> None:
    place = go(PICTURES)
    second = place.get_by_role("combobox", name=re.compile("^Second"))
    before = sides(place)
    second.select_option(label="the first, mirrored")
    expect(place.get_by_role("link", name="Open the second")).not_to_have_attribute(
        "href", re.compile(before[1])
    )
    one, two = sides(arrived(page))
    assert one == before[0]
    seen = [service.maps(run, "input") for run in (one, two)]
    assert (seen[0][:, :, ::-1] == seen[1]).all()
    second.select_option(label="the picture on the page")
    expect(place).to_contain_text("Both runs are the same in every number.")
    with page.expect_file_chooser() as dialog:
        second.select_option(value="upload")
    dialog.value.set_files(
        {
            "name": "seen.png",
            "mimeType": "image/png",
            "buffer": service.picture(f"/api/runs/{two}/picture.png"),
        }
    )
    expect(place.get_by_role("link", name="Open the second")).to_have_attribute(
        "href", re.compile(two)
    )
    assert f"two:r,{two}" in page.url


def test_a_picture_that_is_gone_is_said_and_another_can_be_chosen(
    go: Callable[[str], Locator], page: Page, complaints: Complaints
) -> None:
    complaints.forgive("status of 404")
    page.goto(f"/{PICTURES};two:r,{'0' * 32}")
    place = page.get_by_role("region", name="Side by side")
    expect(place.get_by_role("alert")).to_be_visible()
    place.get_by_role("combobox", name=re.compile("^Second")).select_option(
        label="the picture on the page"
    )
    expect(place).to_contain_text("Both runs are the same in every number.")
    expect(place.get_by_role("alert")).to_have_count(0)


def test_what_changed_is_said_as_the_service_says_it(
    go: Callable[[str], Locator], page: Page, service: Service
) -> None:
    place = go(CHANGES)
    told = service.get("/api/networks/tiny-vgg/against/lenet-5")
    text = plain(place.inner_text())
    for topic in ("picture", "first_layer", "depth", "parameters", "macs", "seats", "sight"):
        assert plain(told["said"][topic]) in text, topic
    for one in (*told["gained"], *told["new_ways"], *told["lost"], *told["old_ways"]):
        assert one["called"] in text
    curve = place.get_by_role("img", name=re.compile("pixels after"))
    last = told["network"]["sight"][-1]
    expect(curve).to_have_accessible_name(
        re.compile(f"{last['field'][0]} pixels after {last['depth']} layers")
    )
    place.get_by_role("button", name="Swap").click()
    back = service.get("/api/networks/lenet-5/against/tiny-vgg")
    expect(place).to_contain_text(plain(back["said"]["first_layer"]))
    assert "later:lenet-5;earlier:tiny-vgg" in page.url


def test_networks_without_weights_can_be_compared_by_their_plans(
    go: Callable[[str], Locator], service: Service
) -> None:
    place = go("#compare=what:changes;later:vgg-16;earlier:alexnet")
    told = service.get("/api/networks/vgg-16/against/alexnet")
    expect(place).to_contain_text(plain(told["said"]["seats"]))
    expect(place).to_contain_text("138,357,544")


def test_compare_is_a_place_of_its_own_with_a_way_in_and_out(
    go: Callable[[str], Locator], page: Page
) -> None:
    page.goto("/#sample=monarch&layer=conv_1_1&map=4")
    page.get_by_role("button", name="Compare").click()
    arrived(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("region", name="The network, layer by layer")).to_be_visible()
    assert "layer=conv_1_1" in page.url
    assert "compare" not in page.url
    page.go_back()
    place = arrived(page)
    place.get_by_text("What changed").click()
    expect(place).to_contain_text("Who looks first")
    page.go_back()
    expect(place).to_contain_text("One picture, several networks.")


@pytest.mark.parametrize("link", VIEWS.values(), ids=VIEWS)
def test_everything_here_can_be_asked_about(
    go: Callable[[str], Locator], page: Page, link: str
) -> None:
    go(link)
    assert page.evaluate(UNEXPLAINED) == []
    topics = page.evaluate(TOPICS)
    page.get_by_role("button", name="What is this?").click()
    card = page.get_by_role("complementary", name="What is this?")
    expect(card).to_be_visible()
    for topic in topics:
        if topic.startswith("compare-") and page.evaluate(ASK, topic):
            for words in told_of(card, topic):
                assert len(words) > 10, topic


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("link", VIEWS.values(), ids=VIEWS)
def test_it_is_open_to_all_by_day_and_night_at_a_desk_and_in_a_hand(
    go: Callable[[str], Locator], page: Page, axe: Callable[..., list[str]], link: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    go(link)
    wide = page.evaluate(OVERFLOW)
    assert wide[0] <= wide[1], wide
    assert axe() == []
    page.emulate_media(color_scheme="dark")
    assert axe(rules=["color-contrast"]) == []


def test_a_phone_finds_the_way_here(go: Callable[[str], Locator], page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/#sample=monarch")
    page.get_by_role("button", name="Compare").click()
    place = arrived(page)
    for button in place.get_by_role("button", name=re.compile("up$|down$|away$|^Networks")).all():
        box = button.bounding_box()
        assert box
        assert box["height"] >= 43.9
