"""Missions as they are told, and attempts at them."""

import numpy as np
from pydantic import TypeAdapter

from app import schemas
from app.engine.edge_answers import first_convolution
from app.engine.presets import PRESETS

NETWORKS = ["tiny-vgg", "lenet-5"]


def missions(client, network):
    """The missions of a network, by name."""
    answer = client.get(f"/api/networks/{network}/missions")
    assert answer.status_code == 200, answer.text
    return {one["id"]: one for one in answer.json()["missions"]}


def attempt(client, run, mission, **told):
    """What an attempt is told, with every field that was promised."""
    answer = client.post(f"/api/runs/{run}/missions/{mission}", json=told)
    assert answer.status_code == 200, answer.text
    return TypeAdapter(schemas.Found).validate_python(answer.json(), strict=True)


def samples(client, network):
    """The samples of a network, by name."""
    return {one["id"]: one for one in client.get(f"/api/networks/{network}").json()["samples"]}


def edited(client, run, edits):
    """The run that these edits make."""
    answer = client.edit(run, *edits)
    assert answer.status_code == 201, answer.text
    return answer.json()["run"]


def silence(layer, channel):
    """The edit that silences a map."""
    return {"layer": layer, "channel": channel, "scale": 0}


def first(client, network):
    """The first convolution: its name and its filters, (k, c, h, w)."""
    entry = client.service.catalogue[network]
    node = first_convolution(entry.network)
    return node.name, entry.weights[node.name]["weights"]


def slope(angle, size, shape):
    """Sobel's filter for a direction, shared out among the channels, in the middle of ``shape``."""
    across = PRESETS["sobel-x"].weights((size, size))
    one = np.cos(angle) * across + np.sin(angle) * across.T
    out = np.zeros(shape)
    edge = (shape[1] - size) // 2
    out[:, edge : edge + size, edge : edge + size] = one / shape[0]
    return out.tolist()
