"""Learning: show pictures, see how wrong the answer is, move every weight a little.

``train`` is a generator. It takes one step at a time and reports after each, so the
caller may draw a progress bar, write a checkpoint, or simply stop; everything that
matters is in the ``State``, and a state that was saved goes on exactly where it stopped.
Nothing random is remembered: each step draws from a generator of its own, named by the
seed and the number of the step.

A batch is worked through in micro-batches of a few pictures, which stay in the
processor's cache, and their slopes are added up: the same sum, sooner.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import ceil, prod, sqrt
from time import perf_counter
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.engine.augmentation import Augmentation
from app.engine.centring import Centring
from app.engine.layers import Dropout
from app.engine.losses import Labels, Loss, binary_cross_entropy, softmax_cross_entropy
from app.engine.network import Network, Node
from app.engine.optimizers import SGD, Arrays, Optimizer
from app.engine.schedules import OneCycle, Schedule
from app.engine.types import Array, ShapeError, SpecError

Nested = dict[str, dict[str, Array]]


class Pictures(NamedTuple):
    """What there is to learn from: images (n, c, h, w) as bytes, labels (n,) from 0."""

    images: NDArray[np.uint8]
    labels: Labels


@dataclass(frozen=True)
class Plan:
    """Everything that is decided before the first step.

    epochs         how often every picture is seen
    batch          pictures per step
    micro_batch    pictures computed at once; changes speed, and the sum by rounding only
    seed           one number that all chance comes from
    smoothing      label smoothing, see losses.py
    balance        0: every picture counts the same; 1: every class does; or in between
    average        the weights kept are a running mean with this memory (0: the last ones)
    clip           slopes longer than this, all taken together, are shortened to it (0: never)
    drop           while learning, this share of what reaches a node is switched off at random:
                   ``{"dense": 0.2}`` (the finished network is not changed by it)
    """

    epochs: int
    batch: int = 64
    micro_batch: int = 4
    seed: int = 1
    optimizer: Optimizer = field(default_factory=SGD)
    schedule: Schedule = field(default_factory=lambda: OneCycle(peak=0.05))
    augmentation: Augmentation = field(default_factory=Augmentation)
    centring: Centring | None = None
    smoothing: float = 0.0
    balance: float = 0.0
    average: float = 0.0
    clip: float = 0.0
    drop: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.epochs < 1 or self.batch < 1 or self.micro_batch < 1:
            raise SpecError("epochs, batch and micro_batch are whole numbers of at least 1.")
        if not 0 <= self.average < 1:
            raise SpecError("average is at least 0 and less than 1, such as 0.999.")


@dataclass
class State:
    """Where a training run stands. Changed in place by ``train``; whole after every step.

    weights   what is being learned, on centred pictures: ``{"conv_1.weights": array}``
    average   their running mean
    memory    what the optimizer remembers
    step      steps taken so far
    seconds   time spent so far
    loss, right, seen   sums over the pictures of this epoch
    """

    weights: Arrays
    average: Arrays
    memory: Arrays
    step: int = 0
    seconds: float = 0.0
    loss: float = 0.0
    right: int = 0
    seen: int = 0

    def arrays(self) -> dict[str, NDArray[Any]]:
        """The whole state as arrays, ready to be written to a file."""
        groups = {"weights": self.weights, "average": self.average, "memory": self.memory}
        flat: dict[str, NDArray[Any]] = {
            f"{group}/{name}": array
            for group, arrays in groups.items()
            for name, array in arrays.items()
        }
        for name in ("step", "seconds", "loss", "right", "seen"):
            flat[name] = np.array(getattr(self, name))
        return flat

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> "State":
        """The state that ``arrays`` were made from."""

        def group(name: str) -> Arrays:
            start = f"{name}/"
            return {k[len(start) :]: np.array(v) for k, v in arrays.items() if k.startswith(start)}

        return cls(
            weights=group("weights"),
            average=group("average"),
            memory=group("memory"),
            step=int(arrays["step"]),
            seconds=float(arrays["seconds"]),
            loss=float(arrays["loss"]),
            right=int(arrays["right"]),
            seen=int(arrays["seen"]),
        )

    def learned(self, network: Network, plan: Plan) -> Nested:
        """The weights to keep: the running mean, for plain pictures 0..1."""
        kept = nested({name: array.copy() for name, array in self.average.items()})
        return plan.centring.fold(network, kept) if plan.centring else kept


class Progress(NamedTuple):
    """What there is to say after a step.

    epoch, epochs    this one (from 1), and all
    step, steps      taken so far, and all
    loss, accuracy   means over the pictures seen in this epoch, as they were shown
    rate             the learning rate of this step
    seconds_left     at the pace so far
    """

    epoch: int
    epochs: int
    step: int
    steps: int
    loss: float
    accuracy: float
    rate: float
    seconds_left: float

    @property
    def epoch_done(self) -> bool:
        """Whether this step was the last of its epoch."""
        return self.step % (self.steps // self.epochs) == 0


def begin(network: Network, plan: Plan) -> State:
    """A state before the first step: filters drawn at random, biases zero.

    He et al. 2015: a spread of sqrt(2 / inputs) keeps signals as loud behind a ReLU as
    before it. The last weighted layer starts small, so that the first answer is "no idea".
    """
    rng = np.random.default_rng([plan.seed, 0])
    starts = {"scale": 1.0, "variance": 1.0}
    weights: Arrays = {}
    for node, shapes in network.param_shapes().items():
        fixed = network.node(node).layer.fixed(*network.input_shapes(node))
        for name, shape in shapes.items():
            if name in fixed:
                drawn = fixed[name]
            elif name == "weights":
                spread = sqrt(2 / prod(shape[1:]))
                drawn = rng.standard_normal(shape) * spread
            else:
                drawn = np.full(shape, starts.get(name, 0.0))
            weights[f"{node}.{name}"] = drawn.astype(np.float32)
    answer = logits_node(network)
    if f"{answer}.weights" in weights:
        weights[f"{answer}.weights"] *= np.float32(0.1)
    average = {name: array.copy() for name, array in weights.items()}
    return State(weights, average, plan.optimizer.start(weights))


def train(network: Network, pictures: Pictures, plan: Plan, state: State) -> Iterator[Progress]:
    """Take every step that is still to be taken, one at a time.

    ``state`` changes in place and is whole whenever this generator is at rest. What
    follows depends on the arguments alone, so a run that was saved and taken up again
    ends with the same weights, bit for bit, as one that was never interrupted.
    """
    images, labels = pictures
    if images.shape[1:] != network.image or len(images) != len(labels) or not len(images):
        raise ShapeError(
            f"There are pictures of shape {images.shape} and {len(labels)} labels for a network "
            f"that reads {network.image}."
        )
    network = with_dropout(network, plan.drop)
    answer = logits_node(network)
    classes = network.shapes()[answer][0]
    importance = class_weights(labels, classes, plan.balance) if plan.balance else None
    per_epoch = ceil(len(images) / plan.batch)
    steps = plan.epochs * per_epoch
    weights = nested(state.weights)

    while state.step < steps:
        started = perf_counter()
        epoch, place = divmod(state.step, per_epoch)
        if place == 0:
            state.loss, state.right, state.seen = 0.0, 0, 0
        order = np.random.default_rng([plan.seed, 1, epoch]).permutation(len(images))
        chosen = order[place * plan.batch : (place + 1) * plan.batch]
        rng = np.random.default_rng([plan.seed, 2, state.step])
        batch = plan.augmentation(images[chosen].astype(np.float32) / np.float32(255), rng)
        if plan.centring:
            batch = plan.centring(batch)

        slopes = {name: np.zeros_like(array) for name, array in state.weights.items()}
        for at in range(0, len(chosen), plan.micro_batch):
            part = slice(at, at + plan.micro_batch)
            shown = _with_masks(network, weights, len(batch[part]), rng)
            trace = network.run(batch[part], shown)
            truth = labels[chosen[part]]
            loss = cost(network, trace[answer], truth, plan.smoothing, importance)
            grad = loss.grad / np.float32(len(chosen))
            for node, params in network.weight_gradients(grad, trace, shown, answer).items():
                for name, slope in params.items():
                    slopes[f"{node}.{name}"] += slope
            state.loss += float(loss.values.sum())
            state.right += int((trace[answer].argmax(axis=1).ravel() == truth).sum())
        if plan.clip:
            _shorten(slopes, plan.clip)

        rate = plan.schedule.rate(state.step / steps)
        _forget_measured(network, slopes)
        plan.optimizer.step(state.weights, slopes, state.memory, rate)
        state.step += 1
        state.seen += len(chosen)
        _follow(state, plan.average)
        state.seconds += perf_counter() - started
        yield Progress(
            epoch=epoch + 1,
            epochs=plan.epochs,
            step=state.step,
            steps=steps,
            loss=state.loss / state.seen,
            accuracy=state.right / state.seen,
            rate=rate,
            seconds_left=state.seconds / state.step * (steps - state.step),
        )


def logits_node(network: Network) -> str:
    """The node that holds the scores: what the softmax (or sigmoid) at the end listens to."""
    last = network.nodes[-1]
    return last.inputs[0] if last.layer.shares or last.layer.kind == "sigmoid" else last.name


def cost(
    network: Network, scores: Array, labels: Labels, smoothing: float, importance: Array | None
) -> Loss:
    """What the answers cost: one of many behind a softmax, many yes-or-no behind a sigmoid."""
    if network.nodes[-1].layer.kind == "sigmoid":
        classes = np.arange(scores.shape[1])
        wanted = (labels[:, None] == classes).astype(scores.dtype).reshape(scores.shape)
        return binary_cross_entropy(scores, wanted)
    best = network.nodes[-1].layer.best
    loss = softmax_cross_entropy(
        scores if best > 0 else -scores, labels, smoothing=smoothing, class_weights=importance
    )
    return loss if best > 0 else Loss(loss.values, -loss.grad)


def class_weights(labels: Labels, classes: int, balance: float) -> Array:
    """How much a picture of each class counts, (classes,); one on average over all pictures.

    With a balance of 1 a class of 1,000 pictures counts as much as one of 3,000:

    >>> print(class_weights(np.array([0, 0, 0, 1]), 2, balance=1.0).round(3))
    [0.667 2.   ]
    """
    counts = np.bincount(labels, minlength=classes).astype(np.float64)
    wanted = np.maximum(counts, 1) ** -balance
    fair: Array = (wanted * counts.sum() / (wanted * counts).sum()).astype(np.float32)
    return fair


def nested(flat: Mapping[str, Array]) -> Nested:
    """``{"conv_1.weights": a}`` as ``{"conv_1": {"weights": a}}``, the same arrays.

    >>> nested({"conv_1.weights": np.zeros(1), "conv_1.bias": np.ones(1)})
    {'conv_1': {'weights': array([0.]), 'bias': array([1.])}}
    """
    tree: Nested = {}
    for name, array in flat.items():
        node, param = name.rsplit(".", 1)
        tree.setdefault(node, {})[param] = array
    return tree


def with_dropout(network: Network, drop: Mapping[str, float]) -> Network:
    """The same network with a dropout in front of the nodes that ``drop`` names.

    It takes the same weights under the same names, and without masks it answers the same.
    """
    for name in drop:
        network.node(name)
    nodes: list[Node] = []
    for node in network.nodes:
        if node.name in drop:
            (heard,) = node.inputs
            nodes.append(Node(f"{node.name}.drop", Dropout(drop[node.name]), (heard,)))
            node = Node(node.name, node.layer, (nodes[-1].name,))
        nodes.append(node)
    return Network(network.image, tuple(nodes))


def _with_masks(network: Network, weights: Nested, count: int, rng: np.random.Generator) -> Nested:
    """The weights, and for every dropout a mask that switches off some numbers."""
    masks: Nested = {}
    for node in network.nodes:
        if node.layer.kind == "dropout":
            rate = node.layer.settings()["rate"]
            stays = rng.random((count, *network.input_shapes(node.name)[0])) >= rate
            masks[node.name] = {"mask": stays.astype(np.float32) / np.float32(1 - rate)}
    return weights | masks


def _shorten(slopes: Arrays, longest: float) -> None:
    """All slopes are one arrow; if it is longer than ``longest``, make it that long."""
    length = sqrt(sum(float((slope * slope).sum()) for slope in slopes.values()))
    if length > longest:
        for slope in slopes.values():
            slope *= np.float32(longest / length)


def _forget_measured(network: Network, slopes: Arrays) -> None:
    """What is measured rather than learned does not move."""
    for node in network.nodes:
        for name in node.layer.measured:
            slopes[f"{node.name}.{name}"][...] = 0


def _follow(state: State, memory: float) -> None:
    """Let the running mean come a little closer to the weights; early on, faster."""
    share = np.float32(1 - min(memory, (1 + state.step) / (10 + state.step)) if memory else 1)
    for name, weight in state.weights.items():
        state.average[name] += share * (weight - state.average[name])
