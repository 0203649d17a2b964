"""The mission to silence three maps: done in many ways, and a near miss is told what it lacks."""

import itertools
import re

import numpy as np
import pytest

from tests.service.missions.attempts import NETWORKS, attempt, edited, missions, samples, silence

RANDOM = np.random.default_rng(11)


def wish(client, network):
    """The sample of the mission, and the class it shall be taken for."""
    told = missions(client, network)["silence-three"]
    sample = samples(client, network)[told["sample"]]
    return sample, {"tiny-vgg": "dog", "lenet-5": "9"}[network]


def ways(client, network, tries):
    """Which of these sets of silenced maps make the wish come true: found with the engine."""
    sample, wanted = wish(client, network)
    entry = client.service.catalogue[network]
    held = client.service.runs.get(sample["run"])
    least = entry.calibration.unsure_below if network == "tiny-vgg" else 0
    found = []
    for maps in tries:
        weights = {name: dict(params) for name, params in entry.weights.items()}
        for layer, channel in maps:
            for name, array in weights[layer].items():
                weights[layer][name] = array.copy()
                weights[layer][name][channel] = 0
        shares = entry.network.run(held.trace["input"], weights).answer[0, :, 0, 0]
        if entry.classes[int(shares.argmax())] == wanted and shares.max() >= least:
            found.append(maps)
    return found


def channels(client, network, layers):
    shapes = client.service.catalogue[network].network.shapes()
    return [(layer, channel) for layer in layers for channel in range(shapes[layer][0])]


@pytest.fixture(scope="module")
def solved(shelf):
    """Sets of maps that do it: every two of Tiny VGG, every three of LeNet-5's first 22."""
    pairs = itertools.combinations(
        channels(shelf, "tiny-vgg", ["conv_1_1", "conv_1_2", "conv_2_1", "conv_2_2"]), 2
    )
    threes = itertools.combinations(channels(shelf, "lenet-5", ["conv_1", "conv_2"]), 3)
    return {
        "tiny-vgg": ways(shelf, "tiny-vgg", pairs),
        "lenet-5": ways(shelf, "lenet-5", threes),
    }


@pytest.mark.parametrize(("network", "least"), [("tiny-vgg", 20), ("lenet-5", 20)])
def test_silencing_maps_can_be_done_in_many_ways(shelf, solved, network, least):
    sample, wanted = wish(shelf, network)
    assert len(solved[network]) >= least
    assert len({maps[-1] for maps in solved[network]}) > 5, "it is no matter of luck"
    for maps in solved[network][:: max(1, len(solved[network]) // 5)]:
        told = attempt(
            shelf,
            edited(shelf, sample["run"], [silence(*one) for one in maps]),
            "silence-three",
        )
        assert told["done"], told
        assert told["sentence"].startswith(f"It says {wanted}, ")
        assert "carried" in told["learned"]
        assert told["figures"]["says"] == wanted
        silenced = {(one["layer"], one["channel"]) for one in told["figures"]["silenced"]}
        assert silenced == set(maps)


def test_three_maps_of_different_layers_do_it_as_well(shelf):
    every = channels(shelf, "tiny-vgg", ["conv_1_1", "conv_1_2", "conv_2_1", "conv_2_2"])
    tries = [
        tuple(sorted(tuple(every[at]) for at in RANDOM.choice(len(every), 3, replace=False)))
        for _ in range(400)
    ]
    found = ways(shelf, "tiny-vgg", tries)
    assert len(found) >= 10
    sample, _ = wish(shelf, "tiny-vgg")
    for maps in found[:5]:
        run = edited(shelf, sample["run"], [silence(*one) for one in maps])
        assert attempt(shelf, run, "silence-three")["done"]


@pytest.mark.parametrize("network", NETWORKS)
def test_the_last_hint_leads_there(shelf, network):
    """All of a way is told but its last map, and of that the layer."""
    sample, _ = wish(shelf, network)
    hint = missions(shelf, network)["silence-three"]["hints"][2]
    *known, (layer, low, high) = [
        (layer, int(low) - 1, int(high or low))
        for low, high, layer in re.findall(r"maps? (\d+)(?: to (\d+))? of [^(]*\((\w+)\)", hint)
    ]
    begun = [(name, at) for name, at, _ in known]
    tries = [(*begun, (layer, at)) for at in range(low, high) if (layer, at) not in begun]
    found = ways(shelf, network, tries)
    assert 1 <= len(found) < len(tries), "it nearly gives it away"
    run = edited(shelf, sample["run"], [silence(*one) for one in found[0]])
    assert attempt(shelf, run, "silence-three")["done"]


def test_weights_and_bias_of_zero_are_silence_too(shelf, solved):
    sample, _ = wish(shelf, "tiny-vgg")
    shapes = shelf.service.catalogue["tiny-vgg"].network.param_shapes()
    edits = []
    for layer, channel in solved["tiny-vgg"][0]:
        zeros = np.zeros(shapes[layer]["weights"][1:]).tolist()
        edits += [
            {"layer": layer, "channel": channel, "weights": zeros},
            {"layer": layer, "channel": channel, "bias": 0},
        ]
    assert attempt(shelf, edited(shelf, sample["run"], edits), "silence-three")["done"]


def test_a_near_miss_is_told_what_is_missing(shelf, solved):
    sample, _ = wish(shelf, "tiny-vgg")
    enough = [silence(*one) for one in solved["tiny-vgg"][0]]

    def told(*edits, run=sample["run"]):
        found = attempt(shelf, edited(shelf, run, edits) if edits else run, "silence-three")
        assert not found["done"]
        assert found["learned"] == ""
        return found["sentence"]

    assert told().startswith("With nothing silenced it says cat, ")
    quiet = told(silence("conv_2_2", 0))
    assert "With 1 map silenced it says cat, " in quiet
    assert "dog has " in quiet
    assert "You may silence 2 more." in quiet
    assert "With 2 maps silenced" in told(silence("conv_2_2", 0), silence("conv_1_1", 6))
    half = told(silence("conv_2_1", 0))
    assert "dog is the likeliest, " in half
    assert "counts as unsure. Make it surer." in half
    many = told(*[silence("conv_1_2", channel) for channel in range(4)])
    assert "4 maps are silenced; three are the most." in many
    loud = told(*enough, {"layer": "conv_1_1", "channel": 4, "scale": 1.001})
    assert "map 5 of convolved 1 (conv_1_1) is changed in another way" in loud
    dense = told(*enough, silence("dense", 3))
    assert "Only maps of convolutions may be changed here" in dense
    assert "map 4 of dense is changed" in dense
    bias = told(*enough, {"layer": "conv_2_2", "channel": 0, "bias": -3})
    assert "map 1 of convolved 4 (conv_2_2) is changed" in bias
    other = samples(shelf, "tiny-vgg")["retriever"]["run"]
    sentence = "This is another picture; the mission is about “A tabby cat”, as it is."
    assert told(run=other) == sentence, "a dog called a dog is no mission"
    assert told(*enough, run=other) == sentence
    turned = shelf.post(f"/api/runs/{sample['run']}/altered", json={"rotate": 4}).json()["run"]
    assert told(*enough, run=turned) == sentence
