"""The layers of a network as a table: one row each, those of one module together."""

from itertools import groupby
from typing import NamedTuple

from app.engine import figures
from app.engine.network import INPUT, Network, Node
from app.engine.types import Shape
from app.lineage.path import filters


class Row(NamedTuple):
    """One layer; ``heard`` only where that is not simply the one above."""

    name: str
    stage: str
    shape: Shape
    parameters: int
    macs: int
    field: int
    heard: tuple[str, ...] = ()
    weighs: bool = False


class Part(NamedTuple):
    """Layers that belong together: a module, or all between two modules (``module`` is "").

    aside   whether the answer can do without it
    """

    module: str
    rows: tuple[Row, ...]
    aside: bool

    @property
    def parameters(self) -> int:
        """How many numbers its layers learned."""
        return sum(row.parameters for row in self.rows)

    @property
    def macs(self) -> int:
        """Multiplications with a weight, for one picture."""
        return sum(row.macs for row in self.rows)

    @property
    def title(self) -> str:
        """Its name for people."""
        return self.module.replace("_", " ")


class Balance(NamedTuple):
    """How much of all parameters, and of all work, one layer or module has; 0 to 1."""

    name: str
    parameters: int
    kept: float
    macs: int
    done: float


def parts(network: Network) -> list[Part]:
    """All layers, in order, the picture first."""
    fields = figures.receptive_fields(network)
    asked = network.upstream(network.nodes[-1].name)
    picture = Row(INPUT, "input", network.image, 0, 0, 1)
    made = []
    above = INPUT
    for (module, needed), nodes in groupby(
        network.nodes, key=lambda node: (node.module, node.name in asked)
    ):
        rows = []
        for node in nodes:
            rows.append(_row(network, node, fields, above))
            above = node.name
        made.append(Part(module, tuple(rows), not needed))
    if made and not made[0].module:
        return [made[0]._replace(rows=(picture, *made[0].rows)), *made[1:]]
    return [Part("", (picture,), False), *made]


def balance(row: list[Part]) -> list[Balance]:
    """Who holds the parameters and who does the work: modules as one, other layers each.

    What only shifts and scales is counted with the layer before it.
    """
    counted: list[tuple[str, int, int]] = []
    for part in row:
        if part.aside:
            continue
        if part.module:
            counted.append((part.title, part.parameters, part.macs))
            continue
        for one in part.rows:
            if one.weighs or (one.parameters and not counted):
                counted.append((one.name.replace("_", " "), one.parameters, one.macs))
            elif one.parameters:
                name, parameters, macs = counted[-1]
                counted[-1] = name, parameters + one.parameters, macs + one.macs
    kept = max(1, sum(parameters for _, parameters, _ in counted))
    done = max(1, sum(macs for *_, macs in counted))
    return [
        Balance(name, parameters, parameters / kept, macs, macs / done)
        for name, parameters, macs in counted
    ]


def _row(network: Network, node: Node, fields: figures.Fields, above: str) -> Row:
    return Row(
        node.name,
        node.layer.stage,
        network.shapes()[node.name],
        figures.parameters(network, node.name),
        figures.macs(network, node.name),
        fields[node.name][0][0],
        () if node.inputs == (above,) else node.inputs,
        filters(network, node),
    )
