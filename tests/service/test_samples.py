"""Samples are real pictures with real runs, always at hand."""

import json

import pytest

from app.errors import SetupError
from app.settings import Settings
from app.shelf import Shelf


def samples(client, network="tiny-vgg"):
    return client.get(f"/api/networks/{network}").json()["samples"]


def test_a_network_brings_its_own_samples(client):
    assert [sample["id"] for sample in samples(client)] == ["disc", "ball"]
    assert [sample["id"] for sample in samples(client, "lenet-5")] == ["one"]


def test_what_is_said_of_a_sample_is_what_the_network_computes(client):
    for network in ("tiny-vgg", "lenet-5"):
        for sample in samples(client, network):
            run = client.get(f"/api/runs/{sample['run']}").json()
            assert sample["predicted"] == run["prediction"][0]["label"]
            assert sample["probability"] == run["prediction"][0]["probability"]
            assert sample["unsure"] == run["unsure"]
            assert sample["correct"] == (sample["predicted"] == sample["label"])


def test_sending_a_sample_gives_the_sample_s_run(client):
    for sample in samples(client):
        picture = client.get(sample["picture"])
        assert picture.headers["content-type"] == "image/png"
        assert client.upload(picture.content).json()["run"] == sample["run"]


def test_a_sample_s_picture_never_changes(client):
    at = samples(client)[0]["picture"]
    answer = client.get(at)
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert client.get(at, headers={"if-none-match": answer.headers["etag"]}).status_code == 304
    assert client.get(at.partition("?")[0]).headers["cache-control"] == "no-cache"


def test_a_sample_is_always_kept(serve, settings):
    client = serve(samples=settings.samples)
    names = [sample["run"] for sample in samples(client)]
    runs = [client.get(f"/api/runs/{name}").json() for name in names]
    client.service.runs.traces.clear()
    for entry in client.service.settings.store_folder.glob("*"):
        entry.unlink()
    assert [client.get(f"/api/runs/{name}").json() for name in names] == runs
    edit = {"layer": "conv_1_1", "channel": 0, "scale": 0}
    assert client.edit(names[0], edit).status_code == 201


def test_a_worker_that_was_never_asked_knows_the_samples_too(serve, settings):
    client = serve(samples=settings.samples)
    name = samples(client)[1]["run"]
    other = serve(samples=settings.samples)
    assert other.get(f"/api/runs/{name}").status_code == 200


def test_an_empty_shelf_is_no_fault(serve, tmp_path):
    client = serve(samples=tmp_path / "nowhere")
    assert samples(client) == []


def test_an_unknown_sample_is_not_looked_for_on_disk(client, is_problem):
    for at in ("nope.png", "photos/../index.json", "index.json", "%2e%2e/%2e%2e/etc/passwd"):
        is_problem(client.get(f"/samples/{at}"), 404)


def test_a_sample_that_is_listed_but_missing_is_left_out(tmp_path):
    row = {"id": "a", "title": "A", "label": "a", "file": "a.png", "networks": ["tiny-vgg"]}
    (tmp_path / "index.json").write_text(json.dumps([row]))
    assert Shelf(tmp_path).of("tiny-vgg") == []


def test_an_index_that_makes_no_sense_is_reported(tmp_path):
    (tmp_path / "index.json").write_text('[{"id": 1}]')
    with pytest.raises(SetupError, match=r"index\.json cannot be read"):
        Shelf(tmp_path)


def test_the_shipped_samples_can_be_read():
    shelf = Shelf(Settings().samples)
    for network in ("tiny-vgg", "lenet-5"):
        for sample in shelf.of(network):
            assert sample.address.startswith("/samples/")
