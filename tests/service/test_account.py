"""The account of a number: the file with everything in it, and the lines that make it again."""

import io

import numpy as np
import pytest

BLANKS = ("{channel}", "{row}", "{column}")


def archive(client, run):
    answer = client.get(f"/api/runs/{run}.npz")
    assert answer.status_code == 200, answer.text
    return answer


def made(code, cell, folder, monkeypatch):
    """What the lines leave in ``y`` beside a ``run.npz``."""
    for blank, at in zip(BLANKS, cell, strict=True):
        code = code.replace(blank, str(at))
    monkeypatch.chdir(folder)
    held = {"print": lambda value: None}
    exec(compile(code, "lines", "exec"), held)
    return float(held["y"])


@pytest.fixture(scope="session")
def edited(client, run):
    edit = {"layer": "conv_1_1", "channel": 4, "scale": 0.5}
    return client.edit(run["run"], edit).json()


def test_one_file_holds_every_map_and_every_weight(client, run):
    answer = archive(client, run["run"])
    held = np.load(io.BytesIO(answer.content), allow_pickle=False)
    layers = {layer["name"] for layer in run["layers"]}
    learned = {name for name in held.files if "." in name}
    assert set(held.files) == layers | learned
    assert learned >= {"conv_1_1.weights", "conv_1_1.bias", "dense.weights", "dense.bias"}
    for layer in layers:
        assert (held[layer] == client.numbers(run["run"], layer)).all()
    assert all(held[name].dtype == np.float32 for name in held.files)


def test_the_file_never_changes_and_says_so(client, run):
    answer = archive(client, run["run"])
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert archive(client, run["run"]).content == answer.content
    again = {"if-none-match": answer.headers["etag"]}
    assert client.get(f"/api/runs/{run['run']}.npz", headers=again).status_code == 304


def test_the_weights_of_an_edited_run_are_the_edited_ones(client, run, edited):
    before, after = (
        np.load(io.BytesIO(archive(client, name).content)) for name in (run["run"], edited["run"])
    )
    assert (after["conv_1_1.weights"][4] == before["conv_1_1.weights"][4] / 2).all()
    assert (after["conv_1_1.weights"][:4] == before["conv_1_1.weights"][:4]).all()
    assert (after["softmax"] != before["softmax"]).any()


@pytest.mark.parametrize("name", ["nope", "0" * 32, "%2e%2e"])
def test_a_run_that_is_not_there_has_no_file(client, is_problem, name):
    is_problem(client.get(f"/api/runs/{name}.npz"), 404)


@pytest.mark.parametrize("network", ["tiny-vgg", "lenet-5"])
def test_the_lines_make_one_number_of_every_layer(
    client, make_picture, network, tmp_path, monkeypatch
):
    run = client.upload(make_picture(3), network).json()
    check(client, run, tmp_path, monkeypatch)


def test_the_lines_make_the_numbers_of_an_edited_run(client, edited, tmp_path, monkeypatch):
    check(client, edited, tmp_path, monkeypatch)


def check(client, run, folder, monkeypatch):
    """For one cell of every layer: the loudest, which is never trivial."""
    (folder / "run.npz").write_bytes(archive(client, run["run"]).content)
    layers = client.get(f"/api/networks/{run['network']}").json()["layers"]
    for layer, told in zip(layers, run["layers"], strict=True):
        most = told["loudest"]
        cell = most["channel"], most["row"], most["column"]
        at = f"/api/runs/{run['run']}/layers/{layer['name']}/cells/" + "/".join(map(str, cell))
        slack = 0 if layer["name"] == "input" else client.get(at).json()["tolerance"]
        y = made(layer["words"]["code"], cell, folder, monkeypatch)
        assert y == pytest.approx(most["value"], abs=2 * slack, rel=0), layer["name"]
