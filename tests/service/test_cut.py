"""An input that is cut off: a layer that adds no longer hears it, and what comes after follows."""

import numpy as np
import pytest
from safetensors.numpy import load

from app.settings import Settings
from tests.browser import every_kind
from tests.service.conftest import Client, serving

CUT = {"layer": "skip", "cut": "relu"}
OTHER = {"layer": "skip", "cut": "dilated"}


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    """A service with one network, which adds "relu" and "dilated" in its layer "skip"."""
    place = tmp_path_factory.mktemp("cut")
    every_kind.put(place / "models", place / "samples", Settings.from_environment().samples)
    settings = Settings(
        models=place / "models", samples=place / "samples", store_folder=place / "store"
    )
    with (
        serving(settings) as (address, app),
        Client(base_url=address, timeout=30, trust_env=False) as client,
    ):
        client.service = app.state.service
        yield client


@pytest.fixture(scope="module")
def run(client, make_picture):
    return client.upload(make_picture(), every_kind.NAME).json()


def edited(client, run, *edits):
    answer = client.edit(run["run"], *edits)
    assert answer.status_code == 201, answer.text
    return answer.json()


def test_what_is_left_is_the_other_input(client, run):
    after = edited(client, run, CUT)
    assert (client.numbers(after["run"], "skip") == client.numbers(run["run"], "dilated")).all()
    assert after["edits"] == [CUT]


def test_with_both_cut_nothing_but_zeros_is_left(client, run):
    after = edited(client, run, CUT, OTHER)
    assert (client.numbers(after["run"], "skip") == 0).all()
    told = next(layer for layer in after["layers"] if layer["name"] == "skip")
    assert told["sentence"].startswith("Everything that was to be added is cut off")


def test_what_comes_before_stays_and_what_comes_after_follows(client, run):
    after = edited(client, run, CUT)
    same = [
        layer["name"]
        for layer in run["layers"]
        if (
            client.numbers(run["run"], layer["name"]) == client.numbers(after["run"], layer["name"])
        ).all()
    ]
    network = client.service.catalogue[every_kind.NAME].network
    assert not set(same) & {"skip", "stack"}
    assert {name for name in network.shapes() if name not in network.downstream("skip")} <= set(
        same
    )
    assert client.get(f"/api/runs/{after['run']}/changes").json()["first"] == "skip"


def test_a_cut_is_in_the_name_of_the_run_once(client, run):
    names = {edited(client, run, *edits)["run"] for edits in ([CUT], [OTHER], [CUT, OTHER])}
    assert len(names | {run["run"]}) == 4
    once = edited(client, run, CUT)
    assert edited(client, run, CUT, CUT) == once
    assert edited(client, once, CUT) == once


def test_a_cut_that_is_off_is_not_made(client, run):
    assert edited(client, run, {**CUT, "on": False}) == run


def test_a_cut_goes_with_other_edits(client, run):
    louder = {"layer": "padded", "channel": 2, "scale": 3.0}
    both = edited(client, run, louder, CUT)
    assert both["edits"] == [louder, CUT]
    assert (client.numbers(both["run"], "skip") == client.numbers(both["run"], "dilated")).all()


def test_every_term_says_what_it_counts_for(client, run):
    after = edited(client, run, CUT)
    cell = client.get(f"/api/runs/{after['run']}/layers/skip/cells/1/3/4").json()
    assert [(term["layer"], term["weight"]) for term in cell["terms"]] == [
        ("relu", 0),
        ("dilated", 1),
    ]
    assert cell["terms"][0]["product"] == 0
    assert cell["adds_up"]


def test_no_blame_flows_along_what_is_cut(client, run):
    after = edited(client, run, CUT)
    asked = f"/api/runs/{after['run']}/layers/skip/cells/1/3/4/field"
    slopes = load(client.get(asked).content)
    plain = load(client.get(asked.replace(after["run"], run["run"])).content)
    assert plain["relu"][0, 3, 4] != slopes["relu"][0, 3, 4]
    assert (slopes["dilated"] == plain["dilated"]).all()


def test_the_lines_of_numpy_know_of_the_cut(client, run, tmp_path, monkeypatch, capsys):
    layers = client.get(f"/api/networks/{every_kind.NAME}").json()["layers"]
    code = next(layer["words"]["code"] for layer in layers if layer["name"] == "skip")
    for one in (run, edited(client, run, CUT)):
        (tmp_path / "run.npz").write_bytes(client.get(f"/api/runs/{one['run']}.npz").content)
        monkeypatch.chdir(tmp_path)
        exec(code.format(channel=1, row=3, column=4), {})
        wanted = client.numbers(one["run"], "skip")[1, 3, 4]
        assert float(capsys.readouterr().out) == pytest.approx(float(wanted), rel=1e-6)


def test_it_comes_back_from_its_recipe_as_it_was(client, run):
    after = edited(client, run, CUT)
    before = client.numbers(after["run"], "softmax")
    client.service.runs.traces.clear()
    assert (client.numbers(after["run"], "softmax") == before).all()
    assert client.get(f"/api/runs/{after['run']}").json() == after


def test_the_weights_of_the_run_tell_what_is_listened_to(client, run):
    after = edited(client, run, CUT)
    told = load(client.get(f"/api/runs/{after['run']}/weights?layers=skip").content)
    assert told["skip.listens"].tolist() == [0, 1]


def test_a_moving_hand_may_ask_for_it_too(client, run):
    answer = client.post(f"/api/runs/{run['run']}/edits/maps", json={"edits": [CUT]})
    assert answer.status_code == 200, answer.text
    assert np.array_equal(load(answer.content)["skip"], client.numbers(run["run"], "dilated"))


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        ({"layer": "skip", "cut": "norm"}, "skip does not listen to 'norm'"),
        ({"layer": "skip", "cut": 3}, "cut is a number, but should be the name of a layer"),
        ({"layer": "skip", "cut": None}, "cut is empty"),
        ({"layer": "padded", "cut": "input"}, "padded does not add what several layers say"),
        ({"layer": "stack", "cut": "skip"}, "Those where one can are skip."),
        ({"layer": "nowhere", "cut": "relu"}, "there is no layer called 'nowhere'"),
        ({"cut": "relu"}, "Edit 1 does not say which layer"),
        ({**CUT, "channel": 2}, "leave out channel"),
        ({**CUT, "scale": 2}, "leave out scale"),
        ({**CUT, "on": "yes"}, "on is the text 'yes'"),
    ],
)
def test_what_is_wrong_with_a_cut_is_said_in_a_sentence(client, run, is_problem, edit, words):
    is_problem(client.edit(run["run"], edit), 422, words)


def test_where_nothing_is_added_nothing_can_be_cut(is_problem, make_picture, serve):
    client = serve()
    run = client.upload(make_picture()).json()
    edit = {"layer": "conv_1_1", "cut": "input"}
    is_problem(client.edit(run["run"], edit), 422, "There is none in this network.")
