"""Missions are told with three hints, and what cannot be attempted is explained."""

import json

import pytest
from pydantic import TypeAdapter

from app import schemas
from tests.service.missions.attempts import NETWORKS, missions, samples


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
