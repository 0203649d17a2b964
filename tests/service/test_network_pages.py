"""The page of every network: whole, counted, readable by anybody, with no script."""

import re
from itertools import pairwise

import pytest

from app.catalogue import Catalogue
from app.engine import figures
from app.portrait import Portrait
from app.settings import Settings
from app.stories import Stories
from tests.service.reading import evaluate, lands, number

MODELS = Settings().models
CATALOGUE = Catalogue(MODELS)
STORIES = Stories(MODELS, CATALOGUE)
NETWORKS = list(STORIES)
SIX = STORIES.history()


def page(opened, network):
    return opened(f"/learn/networks/{network}")


def rows(read, class_):
    return [[next(row.all("th")), *row.all("td")] for row in read.all("tr", class_=class_)]


# Every page


@pytest.mark.parametrize("network", NETWORKS)
def test_a_page_is_put_together_by_the_book_and_needs_no_script(opened, network):
    read = page(opened, network)
    assert [script.attributes for script in read.all("script")] == [{"src": "/learn.js"}]
    ids = [tag.attributes["id"] for tag in read.all() if "id" in tag.attributes]
    assert len(ids) == len(set(ids))
    levels = [int(tag.name[1]) for tag in read.all() if re.fullmatch(r"h\d", tag.name)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    for tag in read.all():
        assert "style" not in tag.attributes
        assert not [name for name in tag.attributes if name.startswith("on")]


@pytest.mark.parametrize("network", NETWORKS)
def test_every_link_of_a_page_lands(opened, client, network):
    for link in page(opened, network).all("a"):
        at = link.attributes["href"]
        if at.startswith("/#"):
            assert lands(client, at.removeprefix("/#")) is None, at
        elif at.startswith("/learn/networks/"):
            assert at.removeprefix("/learn/networks/") in NETWORKS
        elif at.startswith("/learn"):
            assert opened(at.partition("#")[0])
        elif at.startswith("/api/"):
            assert at == f"/api/networks/{network}"
        else:
            assert at in ("/", "#text", "/docs") or at.startswith("https://"), at


@pytest.mark.parametrize("network", NETWORKS)
def test_a_page_tells_its_story_and_names_its_sources(opened, network):
    told, text = STORIES[network], page(opened, network).text
    for words in (told.idea, told.summary, told.eli5, told.in_depth, told.see):
        for part in words.split("\n\n"):
            assert " ".join(part.split()) in text
    for words in (*told.kept, *told.left_out, *(right for _, right in told.wrong)):
        assert " ".join(words.split()) in text
    links = [link.attributes["href"] for link in page(opened, network).all("a")]
    for source in told.sources:
        assert source.address in links
        assert source.authors in text


@pytest.mark.parametrize("network", NETWORKS)
def test_every_layer_stands_on_its_page_as_it_was_counted(opened, network):
    described = CATALOGUE[network].network
    printed = {cells[0].text: cells for cells in rows(page(opened, network), "layer")}
    shapes, fields = described.shapes(), figures.receptive_fields(described)
    assert len(printed) == len(described.nodes) + 1
    for node in described.nodes:
        stage = node.layer.stage
        name = next(
            text for text in printed if text.startswith(node.name.replace("_", " ") + stage)
        )
        _, shape, parameters, macs, field = (cell.text for cell in printed[name])
        assert [int(part) for part in shape.replace(",", "").split("×")] in (
            list(shapes[node.name]),
            [shapes[node.name][0]],
        )
        assert number(parameters.replace("–", "0")) == figures.parameters(described, node.name)
        assert number(macs.replace("–", "0")) == figures.macs(described, node.name)
        assert number(field) == fields[node.name][0][0]


@pytest.mark.parametrize("network", NETWORKS)
def test_a_page_has_a_drawing_that_can_be_read_aloud(opened, network):
    read = page(opened, network)
    drawn = next(read.all("svg", class_="plan"))
    assert drawn.attributes["role"] == "img"
    assert CATALOGUE[network].title in drawn.attributes["aria-label"]
    boxes = list(drawn.all("g", class_="box"))
    assert len(boxes) == len(Portrait(CATALOGUE[network]).plan.boxes)
    assert all(next(box.all("title")).text for box in boxes)


@pytest.mark.parametrize("network", NETWORKS)
def test_every_printed_sum_of_a_page_adds_up(opened, network):
    for one in page(opened, network).all(class_="sum"):
        parts, _, total = one.text.rpartition("=")
        assert evaluate(parts) == pytest.approx(number(total))


def test_the_six_lead_to_one_another_and_to_the_figures_of_all(opened):
    for before, after in pairwise(SIX):
        forth = next(page(opened, before).all("a", rel="next"))
        back = next(page(opened, after).all("a", rel="prev"))
        assert forth.attributes["href"] == f"/learn/networks/{after}"
        assert back.attributes["href"] == f"/learn/networks/{before}"
    listed = [cells[0].text for cells in rows(opened("/learn/networks"), "network")]
    assert listed == [CATALOGUE[network].title for network in SIX]


def test_the_glossary_leads_to_the_pages_of_the_six(opened):
    links = [link.attributes["href"] for link in opened("/learn/glossary").all("a")]
    assert {f"/learn/networks/{network}" for network in SIX} <= set(links)


def test_a_twin_leads_back_to_its_original(opened):
    for network in STORIES.small():
        back = next(page(opened, network).all("a", rel="prev"))
        assert back.attributes["href"] == f"/learn/networks/{STORIES[network].original}"
        assert "and is not it" in page(opened, network).text


def test_a_network_without_a_story_has_no_page(client, is_problem):
    is_problem(client.get("/learn/networks/tiny-vgg"), 404, "no page")
    is_problem(client.get("/learn/networks/nope"), 404, "no page")


# What was worked out


def test_lenets_weights_are_shared(opened):
    totals = [next(one.all("b")).text for one in page(opened, "lenet-5-1998").all(class_="sum")]
    assert totals == ["156", "4,704", "122,304", "4,821,600"]


def test_alexnet_stores_in_one_place_and_works_in_another(opened):
    uses = [[number(cell.text) for cell in row[1:]] for row in rows(page(opened, "alexnet"), "use")]
    assert all(weights * places == macs for weights, places, macs in uses)
    assert sum(macs for *_, macs in uses) == figures.macs(CATALOGUE["alexnet"].network)
    text = page(opened, "alexnet").text
    assert "96 % of the parameters come to sit where 8 % of the work is done" in text


def test_zfnets_picture_fits_only_when_rounded_up(opened):
    printed = rows(page(opened, "zfnet"), "rounding")
    assert [row[3].text for row in printed] == ["110 down", "55 up", "26", "13 up", "6"]
    assert [row[4].text for row in printed] == ["109", "54", "25", "12", "5"]
    for row in printed:
        assert evaluate(row[1].text) == number(row[2].text)


def test_three_bricks_see_as_far_as_one_stone_with_fewer_weights(opened):
    totals = [next(one.all("b")).text for one in page(opened, "vgg-16").all(class_="sum")]
    assert totals == ["27", "49"]
    for channels, three, one in rows(page(opened, "vgg-16"), "brick"):
        c = number(channels.text)
        assert (number(three.text), number(one.text)) == (27 * c * c, 49 * c * c)


def test_the_squeeze_saves_more_than_half(opened):
    printed = [
        [number(cell.text) for cell in row[3:]] for row in rows(page(opened, "googlenet"), "branch")
    ]
    assert [sum(column) for column in zip(*printed[:-1], strict=True)] == printed[-1]
    assert [round(total / 1e6) for total in printed[-1]] == [128, 303]
    module = CATALOGUE["googlenet"].network
    work = sum(
        figures.macs(module, node.name) for node in module.nodes if node.module == "inception_3a"
    )
    assert printed[-1][0] == work


def test_a_block_adds_a_correction_to_what_was_there(opened):
    read = page(opened, "resnet-50")

    def strip(name):
        made = next(read.all("table", data_name=name))
        return [number(cell.text) for cell in made.all("td")]

    x, correction, both = strip("x"), strip("F(x)"), strip("x + F(x)")
    assert both == [a + b for a, b in zip(x, correction, strict=True)]
    padded = [0, *x, 0]
    assert correction == [
        -0.5 * padded[at] + padded[at + 1] - 0.5 * padded[at + 2] for at in range(len(x))
    ]
    assert strip("F(x), nothing learned") == [0] * len(x)
    assert strip("x + F(x), nothing learned") == x
