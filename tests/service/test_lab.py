"""The laboratory answers with exact numbers, explains what leaves nothing, and refuses kindly."""

import time

import numpy as np
import pytest

from app.engine import KINDS


@pytest.fixture(scope="module")
def lab(client, run):
    def ask(layer, channel=0, of=None, **told):
        body = {"layer": layer, "channel": channel, **told}
        return client.post(f"/api/runs/{of or run['run']}/lab", json=body)

    return ask


def made(answer):
    assert answer.status_code == 200, answer.text
    told = answer.json()
    if told["map"] is not None:
        told["numbers"] = np.array(told["map"]["data"], np.float32)
        assert list(told["numbers"].shape) == told["map"]["shape"] == told["shape"][1:]
        assert told["low"] == told["numbers"].min()
        assert told["high"] == told["numbers"].max()
    return told


def test_every_layer_as_it_is_gives_the_numbers_of_the_run(client, lab, run):
    for layer in client.get("/api/networks/tiny-vgg").json()["layers"][1:]:
        channel = layer["shape"][0] - 1
        told = made(lab(layer["name"], channel))
        assert (told["numbers"] == client.numbers(run["run"], layer["name"])[channel]).all()
        assert told["shape"] == told["before"]["shape"] == layer["shape"]
        assert told["parameters"] == told["before"]["parameters"] == layer["parameters"]
        assert told["macs"] == told["before"]["macs"] == layer["macs"]
        assert told["settings"] == told["before"]["settings"] == told["beside"]
        assert told["input"]["layer"] == layer["inputs"][0]
        assert told["difference"] == ["Both sides are set alike: the same numbers, one by one."]


def test_a_wider_step_keeps_every_other_number(client, lab, run):
    own = client.numbers(run["run"], "conv_1_1")
    told = made(lab("conv_1_1", 4, settings={"stride": 2}))
    assert told["shape"] == [10, 31, 31]
    assert told["numbers"] == pytest.approx(own[4, ::2, ::2], abs=1e-5)
    assert told["dropped"] == {"rows": [63], "columns": [63]}
    assert told["unread"] == "The last row and the last column of the picture are never read."
    assert "⌊(64 + 2·0 − 3) / 2⌋ + 1" in told["arithmetic"][0]
    assert (told["parameters"], told["before"]["parameters"]) == (280, 280)
    assert told["before"]["macs"] == 4 * told["macs"]
    assert "62×62 becomes 31×31, a quarter of the numbers" in told["difference"][0]


def test_zeros_and_a_reflection_differ_only_along_the_border(lab):
    zeros = made(lab("conv_1_1", 2, settings={"padding": 1}))
    told = made(
        lab("conv_1_1", 2, settings={"padding": 1, "border": "reflect"}, beside={"padding": 1})
    )
    assert (told["numbers"][1:-1, 1:-1] == zeros["numbers"][1:-1, 1:-1]).all()
    assert (told["numbers"] != zeros["numbers"]).sum() > 200
    assert told["surround"] == {"top": 1, "bottom": 1, "left": 1, "right": 1}
    assert told["rim"]["cells"] == 4 * 63
    assert told["rim"]["inside"] == pytest.approx(zeros["rim"]["inside"], rel=1e-6)
    assert told["beside"]["padding"] == 1
    assert "along the border differ" in " ".join(told["difference"])


def test_the_bricks_of_the_parameters_are_counted(lab):
    told = made(lab("conv_1_2", settings={"filters": 64}))
    assert told["bricks"] == {
        "filters": 64, "channels": 10, "rows": 3, "columns": 3, "biases": 64,
        "told": "3·3·10·64 + 64 = 5,824",
    }  # fmt: skip
    assert told["parameters"] == 5824
    assert told["shape"] == [64, 60, 60]
    assert "random" in told["told"][0]
    assert made(lab("pool_1"))["bricks"] is None


def test_what_was_done_to_the_learned_weights_is_said(client, lab, run):
    larger = made(lab("conv_1_1", 1, settings={"size": 7}))
    own = client.numbers(run["run"], "conv_1_1")[1]
    assert larger["numbers"] == pytest.approx(own[2:-2, 2:-2], abs=1e-5)
    assert "zeros" in larger["told"][0]
    assert "random" in made(lab("conv_1_1", settings={"size": 7, "fill": "random"}))["told"][0]
    assert "middle" in made(lab("conv_1_1", settings={"size": 1}))["told"][0]
    assert made(lab("conv_1_1", settings={"stride": 3}))["told"] == []


def test_a_pool_may_become_another_and_an_activation_another(client, lab, run):
    x = client.numbers(run["run"], "relu_1_2")[3]
    told = made(lab("pool_1", 3, settings={"kind": "average_pool"}))
    assert told["kind"] == "average_pool"
    blocks = x.reshape(30, 2, 30, 2).mean(axis=(1, 3))
    assert told["numbers"] == pytest.approx(blocks, abs=1e-5)
    x = client.numbers(run["run"], "conv_1_1")[3]
    told = made(lab("relu_1_1", 3, settings={"kind": "leaky_relu", "slope": 0.25}))
    assert told["numbers"] == pytest.approx(np.where(x > 0, x, x / 4), abs=1e-6)
    assert [knob["name"] for knob in told["knobs"]] == ["kind", "slope"]
    choices = {choice["value"] for choice in told["knobs"][0]["choices"]}
    assert choices == {"relu", "leaky_relu", "sigmoid", "tanh"}


def test_edits_count_in_the_laboratory_too(client, lab, run):
    edited = client.edit(run["run"], {"layer": "conv_1_1", "channel": 0, "scale": 2}).json()["run"]
    once = made(lab("conv_1_1", 0, settings={"stride": 2}))["numbers"]
    twice = made(lab("conv_1_1", 0, of=edited, settings={"stride": 2}))["numbers"]
    assert twice == pytest.approx(2 * once, abs=1e-5)


def test_every_knob_may_stand_at_its_ends(client, lab):
    """Nothing crashes wherever the knobs are turned; what leaves nothing says why."""
    emptied = 0
    for name in ("conv_1_1", "relu_1_1", "pool_2", "conv_2_2", "flatten", "dense", "softmax"):
        for knob in made(lab(name))["knobs"]:
            if knob["form"] in ("count", "amount"):
                values = [knob["least"], knob["most"]]
                values = [int(v) for v in values] if knob["form"] == "count" else values
            elif knob["form"] == "switch":
                values = [True, False]
            else:
                values = [choice["value"] for choice in knob["choices"]]
            for value in values:
                told = made(lab(name, settings={knob["name"]: value}))
                assert told["settings"][knob["name"]] == value
                assert (told["map"] is None) == (told["reason"] is not None)
                emptied += told["map"] is None
    assert emptied


@pytest.mark.parametrize("seed", range(60))
def test_whatever_is_set_something_sensible_is_said(lab, seed):
    rng = np.random.default_rng(seed)
    name = str(rng.choice(["conv_1_1", "conv_2_2", "pool_1", "pool_2", "relu_2_1"]))
    kinds = {"pool_1": ["max_pool", "average_pool"], "pool_2": ["max_pool", "average_pool"]}
    settings = {"kind": str(rng.choice(kinds[name]))} if name in kinds else {}
    for knob in made(lab(name, settings=settings))["knobs"]:
        if knob["form"] == "count":
            settings[knob["name"]] = int(rng.integers(knob["least"], knob["most"] + 1))
        elif knob["form"] == "switch":
            settings[knob["name"]] = bool(rng.integers(2))
        elif knob["form"] == "choice" and knob["name"] != "kind":
            settings[knob["name"]] = str(rng.choice([c["value"] for c in knob["choices"]]))
    told = made(lab(name, 9, settings=settings))
    if told["map"] is None:
        assert told["reason"].startswith("Nothing comes out. ")
    else:
        assert np.isfinite(told["numbers"]).all()
        assert told["arithmetic"]
    for sentence in (*told["told"], *told["difference"], told["reason"] or "."):
        assert sentence.endswith(".")


def test_where_nothing_comes_out_it_is_explained(lab):
    told = made(lab("conv_2_2", settings={"size": 11, "dilation": 3}))
    assert (told["shape"], told["map"], told["low"]) == (None, None, None)
    assert told["reason"] == (
        "Nothing comes out. A window of 31×31 does not fit into maps of 28×28."
    )
    assert told["arithmetic"][0] == (
        "height and width: ⌊(28 + 2·0 − 3·(11 − 1) − 1) / 1⌋ + 1 = −2; there is room for no window"
    )
    both = made(lab("pool_2", settings={"padding": 2}))
    assert "more than half the window" in both["reason"]


# What makes no sense


@pytest.mark.parametrize(
    ("turned", "words"),
    [
        ({"stride": 0}, ["stride is 0", "1 to 8"]),
        ({"stride": 9}, ["stride is 9", "1 to 8"]),
        ({"stride": -1}, ["stride is -1"]),
        ({"stride": 2.0}, ["stride is 2.0", "whole number"]),
        ({"stride": "2"}, ["stride is '2'"]),
        ({"stride": None}, ["stride is missing"]),
        ({"stride": True}, ["stride is true"]),
        ({"stride": []}, ["stride is []"]),
        ({"stride": [1, 2, 3]}, ["stride is [1, 2, 3]", "[rows, columns]"]),
        ({"stride": {"a": 1}}, ["stride is an object"]),
        ({"stride": 10**30}, ["stride is 1e+30"]),
        ({"size": 12}, ["size is 12", "1 to 11"]),
        ({"padding": 9}, ["padding is 9", "0 to 8"]),
        ({"dilation": 0}, ["dilation is 0", "1 to 8"]),
        ({"filters": 129}, ["filters is 129", "1 to 128"]),
        ({"filters": [2, 2]}, ["filters is [2, 2]"]),
        ({"filters": 0}, ["filters is 0"]),
        ({"border": "mirror"}, ["border is 'mirror'", "'zeros' or 'reflect'"]),
        ({"border": 3}, ["border is 3"]),
        ({"border": ["zeros"]}, ["border is ['zeros']"]),
        ({"ceil": 1}, ["ceil is 1", "true or false"]),
        ({"fill": "ones"}, ["fill is 'ones'"]),
        ({"groups": 2}, ["'groups'", "It has size"]),
        ({"kind": "max_pool"}, ["kind is 'max_pool'", "cannot be changed"]),
        ({"kind": ["relu"]}, ["kind is ['relu']"]),
        ({"x" * 500: 1}, ["xxx"]),
        ([], ["settings is []"]),
        ("stride", ["settings is 'stride'"]),
        (3, ["settings is 3"]),
    ],
)
def test_settings_that_make_no_sense_are_named(lab, is_problem, turned, words):
    told = is_problem(lab("conv_1_1", settings=turned), 422, *words)
    assert told["type"].endswith("bad-experiment")
    assert len(told["detail"]) < 300
    is_problem(lab("conv_1_1", beside=turned), 422)


@pytest.mark.parametrize("word", [b"NaN", b"Infinity", b"-Infinity", b"1e999"])
@pytest.mark.parametrize("name", [b"stride", b"slope"])
def test_what_is_no_number_is_named(client, run, is_problem, word, name):
    layer = b"conv_1_1" if name == b"stride" else b"relu_1_1"
    kind = b"" if name == b"stride" else b'"kind": "leaky_relu", '
    body = b'{"layer": "%s", "channel": 0, "settings": {%s"%s": %s}}' % (layer, kind, name, word)
    told = is_problem(client.post(f"/api/runs/{run['run']}/lab", content=body), 422)
    assert name.decode() in told["detail"]


def test_an_amount_beyond_its_ends_is_named(lab, is_problem):
    for slope in (-0.1, 1, 10**400, "0.5", True):
        told = lab("relu_1_1", settings={"kind": "leaky_relu", "slope": slope})
        is_problem(told, 422, "slope", "0 to 0.95")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({}, ["Which layer"]),
        ([], ["An experiment is an object"]),
        ({"layer": 3}, ["Which layer"]),
        ({"layer": "input", "channel": 0}, ["The input is the picture itself", "conv_1_1"]),
        ({"layer": "nowhere", "channel": 0}, ["'nowhere'", "conv_1_1"]),
        ({"layer": "conv_1_1"}, ["channel is missing", "0 to 9"]),
        ({"layer": "conv_1_1", "channel": 10}, ["channel is 10", "0 to 9"]),
        ({"layer": "conv_1_1", "channel": -1}, ["channel is -1"]),
        ({"layer": "conv_1_1", "channel": 1.5}, ["channel is 1.5"]),
        ({"layer": "conv_1_1", "channel": 0, "setting": {}}, ["'setting'", "beside"]),
        (
            {"layer": "flatten", "channel": 0, "settings": {"size": 2}},
            ["flatten", "none to change"],
        ),
        ({"layer": "relu_1_1", "channel": 0, "settings": {"slope": 0.1}}, ["relu", "slope"]),
    ],
)
def test_questions_that_make_no_sense_are_turned_away(client, run, is_problem, body, words):
    is_problem(client.post(f"/api/runs/{run['run']}/lab", json=body), 422, *words)


def test_a_run_that_is_not_kept_says_so(lab, is_problem):
    assert is_problem(lab("conv_1_1", of="0" * 32), 404)["type"].endswith("run-not-kept")
    is_problem(lab("conv_1_1", of="nothing"), 404)


def test_what_would_take_too_long_is_refused(serve, make_picture, is_problem):
    client = serve(lab_operations=100_000)
    run = client.upload(make_picture()).json()["run"]
    told = {"layer": "conv_1_2", "channel": 0, "settings": {"size": 11}}
    is_problem(
        client.post(f"/api/runs/{run}/lab", json=told), 422, "multiplications", "100,000 are the"
    )
    beside = {"layer": "conv_1_2", "channel": 0, "beside": {"size": 11}}
    is_problem(client.post(f"/api/runs/{run}/lab", json=beside), 422)
    own = {"layer": "conv_1_2", "channel": 0}
    assert client.post(f"/api/runs/{run}/lab", json=own).status_code == 200


def test_a_body_that_is_too_long_is_refused(client, run, is_problem):
    body = b'{"layer": "' + b"x" * 70_000 + b'"}'
    is_problem(client.post(f"/api/runs/{run['run']}/lab", content=body), 413)
    is_problem(client.post(f"/api/runs/{run['run']}/lab", content=b"{"), 422, "not JSON")


def test_the_dearest_experiment_is_quick(lab):
    settings = {"size": 11, "padding": 8, "filters": 128, "fill": "random", "border": "reflect"}
    made(lab("conv_1_2", settings=settings))
    began = time.perf_counter()
    made(lab("conv_1_2", settings=settings))
    assert time.perf_counter() - began < 2


def test_an_experiment_changes_nothing(client, lab, run, service):
    held = service.runs.get(run["run"])
    before = {name: array.copy() for name, array in held.trace.items()}
    weights = held.weights["conv_1_1"]["weights"].copy()
    made(lab("conv_1_1", settings={"size": 5, "fill": "random", "padding": 2, "border": "reflect"}))
    made(lab("pool_1", settings={"kind": "average_pool", "border": "zeros", "padding": 1}))
    assert all((held.trace[name] == array).all() for name, array in before.items())
    assert (held.weights["conv_1_1"]["weights"] == weights).all()


def test_every_count_has_a_limit_of_its_own(service):
    for kind in KINDS.values():
        for knob in kind.knobs:
            if knob.form == "count":
                assert getattr(service.settings, f"lab_{knob.name}") >= knob.least
