"""What a network costs and how far it sees, counted from its description.

Nothing here is typed in by hand: parameters come from ``param_shapes``, work from
``macs``, sight from ``reads``.
"""

from math import prod
from typing import NamedTuple

from app.engine.layer import volume
from app.engine.network import INPUT, Network, Node
from app.engine.reads import Unroll
from app.engine.types import Pair
from app.engine.writing import thousands

Fields = dict[str, tuple[Pair, Pair]]
"""By node: how many rows and columns of the picture a cell sees, and its neighbour's distance."""


class Totals(NamedTuple):
    """A network in five figures."""

    parameters: int
    auxiliary_parameters: int
    macs: int
    dense_share: float
    receptive_field: Pair
    """Of one number of the last map."""


def totals(network: Network) -> Totals:
    """What there is to say about a network as a whole."""
    return Totals(
        parameters(network),
        auxiliary_parameters(network),
        macs(network),
        dense_share(network),
        receptive_field(network, last_map(network))[0],
    )


def parameters(network: Network, name: str | None = None) -> int:
    """How many numbers were learned, by one node or by all that the answer depends on.

    What was measured, or set by hand, is not counted.
    """
    return sum(_learned(network, node) for node in _counted(network, name))


def auxiliary_parameters(network: Network) -> int:
    """How many numbers were learned by branches that lead nowhere: they are not needed to answer.

    GoogLeNet has two such heads, which pushed it on while it learned (Szegedy et al., Going
    deeper with convolutions, 2014).
    """
    return sum(_learned(network, node) for node in network.nodes) - parameters(network)


def macs(network: Network, name: str | None = None) -> int:
    """How many multiplications with a weight (and additions) one picture costs, up to the answer.

    Of one node, or of all that the answer depends on.
    """
    nodes = _counted(network, name)
    return sum(node.layer.macs(*network.input_shapes(node.name)) for node in nodes)


def connections(network: Network, name: str | None = None) -> int:
    """How many wires lead into cells that have numbers of their own, biases counted among them.

    What was counted before weights and multiplications were: each cell's window and its bias.
    LeCun, Bottou, Bengio and Haffner, Gradient-based learning applied to document recognition,
    1998, section II.B.
    """
    return sum(_wires(network, node) for node in _counted(network, name))


def dense_share(network: Network) -> float:
    """The share of the ``parameters`` that sits in dense layers, 0 to 1."""
    everything = parameters(network)
    dense = [node for node in _counted(network) if node.layer.stage == "dense"]
    return sum(_learned(network, node) for node in dense) / everything if everything else 0.0


def numbers(network: Network, name: str | None = None) -> int:
    """How many numbers a run keeps, in all (input included) or of one node."""
    shapes = network.shapes()
    return volume(shapes[name]) if name else sum(volume(shape) for shape in shapes.values())


def map_bytes(network: Network, name: str | None = None) -> int:
    """The same in bytes of float32."""
    return 4 * numbers(network, name)


def receptive_field(network: Network, name: str) -> tuple[Pair, Pair]:
    """How much of the picture one cell can see, and how far its neighbour's view is moved.

    Both are (rows, columns) in pixels. Where paths of several lengths meet, this is the
    frame around all of them. The field may be larger than the picture: then the rest is
    padding, or lies outside.

    Araujo, Norris and Sim, Computing Receptive Fields of Convolutional Neural Networks,
    Distill, 2019.
    """
    return receptive_fields(network)[name]


def receptive_fields(network: Network) -> Fields:
    """``receptive_field`` of every node and the input, by name: cheaper than one by one.

    A list of numbers made by unrolling a map still lies spread out over that map: whoever
    reads all of it sees as far as the map reaches. ``spread`` remembers how far.
    """
    seen: Fields = {INPUT: ((1, 1), (1, 1))}
    spread: dict[str, Pair] = {INPUT: (1, 1)}
    for node in network.nodes:
        shapes = network.input_shapes(node.name)
        views, jumps, spreads = [], [], []
        for rule, shape, heard in zip(node.layer.reads(*shapes), shapes, node.inputs, strict=True):
            size, jump = seen[heard]
            if isinstance(rule, Unroll):
                views.append(size)
                jumps.append(jump)
                spreads.append(shape[1:])
                continue
            reach = spread[heard] if rule.channels != "same" else (1, 1)
            steps = [
                (cells - 1) * dilation + extent - 1
                for cells, dilation, extent in zip(rule.size, rule.dilation, reach, strict=True)
            ]
            views.append((size[0] + steps[0] * jump[0], size[1] + steps[1] * jump[1]))
            jumps.append((jump[0] * rule.stride[0], jump[1] * rule.stride[1]))
            spreads.append(spread[heard] if rule.channels == "same" else (1, 1))
        seen[node.name] = _frame(views), _frame(jumps)
        spread[node.name] = _frame(spreads)
    return seen


def last_map(network: Network) -> str:
    """The last node on the way to the answer whose numbers still have a place on the picture.

    A list that was unrolled from maps has none, nor has a map that was averaged as a whole.
    """
    places, asked = [INPUT], network.upstream(network.nodes[-1].name)
    for node in network.nodes:
        if node.name in asked and set(node.inputs) <= set(places) and _keeps_places(network, node):
            places.append(node.name)
    return places[-1]


def receptive_field_told(
    network: Network, name: str, seen: Fields | None = None
) -> tuple[str, ...]:
    """How that field comes about, as an account: what the layer before sees, and how far the
    window reaches beyond. Nothing, where several layers are read.

    >>> receptive_field_told(Network.from_spec({"image": [1, 8, 8], "nodes": [
    ...     {"name": "a", "kind": "max_pool"}, {"name": "b", "kind": "conv2d", "filters": 1},
    ... ]}), "b")
    ('receptive field: 2 + (3 − 1) × 2 = 6 pixels high and wide',)
    """
    heard = () if name == INPUT else network.node(name).inputs
    if len(heard) != 1:
        return ()
    seen = seen or receptive_fields(network)
    before, after, jump = seen[heard[0]][0], seen[name][0], seen[heard[0]][1]
    down, across = (
        f"{before[axis]} + ({(after[axis] - before[axis]) // jump[axis] + 1} − 1) × {jump[axis]} "
        f"= {thousands(after[axis])} pixels"
        for axis in (0, 1)
    )
    if down == across:
        return (f"receptive field: {down} high and wide",)
    return (f"receptive field: {down} high", f"receptive field: {across} wide")


def unread(network: Network, name: str) -> Pair:
    """How many rows and columns at the far border of its inputs a node never reads."""
    if name == INPUT:
        return 0, 0
    shapes, out = network.input_shapes(name), network.shapes()[name]
    rules = network.node(name).layer.reads(*shapes)
    return _frame([rule.unread(shape, out) for rule, shape in zip(rules, shapes, strict=True)])


def _wires(network: Network, node: Node) -> int:
    shapes = network.input_shapes(node.name)
    own = node.layer.param_shapes(*shapes)
    if not own:
        return 0
    channels, rows, columns = network.shapes()[node.name]
    read = sum(
        prod(rule.size) * rule.share_of(channel, shape[0], channels)
        for rule, shape in zip(node.layer.reads(*shapes), shapes, strict=True)
        if not isinstance(rule, Unroll)
        for channel in range(channels)
    )
    return rows * columns * (read + channels * ("bias" in own))


def _frame(pairs: list[Pair]) -> Pair:
    return max(rows for rows, _ in pairs), max(columns for _, columns in pairs)


def _keeps_places(network: Network, node: Node) -> bool:
    """Whether a node makes maps out of maps."""
    shapes = network.input_shapes(node.name)
    return not any(
        isinstance(rule, Unroll)
        or (rule.channels == "same" and rule.size == shape[1:] and rule.size != (1, 1))
        for rule, shape in zip(node.layer.reads(*shapes), shapes, strict=True)
    )


def _counted(network: Network, name: str | None = None) -> list[Node]:
    """The one node of that name, or all that the answer depends on."""
    if name is not None:
        return [] if name == INPUT else [network.node(name)]
    asked = network.upstream(network.nodes[-1].name)
    return [node for node in network.nodes if node.name in asked]


def _learned(network: Network, node: Node) -> int:
    shapes = node.layer.param_shapes(*network.input_shapes(node.name))
    return sum(prod(shape) for name, shape in shapes.items() if name not in node.layer.measured)
