"""Many people at once do not notice each other."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from app import pictures


def test_everybody_gets_the_run_of_their_own_picture(client, service, make_picture):
    entry = service.catalogue["tiny-vgg"]
    images = [make_picture(100 + number) for number in range(24)]

    def upload(image):
        run = client.upload(image).json()
        return client.numbers(run["run"], "dense").ravel()

    with ThreadPoolExecutor(12) as crowd:
        told = list(crowd.map(upload, images))
    for image, scores in zip(images, told, strict=True):
        seen = pictures.prepare(image, entry.preprocessing, entry.network.image).pixels
        wanted = entry.network.run(pictures.to_input(seen), entry.weights)["dense"]
        assert (scores == wanted.ravel()).all()


def test_those_who_edit_one_run_do_not_interfere(client, run):
    def edit(number):
        edits = {"layer": "conv_1_1", "channel": number % 10, "bias": number}
        edited = client.edit(run["run"], edits).json()
        maps = client.numbers(edited["run"], "conv_1_1")
        return number, edited, maps

    before = client.numbers(run["run"], "conv_1_1")
    with ThreadPoolExecutor(12) as crowd:
        told = list(crowd.map(edit, range(30)))
    assert len({edited["run"] for _, edited, _ in told}) == 30
    weights = client.get("/api/networks/tiny-vgg/layers/conv_1_1/weights.json").json()
    bias = weights["params"]["bias"]["data"]
    for number, edited, maps in told:
        channel = number % 10
        assert edited["edits"] == [{"layer": "conv_1_1", "channel": channel, "bias": number}]
        assert np.allclose(maps[channel], before[channel] - bias[channel] + number, atol=1e-4)
        assert (np.delete(maps, channel, 0) == np.delete(before, channel, 0)).all()
    assert (client.numbers(run["run"], "conv_1_1") == before).all()


def test_the_same_picture_from_everybody_is_one_run(client, make_picture):
    with ThreadPoolExecutor(12) as crowd:
        told = list(crowd.map(lambda _: client.upload(make_picture(55)).text, range(24)))
    assert len(set(told)) == 1


def test_two_networks_at_once_stay_apart(client, make_picture):
    networks = ["tiny-vgg", "lenet-5"] * 8
    with ThreadPoolExecutor(8) as crowd:
        told = list(crowd.map(lambda one: client.upload(make_picture(3), one).json(), networks))
    assert [run["network"] for run in told] == networks
    assert len({run["run"] for run in told}) == 2


def test_brushes_that_move_over_one_run_do_not_see_each_other(client, run, service):
    """Every answer from the crowd is, byte by byte, the one that is given alone."""
    layers = ("conv_1_1", "conv_1_2", "conv_2_1", "conv_2_2", "dense")

    def edits(number):
        layer, channel = layers[number % 5], number % 10
        changes = (
            {"scale": number / 7},
            {"bias": number / 3},
            {"swap": (channel + 1) % 10},
            {"kernel": [[number, -1], [0, number]]} if layer != "dense" else {"scale": -1},
        )
        return [
            {"layer": layer, "channel": channel, **changes[number % 4]},
            {"layer": "conv_1_1", "channel": (channel + 3) % 10, "bias": number / 9},
        ]

    def imagined(number):
        at = f"/api/runs/{run['run']}/edits/maps"
        return client.post(at, json={"edits": edits(number)}).content

    def kept(number):
        edited = client.edit(run["run"], *edits(number)).json()
        told = client.get(f"/api/runs/{edited['run']}/changes").json()
        return edited, told, client.get(f"/api/runs/{edited['run']}/weights").content

    before = {name: held.copy() for name, held in service.runs.get(run["run"]).trace.items()}
    with ThreadPoolExecutor(16) as crowd:
        moving, staying = crowd.map(imagined, range(60)), crowd.map(kept, range(60))
        moving, staying = list(moving), list(staying)
    assert len(set(moving)) == len({edited["run"] for edited, _, _ in staying}) == 60
    service.runs.traces.clear()
    for number in range(60):
        assert imagined(number) == moving[number]
        assert kept(number) == staying[number]
    after = service.runs.get(run["run"]).trace
    assert all((after[name] == held).all() for name, held in before.items())
    assert client.get(f"/api/runs/{run['run']}").json() == run
