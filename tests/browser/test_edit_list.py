"""The list of edits: switched, moved, taken out, linked to, saved to a file and read again."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.learner import NETWORKS, Learner, plain
from tests.browser.surgery import (
    BOTH,
    FIRST,
    SILENT,
    TWO,
    arrived,
    made,
    operate,
    panel,
    rows,
    show,
)


def test_edits_are_switched_moved_and_taken_out(learner: Learner, page: Page) -> None:
    before = show(learner, BOTH)
    one, other = "convolved 1, map 4: silenced", "convolved 2, map 7: boosted ×2"
    assert rows(learner) == [one, other]
    panel(learner).get_by_role("switch", name=one).press("Space")
    arrived(learner, before, TWO[1:])
    assert rows(learner) == [f"({one})", other]
    panel(learner).get_by_role("button", name=f"Later: {one}").click()
    expect(panel(learner).get_by_role("switch").first).to_have_accessible_name(other)
    assert rows(learner) == [other, f"({one})"]
    expect(panel(learner).get_by_role("button", name=f"Later: {one}")).to_be_focused()
    panel(learner).get_by_role("button", name=f"Take out: {other}").click()
    learner.arrived(before)
    assert rows(learner) == [f"({one})"]
    expect(panel(learner)).to_contain_text("All edits are switched off")
    expect(panel(learner).get_by_role("button", name=f"Take out: {one}")).to_be_focused()
    for _ in range(3):
        page.keyboard.press("Control+z")
    arrived(learner, before, TWO)
    assert rows(learner) == [one, other]
    page.keyboard.press("Control+Shift+z")
    arrived(learner, before, TWO[1:])
    panel(learner).get_by_role("button", name="Clear all").click()
    learner.arrived(before)
    expect(panel(learner)).to_have_count(0)
    expect(page).not_to_have_url(re.compile("edits="))


def test_a_link_brings_all_of_it_back(learner: Learner, page: Page) -> None:
    before = show(learner)
    operate(learner).get_by_role("button", name="Silence").click()
    due = arrived(learner, before, SILENT)
    panel(learner).get_by_text("difference", exact=True).click()
    expect(page).to_have_url(re.compile("ink=difference"))
    page.reload()
    learner.ready()
    learner.arrived(due["run"])
    assert rows(learner) == ["convolved 1, map 4: silenced"]
    expect(page.get_by_text("Differences are drawn: after less before.")).to_be_visible()


def saved(learner: Learner) -> Path:
    """What Export JSON writes, on the learner's disk."""
    with learner.page.expect_download() as download:
        panel(learner).get_by_role("button", name="Export JSON").click()
    place = learner.folder / download.value.suggested_filename
    download.value.save_as(place)
    return place


def brought(learner: Learner, place: Path) -> None:
    with learner.page.expect_file_chooser() as dialog:
        learner.page.get_by_role("button", name="Import JSON").first.click()
    dialog.value.set_files(place)


def test_what_is_exported_the_api_takes_and_the_page_reads_again(
    learner: Learner, page: Page
) -> None:
    before = show(learner, BOTH)
    after = learner.run
    place = saved(learner)
    assert place.name == "tiny-vgg-edits.json"
    told = json.loads(place.read_text(encoding="utf-8"))
    assert made(learner, before, told["edits"])["run"] == after
    panel(learner).get_by_role("button", name="Clear all").click()
    learner.arrived(before)
    operate(learner)
    brought(learner, place)
    learner.arrived(after)
    assert rows(learner) == ["convolved 1, map 4: silenced", "convolved 2, map 7: boosted ×2"]


@pytest.mark.parametrize(
    "text",
    ["", "no JSON", "{}", '{"edits": 3}', '[{"layer": "conv_1_1"}]', '[{"layer": 3, "scale": 0}]'],
)
def test_a_file_that_is_no_list_is_turned_away_kindly(
    learner: Learner, page: Page, text: str
) -> None:
    before = show(learner)
    operate(learner)
    place = learner.folder / "edits.json"
    place.write_text(text, encoding="utf-8")
    brought(learner, place)
    expect(page.get_by_role("alert")).to_contain_text("That file is no list of edits.")
    assert learner.run == before
    expect(panel(learner)).to_have_count(0)


def test_a_list_that_cannot_be_made_is_answered_in_the_servers_words(
    learner: Learner, page: Page, complaints: Any
) -> None:
    complaints.forgive("status of 422")
    before = show(learner)
    edits = [{"layer": "conv_9", "channel": 0, "scale": 0}]
    told = learner.service._client.post(f"/api/runs/{before}/edits", json={"edits": edits}).json()
    place = learner.folder / "edits.json"
    place.write_text(json.dumps({"edits": edits}), encoding="utf-8")
    operate(learner)
    brought(learner, place)
    expect(page.get_by_role("alert")).to_contain_text(plain(told["detail"]))
    expect(panel(learner)).to_have_count(0)
    assert learner.run == before


@pytest.mark.parametrize("network", NETWORKS)
def test_the_samples_are_asked_too(learner: Learner, network: str) -> None:
    layer = FIRST[network]
    show(learner, f"{layer}:1,s0;{layer}:2,s0;{layer}:3,s0", network=network)
    told = learner.service.get(f"/api/runs/{learner.run}/samples")
    of = len(told["samples"])
    before = (
        "as before" if told["right"] == told["right_before"] else f"{told['right_before']} before"
    )
    expect(panel(learner)).to_contain_text(f"{told['right']} of {of} right, {before}")
    for one in told["samples"]:
        if one["predicted"] != one["before"]["predicted"]:
            expect(panel(learner)).to_contain_text(f"{one['predicted']}, ")
