"""Does our engine give PyTorch's numbers? Asked of every layer, not only of the answer."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from app.engine.network import INPUT, Network
from training.pytorch.layers import forward
from training.pytorch.network import Learner


@torch.no_grad()
def by_layer(
    network: Network, weights: Mapping[str, Mapping[str, Any]], images: NDArray[np.uint8]
) -> dict[str, float]:
    """How far the two are apart in each layer, as a share of the layer's largest number.

    images   (n, c, h, w), bytes; both compute in float32
    """
    pictures = images.astype(np.float32) / np.float32(255)
    ours = network.run(pictures, weights)
    held = {
        node: {name: torch.from_numpy(np.array(array)) for name, array in params.items()}
        for node, params in weights.items()
    }
    theirs: dict[str, Tensor] = {INPUT: torch.from_numpy(pictures)}
    apart: dict[str, float] = {}
    for node in network.nodes:
        heard = [theirs[name] for name in node.inputs]
        theirs[node.name] = forward(node.layer, heard, held.get(node.name, {}))
        told = theirs[node.name].numpy().reshape(ours[node.name].shape)
        size = float(np.abs(told).max()) or 1.0
        apart[node.name] = float(np.abs(ours[node.name] - told).max()) / size
    return apart


@torch.no_grad()
def largest(
    learner: Learner,
    network: Network,
    weights: Mapping[str, Mapping[str, Any]],
    images: NDArray[np.uint8],
) -> float:
    """The largest difference of all: layer by layer with the folded weights, and of the scores
    of the very module that was taught, batch norms and all."""
    learner.eval()
    pictures = images.astype(np.float32) / np.float32(255)
    theirs = learner(torch.from_numpy(pictures)).numpy()
    ours = network.run(pictures, weights)[network.logits].reshape(theirs.shape)
    scores = float(np.abs(ours - theirs).max() / np.abs(theirs).max())
    return max(scores, *by_layer(network, weights, images).values())
