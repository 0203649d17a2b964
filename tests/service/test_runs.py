"""A run is every number a network computes for a picture, at an address that never changes."""

import numpy as np
import pytest
from pydantic import TypeAdapter

from app import pictures, schemas


def test_a_picture_becomes_a_run_with_an_address(client, make_picture):
    answer = client.upload(make_picture(5))
    run = answer.json()
    assert answer.status_code == 201
    assert answer.headers["location"] == f"/api/runs/{run['run']}"
    assert len(run["run"]) == 32
    assert client.get(answer.headers["location"]).json() == run


def test_a_run_is_as_its_schema_says(run):
    assert TypeAdapter(schemas.Run).validate_python(run) == run


def test_the_same_picture_is_the_same_run(client, run, make_picture):
    assert client.upload(make_picture()).json() == run


def test_other_pixels_or_another_network_are_another_run(client, run, make_picture):
    names = {
        run["run"],
        client.upload(make_picture(6)).json()["run"],
        client.upload(make_picture(), crop="0,0,72").json()["run"],
        client.upload(make_picture(), "lenet-5").json()["run"],
    }
    assert len(names) == 4


def test_a_run_says_what_was_done_to_the_picture(run):
    seen = run["picture"]
    assert (seen["width"], seen["height"], seen["format"]) == (96, 72, "PNG")
    assert seen["crop"] == {"left": 12, "top": 0, "side": 72}
    assert seen["notes"] == [
        "The square in the middle was cut out: 72 × 72 of 96 × 72 pixels.",
        "Shrunk from 72 × 72 to 64 × 64 pixels.",
    ]


def test_a_square_can_be_chosen(client, make_picture):
    seen = client.upload(make_picture(), crop="20,4,50").json()["picture"]
    assert seen["crop"] == {"left": 20, "top": 4, "side": 50}
    assert "Your square was cut out" in seen["notes"][0]


def test_the_verdict_names_every_class_the_likeliest_first(run, service):
    shares = [guess["probability"] for guess in run["prediction"]]
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) == pytest.approx(1, abs=1e-5)
    entry = service.catalogue["tiny-vgg"]
    assert {guess["label"] for guess in run["prediction"]} == set(entry.classes)
    assert run["unsure"] == (shares[0] < entry.calibration.unsure_below)


@pytest.mark.parametrize("network", ["tiny-vgg", "lenet-5"])
def test_a_blank_picture_is_nothing_to_see(client, network):
    from PIL import Image

    run = client.upload(Image.new("RGB", (70, 70), "white"), network).json()
    assert run["blank"]
    assert run["unsure"]
    assert "nothing to see" in run["picture"]["notes"][-1]


@pytest.mark.parametrize("network", ["tiny-vgg", "vgg-twin", "lenet-twin"])
def test_what_is_named_in_noise_is_unsure(client, network):
    from PIL import Image

    noise = np.random.default_rng(4).integers(0, 256, (90, 90, 3)).astype(np.uint8)
    run = client.upload(Image.fromarray(noise), network).json()
    assert not run["blank"]
    assert run["noise"]
    assert run["unsure"] or run["prediction"][0]["label"] == "something else"
    assert run["picture"]["notes"][-1] == "It looks like noise."


def test_a_photo_is_no_noise(client, run):
    assert not run["noise"]


def test_the_layers_of_a_run_are_those_of_the_network(client, run):
    told = client.get("/api/networks/tiny-vgg").json()["layers"]
    for ran, described in zip(run["layers"], told, strict=True):
        for key in ("name", "kind", "stage", "shape"):
            assert ran[key] == described[key]


def test_every_figure_is_measured_on_the_numbers(client, run):
    for layer in run["layers"]:
        maps = client.numbers(run["run"], layer["name"])
        assert list(maps.shape) == layer["shape"]
        assert layer["low"] == maps.min()
        assert layer["high"] == maps.max()
        assert layer["mean"] == pytest.approx(maps.mean(dtype=np.float64), abs=1e-5)
        assert layer["zeros"] == pytest.approx((maps == 0).mean())
        assert layer["negative"] == pytest.approx((maps < 0).mean())
        at = layer["loudest"]
        assert maps[at["channel"], at["row"], at["column"]] == at["value"] == maps.max()
        for channel, told in zip(maps, layer["channels"], strict=False):
            assert (told["low"], told["high"]) == (channel.min(), channel.max())
            assert told["mean"] == pytest.approx(channel.mean(dtype=np.float64), abs=1e-5)


def test_maps_are_told_one_by_one_unless_they_are_a_long_list(run):
    counts = {layer["name"]: len(layer["channels"]) for layer in run["layers"]}
    assert (counts["input"], counts["conv_1_1"], counts["softmax"]) == (3, 10, 10)
    assert counts["flatten"] == 0


def test_every_layer_says_what_happened_to_this_picture(run):
    for layer in run["layers"]:
        assert layer["sentence"].endswith((".", "!")), layer
        assert "{" not in layer["sentence"]


def test_the_numbers_are_those_of_the_engine(client, run, service, make_picture):
    entry = service.catalogue["tiny-vgg"]
    seen = pictures.prepare(make_picture(), entry.preprocessing, entry.network.image)
    trace = entry.network.run(pictures.to_input(seen.pixels), entry.weights)
    for name, values in trace.items():
        assert (client.numbers(run["run"], name) == values[0]).all()


def test_every_link_leads_somewhere(client, run):
    for link in run["links"].values():
        if not link.endswith("/edits"):
            assert client.get(link).status_code == 200, link
    for layer in run["layers"]:
        for link in layer["links"].values():
            at = link.format(channel=0, row=0, column=0)
            assert client.get(at).status_code == 200, at
    assert client.get(run["picture"]["pixels"]).status_code == 200


def addresses(run):
    at = f"/api/runs/{run['run']}"
    return [
        at,
        f"{at}/maps",
        f"{at}/maps?dtype=u8&layers=conv_1_1",
        f"{at}/weights",
        f"{at}/picture.png",
        f"{at}/layers/conv_1_1.json",
        f"{at}/layers/conv_1_1.npy",
        f"{at}/layers/conv_1_1.png",
        f"{at}/layers/conv_1_1/4.png?scale=2",
        f"{at}/layers/conv_1_1/cells/4/26/43",
    ]


def test_every_address_of_a_run_holds_for_ever(client, run):
    for at in addresses(run):
        answer = client.get(at)
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        etag = answer.headers["etag"]
        for held in (etag, f"W/{etag}", f'"other", {etag}', "*"):
            again = client.get(at, headers={"if-none-match": held})
            assert again.status_code == 304
            assert not again.content
            assert again.headers["etag"].removeprefix("W/") == etag.removeprefix("W/")
        assert client.get(at, headers={"if-none-match": '"other"'}).status_code == 200


def test_head_is_answered_like_get_without_the_body(client, run):
    for at in addresses(run):
        asked, got = client.head(at), client.get(at)
        assert asked.status_code == 200
        assert not asked.content
        assert asked.headers["content-type"] == got.headers["content-type"]


@pytest.mark.parametrize(
    "name", ["nope", "..", "0" * 31, "0" * 33, "G" * 32, "0" * 31 + "\n", "é" * 32]
)
def test_what_is_no_name_of_a_run_is_unknown(client, is_problem, name):
    told = is_problem(client.get(f"/api/runs/{quoted(name)}"), 404)
    assert told["type"].endswith(":unknown-run")


def test_a_run_that_is_not_kept_says_so(client, is_problem):
    for at in ("", "/maps", "/picture.png", "/layers/conv_1_1.png"):
        told = is_problem(client.get(f"/api/runs/{'0' * 32}{at}"), 404, "Send the picture again")
        assert told["type"].endswith("run-not-kept")


def test_an_unknown_layer_is_named_with_those_there_are(client, run, is_problem):
    for at in ("layers/nope.json", "layers/nope.png", "layers/nope/0.png", "maps?layers=nope"):
        is_problem(
            client.get(f"/api/runs/{run['run']}/{at}"), 404, "no layer called 'nope'", "conv_1_1"
        )


@pytest.mark.parametrize("channel", [-1, 10, 10**30])
def test_a_channel_that_is_not_there_is_counted_out(client, run, is_problem, channel):
    answer = client.get(f"/api/runs/{run['run']}/layers/conv_1_1/{channel}.png")
    is_problem(answer, 404, "conv_1_1 has no channel", "it has 10, counted from 0 to 9")


@pytest.mark.parametrize("cell", ["10/0/0", "0/62/0", "0/0/62", "-1/0/0", "0/-1/0"])
def test_a_cell_that_is_not_there_is_counted_out(client, run, is_problem, cell):
    answer = client.get(f"/api/runs/{run['run']}/layers/conv_1_1/cells/{cell}")
    is_problem(answer, 404, "conv_1_1 has no cell", "10×62×62")


def test_the_input_is_made_of_nothing_else(client, run, is_problem):
    answer = client.get(f"/api/runs/{run['run']}/layers/input/cells/0/0/0")
    is_problem(answer, 404, "The input is the picture itself")


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("layers/conv_1_1/x.png", "channel is 'x', but should be a whole number."),
        ("layers/conv_1_1/1.5.png", "should be a whole number"),
        ("layers/conv_1_1/cells/0/NaN/0", "row is 'NaN', but should be a whole number."),
        ("maps?dtype=f64", "dtype is 'f64', but should be 'f32', 'f16' or 'u8'."),
        ("layers/conv_1_1.png?scale=0", "scale is '0', but should be at least 1."),
        ("layers/conv_1_1.png?scale=33", "scale is 33; 32 is the most"),
        ("layers/conv_1_1.png?scale=1e3", "should be a whole number"),
        ("layers/conv_1_1.png?palette=pink", "should be 'light', 'dark' or 'grey'"),
        ("picture.png?scale=99999999999999999999", "32 is the most"),
    ],
)
def test_a_question_that_makes_no_sense_is_turned_away(client, run, is_problem, at, words):
    is_problem(client.get(f"/api/runs/{run['run']}/{at}"), 422, words)


def quoted(name):
    from urllib.parse import quote

    return quote(name, safe="").replace(".", "%2E")
