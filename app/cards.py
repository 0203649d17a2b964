"""The card of a trained network: what it learned, from what, how well, and how to rebuild it.

A card is Markdown, written by the training run itself from the figures it measured.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.training_recipe import TrainingRecipe


@dataclass(frozen=True)
class Figures:
    """What was measured on one split.

    split                of the data set
    pictures, correct    how many there are, and how many were named rightly
    ece                  expected calibration error, 15 bins
    sure                 the share of pictures that reach the "unsure" threshold
    sure_accuracy        the share of those that were right
    confusion            (k, k): row = what it is, column = what the network said
    """

    split: str
    pictures: int
    correct: int
    ece: float
    sure: float
    sure_accuracy: float
    confusion: NDArray[np.intp]

    @property
    def accuracy(self) -> float:
        """The share that was named rightly."""
        return self.correct / self.pictures


@dataclass(frozen=True)
class Strange:
    """What was measured on photos of things that it was never shown.

    pictures, kinds   how many photos, of how many kinds of things
    auroc             the chance that such a photo seems stranger than one of a known thing
    noticed           the share called "something else", or named with less than the threshold
    source            where the photos of other things come from
    """

    split: str
    pictures: int
    kinds: int
    auroc: float
    noticed: float
    source: str = ""


@dataclass(frozen=True)
class Learning:
    """How a training run went.

    pictures      learned from
    held_out      kept aside from the same split
    aside         what was measured on those
    judged        what was measured on the split kept for the published figure, if it was
    temperature   folded into the last weights
    unsure_below  the confidence under which the network says that it is unsure
    seconds       spent learning
    command       to do it again
    numpy         the version of NumPy
    teacher       what it was taught with, where that is not our engine: "PyTorch 2.13.0"
    parity        how far that and our engine are apart, as a share of a layer's largest number
    strange       what was measured on other things, if it knows "something else"
    closing       epochs that followed the plan
    """

    pictures: int
    held_out: int
    aside: Figures
    judged: Figures | None
    temperature: float
    unsure_below: float
    seconds: float
    command: str
    numpy: str
    teacher: str = ""
    parity: float = 0.0
    strange: Strange | None = None
    closing: int = 0


def card(
    title: str,
    about: str,
    classes: Sequence[str],
    parameters: int,
    recipe: TrainingRecipe,
    learning: Learning,
) -> str:
    """The whole card."""
    best = learning.judged or learning.aside
    where = f"`{best.split}`" if learning.judged else f"a slice held out of `{best.split}`"
    paragraphs = [
        f"# {title}: what it learned",
        about,
        f"**{percent(best.accuracy)}** of {best.pictures:,} pictures it had never seen are named "
        f"rightly ({where}, {best.correct:,} right). It has {parameters:,} parameters.",
        section("What it does", recipe.learned),
        section("What it does badly", recipe.weak),
        section("How sure it is", _sureness(learning, best)),
        section("What it makes of other things", _strange(learning)),
        section("What is taken for what", _confusion(classes, best)),
        section("What it learned from", _source(recipe, learning)),
        section("How it was taught", _teaching(recipe, learning)),
    ]
    return "\n\n".join(part for part in paragraphs if part) + "\n"


def section(heading: str, body: str) -> str:
    """A heading and what stands below it; nothing, if nothing does."""
    return f"## {heading}\n\n{body}" if body else ""


def percent(share: float) -> str:
    """A share in per cent, as one reads it.

    >>> percent(0.9943)
    '99.43 %'
    """
    return f"{100 * share:.2f} %"


def _sureness(learning: Learning, best: Figures) -> str:
    return (
        f"Its probabilities are calibrated: scores were divided by a temperature of "
        f"{learning.temperature:.3f}, found on the held-out slice and folded into the last "
        f"weights. What is left of over- or underconfidence is {percent(best.ece)} (expected "
        f"calibration error on `{best.split}`).\n\n"
        f"Below {percent(learning.unsure_below)} it says that it is unsure. That keeps "
        f"{percent(best.sure)} of these pictures, of which {percent(best.sure_accuracy)} are "
        f"named rightly."
    )


def _confusion(classes: Sequence[str], best: Figures) -> str:
    """A table: a row is what the pictures are, a column what the network says."""
    lines = [
        f"On `{best.split}`. A row is what the pictures show, a column what the network says.\n",
        "| | " + " | ".join(classes) + " | right |",
        "|---|" + "---:|" * (len(classes) + 1),
    ]
    for name, row, place in zip(classes, best.confusion.tolist(), range(len(classes)), strict=True):
        total = sum(row)
        if not total:  # "something else" has no pictures in a split of known things
            continue
        cells = [f"**{count}**" if at == place else str(count) for at, count in enumerate(row)]
        right = f"{100 * row[place] / total:.1f} %" if total else "–"
        lines.append(f"| {name} | {' | '.join(cells)} | {right} |")
    return "\n".join(lines)


def _source(recipe: TrainingRecipe, learning: Learning) -> str:
    source = recipe.source
    return (
        f"{source.name}. By {source.credit}; {source.licence}. The data set itself is not part "
        f"of convscope.\n\n"
        f"{learning.pictures:,} pictures of `{source.learn}` were learned from; "
        f"{learning.held_out:,} more were held out of it to choose with, for the temperature and "
        f"for the threshold ({percent(learning.aside.accuracy)} of them are named rightly). "
        f"`{source.judge}` was used for the figure above and for nothing else."
    )


def _strange(learning: Learning) -> str:
    """Whether it notices what it does not know; nothing, for a network that cannot say so."""
    strange = learning.strange
    if strange is None:
        return ""
    return (
        f'It can say "something else". Of {strange.pictures:,} photos of {strange.kinds} kinds of '
        f"things that it was never shown (`{strange.split}`), {percent(strange.noticed)} are "
        f"called that, or are named with less certainty than the threshold. Put in order by how "
        f"strange they seem, a photo of such a thing stands above one of the ten known things "
        f"{percent(strange.auroc)} of the time (AUROC; 50 % would be chance).\n\n"
        f"It learned that from photos of other kinds ({strange.source}) and from drawings, "
        f"gradients, flat colours and noise that the recipe makes by lot."
    )


def _teaching(recipe: TrainingRecipe, learning: Learning) -> str:
    minutes = learning.seconds / 60
    plan = recipe.plan
    epochs = plan.epochs + learning.closing
    told = f"```\n{learning.command}\n```\n\n{epochs} epochs in {minutes:.0f} minutes on one "
    if not learning.teacher:
        return (
            f"{told}processor core, in the engine that also runs it (NumPy {learning.numpy}), with "
            f"the seed {plan.seed}. Every setting, and why, stands in the recipe."
        )
    return (
        f"{told}processor core with {learning.teacher}, with the seed {plan.seed}. While it "
        f"learned, a batch norm stood behind every convolution; it is folded into the weights, "
        f"and none is left. In our engine every layer gives the numbers that PyTorch gives, to "
        f"{learning.parity:.0e} of the layer's largest. Every setting, and why, stands in the "
        f"recipe."
    )
