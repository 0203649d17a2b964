"""Two runs of one network are laid on each other: number minus number, layer by layer."""

import io

import numpy as np
import pytest
from PIL import Image
from safetensors.numpy import load


@pytest.fixture(scope="module")
def other(client, make_picture):
    """Another picture through the same network."""
    return client.upload(make_picture(7)).json()


@pytest.fixture(scope="module")
def told(client, run, other):
    answer = client.get(f"/api/runs/{run['run']}/against/{other['run']}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_differences_are_the_second_minus_the_first(client, run, other, told):
    for row in told["layers"]:
        one, two = (client.numbers(name["run"], row["layer"]) for name in (run, other))
        apart = np.abs(two - one)
        assert row["largest"] == apart.max()
        assert apart[row["channel"], row["row"], row["column"]] == apart.max()
        assert row["mean"] == pytest.approx(apart.mean(), rel=1e-5)
        assert row["share"] == np.count_nonzero(apart) / apart.size
        size = (np.abs(one).mean() + np.abs(two).mean()) / 2
        assert row["relative"] == pytest.approx(apart.mean() / size, rel=1e-4)


def test_two_pictures_differ_from_the_first_pixel_on(run, other, told):
    assert (told["run"], told["against"]) == (run["run"], other["run"])
    assert told["first"] == "input"
    assert told["sentence"].startswith("The pictures themselves differ, in ")
    assert [row["layer"] for row in told["layers"]] == [row["name"] for row in run["layers"]]


def test_an_edit_differs_from_its_own_layer_on(client, run):
    edited = client.edit(run["run"], {"layer": "conv_2_1", "channel": 2, "scale": 3}).json()
    told = client.get(f"/api/runs/{run['run']}/against/{edited['run']}").json()
    assert told["first"] == "conv_2_1"
    assert "conv_2_1" in told["sentence"]
    assert "map 3" in told["sentence"]
    assert "conv_1_2" not in [row["layer"] for row in told["layers"]]


def test_a_run_is_the_same_as_itself(client, run):
    told = client.get(f"/api/runs/{run['run']}/against/{run['run']}").json()
    assert (told["first"], told["layers"]) == (None, [])
    assert told["sentence"] == "Both runs are the same in every number."
    maps = load(client.get(f"/api/runs/{run['run']}/against/{run['run']}/maps").content)
    assert all(not array.any() for array in maps.values())


def test_difference_maps_come_in_the_usual_forms(client, run, other):
    at = f"/api/runs/{run['run']}/against/{other['run']}"
    one, two = (client.numbers(name["run"], "pool_1") for name in (run, other))
    assert (np.load(io.BytesIO(client.get(f"{at}/layers/pool_1.npy").content)) == two - one).all()
    told = client.get(f"{at}/layers/pool_1.json").json()
    assert (np.array(told["data"], np.float32) == two - one).all()
    maps = load(client.get(f"{at}/maps?layers=pool_1,input").content)
    assert set(maps) == {"pool_1", "input"}
    assert (maps["pool_1"] == two - one).all()
    few = load(client.get(f"{at}/maps?layers=pool_1&channels=4,1").content)
    assert (few["pool_1"] == (two - one)[[4, 1]]).all()
    sheet = Image.open(io.BytesIO(client.get(f"{at}/layers/pool_1.png?scale=2").content))
    alone = Image.open(io.BytesIO(client.get(f"{at}/layers/pool_1/3.png").content))
    assert sheet.width > alone.width == one.shape[2]


def test_the_other_way_round_only_the_signs_change(client, run, other):
    forth = f"/api/runs/{run['run']}/against/{other['run']}"
    back = f"/api/runs/{other['run']}/against/{run['run']}"
    one, two = (load(client.get(f"{at}/maps?layers=conv_1_1").content) for at in (forth, back))
    assert (one["conv_1_1"] == -two["conv_1_1"]).all()


def test_runs_of_two_networks_are_not_laid_on_each_other(client, run):
    one = client.get("/api/networks/lenet-5").json()["samples"][0]["run"]
    answer = client.get(f"/api/runs/{run['run']}/against/{one}")
    assert answer.status_code == 422
    assert "different networks, Tiny VGG and LeNet-5" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("rest", "status"),
    [("layers/nothing.npy", 404), ("layers/pool_1/99.png", 404), ("maps?layers=nothing", 404)],
)
def test_what_is_not_there_is_said(client, run, other, rest, status):
    answer = client.get(f"/api/runs/{run['run']}/against/{other['run']}/{rest}")
    assert answer.status_code == status
    assert answer.json()["detail"].endswith(".")


def test_a_comparison_may_be_kept_for_ever(client, run, other):
    at = f"/api/runs/{run['run']}/against/{other['run']}"
    answer = client.get(at)
    assert "immutable" in answer.headers["cache-control"]
    assert client.get(at, headers={"if-none-match": answer.headers["etag"]}).status_code == 304
