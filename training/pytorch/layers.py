"""Every kind of layer, said in PyTorch: what networks are taught with and ours measured against."""

from collections.abc import Mapping, Sequence
from typing import Any

import torch
import torch.nn.functional as F  # noqa: N812  (as every PyTorch program calls it)
from torch import Tensor


def forward(layer: Any, inputs: Sequence[Tensor], params: Mapping[str, Tensor]) -> Tensor:
    """The output (n, c, h, w) of ``layer`` as PyTorch computes it."""
    x = inputs[0]
    match layer.kind:
        case "conv2d":
            weights, bias = params["weights"], params.get("bias")
            geometry = layer.stride, layer.padding, layer.dilation, layer.groups
            return F.conv2d(x, weights, bias, *geometry)
        case "linked_conv2d":
            channels = x.shape[1]
            weights = torch.zeros(layer.filters, channels, *layer.size, dtype=x.dtype)
            places = [(k, c) for k, seen in enumerate(layer.links) for c in seen]
            joined = [torch.tensor(side) for side in zip(*places, strict=True)]
            weights = weights.index_put(joined, params["weights"])
            return F.conv2d(x, weights, params["bias"], layer.stride, layer.padding)
        case "relu":
            return F.relu(x)
        case "leaky_relu":
            return F.leaky_relu(x, layer.slope)
        case "sigmoid":
            return torch.sigmoid(x)
        case "tanh":
            return layer.amplitude * torch.tanh(layer.slope * x)
        case "rescale":
            return torch.lerp(x.new_tensor(layer.low), x.new_tensor(layer.high), x)
        case "max_pool":
            return F.max_pool2d(x, layer.size, layer.stride, layer.padding, ceil_mode=layer.ceil)
        case "average_pool":
            counts = layer.count_padding
            return F.avg_pool2d(x, layer.size, layer.stride, layer.padding, layer.ceil, counts)
        case "subsample":
            sums = F.avg_pool2d(x, layer.size, layer.stride, divisor_override=1)
            return params["weights"][:, None, None] * sums + params["bias"][:, None, None]
        case "global_average_pool":
            return F.adaptive_avg_pool2d(x, 1)
        case "flatten":
            return x.flatten(1)[:, :, None, None]
        case "dense":
            return F.linear(x.flatten(1), params["weights"], params["bias"])[:, :, None, None]
        case "rbf":
            codes = params["codes"].detach()
            squares = (x.flatten(1)[:, None] - codes) ** 2
            return squares.sum(dim=2)[:, :, None, None]
        case "softmax":
            return F.softmax(x, dim=1)
        case "softmin":
            return F.softmin(x, dim=1)
        case "dropout":
            return F.dropout(x, layer.rate, training=False)
        case "batch_norm":
            mean, variance = params["mean"].detach(), params["variance"].detach()
            scale, shift = params["scale"], params["shift"]
            return F.batch_norm(x, mean, variance, scale, shift, eps=layer.epsilon)
        case "local_response_norm":
            alpha = layer.alpha * layer.size  # PyTorch takes the mean of the squares, not the sum
            return F.local_response_norm(x, layer.size, alpha, layer.beta, layer.k)
        case "add":
            return torch.stack(inputs).sum(dim=0)
        case "concat":
            return torch.cat(inputs, dim=1)
        case _:
            raise NotImplementedError(f"No PyTorch twin of {layer.kind} yet.")
