"""LeNet's idea: a few weights, used at every place of the picture."""

from math import prod
from types import SimpleNamespace

from app.engine import figures
from app.engine.network import Network
from app.lineage.path import filters


def example(network: Network) -> SimpleNamespace:
    """The first layer with filters: what it learned, what it makes, and what it would have cost."""
    node = next(node for node in network.nodes if filters(network, node))
    weights = network.param_shapes()[node.name]["weights"]
    maps, rows, columns = network.shapes()[node.name]
    cells = prod(weights) // maps
    numbers = maps * rows * columns
    pixels = prod(network.input_shapes(node.name)[0])
    return SimpleNamespace(
        maps=maps,
        size=weights[-1],
        cells=cells,
        rows=rows,
        columns=columns,
        learned=figures.parameters(network, node.name),
        numbers=numbers,
        places=rows * columns,
        own=numbers * (cells + 1),
        pixels=pixels,
        dense=numbers * (pixels + 1),
    )
