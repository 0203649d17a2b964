"""What a number depends on can be asked for: its field, and the evidence for the answer."""

import numpy as np
import pytest
from pydantic import TypeAdapter
from safetensors.numpy import load

from app import schemas


def field(client, run, layer, cell):
    return client.get(f"/api/runs/{run}/layers/{layer}/cells/{'/'.join(map(str, cell))}/field")


def test_a_field_has_one_map_for_every_layer_before(client, run):
    answer = field(client, run["run"], "pool_1", (3, 10, 12))
    assert answer.headers["content-type"] == "application/vnd.safetensors"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    told = load(answer.content)
    shapes = {layer["name"]: layer["shape"] for layer in run["layers"]}
    assert set(told) == {"input", "conv_1_1", "relu_1_1", "conv_1_2", "relu_1_2"}
    for name, slopes in told.items():
        assert slopes.dtype == np.float32
        assert slopes.shape == (1, *shapes[name][1:])
        assert (slopes >= 0).all()


def test_a_field_lies_inside_what_the_number_can_see(client, run):
    told = load(field(client, run["run"], "conv_1_2", (3, 10, 12)).content)
    rows, columns = np.nonzero(told["input"][0])
    assert set(rows) <= set(range(10, 15))
    assert set(columns) <= set(range(12, 17))
    assert len(rows)


@pytest.mark.parametrize(
    ("layer", "cell", "words"),
    [
        ("nope", (0, 0, 0), ["There is no layer called 'nope'"]),
        ("input", (0, 0, 0), ["The input is the picture itself"]),
        ("pool_1", (10, 0, 0), ["pool_1 has no cell (10, 0, 0)"]),
        ("pool_1", (0, -1, 0), ["pool_1 has no cell (0, -1, 0)"]),
        ("pool_1", (0, 0, 10**30), ["pool_1 has no cell"]),
    ],
)
def test_a_field_that_is_not_there_is_explained(client, run, is_problem, layer, cell, words):
    is_problem(field(client, run["run"], layer, cell), 404, *words)


def test_a_place_that_is_no_number_is_explained(client, run, is_problem):
    is_problem(field(client, run["run"], "pool_1", ("x", 0, 0)), 422, "whole number")


@pytest.mark.parametrize("at", ["evidence", "layers/pool_1/cells/0/0/0/field"])
@pytest.mark.parametrize("name", ["nope", "0" * 32])
def test_a_run_that_is_not_there_has_no_insight(client, is_problem, name, at):
    is_problem(client.get(f"/api/runs/{name}/{at}"), 404)


@pytest.mark.parametrize("network", ["tiny-vgg", "lenet-5"])
def test_the_evidence_is_for_the_class_that_won(client, make_picture, network):
    run = client.upload(make_picture(5), network).json()
    answer = client.get(f"/api/runs/{run['run']}/evidence")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    told = answer.json()
    assert TypeAdapter(schemas.Evidence).validate_python(told) == told
    assert told["target"]["label"] == run["prediction"][0]["label"]
    scores = client.numbers(run["run"], told["target"]["layer"])
    assert scores.argmax() == told["target"]["channel"]
    layers = client.get(f"/api/networks/{network}").json()["layers"]
    edges = {(heard, layer["name"]) for layer in layers for heard in layer["inputs"]}
    shares = (told["target"]["layer"], layers[-1]["name"])
    assert {(wire["from"], wire["to"]) for wire in told["wires"]} == edges - {shares}


def test_the_last_wires_are_votes(client, run):
    """Into the score itself: number times weight, as the sum of the score has it."""
    told = client.get(f"/api/runs/{run['run']}/evidence").json()
    place = told["target"]
    at = f"/api/runs/{run['run']}/layers/{place['layer']}/cells/{place['channel']}/0/0"
    terms = client.get(at).json()["terms"]
    votes = sorted((abs(term["product"]) for term in terms), reverse=True)
    wires = [wire for wire in told["wires"] if wire["to"] == place["layer"]]
    assert [abs(wire["evidence"]) for wire in wires] == pytest.approx(votes[: len(wires)], rel=1e-5)
    for wire in wires:
        assert wire["evidence"] == pytest.approx(terms[wire["source"]]["product"], rel=1e-5)
