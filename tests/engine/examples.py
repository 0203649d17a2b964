"""A few settings of every kind, on small pictures: what the promises are tried on.

Every kind of layer must have at least one row here; everything promised over ``KINDS``
then covers it.
"""

from dataclasses import dataclass

import numpy as np

from app.engine.layer import Layer
from app.engine.layers import (
    RBF,
    Add,
    AveragePool,
    BatchNorm,
    Concat,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    GlobalAveragePool,
    LeakyReLU,
    LinkedConv2D,
    LocalResponseNorm,
    MaxPool,
    ReLU,
    Rescale,
    Sigmoid,
    Softmax,
    Softmin,
    Subsample,
    Tanh,
)


@dataclass(frozen=True)
class Example:
    layer: Layer
    shapes: tuple[tuple[int, int, int], ...]

    def __str__(self):
        settings = ",".join(f"{name}={value}" for name, value in self.layer.settings().items())
        return f"{self.layer.kind}({settings})".replace(" ", "")

    def inputs(self, seed=1, n=2, dtype=np.float64):
        rng = np.random.default_rng(seed)
        return tuple(rng.normal(size=(n, *shape)).astype(dtype) for shape in self.shapes)

    def params(self, seed=2, dtype=np.float64):
        rng = np.random.default_rng(seed)
        params = {
            name: rng.normal(size=shape).astype(dtype)
            for name, shape in self.layer.param_shapes(*self.shapes).items()
        }
        if "variance" in params:
            params["variance"] = params["variance"] ** 2 + dtype(0.1)
        return params


EXAMPLES = [
    Example(layer, shapes)
    for layer, *shapes in [
        (Conv2D(3), (2, 6, 5)),
        (Conv2D(3, size=3, stride=2, padding=1), (2, 6, 5)),
        (Conv2D(4, size=(2, 3), stride=(1, 2), padding=(1, 0), dilation=(2, 1)), (3, 6, 7)),
        (Conv2D(4, size=3, padding=1, groups=2), (4, 5, 4)),
        (Conv2D(6, size=2, stride=3, groups=3), (3, 7, 6)),
        (Conv2D(5, size=1), (3, 4, 5)),
        (Conv2D(2, size=1, stride=2), (3, 4, 5)),
        (Conv2D(3, size=3, padding=2, dilation=2), (2, 5, 5)),
        (Conv2D(3, size=3, padding=3), (2, 4, 5)),
        (Conv2D(7, size=5), (2, 5, 5)),
        (Conv2D(3, size=3, bias=False), (2, 5, 4)),
        (LinkedConv2D([[0, 1], [1, 2], [0, 2], [0, 1, 2]]), (3, 5, 6)),
        (LinkedConv2D([[3], [0, 3]], size=(2, 3), stride=(1, 2), padding=(1, 0)), (5, 4, 6)),
        (ReLU(), (2, 4, 3)),
        (LeakyReLU(), (2, 4, 3)),
        (LeakyReLU(slope=0.2), (2, 4, 3)),
        (Sigmoid(), (2, 4, 3)),
        (Tanh(), (2, 4, 3)),
        (Tanh(amplitude=1.7159, slope=2 / 3), (2, 4, 3)),
        (Rescale(-0.1, 1.175), (2, 4, 3)),
        (MaxPool(), (2, 6, 4)),
        (MaxPool(size=3, stride=2), (2, 7, 6)),
        (MaxPool(size=3, stride=2, padding=1), (2, 7, 6)),
        (MaxPool(size=(2, 3), stride=(1, 2), padding=(1, 0)), (2, 5, 6)),
        (MaxPool(size=3, stride=2, ceil=True), (2, 6, 8)),
        (MaxPool(size=2, stride=3, ceil=True), (2, 6, 7)),
        (MaxPool(size=1, stride=2), (2, 5, 5)),
        (AveragePool(), (2, 6, 4)),
        (AveragePool(size=3, stride=2, padding=1), (2, 7, 6)),
        (AveragePool(size=3, stride=2, padding=1, ceil=True), (2, 6, 5)),
        (AveragePool(size=3, stride=2, padding=1, ceil=True, count_padding=False), (2, 6, 5)),
        (AveragePool(size=(1, 3), stride=(2, 1), padding=(0, 1)), (2, 5, 6)),
        (Subsample(), (2, 6, 4)),
        (Subsample(size=3, stride=(2, 1)), (3, 7, 5)),
        (GlobalAveragePool(), (3, 4, 5)),
        (Flatten(), (2, 3, 4)),
        (Dense(4), (6, 1, 1)),
        (RBF(4), (6, 1, 1)),
        (Softmax(), (5, 1, 1)),
        (Softmax(), (3, 2, 2)),
        (Softmin(), (5, 1, 1)),
        (Softmin(), (3, 2, 2)),
        (Dropout(), (2, 3, 4)),
        (BatchNorm(), (3, 4, 2)),
        (BatchNorm(epsilon=0.1), (3, 4, 2)),
        (LocalResponseNorm(), (7, 3, 2)),
        (LocalResponseNorm(size=3, k=1, alpha=0.5, beta=0.6), (4, 2, 3)),
        (LocalResponseNorm(size=9, k=0.5, alpha=0.25, beta=0.75), (3, 2, 2)),
        (Add(), (2, 3, 3), (2, 3, 3)),
        (Add(), (2, 3, 2), (2, 3, 2), (2, 3, 2)),
        (Concat(), (2, 3, 3), (1, 3, 3)),
        (Concat(), (1, 2, 3), (3, 2, 3), (2, 2, 3)),
    ]
]
