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
