"""The evidence along the edges is the slope of the score, shared out and nothing lost."""

import numpy as np
import pytest

from app.engine import KINDS, Network
from app.engine import evidence as told_by
from app.engine.evidence import evidence, target
from app.engine.network import INPUT
from tests.engine.examples import EXAMPLES
from tests.engine.networks import BRANCHING, CHAIN, pictures_for, weights_for

NETWORKS = pytest.mark.parametrize("network", [BRANCHING, CHAIN], ids=["branching", "chain"])
ALIKE = [example for example in EXAMPLES if len(set(example.shapes)) == 1]
"""A layer that hears nothing but one picture, however often."""


@pytest.fixture
def all_wires(monkeypatch):
    """Every wire told, not only the strongest."""
    monkeypatch.setattr(told_by, "READERS", 10**9)
    monkeypatch.setattr(told_by, "WIRES", 10**9)
    monkeypatch.setattr(told_by, "WORK", 10**12)


def seen(network, dtype=np.float64):
    weights = weights_for(network, dtype=dtype)
    return weights, network.run(pictures_for(network, n=1, dtype=dtype), weights)


def score_with(network, weights, trace, changed, values):
    """The winning score, had one layer said something else."""
    place = target(network, trace)
    held = {**trace, changed: values}
    for node in network.nodes:
        if node.name != changed and node.name in network.downstream(changed):
            heard = tuple(held[name] for name in node.inputs)
            held[node.name] = node.layer.forward(heard, weights.get(node.name, {}))
    return held[place.layer][0, place.channel].item()


@NETWORKS
def test_the_wires_of_a_map_add_up_to_what_turning_it_up_would_change(network, all_wires):
    """A map, made a little stronger: the score moves by as much as all its wires say."""
    weights, trace = seen(network)
    wires, step = evidence(network, weights, trace), 1e-6
    for layer in (INPUT, network.nodes[0].name, network.nodes[1].name, "flatten"):
        for source in range(min(4, trace[layer].shape[1])):
            ends = []
            for sign in (-step, step):
                louder = trace[layer].copy()
                louder[0, source] *= 1 + sign
                ends.append(score_with(network, weights, trace, layer, louder))
            said = sum(w.evidence for w in wires if (w.start, w.source) == (layer, source))
            assert said == pytest.approx((ends[1] - ends[0]) / (2 * step), rel=1e-5, abs=1e-8)


@NETWORKS
def test_what_reaches_a_map_is_slope_times_map_less_the_bias(network, all_wires):
    """Of every layer that adds up products: its wires leave out the bias and nothing else."""
    weights, trace = seen(network)
    wires, place = evidence(network, weights, trace), target(network, trace)
    grad = np.zeros_like(trace[place.layer])
    grad[0, place.channel] = 1
    slopes = network.slopes(grad, trace, weights, at=place.layer)
    for node in network.nodes:
        if "bias" not in weights.get(node.name, {}) or node.name not in slopes:
            continue
        bias = weights[node.name]["bias"][:, None, None]
        expected = (slopes[node.name][0] * (trace[node.name][0] - bias)).sum(axis=(1, 2))
        for reader, whole in enumerate(expected):
            said = sum(w.evidence for w in wires if (w.end, w.reader) == (node.name, reader))
            assert said == pytest.approx(whole, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("example", ALIKE, ids=str)
def test_every_kind_can_be_asked(example, all_wires):
    """Whatever stands before the score: its wires are its gradients times its inputs."""
    layer, shapes = example.layer, example.shapes
    heard = [INPUT] * len(shapes)
    nodes = [
        {"name": "it", "kind": layer.kind, "from": heard, **layer.settings()},
        {"name": "flat", "kind": "flatten"},
        {"name": "score", "kind": "dense", "units": 3},
        {"name": "share", "kind": "softmax"},
    ]
    network = Network.from_spec({"image": list(shapes[0]), "nodes": nodes})
    weights, trace = seen(network)
    wires = evidence(network, weights, trace)
    grad = np.zeros_like(trace["score"])
    grad[0, target(network, trace).channel] = 1
    slope = network.slopes(grad, trace, weights, at="score")[INPUT]
    for source, whole in enumerate((slope * trace[INPUT])[0].sum(axis=(1, 2))):
        said = sum(w.evidence for w in wires if (w.start, w.source) == (INPUT, source))
        assert said == pytest.approx(whole, rel=1e-9, abs=1e-12)


def test_every_kind_has_been_asked():
    alike = {example.layer.kind for example in ALIKE}
    assert alike | {"concat"} == KINDS.keys(), "concat is asked in the branching network"


@NETWORKS
def test_only_the_strongest_are_told_and_they_are_in_order(network):
    weights, trace = seen(network, np.float32)
    edges = {}
    for wire in evidence(network, weights, trace):
        edges.setdefault((wire.start, wire.end), []).append(wire.evidence)
    for strengths in edges.values():
        sizes = [abs(strength) for strength in strengths]
        assert sizes == sorted(sizes, reverse=True)
        assert 0 < len(sizes) <= told_by.WIRES
        assert all(sizes)
    assert not {end for _, end in edges} & {"dead_end", "softmax"}


@NETWORKS
def test_the_score_is_found_through_the_graph(network):
    _, trace = seen(network)
    place = target(network, trace)
    assert place.layer == "dense" == network.logits
    assert place.channel == trace["softmax"][0].argmax() == trace["dense"][0].argmax()


def test_a_network_without_shares_is_asked_for_its_last_number():
    network = Network.from_spec(
        {"image": [2, 1, 1], "nodes": [{"name": "vote", "kind": "dense", "units": 2}]}
    )
    weights, trace = seen(network)
    assert target(network, trace).layer == "vote"
    assert {wire.end for wire in evidence(network, weights, trace)} == {"vote"}


def test_a_large_layer_is_asked_in_small_parts(monkeypatch):
    weights, trace = seen(BRANCHING, np.float32)
    whole = evidence(BRANCHING, weights, trace)
    monkeypatch.setattr(told_by, "NUMBERS", 1)
    parts = evidence(BRANCHING, weights, trace)
    assert [w.evidence for w in parts] == pytest.approx([w.evidence for w in whole], rel=1e-4)


def test_a_slope_beyond_all_bounds_is_told_as_a_number():
    weights, trace = seen(CHAIN, np.float32)
    huge = {
        node: {name: array * np.float32(1e30) for name, array in params.items()}
        for node, params in weights.items()
    }
    assert all(np.isfinite(wire.evidence) for wire in evidence(CHAIN, huge, trace))
