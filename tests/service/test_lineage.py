"""What one network changed against another is counted from the two descriptions, and said."""

import json

import pytest

from app.settings import Settings
from tests.service.conftest import Client, serving

OLD = {
    "image": [1, 32, 32],
    "nodes": [
        {"name": "conv_1", "kind": "conv2d", "filters": 6, "size": 5},
        {"name": "tanh_1", "kind": "tanh"},
        {"name": "pool_1", "kind": "average_pool"},
        {"name": "flatten", "kind": "flatten"},
        {"name": "dense", "kind": "dense", "units": 10},
        {"name": "softmax", "kind": "softmax"},
    ],
}
NEW = {
    "image": [3, 64, 64],
    "nodes": [
        {"name": "conv_1", "kind": "conv2d", "filters": 8, "size": 7, "stride": 2, "padding": 3},
        {"name": "relu_1", "kind": "relu"},
        {"name": "pool_1", "kind": "max_pool", "size": 3, "stride": 2, "ceil": True},
        {"name": "conv_2", "kind": "conv2d", "filters": 8, "size": 3, "padding": 1, "groups": 2},
        {"name": "norm", "kind": "batch_norm"},
        {"name": "add", "kind": "add", "from": ["norm", "pool_1"]},
        {"name": "head", "kind": "global_average_pool", "from": "pool_1"},
        {"name": "head_dense", "kind": "dense", "units": 10},
        {"name": "squeeze", "kind": "conv2d", "filters": 4, "size": 1, "from": "add"},
        {"name": "average", "kind": "global_average_pool"},
        {"name": "dense", "kind": "dense", "units": 10},
        {"name": "softmax", "kind": "softmax"},
    ],
}
HEAD = {
    "year": None,
    "about": "A plan without weights.",
    "classes": [str(digit) for digit in range(10)],
    "preprocessing": {"kind": "photo"},
}


@pytest.fixture(scope="module")
def plans(tmp_path_factory):
    """A client of a server that knows nothing but two plans, neither with weights."""
    place = tmp_path_factory.mktemp("plans")
    for name, spec in {"old": OLD, "new": NEW}.items():
        (place / "models" / name).mkdir(parents=True)
        told = {"id": name, "title": name.title(), **HEAD, **spec}
        (place / "models" / name / "network.json").write_text(json.dumps(told))
    ours = Settings(models=place / "models", samples=place, store_folder=place / "store")
    with serving(ours) as (home, _), Client(base_url=home, timeout=30, trust_env=False) as client:
        yield client


@pytest.fixture(scope="module")
def told(plans):
    answer = plans.get("/api/networks/new/against/old")
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_first_layer_is_laid_on_the_first_layer(told):
    new, old = told["network"]["first_layer"], told["against"]["first_layer"]
    assert (new["size"], new["stride"], new["padding"]) == ([7, 7], [2, 2], [3, 3])
    assert (old["size"], old["filters"], old["parameters"]) == ([5, 5], 6, 6 * 26)
    assert new["parameters"] == 8 * (3 * 49 + 1)
    assert told["said"]["first_layer"].startswith(
        "The first filters are 7×7 instead of 5×5, move 2 pixels at a time instead of 1, "
        "number 8 instead of 6 and find 3 rings of zeros around the picture instead of none."
    )


def test_what_does_not_lead_to_the_answer_is_counted_aside(told, plans):
    new = told["network"]
    assert new["aside"] == 8 * 10 + 10
    whole = plans.get("/api/networks/new").json()
    assert (new["parameters"], new["aside"]) == (whole["parameters"], whole["auxiliary_parameters"])


def test_the_shares_of_the_stages_make_one_whole(told):
    for side in (told["network"], told["against"]):
        assert sum(seat["share"] for seat in side["seats"]) == pytest.approx(1)
        assert sum(seat["work"] for seat in side["seats"]) == pytest.approx(1)
        assert sum(row["share"] for row in side["work"]) == pytest.approx(1)
        assert sum(seat["parameters"] for seat in side["seats"]) == side["parameters"]
        assert sum(row["macs"] for row in side["work"]) == side["macs"]
        dense = next(seat for seat in side["seats"] if seat["stage"] == "dense")
        assert side["dense_share"] == pytest.approx(dense["share"])


def test_a_layer_that_only_scales_is_no_depth(told):
    """Of the two ways to the answer the longer one counts: three layers with filters and one
    dense layer; a batch norm between them weighs nothing up."""
    assert told["network"]["depth"] == 4
    assert told["against"]["depth"] == 2
    assert told["said"]["depth"] == "4 layers with filters stand behind each other instead of 2."


def test_the_view_grows_along_the_longest_path_up_to_the_last_map(told):
    seen = told["network"]["sight"]
    assert [(row["layer"], row["field"][0], row["depth"]) for row in seen] == [
        ("conv_1", 7, 1),
        ("pool_1", 11, 1),
        ("conv_2", 19, 2),
        ("squeeze", 19, 3),
    ]
    assert [row["size"] for row in seen] == [[32, 32], [16, 16], [16, 16], [16, 16]]


def test_work_is_told_by_the_size_of_what_comes_out(told):
    work = {tuple(row["size"]): row["macs"] for row in told["network"]["work"]}
    assert work == {
        (32, 32): 32 * 32 * 8 * 3 * 49,
        (16, 16): 16 * 16 * (8 * 4 * 9 + 4 * 8),
        (1, 1): 4 * 10,
    }


def test_kinds_and_ways_that_are_new_and_gone_are_named(told):
    gained, lost = ([one["called"] for one in told[side]] for side in ("gained", "lost"))
    assert gained == ["ReLU", "max pool", "batch norm", "add", "global average pool"]
    assert lost == ["tanh", "average pool", "flatten"]
    assert {one["way"] for one in told["new_ways"]} == {
        "groups",
        "strides",
        "padding",
        "overlapping",
        "rounding-up",
        "one-by-one",
    }
    assert "ReLU instead of tanh" in told["said"]["kinds"]
    assert "max pool instead of average pool" in told["said"]["kinds"]


def test_the_other_way_round_gained_and_lost_change_places(told, plans):
    back = plans.get("/api/networks/old/against/new").json()
    assert (back["network"], back["against"]) == (told["against"], told["network"])
    assert (back["gained"], back["lost"]) == (told["lost"], told["gained"])
    assert (back["new_ways"], back["old_ways"]) == (told["old_ways"], told["new_ways"])


def test_a_network_has_changed_nothing_against_itself(plans):
    told = plans.get("/api/networks/old/against/old").json()
    assert told["gained"] == told["lost"] == told["new_ways"] == told["old_ways"] == []
    assert told["said"]["kinds"] == "Both are made of the same kinds of layers."
    assert told["said"]["first_layer"].startswith("Both begin alike")


def test_an_unknown_network_is_named(plans):
    for at in ("/api/networks/new/against/nobody", "/api/networks/nobody/against/new"):
        answer = plans.get(at)
        assert answer.status_code == 404
        assert "no network called 'nobody'" in answer.json()["detail"]


def test_every_network_on_the_shelf_can_be_compared(client):
    ids = [one["id"] for one in client.get("/api/networks").json()["networks"]]
    for one, other in zip(ids, [*ids[1:], ids[0]], strict=True):
        told = client.get(f"/api/networks/{one}/against/{other}").json()
        assert all(sentence.endswith(".") for sentence in told["said"].values())
        assert told["network"]["id"] == one
        assert told["against"]["id"] == other
        assert told["network"]["sight"]
        assert told["network"]["work"]


def test_the_published_figures_of_one_network_come_out(client):
    one = client.get("/api/networks/lenet-5/against/lenet-5").json()["network"]
    assert one["parameters"] == 61_706
    assert one["depth"] == 5
    assert one["sight"][-1]["field"] == [32, 32]


@pytest.mark.parametrize(
    ("network", "depth", "field", "dense"),
    [("alexnet", 8, 195, 0.962), ("vgg-16", 16, 212, 0.894), ("googlenet", 22, 715, 0.146)],
)
def test_originals_are_as_deep_and_see_as_far_as_published(client, network, depth, field, dense):
    one = client.get(f"/api/networks/{network}/against/lenet-5").json()["network"]
    assert one["depth"] == depth
    assert one["sight"][-1]["field"] == [field, field]
    assert one["dense_share"] == pytest.approx(dense, abs=0.0006)
