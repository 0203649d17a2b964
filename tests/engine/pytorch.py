"""What PyTorch makes of one layer: what ours is measured against."""

import torch

from training.pytorch.layers import forward


def run(layer, inputs, params, grad=None):
    """Output and gradients, as NumPy arrays of the dtype that came in.

    Parameters that PyTorch does not differentiate by (what batch norm measured) are left out.
    """
    xs = [torch.from_numpy(x).requires_grad_() for x in inputs]
    ps = {name: torch.from_numpy(p).requires_grad_() for name, p in params.items()}
    y = forward(layer, xs, ps)
    slope = torch.ones_like(y) if grad is None else torch.from_numpy(grad)
    y.backward(slope)
    return (
        y.detach().numpy(),
        [x.grad.numpy() for x in xs],
        {name: p.grad.numpy() for name, p in ps.items() if p.grad is not None},
    )
