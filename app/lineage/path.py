"""The way from the picture to the answer: who is on it, and which path is the longest."""

from app.engine.network import INPUT, Network, Node
from app.engine.reads import Window


def way(network: Network) -> tuple[Node, ...]:
    """Every layer that the answer depends on, in the order of the network."""
    needed = network.upstream(network.nodes[-1].name)
    return tuple(node for node in network.nodes if node.name in needed)


def longest(network: Network) -> tuple[Node, ...]:
    """The path with the most filters behind each other; of several, the one with more layers."""
    lengths: dict[str, tuple[int, int]] = {INPUT: (0, 0)}
    before: dict[str, str] = {}
    for node in network.nodes:
        best = max(node.inputs, key=lambda name: lengths[name])
        deep, many = lengths[best]
        lengths[node.name] = deep + filters(network, node), many + 1
        before[node.name] = best
    path = [network.nodes[-1].name]
    while before[path[-1]] != INPUT:
        path.append(before[path[-1]])
    return tuple(network.node(name) for name in reversed(path))


def filters(network: Network, node: Node) -> bool:
    """Whether a layer weighs what it sees; to scale each number by itself is not enough."""
    if not node.layer.macs(*network.input_shapes(node.name)):
        return False
    rule = reading(network, node)
    return rule is None or rule.channels != "same" or rule.size != (1, 1)


def reading(network: Network, node: Node) -> Window | None:
    """The window through which a layer sees its first input; None if it unrolls it."""
    rule = node.layer.reads(*network.input_shapes(node.name))[0]
    return rule if isinstance(rule, Window) else None
