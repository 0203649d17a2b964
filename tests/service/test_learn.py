"""The lessons and the glossary: whole, true to the engine, and readable by anybody."""

import re
import tomllib
from itertools import pairwise

import numpy as np
import pytest

from app.engine import KINDS
from app.engine.input import Input
from app.engine.layers import (
    AveragePool,
    Conv2D,
    Dense,
    Flatten,
    LeakyReLU,
    MaxPool,
    ReLU,
    Sigmoid,
    Softmax,
    Tanh,
)
from app.engine.losses import softmax_cross_entropy
from app.formulas import mathml
from app.glossary import Glossary
from tests.service.reading import ROOT, evaluate, lands, number, read

FAMOUS = {
    "alexnet": "alexnet",
    "zfnet": "zfnet",
    "vggnet": "vgg-16",
    "googlenet": "googlenet",
    "resnet": "resnet-18",
}
"""By the term of the glossary: the network that its figures are about."""
TEMPLATES = ROOT / "templates"
LESSONS = [
    "picture", "one-dimension", "two-dimensions", "colour", "relu", "pooling", "flatten", "dense",
    "softmax", "learning", "networks",
]  # fmt: skip
PAGES = ["/learn", "/learn/glossary", *(f"/learn/{name}" for name in LESSONS)]
TERMS = [
    "neural-network", "deep-learning", "image-classification", "layer", "convolution", "kernel",
    "channel", "feature-map", "stride", "padding", "receptive-field", "activation-function",
    "relu", "sigmoid", "softmax", "logits", "pooling", "max-pooling", "average-pooling",
    "flatten", "fully-connected-layer", "bias", "parameter", "backpropagation",
    "gradient-descent", "loss", "overfitting", "cross-correlation", "lenet", "alexnet", "zfnet",
    "vggnet", "googlenet", "resnet", "local-response-normalisation", "grouped-convolution",
    "auxiliary-head", "radial-basis-function", "subsampling", "concatenation", "skip-connection",
    "inception-module", "global-average-pooling", "ceil-mode",
]  # fmt: skip
DEPTHS = ("summary", "eli5", "in_depth")


@pytest.fixture(scope="module")
def glossary():
    return Glossary(TEMPLATES)


# Every page


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


# Every number


@pytest.fixture(scope="module")
def table(opened):
    """``table("pooling", "max pooling")``: a table of a lesson, as printed."""

    def find(lesson, name):
        made = next(opened(f"/learn/{lesson}").all("table", data_name=name))
        rows = [
            [number(cell.text) for cell in row.all("td") if cell.text] for row in made.all("tr")
        ]
        return np.array([row for row in rows if row])

    return find


def rows(opened, lesson, class_):
    """The numbers of all rows of that class, as printed."""
    return [
        [number(cell.text) for cell in row.all("td") if re.fullmatch(r"[−\d.,]+(\s?%)?", cell.text)]
        for row in opened(f"/learn/{lesson}").all("tr", class_=class_)
    ]


def slid(x, w, **settings):
    layer = Conv2D(1, size=w.shape, bias=False, **settings)
    return layer.forward((x[None, None],), {"weights": w[None, None]})[0, 0]


def through(layer, x):
    """A layer without weights, on a map or on a list."""
    if x.ndim == 2:
        return layer.forward((x[None, None],), {})[0, 0]
    return layer.forward((x[None, :, None, None],), {})[0, :, 0, 0]


@pytest.mark.parametrize("name", LESSONS)
def test_every_printed_sum_adds_up(opened, name):
    sums = [one.text for one in opened(f"/learn/{name}").all(class_="sum") if list(one.all("b"))]
    for text in sums:
        parts, _, total = text.rpartition("=")
        assert abs(evaluate(parts) - number(total)) <= 0.006, text
    assert sums or name in ("picture", "relu", "softmax", "networks")


def test_a_pixel_is_a_byte_divided_by_255(table):
    read, seen = (
        table("picture", "the same seven, from 0 to 1"),
        table("picture", "a seven, as bytes"),
    )
    assert seen.shape == read.shape == (8, 8)
    assert np.abs(seen / 255 - read).max() <= 0.005


def test_the_river_is_the_rain_convolved(table):
    rain = table("one-dimension", "f: rain on day 0 to 5, in litres")[0]
    share = table("one-dimension", "g: arrives after 0, 1, 2 days")[0]
    river = table("one-dimension", "f * g: the river, day by day")[0]
    assert river == pytest.approx(np.convolve(rain, share)[:6])
    assert river == pytest.approx(slid(rain[None], share[::-1][None], padding=(0, 2))[0, :6])
    assert river.sum() == pytest.approx(rain.sum())
    light, step = (
        table("one-dimension", "light, from left to right"),
        table("one-dimension", "pattern"),
    )
    found = table("one-dimension", "where it gets brighter, and where darker")
    assert np.array_equal(found, slid(light, step))
    assert not np.array_equal(found, slid(light, step[:, ::-1]))


def test_the_picture_of_five_by_five_is_worked_by_hand(table, opened):
    seen, cross = table("two-dimensions", "picture"), table("two-dimensions", "filter")
    seen, cross = seen[-5:, -5:], cross
    assert cross.tolist() == [[1, 0, 1], [0, 1, 0], [1, 0, 1]]
    result = slid(seen, cross)
    assert result.tolist() == [[4, 3, 4], [2, 4, 3], [2, 3, 4]]
    assert table("two-dimensions", "result")[-3:, -3:].tolist() == result.tolist()
    for row in range(3):
        for column in range(3):
            products = table("two-dimensions", f"products at {row}, {column}")
            window = seen[row : row + 3, column : column + 3]
            assert np.array_equal(products, window * cross)
            assert products.sum() == result[row, column]
    stops = next(opened("/learn/two-dimensions").all("ol", class_="stops"))
    sums = [one.text for one in stops.all("p", class_="sum")]
    assert [number(text.rpartition("=")[2]) for text in sums] == result.ravel().tolist()
    assert all(text.count("·") == 9 for text in sums), "every product is shown"


def test_the_flip_is_shown_on_a_filter_that_minds(table):
    wall, sobel = table("two-dimensions", "wall"), table("two-dimensions", "Sobel")
    turned = table("two-dimensions", "Sobel, turned")
    assert np.array_equal(turned, sobel[::-1, ::-1])
    assert np.array_equal(table("two-dimensions", "as networks do it"), slid(wall, sobel))
    assert np.array_equal(table("two-dimensions", "convolution f * g"), slid(wall, turned))


def test_padding_stride_and_sizes_are_the_engines(table, opened):
    seen, cross = table("two-dimensions", "picture")[-5:, -5:], table("two-dimensions", "filter")
    for padding, stride in ((1, 1), (0, 1), (0, 2)):
        printed = table("two-dimensions", f"padding {padding}, stride {stride}")
        made = slid(seen, cross, padding=(padding, padding), stride=(stride, stride))
        assert np.array_equal(printed, made)
    for row in opened("/learn/two-dimensions").all("tr", class_="size"):
        h = number(next(row.all("th")).text)
        k, s, p, text, out = [cell.text for cell in row.all("td")]
        layer = Conv2D(1, size=int(k), stride=int(s), padding=int(p))
        assert layer.output_shape((1, int(h), int(h)))[1] == int(out) == evaluate(text)


def test_three_channels_become_one_number(table, opened):
    names = ("red", "green", "blue")
    patch = np.array([table("colour", name) for name in names])
    weights = np.array([table("colour", f"slice for {name}") for name in names])
    products = np.array([table("colour", f"products on {name}") for name in names])
    assert np.abs(patch * weights - products).max() <= 0.005
    text = next(opened("/learn/colour").all("p", class_="sum")).text
    bias = -number(text.rpartition("=")[0].rpartition("−")[2])
    layer = Conv2D(1)
    total = layer.forward((patch[None],), {"weights": weights[None], "bias": np.array([bias])})
    assert number(text.rpartition("=")[2]) == pytest.approx(total.item())


def test_how_far_layers_see_is_counted(opened, client):
    layers = {one["name"]: one for one in client.get("/api/networks/tiny-vgg").json()["layers"]}
    printed = list(opened("/learn/colour").all("tr", class_="sight"))
    assert len(printed) == 6
    for row in printed:
        sees = layers[next(row.all("th")).text]["receptive_field"]
        assert [cell.text for cell in row.all("td")][-1] == f"{sees[0]}×{sees[1]}"


def test_activations_are_the_engines(table, opened):
    before, after = table("relu", "before"), table("relu", "after ReLU")
    assert np.array_equal(after, through(ReLU(), before))
    assert (
        f"{(before < 0).sum()} of the {before.size} numbers were negative"
        in next(opened("/learn/relu").all("main")).text
    )
    x = np.array([-3.0, -1, 0, 1, 3])
    kinds = {"ReLU": ReLU(), "leaky ReLU": LeakyReLU(), "sigmoid": Sigmoid(), "tanh": Tanh()}
    for name, layer in kinds.items():
        row = next(opened("/learn/relu").all("tr", data_row=name))
        printed = [number(cell.text) for cell in row.all("td")]
        assert printed == pytest.approx(through(layer, x), abs=0.0006)


def test_pools_are_the_engines(table):
    before = table("pooling", "rectified map")
    assert np.array_equal(before, table("relu", "after ReLU"))
    assert np.array_equal(table("pooling", "max pooling"), through(MaxPool(), before))
    assert table("pooling", "average pooling") == pytest.approx(through(AveragePool(), before))
    spot = table("pooling", "as it was")
    for by, name in ((0, "as it was"), (1, "one step"), (2, "two steps")):
        moved = np.pad(spot, ((0, 0), (by, 0)))[:, :4]
        assert moved.sum() == spot.sum(), "nothing falls off the edge"
        shown = "as it was" if not by else "one step to the right" if by == 1 else "two steps"
        assert np.array_equal(table("pooling", shown), moved)
        assert np.array_equal(table("pooling", f"pooled: {name}"), through(MaxPool(), moved))
    assert np.array_equal(
        table("pooling", "pooled: as it was"), table("pooling", "pooled: one step")
    )


def test_the_thread_runs_from_the_pool_to_the_verdict(table, opened):
    maps = np.array([table("flatten", "map 0"), table("flatten", "map 1")])
    assert np.array_equal(maps[0], table("pooling", "max pooling"))
    row = Flatten().forward((maps[None],), {})[0, :, 0, 0]
    assert np.array_equal(table("flatten", "flattened")[0], row)
    assert np.array_equal(table("dense", "the row")[0], row)
    weights = table("dense", "weights: cat, dog, bird")
    sums = [one.text for one in opened("/learn/dense").all("p", class_="sum")][:3]
    bias = [
        number(re.search(r"([+−] [\d.]+) =", text)[1].replace(" ", "").replace("+", ""))
        for text in sums
    ]
    layer = Dense(3)
    x = row[None, :, None, None]
    logits = layer.forward((x,), {"weights": weights, "bias": np.array(bias)})
    scores = logits[0, :, 0, 0]
    assert table("dense", "scores: cat, dog, bird")[0] == pytest.approx(scores)

    shares = through(Softmax(), scores)
    for printed, score, share in zip(rows(opened, "softmax", "share"), scores, shares, strict=True):
        assert printed == pytest.approx([score, np.exp(score), 100 * share], abs=0.051)
    for t, printed in zip((0.5, 1, 2), rows(opened, "softmax", "temperature"), strict=True):
        assert printed == pytest.approx(100 * through(Softmax(), scores / t), abs=0.051)
        assert sum(printed) == pytest.approx(100)
    both = rows(opened, "softmax", "both")
    assert [row[2] for row in both] == pytest.approx(100 * through(Sigmoid(), scores), abs=0.051)

    # And back again: five steps of gradient descent on the dense layer.
    params = {"weights": weights, "bias": np.array(bias)}
    for printed in rows(opened, "learning", "step"):
        logits = layer.forward((x,), params)
        loss, slope = softmax_cross_entropy(logits, np.array([1]))
        shares = through(Softmax(), logits[0, :, 0, 0])
        assert printed == pytest.approx([*(100 * shares), loss[0]], abs=0.051)
        assert printed[-1] == pytest.approx(loss[0], abs=0.0006)
        learned = layer.backward(slope, (x,), params).params
        params = {name: array - 0.01 * learned[name] for name, array in params.items()}


def test_the_slopes_of_the_scores_are_the_engines(table, opened):
    scores = table("dense", "scores: cat, dog, bird")[0]
    slope = softmax_cross_entropy(scores[None, :, None, None], np.array([1])).grad[0, :, 0, 0]
    printed = [row[-1] for row in rows(opened, "learning", "slope")]
    assert printed == pytest.approx(slope, abs=0.0006)


def test_what_is_learned_by_heart_fails_on_what_is_new(opened):
    told = next(opened("/learn/learning").all("main")).text
    errors = re.findall(r"error ([\d.≈]+) on known points, ([\d.]+) on new ones", told)
    line, wild = ([number(one) for one in pair] for pair in errors)
    assert wild[0] < 0.001 < line[0]
    assert wild[1] > 2 * line[1]


@pytest.mark.parametrize("kind", [*KINDS.values(), Input], ids=lambda kind: kind.kind)
def test_the_formula_of_every_layer_can_be_drawn_without_a_script(kind):
    drawn = read(mathml(kind.formula))
    assert next(drawn.all("math")).text
    assert "\\" not in mathml(kind.formula)


def test_a_formula_that_is_not_known_is_refused():
    for tex in (r"\nope x", "{x", r"\frac{1}", "a & b"):
        with pytest.raises(ValueError, match=r"not known|ends too early"):
            mathml(tex)


# Every word


def test_every_term_that_was_promised_is_there(glossary):
    assert set(TERMS) <= set(glossary)


def test_no_kind_of_layer_lacks_its_term(glossary):
    told = [tomllib.loads(file.read_text()) for file in (TEMPLATES / "glossary").glob("*.toml")]
    kinds = {term["layer"]["kind"] for term in told if "layer" in term}
    assert kinds == {*KINDS, Input.kind}


def test_a_layers_words_have_one_source(glossary):
    assert glossary["relu"].summary == ReLU().words((10, 62, 62))["summary"]
    assert glossary["fully-connected-layer"].formula == Dense.formula


def test_every_term_is_said_at_three_depths(glossary):
    for term in glossary.values():
        for depth in DEPTHS:
            text = getattr(term, depth)
            assert len(text) > 60, (term.id, depth)
            assert text.rstrip(")")[-1] in ".?!”", (term.id, depth)
            assert not re.search(r"[{}]|  |(^|[\s(])-\d", text), (term.id, depth)
            assert len(text) < 1200
        assert len({term.summary, term.eli5, term.in_depth}) == 3
        assert term.words
        assert term.views
        assert term.related
        assert term.id not in term.related
        if term.misconception:
            assert all(part.endswith((".", "?")) for part in term.misconception)


def test_no_word_belongs_to_two_terms(glossary):
    words = [word.lower() for term in glossary.values() for word in term.words]
    assert len(words) == len(set(words))


def test_the_glossary_has_every_term_by_theme_and_by_letter(glossary, opened):
    read = opened("/learn/glossary")
    assert [one.attributes["id"] for one in read.all("article")] == [
        term.id for terms in glossary.letters().values() for term in terms
    ]
    themed = [term.id for terms in glossary.themes().values() for term in terms]
    assert sorted(themed) == sorted(glossary)


def test_the_page_gets_the_words_as_data(client, glossary):
    answer = client.get("/api/glossary")
    assert answer.headers["content-type"] == "application/json"
    terms = answer.json()["terms"]
    assert [term["id"] for term in terms] == list(glossary)
    for term in terms:
        assert term["at"] == f"/learn/glossary#{term['id']}"
        assert all(place["at"].startswith("/#") for place in term["see"])
        assert {*DEPTHS} <= term.keys()
    again = client.get("/api/glossary", headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(("term", "network"), FAMOUS.items())
def test_the_figures_of_the_famous_networks_are_counted(glossary, client, term, network):
    counted = client.get(f"/api/networks/{network}").json()
    told = glossary[term].figures
    assert told["parameters"] == counted["parameters"]
    assert told["multiplications"] == f"{counted['macs'] / 1e6:,.0f} million"
    assert told["in_dense_layers"] == f"{100 * counted['dense_share']:.1f} %"
    assert told["sees"] == f"{counted['receptive_field'][0]} pixels"
    assert f"{counted['parameters']:,}" in glossary[term].in_depth


def test_lenet_as_published_is_counted_too(glossary, client):
    published = client.get("/api/networks/lenet-5-1998").json()["parameters"]
    assert glossary["lenet"].figures["parameters"] == published
    modern = client.get("/api/networks/lenet-5").json()["parameters"]
    assert f"{modern:,}" in glossary["lenet"].in_depth
    assert 6 * (5 * 5 + 1) == 156
    assert 6 * 28 * 28 == 4704


def test_what_is_said_of_tiny_vgg_is_true(glossary, client):
    told = client.get("/api/networks/tiny-vgg").json()
    assert f"{told['parameters']:,}" in glossary["inference"].in_depth
    assert 15_740 * np.prod([3, 64, 64]) > 190e6
    assert "15,740 pictures" in (ROOT / "models" / "tiny-vgg" / "card.md").read_text()
