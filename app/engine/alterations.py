"""One picture, moved about on purpose: a nudge, a turn, a closer look, another light, some noise.

A person sees the same thing all the while. A network sees other numbers at every pixel, and
may change its mind: each alteration here is a question about what it has really learned.

They are made in this order, whatever order they are asked for in:

    1  turned and scaled about the middle, then shifted: one look at the old picture,
       bilinear, so that nothing is blurred twice
    2  made brighter or darker
    3  noise
    4  whatever is darker than black is black, whatever is brighter than white is white

Beyond its edge a picture goes on as its last row or column; nothing black creeps in. At their
neutral values all six together leave every pixel exactly as it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from app.engine.augmentation import warp
from app.engine.types import Array, SpecError

Changes = Mapping[str, float]
"""How a picture is altered, by name; what is left out stays neutral."""

SEED = 7
"""The noise is drawn once: more of it is the same noise, only louder."""


@dataclass(frozen=True)
class Alteration:
    """One way to alter a picture, and the slider that does it.

    low, high   as far as it goes
    step        of a slider
    neutral     where nothing is altered
    places      how many values, evenly from low to high, a curve along the slider is drawn from
    more, less  what is said of a picture above and below neutral
    """

    name: str
    title: str
    unit: str
    low: float
    high: float
    step: float
    neutral: float
    places: int
    about: str
    more: str
    less: str

    @property
    def values(self) -> list[float]:
        """The places of a curve, rounded to what a person would type."""
        return [round(float(at), 6) for at in np.linspace(self.low, self.high, self.places)]

    def said(self, value: float) -> str:
        """What was done to a picture, as a sentence; nothing where nothing was.

        >>> ALTERATIONS["rotate"].said(-15)
        'Turned by 15° to the left.'
        >>> ALTERATIONS["scale"].said(1)
        ''
        """
        if value == self.neutral:
            return ""
        words = self.more if value > self.neutral else self.less
        shown = abs(value) if self.low < 0 else value
        return words.format(f"{shown:.4g}", s="" if shown == 1 else "s")

    def as_dict(self) -> dict[str, Any]:
        """All there is to know in order to draw its slider."""
        told = asdict(self)
        del told["more"], told["less"]
        return told


def _by_name(*alterations: Alteration) -> dict[str, Alteration]:
    return {alteration.name: alteration for alteration in alterations}


ALTERATIONS = _by_name(
    Alteration(
        "shift_x", "Shift sideways", "px", -10, 10, 0.5, 0, 41,
        "Moves the picture to the right; below zero to the left.",
        "Moved {} pixel{s} to the right.", "Moved {} pixel{s} to the left.",
    ),
    Alteration(
        "shift_y", "Shift up or down", "px", -10, 10, 0.5, 0, 41,
        "Moves the picture down; below zero up.",
        "Moved {} pixel{s} down.", "Moved {} pixel{s} up.",
    ),
    Alteration(
        "rotate", "Turn", "°", -180, 180, 1, 0, 73,
        "Turns the picture about its middle, as the hands of a clock turn.",
        "Turned by {}° to the right.", "Turned by {}° to the left.",
    ),
    Alteration(
        "scale", "Size", "×", 0.5, 1.5, 0.025, 1, 41,
        "Makes the picture larger or smaller about its middle.",
        "Enlarged to {} times its size.", "Shrunk to {} times its size.",
    ),
    Alteration(
        "brightness", "Brightness", "×", 0, 2, 0.05, 1, 41,
        "Multiplies every number by the same factor; what passes white stays white.",
        "Made {} times as bright.", "Darkened to {} of its brightness.",
    ),
    Alteration(
        "noise", "Noise", "", 0, 0.4, 0.01, 0, 41,
        "Adds a random number to every number; this is their standard deviation.",
        "Noise with a standard deviation of {} was added.", "",
    ),
)  # fmt: skip
"""In the order in which the page shows them."""


def check(changes: Changes) -> None:
    """Raise SpecError where a name is unknown or a value does not lie on its slider."""
    for name, value in changes.items():
        if name not in ALTERATIONS:
            raise SpecError(unknown(name))
        known = ALTERATIONS[name]
        if not known.low <= value <= known.high:
            limits = f"should be from {known.low:g} to {known.high:g}"
            raise SpecError(f"{name} is {value:.6g}, but {limits}.".replace("-", "−"))


def unknown(name: str) -> str:
    """What to say of a name that no alteration has."""
    return f"There is no alteration called {name[:40]!r}. There are {', '.join(ALTERATIONS)}."


def said(changes: Changes) -> list[str]:
    """What was done to a picture, in sentences, in the order in which it was done."""
    order = ("rotate", "scale", "shift_x", "shift_y", "brightness", "noise")
    told = [ALTERATIONS[name].said(changes[name]) for name in order if name in changes]
    return [sentence for sentence in told if sentence]


def alter(pictures: Array, changes: Sequence[Changes]) -> Array:
    """Pictures (n, c, h, w) from 0 to 1, each altered in its own way.

    Raises SpecError for changes that make no sense.
    """
    for one in changes:
        check(one)
    each = {
        name: np.array([float(one.get(name, known.neutral)) for one in changes])
        for name, known in ALTERATIONS.items()
    }
    seen = _moved(pictures, _maps(each))
    plain = bool((each["brightness"] == 1).all() and (each["noise"] == 0).all())
    return seen if plain else _lit(seen, each["brightness"], each["noise"])


def _maps(each: Mapping[str, Array]) -> Array:
    """From the new picture back to the old, (n, 2, 3), as ``warp`` wants them.

    Places are (row, column, 1) from the middle: the shift is undone first, then the turn
    and the size. A quarter turn has no rounding in it.
    """
    angle = np.deg2rad(each["rotate"])
    cos, sin = np.round(np.cos(angle), 14), np.round(np.sin(angle), 14)
    down, across = each["shift_y"], each["shift_x"]
    maps = np.empty((len(angle), 2, 3))
    maps[:, 0, 0], maps[:, 0, 1], maps[:, 0, 2] = cos, -sin, sin * across - cos * down
    maps[:, 1, 0], maps[:, 1, 1], maps[:, 1, 2] = sin, cos, -sin * down - cos * across
    return maps / each["scale"][:, None, None]


def _moved(pictures: Array, maps: Array) -> Array:
    """Every picture looked up through its map; once where all are moved alike."""
    still = np.eye(2, 3)
    if (maps == still).all():
        return pictures
    alike = (maps == maps[0]).all() and (pictures == pictures[0]).all()
    if not alike:
        return warp(pictures, maps)
    return np.broadcast_to(warp(pictures[:1], maps[:1]), pictures.shape)


def _lit(pictures: Array, brightness: Array, noise: Array) -> Array:
    """Multiplied, then with noise: the same for every picture, the louder the more."""
    factor, spread = (
        one.astype(pictures.dtype)[:, None, None, None] for one in (brightness, noise)
    )
    drawn = np.random.default_rng(SEED).standard_normal(pictures.shape[1:], np.float32)
    return np.clip(pictures * factor + spread * drawn, 0, 1)
