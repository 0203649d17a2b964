"""Edits made one after the other: which leave a trace, in one step or in many."""

import json

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from app import edits
from app.catalogue import Catalogue
from app.errors import ConvscopeError
from app.settings import Settings

SETTINGS = Settings()
ENTRY = Catalogue(SETTINGS.models)["tiny-vgg"]

some = st.sampled_from([0.0, 1.0, -1.0, 0.5]) | st.floats(-10, 10, width=32)
small = st.lists(st.lists(some, min_size=2, max_size=2), min_size=1, max_size=4)
three = st.lists(st.lists(some, min_size=3, max_size=3), min_size=3, max_size=3)
channels = st.integers(0, 2)


def on(layers, **change):
    """Edits with one change; whatever begins with "also_" may be left out."""
    always = {key: value for key, value in change.items() if not key.startswith("also_")}
    optional = {key[5:]: value for key, value in change.items() if key.startswith("also_")}
    where = {"layer": st.sampled_from(layers), "channel": channels}
    return st.fixed_dictionaries(where | always, optional=optional | {"on": st.booleans()})


CONVOLUTIONS = ["conv_1_1", "conv_2_1"]
makeable = st.one_of(
    on([*CONVOLUTIONS, "dense"], bias=some),
    on([*CONVOLUTIONS, "dense"], scale=st.floats(-1.5, 1.5, width=32)),
    on([*CONVOLUTIONS, "dense"], swap=st.integers(3, 4)),
    on(CONVOLUTIONS, kernel=small, also_rescale=st.booleans(), also_input_channel=channels),
    on(CONVOLUTIONS, weights=three, input_channel=channels),
    on(["conv_1_1"], weights=st.lists(three, min_size=3, max_size=3)),
    on(["dense"], weights=some, input_channel=st.integers(0, 3)),
)


def one_by_one(asked):
    """The weights after edits, each made on what the one before it has left."""
    weights = ENTRY.weights
    for one in asked:
        weights = edits.make([one], weights, SETTINGS).weights
    return weights


def alike(one, other):
    return all(
        np.array_equal(array, other[layer][name])
        for layer, params in one.items()
        for name, array in params.items()
    )


@given(st.lists(makeable, max_size=8))
@settings(max_examples=200)
def test_edits_left_out_would_have_left_no_trace(told):
    asked = edits.read(told, ENTRY.network, SETTINGS)
    made = edits.make(asked, ENTRY.weights, SETTINGS)
    assert alike(made.weights, one_by_one(asked))
    untouched = set(ENTRY.weights) - {edit.layer for edit in made.edits}
    assert all(made.weights[layer] is ENTRY.weights[layer] for layer in untouched)
    for layer in {edit.layer for edit in made.edits}:
        assert not alike({layer: made.weights[layer]}, ENTRY.weights)


@given(st.lists(makeable, max_size=8))
@settings(max_examples=200)
def test_edits_told_and_read_again_are_the_same_edits(told):
    made = edits.make(edits.read(told, ENTRY.network, SETTINGS), ENTRY.weights, SETTINGS)
    plainly = json.loads(json.dumps([edit.as_dict() for edit in made.edits]))
    asked = edits.read(plainly, ENTRY.network, SETTINGS)
    again = edits.make(asked, ENTRY.weights, SETTINGS)
    assert [edit.as_dict() for edit in again.edits] == plainly
    assert alike(again.weights, made.weights)


@given(below=st.lists(makeable, max_size=4), above=st.lists(makeable, max_size=4))
@settings(max_examples=60)
def test_a_brush_is_told_what_it_leaves_whatever_lies_below(service, run, below, above):
    """A run has the same numbers whether it was come to in one step or in two."""
    runs = service.runs
    try:
        at_once = runs.edit(run["run"], [*below, *above])
        step = runs.edit(run["run"], below)
    except ConvscopeError:
        return
    before, imagined = runs.imagine(step.id, above)
    assert before.id == step.id
    assert alike(imagined.weights, at_once.weights)
    assert imagined.trace.keys() == at_once.trace.keys()
    assert all((imagined.trace[name] == held).all() for name, held in at_once.trace.items())
