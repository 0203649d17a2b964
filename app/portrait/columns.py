"""Who gets a column in the drawing of a network, and who listens to whom among these.

A layer that only touches every number by itself (ReLU, dropout, a norm, softmax) makes no new
picture: it is drawn together with the layer before it.
"""

from dataclasses import dataclass

from app.engine.layer import volume
from app.engine.network import INPUT, Network, Node
from app.engine.reads import Unroll, Window
from app.engine.types import Shape
from app.engine.writing import by, counted
from app.lineage.path import filters


@dataclass(frozen=True)
class Column:
    """One thing to draw.

    shape    (c, h, w) of what comes out
    heard    the columns it listens to
    module   the part it belongs to, or ""
    learns   whether it has weights that multiply
    aside    whether the answer can do without it
    slices   of what is stacked here, the share of each branch; empty where nothing is stacked
    adds     whether several columns are added up here
    window   what its window looks like, for people
    """

    name: str
    shape: Shape
    heard: tuple[str, ...]
    module: str = ""
    learns: bool = False
    aside: bool = False
    slices: tuple[float, ...] = ()
    adds: bool = False
    window: str = ""
    parameters: int = 0

    @property
    def is_list(self) -> bool:
        """Whether it is a list of numbers: no rows and no columns."""
        return self.shape[1:] == (1, 1)

    @property
    def words(self) -> str:
        """What it is, in a few words."""
        maps = f"{counted(self.shape[0], 'map')} of {by(self.shape[1:])}"
        numbers = maps if not self.is_list else counted(self.shape[0], "number")
        learned = f", {counted(self.parameters, 'parameter')}" if self.parameters else ""
        return f"{self.name.replace('_', ' ')}: {numbers}{learned}"


def columns(network: Network, learned: dict[str, int]) -> list[Column]:
    """All columns, in an order in which everybody stands after those they listen to.

    learned   how many parameters each node has
    """
    shapes = network.shapes()
    asked = network.upstream(network.nodes[-1].name)
    home = {INPUT: INPUT}
    made = [Column(INPUT, network.image, ())]
    for node in network.nodes:
        if _is_quiet(network, node):
            home[node.name] = home[node.inputs[0]]
            continue
        home[node.name] = node.name
        made.append(
            Column(
                node.name,
                shapes[node.name],
                tuple(home[name] for name in node.inputs),
                node.module,
                filters(network, node),
                node.name not in asked,
                _slices(network, node),
                len(node.inputs) > 1 and not _slices(network, node),
                _window(network, node),
                learned.get(node.name, 0),
            )
        )
    return made


def _is_quiet(network: Network, node: Node) -> bool:
    """Whether every number that comes out stands where one went in."""
    if len(node.inputs) > 1 or filters(network, node):
        return False
    heard = network.input_shapes(node.name)
    rule = node.layer.reads(*heard)[0]
    still = not isinstance(rule, Window) or rule.size == (1, 1)
    return still and network.shapes()[node.name] == heard[0]


def _slices(network: Network, node: Node) -> tuple[float, ...]:
    """The share of each input in what comes out, where these are stacked and not added."""
    shapes = network.input_shapes(node.name)
    rules = node.layer.reads(*shapes)
    stacked = len(rules) > 1 and any(isinstance(rule, Window) and rule.offset for rule in rules)
    whole = sum(volume(shape) for shape in shapes)
    return tuple(volume(shape) / whole for shape in shapes) if stacked else ()


def _window(network: Network, node: Node) -> str:
    """Its window as people write it: "3×3", "3×3 / 2"; "" for a list and for what is joined."""
    shapes = network.input_shapes(node.name)
    rule = node.layer.reads(*shapes)[0]
    if isinstance(rule, Unroll) or len(node.inputs) > 1 or shapes[0][1:] == (1, 1):
        return ""
    stride = f" / {max(rule.stride)}" if max(rule.stride) > 1 else ""
    return f"{by(rule.size)}{stride}"
