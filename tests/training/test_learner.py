"""A description as a PyTorch module: it learns with batch norms, and exports without any."""

import numpy as np
import pytest
import torch

from app.engine.network import Network
from tools.networks.twins import TWINS
from training.pytorch import parity, strangeness
from training.pytorch.network import Learner

MEAN, STD = [0.47, 0.45, 0.39], [0.26, 0.25, 0.27]


def taught(network, seed=1):
    """A module whose batch norms have seen something, as after some steps of learning."""
    torch.manual_seed(seed)
    learner = Learner(network, MEAN, STD)
    learner.train()
    with torch.no_grad():
        for _ in range(3):
            learner(torch.rand(8, *network.image))
        for name, parameter in learner.named_parameters():
            if name.endswith(("1.weight", "1.bias")):
                parameter += 0.2 * torch.randn_like(parameter)
    return learner.eval()


def pictures(network, count=4):
    shape = (count, *network.image)
    return np.random.default_rng(2).integers(0, 256, shape).astype(np.uint8)


@pytest.mark.parametrize(("head", "drawn"), TWINS, ids=[head["id"] for head, _ in TWINS])
def test_what_is_exported_gives_the_scores_of_the_module(head, drawn):
    """Batch norms, centring and padding of a first layer: all folded, none lost."""
    d = drawn()
    network = Network.from_spec({"image": d.image, "nodes": d.rows})
    learner = taught(network)
    weights = learner.learned()
    network.check(weights)
    assert parity.largest(learner, network, weights, pictures(network)) < 1e-4


def test_a_twin_has_at_most_a_million_parameters():
    for _, drawn in TWINS:
        d = drawn()
        shapes = Network.from_spec({"image": d.image, "nodes": d.rows}).param_shapes()
        assert sum(np.prod(s) for params in shapes.values() for s in params.values()) <= 1_000_000


def test_a_score_is_shifted_until_few_known_photos_seem_strange():
    rng = np.random.default_rng(4)
    scores = rng.normal(size=(1000, 4)).astype(np.float32)
    by = strangeness.shift(scores, 0.05)
    scores[:, -1] += by
    assert (scores.argmax(axis=1) == 3).mean() <= 0.05
    scores[:, -1] += 1e-3
    assert (scores.argmax(axis=1) == 3).mean() >= 0.05
