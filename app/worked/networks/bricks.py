"""VGG's brick: three small filters behind each other see as far as one large one, for less."""

from types import SimpleNamespace

from app.engine import figures
from app.engine.network import Network
from app.lineage.path import filters


def example(network: Network) -> SimpleNamespace:
    """Three of the network's bricks beside the one filter that sees as far."""
    brick = next(node for node in network.nodes if filters(network, node))
    size = network.param_shapes()[brick.name]["weights"][-1]
    field = 3 * size - 2
    counts = sorted({shape[0] for shape in network.shapes().values() if shape[1] > 1})
    return SimpleNamespace(
        size=size,
        field=field,
        rows=[_row(channels, size, field) for channels in (1, *counts[1:])],
        steps=[field - place * (size - 1) for place in range(4)],
    )


def _row(channels: int, size: int, field: int) -> SimpleNamespace:
    """How many weights both take with so many channels in and out, counted from descriptions."""
    three, one = _stack(channels, size, 3), _stack(channels, field, 1)
    weights, alone = figures.parameters(three), figures.parameters(one)
    sight = figures.receptive_field(three, "layer_3")[0][0]
    return SimpleNamespace(
        channels=channels, three=weights, one=alone, saved=1 - weights / alone, sight=sight
    )


def _stack(channels: int, size: int, count: int) -> Network:
    rows = [
        {
            "name": f"layer_{place}",
            "kind": "conv2d",
            "filters": channels,
            "size": size,
            "bias": False,
        }
        for place in range(1, count + 1)
    ]
    return Network.from_spec({"image": [channels, 16, 16], "nodes": rows})
