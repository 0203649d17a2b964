"""Every number that a lesson prints is the engine's."""

import re

import numpy as np
import pytest

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
from tests.service.lessons import LESSONS
from tests.service.reading import evaluate, number


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
