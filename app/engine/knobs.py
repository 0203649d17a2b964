"""What may be tried otherwise on a layer, as data: a laboratory draws its controls from it.

A kind of layer lists its knobs; nobody who draws or reads them has to ask what kind it is.
Most knobs are settings of the layer itself. Three are about the trial: ``border`` (what lies
around the maps), ``ceil`` (whether a last window may hang over) and ``fill`` (what stands in
weights that were never learned).
"""

from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple


class Choice(NamedTuple):
    """One of a few, and what people call it."""

    value: str
    label: str


@dataclass(frozen=True)
class Knob:
    """One thing that can be changed.

    form   count    a whole number of at least ``least``; if ``pair``, also [rows, columns]
           amount   a number from ``least`` up to ``most``
           choice   one of ``choices``
           switch   true or false
    """

    name: str
    label: str
    about: str
    form: Literal["count", "amount", "choice", "switch"]
    least: float = 0
    most: float | None = None
    pair: bool = False
    choices: tuple[Choice, ...] = ()

    def as_dict(self, most: float | None = None) -> dict[str, Any]:
        """The knob as JSON; ``most`` is how far it may be turned where it says nothing itself."""
        return {
            "name": self.name,
            "label": self.label,
            "about": self.about,
            "form": self.form,
            "least": self.least,
            "most": self.most if most is None else most,
            "pair": self.pair,
            "choices": [choice._asdict() for choice in self.choices],
        }


ZEROS, REFLECT, EDGE, NOTHING = (
    Choice("zeros", "zeros"),
    Choice("reflect", "reflected"),
    Choice("edge", "the edge, repeated"),
    Choice("nothing", "left out"),
)
RANDOM = Choice("random", "random")

SIZE = Knob(
    "size", "window size", "How many cells the window is high and wide.", "count", 1, pair=True
)
KERNEL = replace(SIZE, label="kernel size")
STRIDE = Knob("stride", "stride", "How many cells it moves at a time.", "count", 1, pair=True)
PADDING = Knob(
    "padding", "padding", "How many cells are laid around the maps first.", "count", pair=True
)
CEIL = Knob(
    "ceil",
    "round up",
    "Whether a last window may hang over the edge, so that no rest is dropped.",
    "switch",
)
DILATION = Knob(
    "dilation",
    "dilation",
    "How far apart the cells lie that the window reads.",
    "count",
    1,
    pair=True,
)
FILTERS = Knob("filters", "filters", "How many filters there are: each makes one map.", "count", 1)
SLOPE = Knob("slope", "leak", "What is left of a number below zero.", "amount", 0, 0.95)
FILL = Knob(
    "fill",
    "new weights",
    "What stands where a larger filter has weights that nobody learned.",
    "choice",
    choices=(ZEROS, RANDOM),
)


def border(*choices: Choice) -> Knob:
    """What the padding is made of, where these are possible."""
    about = "What the padding is made of."
    return Knob("border", "border", about, "choice", choices=choices)


def kinds(named: dict[str, str]) -> Knob:
    """Another kind of the same family, by name and by what people call it."""
    choices = tuple(Choice(kind, label) for kind, label in named.items())
    about = "Another rule in its place, on the very same numbers."
    return Knob("kind", "rule", about, "choice", choices=choices)
