"""A mission: something to bring about with a network, and how one sees that it is done.

It says its task and three hints in words that hold for one network; the check looks only at
the numbers of a run, so whatever brings the thing about counts, and nothing has to be trusted.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from app import schemas
from app.catalogue import Entry
from app.engine.network import Network
from app.engine.writing import listed, thousands
from app.errors import BadRequest
from app.runs import Run, Runs
from app.shelf import Sample

Samples = Sequence[tuple[Sample, Run]]
"""The sample pictures of a network, each with its run."""


@dataclass(frozen=True)
class Wanted:
    """What a learner has to say as well: a count from low to high, or one map of a layer."""

    kind: Literal["count", "map"]
    label: str
    low: int
    high: int
    layer: str | None = None

    def as_dict(self) -> schemas.Wanted:
        """What is wanted, as it goes over the wire."""
        return {
            "kind": self.kind,
            "label": self.label,
            "low": self.low,
            "high": self.high,
            "layer": self.layer,
        }

    def read(self, answer: Any) -> int | None:
        """The answer as a number; None if none was given. Raises BadRequest."""
        if answer is None:
            return None
        if type(answer) is not int or not self.low <= answer <= self.high:
            said = thousands(answer) if type(answer) is int else repr(answer)
            raise BadRequest(
                f"The answer is {said[:40]}, but should be a whole number from {self.low} to "
                f"{thousands(self.high)}."
            )
        return answer


@dataclass(frozen=True)
class Task:
    """A mission as it is put to somebody who looks at one network.

    hints    three, each tells more than the one before
    about    what it is good for
    sample   the picture it is about, where it is about one
    layer    where to begin
    """

    title: str
    task: str
    hints: tuple[str, str, str]
    about: str
    sample: str | None = None
    layer: str | None = None
    wanted: Wanted | None = None


@dataclass(frozen=True)
class Finding:
    """What is seen, what is still missing, and what was learned once nothing is."""

    done: bool
    sentence: str
    figures: Mapping[str, Any] = field(default_factory=dict)
    learned: str = ""


class Mission(ABC):
    """One thing to bring about."""

    id: ClassVar[str]

    @abstractmethod
    def fits(self, entry: Entry, samples: Samples) -> bool:
        """Whether it makes sense for a network with these samples. Asked before the others."""

    @abstractmethod
    def task(self, entry: Entry, samples: Samples) -> Task:
        """The mission in words for one network."""

    @abstractmethod
    def check(self, run: Run, runs: Runs, answer: Any) -> Finding:
        """Whether a run (and an answer, where one is wanted) fulfils it.

        Raises BadRequest, BadEdit.
        """


def called(network: Network, layer: str) -> str:
    """A layer as people say it, with its name.

    Counted where there are several of its stage: "convolved 2 (conv_1_2)".
    """
    stage = network.node(layer).layer.stage
    alike = [node.name for node in network.nodes if node.layer.stage == stage]
    number = f" {alike.index(layer) + 1}" if alike[1:] else ""
    said = f"{stage}{number}"
    return said if said == layer else f"{said} ({layer})"


def maps_told(channels: Sequence[int]) -> str:
    """Maps by their numbers, which people count from 1.

    >>> maps_told([3]), maps_told([0, 9])
    ('map 4', 'maps 1 and 10')
    """
    return f"map{'s' if channels[1:] else ''} {listed([str(at + 1) for at in channels])}"
