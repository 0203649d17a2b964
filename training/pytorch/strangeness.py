"""Does it notice what it does not know? Asked with kinds of things that it was never shown."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.cards import Strange
from app.engine import evaluation
from app.engine.network import Network
from training.pytorch import strangers

NOTHING_ASKED = 4_000
"""Pictures of each kind of nothing."""
NAMED_ALL_THE_SAME = 0.0005
"""So many pictures of nothing may be named with certainty. (The one highest share of thousands is
a matter of luck, and would make a network call itself unsure of most photos.)"""


def measured(
    network: Network,
    weights: Mapping[str, Mapping[str, Any]],
    known: NDArray[np.uint8],
    others: Path,
    split: str,
    unsure_below: float,
) -> Strange:
    """All figures; the score of a stranger is the share that goes to "something else", the last."""
    photos, kinds = strangers.photos(others, split, network.image)
    familiar = evaluation.probabilities(evaluation.logits(network, weights, known))
    strange = evaluation.probabilities(evaluation.logits(network, weights, photos))
    named = strange[:, :-1].max(axis=1)
    return Strange(
        split=split,
        pictures=len(photos),
        kinds=len(set(kinds)),
        auroc=evaluation.auroc(score(familiar), score(strange)),
        noticed=float(
            ((strange.argmax(axis=1) == strange.shape[1] - 1) | (named < unsure_below)).mean()
        ),
    )


def surest(network: Network, weights: Mapping[str, Mapping[str, Any]], seed: int) -> float:
    """The share that hardly any picture with nothing on it gives to a known thing.

    Below that the network must call itself unsure. Asked with flat colours and noise of which it
    never saw a single one.
    """
    rng = np.random.default_rng([seed, 7])
    made = np.stack([maker(rng) for maker in strangers.NOTHING for _ in range(NOTHING_ASKED)])
    shares = evaluation.probabilities(evaluation.logits(network, weights, made))
    named = np.where(shares.argmax(axis=1) != shares.shape[1] - 1, shares.max(axis=1), 0)
    return float(np.quantile(named, 1 - NAMED_ALL_THE_SAME))


def shift(scores: NDArray[np.float32], mistaken: float) -> float:
    """What to add to the score of "something else", the last, so that no more than the share
    ``mistaken`` of these photos of known things are called that.

    scores   (n, k) of photos of known things, before softmax
    """
    ahead = np.sort(scores[:, -1] - scores[:, :-1].max(axis=1))[::-1]
    return -float(ahead[int(mistaken * len(ahead))])


def shifted(
    network: Network, weights: Mapping[str, Mapping[str, Any]], by: float
) -> dict[str, dict[str, Any]]:
    """The same weights with that added to the bias of the last score."""
    moved = {node: dict(params) for node, params in weights.items()}
    bias = moved[network.logits]["bias"].copy()
    bias[-1] += np.float32(by)
    moved[network.logits]["bias"] = bias
    return moved


def score(shares: NDArray[np.float32]) -> NDArray[np.float32]:
    """How much of a stranger each picture is: its share of "something else"."""
    strangest: NDArray[np.float32] = shares[:, -1]
    return strangest
