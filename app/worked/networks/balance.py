"""AlexNet's two halves: where the parameters sit, and where the work is done."""

from math import prod
from types import SimpleNamespace

from app.engine import figures
from app.engine.network import Network
from app.lineage.path import filters


def example(network: Network) -> SimpleNamespace:
    """Every layer with weights: how many, how often each is used for one picture, and the work."""
    rows = []
    for node in network.nodes:
        if not filters(network, node):
            continue
        shapes = network.param_shapes()[node.name]
        rows.append(
            SimpleNamespace(
                name=node.name,
                dense=node.layer.stage == "dense",
                weights=prod(shapes["weights"]),
                places=prod(network.shapes()[node.name][1:]),
                macs=figures.macs(network, node.name),
            )
        )
    macs = sum(row.macs for row in rows)
    return SimpleNamespace(
        rows=rows,
        kept=figures.dense_share(network),
        done=1 - sum(row.macs for row in rows if row.dense) / macs,
        first=rows[0],
        largest=max(rows, key=lambda row: row.weights),
    )
