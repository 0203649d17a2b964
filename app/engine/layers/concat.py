"""Concat: stack the maps of several branches, as in GoogLeNet."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from app.engine import accounts
from app.engine.layer import Layer, alike
from app.engine.listing import held, listing, place
from app.engine.reads import Window
from app.engine.scene import PLAIN, Scene
from app.engine.terms import Term, Terms
from app.engine.types import Array, Cell, Gradients, Params, Shape
from app.engine.writing import counted, loudest, ordinal, signed, thousands


@dataclass(frozen=True)
class Concat(Layer):
    """Branches of equal height and width, channel after channel.

    Szegedy et al., Going Deeper with Convolutions, 2014.
    """

    kind = "concat"
    stage = "concatenated"
    verb = "a cell of one of the branches"
    formula = r"y = [\,x ;\; x'\,]"
    summary = (
        "{branches} are stacked on top of each other, channel after channel, to {maps_out} "
        "({stacks}). No number is changed, and nothing is learned here. The next filter reads "
        "all of them at once."
    )
    eli5 = (
        "Several people looked at the same thing, each in their own way, and wrote down what "
        "they saw. Their sheets are put on one pile, in a fixed order.\n\n"
        "Nobody's sheet is changed. Whoever comes next can leaf through all of them."
    )
    in_depth = (
        "Height and width must agree; channels add up. It differs from adding: a sum mixes its "
        "inputs cell by cell and cannot be undone, a stack keeps each of them apart and leaves "
        "the mixing to the weights that follow.\n\n"
        "GoogLeNet goes wide this way: 1×1, 3×3 and 5×5 filters and a pool look at the same "
        "maps, and the next layer chooses what is of use. When the network learns, each branch "
        "gets back the blame for its own channels."
    )
    arity = None

    def output_shape(self, *inputs: Shape) -> Shape:
        alike(self, inputs, slice(1, None))
        return sum(c for c, _, _ in inputs), *inputs[0][1:]

    def reads(self, *inputs: Shape) -> tuple[Window, ...]:
        return tuple(Window(offset=seam) for seam in _seams([c for c, _, _ in inputs]))

    def forward(self, inputs: tuple[Array, ...], params: Params) -> Array:
        return np.concatenate(inputs, axis=1)

    def backward(self, grad: Array, inputs: tuple[Array, ...], params: Params) -> Gradients:
        """Each branch gets back what it put in."""
        seams = _seams([x.shape[1] for x in inputs])[1:]
        return Gradients(tuple(np.split(grad, seams, axis=1)), {})

    def explain(self, cell: Cell, inputs: tuple[Array, ...], params: Params) -> Terms:
        channel, i, j = cell
        seams = _seams([x.shape[1] for x in inputs])
        source = max(at for at, seam in enumerate(seams) if seam <= channel)
        home = channel - seams[source]
        value = float(inputs[source][0, home, i, j])
        return Terms((Term(home, i, j, value, 1.0, value, source=source),), value)

    def blanks(self, *inputs: Shape) -> dict[str, str]:
        return super().blanks(*inputs) | {
            "branches": counted(len(inputs), "branch", "branches"),
            "stacks": " + ".join(str(c) for c, _, _ in inputs),
        }

    def sizes_told(self, *inputs: Shape) -> tuple[str, ...]:
        channels = [c for c, _, _ in inputs]
        stacked = " + ".join(thousands(c) for c in channels)
        return *accounts.unchanged(inputs[0]), f"maps: {stacked} = {thousands(sum(channels))}"

    def code(self, name: str, heard: Sequence[str], *inputs: Shape) -> str:
        branches = ", ".join(held(source) for source in heard)
        return listing(
            f"branches = [{branches}]",
            "x = np.concatenate(branches)",
            place(),
            "y = x[c, i, j]",
        )

    def sentence(
        self, inputs: tuple[Array, ...], output: Array, params: Params, scene: Scene = PLAIN
    ) -> str:
        stacks = " + ".join(str(x.shape[1]) for x in inputs)
        (channel, _, _), most = loudest(output[0])
        branch = max(
            at for at, seam in enumerate(_seams([x.shape[1] for x in inputs])) if seam <= channel
        )
        whole = counted(output.shape[1], "map")
        return (
            f"{counted(len(inputs), 'branch', 'branches')} stacked to {whole} ({stacks}), none of "
            f"them changed. The loudest number, {signed(most)} in map {channel + 1}, came from "
            f"the {ordinal(branch + 1)} branch."
        )


def _seams(channels: list[int]) -> list[int]:
    """Where each branch begins in the stack.

    >>> _seams([2, 3, 1])
    [0, 2, 5]
    """
    return list(accumulate(channels[:-1], initial=0))
