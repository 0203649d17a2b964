"""Close-ups of pooling: windows, winners, averages, and what a nudge leaves as it was."""

import re
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.close_up import HALF_A_HUNDREDTH, Cell, is_chosen, near, numbers, show
from tests.browser.learner import Learner, plain, read

POOLED = [
    ("tiny-vgg", "pool_1", (1, 14, 15)),
    ("tiny-vgg", "pool_2", (7, 12, 0)),
    ("lenet-5", "pool_1", (2, 0, 13)),
]


def look(learner: Learner) -> Locator:
    """The closer look: a table of a few windows."""
    return learner.close_up.get_by_role("table", name=re.compile("^pooled: "))


def place(page: Page, table: Locator, row: int, column: int) -> Locator:
    """The cell of a table whose rows and columns are named by where they lie on the map."""
    columns = [text.split()[1] for text in table.get_by_role("columnheader").all_inner_texts()]
    named = page.get_by_role("rowheader", name=f"row {row}", exact=True)
    found = table.get_by_role("row").filter(has=named)
    return found.get_by_role("cell").nth(columns.index(str(column)))


@pytest.mark.parametrize(("network", "layer", "cell"), POOLED)
def test_the_winner_is_ringed_and_the_average_stands_beside_it(
    learner: Learner, page: Page, network: str, layer: str, cell: Cell
) -> None:
    show(learner, layer, cell, network)
    due = learner.service.cell(learner.run, layer, cell)
    window = [term["value"] for term in due["terms"]]
    (winner,) = [term for term in due["terms"] if term["note"] == "winner"]
    for term in due["terms"]:
        found = place(page, look(learner), term["row"], term["column"])
        number, *remark = found.inner_text().split(",")
        assert abs(read(number) - term["value"]) <= HALF_A_HUNDREDTH
        assert remark == ([" the winner"] if term is winner else [])
        ringed = found.evaluate(
            "(cell) => getComputedStyle(cell.firstElementChild ?? cell).boxShadow !== 'none'"
        )
        assert ringed == (term is winner)
    words = plain(learner.close_up.inner_text())
    biggest = re.search(r"biggest of ([\d.≈ ]+) = ([\d.≈]+)", words)
    average = re.search(r"average \(([\d.≈ +]+)\) / 4 = ([\d.≈]+)", words)
    assert biggest is not None
    assert average is not None
    assert near([read(text) for text in biggest[1].split()], window, HALF_A_HUNDREDTH)
    assert abs(read(biggest[2]) - max(window)) <= HALF_A_HUNDREDTH
    assert abs(read(average[2]) - np.mean(window)) <= HALF_A_HUNDREDTH
    tied = sum(value == max(window) for value in window) > 1
    assert ("a tie" in words) == tied


def test_both_rules_are_shown_on_the_same_windows(learner: Learner) -> None:
    show(learner, "pool_1", (4, 14, 15))
    before = learner.service.maps(learner.run, "relu_1_2")[4]
    blocks = before.reshape(30, 2, 30, 2)
    for name, made in (
        ("biggest of four", blocks.max(axis=(1, 3))),
        ("average of four", blocks.mean(axis=(1, 3))),
    ):
        table = learner.close_up.get_by_role("table", name=f"{name}, map 5")
        rows = [int(text.split()[1]) for text in table.get_by_role("rowheader").all_inner_texts()]
        heads = table.get_by_role("columnheader").all_inner_texts()
        columns = [int(text.split()[1]) for text in heads]
        printed = numbers(table.get_by_role("cell").filter(has_text=re.compile(r"\S")))
        assert near(printed, made[np.ix_(rows, columns)].ravel(), 0.051)


def test_a_window_is_chosen_by_a_touch_and_its_numbers_lead_back(
    learner: Learner, page: Page
) -> None:
    show(learner, "pool_1", (1, 14, 15))
    maps = learner.service.maps(learner.run, "pool_1")
    place(page, look(learner), 30, 32).click()
    is_chosen(learner, "pool_1", (1, 15, 16), maps)
    place(page, look(learner), 31, 33).click()
    expect(page).to_have_url(re.compile("layer=relu_1_2&map=2&cell=31,33&.*trail=pool_1:2,15,16"))
    page.go_back()
    expect(page).to_have_url(re.compile("layer=pool_1&map=2&cell=15,16"))
    winner = learner.close_up.get_by_role("button", name="the winner: go to row")
    goes_to = re.search(r"row (\d+), column (\d+)", str(winner.get_attribute("aria-label")))
    assert goes_to is not None
    winner.press("Enter")
    expect(page).to_have_url(re.compile(f"layer=relu_1_2&map=2&cell={goes_to[1]},{goes_to[2]}&"))


def test_the_look_stays_under_the_pointer(learner: Learner, page: Page) -> None:
    show(learner, "pool_1", (1, 14, 15))
    rows = look(learner).get_by_role("rowheader").all_inner_texts()
    place(page, look(learner), int(rows[-1].split()[1]), 30).hover()
    expect(learner.close_up.get_by_role("paragraph").first).not_to_contain_text("row 14")
    assert look(learner).get_by_role("rowheader").all_inner_texts() == rows


def moved(before: np.ndarray, down: int, right: int) -> np.ndarray:
    """A map moved by a few cells; what comes in is not a number."""
    height, width = before.shape
    after = np.full_like(before, np.nan)
    to = (slice(max(0, down), height + min(0, down)), slice(max(0, right), width + min(0, right)))
    of = (
        slice(max(0, -down), height + min(0, -down)),
        slice(max(0, -right), width + min(0, -right)),
    )
    after[to] = before[of]
    return after


def kept(before: Any, after: Any) -> tuple[int, int]:
    known = ~np.isnan(after)
    return int((before[known] == after[known]).sum()), int(known.sum())


@pytest.mark.parametrize(
    ("nudge", "down", "right"), [("right,1", 0, 1), ("left,2", 0, -2), ("up,3", -3, 0)]
)
def test_a_nudge_is_counted_on_the_real_maps(
    learner: Learner, nudge: str, down: int, right: int
) -> None:
    """M12: small shifts only."""
    show(learner, "pool_1", (1, 14, 15), tools=f"nudge:{nudge}")
    before = learner.service.maps(learner.run, "relu_1_2")[1]
    after = moved(before, down, right)
    same, of = kept(before, after)
    blocks = [one.reshape(30, 2, 30, 2).max(axis=(1, 3)) for one in (before, after)]
    winners, windows = kept(*blocks)
    said = learner.close_up.get_by_role("status").first
    expect(said).to_contain_text(
        f"Of {windows:,} winners {winners:,} kept their value; "
        f"of the {of:,} numbers pooled, {same:,} did"
    )
    share = plain(learner.close_up.get_by_role("region", name="A nudge").inner_text())
    told = re.search(r"of the biggest ([\d.]+) %", share)
    assert told is not None
    assert abs(float(told[1]) - 100 * winners / windows) <= 0.51


def test_a_nudge_farther_leaves_less_and_stays_in_the_link(learner: Learner, page: Page) -> None:
    show(learner, "pool_2", (3, 5, 5))
    page.get_by_role("button", name="Nudge 1 px").click()
    assert learner.link["tools"] == "nudge:right,1"
    panel = learner.close_up.get_by_role("region", name="A nudge")
    expect(panel.get_by_role("status")).to_contain_text("One cell here is two pixels")
    page.get_by_role("radio", name="↓ down").check(force=True)
    panel.get_by_role("slider").press("ArrowRight")
    assert learner.link["tools"] == "nudge:down,2"
    page.reload()
    expect(panel).to_contain_text("Nudge the map two cells down")
    curve = panel.get_by_role("img", name=re.compile("^How much pooling"))
    shares = re.findall(r"([\d.]+) %", str(curve.get_attribute("aria-label")))
    assert float(shares[0]) >= float(shares[-1])
    page.get_by_role("button", name="Nudge 1 px").click()
    assert "tools" not in learner.link


def test_the_blame_goes_to_the_winner_alone(learner: Learner, page: Page) -> None:
    """M26: it is not spread evenly."""
    cell = (1, 14, 15)
    show(learner, "pool_1", cell)
    page.get_by_role("button", name="Blame").click()
    assert learner.link["tools"] == "blame:1"
    for term in learner.service.cell(learner.run, "pool_1", cell)["terms"]:
        found = place(page, look(learner), term["row"], term["column"])
        assert read(found.inner_text().split(",")[0]) == term["weight"]


def test_pooling_learns_nothing_and_mixes_no_maps(learner: Learner, page: Page) -> None:
    """M11: the counter stays at 0, whatever is chosen."""
    show(learner, "pool_1", (1, 14, 15))
    before = learner.service.maps(learner.run, "relu_1_2")
    for map_at in (0, 9):
        page.get_by_role("radio", name=f"Map {map_at + 1}", exact=True).click()
        expect(learner.close_up).to_contain_text("0 weights, maps never mix")
        window = before[map_at, 28:30, 30:32].ravel()
        buttons = learner.close_up.get_by_role("button", name=re.compile(": go to row"))
        assert near([read(text) for text in buttons.all_inner_texts()], window, HALF_A_HUNDREDTH)
