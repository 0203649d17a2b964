"""The worked examples of the lessons. What goes in stands here; the engine does the sums.

One thread runs through most of them: a small map is rectified, pooled, flattened, voted on,
and ends as three shares, and the lesson on learning goes the same way back.
"""

from functools import cache
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np

from app.engine import Network
from app.engine.layer import Layer
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
from app.engine.terms import Term
from app.engine.types import Array, Cell

CLASSES = ("cat", "dog", "bird")


class Stop(NamedTuple):
    """One number of a convolution and all it was made of."""

    cell: Cell
    terms: tuple[Term, ...]
    total: float


@cache
def examples() -> SimpleNamespace:
    """Every worked example, by lesson. Computed once: nothing about them ever changes."""
    squashed = rectifying()
    pooled = pooling(squashed.after)
    row = flattening(pooled.largest)
    votes = voting(row.row)
    return SimpleNamespace(
        picture=picture(),
        line=line(),
        sheet=sheet(),
        colour=colour(),
        relu=squashed,
        pool=pooled,
        flatten=row,
        dense=votes,
        softmax=sharing(votes.scores),
        learning=learning(row.row, votes),
    )


# The lessons, one by one


def picture() -> SimpleNamespace:
    """A seven of 8×8 spots, bytes as a camera writes them, and what a network reads."""
    seven = np.array(
        [
            [0, 0, 0, 0, 0, 0, 0, 0],
            [0, 204, 255, 255, 255, 255, 204, 0],
            [0, 102, 153, 153, 153, 255, 204, 0],
            [0, 0, 0, 0, 51, 255, 102, 0],
            [0, 0, 0, 0, 204, 204, 0, 0],
            [0, 0, 0, 51, 255, 102, 0, 0],
            [0, 0, 0, 153, 255, 0, 0, 0],
            [0, 0, 0, 0, 0, 0, 0, 0],
        ]
    )
    return SimpleNamespace(bytes=seven, values=seven / 255)


def line() -> SimpleNamespace:
    """One dimension: rain runs into a river; then the same sum without the flip finds a step."""
    rain, runs_off = np.array([4.0, 0, 2, 6, 0, 0]), np.array([0.5, 0.3, 0.2])
    # A true convolution is what our layer does with the list turned round.
    river = correlate(rain, runs_off[::-1], padding=2)[: len(rain)]
    light, step = np.array([0.0, 0, 0, 1, 1, 1, 0, 0]), np.array([-1.0, 1])
    return SimpleNamespace(
        rain=rain,
        runs_off=runs_off,
        river=river,
        light=light,
        step=step,
        edges=correlate(light, step),
        edges_flipped=correlate(light, step[::-1]),
    )


def sheet() -> SimpleNamespace:
    """Two dimensions: the 5×5 picture and the 3×3 filter of every textbook, cell by cell."""
    seen = np.array(
        [
            [1.0, 1, 1, 0, 0],
            [0, 1, 1, 1, 0],
            [0, 0, 1, 1, 1],
            [0, 0, 1, 1, 0],
            [0, 1, 1, 0, 0],
        ]
    )
    cross = np.array([[1.0, 0, 1], [0, 1, 0], [1, 0, 1]])
    wall = np.array([[0.0, 0, 1, 1, 1]] * 5)
    sobel = np.array([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    ways = [(5, 3, 1, 0), (64, 3, 1, 0), (64, 3, 1, 1), (6, 3, 2, 0), (227, 11, 4, 0)]
    return SimpleNamespace(
        seen=seen,
        cross=cross,
        result=convolve(seen, cross),
        stops=stops(seen, cross),
        wall=wall,
        sobel=sobel,
        turned=sobel[::-1, ::-1],
        correlated=convolve(wall, sobel),
        convolved=convolve(wall, sobel[::-1, ::-1]),
        padded=convolve(seen, cross, padding=(1, 1)),
        strided=convolve(seen, cross, stride=(2, 2)),
        sizes=[(*way, width(*way)) for way in ways],
    )


def colour() -> SimpleNamespace:
    """Three channels, one filter of three slices, 27 products, one number."""
    patch = np.array(
        [
            [[0.9, 0.9, 0.2], [0.9, 0.8, 0.2], [0.9, 0.9, 0.1]],
            [[0.2, 0.2, 0.3], [0.1, 0.2, 0.3], [0.2, 0.2, 0.3]],
            [[0.1, 0.2, 0.8], [0.2, 0.2, 0.9], [0.1, 0.2, 0.8]],
        ]
    )
    weights = np.array(
        [
            [[0.5, 0, -0.5], [0.5, 0, -0.5], [0.5, 0, -0.5]],
            [[0.0, 0, 0], [0, 0, 0], [0, 0, 0]],
            [[-0.5, 0, 0.5], [-0.5, 0, 0.5], [-0.5, 0, 0.5]],
        ]
    )
    bias = np.array([-0.2])
    layer, params = Conv2D(1), {"weights": weights[None], "bias": bias}
    terms = layer.explain((0, 0, 0), (patch[None],), params)
    products = np.array([term.product for term in terms.terms]).reshape(3, 3, 3)
    return SimpleNamespace(
        names=("red", "green", "blue"),
        patch=patch,
        weights=weights,
        bias=float(bias[0]),
        products=products,
        sums=products.sum(axis=(1, 2)),
        total=float(layer.forward((patch[None],), params).item()),
    )


def rectifying() -> SimpleNamespace:
    """A map with negative answers, before and after; and the curves of four activations."""
    before = np.array([[1.5, -2, 0, 3], [-1, 4, -0.5, 2], [0.5, -3, 1, -1.5], [2, -1, 5, -2.5]])
    numbers = np.array([-3.0, -1, 0, 1, 3])
    kinds = {"ReLU": ReLU(), "leaky ReLU": LeakyReLU(), "sigmoid": Sigmoid(), "tanh": Tanh()}
    return SimpleNamespace(
        before=before,
        after=on_map(ReLU(), before),
        cut=int((before < 0).sum()),
        numbers=numbers,
        kinds={name: on_row(layer, numbers) for name, layer in kinds.items()},
        functions={
            name: (lambda x, layer=layer: float(on_row(layer, np.array([x]))[0]))
            for name, layer in kinds.items()
        },
        folded=on_row(ReLU(), numbers) + on_row(ReLU(), -numbers),
    )


def pooling(rectified: Array) -> SimpleNamespace:
    """4×4 becomes 2×2, by the largest and by the mean; and what one step to the right changes."""
    spot = np.zeros((4, 4))
    spot[1, 0], spot[2, 0] = 5, 3
    moved = np.roll(spot, 1, axis=1)
    further = np.roll(spot, 2, axis=1)
    return SimpleNamespace(
        before=rectified,
        largest=on_map(MaxPool(), rectified),
        mean=on_map(AveragePool(), rectified),
        spot=spot,
        moved=moved,
        further=further,
        spot_pooled=on_map(MaxPool(), spot),
        moved_pooled=on_map(MaxPool(), moved),
        further_pooled=on_map(MaxPool(), further),
    )


def flattening(first: Array) -> SimpleNamespace:
    """Two maps of 2×2 become one row of eight."""
    maps = np.array([first, [[0, 1], [6, 2]]])
    return SimpleNamespace(maps=maps, row=Flatten().forward((maps[None],), {})[0, :, 0, 0])


def voting(row: Array) -> SimpleNamespace:
    """Eight numbers vote on three answers."""
    weights = np.array(
        [
            [0.5, -0.2, 0.1, 0.3, 0, -0.4, -0.1, 0.2],
            [-0.1, 0.4, 0.3, -0.2, 0.2, 0.1, 0.2, -0.3],
            [0.2, 0.1, -0.5, -0.1, 0.3, 0.5, 0.1, -0.2],
        ]
    )
    bias = np.array([-0.5, -0.1, -0.2])
    layer, params = Dense(3), {"weights": weights, "bias": bias}
    x = row[None, :, None, None]
    return SimpleNamespace(
        classes=CLASSES,
        weights=weights,
        bias=bias,
        row=row,
        products=weights * row,
        scores=layer.forward((x,), params)[0, :, 0, 0],
    )


def sharing(scores: Array) -> SimpleNamespace:
    """Three scores become three shares; what moves them and what does not; and sigmoids."""
    powers = np.exp(scores)
    two = scores[:2]
    return SimpleNamespace(
        classes=CLASSES,
        scores=scores,
        powers=powers,
        sum=float(powers.sum()),
        shares=softmax(scores),
        added=5,
        lifted=scores + 5,
        lifted_shares=softmax(scores + 5),
        temperatures=[(t, softmax(scores / t)) for t in (0.5, 1, 2)],
        sigmoids=on_row(Sigmoid(), scores),
        two=two,
        two_shares=softmax(two),
        difference=float(two[0] - two[1]),
        difference_sigmoid=float(on_row(Sigmoid(), two[:1] - two[1:])[0]),
    )


def learning(row: Array, votes: Any) -> SimpleNamespace:
    """The same way back: loss, slopes, steps; a valley; a chain; and learning by heart."""
    truth = CLASSES.index("dog")
    steps = descent(row, votes.weights, votes.bias, truth, rate=0.01, count=6)
    return SimpleNamespace(
        truth=CLASSES[truth],
        losses=[(share, -float(np.log(share))) for share in (0.99, 0.5, 0.1, 0.01)],
        steps=steps,
        slopes=steps[0].slopes,
        rate=0.01,
        strongest=int(row.argmax()),
        weight=float(votes.weights[truth, row.argmax()]),
        weight_slope=float(steps[0].slopes[truth] * row.max()),
        input=float(row.max()),
        valley=[valley(rate) for rate in (0.1, 0.4, 1.1)],
        bowl=lambda w: (w - 3) ** 2,
        chain=chain(),
        by_heart=by_heart(),
    )


class Step(NamedTuple):
    """Where learning has come to: the shares, the loss, the slope of every score."""

    scores: Array
    shares: Array
    loss: float
    slopes: Array


def descent(
    row: Array, weights: Array, bias: Array, truth: int, rate: float, count: int
) -> list[Step]:
    """Gradient descent on one picture: the weights of a dense layer go downhill, step by step."""
    layer, x, label = Dense(len(bias)), row[None, :, None, None], np.array([truth])
    params = {"weights": weights.copy(), "bias": bias.copy()}
    steps = []
    for _ in range(count):
        logits = layer.forward((x,), params)
        loss, grad = softmax_cross_entropy(logits, label)
        scores = logits[0, :, 0, 0]
        steps.append(Step(scores, softmax(scores), float(loss[0]), grad[0, :, 0, 0]))
        for name, slope in layer.backward(grad, (x,), params).params.items():
            params[name] = params[name] - rate * slope
    return steps


def valley(rate: float, start: float = 0.0, lowest: float = 3.0) -> SimpleNamespace:
    """Steps down into (w − 3)², whose slope is 2·(w − 3)."""
    places = [start]
    for _ in range(5):
        places.append(places[-1] - rate * 2 * (places[-1] - lowest))
    return SimpleNamespace(rate=rate, places=places, losses=[(w - lowest) ** 2 for w in places])


def chain() -> SimpleNamespace:
    """Three links: times a weight, rectify, times another. The engine walks back through them."""
    nodes = [
        {"name": "first", "kind": "dense", "units": 1},
        {"name": "relu", "kind": "relu"},
        {"name": "second", "kind": "dense", "units": 1},
    ]
    network = Network.from_spec({"image": [1, 1, 1], "nodes": nodes})
    x, w1, w2, wanted = 2.0, 0.5, 3.0, 5.0
    none = np.zeros(1)
    weights = {
        "first": {"weights": np.array([[w1]]), "bias": none},
        "second": {"weights": np.array([[w2]]), "bias": none},
    }
    trace = network.run(np.full((1, 1, 1, 1), x), weights)
    h, y = float(trace["relu"].item()), float(trace["second"].item())
    slopes = network.backward(np.full((1, 1, 1, 1), y - wanted), trace, weights).weights
    return SimpleNamespace(
        x=x,
        w1=w1,
        w2=w2,
        h=h,
        y=y,
        wanted=wanted,
        loss=(y - wanted) ** 2 / 2,
        slope_y=y - wanted,
        slope_w2=float(slopes["second"]["weights"].item()),
        slope_h=(y - wanted) * w2,
        slope_w1=float(slopes["first"]["weights"].item()),
    )


def by_heart() -> SimpleNamespace:
    """Six measured points, a straight line and a curve through all of them, and six new points."""
    x, noise = np.arange(6.0), np.array([0.4, -0.5, 0.5, -0.6, 0.5, -0.3])
    new_x, new_noise = x[:-1] + 0.5, np.array([-0.4, 0.5, -0.5, 0.4, -0.5])
    y, new_y = 1 + 0.5 * x + noise, 1 + 0.5 * new_x + new_noise
    fits = []
    for degree in (1, 5):
        curve = np.polynomial.Polynomial.fit(x, y, degree)
        errors = [float(((curve(a) - b) ** 2).mean()) for a, b in ((x, y), (new_x, new_y))]
        fits.append(SimpleNamespace(degree=degree, curve=curve, known=errors[0], new=errors[1]))
    return SimpleNamespace(x=x, y=y, new_x=new_x, new_y=new_y, line=fits[0], wild=fits[1])


# What they are computed with


def convolve(seen: Array, weights: Array, **settings: Any) -> Array:
    """One filter over one map (h, w), as networks do it: the filter is not flipped."""
    rows, columns = weights.shape
    layer = Conv2D(1, size=(rows, columns), bias=False, **settings)
    made: Array = layer.forward((seen[None, None],), {"weights": weights[None, None]})[0, 0]
    return made


def stops(seen: Array, weights: Array) -> list[Stop]:
    """Every number of that convolution, taken apart."""
    layer = Conv2D(1, size=(3, 3), bias=False)
    rows, columns = convolve(seen, weights).shape
    params = {"weights": weights[None, None]}
    made = []
    for cell in ((0, row, column) for row in range(rows) for column in range(columns)):
        told = layer.explain(cell, (seen[None, None],), params)
        made.append(Stop(cell, told.terms, told.total))
    return made


def correlate(row: Array, weights: Array, padding: int = 0) -> Array:
    """The same along one line."""
    made: Array = convolve(row[None], weights[None], padding=(0, padding))[0]
    return made


def width(length: int, size: int, stride: int, padding: int) -> int:
    """How many stops a filter makes along ``length`` cells."""
    layer = Conv2D(1, (size, size), (stride, stride), (padding, padding))
    return layer.output_shape((1, length, length))[2]


def on_map(layer: Layer, seen: Array) -> Array:
    """A layer without weights on one map (h, w)."""
    made: Array = layer.forward((seen[None, None],), {})[0, 0]
    return made


def on_row(layer: Layer, row: Array) -> Array:
    """A layer without weights on a list of numbers."""
    made: Array = layer.forward((row[None, :, None, None],), {})[0, :, 0, 0]
    return made


def softmax(scores: Array) -> Array:
    """Scores as shares of one whole."""
    return on_row(Softmax(), scores)
