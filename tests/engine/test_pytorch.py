"""PyTorch and this engine, side by side on shapes and settings drawn at random."""

import numpy as np
import pytest

from app.engine import KINDS, Network
from tests.engine import pytorch
from tests.engine.networks import BRANCHING, CHAIN, pictures_for, weights_for
from training.pytorch.layers import forward

SEEDS = range(12)


def pair(rng, low, high):
    return [int(rng.integers(low, high + 1)) for _ in range(2)]


def image(rng, channels=None, least=1):
    sides = (int(side) for side in rng.integers(least, 14, size=2))
    return (channels or int(rng.integers(1, 7)), *sides)


def convolution(rng):
    groups = int(rng.choice([1, 1, 2, 3]))
    settings = {
        "filters": groups * int(rng.integers(1, 8)),
        "size": pair(rng, 1, 5),
        "stride": pair(rng, 1, 3),
        "padding": pair(rng, 0, 3),
        "dilation": pair(rng, 1, 2),
        "groups": groups,
        "bias": bool(rng.integers(4)),
    }
    return settings, [image(rng, channels=groups * int(rng.integers(1, 4)), least=9)]


def pool(rng):
    size = pair(rng, 1, 4)
    settings = {
        "size": size,
        "stride": pair(rng, 1, 3),
        "padding": [int(rng.integers(0, s // 2 + 1)) for s in size],
        "ceil": bool(rng.integers(2)),
    }
    return settings, [image(rng, least=4)]


def average_pool(rng):
    settings, shapes = pool(rng)
    return {**settings, "count_padding": bool(rng.integers(2))}, shapes


def linked(rng):
    channels = int(rng.integers(1, 7))
    links = [
        sorted(rng.choice(channels, size=rng.integers(1, channels + 1), replace=False).tolist())
        for _ in range(int(rng.integers(1, 7)))
    ]
    settings = {
        "links": links,
        "size": pair(rng, 1, 5),
        "stride": pair(rng, 1, 3),
        "padding": pair(rng, 0, 3),
    }
    return settings, [image(rng, channels=channels, least=9)]


def neighbours(rng):
    settings = {
        "size": int(rng.choice([1, 3, 5, 7])),
        "k": float(rng.choice([1.0, 2.0])),
        "alpha": float(rng.choice([1e-4, 0.3])),
        "beta": float(rng.choice([0.5, 0.75, 1.0])),
    }
    return settings, [image(rng)]


def concat(rng):
    _, h, w = image(rng)
    return {}, [(int(c), h, w) for c in rng.integers(1, 6, size=rng.integers(2, 5))]


DRAWS = {
    "conv2d": convolution,
    "linked_conv2d": linked,
    "relu": lambda rng: ({}, [image(rng)]),
    "leaky_relu": lambda rng: ({"slope": round(float(rng.uniform(0, 0.9)), 3)}, [image(rng)]),
    "sigmoid": lambda rng: ({}, [image(rng)]),
    "tanh": lambda rng: (
        {"amplitude": float(rng.choice([1, 1.7159])), "slope": float(rng.choice([1, 2 / 3]))},
        [image(rng)],
    ),
    "max_pool": pool,
    "average_pool": average_pool,
    "subsample": lambda rng: (
        {"size": pair(rng, 1, 4), "stride": pair(rng, 1, 3)},
        [image(rng, least=4)],
    ),
    "global_average_pool": lambda rng: ({}, [image(rng)]),
    "flatten": lambda rng: ({}, [image(rng)]),
    "dense": lambda rng: (
        {"units": int(rng.integers(1, 20))},
        [(int(rng.integers(1, 200)), 1, 1)],
    ),
    "rbf": lambda rng: (
        {"units": int(rng.integers(1, 20))},
        [(int(rng.integers(1, 200)), 1, 1)],
    ),
    "softmax": lambda rng: ({}, [image(rng)]),
    "softmin": lambda rng: ({}, [image(rng)]),
    "dropout": lambda rng: ({"rate": 0.3}, [image(rng)]),
    "rescale": lambda rng: (
        {"low": round(float(rng.uniform(-1, 0)), 3), "high": round(float(rng.uniform(1, 2)), 3)},
        [image(rng)],
    ),
    "batch_norm": lambda rng: ({"epsilon": float(rng.choice([1e-5, 1e-3]))}, [image(rng)]),
    "local_response_norm": neighbours,
    "add": lambda rng: ({}, [image(rng)] * int(rng.integers(2, 5))),
    "concat": concat,
}


def close(got, expected, tolerance):
    assert got.shape == expected.shape
    scale = max(float(np.abs(expected).max(initial=0)), 1e-3)
    np.testing.assert_allclose(got, expected, rtol=0, atol=tolerance * scale)


def test_every_kind_is_compared():
    assert DRAWS.keys() == KINDS.keys()


@pytest.mark.parametrize("kind", DRAWS)
@pytest.mark.parametrize("seed", SEEDS)
def test_numbers_and_gradients_are_pytorchs(kind, seed):
    rng = np.random.default_rng([seed, *kind.encode()])
    settings, shapes = DRAWS[kind](rng)
    layer = KINDS[kind](**settings)
    n = int(rng.integers(1, 5))
    inputs = tuple(rng.normal(size=(n, *shape)).astype(np.float32) for shape in shapes)
    params = {
        name: (rng.uniform(0.2, 2, shape) if name == "variance" else rng.normal(size=shape)).astype(
            np.float32
        )
        for name, shape in layer.param_shapes(*shapes).items()
    }
    output = layer.forward(inputs, params)
    grad = rng.normal(size=output.shape).astype(np.float32)
    gradients = layer.backward(grad, inputs, params)
    theirs, their_inputs, their_params = pytorch.run(layer, inputs, params, grad)
    close(output, theirs, 1e-5)
    for got, expected in zip(gradients.inputs, their_inputs, strict=True):
        close(got, expected, 1e-4)
    assert their_params.keys() == params.keys() - layer.measured
    for name, expected in their_params.items():
        close(gradients.params[name], expected, 1e-4)


@pytest.mark.parametrize("level", [0.0, 0.5, -1.0])
def test_ties_are_broken_as_pytorch_breaks_them(level):
    layer = KINDS["max_pool"](size=3, stride=2, padding=1)
    x = np.full((1, 2, 7, 7), level, np.float32)
    grad = np.random.default_rng(0).normal(size=(1, 2, 4, 4)).astype(np.float32)
    _, (expected,), _ = pytorch.run(layer, (x,), {}, grad)
    close(layer.backward(grad, (x,), {}).inputs[0], expected, 1e-6)


@pytest.mark.parametrize("network", [BRANCHING, CHAIN], ids=["branching", "chain"])
def test_a_whole_network_is_pytorchs(network: Network):
    images, weights = pictures_for(network, n=3), weights_for(network)
    trace = network.run(images, weights)
    values = {"input": pytorch.torch.from_numpy(images)}
    for node in network.nodes:
        heard = [values[name] for name in node.inputs]
        params = {k: pytorch.torch.from_numpy(a) for k, a in weights.get(node.name, {}).items()}
        values[node.name] = forward(node.layer, heard, params)
        close(trace[node.name], values[node.name].numpy(), 1e-5)
