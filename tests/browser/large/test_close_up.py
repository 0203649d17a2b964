"""A close-up in a large network: what it shows is exact, and it fetches no more than it shows."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Response, expect

from tests.browser.large.networks import BROAD
from tests.browser.learner import Learner, read

Asked = list[dict[str, str]]


@pytest.fixture
def asked(page: Page) -> Asked:
    """Every question for exact numbers of maps, as it stands in the address."""
    questions: Asked = []

    def note(answer: Response) -> None:
        address = urlsplit(answer.url)
        if address.path.endswith("/maps"):
            questions.append({name: each[0] for name, each in parse_qs(address.query).items()})

    page.on("response", note)
    return questions


def of(asked: Asked, layer: str) -> Asked:
    return [question for question in asked if question.get("layers") == layer]


def total(learner: Learner) -> float:
    """What the products come to, as it is printed."""
    line = learner.close_up.get_by_role("row", name=re.compile("^(adds up|comes to)"))
    return read(line.get_by_role("cell").inner_text())


def opened(learner: Learner, layer: str, cell: tuple[int, int, int]) -> None:
    c, row, column = cell
    learner.open(f"#network={BROAD}&layer={layer}&map={c + 1}&cell={row},{column}&open=1")
    expect(learner.close_up).to_contain_text(f"map {c + 1} of")
    expect(learner.close_up).to_contain_text(f"row {row}, column {column}")


@pytest.mark.parametrize(
    ("layer", "heard", "maps"),
    [("relu", "first", {"first": "7"}), ("pool", "stack", {"stack": "7"})],
)
def test_a_map_that_is_made_of_one_map_fetches_that_map(
    learner: Learner, asked: Asked, layer: str, heard: str, maps: dict[str, str]
) -> None:
    opened(learner, layer, (7, 5, 9))
    told = learner.service.cell(learner.run, layer, (7, 5, 9))
    assert learner.exact() == pytest.approx(told["value"], abs=0.005)
    assert [question["channels"] for question in of(asked, layer)] == ["7"]
    assert {name: of(asked, name)[0]["channels"] for name in maps} == maps
    assert len(of(asked, heard)) == 1


def test_a_map_of_a_stack_fetches_itself_in_the_input_it_came_from(
    learner: Learner, asked: Asked
) -> None:
    opened(learner, "stack", (45, 5, 9))
    expect(learner.close_up).to_contain_text("Map 46 of 80 is map 6 of the second input")
    assert [question["channels"] for question in of(asked, "second")] == ["5"]
    assert of(asked, "relu") == []


def test_a_filter_that_hears_many_large_maps_fetches_the_cells_under_its_window(
    learner: Learner, asked: Asked
) -> None:
    opened(learner, "second", (7, 5, 9))
    stage = learner.close_up
    expect(stage).to_contain_text("adds up")
    told = learner.service.cell(learner.run, "second", (7, 5, 9))
    assert total(learner) == pytest.approx(told["value"], abs=0.005)
    assert [(q["rows"], q["columns"]) for q in of(asked, "relu")] == [("0:32", "0:32")]


def test_the_window_takes_its_numbers_along(learner: Learner, page: Page, asked: Asked) -> None:
    """No place of the map shows a number that is not there, or the number of another place."""
    opened(learner, "second", (7, 5, 9))
    output = learner.close_up.get_by_role("slider", name="Output map 8")
    box = output.bounding_box()
    assert box is not None
    for share in (0.3, 0.6, 0.95):
        place = int(128 * share)
        page.mouse.move(
            box["x"] + box["width"] * (place + 0.5) / 128,
            box["y"] + box["height"] * (place + 0.5) / 128,
        )
        expect(learner.close_up).to_contain_text(f"row {place}, column {place}")
        expect(learner.close_up).to_contain_text("adds up")
        told = learner.service.cell(learner.run, "second", (7, place, place))
        assert total(learner) == pytest.approx(told["value"], abs=0.005)
    squares = {(question["rows"], question["columns"]) for question in of(asked, "relu")}
    assert squares == {
        ("0:32", "0:32"),
        ("32:64", "32:64"),
        ("64:96", "64:96"),
        ("96:128", "96:128"),
    }


def test_what_is_tried_on_the_whole_map_fetches_the_whole_layer(
    learner: Learner, page: Page, asked: Asked
) -> None:
    opened(learner, "second", (7, 5, 9))
    assert ["rows" in question for question in of(asked, "relu")] == [True]
    learner.close_up.get_by_role("radio", name="average", exact=True).check(force=True)
    told = learner.service.cell(learner.run, "second", (7, 5, 9))
    expect(learner.close_up).not_to_contain_text("adds up")
    tried = (told["value"] - told["bias"]) / 40 + told["bias"]
    assert total(learner) == pytest.approx(tried, abs=0.005)
    assert ["rows" in question for question in of(asked, "relu")] == [True, False]


def test_another_map_waits_for_its_numbers_and_shows_them(learner: Learner, page: Page) -> None:
    opened(learner, "relu", (7, 5, 9))
    held = learner.first_waits("**/maps?*channels=8")
    learner.close_up.get_by_role("radio", name="Map 9", exact=True).click()
    expect(learner.close_up).to_contain_text("map 8 of 40")
    for route in held:
        route.continue_()
    expect(learner.close_up).to_contain_text("map 9 of 40")
    told = learner.service.cell(learner.run, "relu", (8, 5, 9))
    assert learner.exact() == pytest.approx(told["value"], abs=0.005)
