"""GoogLeNet's squeeze: what an inception module costs with its 1×1 filters, and without them."""

from math import prod
from types import SimpleNamespace

from app.engine import figures
from app.engine.network import Network, Node
from app.lineage.path import filters


def example(network: Network) -> SimpleNamespace:
    """The first module that joins branches: the work of each branch, both ways."""
    join = next(node for node in network.nodes if len(node.inputs) > 1)
    branches = [_branch(network, name, join.module) for name in join.inputs]
    channels, rows, columns = network.input_shapes(branches[0][0].name)[0]
    told = [_row(network, branch, channels) for branch in branches]
    return SimpleNamespace(
        module=join.module.replace("_", " "),
        channels=channels,
        rows=rows,
        columns=columns,
        branches=told,
        squeezed=sum(one.squeezed for one in told),
        plain=sum(one.plain for one in told),
    )


def _branch(network: Network, name: str, module: str) -> list[Node]:
    """The layers of one branch, the first first."""
    found: list[Node] = []
    while name in {node.name for node in network.nodes} and network.node(name).module == module:
        found.insert(0, network.node(name))
        name = found[0].inputs[0]
    return found


def _row(network: Network, branch: list[Node], channels: int) -> SimpleNamespace:
    """One branch. Without its squeeze its last filters read all channels; behind a pool stands
    nothing, for there the small filters are the squeeze."""
    able = [node for node in branch if filters(network, node)]
    weights = [network.param_shapes()[node.name]["weights"] for node in able]
    maps, _, size, _ = weights[-1]
    area = prod(network.shapes()[able[-1].name][1:])
    pools = not filters(network, branch[0])
    return SimpleNamespace(
        name="pool" if pools else f"{size}×{size}",
        squeeze=weights[0][0] if len(able) > 1 else None,
        maps=maps,
        size=size,
        squeezed=sum(figures.macs(network, node.name) for node in able),
        plain=0 if pools else area * channels * maps * size * size,
        pools=pools,
    )
