"""ResNet's block: what was there, plus a correction. Small enough to check by hand."""

from types import SimpleNamespace

import numpy as np

from app.engine.layers import Add, Conv2D
from app.engine.network import Network
from app.engine.types import Array

X = np.array([2.0, 3, 5, 4, 1], np.float32)
SHARPER = np.array([-0.5, 1, -0.5], np.float32)
NOTHING = np.zeros(3, np.float32)


def example(network: Network) -> SimpleNamespace:
    """Three blocks on a list of five numbers, and how many detours the network itself has."""
    joins = [node for node in network.nodes if len(node.inputs) > 1]
    bare = [node for node in joins if network.node(node.inputs[1]).module != node.module]
    return SimpleNamespace(
        x=X.tolist(),
        weights=SHARPER.tolist(),
        correction=_filtered(SHARPER),
        sharper=_added(_filtered(SHARPER)),
        nothing=_filtered(NOTHING),
        unharmed=_added(_filtered(NOTHING)),
        blocks=len(joins),
        bare=len(bare),
    )


def _filtered(weights: Array) -> list[float]:
    """The correction: one filter, slid over x with a zero at either end."""
    layer = Conv2D(1, size=(1, 3), padding=(0, 1), bias=False)
    made = layer.forward((X[None, None, None],), {"weights": weights[None, None, None]})
    return [float(value) for value in made[0, 0, 0]]


def _added(correction: list[float]) -> list[float]:
    """x + F(x)."""
    both = (X[None, None, None], np.array([[[correction]]], np.float32))
    return [float(value) for value in Add().forward(both, {})[0, 0, 0]]
