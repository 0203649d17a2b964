"""How long each step is, from the first to the last.

A schedule answers one question: what is the learning rate when this share (0 to 1) of
the training is done?

    Constant   the same all the way
    OneCycle   up a ramp, then down half a wave of cosine, to (almost) nothing
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, fields
from math import cos, pi
from typing import Any, ClassVar

from app.engine.types import SpecError

SCHEDULES: dict[str, type["Schedule"]] = {}


@dataclass(frozen=True)
class Schedule(ABC):
    """A learning rate for every moment of the training; ``peak`` is the highest."""

    kind: ClassVar[str]

    peak: float

    def __init_subclass__(cls) -> None:
        SCHEDULES[cls.kind] = cls

    @abstractmethod
    def rate(self, done: float) -> float:
        """The learning rate when ``done`` (0 to 1) of all steps have been taken."""


@dataclass(frozen=True)
class Constant(Schedule):
    """The same rate from the first step to the last."""

    kind = "constant"

    def rate(self, done: float) -> float:
        """Always the peak."""
        return self.peak


@dataclass(frozen=True)
class OneCycle(Schedule):
    """Warm up while the weights are still wild, stride, then tread ever more softly.

    peak     the highest rate, reached when ``warmup`` of the training is done
    start    the first rate, as a share of the peak
    end      the last rate, as a share of the peak

    After Smith & Topin 2018 ("super-convergence"), with a straight ramp and a cosine.

    >>> schedule = OneCycle(peak=0.1, warmup=0.2, start=0.1, end=0.0)
    >>> [round(schedule.rate(done), 4) for done in (0, 0.2, 0.6, 1)]
    [0.01, 0.1, 0.05, 0.0]
    """

    kind = "one-cycle"

    warmup: float = 0.2
    start: float = 0.04
    end: float = 0.0

    def rate(self, done: float) -> float:
        """The rate on the ramp or on the wave."""
        if done < self.warmup:
            return self.peak * (self.start + (1 - self.start) * done / self.warmup)
        fallen = (done - self.warmup) / (1 - self.warmup)
        return self.peak * (self.end + (1 - self.end) * (1 + cos(pi * fallen)) / 2)


def schedule(settings: Mapping[str, Any]) -> Schedule:
    """The schedule that a recipe describes.

    >>> schedule({"kind": "constant", "peak": 0.01}).rate(0.5)
    0.01
    """
    rest = dict(settings)
    kind = rest.pop("kind", None)
    if kind not in SCHEDULES:
        raise SpecError(f"There is no schedule {kind!r}; there are {', '.join(SCHEDULES)}.")
    try:
        return SCHEDULES[kind](**rest)
    except TypeError:
        known = ", ".join(field.name for field in fields(SCHEDULES[kind]))
        raise SpecError(f"The schedule {kind} can be told {known}; not {rest}.") from None
