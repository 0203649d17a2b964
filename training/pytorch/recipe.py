"""A recipe for PyTorch: the usual one, and what the network is shown as "something else"."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from app import training_recipe
from app.engine.optimizers import SGD
from app.engine.schedules import OneCycle
from app.errors import BadRequest
from app.training_recipe import TrainingRecipe


@dataclass(frozen=True)
class Closing:
    """Epochs after the plan, at a small rate, with noise of every size among what is drawn.

    epochs   how many; 0 for none
    rate     how far the first step goes; the last goes nowhere, and between them it falls evenly
    shown    as ``late`` of Strangers
    """

    epochs: int = 0
    rate: float = 0.0
    shown: tuple[int, int, float] = (0, 0, 0.0)

    def rate_after(self, epochs: float) -> float:
        """The rate when so many of these epochs are over, parts of one included."""
        return self.rate * (1 - epochs / self.epochs)


@dataclass(frozen=True)
class Strangers:
    """What is shown besides, as "something else".

    name, credit, licence   of the photos of other things, for the card
    early, late             how they are shown in the first and in the second half of the epochs:
                            [photos in a batch, pictures drawn by lot in it, how much one counts
                            where a known thing counts 1]
    closing                 epochs that follow the plan
    mistaken                the share of held-out photos of known things that may be called
                            "something else"; its score is shifted until no more are
    hold_out                the share of *kinds* of other things that is kept aside to choose with
    """

    name: str
    credit: str
    licence: str
    early: tuple[int, int, float]
    late: tuple[int, int, float]
    closing: Closing = Closing()
    mistaken: float = 0.02
    hold_out: float = 0.1

    def shown(self, epoch: int, epochs: int) -> tuple[int, int, float]:
        """Photos and drawn pictures in a batch of this epoch, and how much one of them counts."""
        if epoch >= epochs:
            photos, drawn, weight = self.closing.shown
        else:
            photos, drawn, weight = self.late if self.is_late(epoch, epochs) else self.early
        return int(photos), int(drawn), float(weight)

    def is_late(self, epoch: int, epochs: int) -> bool:
        """Whether this epoch is one of the second half, or of what follows."""
        return epoch >= epochs // 2


def read(path: Path) -> tuple[TrainingRecipe, Strangers]:
    """Both halves of the file. Raises BadRequest in a sentence."""
    recipe = training_recipe.read(path)
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    if recipe.teacher != "pytorch":
        raise BadRequest(f"{path} is taught by convscope train, not here.")
    if not isinstance(recipe.plan.optimizer, SGD) or not isinstance(recipe.plan.schedule, OneCycle):
        raise BadRequest(f"{path}: in PyTorch we teach with sgd and one-cycle only.")
    try:
        told = dict(found["strangers"])
        return recipe, Strangers(**told | {"closing": Closing(**told.get("closing", {}))})
    except (KeyError, TypeError) as error:
        raise BadRequest(f"{path} does not say what its strangers are: {error}.") from None
