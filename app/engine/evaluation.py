"""How good is a trained network, and does it know when it does not know?

Everything here looks at scores (n, k) and labels (n,), so it can be asked of any
network on any pictures; ``logits`` is what gets the scores out of one.
"""

from collections.abc import Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

from app.engine.losses import Labels
from app.engine.network import Network
from app.engine.training import Nested, logits_node
from app.engine.types import Array, EngineError, Weights


def logits(
    network: Network, weights: Weights, images: NDArray[np.uint8], micro_batch: int = 8
) -> Array:
    """The scores (n, k) before softmax, for bytes (n, c, h, w) taken as 0..1.

    Where the smallest wins, with their sign turned, so that the largest does.
    """
    answer, best = logits_node(network), network.nodes[-1].layer.best
    scores = [
        network.run(images[at : at + micro_batch].astype(np.float32) / np.float32(255), weights)[
            answer
        ]
        for at in range(0, len(images), micro_batch)
    ]
    if not scores:
        raise EngineError("There is no picture to look at.")
    told = np.concatenate(scores).reshape(len(images), -1)
    return told if best > 0 else -told


def probabilities(scores: Array, temperature: float = 1.0) -> Array:
    """Softmax of (n, k) scores, each divided by the temperature first."""
    heat = np.exp((scores - scores.max(axis=1, keepdims=True)) / temperature)
    shares: Array = heat / heat.sum(axis=1, keepdims=True)
    return shares


def temperature(scores: Array, labels: Labels) -> float:
    """The number to divide scores by so that "90 % sure" is right nine times in ten.

    It is the one that gives the labels the highest probability (Guo et al. 2017), found
    by golden section on a logarithmic scale between 1/8 and 8. It changes no verdict.
    """
    exact = scores.astype(np.float64)
    rows = np.arange(len(labels))

    def cost(logarithm: float) -> float:
        cooled = exact / np.exp(logarithm)
        top = cooled.max(axis=1, keepdims=True)
        spread = np.log(np.exp(cooled - top).sum(axis=1)) + top[:, 0]
        return float((spread - cooled[rows, labels]).mean())

    low, high, golden = -log(8), log(8), (5**0.5 - 1) / 2
    for _ in range(60):
        left, right = high - golden * (high - low), low + golden * (high - low)
        if cost(left) < cost(right):
            high = right
        else:
            low = left
    return float(np.exp((low + high) / 2))


def cooled(network: Network, weights: Weights, by: float) -> Nested:
    """The same network with its scores divided by ``by``: folded into its last weights."""
    cooler: Nested = {node: dict(params) for node, params in weights.items()}
    answer = logits_node(network)
    if answer not in cooler or network.node(answer).layer.kind not in ("dense", "conv2d"):
        raise EngineError(f"{answer} has no weights that could take a temperature in.")
    cooler[answer] = {
        name: (array.astype(np.float64) / by).astype(array.dtype)
        for name, array in cooler[answer].items()
    }
    return cooler


def accuracy(scores: Array, labels: Labels) -> float:
    """The share of pictures whose highest score is the right one."""
    return float((scores.argmax(axis=1) == labels).mean())


def confusion(scores: Array, labels: Labels) -> NDArray[np.intp]:
    """How often each class (row) was taken for each class (column), (k, k)."""
    classes = scores.shape[1]
    pairs = labels.astype(np.intp) * classes + scores.argmax(axis=1)
    return np.bincount(pairs, minlength=classes**2).reshape(classes, classes)


def calibration_error(shares: Array, labels: Labels, bins: int = 15) -> float:
    """Expected calibration error: how far "so sure" is from "so often right", on average.

    Answers are sorted into ``bins`` by how sure they are; in each the mean confidence is
    compared with the share that was right (Naeini et al. 2015).

    >>> calibration_error(np.array([[0.75, 0.25]] * 4), np.array([0, 0, 0, 1]))
    0.0
    """
    sure = shares.max(axis=1).astype(np.float64)
    right = shares.argmax(axis=1) == labels
    place = np.minimum((sure * bins).astype(int), bins - 1)
    gaps = np.bincount(place, weights=sure - right, minlength=bins)
    return float(np.abs(gaps).sum() / len(labels))


def unsure_below(shares: Array, keep: float = 0.8) -> float:
    """The confidence that this share of pictures reaches; below it, better say "unsure".

    >>> unsure_below(np.array([[0.5], [0.6], [0.7], [0.8], [0.9]]), keep=0.8)
    0.6
    """
    sure = np.sort(shares.max(axis=1))[::-1]
    return float(sure[max(round(keep * len(sure)), 1) - 1])


def auroc(familiar: Array, strange: Array) -> float:
    """How well a score tells strangers from what is known: the chance that a stranger has more.

    familiar, strange   the scores (n,) and (m,) of both; ties count half

    The area under the receiver operating characteristic, as the Mann-Whitney statistic.

    >>> auroc(np.array([0.1, 0.2]), np.array([0.2, 0.9]))
    0.875
    """
    scores = np.concatenate([familiar, strange])
    _, place, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[place]
    n, m = len(familiar), len(strange)
    return float((ranks[n:].sum() - m * (m + 1) / 2) / (n * m))


def hold_out(labels: Labels, share: float, seed: int) -> tuple[Sequence[int], Sequence[int]]:
    """Which pictures to learn from and which to keep aside, the same share of every class.

    Both lists are in the order of the pictures. At least one of each class stays on
    either side if it has two.
    """
    rng = np.random.default_rng([seed, 3])
    aside: list[int] = []
    for label in np.unique(labels):
        own = rng.permutation(np.flatnonzero(labels == label))
        aside += own[: max(1, round(share * len(own)))].tolist() if share and len(own) > 1 else []
    held = np.zeros(len(labels), bool)
    held[aside] = True
    return np.flatnonzero(~held).tolist(), np.flatnonzero(held).tolist()
