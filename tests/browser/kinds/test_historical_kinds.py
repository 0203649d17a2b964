"""Kinds of layer that history left behind, and linked and grouped filters, by their arithmetic."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import every_kind as network
from tests.browser.close_up import is_chosen, near
from tests.browser.kinds.stage import cells, ladder, opened
from tests.browser.learner import Learner, plain, read


def test_turned_down_the_divisor_is_made_of_the_neighbours(learner: Learner, page: Page) -> None:
    cell = (6, 4, 7)
    maps = opened(learner, "response", cell)
    terms = cells(learner, "response", cell)
    assert [term["channel"] for term in terms] == [4, 5, 6, 7]
    table = learner.close_up.get_by_role("table", name=re.compile("neighbouring maps"))
    rows = [plain(row) for row in table.locator("tbody tr").all_inner_texts()]
    squares = [term["product"] for term in terms]
    assert near([read(row.split()[-1]) for row in rows], squares, 0.0011)
    own = next(term["value"] for term in terms if term["note"])
    due = (2 + 0.05 * sum(squares)) ** 0.75
    assert abs(read(ladder(learner, "What it is divided by")[1]) - due) <= 0.00011
    assert own / due == pytest.approx(float(maps[cell]), abs=1e-6)
    status = learner.close_up.get_by_role("status")
    expect(status).to_contain_text("all of its 144 cells")
    page.get_by_role("radio", name="only itself").check(force=True)
    expect(page).to_have_url(re.compile("tools=who:alone"))
    expect(status).to_contain_text("is not what happened here")
    alone = (2 + 0.05 * own**2) ** 0.75
    assert abs(read(ladder(learner, "What it is divided by")[1]) - alone) <= 0.00011
    page.get_by_role("radio", name="all of them").check(force=True)
    learner.close_up.get_by_role("button", name="go to").first.click()
    expect(page).to_have_url(re.compile("layer=relu&map=5&cell=4,7"))


def test_subsampled_four_numbers_one_weight_one_bias(learner: Learner, page: Page) -> None:
    cell = (3, 2, 5)
    maps = opened(learner, "sub", cell)
    terms = cells(learner, "sub", cell)
    told = learner.service.cell(learner.run, "sub", cell)
    rungs, total = ladder(learner, "The sum, step by step")
    sum_of = sum(term["value"] for term in terms)
    weight, bias = terms[0]["weight"], told["bias"]
    assert abs(read(rungs[0].rpartition(" ")[2]) - sum_of) <= 0.0011
    assert abs(read(rungs[1].rpartition("=")[2]) - sum_of * weight) <= 0.0011
    assert abs(read(rungs[2].rpartition("=")[2]) - sum_of * weight - bias) <= 0.0011
    assert abs(read(total) - maps[cell]) <= 0.0011
    parts = learner.close_up.get_by_role("button", name=re.compile("go to row"))
    values = [term["value"] for term in terms]
    assert near([read(text) for text in parts.all_inner_texts()], values, 0.0021)
    status = learner.close_up.get_by_role("status")
    expect(status).to_contain_text("equal to the map at all of its 36 cells")
    page.get_by_role("radio", name="plain average").check(force=True)
    expect(status).to_contain_text("The plain average is not what happened here")
    assert abs(read(ladder(learner, "The sum, step by step")[1]) - sum_of / 4) <= 0.0011


def test_rescaled_a_number_is_stretched_and_moved(learner: Learner, page: Page) -> None:
    cell = (3, 2, 5)
    maps = opened(learner, "rescaled", cell)
    (term,) = cells(learner, "rescaled", cell)
    x = term["value"]
    rungs, total = ladder(learner, "The number, step by step")
    assert abs(read(rungs[1].rpartition("=")[2]) - 1.275 * x) <= 0.0011
    assert abs(read(rungs[2].rpartition("=")[2]) - (1.275 * x - 0.1)) <= 0.0011
    assert abs(read(total) - maps[cell]) <= 0.0011
    status = learner.close_up.get_by_role("status")
    count = maps[0].size
    expect(status).to_contain_text(f"equal to the map at all of its {count} cells")
    page.get_by_role("radio", name="stretched").check(force=True)
    expect(status).to_contain_text("“stretched” is not what happened here")
    assert abs(read(ladder(learner, "The number, step by step")[1]) - 1.275 * x) <= 0.0011
    learner.close_up.get_by_role("button", name="go to").first.click()
    expect(page).to_have_url(re.compile(f"layer=relu&map={cell[0] + 1}&cell={cell[1]},{cell[2]}"))


def test_linked_a_filter_shows_the_maps_it_is_linked_to_and_no_others(
    learner: Learner, page: Page
) -> None:
    maps = opened(learner, "linked", (1, 5, 5))
    table = learner.close_up.get_by_role("table", name="Maps that are read, down; filters, across")
    marks = [plain(row) for row in table.locator("tbody tr").all_inner_texts()]
    linked = [[k for k in range(6) if c in network.LINKS[k]] for c in range(8)]
    for mark, filters in zip(marks, linked, strict=True):
        said = re.findall("not linked|linked", mark)
        assert [k for k, one in enumerate(said) if one == "linked"] == filters
    expect(learner.close_up).to_contain_text("Filter 2 reads maps 2, 3 and 6 and no others")
    expect(learner.close_up).to_contain_text("reads only maps 2, 3 and 6 of 8")
    expect(learner.close_up.get_by_role("heading").first).to_contain_text("27 products make one")
    for filter_at, seen in ((3, 8), (4, 1), (0, 3)):
        table.get_by_role("button", name=f"Filter {filter_at + 1}", exact=True).click()
        is_chosen(learner, "linked", (filter_at, 5, 5), maps)
        expect(learner.close_up.get_by_role("heading").first).to_contain_text(
            f"{9 * seen} products"
        )
        expect(learner.close_up.get_by_text("adds up").first).to_be_visible()


def test_grouped_it_is_said_which_maps_are_read(learner: Learner) -> None:
    opened(learner, "grouped", (5, 5, 5))
    said = "The filters stand in four groups: this one reads only maps 5 and 6 of 8"
    expect(learner.close_up).to_contain_text(said)


def test_compared_the_distance_is_squares_of_differences(learner: Learner, page: Page) -> None:
    cell = (2, 0, 0)
    distances = opened(learner, "rbf", cell)
    terms = cells(learner, "rbf", cell)
    rungs, total = ladder(learner, "The distance")
    above = sum(term["product"] for term in terms if term["against"] > 0)
    assert abs(read(rungs[0].rpartition(" ")[2].split("\t")[-1]) - above) <= 0.0011
    assert abs(read(total) - distances[cell]) <= 0.0011
    table = learner.close_up.get_by_role("table", name="How far away each code is")
    rows = [plain(row).split() for row in table.locator("tbody tr").all_inner_texts()]
    assert near([read(row[1]) for row in rows], distances[:, 0, 0], 0.0051)
    nearest = int(distances[:, 0, 0].argmin())
    assert [at for at, row in enumerate(rows) if "nearest" in row] == [nearest]
    table.get_by_role("button", name="five").press("Enter")
    is_chosen(learner, "rbf", (4, 0, 0), distances)
    found = learner.close_up.get_by_role("slider").first
    found.press("ArrowRight")
    expect(page).to_have_url(re.compile("tools=at:"))
    found.press("Enter")
    expect(page).to_have_url(re.compile("layer=dense_84&"))


def test_the_nearest_gets_the_largest_share(learner: Learner) -> None:
    learner.open(f"#network={network.NAME}")
    distances = learner.service.maps(learner.run, "rbf")[:, 0, 0]
    nearest = int(distances.argmin())
    shares = opened(learner, "softmin", (nearest, 0, 0))[:, 0, 0]
    assert int(shares.argmax()) == nearest
    table = learner.close_up.get_by_role("table", name="From distances to shares")
    rows = [plain(row).split() for row in table.locator("tbody tr").all_inner_texts()]
    assert near([read(row[1]) for row in rows], distances, 0.0051)
    assert near([read(row[2]) for row in rows], distances.min() - distances, 0.0101)
    expect(learner.close_up).not_to_contain_text(re.compile("logit", re.IGNORECASE))
    assert learner.exact() == pytest.approx(float(shares[nearest]), abs=6e-8)
