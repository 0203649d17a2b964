"""A description from models/ as a PyTorch module, and back into weights for our engine.

While it learns, a batch norm stands behind every convolution, and pictures are centred
inside. Both are arithmetic that a convolution can take into its own weights, so neither is
left in what is exported: w' = w · scale / deviation, b' = shift − mean · scale / deviation.
"""

from typing import Any

import torch
import torch.nn.functional as F  # noqa: N812  (as every PyTorch program calls it)
from torch import Tensor, nn

from app.engine.network import INPUT, Network, Node
from training.pytorch.layers import forward

Weights = dict[str, dict[str, Any]]


class Learner(nn.Module):
    """The network of a description, ready to learn; ``mean`` and ``std`` per channel."""

    def __init__(self, network: Network, mean: list[float], std: list[float]) -> None:
        super().__init__()
        self.network = network
        self.parts = nn.ModuleDict()
        for node in network.nodes:
            part = _part(network, node)
            if part is not None:
                self.parts[node.name] = part
        self.register_buffer("mean", torch.tensor(mean).view(1, -1, 1, 1))
        self.register_buffer("std", torch.tensor(std).view(1, -1, 1, 1))
        for name, module in self.named_modules():
            if isinstance(module, nn.Conv2d | nn.Linear):
                nn.init.kaiming_normal_(module.weight, nonlinearity="relu")
                if module.bias is not None:
                    nn.init.zeros_(module.bias)
            if name.endswith(f"parts.{network.logits}"):
                nn.init.normal_(module.weight, std=0.01)

    def forward(self, pictures: Tensor) -> Tensor:
        """The scores (n, k) of pictures (n, c, h, w) from 0 to 1."""
        values = {INPUT: pictures}
        for node in self.network.nodes:
            heard = [values[name] for name in node.inputs]
            values[node.name] = self.made(node, heard)
            if node.name == self.network.logits:
                break
        return values[self.network.logits].flatten(1)

    def made(self, node: Node, heard: list[Tensor]) -> Tensor:
        """What one node makes of what it hears."""
        layer, x = node.layer, heard[0]
        if layer.kind == "conv2d" and INPUT in node.inputs:
            # The finished network pads plain pictures with zero: so pad first, centre then.
            down, across = node.layer.padding
            x = F.pad(x, (across, across, down, down))
            return self.parts[node.name]((x - self.mean) / self.std)
        if node.name in self.parts:
            return self.parts[node.name](x.flatten(1) if layer.kind == "dense" else x)
        return forward(layer, heard, {})

    @torch.no_grad()
    def learned(self) -> Weights:
        """What our engine needs to give the same scores: by node and name, float32."""
        weights: Weights = {}
        for node in self.network.nodes:
            if node.layer.kind == "conv2d":
                conv, norm = self.parts[node.name]
                w, mean = conv.weight.double(), norm.running_mean.double()
                gain = norm.weight.double() / (norm.running_var.double() + norm.eps).sqrt()
                b = norm.bias.double() - mean * gain
                w = w * gain.view(-1, 1, 1, 1)
                if INPUT in node.inputs:
                    w = w / self.std.double()
                    b = b - (w * self.mean.double()).sum((1, 2, 3))
                weights[node.name] = {"weights": _array(w), "bias": _array(b)}
            elif node.layer.kind == "dense":
                part = self.parts[node.name]
                weights[node.name] = {"weights": _array(part.weight), "bias": _array(part.bias)}
        return weights


def _part(network: Network, node: Node) -> nn.Module | None:
    """What a node learns or draws by lot while it learns; None for plain arithmetic."""
    layer, settings, shapes = node.layer, node.layer.settings(), network.input_shapes(node.name)
    match node.layer.kind:
        case "conv2d":
            padding = (0, 0) if INPUT in node.inputs else layer.padding
            geometry = layer.stride, padding, layer.dilation, layer.groups
            filters = settings["filters"]
            conv = nn.Conv2d(shapes[0][0], filters, layer.size, *geometry, bias=False)
            return nn.Sequential(conv, nn.BatchNorm2d(filters))
        case "dense":
            channels, height, width = shapes[0]
            return nn.Linear(channels * height * width, settings["units"])
        case "dropout":
            return nn.Dropout(settings["rate"])
    return None


def _array(tensor: Tensor) -> Any:
    return tensor.float().contiguous().numpy()
