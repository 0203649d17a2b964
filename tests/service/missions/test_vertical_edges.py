"""The mission of the vertical edge: the filters that answer to it are those of the network."""

import re

import numpy as np
import pytest

from app.engine.edge_answers import EDGES, edge_answers, edge_picture, first_convolution
from tests.service.missions.attempts import (
    NETWORKS,
    attempt,
    edited,
    first,
    missions,
    samples,
    slope,
)


def by_hand(weights, bias, picture):
    """The numbers of every filter for one picture, window by window, in float64."""
    size = weights.shape[2:]
    windows = np.lib.stride_tricks.sliding_window_view(picture[0].astype(float), size, axis=(1, 2))
    return np.einsum("chwuv,kcuv->khw", windows, weights.astype(float)) + bias[:, None, None]


@pytest.mark.parametrize("network", NETWORKS)
def test_the_answers_to_edges_are_those_of_the_filters(shelf, network):
    entry = shelf.service.catalogue[network]
    node = first_convolution(entry.network)
    weights, bias = entry.weights[node.name]["weights"], entry.weights[node.name]["bias"]
    told = edge_answers(entry.network, node, entry.weights)
    black = np.zeros((1, *entry.network.image))
    flat = [by_hand(weights, bias, black + grey)[:, 0, 0] for grey in (0, 1)]
    for way in EDGES:
        for picture in (edge_picture(way, entry.network.image),):
            for shown in (picture, 1 - picture):
                maps = by_hand(weights, bias, shown)
                high = maps.max(axis=(1, 2)) - np.maximum(*flat)
                low = np.minimum(*flat) - maps.min(axis=(1, 2))
                beyond = np.maximum(0, np.maximum(high, low))
                np.testing.assert_allclose(told[way], beyond, atol=1e-4)


def right(client, network):
    """The maps that count: their own loudest edge is the vertical one, and nobody is louder."""
    entry = client.service.catalogue[network]
    told = edge_answers(entry.network, first_convolution(entry.network), entry.weights)
    loudest = told["vertical"].max()
    return [
        at
        for at in range(len(told["vertical"]))
        if told["vertical"][at] >= 0.9 * loudest
        and max(told, key=lambda way: told[way][at]) == "vertical"
    ]


@pytest.mark.parametrize("network", NETWORKS)
def test_one_of_the_learned_filters_answers_to_vertical_edges(shelf, network):
    wanted = missions(shelf, network)["vertical-edges"]["answer"]
    run = next(iter(samples(shelf, network).values()))["run"]
    told = [
        attempt(shelf, run, "vertical-edges", answer=at)
        for at in range(wanted["low"], wanted["high"] + 1)
    ]
    good = right(shelf, network)
    assert [at for at, one in enumerate(told) if one["done"]] == good
    assert 1 <= len(good) < len(told) / 2
    for at, one in enumerate(told):
        assert one["sentence"].startswith(f"Map {at + 1} ")
        assert bool(one["learned"]) == one["done"]
        if not one["done"]:
            rest = one["sentence"].removeprefix(f"Map {at + 1} ").lower()
            assert "map" not in rest, "which one is right is not given away"
            assert set(one["figures"]) == {"channel", "answers", "loudest"}


@pytest.mark.parametrize("network", NETWORKS)
def test_only_the_last_hint_names_maps_and_only_one_of_them_is_right(shelf, network):
    hints = missions(shelf, network)["vertical-edges"]["hints"]
    assert not any(word.isdigit() for hint in hints[:2] for word in hint.split())
    named = [int(at) - 1 for at in re.findall(r"\d+", hints[2])]
    assert len(named) == 3
    assert len(set(named) & set(right(shelf, network))) == 1


def test_the_filters_of_the_run_are_asked_not_those_that_were_learned(shelf):
    run = samples(shelf, "tiny-vgg")["tabby"]["run"]
    layer, weights = first(shelf, "tiny-vgg")
    (before, *_) = right(shelf, "tiny-vgg")
    shape = weights.shape[1:]
    strong = (100 * np.array(slope(0, 3, shape))).tolist()
    level = slope(np.pi / 2, 3, shape)
    bright = np.full(shape, 0.1).tolist()
    mine = edited(
        shelf,
        run,
        [
            {"layer": layer, "channel": 0, "weights": strong},
            {"layer": layer, "channel": 1, "weights": level},
            {"layer": layer, "channel": 2, "weights": bright},
        ],
    )
    told = attempt(shelf, mine, "vertical-edges", answer=0)
    assert told["done"]
    assert "one that you put there" in told["learned"]
    assert "not loudly" in attempt(shelf, mine, "vertical-edges", answer=before)["sentence"]
    assert (
        "answers more to a horizontal edge: 4.00 there"
        in (attempt(shelf, mine, "vertical-edges", answer=1)["sentence"])
    )
    assert (
        "does not answer to edges at all"
        in (attempt(shelf, mine, "vertical-edges", answer=2)["sentence"])
    )


def test_without_an_answer_one_is_asked_for(shelf):
    run = samples(shelf, "lenet-5")["one"]["run"]
    told = attempt(shelf, run, "vertical-edges")
    assert told["sentence"] == ("Choose a map of convolved 1 (conv_1) and give it as your answer.")
