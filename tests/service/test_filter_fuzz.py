"""Whatever is sent as a filter, it is laid on the picture or turned away in words: nothing else."""

import contextlib

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.errors import ConvscopeError
from app.filters import answer, cell, presets, question
from app.settings import Settings

SETTINGS = Settings()
PICTURE = np.random.default_rng(0).random((3, 12, 9), np.float32)

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)
numbers = st.floats(-3, 3) | st.integers(-2, 2)
counts = st.integers(0, 4) | st.lists(st.integers(0, 4), min_size=2, max_size=2)


def grid(rows, columns):
    line = st.lists(numbers, min_size=columns, max_size=columns)
    return st.lists(line, min_size=rows, max_size=rows)


def slices(rows, columns):
    one = grid(rows, columns)
    return one | st.lists(one, min_size=1, max_size=3)


sides = st.integers(1, 4)
step = st.fixed_dictionaries(
    {"weights": st.tuples(sides, sides).flatmap(lambda size: slices(*size)) | plain},
    optional={
        "bias": numbers | plain,
        "stride": counts | plain,
        "padding": st.sampled_from(["same", "none"]) | counts | plain,
        "border": st.sampled_from(["zeros", "reflect", "edge"]) | plain,
        "dilation": counts | plain,
        "flip": st.booleans() | plain,
        "relu": st.booleans() | plain,
        "pool": st.sampled_from(["max", "average", None]) | plain,
    },
)


@given(plain | st.lists(step, max_size=5), st.integers(-1, 12) | plain, st.integers(-1, 9) | plain)
@settings(max_examples=300, deadline=None)
@example([{"weights": [[1e-126]]}], 0, 0)  # smaller than float32 can hold
def test_any_data_is_read_as_filters_or_turned_away(told, row, column):
    with contextlib.suppress(ConvscopeError):
        steps = question.steps(told, SETTINGS)
        made = answer.made(PICTURE, steps)
        said = answer.told(PICTURE, made, steps)
        assert said["low"] <= said["mean"] + 1e-3
        assert said["sentence"].endswith(".")
        found = cell.told(PICTURE, steps, {"row": row, "column": column})
        assert found["adds_up"]


@given(plain)
def test_any_data_is_a_source_or_turned_away(told):
    with contextlib.suppress(ConvscopeError):
        question.source(told)
    with contextlib.suppress(ConvscopeError):
        question.asked(told, "source", "steps")


words = st.sampled_from(["rows", "columns", "sigma", "amount", "angle", "seed", "phase"])
values = st.integers(-2, 13).map(str) | st.floats().map(str) | st.text(max_size=30)


@given(
    st.sampled_from(["gaussian", "gabor", "random", "sobel-x", "unsharp", ""]) | st.text(),
    st.lists(st.tuples(words | st.text(), values), max_size=4),
)
def test_any_address_is_a_named_filter_or_turned_away(name, query):
    with contextlib.suppress(ConvscopeError):
        told = presets.preset(name, query)
        assert np.isfinite(told["weights"]).all()
        assert np.shape(told["weights"]) == (told["rows"], told["columns"])
