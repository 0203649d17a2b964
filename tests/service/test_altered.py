"""A picture moved about is a run like any other, and a sweep tells what such runs would say."""

import contextlib
import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from app import altered as moved_about
from app import schemas
from app.engine.alterations import ALTERATIONS, check
from app.errors import ConvscopeError

anything = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12)
names = st.sampled_from([*ALTERATIONS, "spin"]) | st.text(max_size=8)


def altered(client, run, **changes):
    return client.post(f"/api/runs/{run['run']}/altered", json=changes)


def sweep(client, run, name, **others):
    return client.get(f"/api/runs/{run['run']}/sweeps/{name}", params=others)


def shares(run):
    return {guess["label"]: guess["probability"] for guess in run["prediction"]}


def test_the_sliders_are_data(client):
    told = client.get("/api/alterations").json()
    assert TypeAdapter(schemas.Alterations).validate_python(told) == told
    assert [one["name"] for one in told["alterations"]] == list(ALTERATIONS)


def test_an_altered_picture_is_a_run_with_an_address(client, run):
    answer = altered(client, run, rotate=15, noise=0.1)
    made = answer.json()
    assert answer.status_code == 201, answer.text
    assert answer.headers["location"] == f"/api/runs/{made['run']}"
    assert made["run"] != run["run"]
    assert client.get(answer.headers["location"]).json() == made
    assert TypeAdapter(schemas.Run).validate_python(made) == made


def test_what_was_done_is_said(client, run):
    notes = altered(client, run, rotate=15, noise=0.1).json()["picture"]["notes"]
    assert notes[:-2] == run["picture"]["notes"]
    assert notes[-2:] == [
        "Turned by 15° to the right.",
        "Noise with a standard deviation of 0.1 was added.",
    ]


def test_the_same_alteration_is_the_same_run(client, run):
    first, again = (altered(client, run, scale=1.2).json() for _ in range(2))
    assert first == again


def test_nothing_altered_is_the_run_itself(client, run):
    neutral = {name: one.neutral for name, one in ALTERATIONS.items()}
    for changes in ({}, neutral, {"rotate": -0.0}, {"noise": 0.0001}):
        assert altered(client, run, **changes).json() == run


def test_the_network_sees_the_picture_moved(client, run):
    before = client.numbers(run["run"], "input")
    after = client.numbers(altered(client, run, shift_x=3).json()["run"], "input")
    np.testing.assert_array_equal(after[:, :, 3:], before[:, :, :-3])


def test_maps_move_along_where_nothing_is_near_the_edge(client, run):
    moved = altered(client, run, shift_x=2, shift_y=-1).json()["run"]
    before = client.numbers(run["run"], "relu_1_1")
    after = client.numbers(moved, "relu_1_1")
    np.testing.assert_allclose(after[:, :-1, 2:], before[:, 1:, :-2], atol=1e-6)


def test_edits_stay(client, run):
    silenced = client.edit(run["run"], {"layer": "conv_1_1", "channel": 4, "scale": 0}).json()
    made = altered(client, silenced, rotate=30).json()
    assert made["edits"] == silenced["edits"]
    assert not client.numbers(made["run"], "relu_1_1")[4].any()
    told = sweep(client, silenced, "rotate").json()
    at = told["values"].index(30)
    here = dict(zip(told["classes"], told["probabilities"][at], strict=True))
    assert here == pytest.approx(shares(made), abs=1e-6)


def test_black_is_nothing_to_see(client, run):
    made = altered(client, run, brightness=0).json()
    assert made["blank"]
    assert made["unsure"]
    assert "nothing to see" in made["picture"]["notes"][-1]


def test_what_drowns_in_noise_is_noise_and_what_is_black_no_more(client, run):
    drowned = altered(client, run, noise=0.4, brightness=0.1).json()
    assert drowned["noise"]
    assert drowned["unsure"]
    black = altered(client, drowned, brightness=0).json()
    assert black["blank"]
    assert not black["noise"]


def test_an_altered_run_can_be_altered_again(client, run):
    there = altered(client, run, rotate=90).json()
    back = altered(client, there, rotate=-90).json()
    assert back["run"] == run["run"]


@pytest.mark.parametrize("name", ALTERATIONS)
def test_a_sweep_says_what_the_altered_runs_would(client, run, name):
    others = {"rotate": 20, "noise": 0.05, "shift_x": 1.5}
    others.pop(name, None)
    answer = sweep(client, run, name, **others)
    told = answer.json()
    assert answer.status_code == 200, answer.text
    assert TypeAdapter(schemas.Sweep).validate_python(told) == told
    assert told["values"] == ALTERATIONS[name].values
    assert told["others"] == others
    assert len(told["values"]) == len(told["probabilities"]) >= 41
    for at in (0, 7, 20, 33, len(told["values"]) - 1):
        made = altered(client, run, **{**others, name: told["values"][at]}).json()
        here = dict(zip(told["classes"], told["probabilities"][at], strict=True))
        assert here == pytest.approx(shares(made), abs=1e-6)


def test_a_sweep_of_digits_too(client, make_picture):
    digit = client.upload(make_picture(4), "lenet-5").json()
    told = sweep(client, digit, "shift_y").json()
    assert len(told["classes"]) == 10
    here = dict(zip(told["classes"], told["probabilities"][20], strict=True))
    assert here == pytest.approx(shares(digit), abs=1e-6)


def test_a_sweep_names_where_the_network_changes_its_mind(client, run):
    told = sweep(client, run, "rotate").json()
    rows = np.array(told["probabilities"])
    firsts = [told["classes"][place] for place in rows.argmax(axis=1)]
    changes = [
        (low, high, before, after)
        for low, high, before, after in zip(
            told["values"], told["values"][1:], firsts, firsts[1:], strict=False
        )
        if before != after
    ]
    assert len(changes) == len(told["turns"]) > 0
    for (low, high, before, after), turn in zip(changes, told["turns"], strict=True):
        assert (turn["before"], turn["after"]) == (before, after)
        assert low <= turn["at"] <= high


def test_a_sweep_may_be_kept_for_ever(client, run):
    answer = sweep(client, run, "noise")
    assert "immutable" in answer.headers["cache-control"]
    known = {"if-none-match": answer.headers["etag"]}
    assert client.get(answer.request.url, headers=known).status_code == 304


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b'{"spin": 1}', "There is no alteration called 'spin'. There are shift_x,"),
        (b'{"rotate": NaN}', "rotate is not a number"),
        (b'{"rotate": Infinity}', "rotate is infinite"),
        (b'{"rotate": "15"}', "rotate is '15', but should be a number."),
        (b'{"rotate": true}', "should be a number"),
        (b'{"rotate": null}', "should be a number"),
        (b'{"rotate": 200}', "rotate is 200, but should be from −180 to 180."),
        (b'{"noise": -0.1}', "noise is −0.1, but should be from 0 to 0.4."),
        (b'{"noise": 1' + b"0" * 400 + b"}", "should be from 0 to 0.4."),
        (b"[15]", "an object of names and numbers"),
        (b"", "not JSON"),
    ],
    ids=lambda part: part[:24].decode() if isinstance(part, bytes) else "",
)
def test_changes_that_make_no_sense_are_turned_away(client, run, is_problem, body, words):
    is_problem(client.post(f"/api/runs/{run['run']}/altered", content=body), 422, words)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("noise?rotate=nan", "rotate is not a number"),
        ("noise?rotate=much", "rotate is 'much', but should be a number."),
        ("noise?rotate=181", "should be from −180 to 180."),
        ("noise?spin=1", "no alteration called 'spin'"),
        ("noise?rotate=1&rotate=2", "rotate is given twice."),
        ("noise?noise=0.1", "leave out its own value."),
        ("spin", "no alteration called 'spin'"),
    ],
)
def test_sweeps_that_make_no_sense_are_turned_away(client, run, is_problem, query, words):
    is_problem(client.get(f"/api/runs/{run['run']}/sweeps/{query}"), 422, words)


def test_a_run_that_is_not_kept_is_said_as_everywhere(client, is_problem):
    gone = "0" * 32
    told = is_problem(client.post(f"/api/runs/{gone}/altered", json={"rotate": 1}), 404)
    assert told["type"].endswith("run-not-kept")
    told = is_problem(client.get(f"/api/runs/{gone}/sweeps/rotate"), 404)
    assert told["type"].endswith("run-not-kept")
    is_problem(client.post("/api/runs/x/altered", json={}), 404, "32 digits")


def test_the_schema_of_changes_has_every_alteration(client):
    held = client.get("/openapi.json").json()["components"]["schemas"]["Changes"]
    assert list(held["properties"]) == list(ALTERATIONS)
    assert json.dumps(held).count("description") > len(ALTERATIONS)


@given(anything | st.lists(anything, max_size=3) | st.dictionaries(names, anything, max_size=4))
@settings(max_examples=150)
def test_any_data_is_read_as_changes_or_turned_away(told):
    with contextlib.suppress(ConvscopeError):
        check(moved_about.read(told))


@given(st.lists(st.tuples(names, anything.map(str)), max_size=4))
@settings(max_examples=150)
def test_any_address_is_read_as_changes_or_turned_away(query):
    with contextlib.suppress(ConvscopeError):
        check(moved_about.asked(query, ALTERATIONS["noise"]))


def test_turned_there_and_back_it_is_the_picture_as_it_was(client, run):
    there = client.post(f"/api/runs/{run['run']}/altered", json={"rotate": 90}).json()
    assert there["picture"]["notes"] != run["picture"]["notes"]
    back = client.post(f"/api/runs/{there['run']}/altered", json={"rotate": -90}).json()
    assert back == client.get(f"/api/runs/{run['run']}").json() == run
