"""Every kind of layer there is, in one small network: each has a close-up, and each is true.

Opened on a server of its own, which has this network and nothing else.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from app.engine.layer import KINDS
from tests.browser import every_kind as network
from tests.browser import pictures
from tests.browser.close_up import Cell, is_chosen, near, numbers, show
from tests.browser.explaining import ASK, TOPICS, UNEXPLAINED, told_of
from tests.browser.learner import Learner, Service, plain, read

LAYERS = {node["name"]: node["kind"] for node in network.SPEC["nodes"]}  # type: ignore[attr-defined]
COLOURS = ("color-contrast", "link-in-text-block")


@pytest.fixture(scope="session")
def base_url(every_kind: str) -> str:
    return every_kind


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any], every_kind: str) -> dict[str, Any]:
    return {**browser_context_args, "base_url": every_kind}


@pytest.fixture(scope="session")
def service(every_kind: str) -> Iterator[Service]:
    asked = Service(every_kind)
    yield asked
    asked.close()


def opened(learner: Learner, layer: str, cell: Cell | None = None, tools: str = "") -> np.ndarray:
    """Open a close-up; answers what the layer made, exactly."""
    show(learner, layer, cell, network.NAME, tools)
    return learner.service.maps(learner.run, layer)


def shape(learner: Learner, layer: str) -> Cell:
    """How many maps, rows and columns a layer has."""
    told = learner.service.network(network.NAME)["layers"]
    depth, height, width = next(one["shape"] for one in told if one["name"] == layer)
    return depth, height, width


def output(learner: Learner) -> Locator:
    """Where the layer's own numbers are chosen; its map or list stands last of all."""
    return learner.close_up.locator('[role=slider][aria-valuetext*="value"]').last


def cells(learner: Learner, layer: str, cell: Cell) -> list[Any]:
    return list(learner.service.cell(learner.run, layer, cell)["terms"])


def ladder(learner: Learner, name: str) -> tuple[list[str], str]:
    """A school sum: what stands on its rungs, and what comes out."""
    table = learner.close_up.get_by_role("table", name=name)
    rungs = [plain(row) for row in table.locator("tbody tr").all_inner_texts()]
    return rungs, plain(table.locator("tfoot td").inner_text())


def test_the_network_has_every_kind() -> None:
    assert set(LAYERS.values()) == set(KINDS)


@pytest.mark.parametrize("layer", LAYERS)
def test_every_kind_opens_and_its_number_is_true(
    learner: Learner, axe: Callable[..., list[str]], page: Page, layer: str
) -> None:
    """By the link, by the keys, by pointing; open to all; nothing said on the console."""
    depth, height, width = shape(learner, layer)
    start = (depth // 2, height // 2, width // 2)
    maps = opened(learner, layer, start)
    due = float(maps[start])
    last_digit = 6e-8 if abs(due) < 100 else 6e-5  # as the page prints them
    assert learner.exact() == pytest.approx(due, abs=last_digit)
    assert axe() == []
    page.emulate_media(color_scheme="dark")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert axe(rules=COLOURS) == []
    if height == 1:
        return
    chosen = output(learner)
    chosen.press("ArrowRight")
    chosen.press("Home")
    is_chosen(learner, layer, (start[0], start[1], 0), maps)
    chosen.press("Shift+ArrowUp")
    is_chosen(learner, layer, (start[0], max(0, start[1] - 5), 0), maps)
    box = chosen.bounding_box()
    assert box is not None
    chosen.click(position={"x": box["width"] - 2, "y": box["height"] - 2})
    is_chosen(learner, layer, (start[0], height - 1, width - 1), maps)


LINKED = (
    *("dilated", "norm", "tanh", "skip", "stack", "drop", "pool_max", "pool_mean"),
    *("response", "scaled", "sub"),
)


@pytest.mark.parametrize("layer", LINKED)
def test_pointing_at_either_side_moves_the_other(learner: Learner, page: Page, layer: str) -> None:
    """The input's window follows the output, the output's cell follows the input."""
    opened(learner, layer, (0, 0, 0))
    sliders = learner.close_up.get_by_role("slider").filter(has=page.locator("canvas"))
    read_map, made = sliders.first, output(learner)
    before = read_map.get_attribute("aria-valuetext")
    made.scroll_into_view_if_needed()
    box = made.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + box["height"] * 0.9)
    expect(read_map).not_to_have_attribute("aria-valuetext", str(before))
    page.mouse.move(4, 4)
    expect(read_map).to_have_attribute("aria-valuetext", str(before))
    before = made.get_attribute("aria-valuetext")
    box = read_map.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.7, box["y"] + box["height"] * 0.7)
    expect(made).not_to_have_attribute("aria-valuetext", str(before))


@pytest.mark.parametrize(
    ("layer", "cell"),
    [
        ("leaky", (3, 5, 5)),
        ("skip", (1, 4, 6)),
        ("global", (2, 0, 0)),
        ("sub", (4, 3, 2)),
        ("rescaled", (1, 4, 6)),
    ],
)
def test_a_term_leads_to_where_it_came_from(
    learner: Learner, page: Page, layer: str, cell: Cell
) -> None:
    opened(learner, layer, cell)
    learner.close_up.get_by_role("button", name="go to").first.press("Enter")
    source = next(one["inputs"][0] for one in learner.layers if one["name"] == layer)
    expect(page).to_have_url(re.compile(f"layer={source}&map={cell[0] + 1}&.*trail={layer}:"))
    page.go_back()
    expect(page).to_have_url(re.compile(f"layer={layer}&"))


@pytest.mark.parametrize(
    "layer",
    [
        *("norm", "skip", "stack", "drop", "pool_mean", "global"),
        *("response", "sub", "linked", "rbf", "softmin", "rescaled"),
    ],
)
def test_everything_on_it_can_be_asked_about(learner: Learner, page: Page, layer: str) -> None:
    """At three depths, with this picture's numbers, and never with a hole in a sentence."""
    opened(learner, layer, (1, 0, 0))
    page.mouse.move(5, 5)
    assert page.evaluate(UNEXPLAINED) == []
    page.get_by_role("button", name="What is this?").click()
    card = page.get_by_role("complementary", name="What is this?")
    expect(card).to_contain_text("Point at anything")
    ours = ("norm-", "add-", "concat-", "dropout-", "pool-", "mean-", "response-", "sub-", "rbf-")
    ours += ("link-", "conv-", "soft-", "scale-")
    topics = [one for one in page.evaluate(TOPICS) if one.startswith(ours)]
    assert len(topics) >= 3
    for topic in topics:
        page.evaluate(ASK, topic)
        for words in told_of(card, topic):
            for hole in ("undefined", "NaN", "[object", "null", "Infinity", "–"):
                assert hole not in words, (topic, words)


def test_a_picture_of_ones_own_goes_through_every_kind(learner: Learner, page: Page) -> None:
    """Nothing but an upload, as for a network that somebody has just put on the shelf."""
    learner.open(f"#network={network.NAME}")
    run = learner.upload(pictures.File("mine.png", pictures.saved(pictures.quarters(), "PNG")))
    for layer in ("norm", "stack", "pool_mean", "global"):
        page.goto(f"/#network={network.NAME}&run={run}&layer={layer}&open=1")
        expect(learner.close_up.get_by_role("heading").first).to_be_visible()
        assert learner.run == run


# Each kind's own arithmetic


def test_normalised_the_four_steps_are_those_of_the_weights(learner: Learner, page: Page) -> None:
    cell = (5, 7, 9)
    maps = opened(learner, "norm", cell)
    x = learner.service.maps(learner.run, "padded")[cell]
    address = f"/api/networks/{network.NAME}/layers/norm/weights.json"
    learned = {n: p["data"][5] for n, p in learner.service.get(address)["params"].items()}
    spread = np.sqrt(learned["variance"] + 1e-5)
    after = [x, x - learned["mean"]]
    after += [after[1] / spread, after[1] / spread * learned["scale"]]
    after += [after[3] + learned["shift"]]
    rungs, total = ladder(learner, "The number, step by step")
    printed = [read(rung.rpartition("=")[2]) for rung in rungs[1:]]
    assert near(printed, after[1:], 0.00051)
    assert abs(read(total) - maps[cell]) <= 0.00051
    expect(learner.close_up.get_by_text("equal to the map", exact=True)).to_be_visible()
    expect(learner.close_up.get_by_role("status")).to_contain_text("all of its 576 cells")
    for stop, value in enumerate(after[:4]):
        opened(learner, "norm", cell, f"stop:{stop}")
        assert abs(read(ladder(learner, "The number, step by step")[1]) - value) <= 0.00051
        expect(learner.close_up.get_by_text("equal to the map", exact=True)).to_have_count(0)
    page.get_by_role("radio", name="shifted").check(force=True)
    expect(page).not_to_have_url(re.compile("tools="))


def test_added_every_input_is_a_term_and_can_be_left_out(learner: Learner, page: Page) -> None:
    cell = (2, 6, 3)
    maps = opened(learner, "skip", cell)
    due = [term["value"] for term in cells(learner, "skip", cell)]
    rungs, total = ladder(learner, "The sum")
    assert near([read(rung.rpartition(" ")[2]) for rung in rungs], due, 0.0101)
    assert abs(read(total) - maps[cell]) <= 0.0051
    page.get_by_role("button", name="Leave out convolved 3").click()
    expect(page).to_have_url(re.compile("tools=mute:1"))
    expect(learner.close_up.get_by_text("equal to the map", exact=True)).to_have_count(0)
    assert abs(read(ladder(learner, "The sum")[1]) - due[0]) <= 0.0051
    page.reload()
    left_out = page.get_by_role("button", name="Leave out convolved 3")
    expect(left_out).to_have_attribute("aria-pressed", "true")
    left_out.click()
    expect(learner.close_up.get_by_text("equal to the map", exact=True)).to_be_visible()


@pytest.mark.parametrize(
    ("layer", "map_at", "source", "home"),
    [("stack", 4, "skip", 4), ("stack", 12, "tanh", 4), ("stack", 19, "sigmoid", 3)],
)
def test_stacked_every_map_is_a_map_of_one_input(
    learner: Learner, page: Page, layer: str, map_at: int, source: str, home: int
) -> None:
    cell = (map_at, 3, 8)
    maps = opened(learner, layer, cell)
    assert (learner.service.maps(learner.run, source)[home] == maps[map_at]).all()
    table = learner.close_up.get_by_role("table", name="Place in the stack")
    place, below, own = (
        read(text.lstrip("− ")) for text in table.get_by_role("cell").all_inner_texts()
    )
    assert (place, below, own) == (map_at + 1, map_at - home, home + 1)
    heading = learner.close_up.get_by_role("heading").first
    expect(heading).to_contain_text(f"Map {map_at + 1} of 20 is map {home + 1} of the")
    page.get_by_role("button", name="map 17 of the stack").click()
    is_chosen(learner, layer, (16, 3, 8), maps)
    learner.close_up.get_by_role("button", name="go to").click()
    expect(page).to_have_url(re.compile("layer=sigmoid&map=1&cell=3,8"))


def test_stacked_lists_are_one_longer_list(learner: Learner, page: Page) -> None:
    maps = opened(learner, "both", (20, 0, 0))
    heading = learner.close_up.get_by_role("heading").first
    expect(heading).to_contain_text("Number 21 of 32 is number 9 of the second")
    page.get_by_role("slider", name=re.compile(r"pooled \d, 20 numbers")).press("ArrowRight")
    is_chosen(learner, "both", (21, 0, 0), maps)


def test_a_whole_map_becomes_its_mean_wherever_its_numbers_lie(
    learner: Learner, page: Page
) -> None:
    cell = (3, 0, 0)
    means = opened(learner, "global", cell)
    map_read = learner.service.maps(learner.run, "pool_max")[3].astype(float)
    table = learner.close_up.get_by_role("table", name="What each part of map 4 brings")
    parts = numbers(table.get_by_role("cell"))
    due = [map_read[r : r + 2, c : c + 2].sum() / 36 for r in (0, 2, 4) for c in (0, 2, 4)]
    assert near(parts, due, 0.00101)
    assert round(sum(parts), 3) == round(float(means[cell]), 3)
    rungs, total = ladder(learner, "The mean")
    assert abs(read(rungs[0].rpartition(" ")[2]) - map_read.sum()) <= 0.0051
    assert rungs[1].endswith("36")
    for order in ("mirrored", "shuffled"):
        page.get_by_role("radio", name=order).check(force=True)
        expect(table.get_by_role("cell").first).not_to_have_text(str(parts[0]))
        assert ladder(learner, "The mean")[1] == total
        expect(learner.close_up.get_by_text("equal to the map", exact=True)).to_be_visible()
    page.get_by_role("radio", name="as it is").check(force=True)
    page.get_by_role("slider", name="Input map 4").press("End")
    expect(page).to_have_url(re.compile(r"tools=at:\d,5"))
    page.get_by_role("slider", name="Input map 4").press("Enter")
    expect(page).to_have_url(re.compile(r"layer=pool_max&map=4&cell=\d,5"))


@pytest.mark.parametrize(("layer", "rate", "count"), [("drop", 0.4, 144), ("drop_list", 0.25, 12)])
def test_kept_nothing_is_switched_off_but_in_a_tried_round(
    learner: Learner, page: Page, layer: str, rate: float, count: int
) -> None:
    maps = opened(learner, layer)
    before = learner.service.maps(learner.run, "stack" if layer == "drop" else "dense_1")
    assert (maps == before).all()
    status = learner.close_up.get_by_role("status")
    expect(status).to_contain_text(f"equal to the map at all of its {count} cells")
    expect(learner.close_up).to_contain_text(f"{100 * rate:.0f} %")
    page.get_by_role("radio", name="round 2").check(force=True)
    expect(status).to_contain_text("Round 2 is not what happened here")
    said = re.search(rf"([\d,]+) of {count} numbers", plain(learner.close_up.inner_text()))
    assert said is not None
    assert abs(int(said[1]) / count - rate) < 0.25
    page.reload()
    expect(page.get_by_role("radio", name="round 2")).to_be_checked()


@pytest.mark.parametrize("layer", ["pool_max", "pool_mean", "pool_real", "pool_over"])
@pytest.mark.parametrize("corner", ["first", "last"])
def test_pooled_over_the_edge_counts_what_the_service_counts(
    learner: Learner, layer: str, corner: str
) -> None:
    """Padding, windows rounded up, averages with and without the padding."""
    _, height, width = shape(learner, layer)
    cell = (6, 0, 0) if corner == "first" else (6, height - 1, width - 1)
    maps = opened(learner, layer, cell)
    terms = cells(learner, layer, cell)
    words = plain(learner.close_up.inner_text())
    real = [term["value"] for term in terms if not term["padding"]]
    buttons = learner.close_up.get_by_role("button", name=re.compile(": go to row"))
    assert near([read(text) for text in buttons.all_inner_texts()], real, 0.0051)
    said = re.search(r"average \(([^)]*)\) / (\d+) = ([−≈\d.]+)", words)
    assert said is not None
    if LAYERS[layer] == "average_pool":
        counted = [term for term in terms if term["weight"]]
        assert int(said[2]) == len(counted)
        assert len(said[1].split(" + ")) == len(counted)
        assert abs(read(said[3]) - maps[cell]) <= 0.0051
    else:
        biggest = re.search(r"biggest of .*? = ([−≈\d.]+)", words)
        assert biggest is not None
        assert abs(read(biggest[1]) - maps[cell]) <= 0.0051
    if len(real) < len(terms):
        outside = len(terms) - len(real)
        assert f"{outside} of {len(terms)} places hang over the edge" in words


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


def test_on_a_phone_every_kind_fits_and_follows_a_finger(
    new_context: Callable[..., BrowserContext],
) -> None:
    page = new_context(has_touch=True, is_mobile=True).new_page()
    page.set_viewport_size({"width": 390, "height": 844})
    kinds = ("padded", "norm", "leaky", "skip", "stack", "drop", "pool_mean", "global")
    for layer in (*kinds, "response", "linked", "scaled", "rescaled", "sub"):
        page.goto(f"/#network={network.NAME}&layer={layer}&open=1&map=2&cell=0,0")
        stage = page.get_by_role("region", name="Close-up")
        expect(stage.get_by_role("heading").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), layer
        made = stage.locator('[role=slider][aria-valuetext*="value"]').last
        made.scroll_into_view_if_needed()
        box = made.bounding_box()
        assert box is not None
        if layer != "global":
            page.evaluate("window.scrollBy(0, -200)")
            made.tap(position={"x": box["width"] * 0.8, "y": box["height"] * 0.3}, force=True)
            expect(page).not_to_have_url(re.compile("cell=0,0"))
        page.reload()
        expect(stage.get_by_role("heading").first).to_be_visible()
