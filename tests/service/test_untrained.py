"""A network without weights runs with weights drawn at random, and never pretends to know."""

import contextlib
import io
import threading

import numpy as np
import pytest
from safetensors.numpy import load

from app.engine.drawn import Drawn
from app.errors import Busy
from app.settings import Settings
from app.turns import Turns
from tests.service.conftest import Client, picture, serving, shelf
from tests.service.untrained import WIDE, settled
from tests.service.untrained import shelf as models

NOTHING = (
    "The weights were drawn at random: the answer means nothing. Look at the shapes and the maps."
)


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    return settled(tmp_path_factory, answer_bytes=8 * 2**20)


@pytest.fixture(scope="module")
def server(settings):
    with serving(settings) as (address, app):
        yield address, app


@pytest.fixture(scope="module")
def client(server):
    with Client(base_url=server[0], timeout=30, trust_env=False) as client:
        yield client


@pytest.fixture(scope="module")
def run(client):
    answer = client.upload(picture(), "wide")
    assert answer.status_code == 201, answer.text
    return answer.json()


def test_the_list_says_where_weights_come_from_and_whose_twin_a_network_is(client):
    told = {one["id"]: one for one in client.get("/api/networks").json()["networks"]}
    assert told["tiny-vgg"]["weights"] == "learned"
    assert (told["wide"]["weights"], told["wide"]["trained"]) == ("drawn", False)
    assert told["wide"]["original"] is None
    assert told["wide-twin"]["original"] == "wide"


def test_its_answer_is_given_and_said_to_mean_nothing(run):
    assert run["weights"] == "drawn"
    assert run["caution"] == NOTHING
    assert run["unsure"] is True
    assert sum(one["probability"] for one in run["prediction"]) == pytest.approx(1, abs=1e-5)


def test_a_network_that_has_learned_needs_no_caution(client):
    told = client.upload(picture()).json()
    assert (told["weights"], told["caution"]) == ("learned", None)


def test_every_number_of_it_can_be_had(client, run, server):
    network = server[1].state.service.catalogue["wide"].network
    trace = network.run(client.numbers(run["run"], "input")[None], Drawn(network))
    for layer in network.shapes():
        assert np.allclose(client.numbers(run["run"], layer), trace[layer][0], atol=1e-5), layer


def test_it_is_the_same_run_every_time_and_comes_back_when_forgotten(client, run, server):
    assert client.upload(picture(), "wide").json()["run"] == run["run"]
    server[1].state.service.runs.traces.clear()
    server[1].state.service.bodies.clear()
    assert client.get(f"/api/runs/{run['run']}").json() == run


@pytest.mark.parametrize("layer", [node["name"] for node in WIDE["nodes"]])
def test_every_layer_s_numbers_add_up(client, run, layer):
    told = client.get(f"/api/runs/{run['run']}/layers/{layer}/cells/3/0/0").json()
    assert abs(told["total"] - told["value"]) <= told["tolerance"]
    field = client.get(f"/api/runs/{run['run']}/layers/{layer}/cells/3/0/0/field")
    assert field.status_code == 200


def test_evidence_laboratory_and_thumbnails_work_as_ever(client, run):
    at = f"/api/runs/{run['run']}"
    assert client.get(f"{at}/evidence").json()["wires"]
    assert client.get(f"{at}/layers/conv/thumbnails").status_code == 200
    tried = client.post(f"{at}/lab", json={"layer": "conv", "channel": 1, "settings": {}})
    assert tried.status_code == 200


def test_its_samples_are_pictures_without_a_verdict_and_run_when_opened(client):
    told = client.get("/api/networks/wide").json()
    assert [one["id"] for one in told["samples"]] == ["disc", "ball"]
    for sample in told["samples"]:
        assert (sample["predicted"], sample["probability"], sample["correct"]) == (None, None, None)
        assert client.get(f"/api/runs/{sample['run']}").json()["run"] == sample["run"]


def test_describing_it_computes_no_run(serve, tmp_path):
    client = serve(models=models(tmp_path / "models"), samples=shelf(tmp_path / "samples"))
    for sample in client.get("/api/networks/wide").json()["samples"]:
        assert client.get(f"/api/runs/{sample['run']}/picture.png").status_code == 200
    assert len(client.service.runs.traces) == 0


@pytest.mark.parametrize(
    "edit",
    [
        {"layer": "fc", "channel": 4, "scale": 0},
        {"layer": "fc", "channel": 4, "swap": 9},
        {"layer": "fc", "channel": 4, "bias": 3},
        {"layer": "fc", "channel": 4, "input_channel": 2, "weights": [[0.5] * 32] * 32},
        {"layer": "conv", "channel": 4, "kernel": [[1, 0, -1]], "rescale": True},
    ],
    ids=lambda edit: f"{edit['layer']} {list(edit)[-1]}",
)
def test_it_is_edited_like_any_other(client, run, edit):
    answer = client.edit(run["run"], edit)
    assert answer.status_code == 201, answer.text
    edited = answer.json()
    changes = client.get(f"/api/runs/{edited['run']}/changes").json()
    assert changes["first"] == edit["layer"]
    assert client.edit(run["run"], edit, edit | {"on": False}).json()["run"] == edited["run"]
    assert client.get(f"/api/runs/{edited['run']}/samples").json()["samples"] == []


def test_a_row_put_back_gives_the_run_its_old_name(client, run):
    row = weights(client, run["run"], "fc", "channels=4")["fc.weights"][0].tolist()
    silent = client.edit(run["run"], {"layer": "fc", "channel": 4, "scale": 0}).json()
    back = client.edit(silent["run"], {"layer": "fc", "channel": 4, "weights": row}).json()
    assert back["run"] == run["run"]


def weights(client, run, layer, more=""):
    answer = client.get(f"/api/runs/{run}/weights?layers={layer}&{more}")
    assert answer.status_code == 200, answer.text
    return load(answer.content)


def test_the_weights_of_single_filters_can_be_asked_for(client, run, server):
    drawn = server[1].state.service.catalogue["wide"].weights["fc"]["weights"]
    some = weights(client, run["run"], "fc", "channels=599,0")
    assert np.array_equal(some["fc.weights"], np.stack([drawn[599], drawn[0]]))
    assert some["fc.bias"].shape == (2,)


@pytest.mark.parametrize(
    "address",
    [
        "/api/networks/wide/weights",
        "/api/networks/wide/layers/fc/weights.npz",
        "/api/networks/wide/layers/fc/weights.json",
        "/api/runs/{run}/weights",
        "/api/runs/{run}/weights?layers=fc",
        "/api/runs/{run}.npz",
        "/api/runs/{run}.npz?layers=fc",
    ],
)
def test_more_than_fits_into_one_answer_is_refused_with_a_way_out(client, run, address, is_problem):
    told = is_problem(client.get(address.format(run=run["run"])), 422, "MiB in one answer", "8 are")
    assert told["type"].endswith("too-much")


def test_some_layers_of_a_run_come_in_one_file_with_what_they_read(client, run):
    answer = client.get(f"/api/runs/{run['run']}.npz?layers=conv,scores")
    held = np.load(io.BytesIO(answer.content))
    assert sorted(held) == [
        "conv", "conv.weights", "input", "relu_2", "scores", "scores.bias", "scores.weights",
    ]  # fmt: skip


def test_a_curve_of_too_many_long_runs_is_refused(serve, tmp_path, is_problem):
    client = serve(models=models(tmp_path / "models"), sweep_macs=10_000_000)
    run = client.upload(picture(), "wide").json()["run"]
    told = is_problem(client.get(f"/api/runs/{run}/sweeps/rotate"), 422, "runs of Wide")
    assert told["type"].endswith("too-much")


def test_long_work_waits_its_turn_and_a_full_queue_says_come_again(serve, tmp_path, is_problem):
    client = serve(
        models=models(tmp_path / "models"), heavy_macs=1, heavy_waiting=1, heavy_seconds=0.3
    )
    with client.service.runs.computing.turn(client.service.catalogue["wide"]):
        answer = client.upload(picture(), "wide")
    told = is_problem(answer, 503, "Try again")
    assert told["type"].endswith("busy")
    assert int(answer.headers["retry-after"]) > 0
    assert client.upload(picture(), "wide").status_code == 201


def test_only_so_many_wait():
    turns = Turns(Settings(heavy_at_once=1, heavy_waiting=2, heavy_seconds=20))
    done, errors, inside = [], [], threading.Event()

    def work():
        try:
            with turns.taken():
                done.append(1)
        except Busy as error:
            errors.append(error)

    with turns.taken():
        with contextlib.ExitStack() as again:
            again.enter_context(turns.taken())  # who has a turn keeps it
        threads = [threading.Thread(target=work) for _ in range(5)]
        for one in threads:
            one.start()
        while turns.waiting < 2 or len(errors) < 3:
            inside.wait(0.01)
        assert not done
    for one in threads:
        one.join(10)
    assert (len(done), len(errors), turns.waiting) == (2, 3, 0)
