"""Filters that have a name: listed, had at every size, and refused kindly."""

import numpy as np
import pytest


def test_filters_with_names_are_listed(client):
    listed = client.get("/api/lab/presets").json()["presets"]
    names = [one["name"] for one in listed]
    assert {"identity", "box-blur", "gaussian", "sobel-x", "gabor", "random"} <= set(names)
    assert len(names) == len(set(names)) == 25
    for one in listed:
        assert one["sizes"] in ("any", "odd") or all(n % 2 for n in one["sizes"])


def test_every_one_of_them_can_be_had_and_used(client, ask):
    for one in client.get("/api/lab/presets").json()["presets"]:
        answered = client.get(f"/api/lab/presets/{one['name']}")
        told = answered.json()
        assert [told["rows"], told["columns"]] == one["size"]
        assert told["sum"] == pytest.approx(np.sum(told["weights"]), abs=1e-8)
        assert told["sentence"] == one["sentence"]
        assert told["parameters"] == {p["name"]: p["value"] for p in one["parameters"]}
        again = client.get(answered.url, headers={"if-none-match": answered.headers["etag"]})
        assert again.status_code == 304
        assert ask({"weights": told["weights"]}).status_code == 200


def test_sizes_and_sliders_stand_in_the_address(client):
    told = client.get("/api/lab/presets/gaussian?rows=7&columns=4&sigma=0.8").json()
    assert np.shape(told["weights"]) == (7, 4)
    assert told["parameters"] == {"sigma": 0.8}
    assert told["sum"] == 1


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("nothing", 404, "There is no filter called 'nothing'"),
        ("x" * 500, 404, "There is no filter called"),
        ("sobel-x?rows=4", 422, "rows is 4, but sobel-x is defined for 3, 5, 7, 9 and 11"),
        ("box-blur?rows=0", 422, "rows is 0"),
        ("box-blur?rows=12", 422, "rows is 12"),
        ("box-blur?rows=-3", 422, "rows is −3"),
        ("box-blur?rows=3.5", 422, "rows is '3.5', but should be a whole number"),
        ("box-blur?rows=" + "9" * 500, 422, "rows is"),
        ("box-blur?rows=", 422, "rows is ''"),
        ("box-blur?rows=3&rows=5", 422, "rows is given twice"),
        ("gaussian?sigma=0", 422, "sigma is 0, but should be a number from 0.3 to 5"),
        ("gaussian?sigma=nan", 422, "sigma is nan"),
        ("gaussian?sigma=inf", 422, "sigma is inf"),
        ("gaussian?sigma=x", 422, "sigma is 'x', but should be a number"),
        ("gaussian?sigmo=1", 422, "no parameter 'sigmo'. It has sigma."),
        ("random?seed=1.5", 422, "seed is '1.5', but should be a whole number"),
        ("random?seed=-1", 422, "seed is −1"),
    ],
)
def test_a_filter_that_is_not_there_is_named(client, is_problem, address, status, words):
    is_problem(client.get(f"/api/lab/presets/{address}"), status, words)
