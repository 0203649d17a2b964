"""An original in the page: its shapes first, then drawn weights, then those somebody loads."""

import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Page, Route, expect
from safetensors.numpy import save_file

from tests.browser.conftest import Complaints
from tests.browser.explaining import ASK, TOPICS, UNEXPLAINED, told_of
from tests.browser.learner import Service

ORIGINAL = "resnet-18"
NOTHING = "The weights were drawn at random: the answer means nothing."
LONG = 60_000
"""Milliseconds that a run of it may take on a machine that has much else to do."""


@pytest.fixture
def shapes(page: Page) -> Page:
    """The original, opened from the menu."""
    page.goto("/")
    page.get_by_role("button", name=re.compile("^Network:")).click()
    page.get_by_role("button", name=re.compile("^ResNet-18")).click()
    expect(page.get_by_role("button", name="Run it")).to_be_visible(timeout=LONG)
    return page


def ran(page: Page) -> None:
    """It has been run: its maps are on the page."""
    expect(page.get_by_text(NOTHING).first).to_be_visible(timeout=LONG)


def test_it_is_shown_by_its_shapes_and_nothing_is_computed(shapes: Page, service: Service) -> None:
    expect(shapes).to_have_url(re.compile(f"network={ORIGINAL}&shapes=1"))
    about = shapes.get_by_role("region", name="What it is")
    expect(about).to_contain_text("12 million")
    expect(shapes.get_by_role("heading", name="convolved", exact=True)).to_be_visible()
    told = service.network(ORIGINAL)["layers"]
    assert (
        shapes.locator("[data-column]").count()
        or shapes.get_by_role("list", name="The network, layer by layer").count()
    )
    expect(shapes.locator("body")).to_contain_text(f"{told[1]['parameters']:,}")


def test_it_says_at_once_what_it_does_and_then_fills_the_maps(shapes: Page) -> None:
    held: list[Route] = []
    waiting = True

    def run(route: Route) -> None:
        if waiting:
            held.append(route)
        else:
            route.continue_()

    shapes.route(re.compile("/api/runs/[0-9a-f]{32}$"), run)
    shapes.get_by_role("button", name="Run it").click()
    expect(
        shapes.get_by_text("Drawing 12 million weights, running ResNet-18").first
    ).to_be_visible()
    shapes.get_by_role("tab", name="ELI5").click()  # the page stays usable
    expect(shapes.get_by_role("tab", name="ELI5")).to_have_attribute("aria-selected", "true")
    waiting = False
    for route in held:
        route.continue_()
    ran(shapes)
    shapes.reload()
    ran(shapes)


def test_the_way_back_to_its_shapes_is_one_click_and_the_back_button_knows_both(
    shapes: Page,
) -> None:
    shapes.get_by_role("button", name="Run it").click()
    ran(shapes)
    shapes.get_by_role("button", name="Only its shapes").click()
    expect(shapes.get_by_role("button", name="Run it")).to_be_visible(timeout=LONG)
    shapes.go_back()
    ran(shapes)


def test_everything_on_it_can_be_asked_about(shapes: Page) -> None:
    assert shapes.evaluate(UNEXPLAINED) == []
    shapes.get_by_role("button", name="What is this?").click()
    card = shapes.get_by_role("complementary", name="What is this?")
    expect(card).to_be_visible(timeout=LONG)
    for topic in shapes.evaluate(TOPICS):
        if shapes.evaluate(ASK, topic):
            told_of(card, topic)


@pytest.mark.parametrize("width", [1280, 390])
def test_nobody_is_kept_out(shapes: Page, axe: Callable[..., list[str]], width: int) -> None:
    shapes.set_viewport_size({"width": width, "height": 844})
    expect(shapes.get_by_role("button", name="Run it")).to_be_visible(timeout=LONG)
    shapes.get_by_role("button", name="Drawn weights").click()
    shapes.get_by_text("Names and shapes it should have").click()
    expect(shapes.get_by_role("cell", name="conv_1.weights", exact=True)).to_be_visible()
    for part in (".about", ".text"):
        assert axe(part) == [], part
    assert shapes.evaluate("document.documentElement.scrollWidth <= innerWidth")


def weights(service: Service, place: Path, **others: np.ndarray) -> Path:
    """A file of weights that fit, but for the others."""
    rng = np.random.default_rng(0)
    held = {}
    for one in service.get(f"/api/networks/{ORIGINAL}/weights/names")["tensors"]:
        name, shape = one["name"], one["shape"]
        ones = name.endswith((".scale", ".variance"))
        held[name] = np.ones(shape) if ones else 0.02 * rng.standard_normal(shape, np.float32)
    held = {name: array.astype(np.float16) for name, array in (held | others).items()}
    save_file(held, place)
    return place


def test_weights_from_a_file_take_the_place_of_the_drawn_ones_and_go_again(
    shapes: Page, service: Service, tmp_path: Path, complaints: Complaints
) -> None:
    complaints.forgive("422")
    name = service.get(f"/api/networks/{ORIGINAL}/weights/names")["tensors"][0]["name"]
    wrong = weights(service, tmp_path / "wrong.safetensors", **{name: np.zeros((2, 3))})
    shapes.get_by_role("button", name="Drawn weights").click()
    with shapes.expect_file_chooser() as chooser:
        shapes.get_by_text("Load weights …").click()
    chooser.value.set_files(wrong)
    expect(shapes.get_by_role("alert")).to_contain_text(
        f"The array {name} should be 64×3×7×7, but is 2×3 in the file.", timeout=LONG
    )

    with shapes.expect_file_chooser() as chooser:
        shapes.get_by_text("Load weights …").click()
    chooser.value.set_files(weights(service, tmp_path / "right.safetensors"))
    expect(shapes).to_have_url(re.compile("weights=[0-9a-f]{32}"), timeout=LONG)
    expect(shapes.get_by_text("The weights come from a file.").first).to_be_visible()
    shapes.reload()
    expect(shapes.get_by_text("The weights come from a file.").first).to_be_visible(timeout=LONG)

    shapes.get_by_role("button", name="Weights from your file").click()
    shapes.get_by_role("button", name="Back to drawn").click()
    ran(shapes)
    expect(shapes).not_to_have_url(re.compile("weights="))
