"""The lessons and the glossary as pages: whole, linked, and readable by anybody."""

import re
from itertools import pairwise

import pytest

from app.engine import KINDS
from app.engine.input import Input
from app.formulas import mathml
from tests.service.lessons import LESSONS, PAGES, TEMPLATES
from tests.service.reading import ROOT, lands, read


def test_these_are_all_the_lessons_there_are(opened):
    row = [link.attributes["href"] for link in next(opened("/learn").all("ol")).all("a")]
    assert row == [f"/learn/{name}" for name in LESSONS]
    assert len(list((TEMPLATES / "learn").glob("[0-9]*.html"))) == len(LESSONS)


@pytest.mark.parametrize("at", PAGES)
def test_a_page_needs_no_script_and_breaks_no_policy(opened, at):
    read = opened(at)
    assert [script.attributes for script in read.all("script")] == [{"src": "/learn.js"}]
    for tag in read.all():
        assert "style" not in tag.attributes
        assert not [name for name in tag.attributes if name.startswith("on")]
    assert not list(read.all("style"))


@pytest.mark.parametrize("at", PAGES)
def test_a_page_is_put_together_by_the_book(opened, at):
    read = opened(at)
    ids = [tag.attributes["id"] for tag in read.all() if "id" in tag.attributes]
    assert len(ids) == len(set(ids))
    levels = [int(tag.name[1]) for tag in read.all() if re.fullmatch(r"h\d", tag.name)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    skip = next(read.all("a", class_="skip"))
    assert skip.attributes["href"].removeprefix("#") in ids
    assert next(read.all("html")).attributes["lang"] == "en"
    assert len(next(read.all("title")).text) > 10


@pytest.mark.parametrize("at", PAGES)
def test_every_link_lands(opened, client, at):
    for link in opened(at).all("a"):
        path, _, part = link.attributes["href"].partition("#")
        if path == "/":
            continue
        path = path or at
        assert client.get(path).status_code == 200, link.attributes["href"]
        if part:
            assert any(tag.attributes.get("id") == part for tag in opened(path).all()), part


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_knows_its_neighbours_and_leads_into_the_page(opened, name):
    read = opened(f"/learn/{name}")
    here = LESSONS.index(name)
    ways = {link.attributes["rel"]: link.attributes["href"] for link in read.all("a", rel="next")}
    ways |= {link.attributes["rel"]: link.attributes["href"] for link in read.all("a", rel="prev")}
    assert ways["next"] == (
        f"/learn/{LESSONS[here + 1]}" if here + 1 < len(LESSONS) else "/learn/glossary"
    )
    assert ways.get("prev") == (f"/learn/{LESSONS[here - 1]}" if here else None)
    assert list(read.all("p", class_="see"))


@pytest.mark.parametrize("at", PAGES)
def test_every_place_to_see_it_is_there(opened, client, at):
    links = [link.attributes["href"] for link in opened(at).all("a")]
    for state in {link.removeprefix("/#") for link in links if link.startswith("/#")}:
        assert lands(client, state) is None, state


def test_a_link_that_leads_nowhere_would_be_found(client):
    assert lands(client, "layer=pool_1&map=10&cell=29,0") is None
    wrong = ("layer=nope", "layer=pool_1&map=11", "layer=pool_1&cell=30,0", "layer=pool_1&nope=1")
    for state in (
        *wrong,
        "network=nope&layer=pool_1",
        "layer=dense&sample=nope",
        "layer=dense&tools=nope:1",
    ):
        assert lands(client, state), state


def test_what_is_not_a_lesson_is_not_found(client, is_problem):
    is_problem(client.get("/learn/nope"), 404)
    assert client.get("/learn/_lesson").status_code == 404


def test_the_lessons_wear_the_colours_of_the_page(client):
    style = client.get("/learn.css")
    assert style.headers["content-type"].startswith("text/css")
    tokens = (ROOT / "static" / "src" / "styles" / "tokens.css").read_text()
    halves = tokens.split("data-theme")
    light, dark = (dict(re.findall(r"--(\w+): (#\w+);", half)) for half in halves)
    worn = dict(re.findall(r"--(\w+): light-dark\((#\w+, #\w+)\);", style.text))
    assert len(worn) >= 10
    for name, both in worn.items():
        assert both == f"{light[name]}, {dark[name]}", name
    assert "{" in style.text
    assert "{{" not in style.text


@pytest.mark.parametrize("kind", [*KINDS.values(), Input], ids=lambda kind: kind.kind)
def test_the_formula_of_every_layer_can_be_drawn_without_a_script(kind):
    drawn = read(mathml(kind.formula))
    assert next(drawn.all("math")).text
    assert "\\" not in mathml(kind.formula)


def test_a_formula_that_is_not_known_is_refused():
    for tex in (r"\nope x", "{x", r"\frac{1}", "a & b"):
        with pytest.raises(ValueError, match=r"not known|ends too early"):
            mathml(tex)
