"""What a network costs and how far it sees, counted from its description.

Nothing here is typed in by hand: parameters come from ``param_shapes``, work from
``macs``, sight from ``reads``.
"""

from math import prod

from app.engine.layer import volume
from app.engine.network import INPUT, Network, Node
from app.engine.reads import Unroll
from app.engine.types import Pair
from app.engine.writing import thousands


def parameters(network: Network, name: str | None = None) -> int:
    """How many numbers were learned, in all or by one node; what was measured is not counted."""
    return sum(_learned(network, node) for node in _nodes(network, name))


def macs(network: Network, name: str | None = None) -> int:
    """How many multiplications with a weight (and additions) one picture costs."""
    return sum(node.layer.macs(*network.input_shapes(node.name)) for node in _nodes(network, name))


def dense_share(network: Network) -> float:
    """The share of the learned numbers that sits in dense layers, 0 to 1."""
    everything = parameters(network)
    dense = [node for node in network.nodes if node.layer.stage == "dense"]
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
    return _fields(network)[name]


def receptive_field_told(network: Network, name: str) -> tuple[str, ...]:
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
    seen = _fields(network)
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


def _fields(network: Network) -> dict[str, tuple[Pair, Pair]]:
    """Size and jump of every node's field.

    A list of numbers made by unrolling a map still lies spread out over that map: whoever
    reads all of it sees as far as the map reaches. ``spread`` remembers how far.
    """
    seen: dict[str, tuple[Pair, Pair]] = {INPUT: ((1, 1), (1, 1))}
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


def _frame(pairs: list[Pair]) -> Pair:
    return max(rows for rows, _ in pairs), max(columns for _, columns in pairs)


def _nodes(network: Network, name: str | None) -> tuple[Node, ...]:
    if name == INPUT:
        return ()
    return network.nodes if name is None else (network.node(name),)


def _learned(network: Network, node: Node) -> int:
    shapes = node.layer.param_shapes(*network.input_shapes(node.name))
    return sum(prod(shape) for name, shape in shapes.items() if name not in node.layer.measured)
