"""Edits are tried out on one picture: checked cell by cell, made all or none, written nowhere."""

import hashlib
import json

import numpy as np
import pytest
from safetensors.numpy import load

from app.errors import BadEdit


def filter_of(client, layer="conv_1_1"):
    told = client.get(f"/api/networks/tiny-vgg/layers/{layer}/weights.json").json()["params"]
    return np.array(told["weights"]["data"], np.float32), np.array(told["bias"]["data"], np.float32)


def weights_of(client, run):
    return load(client.get(f"/api/runs/{run}/weights").content)


def test_a_bias_moves_its_map_and_no_other(client, run):
    _, bias = filter_of(client)
    edit = {"layer": "conv_1_1", "channel": 3, "bias": float(bias[3]) + 0.5}
    answer = client.edit(run["run"], edit)
    assert answer.status_code == 201
    edited = answer.json()
    assert answer.headers["location"] == f"/api/runs/{edited['run']}"
    before, after = (client.numbers(one["run"], "conv_1_1") for one in (run, edited))
    assert after[3] == pytest.approx(before[3] + 0.5, abs=1e-5)
    assert (np.delete(after, 3, 0) == np.delete(before, 3, 0)).all()
    assert edited["edits"] == [
        {"layer": "conv_1_1", "channel": 3, "bias": float(np.float32(edit["bias"]))}
    ]
    assert edited["picture"] | {"pixels": ""} == run["picture"] | {"pixels": ""}


def test_a_whole_filter_can_be_replaced(client, run):
    sobel = [[[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]] * 3
    edited = client.edit(
        run["run"],
        {"layer": "conv_1_1", "channel": 0, "weights": sobel},
        {"layer": "conv_1_1", "channel": 0, "bias": 0},
    ).json()
    x = client.numbers(run["run"], "input").sum(axis=0)
    wanted = (
        (x[:-2, 2:] - x[:-2, :-2]) + 2 * (x[1:-1, 2:] - x[1:-1, :-2]) + (x[2:, 2:] - x[2:, :-2])
    )
    assert client.numbers(edited["run"], "conv_1_1")[0] == pytest.approx(wanted, abs=1e-4)


def test_one_slice_of_a_filter_can_be_replaced(client, run):
    slice_ = [[0, 0, 0], [0, 1, 0], [0, 0, 0]]
    edit = {"layer": "conv_1_2", "channel": 7, "input_channel": 2, "weights": slice_}
    edited = client.edit(run["run"], edit).json()
    before, after = (weights_of(client, one["run"])["conv_1_2.weights"] for one in (run, edited))
    assert (after[7, 2] == np.float32(slice_)).all()
    after[7, 2] = before[7, 2]
    assert (after == before).all()


def test_a_row_of_a_dense_layer_can_be_replaced(client, run):
    edited = client.edit(
        run["run"],
        {"layer": "dense", "channel": 4, "weights": [0.0] * 1690},
        {"layer": "dense", "channel": 4, "bias": 7},
        {"layer": "dense", "channel": 5, "input_channel": 1689, "weights": 0.25},
    ).json()
    assert client.numbers(edited["run"], "dense")[4, 0, 0] == 7
    assert weights_of(client, edited["run"])["dense.weights"][5, 1689] == 0.25


@pytest.mark.parametrize("scale", [0, 2, -1])
def test_a_scale_multiplies_all_that_a_channel_answers(client, run, scale):
    edit = {"layer": "conv_1_1", "channel": 5, "scale": scale}
    edited = client.edit(run["run"], edit).json()
    before, after = (client.numbers(one["run"], "conv_1_1") for one in (run, edited))
    assert after[5] == pytest.approx(scale * before[5], abs=1e-5)


def test_only_what_is_downstream_is_computed_again(client, run, service):
    edit = {"layer": "conv_2_1", "channel": 0, "scale": 0}
    edited = client.edit(run["run"], edit).json()["run"]
    before, after = service.runs.get(run["run"]).trace, service.runs.get(edited).trace
    names = list(before)
    for name in names[: names.index("conv_2_1")]:
        assert after[name] is before[name] or np.shares_memory(after[name], before[name])
    for name in names[names.index("conv_2_1") :]:
        assert not np.shares_memory(after[name], before[name])


def test_an_edited_run_is_what_the_engine_computes_with_those_weights(client, run, service):
    edits = [
        {"layer": "dense", "channel": 1, "bias": 2},
        {"layer": "conv_1_2", "channel": 1, "scale": 3},
    ]
    edited = service.runs.get(client.edit(run["run"], *edits).json()["run"])
    alone = edited.entry.network.run(edited.trace["input"], edited.weights)
    for name, values in alone.items():
        assert (values == edited.trace[name]).all()


def test_edits_come_on_top_of_edits(client, run):
    first = {"layer": "conv_1_1", "channel": 1, "scale": 0}
    second = {"layer": "conv_2_2", "channel": 2, "bias": 1}
    one = client.edit(run["run"], first).json()
    two = client.edit(one["run"], second).json()
    assert two["edits"] == [first, second]
    assert two["run"] == client.edit(run["run"], first, second).json()["run"]


def test_an_upload_may_bring_its_edits(client, run, make_picture):
    edits = [{"layer": "conv_1_1", "channel": 1, "scale": 0}]
    told = client.upload(make_picture(), edits=edits).json()
    assert told["run"] == client.edit(run["run"], *edits).json()["run"]
    assert client.upload(make_picture(), edits={"edits": edits}).json() == told


def test_edits_that_give_back_what_was_there_give_back_the_run(client, run):
    weights, bias = filter_of(client)
    restored = [
        {"layer": "conv_1_1", "channel": 2, "weights": weights[2].tolist()},
        {"layer": "conv_1_1", "channel": 2, "bias": float(bias[2])},
        {"layer": "conv_1_2", "channel": 0, "scale": 1},
    ]
    assert client.edit(run["run"], *restored).json() == run
    changed = client.edit(run["run"], {"layer": "conv_1_1", "channel": 2, "scale": 0}).json()
    assert changed["run"] != run["run"]
    assert client.edit(changed["run"], *restored).json() == run
    doubled = client.edit(run["run"], {"layer": "conv_1_1", "channel": 2, "scale": 2}).json()
    halved = {"layer": "conv_1_1", "channel": 2, "scale": 0.5}
    assert client.edit(doubled["run"], halved).json() == run
    assert client.edit(run["run"]).json() == run


def test_the_last_word_on_a_filter_counts(client, run):
    strokes = [{"layer": "conv_1_1", "channel": 0, "bias": step / 10} for step in range(1, 6)]
    painted = run
    for stroke in strokes:
        painted = client.edit(painted["run"], stroke).json()
    assert painted["edits"] == [{"layer": "conv_1_1", "channel": 0, "bias": float(np.float32(0.5))}]
    assert painted["run"] == client.edit(run["run"], strokes[-1]).json()["run"]


def test_what_the_network_learned_is_never_touched(client, run, service):
    entry = service.catalogue["tiny-vgg"]
    place = service.settings.models / "tiny-vgg" / "weights.safetensors"
    before = hashlib.sha256(place.read_bytes()).digest()
    held = {name: array.copy() for name, array in entry.weights["conv_1_1"].items()}
    client.edit(run["run"], {"layer": "conv_1_1", "channel": 0, "scale": 0})
    assert hashlib.sha256(place.read_bytes()).digest() == before
    assert all((entry.weights["conv_1_1"][name] == array).all() for name, array in held.items())
    for params in entry.weights.values():
        for array in params.values():
            with pytest.raises(ValueError, match="read-only"):
                array[...] = 0


ZEROS = [[[0.0] * 3 for _ in range(3)] for _ in range(3)]


def with_cell(value):
    weights = json.loads(json.dumps(ZEROS))
    weights[1][2][0] = value
    return {"layer": "conv_1_1", "channel": 3, "weights": weights}


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (
            with_cell(float("nan")),
            ["conv_1_1, channel 3", "at input channel 1, row 2, column 0 is not a number"],
        ),
        (
            with_cell(float("inf")),
            ["conv_1_1, channel 3", "input channel 1, row 2, column 0 is infinite"],
        ),
        (with_cell(10_001), ["input channel 1, row 2, column 0 is 10,001; 10,000 is the most"]),
        (with_cell(-1e9), ["is −1e+09; 10,000 is the most, either way"]),
        (with_cell("a"), ["input channel 1, row 2, column 0 is the text 'a'"]),
        (with_cell(None), ["row 2, column 0 is empty (null)"]),
        (with_cell(True), ["row 2, column 0 is true, but should be a number"]),
        (with_cell([1]), ["row 2, column 0 is a list"]),
        (with_cell(10**400), ["input channel 1, row 2, column 0 is"]),
        (
            {"layer": "conv_1_1", "channel": 3, "weights": ZEROS[:2]},
            [
                "conv_1_1, channel 3: the weights should be 3×3×3 numbers",
                "the list holds 2 things where there should be 3",
            ],
        ),
        (
            {"layer": "conv_1_1", "channel": 3, "weights": [*ZEROS[:2], [[0] * 3] * 4]},
            ["input channel 2 holds 4 things"],
        ),
        (
            {
                "layer": "conv_1_1",
                "channel": 3,
                "weights": [*ZEROS[:2], [[0] * 3, [0] * 2, [0] * 3]],
            },
            ["input channel 2, row 1 holds 2 things"],
        ),
        (
            {"layer": "conv_1_1", "channel": 3, "weights": 5},
            ["the list holds a number where there should be 3"],
        ),
        ({"layer": "conv_1_1", "channel": 3, "weights": {}}, ["holds an object"]),
        (
            {"layer": "conv_1_1", "channel": 3, "input_channel": 0, "weights": ZEROS},
            ["conv_1_1, channel 3, input channel 0: the weight at row 0, column 0 is a list"],
        ),
        (
            {"layer": "dense", "channel": 3, "weights": [0] * 10},
            ["dense, channel 3: the weights should be 1690 numbers", "10 things"],
        ),
        (
            {"layer": "conv_1_1", "channel": 3, "bias": float("-inf")},
            ["conv_1_1, channel 3: the bias is infinite"],
        ),
        (
            {"layer": "conv_1_1", "channel": 3, "scale": "2"},
            ["conv_1_1, channel 3: the scale is the text '2'"],
        ),
        (
            {"layer": "conv_1_1", "channel": 3, "scale": 1e5},
            ["the scale is 100,000; 10,000 is the most"],
        ),
        (
            {"layer": "conv_1_1", "channel": 10, "scale": 0},
            ["Edit 1: conv_1_1 has no channel 10; it has 10, counted from 0 to 9."],
        ),
        ({"layer": "conv_1_1", "channel": -1, "scale": 0}, ["conv_1_1 has no channel −1"]),
        (
            {"layer": "conv_1_1", "channel": 1.5, "scale": 0},
            ["the channel of conv_1_1 is a number, but should be a whole number"],
        ),
        ({"layer": "conv_1_1", "channel": True, "scale": 0}, ["the channel of conv_1_1 is true"]),
        ({"layer": "conv_1_1", "scale": 0}, ["the channel of conv_1_1 is missing"]),
        (
            {"layer": "conv_1_1", "channel": 3, "input_channel": 3, "weights": ZEROS[0]},
            ["has no input channel 3"],
        ),
        (
            {"layer": "conv_1_1", "channel": 3, "input_channel": 0, "bias": 1},
            ["a bias belongs to the whole channel"],
        ),
        (
            {"layer": "relu_1_1", "channel": 0, "scale": 0},
            ["relu_1_1 has no weights to edit", "conv_1_1, conv_1_2"],
        ),
        ({"layer": "input", "channel": 0, "scale": 0}, ["input has no weights to edit"]),
        ({"layer": "nope", "channel": 0, "scale": 0}, ["there is no layer called 'nope'"]),
        ({"layer": 3, "channel": 0, "scale": 0}, ["does not say which layer"]),
        ({"channel": 0, "scale": 0}, ["Edit 1 does not say which layer"]),
        ({"layer": "conv_1_1", "channel": 3}, ["conv_1_1, channel 3: the edit changes nothing"]),
        (
            {"layer": "conv_1_1", "channel": 3, "bias": 1, "scale": 1},
            ["bias and scale are in one edit"],
        ),
        (
            {"layer": "conv_1_1", "channel": 3, "weight": 1},
            ["Edit 1 has a 'weight'; it may have layer"],
        ),
        (5, ["Edit 1 is a number, but should be an object"]),
        (None, ["Edit 1 is empty (null)"]),
    ],
)
def test_a_wrong_edit_is_named_down_to_its_cell(client, run, is_problem, edit, words):
    at = f"/api/runs/{run['run']}/edits"
    headers = {"content-type": "application/json"}
    told = is_problem(
        client.post(at, content=json.dumps({"edits": [edit]}), headers=headers), 422, *words
    )
    assert told["type"].endswith("bad-edit")


def test_with_one_wrong_edit_none_is_made(client, run, is_problem, service):
    held = len(service.runs.traces)
    good, bad = {"layer": "conv_1_1", "channel": 9, "bias": 3}, {"layer": "nope", "channel": 0}
    is_problem(client.edit(run["run"], good, bad), 422, "Edit 2")
    assert len(service.runs.traces) == held


@pytest.mark.parametrize(
    "told", ["5", "[5]", "null", '"text"', "{}", '{"edits": 5}', '{"edits": {}}', '{"edit": []}']
)
def test_edits_come_as_a_list(client, run, is_problem, told):
    answer = client.post(f"/api/runs/{run['run']}/edits", content=told)
    is_problem(answer, 422)


def test_too_many_edits_are_counted(client, run, is_problem):
    edits = [{"layer": "conv_1_1", "channel": 0, "bias": 1}] * 257
    is_problem(client.edit(run["run"], *edits), 422, "There are 257 edits; 256 are the most.")


def test_scales_cannot_be_heaped_up(client, run, is_problem):
    edits = [{"layer": "conv_1_1", "channel": 0, "scale": 9_999}] * 20
    is_problem(client.edit(run["run"], *edits), 422, "conv_1_1, channel 0: after these edits")


def test_numbers_that_grow_beyond_all_bounds_are_reported(serve, make_picture, is_problem):
    client = serve(edit_value=1e30)
    run = client.upload(make_picture()).json()["run"]
    edits = [
        {"layer": name, "channel": channel, "scale": 1e20}
        for name in ("conv_1_1", "conv_1_2", "conv_2_1", "conv_2_2")
        for channel in range(10)
    ]
    is_problem(client.edit(run, *edits), 422, "grow too large to be computed")


def test_an_edit_of_a_run_that_is_not_kept_says_so(client, is_problem):
    edit = {"layer": "conv_1_1", "channel": 0, "scale": 0}
    told = is_problem(client.edit("0" * 32, edit), 404)
    assert told["type"].endswith("run-not-kept")


def test_an_upload_with_a_wrong_edit_is_turned_away(client, make_picture, is_problem):
    is_problem(client.upload(make_picture(), edits="[{"), 422, "That is not JSON")
    edits = [{"layer": "conv_1_1", "channel": 0, "bias": "x"}]
    is_problem(client.upload(make_picture(), edits=edits), 422, "conv_1_1, channel 0")


def test_the_sentence_is_the_error(service):
    from app import edits

    entry = service.catalogue["tiny-vgg"]
    with pytest.raises(BadEdit, match="no layer called 'x'"):
        edits.read([{"layer": "x"}], entry.network, service.settings)
