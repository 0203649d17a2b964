"""The same work in PyTorch, where it is installed; and whether both make the same numbers of it."""

from collections.abc import Callable, Mapping
from types import ModuleType

import numpy as np

from app.engine import INPUT, Trace
from benchmarks.engine.networks import Entry, Weights, logits


def installed() -> ModuleType | None:
    """PyTorch on one thread, or None where it is not installed."""
    try:
        import torch
    except ImportError:
        return None
    torch.set_num_threads(1)
    return torch


def forward(torch: ModuleType, entry: Entry, images: np.ndarray) -> Callable[[], dict]:
    """The same network in PyTorch eager, keeping every map as ours does."""
    from training.pytorch import layers

    weights = _tensors(torch, entry.weights)
    x = torch.from_numpy(images)

    def run() -> dict:
        values = {INPUT: x}
        with torch.inference_mode():
            for node in entry.network.nodes:
                heard = [values[name] for name in node.inputs]
                values[node.name] = layers.forward(node.layer, heard, weights.get(node.name, {}))
        return values

    return run


def slopes(
    torch: ModuleType, entry: Entry, images: np.ndarray, labels: np.ndarray
) -> Callable[[], object]:
    """PyTorch's forward and backward of the whole batch at once, as people train."""
    from training.pytorch import layers

    weights = _tensors(torch, entry.weights)
    leaves = [tensor.requires_grad_() for params in weights.values() for tensor in params.values()]
    x, targets = torch.from_numpy(images), torch.from_numpy(labels)

    def run() -> object:
        values = {INPUT: x}
        for node in entry.network.nodes[:-1]:
            heard = [values[name] for name in node.inputs]
            values[node.name] = layers.forward(node.layer, heard, weights.get(node.name, {}))
        scores = values[logits(entry)].flatten(1)
        loss = torch.nn.functional.cross_entropy(scores, targets, reduction="sum")
        return torch.autograd.grad(loss, leaves)

    return run


def _tensors(torch: ModuleType, weights: Weights) -> dict:
    return {
        node: {name: torch.from_numpy(array.copy()) for name, array in params.items()}
        for node, params in weights.items()
    }


def agree(ours: Trace, theirs: Mapping) -> None:
    """Ends the program where a map of ours is not what PyTorch makes of it."""
    for name, values in ours.items():
        expected = theirs[name].numpy()
        error = np.abs(values - expected).max() / max(np.abs(expected).max(), 1e-3)
        if error > 1e-4:
            raise SystemExit(f"{name} is not what PyTorch makes of it (relative error {error:.1e})")
