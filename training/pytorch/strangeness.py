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


def score(shares: NDArray[np.float32]) -> NDArray[np.float32]:
    """How much of a stranger each picture is: one minus its best known class."""
    strangest: NDArray[np.float32] = 1 - shares[:, :-1].max(axis=1)
    return strangest
