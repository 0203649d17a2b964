"""Predict, then reveal: questions made of this picture's numbers, and answers that are true."""

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.learner import Learner, plain, read


def opened(learner: Learner, page: Page, link: str) -> Locator:
    """The card with a question on it."""
    learner.open(link)
    more = page.get_by_role("button", name="Show all text")
    if more.is_visible():  # on a phone the words lie in a sheet
        more.click()
    page.get_by_role("button", name="Your guess first").click()
    card = page.get_by_role("region", name="Your guess first")
    expect(card.get_by_role("button", name="Reveal")).to_be_visible()
    return card


def ask_for(card: Locator, about: str) -> None:
    """Leaf through the questions until the one wanted is asked."""
    for _ in range(8):
        if about in plain(card.inner_text()):
            return
        card.get_by_role("button", name="Another question").click()
    raise AssertionError(f"{about} is never asked: {card.inner_text()}")


def offered(card: Locator) -> list[str]:
    return [plain(words) for words in card.locator("label").all_inner_texts()]


def answer(card: Locator, words: str) -> None:
    card.get_by_role("radio", name=words, exact=True).check()
    card.get_by_role("button", name="Reveal").click()


def right(card: Locator) -> str:
    """Whatever is chosen, reveal, and see which one was right."""
    card.get_by_role("radio").first.check()
    card.get_by_role("button", name="Reveal").click()
    return plain(card.locator("label.true").inner_text()).replace(" ✓ right", "")


@pytest.mark.parametrize(
    ("layer", "size", "weights"),
    [("conv_1_1", "62×62", 280), ("conv_1_2", "60×60", 910), ("pool_1", "30×30", 0)],
)
def test_sizes_and_parameters(
    learner: Learner, page: Page, layer: str, size: str, weights: int
) -> None:
    card = opened(learner, page, f"#layer={layer}&open=1")
    ask_for(card, "output size")
    assert right(card) == size
    ask_for(card, "parameters")
    assert right(card) == str(weights)


def test_the_sum_of_the_channels_is_not_their_average(learner: Learner, page: Page) -> None:
    card = opened(learner, page, "#layer=conv_1_1&map=3&cell=20,30&open=1")
    ask_for(card, "the next number")
    told = learner.service.cell(learner.run, "conv_1_1", (2, 20, 31))
    sums, bias = told["partial_sums"], told["bias"]
    values = [read(words) for words in offered(card)]
    for expected in (told["total"], np.mean(sums) + bias, max(sums) + bias):
        assert min(abs(v - expected) for v in values) < 0.006, (expected, values)
    average = next(
        words
        for words in offered(card)
        if abs(read(words) - (np.mean(sums) + bias)) < 0.006
        and abs(read(words) - told["total"]) > 0.006
    )
    answer(card, average)
    expect(card.get_by_role("status")).to_contain_text("No. That is the average")
    expect(card.get_by_role("status")).to_contain_text("Often believed:")
    expect(card.get_by_role("status")).to_contain_text("averaged")
    card.get_by_role("button", name="Look at it").click()
    assert learner.link["cell"] == "20,31"
    assert read(plain(card.locator("label.true").inner_text()).split()[0]) == pytest.approx(
        told["total"], abs=0.006
    )


def test_a_guessed_number_shows_its_gap(learner: Learner, page: Page) -> None:
    card = opened(learner, page, "#layer=conv_1_2&map=3&cell=20,30&open=1")
    ask_for(card, "the next number")
    value = learner.service.cell(learner.run, "conv_1_2", (2, 20, 31))["value"]
    card.get_by_role("spinbutton", name="Your guess").fill(str(round(value + 5, 2)))
    card.get_by_role("button", name="Reveal").click()
    expect(card.get_by_role("status")).to_contain_text("Not quite.")
    said = re.search(r"You said .*: ([\d.]+) too high", plain(card.inner_text()))
    assert said
    assert float(said[1]) == pytest.approx(5, abs=0.02)


def test_what_a_window_lets_through(learner: Learner, page: Page) -> None:
    card = opened(learner, page, "#layer=pool_1&map=2&cell=10,10&open=1")
    ask_for(card, "what goes on")
    held = [read(v) for v in re.findall(r"(?:left|right) ([−\d.≈]+\d|0)", plain(card.inner_text()))]
    assert len(held) == 4
    assert read(right(card)) == max(held)
    card.get_by_role("button", name="Look at it").click()
    row, column = (int(v) for v in learner.link["cell"].split(","))
    maps = learner.service.maps(learner.run, "relu_1_2")
    window = maps[1, 2 * row : 2 * row + 2, 2 * column : 2 * column + 2].ravel()
    assert held == pytest.approx(list(window), abs=0.006)


def test_a_number_below_zero_goes_through_the_knife(learner: Learner, page: Page) -> None:
    card = opened(learner, page, "#layer=relu_1_1&map=2&open=1")
    ask_for(card, "through the curve")
    assert "−" in card.inner_text()
    assert right(card) == "0"


def test_a_place_in_the_strip(learner: Learner, page: Page) -> None:
    card = opened(learner, page, "#layer=flatten&map=100&open=1")
    ask_for(card, "its place")
    said = re.search(r"does map (\d+), row (\d+), column (\d+)", plain(card.inner_text()))
    assert said
    c, y, x = int(said[1]) - 1, int(said[2]), int(said[3])
    assert right(card).replace(",", "") == str(c * 169 + y * 13 + x)


def test_the_map_that_speaks_most(learner: Learner, page: Page) -> None:
    card = opened(learner, page, "#layer=dense&open=1")
    ask_for(card, "who speaks")
    unit = int(learner.link.get("map", "0")) - 1
    if unit < 0:
        top = learner.service.run(learner.run)["prediction"][0]["label"]
        unit = learner.service.network("tiny-vgg")["classes"].index(top)
    told = learner.service.cell(learner.run, "dense", (unit, 0, 0))
    products = np.array([term["product"] for term in told["terms"]]).reshape(10, -1).sum(axis=1)
    assert right(card) == f"map {products.argmax() + 1}"


def test_only_differences_of_logits_count(learner: Learner, page: Page) -> None:
    card = opened(learner, page, "#layer=softmax&open=1&sample=yellow-car")
    ask_for(card, "the same for all")
    assert right(card).startswith("it stays")
    ask_for(card, "how far ahead")
    logits = np.sort(learner.service.maps(learner.run, "dense").ravel().astype(float))[::-1]
    times = float(right(card).removesuffix(" times").replace(",", ""))
    assert times == pytest.approx(np.exp(logits[0] - logits[1]), rel=0.06)


def test_which_class_gains_is_asked_of_the_network(
    learner: Learner, page: Page, axe: Callable[..., list[str]]
) -> None:
    card = opened(learner, page, "#layer=input&open=1")
    ask_for(card, "which class gains")
    gaining = right(card)
    text = plain(card.get_by_role("status").inner_text())
    assert f"{gaining}: " in text
    run = learner.run
    before = learner.service.run(run)["prediction"]
    page.get_by_role("button", name="Look at it").click()
    expect(page).to_have_url(re.compile("altered="))
    expect(page.locator('a[download$="-run.json"]')).not_to_have_attribute(
        "href", f"/api/runs/{run}"
    )
    after = learner.service.run(learner.run)["prediction"]
    gains = {now["label"]: now["probability"] - share(before, now["label"]) for now in after}
    assert max(gains, key=lambda label: gains[label]) == gaining
    assert axe() == []


def share(prediction: list[dict[str, Any]], label: str) -> float:
    return float(next(one["probability"] for one in prediction if one["label"] == label))


@pytest.mark.parametrize("width", [1280, 390])
def test_guessing_is_open_to_all(
    learner: Learner, page: Page, axe: Callable[..., list[str]], width: int
) -> None:
    """By keys alone, at a desk and on a phone, by day and by night."""
    page.set_viewport_size({"width": width, "height": 844})
    card = opened(learner, page, "#layer=conv_1_1&open=1")
    card.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(card.get_by_role("status")).to_contain_text("Often believed:")
    assert axe() == []
    page.emulate_media(color_scheme="dark")
    assert axe(rules=["color-contrast"]) == []
