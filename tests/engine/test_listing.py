"""The lines of NumPy that stand beside a number make that very number."""

import re

import numpy as np
import pytest

from app.engine import KINDS
from app.engine.listing import BLANKS
from app.engine.network import INPUT
from app.engine.provenance import provenance
from tests.engine.examples import EXAMPLES
from tests.engine.networks import BRANCHING, CHAIN, pictures_for, weights_for
from tests.engine.test_provenance import alone


def saved(trace, weights, place):
    """A run's file, as the service sends it: every map and every weight of one picture."""
    held = {name: values[0] for name, values in trace.items()}
    for layer, params in weights.items():
        held |= {f"{layer}.{name}": array for name, array in params.items()}
    np.savez(place / "run.npz", **held)


def run(code, cell, place, monkeypatch):
    """What the lines print for one cell, and what they leave in ``y``."""
    for blank, at in zip(BLANKS, cell, strict=True):
        code = code.replace(blank, str(at))
    monkeypatch.chdir(place)
    held, printed = {"print": lambda *values: printed.append(values)}, []
    exec(compile(code, "listing", "exec"), held)
    assert printed == [(held["y"],)]
    return float(held["y"])


def cells(shape, count=12):
    rng = np.random.default_rng(7)
    return [tuple(int(rng.integers(size)) for size in shape) for _ in range(count)]


def test_every_kind_can_be_made_again_in_numpy():
    assert {example.layer.kind for example in EXAMPLES} == KINDS.keys()


def test_the_lines_make_the_number(example, tmp_path, monkeypatch):
    """Within two roundings: the run's own, and that of the lines."""
    network, weights, trace = alone(example)
    saved(trace, weights, tmp_path)
    node = network.node("it")
    code = node.layer.code("it", node.inputs, *example.shapes)
    for cell in cells(trace["it"].shape[1:]):
        told = provenance(network, weights, trace, "it", cell)
        made = run(code, cell, tmp_path, monkeypatch)
        assert made == pytest.approx(told.value, abs=2 * told.tolerance)


@pytest.mark.parametrize("network", [BRANCHING, CHAIN], ids=["branching", "chain"])
def test_every_layer_of_a_network_can_be_made_again(network, tmp_path, monkeypatch):
    weights = weights_for(network)
    trace = network.run(pictures_for(network), weights)
    saved(trace, weights, tmp_path)
    for name, values in trace.items():
        for cell in cells(values.shape[1:], 4):
            told = float(values[0][cell])
            slack = (
                0 if name == INPUT else provenance(network, weights, trace, name, cell).tolerance
            )
            made = run(network.code(name), cell, tmp_path, monkeypatch)
            assert made == pytest.approx(told, abs=2 * slack)


def test_lines_are_short_and_have_no_blanks_but_three(example):
    names = [INPUT, "x", "z"][: len(example.shapes)]
    code = example.layer.code("conv_1_1", names, *example.shapes)
    assert set(re.findall(r"{.*?}", code)) <= set(BLANKS)
    assert BLANKS[0] in code
    assert not re.search(r"[{}]", re.sub("|".join(BLANKS), "", code))
    assert len(code.splitlines()) <= 12
    assert max(len(line) for line in code.splitlines()) <= 60
