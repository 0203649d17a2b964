"""Flattened: a place in the strip is a place in a map, and a lost order costs the verdict."""

import re

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.browser.close_up import addition, is_chosen, near, numbers, show
from tests.browser.learner import NETWORKS, Learner
from tests.browser.verdict import TENTH, columns, in_percent, shared


def test_flattened_a_place_in_the_strip_is_a_place_in_a_map(learner: Learner, page: Page) -> None:
    show(learner, "flatten", (1000, 0, 0))
    maps = learner.service.maps(learner.run, "pool_2")
    flat = learner.service.maps(learner.run, "flatten")
    c, row, column = 1000 // 169, 1000 % 169 // 13, 1000 % 13
    assert flat[1000, 0, 0] == maps[c, row, column]
    parts, total = addition(learner, "Place in the strip")
    assert (parts, total) == ([c * 169, row * 13, column], 1000)
    on_map = page.get_by_role("slider", name=f"Map {c + 1}", exact=True)
    expect(on_map).to_have_attribute(
        "aria-valuetext", re.compile(f"row {row}, column {1000 - c * 169 - row * 13}, ")
    )
    on_map.press("ArrowDown")
    is_chosen(learner, "flatten", (1013, 0, 0), flat)
    page.get_by_role("slider", name=f"Strip of map {c + 1}", exact=True).press("ArrowUp")
    is_chosen(learner, "flatten", (1012, 0, 0), flat)
    rows = page.get_by_role("slider", name=f"Rows of map {c + 1}", exact=True)
    rows.press("Home")
    is_chosen(learner, "flatten", (c * 169 + (row + 1) * 13, 0, 0), flat)
    page.get_by_role("button", name="Map 3", exact=True).click()
    is_chosen(learner, "flatten", (2 * 169 + (row + 1) * 13, 0, 0), flat)
    page.get_by_role("slider", name="Map 3", exact=True).press("Enter")
    is_chosen(learner, "pool_2", (2, row + 1, 0), maps)
    assert learner.link["trail"].startswith("flatten:")


def test_flattened_every_number_of_the_map_is_written(learner: Learner, page: Page) -> None:
    show(learner, "flatten", (400, 0, 0))
    maps = learner.service.maps(learner.run, "pool_2")
    table = page.get_by_role("table", name="Map 3, number by number")
    assert near(numbers(table.get_by_role("cell")), maps[2].ravel(), TENTH)
    strip = page.get_by_role("slider", name="Strip of map 2", exact=True)
    box = strip.bounding_box()
    assert box is not None
    strip.click(position={"x": box["width"] / 2, "y": 100.5 / 169 * box["height"]})
    is_chosen(learner, "flatten", (269, 0, 0), learner.service.maps(learner.run, "flatten"))


def shuffled(count: int, seed: int) -> list[int]:
    """The page's own shuffling: Mulberry32 and Fisher and Yates."""
    order, state = list(range(count)), seed

    def times(a: int, b: int) -> int:
        return (a * b) & 0xFFFFFFFF

    for i in range(count - 1, 0, -1):
        state = (state + 0x6D2B79F5) & 0xFFFFFFFF
        t = times(state ^ (state >> 15), state | 1)
        t ^= (t + times(t ^ (t >> 7), t | 61)) & 0xFFFFFFFF
        j = int((t ^ (t >> 14)) / 4294967296 * (i + 1))
        order[i], order[j] = order[j], order[i]
    return order


def carried_on(learner: Learner, strip: np.ndarray) -> np.ndarray:
    """From the strip to the shares, with the weights the service gives out."""
    values, on = strip.astype(float), False
    for layer in learner.layers:
        if on and layer["kind"] == "dense":
            learned = learner.service.learned(learner.network, layer["name"])
            values = learned["weights"].astype(float) @ values + learned["bias"]
        elif on and layer["kind"] == "relu":
            values = np.maximum(values, 0)
        on = on or layer["kind"] == "flatten"
    return shared(values)


@pytest.mark.parametrize("network", NETWORKS)
def test_flattened_a_lost_order_costs_the_verdict_unless_the_weights_follow(
    learner: Learner, page: Page, network: str
) -> None:
    show(learner, "flatten", None, network)
    classes = learner.service.network(network)["classes"]
    strip = learner.service.maps(learner.run, "flatten").ravel()
    own = learner.service.maps(learner.run, "softmax").ravel()

    def told(name: str) -> list[float]:
        table = page.get_by_role("table", name=name)
        expect(table).to_be_visible()
        rows = columns(table)
        return [in_percent(rows[label][-1]) for label in classes]

    assert near(told("the verdict on this strip"), 100 * own, TENTH)
    for seed in (1, 2, 3):
        page.get_by_role("button", name=re.compile("^Shuffle (the strip|again)$")).click()
        expect(page).to_have_url(re.compile(f"shuffle:{seed}"))
        due = carried_on(learner, strip[shuffled(len(strip), seed)])
        assert near(told("the strip shuffled, the weights not"), 100 * due, TENTH)
        said = learner.close_up.get_by_text("each meets a stranger").first
        expect(said).to_contain_text(f"“{classes[int(due.argmax())]}” {100 * due.max():.1f} %")
    page.reload()
    learner.ready()
    assert near(told("the strip shuffled, the weights not"), 100 * due, TENTH)
    page.get_by_role("button", name="shuffle the weights alike").click()
    assert near(told("shuffled, weights alike"), 100 * own, TENTH)
    expect(learner.close_up.get_by_text("the order means nothing by itself").first).to_be_visible()
    page.get_by_role("button", name="Back in order").click()
    assert near(told("the verdict on this strip"), 100 * own, TENTH)
    assert "tools" not in learner.link


def test_flattened_a_shuffled_number_is_found_again(learner: Learner, page: Page) -> None:
    show(learner, "flatten", (760, 0, 0), tools="shuffle:1")
    order = shuffled(1690, 1)
    place = order.index(760)
    expect(learner.close_up).to_contain_text(f"At place {place:,} now")
    segment = page.get_by_role("slider", name=re.compile(f"^Places {place // 169 * 169:,} to "))
    segment.press("ArrowDown")
    flat = learner.service.maps(learner.run, "flatten")
    is_chosen(learner, "flatten", (order[place + 1], 0, 0), flat)
