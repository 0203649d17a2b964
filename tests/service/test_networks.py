"""The networks say what they are: counted, explained, and downloadable."""

import io

import numpy as np
import pytest
from pydantic import TypeAdapter
from safetensors.numpy import load

from app import schemas


def as_declared(schema, told):
    """What pydantic keeps of an answer by its schema: all of it, if the schema is complete."""
    return TypeAdapter(schema).validate_python(told)


def test_the_shelf_holds_the_two_first_networks(client):
    told = client.get("/api/networks").json()
    assert as_declared(schemas.Networks, told) == told
    by_id = {network["id"]: network for network in told["networks"]}
    assert next(iter(by_id)) == "tiny-vgg"
    assert by_id["tiny-vgg"]["parameters"] == 19_920
    assert by_id["tiny-vgg"]["input"] == {"channels": 3, "height": 64, "width": 64}
    assert by_id["lenet-5"]["parameters"] == 61_706
    assert by_id["lenet-5"]["receptive_field"] == [32, 32]
    assert by_id["lenet-5"]["classes"] == [str(digit) for digit in range(10)]


@pytest.mark.parametrize("network", ["tiny-vgg", "lenet-5"])
def test_a_network_is_described_as_its_schema_says(client, network):
    told = client.get(f"/api/networks/{network}").json()
    assert as_declared(schemas.Network, told) == told


def test_the_layers_begin_with_the_input(client):
    layers = client.get("/api/networks/tiny-vgg").json()["layers"]
    assert [layer["name"] for layer in layers[:3]] == ["input", "conv_1_1", "relu_1_1"]
    assert layers[0]["kind"] == layers[0]["stage"] == "input"
    assert layers[0]["shape"] == [3, 64, 64]
    sizes = [layer["shape"][1] for layer in layers if layer["block"]]
    assert sizes == [62, 62, 60, 60, 30, 28, 28, 26, 26, 13]


def test_every_layer_explains_itself(client):
    for network in ("tiny-vgg", "lenet-5"):
        for layer in client.get(f"/api/networks/{network}").json()["layers"]:
            depths = {"verb", "formula", "summary", "eli5", "in_depth"}
            assert set(layer["words"]) == depths | {"arithmetic", "code"}
            assert all(layer["words"].values()), layer["name"]
            assert "{" not in layer["words"]["eli5"]


def test_the_figures_of_the_layers_add_up(client):
    told = client.get("/api/networks/tiny-vgg").json()
    assert sum(layer["parameters"] for layer in told["layers"]) == told["parameters"]
    assert sum(layer["macs"] for layer in told["layers"]) == told["macs"]
    first = told["layers"][1]
    assert first["parameters"] == 280
    assert first["receptive_field"] == [3, 3]
    assert first["bytes"] == 4 * 10 * 62 * 62


def test_the_counting_is_shown_with_its_numbers(client):
    layers = client.get("/api/networks/tiny-vgg").json()["layers"]
    told = {one["name"]: one["words"]["arithmetic"] for one in layers}
    filters = "10 filters × (3 channels × 3 × 3 weights + 1 bias) = 280"
    assert f"parameters: {filters}" in told["conv_1_1"]
    assert "height and width: ⌊(62 + 2·0 − 3) / 1⌋ + 1 = 60" in told["conv_1_2"]
    assert "receptive field: 5 + (2 − 1) × 1 = 6 pixels high and wide" in told["pool_1"]
    assert all(layer["unread"] == [0, 0] for layer in layers)


def test_maps_come_in_blocks_that_end_with_a_pool(client):
    blocks = {
        layer["name"]: layer["block"]
        for layer in client.get("/api/networks/tiny-vgg").json()["layers"]
    }
    assert blocks["conv_1_1"] == blocks["pool_1"] == 1
    assert blocks["conv_2_1"] == blocks["pool_2"] == 2
    assert blocks["input"] is blocks["flatten"] is blocks["dense"] is blocks["softmax"] is None
    lenet = client.get("/api/networks/lenet-5").json()["layers"]
    assert {layer["name"]: layer["block"] for layer in lenet}["conv_3"] == 3
    # What squashes or normalises a pool's numbers still belongs to that pool.
    lenet = client.get("/api/networks/lenet-5-1998").json()["layers"]
    blocks = {layer["name"]: layer["block"] for layer in lenet}
    assert (blocks["pool_1"], blocks["pool_1_tanh"], blocks["conv_2"]) == (1, 1, 2)
    # A pool that leaves maps as large as they were is a branch of an inception module.
    googlenet = client.get("/api/networks/googlenet").json()["layers"]
    blocks = {layer["name"]: layer["block"] for layer in googlenet}
    assert blocks["inception_3a_pool_proj"] == blocks["inception_3b_concat"] == 3
    assert (blocks["inception_4e_concat"], blocks["inception_5b_concat"]) == (4, 5)
    zfnet = client.get("/api/networks/zfnet").json()["layers"]
    blocks = {layer["name"]: layer["block"] for layer in zfnet}
    assert (blocks["pool_1"], blocks["norm_1"], blocks["conv_2"]) == (1, 1, 2)


def test_where_a_cell_looks_is_data(client):
    layers = {
        layer["name"]: layer for layer in client.get("/api/networks/tiny-vgg").json()["layers"]
    }
    window = layers["conv_1_1"]["reads"][0]
    assert window["rule"] == "window"
    assert window["channels"] == "all"
    assert window["size"] == [3, 3]
    assert layers["flatten"]["reads"] == [{"rule": "unroll"}]


def test_the_description_of_a_large_network_is_pressed_for_those_who_can_unpack_it(client):
    plain = client.get("/api/networks/googlenet", headers={"accept-encoding": "identity"})
    pressed = client.get("/api/networks/googlenet", headers={"accept-encoding": "gzip"})
    assert pressed.json() == plain.json()
    assert "content-encoding" not in plain.headers
    assert 6 * int(pressed.headers["content-length"]) < int(plain.headers["content-length"])
    assert pressed.headers["etag"] != plain.headers["etag"]
    known = {"if-none-match": pressed.headers["etag"], "accept-encoding": "gzip"}
    assert client.get("/api/networks/googlenet", headers=known).status_code == 304


def test_of_a_thousand_classes_the_list_names_the_first_and_says_how_many(client):
    listed = client.get("/api/networks")
    vgg = next(one for one in listed.json()["networks"] if one["id"] == "vgg-16")
    assert (vgg["class_count"], len(vgg["classes"])) == (1000, 20)
    assert len(client.get("/api/networks/vgg-16").json()["classes"]) == 1000
    assert len(listed.content) < 20_000


def test_what_the_answer_does_not_depend_on_is_counted_apart(client):
    told = client.get("/api/networks/googlenet").json()
    learned = sum(layer["parameters"] for layer in told["layers"])
    assert told["parameters"] + told["auxiliary_parameters"] == learned == 13_378_280
    aside = [one["macs"] for one in told["layers"] if (one["module"] or "").startswith("aux")]
    assert told["macs"] + sum(aside) == sum(layer["macs"] for layer in told["layers"])
    assert [one["predicted"] for one in told["samples"]] == [None, None]


def test_weights_are_the_file_itself(client, service):
    answer = client.get("/api/networks/tiny-vgg/weights")
    weights = load(answer.content)
    assert answer.content == service.catalogue["tiny-vgg"].stored
    assert weights["conv_1_1.weights"].shape == (10, 3, 3, 3)
    assert weights["dense.weights"].shape == (10, 1690)


def test_the_weights_of_some_layers_can_be_asked_for(client, is_problem):
    whole = load(client.get("/api/networks/tiny-vgg/weights").content)
    some = load(client.get("/api/networks/tiny-vgg/weights?layers=conv_1_1, dense").content)
    assert set(some) == {f"{n}.{p}" for n in ("conv_1_1", "dense") for p in ("weights", "bias")}
    assert all((some[name] == whole[name]).all() for name in some)
    answer = client.get("/api/networks/tiny-vgg/weights?layers=conv_1_1,pool_1")
    assert "'pool_1' has weights" in is_problem(answer, 404)["detail"]


def test_the_weights_of_one_layer_agree_in_every_form(client):
    whole = load(client.get("/api/networks/tiny-vgg/weights").content)
    at = "/api/networks/tiny-vgg/layers/conv_1_2/weights"
    held = np.load(io.BytesIO(client.get(f"{at}.npz").content), allow_pickle=False)
    told = client.get(f"{at}.json").json()
    assert as_declared(schemas.Weights, told) == told
    for name in ("weights", "bias"):
        assert (held[name] == whole[f"conv_1_2.{name}"]).all()
        assert (np.array(told["params"][name]["data"], np.float32) == held[name]).all()
        assert told["params"][name]["shape"] == list(held[name].shape)


def test_a_network_is_asked_about_again_and_answered_briefly(client):
    for at in ("", "/tiny-vgg", "/tiny-vgg/weights", "/tiny-vgg/layers/dense/weights.npz"):
        answer = client.get(f"/api/networks{at}")
        assert answer.headers["cache-control"] == "no-cache"
        again = client.get(f"/api/networks{at}", headers={"if-none-match": answer.headers["etag"]})
        assert again.status_code == 304
        assert not again.content


@pytest.mark.parametrize(
    "at", ["nope", "nope/weights", "nope/layers/dense/weights.json", "%2e%2e", "..%2f..%2fetc"]
)
def test_an_unknown_network_is_named_with_those_there_are(client, is_problem, at):
    words = () if "%2f" in at else ("There is no network called", "tiny-vgg, lenet-5")
    is_problem(client.get(f"/api/networks/{at}"), 404, *words)


@pytest.mark.parametrize("layer", ["nope", "relu_1_1", "input", ".."])
def test_a_layer_without_weights_is_named_with_those_that_have_some(client, is_problem, layer):
    answer = client.get(f"/api/networks/tiny-vgg/layers/{layer.replace('.', '%2e')}/weights.json")
    is_problem(answer, 404, layer, "conv_1_1")
