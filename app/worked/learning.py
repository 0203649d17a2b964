"""Lesson: how it learns."""

from types import SimpleNamespace
from typing import NamedTuple

import numpy as np

from app.engine import Network
from app.engine.layers import Dense
from app.engine.losses import softmax_cross_entropy
from app.engine.types import Array
from app.worked import dense
from app.worked.sums import softmax


def example() -> SimpleNamespace:
    """The same way back: loss, slopes, steps; a valley; a chain; and learning by heart."""
    votes = dense.example()
    row = votes.row
    truth = dense.CLASSES.index("dog")
    steps = descent(row, votes.weights, votes.bias, truth, rate=0.01, count=6)
    return SimpleNamespace(
        truth=dense.CLASSES[truth],
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
