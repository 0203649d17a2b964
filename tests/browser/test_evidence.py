"""The overview's wires: who reads whom, or what speaks for the verdict."""

import re
from collections import defaultdict
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.learner import NETWORKS, Learner, read

FEW = 8


@pytest.mark.parametrize("network", NETWORKS)
def test_the_wires_tell_what_speaks_for_the_verdict(
    learner: Learner, page: Page, network: str, axe: Callable[..., list[str]]
) -> None:
    learner.open(f"#network={network}")
    page.get_by_role("radio", name="evidence", exact=True).check(force=True)
    told = learner.service.get(f"/api/runs/{learner.run}/evidence")
    label = told["target"]["label"]
    expect(page.get_by_text(f"speaks for {label}")).to_be_visible()
    edges = defaultdict(list)
    for wire in told["wires"]:
        if wire["evidence"]:
            edges[wire["from"], wire["to"]].append(wire["evidence"])
    wires = page.locator("svg.overlay path[stroke-width]")
    expect(wires.first).to_be_attached()
    assert 0 < wires.count() <= sum(min(FEW, len(found)) for found in edges.values())
    in_words = page.get_by_role("list", name=f"What speaks for {label}").get_by_role("listitem")
    expect(in_words).to_have_count(len(edges))
    for item, found in zip(in_words.all(), edges.values(), strict=True):
        printed = read((item.text_content() or "").rpartition(": ")[2])
        assert abs(printed - max(found, key=abs)) <= 0.0051
    assert axe() == []
    page.reload()
    expect(wires.first).to_be_attached()
    assert learner.link["wires"] == "evidence"


def test_pointing_at_a_map_shows_who_reads_whom_meanwhile(learner: Learner, page: Page) -> None:
    learner.open("#wires=evidence")
    wires = page.locator("svg.overlay path[stroke-width]")
    expect(wires.first).to_be_attached()
    strong = wires.first.evaluate("(wire) => getComputedStyle(wire).opacity")
    page.get_by_role("option", name="Map 4 of 10, convolved 3").hover()
    expect(page.locator("svg path.pointed")).to_have_count(10)
    faint = wires.first.evaluate("(wire) => getComputedStyle(wire).opacity")
    assert float(faint) < float(strong) / 2
    page.mouse.move(5, 5)
    expect(page.locator("svg path.pointed")).to_have_count(0)


def test_the_scale_is_the_maps_the_layers_or_the_networks(learner: Learner, page: Page) -> None:
    learner.open("#layer=conv_2_1&map=3")
    layers = learner.told["layers"]
    here = next(one for one in layers if one["name"] == "conv_2_1")
    size = lambda one: max(abs(one["low"]), abs(one["high"]))  # noqa: E731
    due = {
        "map": size(here["channels"][2]),
        "layer": size(here),
        "network": max(size(one) for one in layers if one["kind"] != "input"),
    }
    for name, end in due.items():
        page.get_by_role("radio", name=name, exact=True).check(force=True)
        expect(page.get_by_text(re.compile(rf"^{end:.2f}$")).first).to_be_visible()
