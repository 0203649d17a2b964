"""What edits change: the maps a moving brush asks for, where a run differs, and all the samples."""

import json

import numpy as np
import pytest
from safetensors.numpy import load

SOBEL = [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]
BRUSH = {"layer": "conv_1_1", "channel": 4, "kernel": SOBEL, "rescale": True}
OTHER = {"layer": "dense", "channel": 0, "bias": 2}


@pytest.fixture(scope="module")
def layers(client):
    return client.get("/api/networks/tiny-vgg").json()["layers"]


def imagine(client, run, *edits, dtype="f32"):
    """The maps that edits would change, and what the metadata says of them."""
    at = f"/api/runs/{run['run']}/edits/maps?dtype={dtype}"
    answer = client.post(at, json={"edits": list(edits)})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/vnd.safetensors"
    length = int.from_bytes(answer.content[:8], "little")
    header = json.loads(answer.content[8 : 8 + length])
    told = header.pop("__metadata__")
    return load(answer.content), list(header), {name: json.loads(one) for name, one in told.items()}


def channels(told, name):
    """Which channels of a layer were sent, as an index."""
    (alone,) = [one["alone"] for one in told["run"]["layers"] if one["name"] == name]
    return slice(None) if alone is None else alone


# A brush that moves


@pytest.mark.parametrize(
    ("edits", "first"),
    [
        ([BRUSH], "conv_1_1"),
        ([{"layer": "conv_2_1", "channel": 0, "scale": 2}], "conv_2_1"),
        ([OTHER, {"layer": "conv_2_2", "channel": 1, "swap": 2}], "conv_2_2"),
    ],
)
def test_only_the_maps_that_change_are_sent(client, run, layers, edits, first):
    maps, order, told = imagine(client, run, *edits)
    edited = client.edit(run["run"], *edits).json()
    names = [layer["name"] for layer in layers]
    assert order == [name for name in names if name in maps]
    assert order[0] == first
    for name in names:
        before, after = (client.numbers(one["run"], name) for one in (run, edited))
        if (before == after).all():
            assert name not in maps
        else:
            assert (maps[name] == after[channels(told, name)]).all()
    assert told["changes"] == client.get(f"/api/runs/{edited['run']}/changes").json()


def test_channels_that_change_alone_are_sent_alone(client, run):
    """Up to half of a layer's channels; beyond that all of them are."""
    filters = [{"layer": "conv_1_1", "channel": channel, "bias": 1} for channel in (7, 2, 4, 0, 9)]
    maps, _, told = imagine(client, run, *filters)
    assert channels(told, "conv_1_1") == channels(told, "relu_1_1") == [0, 2, 4, 7, 9]
    assert maps["conv_1_1"].shape == (5, 62, 62)
    assert channels(told, "conv_1_2") == slice(None)
    more, _, told = imagine(client, run, *filters, {"layer": "conv_1_1", "channel": 1, "bias": 1})
    assert channels(told, "conv_1_1") == slice(None)
    assert more["conv_1_1"].shape == (10, 62, 62)


def test_the_verdict_and_the_figures_come_along(client, run):
    _, order, told = imagine(client, run, BRUSH)
    edited = client.edit(run["run"], BRUSH).json()
    verdict = told["run"]
    assert verdict["run"] == edited["run"]
    assert verdict["prediction"] == edited["prediction"]
    assert verdict["unsure"] == edited["unsure"]
    assert [layer["name"] for layer in verdict["layers"]] == order
    described = {layer["name"]: layer for layer in edited["layers"]}
    for layer in verdict["layers"]:
        assert layer.pop("alone") == ([4] if layer["name"] in ("conv_1_1", "relu_1_1") else None)
        figures = {"low", "high", "mean", "zeros", "negative", "channels", "loudest"}
        assert set(layer) == {"name"} | figures
        assert layer == {key: described[layer["name"]][key] for key in layer}


def test_nothing_about_it_is_kept(client, run, service):
    edit = {"layer": "conv_1_2", "channel": 6, "bias": 0.123}
    held, stored = len(service.runs.traces), sorted(service.settings.store_folder.rglob("*"))
    _, _, told = imagine(client, run, edit)
    name = told["run"]["run"]
    assert len(service.runs.traces) == held
    assert service.runs.traces.get(name) is None
    assert sorted(service.settings.store_folder.rglob("*")) == stored
    assert client.get(f"/api/runs/{name}").status_code == 404


@pytest.mark.parametrize(("dtype", "kind"), [("f16", np.float16), ("u8", np.uint8)])
def test_a_brush_may_ask_for_fewer_bits(client, run, dtype, kind):
    exact, order, _ = imagine(client, run, BRUSH)
    maps, same, told = imagine(client, run, BRUSH, dtype=dtype)
    assert order == same
    for name, held in maps.items():
        assert held.dtype == kind
        if dtype == "u8":
            low, high = (np.array(told[name][end])[:, None, None] for end in ("low", "high"))
            held = low + held / 255 * (high - low)
        assert held == pytest.approx(exact[name], abs=float(np.ptp(exact[name])) / 255)


@pytest.mark.parametrize(
    "edits", [[], [{**BRUSH, "on": False}], [{"layer": "dense", "channel": 1, "scale": 1}]]
)
def test_edits_that_change_nothing_change_no_map(client, run, edits):
    maps, _, told = imagine(client, run, *edits)
    assert maps == {}
    assert told["run"]["run"] == run["run"]
    assert told["run"]["layers"] == []
    assert told["changes"]["layers"] == []


def test_a_brush_moves_on_top_of_other_edits(client, run):
    below = client.edit(run["run"], {"layer": "conv_1_1", "channel": 1, "scale": 0}).json()
    stroke = {"layer": "conv_2_2", "channel": 3, "bias": 1}
    maps, order, told = imagine(client, below, stroke)
    both = client.edit(below["run"], stroke).json()
    assert order[0] == "conv_2_2"
    assert told["run"]["run"] == both["run"]
    assert told["changes"]["against"] == run["run"]
    assert told["changes"]["first"] == "conv_1_1"
    for name, held in maps.items():
        assert (held == client.numbers(both["run"], name)[channels(told, name)]).all()


# Where a run differs


def test_a_run_says_where_it_differs_from_the_unedited_one(client, run, layers):
    edited = client.edit(run["run"], BRUSH).json()
    answer = client.get(f"/api/runs/{edited['run']}/changes")
    assert "immutable" in answer.headers["cache-control"]
    told = answer.json()
    assert told["against"] == run["run"]
    found = {one["layer"]: one for one in told["layers"]}
    names = [layer["name"] for layer in layers]
    assert list(found) == [name for name in names if name in found]
    for name in names:
        before, after = (client.numbers(one["run"], name) for one in (run, edited))
        apart = np.abs(after - before)
        if name not in found:
            assert apart.max() == 0
            continue
        one = found[name]
        assert one["largest"] == apart.max() > 0
        assert apart[one["channel"], one["row"], one["column"]] == one["largest"]
        assert one["mean"] == pytest.approx(apart.mean())
        assert one["share"] == np.count_nonzero(apart) / apart.size
    assert told["first"] == "conv_1_1"
    assert found["conv_1_1"]["share"] == pytest.approx(0.1, abs=0.001)
    assert told["sentence"] == (
        f"The first layer to change is convolved 1 (conv_1_1): map 5 by up to "
        f"{found['conv_1_1']['largest']:.2f}."
    )


def test_a_run_without_edits_differs_nowhere(client, run):
    assert client.get(f"/api/runs/{run['run']}/changes").json() == {
        "against": run["run"],
        "first": None,
        "sentence": "No layer has changed: every number is what it was.",
        "layers": [],
    }


def test_an_altered_picture_is_compared_with_itself(client, run):
    edited = client.edit(run["run"], BRUSH).json()
    turned = client.post(f"/api/runs/{edited['run']}/altered", json={"rotate": 30}).json()
    told = client.get(f"/api/runs/{turned['run']}/changes").json()
    plain = client.post(f"/api/runs/{run['run']}/altered", json={"rotate": 30}).json()
    assert told["against"] == plain["run"]
    assert told["first"] == "conv_1_1"


# Some weights


def test_the_weights_of_some_layers_come_alone(client, run, is_problem):
    edited = client.edit(run["run"], BRUSH).json()
    at = f"/api/runs/{edited['run']}/weights"
    every, some = (
        load(client.get(at).content),
        load(client.get(f"{at}?layers=conv_1_1,dense").content),
    )
    assert sorted(some) == ["conv_1_1.bias", "conv_1_1.weights", "dense.bias", "dense.weights"]
    assert all((every[name] == held).all() for name, held in some.items())
    assert (some["conv_1_1.weights"][4, 0] == some["conv_1_1.weights"][4, 2]).all()
    is_problem(client.get(f"{at}?layers=conv_9"), 404, "no layer called 'conv_9'")
    is_problem(client.get(f"{at}?layers=relu_1_1"), 404, "relu_1_1 has no weights. Those with")


# All samples


def test_edits_are_tried_on_every_sample(client, run, service):
    edit = {"layer": "dense", "channel": 2, "bias": 50}
    edited = client.edit(run["run"], edit).json()
    held = len(service.runs.traces)
    told = client.get(f"/api/runs/{edited['run']}/samples").json()
    assert len(service.runs.traces) <= held + len(told["samples"])
    network = client.get("/api/networks/tiny-vgg").json()
    assert [one["id"] for one in told["samples"]] == [one["id"] for one in network["samples"]]
    for one, sample in zip(told["samples"], network["samples"], strict=True):
        assert one["before"] == {
            key: sample[key] for key in ("predicted", "probability", "correct")
        }
        likeliest = client.edit(sample["run"], edit).json()["prediction"][0]
        assert one["predicted"] == likeliest["label"] == network["classes"][2]
        assert one["probability"] == likeliest["probability"]
        assert one["correct"] == (one["label"] == likeliest["label"])
        assert {one["title"], one["label"]} == {sample["title"], sample["label"]}
    assert told["right"] == sum(one["correct"] for one in told["samples"])
    assert told["right_before"] == sum(one["before"]["correct"] for one in told["samples"])


def test_without_edits_the_samples_are_as_they_were(client, run):
    told = client.get(f"/api/runs/{run['run']}/samples").json()
    assert told["right"] == told["right_before"]
    for one in told["samples"]:
        assert one["before"] == {key: one[key] for key in one["before"]}
