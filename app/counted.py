"""A network and its parts in figures, by the names that a story calls them.

Everything is counted from the description when it is asked for; nothing is kept here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import prod
from typing import Any

from app import describe, schemas
from app.catalogue import Entry
from app.engine import figures
from app.engine.network import Network, Node
from app.engine.reads import Window
from app.engine.writing import by
from app.lineage.path import filters, longest


class Uncounted(Exception):  # noqa: N818
    """A figure was asked for that this part has not."""


@dataclass(frozen=True)
class Part:
    """A layer, or several that belong together, in figures."""

    network: Network
    nodes: tuple[Node, ...]

    @property
    def parameters(self) -> int:
        """How many numbers it learned, biases included."""
        return sum(figures.parameters(self.network, node.name) for node in self.nodes)

    @property
    def weights(self) -> int:
        """The same without biases and other lists: one for each channel."""
        shapes = (self.network.param_shapes().get(node.name, {}) for node in self.nodes)
        return sum(prod(shape) for params in shapes for shape in params.values() if len(shape) > 1)

    @property
    def macs(self) -> int:
        """Multiplications with a weight, for one picture."""
        return sum(figures.macs(self.network, node.name) for node in self.nodes)

    @property
    def last(self) -> Node:
        """What comes out of it comes out of this one."""
        return self.nodes[-1]

    @property
    def shape(self) -> tuple[int, int, int]:
        """Channels, rows, columns of what comes out."""
        return self.network.shapes()[self.last.name]

    @property
    def maps(self) -> int:
        """Channels of what comes out."""
        return self.shape[0]

    @property
    def side(self) -> int:
        """Rows of what comes out."""
        return self.shape[1]

    @property
    def area(self) -> int:
        """How many places one of its maps has."""
        return prod(self.shape[1:])

    @property
    def numbers(self) -> int:
        """How many numbers come out."""
        return prod(self.shape)

    @property
    def field(self) -> int:
        """How many rows of the picture one number sees."""
        return figures.receptive_field(self.network, self.last.name)[0][0]

    @property
    def heard(self) -> int:
        """How many channels go in: where several layers are heard, those of the first."""
        return self.network.input_shapes(self.nodes[0].name)[0][0]

    @property
    def size(self) -> int:
        """How many rows of its input the window of the first of them reads."""
        return self._window.size[0]

    @property
    def window(self) -> str:
        """That window as people write it."""
        return by(self._window.size)

    @property
    def cells(self) -> int:
        """How many cells that window has."""
        return prod(self._window.size)

    @property
    def stride(self) -> int:
        """How far that window moves on."""
        return self._window.stride[0]

    @property
    def groups(self) -> int:
        """In how many groups the channels are read."""
        return self._window.groups

    @property
    def setting(self) -> Mapping[str, Any]:
        """What was chosen for the first of them, by name."""
        return self.nodes[0].layer.settings()

    @property
    def _window(self) -> Window:
        shapes = self.network.input_shapes(self.nodes[0].name)
        rule = self.nodes[0].layer.reads(*shapes)[0]
        if not isinstance(rule, Window):
            raise Uncounted(f"{self.nodes[0].name} has no window that slides")
        return rule


@dataclass(frozen=True)
class Whole:
    """A network in figures, and its parts by their names."""

    entry: Entry

    @property
    def network(self) -> Network:
        """Its description."""
        return self.entry.network

    @cached_property
    def told(self) -> schemas.NetworkSummary:
        """Its figures as everybody is told them."""
        return describe.summary(self.entry)

    @property
    def parameters(self) -> int:
        """How many numbers it learned."""
        return self.told["parameters"]

    @property
    def macs(self) -> int:
        """Multiplications with a weight, for one picture."""
        return self.told["macs"]

    @property
    def dense_share(self) -> float:
        """The share of its parameters in dense layers, 0 to 1."""
        return self.told["dense_share"]

    @property
    def field(self) -> int:
        """How many rows of the picture one number of the last map sees."""
        return self.told["receptive_field"][0]

    @cached_property
    def convolved(self) -> float:
        """The share of its multiplications that is done before the dense layers, 0 to 1."""
        dense = [node.name for node in self.network.nodes if node.layer.stage == "dense"]
        return 1 - sum(figures.macs(self.network, name) for name in dense) / self.macs

    @cached_property
    def layers(self) -> int:
        """Layers with filters behind each other, on the longest way through."""
        return sum(filters(self.network, node) for node in longest(self.network))

    @cached_property
    def connections(self) -> int:
        """Wires into cells that have numbers of their own, as one counted before."""
        return figures.connections(self.network)

    @property
    def image(self) -> tuple[int, int, int]:
        """The picture it reads: channels, rows, columns."""
        return self.network.image

    @property
    def side(self) -> int:
        """Rows of that picture."""
        return self.network.image[1]

    @property
    def classes(self) -> int:
        """How many things it knows."""
        return len(self.entry.classes)

    @property
    def year(self) -> str:
        """When it was published."""
        return str(self.entry.year)

    def modules(self) -> dict[str, tuple[Node, ...]]:
        """The layers that belong together, by the name of their module."""
        found: dict[str, tuple[Node, ...]] = {}
        for node in self.network.nodes:
            if node.module:
                found[node.module] = (*found.get(node.module, ()), node)
        return found

    def part(self, name: str) -> Part | None:
        """The layer or the module of that name."""
        for node in self.network.nodes:
            if node.name == name:
                return Part(self.network, (node,))
        nodes = self.modules().get(name)
        return Part(self.network, nodes) if nodes else None
