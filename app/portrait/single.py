"""One module taken out of its network, to be drawn by itself."""

from dataclasses import replace

from app.engine.network import INPUT, Network


def first_module(network: Network) -> str | None:
    """The first part of a network that has branches which meet again; None if none has."""
    return next(
        (node.module for node in network.nodes if node.module and len(node.inputs) > 1), None
    )


def alone(network: Network, module: str) -> Network:
    """That module as a network of its own: what it listens to is its picture."""
    inside = [node for node in network.nodes if node.module == module]
    names = {node.name for node in inside}
    outside = next(name for node in inside for name in node.inputs if name not in names)
    nodes = tuple(
        replace(node, inputs=tuple(n if n in names else INPUT for n in node.inputs))
        for node in inside
    )
    return Network(network.shapes()[outside], nodes)
