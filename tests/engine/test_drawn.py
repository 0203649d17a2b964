"""Drawn weights: the same ones every time, one filter alone, and never all of them at once."""

import tracemalloc

import numpy as np
import pytest

from app.edits import make
from app.edits.reading import read
from app.engine import Network
from app.engine.drawn import Drawn, DrawnRows
from app.engine.provenance import provenance
from app.engine.rows import BAND, Patched, Rows, blame, product, same, seal
from app.settings import Settings
from tests.engine.networks import BRANCHING, CHAIN, pictures_for

WIDE = Network.from_spec(
    {
        "image": [3, 16, 16],
        "nodes": [
            {"name": "conv", "kind": "conv2d", "filters": 32, "padding": 1},
            {"name": "relu", "kind": "relu"},
            {"name": "flatten", "kind": "flatten"},
            {"name": "dense", "kind": "dense", "units": 1024},
            {"name": "relu_2", "kind": "relu"},
            {"name": "scores", "kind": "dense", "units": 10},
            {"name": "softmax", "kind": "softmax"},
        ],
    }
)
"""Its dense layer has 8.4 million weights: 34 MB."""


def held(weights):
    """All weights as plain arrays."""
    return {
        node: {name: np.array(array) for name, array in params.items()}
        for node, params in weights.items()
    }


@pytest.mark.parametrize("network", [BRANCHING, CHAIN, WIDE], ids=["branching", "chain", "wide"])
def test_they_are_what_the_network_needs_and_the_same_every_time(network):
    weights = Drawn(network)
    network.check(weights)
    for node, params in Drawn(network).items():
        for name, array in params.items():
            assert array.dtype == np.float32
            assert np.array_equal(np.asarray(array), np.asarray(weights[node][name]))


def test_another_seed_draws_others_and_so_does_another_layer():
    one, other = Drawn(CHAIN, 1), Drawn(CHAIN, 2)
    assert not np.array_equal(one["conv_1"]["weights"], other["conv_1"]["weights"])
    rows = [np.asarray(DrawnRows(name, (4, 9), 1.0)) for name in ("1/a/weights", "1/b/weights")]
    assert not np.array_equal(*rows)


@pytest.mark.parametrize("shape", [(7, 27), (5, 3, 3, 3), (64, 1000), (3, 1), (1, 25088)], ids=str)
def test_a_filter_drawn_alone_is_the_one_drawn_with_all_others(shape):
    rows = DrawnRows("x", shape, 0.5)
    everything = np.asarray(rows)
    assert everything.shape == shape
    for at in range(len(rows)):
        assert np.array_equal(rows[at], everything[at])
    assert np.array_equal(rows[1:3], everything[1:3])
    assert np.array_equal(rows[[len(rows) - 1, 0]], everything[[-1, 0]])
    assert np.array_equal(np.stack(list(rows)), everything)
    assert np.array_equal(rows[-1], everything[-1])
    with pytest.raises(IndexError):
        rows[len(rows)]


def test_their_spread_is_he_s_in_front_of_a_relu_and_half_of_it_elsewhere():
    weights = Drawn(WIDE)
    assert np.var(np.asarray(weights["dense"]["weights"])) * 8192 == pytest.approx(2, rel=0.01)
    assert np.var(np.asarray(weights["scores"]["weights"])) * 1024 == pytest.approx(1, rel=0.05)
    assert abs(np.asarray(weights["dense"]["weights"]).mean()) < 1e-4
    assert not np.asarray(weights["dense"]["bias"]).any()


def residual(blocks):
    rows = [{"name": "stem", "kind": "conv2d", "filters": 16, "padding": 1, "bias": False}]
    rows += [{"name": "stem_norm", "kind": "batch_norm"}, {"name": "stem_relu", "kind": "relu"}]
    above = "stem_relu"
    for at in range(blocks):
        conv = {"kind": "conv2d", "filters": 16, "padding": 1, "bias": False}
        rows += [
            {"name": f"a{at}", **conv, "from": [above]},
            {"name": f"an{at}", "kind": "batch_norm"},
            {"name": f"ar{at}", "kind": "relu"},
            {"name": f"b{at}", **conv},
            {"name": f"bn{at}", "kind": "batch_norm"},
            {"name": f"add{at}", "kind": "add", "from": [f"bn{at}", above]},
            {"name": f"out{at}", "kind": "relu"},
        ]
        above = f"out{at}"
    return Network.from_spec({"image": [3, 24, 24], "nodes": rows})


def plain(layers):
    rows = []
    for at in range(layers):
        rows.append({"name": f"conv{at}", "kind": "conv2d", "filters": 24, "padding": 1})
        rows.append({"name": f"relu{at}", "kind": "relu"})
    return Network.from_spec({"image": [3, 20, 20], "nodes": rows})


@pytest.mark.parametrize(
    "network", [residual(25), plain(16)], ids=["50 layers with skips", "16 layers without"]
)
def test_numbers_stay_alive_through_many_layers(network):
    trace = network.run(pictures_for(network, n=1), Drawn(network))
    spreads = [float(values.std()) for values in trace.values()]
    assert min(spreads) > 0.05
    assert max(spreads) < 20


@pytest.mark.parametrize("network", [BRANCHING, CHAIN, WIDE], ids=["branching", "chain", "wide"])
def test_a_run_with_them_is_the_run_with_the_same_arrays_in_memory(network):
    pictures = pictures_for(network)
    drawn, plain = (
        network.run(pictures, Drawn(network)),
        network.run(pictures, held(Drawn(network))),
    )
    for name, values in drawn.items():
        assert np.allclose(values, plain[name], rtol=1e-5, atol=1e-6), name


def test_large_layers_are_had_a_band_at_a_time():
    weights = Drawn(WIDE)
    large = weights["dense"]["weights"]
    assert isinstance(large, Rows)
    assert large.nbytes >= 4 * BAND
    pictures = pictures_for(WIDE, n=1)
    WIDE.run(pictures, weights)
    tracemalloc.start()
    WIDE.run(pictures, weights)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 3 * BAND < large.nbytes


def test_products_and_blame_of_rows_are_those_of_the_array():
    rows = DrawnRows("x", (3000, 1500), 0.1)
    everything = np.asarray(rows)
    rng = np.random.default_rng(0)
    x, slopes = rng.normal(size=(2, 1500)), rng.normal(size=(2, 3000))
    assert np.allclose(product(x, rows), x @ everything.T)
    assert np.allclose(blame(slopes, rows), slopes @ everything)
    slopes[:, 5:] = 0
    assert np.allclose(blame(slopes, rows), slopes @ everything)


def test_every_number_of_a_large_layer_can_be_taken_apart():
    trace = WIDE.run(pictures_for(WIDE, n=1), Drawn(WIDE))
    for node in WIDE.nodes:
        assert provenance(WIDE, Drawn(WIDE), trace, node.name, (1, 0, 0)).adds_up, node.name


def test_a_row_that_was_changed_is_the_only_one_that_is_held():
    rows = DrawnRows("x", (100, 50), 0.1)
    patched = rows.copy()
    patched[3] *= 2
    patched[[4, 5]] = patched[[5, 4]]
    patched[6, 10:12] = 7
    seal(patched)
    expected = np.array(np.asarray(rows))
    expected[3] *= 2
    expected[[4, 5]] = expected[[5, 4]]
    expected[6, 10:12] = 7
    assert np.array_equal(np.asarray(patched), expected)
    assert np.array_equal(np.stack(list(patched)), expected)
    assert sorted(patched.changed) == [3, 4, 5, 6]
    patched[50]
    assert len(patched.changed) == 4
    with pytest.raises(ValueError, match="cannot be written to"):
        patched[3] = 0


def test_changed_rows_are_told_from_unchanged_ones():
    rows = DrawnRows("x", (100, 50), 0.1)
    patched = rows.copy()
    assert isinstance(patched, Patched)
    assert same(patched, rows)
    patched[3] *= 2
    assert not same(patched, rows)
    assert not same(rows, patched)
    patched[3] = rows[3]
    assert same(patched, rows)


@pytest.mark.parametrize(
    "edit",
    [
        {"channel": 4, "scale": 0.5},
        {"channel": 4, "bias": 0.5},
        {"channel": 4, "swap": 7},
        {"channel": 4, "weights": [0.25] * 8192},
    ],
    ids=lambda edit: next(name for name in edit if name != "channel"),
)
def test_large_layers_are_edited_like_small_ones(edit):
    settings = Settings()
    weights = Drawn(WIDE)
    asked = read([{"layer": "dense", **edit}], WIDE, settings)
    drawn, plain = make(asked, weights, settings), make(asked, held(weights), settings)
    assert len(drawn.edits) == len(plain.edits) == 1
    for name, array in plain.weights["dense"].items():
        assert np.array_equal(np.asarray(drawn.weights["dense"][name]), array)


def test_codes_that_people_set_by_hand_are_not_drawn():
    network = Network.from_spec(
        {
            "image": [84, 1, 1],
            "nodes": [
                {"name": "codes", "kind": "rbf", "units": 10},
                {"name": "softmin", "kind": "softmin"},
            ],
        }
    )
    codes = Drawn(network)["codes"]["codes"]
    assert np.array_equal(codes, network.node("codes").layer.fixed((84, 1, 1))["codes"])
