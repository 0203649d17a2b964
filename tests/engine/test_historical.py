"""What LeNet-5 and AlexNet were made of, against what their papers say of it."""

import json
from pathlib import Path

import numpy as np
import pytest

from app.engine import KINDS, Network, SpecError, figures
from app.engine.characters import COLUMNS, ROWS, digits
from app.engine.evidence import evidence
from app.engine.kernels.neighbours import channel_sums, power
from app.engine.layers import (
    RBF,
    LinkedConv2D,
    LocalResponseNorm,
    Softmin,
    Subsample,
    Tanh,
)
from app.engine.provenance import provenance
from app.engine.types import ShapeError

C3 = "012 123 234 345 045 015 0123 1234 2345 0345 0145 0125 0134 1245 0235 012345"
LINKS = [[int(channel) for channel in row] for row in C3.split()]
MODELS = Path(__file__).parents[2] / "models"


def test_c3_has_sixty_links_and_1516_parameters():
    layer = LinkedConv2D(LINKS, size=5)
    shapes = layer.param_shapes((6, 14, 14))
    assert shapes == {"weights": (60, 5, 5), "bias": (16,)}
    assert sum(np.prod(shape) for shape in shapes.values()) == 1516
    assert layer.output_shape((6, 14, 14)) == (16, 10, 10)
    assert layer.macs((6, 14, 14)) == 150_000
    assert "60 links × 5 × 5 weights + 16 biases = 1,516" in layer.parameters_told((6, 14, 14))


def test_a_description_keeps_its_table():
    node = {"name": "c3", "kind": "linked_conv2d", "links": LINKS, "size": 5}
    network = Network.from_spec({"image": [6, 14, 14], "nodes": [node]})
    told = json.loads(json.dumps(network.to_spec()))
    assert told["nodes"][0]["links"] == LINKS
    assert Network.from_spec(told) == network


def test_alike_rows_of_a_table_stay_rows():
    """Equal pairs are written as one number; a table is no pair."""
    assert LinkedConv2D([[0, 1], [0, 1]]).settings()["links"] == [[0, 1], [0, 1]]


def test_the_description_of_lenet_has_the_table_of_the_paper():
    told = json.loads((MODELS / "lenet-5-1998" / "network.json").read_text(encoding="utf-8"))
    assert [node["links"] for node in told["nodes"] if "links" in node] == [LINKS]


def test_a_linked_filter_is_deaf_to_all_others():
    layer = LinkedConv2D([[0, 2], [1]], size=3)
    rng = np.random.default_rng(0)
    x = rng.normal(size=(1, 3, 5, 5))
    params = {"weights": rng.normal(size=(3, 3, 3)), "bias": rng.normal(size=2)}
    before = layer.forward((x,), params)
    x[:, 1] += 1
    after = layer.forward((x,), params)
    np.testing.assert_array_equal(before[:, 0], after[:, 0])
    assert (before[:, 1] != after[:, 1]).all()


@pytest.mark.parametrize(
    "links",
    [[], [[]], [[0], []], [[1, 0]], [[0, 0]], [[-1]], [[0.5]], [[True]], "012", [3], ["01"]],
)
def test_a_table_that_makes_no_sense_is_turned_down(links):
    with pytest.raises(SpecError, match="links"):
        LinkedConv2D(links)


def test_a_link_to_a_map_that_is_not_there_is_turned_down():
    with pytest.raises(ShapeError, match="linked to channel 6, counted from 0, but there are only"):
        LinkedConv2D([[0, 6]]).output_shape((6, 5, 5))


@pytest.mark.parametrize("example", [LocalResponseNorm(), LocalResponseNorm(3, 1, 0.5, 0.4)])
def test_response_norm_is_the_formula_of_the_paper(example):
    """Written down as it is printed: sums over channels max(0, i − n/2) to min(N − 1, i + n/2)."""
    x = np.random.default_rng(1).normal(size=(2, 7, 3, 2)) * 20
    n, half = x.shape[1], example.size // 2
    made = example.forward((x,), {})
    for i in range(n):
        near = x[:, max(0, i - half) : min(n - 1, i + half) + 1]
        due = x[:, i] / (example.k + example.alpha * (near**2).sum(axis=1)) ** example.beta
        np.testing.assert_allclose(made[:, i], due, rtol=1e-13)


def test_response_norm_has_the_settings_of_alexnet():
    assert LocalResponseNorm().settings() == {"size": 5, "k": 2.0, "alpha": 1e-4, "beta": 0.75}


def test_an_even_number_of_neighbours_is_turned_down():
    with pytest.raises(SpecError, match="size is 4, but should be odd"):
        LocalResponseNorm(4)


@pytest.mark.parametrize("setting", ["k", "alpha", "beta"])
@pytest.mark.parametrize("value", [0, -1, float("inf"), float("nan"), "1", True])
def test_settings_of_a_norm_are_positive_numbers(setting, value):
    with pytest.raises(SpecError, match=f"{setting} is"):
        LocalResponseNorm(**{setting: value})


def test_sums_of_neighbours_are_plain_sums():
    x = np.random.default_rng(2).normal(size=(2, 6, 2, 3))
    for reach in range(9):
        made = channel_sums(x, reach)
        for c in range(6):
            due = x[:, max(0, c - reach) : c + reach + 1].sum(axis=1)
            np.testing.assert_allclose(made[:, c], due, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_three_quarters_by_two_roots_are_the_power(dtype):
    x = np.linspace(0.01, 400, 10_000).astype(dtype)
    due = x.astype(np.float64) ** 0.75
    np.testing.assert_allclose(power(x, 0.75), due, rtol=4 * np.finfo(dtype).eps)
    assert power(x, 0.75).dtype == dtype


def test_subsampling_counts_what_the_paper_counts():
    assert sum(np.prod(s) for s in Subsample().param_shapes((6, 28, 28)).values()) == 12
    assert sum(np.prod(s) for s in Subsample().param_shapes((16, 10, 10)).values()) == 32


def test_subsampling_is_an_average_where_its_weight_says_so():
    x = np.random.default_rng(3).normal(size=(2, 3, 6, 4))
    params = {"weights": np.full(3, 0.25), "bias": np.zeros(3)}
    due = KINDS["average_pool"]().forward((x,), {})
    np.testing.assert_allclose(Subsample().forward((x,), params), due, rtol=1e-12, atol=1e-15)


def test_the_squashing_of_lenet_keeps_plus_and_minus_one():
    layer = Tanh(amplitude=1.7159, slope=2 / 3)
    x = np.array([[-1.0, 0.0, 1.0]]).reshape(1, 3, 1, 1)
    np.testing.assert_allclose(layer.forward((x,), {}).ravel(), [-1, 0, 1], atol=1e-4)


def test_a_plain_tanh_is_bit_for_bit_what_it_was():
    x = np.random.default_rng(4).normal(size=(2, 3, 4, 5)).astype(np.float32) * 3
    np.testing.assert_array_equal(Tanh().forward((x,), {}), np.tanh(x))
    assert "−1 to 1" in Tanh().words((3, 4, 5))["summary"]
    assert "LeNet-5 (1998) used a scaled tanh" in Tanh().words((3, 4, 5))["in_depth"]


@pytest.mark.parametrize("setting", ["amplitude", "slope"])
def test_a_tanh_that_is_flat_or_falls_is_turned_down(setting):
    for value in (0, -1, "2", False):
        with pytest.raises(SpecError, match=f"{setting} is"):
            Tanh(**{setting: value})


def test_codes_are_ten_different_pictures_of_plus_and_minus_one():
    codes = digits()
    assert codes.shape == (10, ROWS * COLUMNS) == (10, 84)
    assert set(np.unique(codes)) == {-1, 1}
    apart = ((codes[:, None] - codes[None]) ** 2).sum(axis=2)
    assert apart[~np.eye(10, dtype=bool)].min() >= 16
    np.testing.assert_array_equal(RBF(10).fixed((84, 1, 1))["codes"], codes)


@pytest.mark.parametrize(("units", "length"), [(6, 12), (12, 84), (3, 1)])
def test_other_codes_are_signs_and_always_the_same(units, length):
    one, other = (RBF(units).fixed((length, 1, 1))["codes"] for _ in range(2))
    assert one.shape == (units, length)
    assert set(np.unique(one)) <= {-1, 1}
    np.testing.assert_array_equal(one, other)


def test_a_perfect_match_is_no_distance_at_all_and_wins():
    codes = digits()
    distances = RBF(10).forward((codes[:, :, None, None],), {"codes": codes})
    np.testing.assert_array_equal(distances[range(10), range(10), 0, 0], 0)
    shares = Softmin().forward((distances,), {})
    np.testing.assert_array_equal(shares[:, :, 0, 0].argmax(axis=1), range(10))
    assert (shares[range(10), range(10), 0, 0] > 0.99).all()


def test_codes_are_not_counted_as_learned():
    spec = {"image": [84, 1, 1], "nodes": [{"name": "out", "kind": "rbf", "units": 10}]}
    assert figures.parameters(Network.from_spec(spec)) == 0
    assert figures.macs(Network.from_spec(spec)) == 840


def test_each_square_says_what_it_was_compared_with():
    nodes = [{"name": "out", "kind": "rbf", "units": 10}]
    network = Network.from_spec({"image": [84, 1, 1], "nodes": nodes})
    weights = {"out": {"codes": digits()}}
    x = np.random.default_rng(5).uniform(size=(1, 84, 1, 1)).astype(np.float32)
    told = provenance(network, weights, network.run(x, weights), "out", (7, 0, 0))
    assert [term.against for term in told.terms] == digits()[7].tolist()
    assert told.adds_up


def test_evidence_for_the_nearest_is_what_brings_it_nearer():
    """A small distance wins: what speaks for an answer makes its distance smaller."""
    nodes = [{"name": "out", "kind": "rbf", "units": 2}, {"name": "share", "kind": "softmin"}]
    network = Network.from_spec({"image": [2, 1, 1], "nodes": nodes})
    weights = {"out": {"codes": np.array([[1, 1], [-1, -1]], np.float32)}}
    x = np.array([0.5, 0.25], np.float32).reshape(1, 2, 1, 1)
    wires = evidence(network, weights, network.run(x, weights))
    assert {(wire.source, wire.reader) for wire in wires} == {(0, 0), (1, 0)}
    assert all(wire.evidence > 0 for wire in wires)
