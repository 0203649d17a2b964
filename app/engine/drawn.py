"""Weights drawn at random, for a network that has learned nothing.

Nobody can show what AlexNet or VGG see without the weights that took weeks to learn. But what
they are built of (how large every map is, what reads what, what it costs) can be run and looked
at with weights of the right size, drawn by a seed. The answer then means nothing.

A weight is uniform, with the spread that keeps numbers alive through many layers: a variance of
g / fan-in, where g is 2 in front of a ReLU, which throws half away, and 1 elsewhere. (He, Zhang,
Ren and Sun, Delving Deep into Rectifiers, 2015.) Biases and shifts are 0, scales 1; what
people set by hand is what they set. A batch norm is given the variance that such weights lead
one to expect, as if it had been measured.

VGG-19 has 574 MB of weights. They are never held: every row (the weights of one output channel)
has its own place in the stream of a counting generator, and is drawn again whenever it is needed,
alone or with its neighbours, at about one nanosecond a weight. (O'Neill, PCG: A Family of Simple
Fast Space-Efficient Statistically Good Algorithms for Random Number Generation, 2014; a stream can
be entered anywhere.)
"""

import hashlib
from collections.abc import Iterator, Mapping
from math import erf, exp, pi, prod, sqrt
from typing import NamedTuple, Self, cast

import numpy as np

from app.engine.layers.leaky_relu import LeakyReLU
from app.engine.layers.relu import ReLU
from app.engine.network import INPUT, Network, Node
from app.engine.reads import Window
from app.engine.rows import WHOLE, Rows
from app.engine.types import Array, Params

VERSION = 1
"""Goes up with every change here that changes a weight."""
SEED = 1
AT_ONCE = 4
"""Weights made of one number of the generator: 64 bits are four times 16."""
LEVELS = 2.0**15
"""A weight is one of 65,536 levels from −1 to 1, times its reach."""
PICTURE = 0.45, 0.3
"""The mean and the mean square of a picture's numbers, which lie between 0 and 1."""
PLAIN = {"bias": 0.0, "shift": 0.0, "mean": 0.0, "scale": 1.0}


class Drawn(Mapping[str, Params]):
    """The weights of every layer of ``network``, by its name; all of it follows from ``seed``."""

    def __init__(self, network: Network, seed: int = SEED) -> None:
        powers = _powers(network)
        self._params = {
            name: _Params(network, network.node(name), seed, powers)
            for name in network.param_shapes()
        }

    def __getitem__(self, node: str) -> Params:
        return self._params[node]

    def __iter__(self) -> Iterator[str]:
        return iter(self._params)

    def __len__(self) -> int:
        return len(self._params)


class _Params(Mapping[str, Array]):
    """The arrays of one layer, each drawn when it is asked for; large ones as ``Rows``."""

    def __init__(
        self, network: Network, node: Node, seed: int, powers: Mapping[str, float]
    ) -> None:
        shapes = network.input_shapes(node.name)
        self._shapes = network.param_shapes()[node.name]
        self._name, self._seed = node.name, seed
        self._fixed = node.layer.fixed(*shapes)
        self._power = powers[node.inputs[0]]
        self._reach = sqrt(3 * _gain(network, node) / _fan_in(node, shapes))

    def __getitem__(self, name: str) -> Array:
        shape = self._shapes[name]
        if name in self._fixed:
            return _sealed(self._fixed[name].astype(np.float32))
        if name in PLAIN or name == "variance":
            return _sealed(np.full(shape, PLAIN.get(name, self._power), np.float32))
        rows = DrawnRows(f"{self._seed}/{self._name}/{name}", shape, self._reach)
        return cast(Array, rows) if rows.nbytes > WHOLE else _sealed(np.asarray(rows))

    def __iter__(self) -> Iterator[str]:
        return iter(self._shapes)

    def __len__(self) -> int:
        return len(self._shapes)


class DrawnRows(Rows):
    """Uniform numbers between −reach and reach, the same ones for the same ``name``."""

    def __init__(self, name: str, shape: tuple[int, ...], reach: float) -> None:
        super().__init__(shape)
        self._name = name
        self._seed = int.from_bytes(hashlib.sha256(name.encode()).digest()[:16])
        self._step = np.float32(reach / LEVELS)
        self._long = prod(shape[1:])
        self._stride = -(-self._long // AT_ONCE)  # a row begins with a fresh number

    def some(self, start: int, stop: int) -> Array:
        generator = np.random.PCG64DXSM(self._seed)
        generator.advance(start * self._stride)
        count = max(0, stop - start)
        raw = generator.random_raw(count * self._stride).astype("<u8", copy=False)
        levels = raw.view("<i2").reshape(count, self._stride * AT_ONCE)[:, : self._long]
        rows = np.empty((count, self._long), np.float32)
        np.multiply(levels, self._step, out=rows)
        return rows.reshape(count, *self.shape[1:])


def _sealed(array: Array) -> Array:
    array.flags.writeable = False
    return array


def _fan_in(node: Node, shapes: tuple[tuple[int, int, int], ...]) -> float:
    """How many numbers are weighed for one number that comes out; a sum of four counts as four."""
    windows = [rule.size for rule in node.layer.reads(*shapes) if isinstance(rule, Window)]
    weighed = node.layer.macs(*shapes) / prod(node.layer.output_shape(*shapes))
    return max(1.0, weighed, *(float(prod(size)) for size in windows))


def _gain(network: Network, node: Node) -> float:
    """2 where everybody who listens to it, past a batch norm, throws the negative half away."""
    readers = [one for one in network.nodes if node.name in one.inputs]
    if not readers:
        return 1.0
    return 2.0 if all(_halved(network, reader) for reader in readers) else 1.0


def _halved(network: Network, node: Node) -> bool:
    if isinstance(node.layer, ReLU | LeakyReLU):
        return True
    return _keeps(node) and _gain(network, node) == 2.0


def _keeps(node: Node) -> bool:
    """Whether it is a batch norm: it has a mean and a spread that are measured."""
    return {"mean", "variance"} <= node.layer.measured


def _powers(network: Network) -> dict[str, float]:
    """The mean square to expect of every node's numbers: what a batch norm has to undo.

    A sum of weighed numbers has mean 0 and g times the power of one of them; what is added adds
    up; a ReLU cuts a bell curve. Everything else is taken to leave it as it is.
    """
    expected = {INPUT: Moments(*PICTURE)}
    for node in network.nodes:
        heard = [expected[name] for name in node.inputs]
        if _keeps(node):
            told = Moments(0, 1)
        elif isinstance(node.layer, ReLU | LeakyReLU):
            told = heard[0].rectified()
        elif "weights" in network.param_shapes().get(node.name, ()):
            told = Moments(0, heard[0].power * _gain(network, node))
        elif node.layer.kind == "add":
            mean = sum(one.mean for one in heard)
            told = Moments(mean, mean**2 + sum(one.power - one.mean**2 for one in heard))
        else:
            power = sum(one.power for one in heard) / len(heard)
            told = Moments(sum(one.mean for one in heard) / len(heard), power)
        expected[node.name] = told
    return {name: told.power for name, told in expected.items()}


class Moments(NamedTuple):
    """What to expect of some numbers: their mean, and the mean of their squares."""

    mean: float
    power: float

    def rectified(self) -> Self:
        """The same after a ReLU, had they been normally distributed."""
        spread = sqrt(max(self.power - self.mean**2, 1e-12))
        at = self.mean / spread
        above, height = (1 + erf(at / sqrt(2))) / 2, exp(-(at**2) / 2) / sqrt(2 * pi)
        mean = self.mean * above + spread * height
        return type(self)(mean, self.power * above + self.mean * spread * height)
