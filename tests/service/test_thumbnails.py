"""Thumbnails tell hundreds of maps apart in one short body, and say nothing that is not so."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from safetensors.numpy import load

from app.thumbnails import Thumbnails
from tests.service.conftest import Client, serving


def header(body):
    length = int.from_bytes(body[:8], "little")
    told = json.loads(body[8 : 8 + length])["__metadata__"]
    return {name: json.loads(text) for name, text in told.items()}


def at(run, layer, side=None):
    asked = "" if side is None else f"?side={side}"
    return f"/api/runs/{run['run']}/layers/{layer}/thumbnails{asked}"


def numbers(levels, low, high):
    """What the bytes stand for, as the API says it."""
    low, high = np.array(low)[:, None, None], np.array(high)[:, None, None]
    return np.where(levels == 0, 0, low + (levels - 1.0) / 254 * (high - low))


def blocks(maps, rows, columns):
    """Every block of every map, (row, column, cells (c, n)), the plain way."""
    for row in range(0, maps.shape[1], rows):
        for column in range(0, maps.shape[2], columns):
            cells = maps[:, row : row + rows, column : column + columns]
            yield row // rows, column // columns, cells.reshape(len(maps), -1)


@pytest.mark.parametrize("side", [8, 32, 64])
@pytest.mark.parametrize("layer", ["input", "conv_1_1", "relu_2_2", "pool_2", "dense"])
def test_a_thumbnail_is_the_largest_magnitude_of_each_block(client, run, layer, side):
    body = client.get(at(run, layer, side)).content
    told, levels = header(body), load(body)[layer]
    maps = client.numbers(run["run"], layer)
    assert told["thumbnails"]["shape"] == list(maps.shape)
    rows, columns = told["thumbnails"]["block"]
    assert max(levels.shape[1:]) <= side
    small = numbers(levels, **told["ends"])
    step = (maps.max(axis=(1, 2)) - maps.min(axis=(1, 2))) / 254
    for row, column, cells in blocks(maps, rows, columns):
        loud = np.take_along_axis(cells, abs(cells).argmax(axis=1)[:, None], axis=1)[:, 0]
        assert (abs(abs(small[:, row, column]) - abs(loud)) <= 0.51 * step + 1e-7).all()
        assert ((levels[:, row, column] == 0) == (loud == 0)).all(), "zero where all is zero"


@pytest.mark.parametrize("layer", ["conv_1_1", "relu_2_2", "softmax"])
def test_the_ends_are_those_of_the_whole_map(client, run, layer):
    told = header(client.get(at(run, layer, 4)).content)
    maps = client.numbers(run["run"], layer)
    assert told["ends"]["low"] == pytest.approx(maps.min(axis=(1, 2)).tolist())
    assert told["ends"]["high"] == pytest.approx(maps.max(axis=(1, 2)).tolist())
    for (row, column), plane in zip(told["loudest"], maps, strict=True):
        assert abs(plane).argmax() == row * plane.shape[1] + column


def test_signs_and_single_cells_survive():
    maps = np.zeros((3, 70, 50), np.float32)
    maps[0, 69, 49], maps[1, 3, 3] = -2, 0.001
    maps[2] = np.where(np.indices((70, 50)).sum(axis=0) % 2, 3, -3.5)
    small = Thumbnails.of(maps, 16)
    assert small.block == (5, 4)
    assert small.levels.shape == (3, 14, 13)
    held = numbers(small.levels, small.low, small.high)
    assert held[0, -1, -1] == -2
    assert (held[0] != 0).sum() == (held[1] != 0).sum() == 1
    assert (held[2] == -3.5).all(), "where signs disagree, the larger one is told"


def test_a_flat_map_and_one_of_zeros_stay_what_they_are():
    maps = np.stack([np.full((9, 9), 0.5), np.zeros((9, 9))]).astype(np.float32)
    small = Thumbnails.of(maps, 4)
    assert (numbers(small.levels, small.low, small.high)[0] == 0.5).all()
    assert not small.levels[1].any()


def test_they_may_be_kept_for_ever(client, run):
    answer = client.get(at(run, "conv_1_1"))
    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]
    again = client.get(at(run, "conv_1_1"), headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("layer", "side", "status"),
    [("nowhere", 32, 404), ("conv_1_1", 3, 422), ("conv_1_1", 65, 422), ("conv_1_1", "x", 422)],
)
def test_what_makes_no_sense_is_turned_away(client, run, layer, side, status):
    answer = client.get(at(run, layer, side))
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_single_maps_of_a_layer_come_exactly(client, run):
    body = client.get(f"/api/runs/{run['run']}/maps?layers=conv_1_1&channels=7,2").content
    maps = client.numbers(run["run"], "conv_1_1")
    assert (load(body)["conv_1_1"] == maps[[7, 2]]).all()


@pytest.mark.parametrize(
    ("asked", "status", "words"),
    [
        ("layers=conv_1_1&channels=10", 404, "no channel 10"),
        ("layers=conv_1_1&channels=-1", 404, "no channel -1"),
        ("layers=conv_1_1&channels=1,x", 422, "whole numbers"),
        ("layers=conv_1_1&channels=1,1", 422, "twice"),
        ("layers=conv_1_1,input&channels=1", 422, "one layer at a time"),
        ("channels=1", 422, "one layer at a time"),
    ],
)
def test_maps_that_are_not_there_are_said_not_to_be(client, run, asked, status, words):
    answer = client.get(f"/api/runs/{run['run']}/maps?{asked}")
    assert answer.status_code == status, answer.text
    assert words in answer.json()["detail"]


def test_a_run_too_large_for_the_memory_is_computed_once(settings, make_picture, monkeypatch):
    """However many of its layers are asked for, and if all at once."""
    with (
        serving(replace(settings, trace_bytes=10_000)) as (address, app),
        Client(base_url=address, timeout=30, trust_env=False) as client,
    ):
        runs = app.state.service.runs
        name = client.upload(make_picture(3)).json()["run"]
        assert len(runs.traces) == 0
        computed = []
        plain = runs.computing._timed

        def counted(*asked, **rest):
            computed.append(asked)
            return plain(*asked, **rest)

        monkeypatch.setattr(runs.computing, "_timed", counted)
        layers = [layer["name"] for layer in client.get(f"/api/runs/{name}").json()["layers"]]
        runs.large.clear()
        computed.clear()
        with ThreadPoolExecutor(8) as crowd:
            asked = [f"/api/runs/{name}/layers/{layer}/thumbnails" for layer in layers]
            answers = list(crowd.map(client.get, asked))
        assert {answer.status_code for answer in answers} == {200}
        assert len(computed) == 1
