"""Sizes and counts are shown as sums, and the sums are right."""

import ast
import re
from math import ceil, floor

import numpy as np
import pytest

from app.engine import Network, figures
from app.engine.input import Input
from app.engine.layers import Conv2D, Dense, MaxPool
from tests.engine.networks import BRANCHING, CHAIN
from tests.engine.test_words import sound

MARKS = {"×": "*", "·": "*", "−": "-", "⌊": "floor(", "⌋": ")", "⌈": "ceil(", "⌉": ")"}


def value(side):
    """What one side of an account comes to: its words left out, the rest worked out."""
    text = re.sub(r"(?<=\d),(?=\d)", "", side)
    text = re.sub(r"[A-Za-z]+", " ", text)
    for mark, python in MARKS.items():
        text = text.replace(mark, python)
    return eval(
        compile(ast.parse(text.strip(), mode="eval"), "", "eval"), {"floor": floor, "ceil": ceil}
    )


def account(lines, label):
    """What is said under that label, without the remark after it; None if nothing is."""
    found = [line.split(": ", 1)[1] for line in lines if line.split(": ", 1)[0] == label]
    return found[0].split("; ")[0] if found else None


def result(lines, label):
    return value(account(lines, label).split(" = ")[-1])


def all_right(lines):
    for line in lines:
        label, told = line.split(": ", 1)
        sides = told.split("; ")[0].split(" = ")
        if len(sides) > 1:
            assert len({value(side) for side in sides}) == 1, line
        sound(line.replace(label, "", 1).removeprefix(": "))


def test_every_sum_is_right(example):
    """And is about this layer: what it comes to is what the layer itself says."""
    layer, shapes = example.layer, example.shapes
    lines, (maps, rows, columns) = layer.arithmetic(*shapes), layer.output_shape(*shapes)
    all_right(lines)
    many = account(lines, "maps") or account(lines, "numbers")
    assert value(many.split(" = ")[-1]) == maps
    both = account(lines, "height and width")
    if both and "=" in both:
        assert value(both.split(" = ")[-1]) == rows == columns
    elif both:
        assert re.findall(r"\d+ × \d+", both)[-1] == f"{rows} × {columns}"
    elif account(lines, "height"):
        assert (result(lines, "height"), result(lines, "width")) == (rows, columns)
    else:
        assert rows == columns == 1
    learned = layer.param_shapes(*shapes)
    count = sum(np.prod(size) for name, size in learned.items() if name not in layer.measured)
    assert result(lines, "parameters") == count
    assert result(lines, "multiplications") == layer.macs(*shapes)
    assert result(lines, "memory") == 4 * maps * rows * columns


def test_what_is_dropped_at_the_border_is_said(example):
    """Rows and columns that no window reaches are counted, and told where there are some."""
    layer, shapes = example.layer, example.shapes
    output = layer.output_shape(*shapes)
    told = " ".join(layer.arithmetic(*shapes))
    for rule, shape in zip(layer.reads(*shapes), shapes, strict=True):
        read = np.zeros(shape, bool)
        for cell in np.ndindex(output):
            read[rule.field(cell, shape, output)] = True
        rows, columns = rule.unread(shape, output)
        far = [
            shape[axis] - 1 - np.flatnonzero(read.any(axis=(0, 3 - axis)))[-1] for axis in (1, 2)
        ]
        assert [rows, columns] == far
        assert ("no window reaches the last" in told) == bool(rows or columns)


def test_the_parameters_of_a_convolution_are_counted_brick_by_brick():
    lines = Conv2D(10).arithmetic((3, 64, 64))
    assert lines == (
        "height and width: ⌊(64 + 2·0 − 3) / 1⌋ + 1 = 62",
        "maps: 10; one per filter",
        "parameters: 10 filters × (3 channels × 3 × 3 weights + 1 bias) = 280",
        "multiplications: 10 maps × 62 × 62 cells × 3 channels × 3 × 3 weights = 1,037,880",
        "memory: 10 × 62 × 62 numbers × 4 bytes = 153,760 bytes",
    )


def test_a_rest_that_is_dropped_shows_the_floor():
    lines = Conv2D(1, stride=2).arithmetic((1, 6, 6))
    assert lines[0] == (
        "height and width: ⌊(6 + 2·0 − 3) / 2⌋ + 1 = ⌊1.5⌋ + 1 = 2; "
        "no window reaches the last row and the last column"
    )
    up = MaxPool(size=3, ceil=True).arithmetic((1, 6, 6))
    assert "⌈1.5⌉ + 1 = 3; the last window hangs over the edge" in up[0]


def test_height_and_width_are_told_apart_where_they_differ():
    lines = Conv2D(1, stride=2).arithmetic((1, 7, 6))
    assert lines[0].startswith("height: ")
    assert lines[1].startswith("width: ")


def test_a_dense_layer_counts_its_rows():
    assert "parameters: 10 rows × (1,690 weights + 1 bias) = 16,910" in Dense(10).arithmetic(
        (1690, 1, 1)
    )


@pytest.mark.parametrize("network", [BRANCHING, CHAIN], ids=["branching", "chain"])
def test_a_network_gives_the_accounts_of_all_its_nodes(network):
    for name in network.shapes():
        all_right(network.arithmetic(name))
        all_right(figures.receptive_field_told(network, name))
        for line in figures.receptive_field_told(network, name):
            sides = figures.receptive_field(network, name)[0]
            assert value(line.split(" = ")[1]) == sides[line.endswith("wide")]


def test_the_picture_is_counted_too():
    all_right(Input((3, 64, 64)).arithmetic())
    assert result(Input((3, 64, 64)).arithmetic(), "numbers") == 12_288


def test_the_border_a_network_drops_is_data():
    network = Network.from_spec(
        {"image": [1, 7, 6], "nodes": [{"name": "p", "kind": "max_pool", "size": 3, "stride": 2}]}
    )
    assert figures.unread(network, "p") == (0, 1)
    assert figures.unread(network, "input") == (0, 0)
