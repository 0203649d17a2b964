"""Missions can be done, in more ways than one; what is not done yet is told what it lacks."""

import itertools
import json
import re

import numpy as np
import pytest
from pydantic import TypeAdapter

from app import schemas
from app.engine.derivatives import likeness
from app.engine.edge_answers import EDGES, edge_answers, edge_picture, first_convolution
from app.engine.presets import PRESETS
from app.settings import Settings
from tests.service.conftest import Client, serving

NETWORKS = ["tiny-vgg", "lenet-5"]
RANDOM = np.random.default_rng(11)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory, server):
    """A server with the samples that convscope comes with, and a client of it.

    It stands inside the session's server: whoever limits threads first gives them back last.
    """
    with (
        serving(Settings(store_folder=tmp_path_factory.mktemp("store"))) as (address, app),
        Client(base_url=address, timeout=30, trust_env=False) as client,
    ):
        client.service = app.state.service
        yield client


def missions(client, network):
    answer = client.get(f"/api/networks/{network}/missions")
    assert answer.status_code == 200, answer.text
    return {one["id"]: one for one in answer.json()["missions"]}


def attempt(client, run, mission, **told):
    answer = client.post(f"/api/runs/{run}/missions/{mission}", json=told)
    assert answer.status_code == 200, answer.text
    return TypeAdapter(schemas.Found).validate_python(answer.json(), strict=True)


def samples(client, network):
    return {one["id"]: one for one in client.get(f"/api/networks/{network}").json()["samples"]}


def edited(client, run, edits):
    answer = client.edit(run, *edits)
    assert answer.status_code == 201, answer.text
    return answer.json()["run"]


def silence(layer, channel):
    return {"layer": layer, "channel": channel, "scale": 0}


# What there is


@pytest.mark.parametrize("network", NETWORKS)
def test_every_mission_says_its_task_and_three_hints_that_tell_more_and_more(shelf, network):
    told = shelf.get(f"/api/networks/{network}/missions").json()
    TypeAdapter(schemas.Missions).validate_python(told, strict=True)
    assert {one["id"] for one in told["missions"]} == {
        "silence-three",
        "sobel-first",
        "vertical-edges",
    }
    layers = {layer["name"] for layer in shelf.get(f"/api/networks/{network}").json()["layers"]}
    for one in told["missions"]:
        words = [one["title"], one["task"], one["about"], *one["hints"]]
        assert len(one["hints"]) == 3
        assert len(set(words)) == len(words)
        assert all(text.endswith((".", "?")) or text == one["title"] for text in words)
        assert one["layer"] in layers
        assert one["sample"] is None or one["sample"] in samples(shelf, network)


def test_a_network_without_samples_has_the_mission_that_needs_none(serve, tmp_path):
    (tmp_path / "empty").mkdir()
    assert set(missions(serve(samples=tmp_path / "empty"), "tiny-vgg")) == {"vertical-edges"}


def test_a_mission_that_is_not_there_is_explained(client, run, is_problem):
    at = f"/api/runs/{run['run']}/missions"
    is_problem(client.post(f"{at}/nope"), 404, "There is no mission called 'nope' for Tiny VGG")
    is_problem(client.post(f"{at}/silence-three"), 404, "silence-three")  # no tabby on this shelf
    is_problem(client.get("/api/networks/nope/missions"), 404, "nope")
    is_problem(client.post(f"/api/runs/{'0' * 32}/missions/sobel-first"), 404)


@pytest.mark.parametrize("sent", [b"[]", b"4", b'"map"', b"{", b'{"answer": 4'])
def test_an_attempt_that_is_no_object_is_explained(client, run, is_problem, sent):
    is_problem(client.post(f"/api/runs/{run['run']}/missions/vertical-edges", content=sent), 422)


@pytest.mark.parametrize("answer", ["4", 4.0, True, -1, 10, 10**40, [4], {"map": 4}, float("nan")])
@pytest.mark.parametrize("mission", ["vertical-edges", "sobel-first"])
def test_an_answer_that_makes_no_sense_is_explained(client, run, is_problem, mission, answer):
    sent = json.dumps({"answer": answer})
    told = client.post(f"/api/runs/{run['run']}/missions/{mission}", content=sent)
    is_problem(told, 422, "should be a whole number from 0 to")


def test_an_attempt_may_be_empty(client, run):
    assert client.post(f"/api/runs/{run['run']}/missions/vertical-edges").json()["done"] is False


# Three maps silenced


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


# Sobel in place of the first convolution


def first(client, network):
    entry = client.service.catalogue[network]
    node = first_convolution(entry.network)
    return node.name, entry.weights[node.name]["weights"]


def slope(angle, size, shape):
    """Sobel's filter for a direction, shared out among the channels, in the middle of ``shape``."""
    across = PRESETS["sobel-x"].weights((size, size))
    one = np.cos(angle) * across + np.sin(angle) * across.T
    out = np.zeros(shape)
    edge = (shape[1] - size) // 2
    out[:, edge : edge + size, edge : edge + size] = one / shape[0]
    return out.tolist()


def slopes(client, network, count, size=3):
    layer, weights = first(client, network)
    return [
        {"layer": layer, "channel": at, "weights": slope(0.7 * at, size, weights.shape[1:])}
        for at in range(count)
    ]


@pytest.mark.parametrize(("network", "count"), [("tiny-vgg", 5), ("tiny-vgg", 10), ("lenet-5", 3)])
def test_sobel_filters_and_a_guess_are_told_before_and_after(shelf, network, count):
    shown = samples(shelf, network)
    edits = slopes(shelf, network, count)
    run = edited(shelf, shown[next(iter(shown))]["run"], edits)
    unsaid = attempt(shelf, run, "sobel-first")
    assert not unsaid["done"]
    assert unsaid["sentence"].startswith("Your guess is still missing")
    assert "right" not in unsaid["figures"], "nothing is told before the guess"

    after = 0
    for one in shown.values():
        says = shelf.edit(one["run"], *edits).json()["prediction"][0]["label"]
        after += says == one["label"]
    before = sum(one["correct"] for one in shown.values())
    guess = len(shown)
    told = attempt(shelf, run, "sobel-first", answer=guess)
    assert told["done"]
    assert told["figures"]["right_before"] == before
    assert told["figures"]["right"] == after < before
    assert told["sentence"] == (
        f"{before} of 12 were right before, {after} are now. "
        f"You said 12, which is {guess - after} too many."
    )
    exactly = attempt(shelf, run, "sobel-first", answer=after)
    assert exactly["sentence"].endswith("You said exactly that.")
    low = attempt(shelf, run, "sobel-first", answer=0)
    assert low["sentence"].endswith(f"You said 0, which is {after} too few.")


@pytest.mark.parametrize("network", NETWORKS)
def test_learned_filters_are_no_sobel_filters(shelf, network):
    run = next(iter(samples(shelf, network).values()))["run"]
    told = attempt(shelf, run, "sobel-first", answer=6)
    assert not told["done"]
    assert told["sentence"].startswith("None of ")
    assert max(told["figures"]["likeness"]) < 0.9


def test_too_few_sobel_filters_are_counted(shelf):
    run = samples(shelf, "tiny-vgg")["tabby"]["run"]
    layer, weights = first(shelf, "tiny-vgg")
    some = slopes(shelf, "tiny-vgg", 4)
    blur = {"layer": layer, "channel": 7, "weights": np.full(weights.shape[1:], 1 / 27).tolist()}
    told = attempt(shelf, edited(shelf, run, [*some, blur]), "sobel-first", answer=6)
    assert not told["done"]
    assert told["figures"]["slopes"] == [0, 1, 2, 3]
    assert told["sentence"].startswith(
        "4 of 10 filters are a slope like Sobel’s so far; 5 are needed. Of the others map 7 comes "
        "nearest: 0.81 of 1, where 0.99 is enough."
    )
    assert "guess" not in told["sentence"]


@pytest.mark.parametrize("name", ["sobel-x", "sobel-y", "prewitt-x", "prewitt-y", "scharr-x"])
@pytest.mark.parametrize("size", [3, 5, 7])
def test_slopes_out_of_the_textbook_are_recognised_at_any_size_and_strength(name, size):
    kernel = PRESETS[name].weights((size, size))
    assert likeness(-0.01 * kernel) == pytest.approx(1)
    assert likeness(np.pad(kernel, 1)) == pytest.approx(1), "in the middle of a larger filter"


def test_a_slope_may_have_any_direction():
    across = PRESETS["scharr-x"].weights((3, 3))
    for angle in np.linspace(0, 6.3, 40):
        assert likeness(np.cos(angle) * across + np.sin(angle) * across.T) == pytest.approx(1)
    assert likeness(np.array([[0, 1, 2], [-1, 0, 1], [-2, -1, 0]])) == pytest.approx(1)
    assert likeness(np.array([[2, 1, 0], [1, 0, -1], [0, -1, -2]])) == pytest.approx(1)


@pytest.mark.parametrize("name", sorted(set(PRESETS) - {"emboss"}))
def test_other_presets_are_no_slopes(name):
    if name.startswith(("sobel", "prewitt", "scharr")):
        return
    assert likeness(PRESETS[name].weights((3, 3) if 3 in PRESETS[name].lengths else None)) < 0.99


@pytest.mark.parametrize("bad", [np.zeros((3, 3)), np.full((3, 3), np.inf), np.ones((1, 1))])
def test_what_is_no_filter_is_no_slope(bad):
    assert likeness(bad) == 0


# The filter for vertical edges


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


def test_filters_from_the_studio_count_whatever_their_strength(shelf):
    run = samples(shelf, "lenet-5")["four"]["run"]
    layer, _ = first(shelf, "lenet-5")
    kernel = PRESETS["sobel-x"].weights((3, 3)).tolist()
    edits = [
        {"layer": layer, "channel": at, "kernel": kernel, "rescale": at % 2 == 0} for at in range(3)
    ]
    told = attempt(shelf, edited(shelf, run, edits), "sobel-first", answer=3)
    assert told["done"]
    assert told["figures"]["slopes"] == [0, 1, 2]
