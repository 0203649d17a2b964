"""Everything there is to learn from, shared out once: what is learned, and what is kept aside."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app import datasets
from app.engine import evaluation
from app.engine.training import Pictures
from app.training_recipe import TrainingRecipe
from training.pytorch import strangers
from training.pytorch.recipe import Strangers

DRAWN_ASIDE = 200


@dataclass(frozen=True)
class Shelf:
    """Pictures as bytes (n, 3, h, w).

    known, aside                  of the things it is to know: learned from, held out
    others, others_aside          photos of other things: learned from; kinds never learned from
    drawn_aside                   pictures that no camera made
    """

    known: Pictures
    aside: Pictures
    others: NDArray[np.uint8]
    others_aside: NDArray[np.uint8]
    drawn_aside: NDArray[np.uint8]


def read(
    data: Path,
    others: Path,
    description: Mapping[str, Any],
    recipe: TrainingRecipe,
    stranger: Strangers,
) -> Shelf:
    """Read both data sets and share them out, by the seed of the recipe."""
    seed = recipe.plan.seed
    found = datasets.read(data, recipe.source.learn, description)
    kept, held = evaluation.hold_out(found.labels, recipe.source.hold_out, seed)
    shape = tuple(description["image"])
    photos, kinds = strangers.photos(others, "train", shape)
    names = sorted(set(kinds))
    mixed = np.random.default_rng([seed, 9]).permutation(names)
    apart = set(mixed[: max(1, int(len(names) * stranger.hold_out))])
    away = np.array([kind in apart for kind in kinds])
    return Shelf(
        known=Pictures(found.images[kept], found.labels[kept]),
        aside=Pictures(found.images[held], found.labels[held]),
        others=photos[~away],
        others_aside=photos[away],
        drawn_aside=strangers.drawn(DRAWN_ASIDE, np.random.default_rng([seed, 8])),
    )
