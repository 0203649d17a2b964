"""Whatever is sent as edits or as JSON, it is read or turned away in words: nothing else."""

import contextlib
import json

from hypothesis import given, settings
from hypothesis import strategies as st

from app import body, edits
from app.catalogue import Catalogue
from app.errors import ConvscopeError
from app.routes import asked
from app.settings import Settings

SETTINGS = Settings()
ENTRY = Catalogue(SETTINGS.models)["tiny-vgg"]

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=20,
)
number = st.floats() | st.integers() | st.floats(-3, 3)
grid = st.lists(
    st.lists(number, max_size=4) | st.lists(number, min_size=3, max_size=3), max_size=13
)
edit = st.fixed_dictionaries(
    {},
    optional={
        "layer": st.sampled_from(["conv_1_1", "conv_2_2", "dense", "relu_1_1", "input"]) | plain,
        "channel": st.integers(-2, 11) | plain,
        "input_channel": st.integers(-2, 11) | plain,
        "weights": st.lists(st.lists(st.floats(), min_size=3, max_size=3), min_size=3, max_size=3)
        | plain,
        "kernel": grid | st.lists(grid, min_size=3, max_size=3) | plain,
        "rescale": st.booleans() | plain,
        "bias": st.floats() | plain,
        "scale": st.floats() | plain,
        "swap": st.integers(-2, 11) | plain,
        "on": st.booleans() | plain,
    },
)


@given(plain | st.lists(edit, max_size=5))
@settings(max_examples=150)
def test_any_data_is_read_as_edits_or_turned_away(told):
    with contextlib.suppress(ConvscopeError):
        made = edits.read(told, ENTRY.network, SETTINGS)
        edits.make(made, ENTRY.weights, SETTINGS)


@given(st.binary(max_size=200) | plain.map(lambda told: json.dumps(told).encode()))
@settings(max_examples=150)
def test_any_bytes_are_json_or_turned_away(data):
    with contextlib.suppress(ConvscopeError):
        body.parse(data, 150, 5)


@given(st.text(max_size=40) | st.lists(st.integers(), max_size=4).map(lambda n: str(n)[1:-1]))
def test_any_text_is_a_square_or_turned_away(text):
    with contextlib.suppress(ConvscopeError):
        asked.crop(text)
