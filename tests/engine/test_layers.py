"""Promises every kind of layer keeps, including the ones not written yet."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError, fields

import numpy as np
import pytest

from app.engine import KINDS
from tests.engine.examples import EXAMPLES


def slope_along(f, x, direction, step=1e-6):
    """The slope of ``f`` at ``x`` in a direction, measured rather than derived."""
    return (f(x + step * direction) - f(x - step * direction)) / (2 * step)


def test_every_kind_has_an_example():
    assert {example.layer.kind for example in EXAMPLES} == KINDS.keys()


def test_shapes_are_known_before_running(example):
    output = example.layer.forward(example.inputs(), example.params())
    assert output.shape == (2, *example.layer.output_shape(*example.shapes))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_dtype_follows_the_inputs(example, dtype):
    inputs, params = example.inputs(dtype=dtype), example.params(dtype=dtype)
    output = example.layer.forward(inputs, params)
    gradients = example.layer.backward(np.ones_like(output), inputs, params)
    assert {a.dtype for a in (output, *gradients.inputs, *gradients.params.values())} == {
        np.dtype(dtype)
    }


def test_gradients_are_the_measured_slopes(example):
    layer, inputs, params = example.layer, example.inputs(), example.params()
    rng = np.random.default_rng(3)
    grad = rng.normal(size=layer.forward(inputs, params).shape)
    gradients = layer.backward(grad, inputs, params)
    assert [g.shape for g in gradients.inputs] == [x.shape for x in inputs]
    assert {name: g.shape for name, g in gradients.params.items()} == {
        name: p.shape for name, p in params.items()
    }

    for at, x in enumerate(inputs):
        direction = rng.normal(size=x.shape)

        def loss(x, at=at):
            return (grad * layer.forward((*inputs[:at], x, *inputs[at + 1 :]), params)).sum()

        measured = slope_along(loss, x, direction)
        assert (gradients.inputs[at] * direction).sum() == pytest.approx(measured, rel=1e-5)
    for name, param in params.items():
        direction = rng.normal(size=param.shape)

        def loss(p, name=name):
            return (grad * layer.forward(inputs, {**params, name: p})).sum()

        measured = slope_along(loss, param, direction)
        assert (gradients.params[name] * direction).sum() == pytest.approx(measured, rel=1e-5)


def test_learning_alone_gives_the_same_gradients(example):
    layer, inputs, params = example.layer, example.inputs(), example.params()
    grad = np.random.default_rng(4).normal(size=layer.forward(inputs, params).shape)
    alone, along = layer.param_gradients(grad, inputs, params), layer.backward(grad, inputs, params)
    assert alone.keys() == along.params.keys()
    for name, gradient in alone.items():
        np.testing.assert_array_equal(gradient, along.params[name])


def test_looking_alone_gives_the_same_gradients(example):
    layer, inputs, params = example.layer, example.inputs(), example.params()
    grad = np.random.default_rng(4).normal(size=layer.forward(inputs, params).shape)
    alone, along = layer.input_gradients(grad, inputs, params), layer.backward(grad, inputs, params)
    for one, other in zip(alone, along.inputs, strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_cell_looks_at_its_field_all_of_it_and_nothing_else(example):
    """Blame from one output cell must land on its field, and over many draws fill it."""
    layer, shapes, params = example.layer, example.shapes, example.params()
    output = layer.output_shape(*shapes)
    rng = np.random.default_rng(5)
    draws = tuple(rng.normal(size=(100, *shape)) for shape in shapes)
    for cell in np.ndindex(output):
        grad = np.zeros((100, *output))
        grad[:, *cell] = 1
        blame = layer.backward(grad, draws, params).inputs
        for one, shape, rule in zip(blame, shapes, layer.reads(*shapes), strict=True):
            expected = np.zeros(shape, bool)
            expected[rule.field(cell, shape, output)] = True
            np.testing.assert_array_equal((one != 0).any(axis=0), expected)


def test_one_layer_serves_eight_threads_at_once(example):
    """A layer holds no memory, so nobody gets somebody else's numbers."""
    layer, params = example.layer, example.params()
    pictures = [example.inputs(seed=seed) for seed in range(8)]
    alone = [layer.forward(inputs, params) for inputs in pictures]
    with ThreadPoolExecutor(8) as pool:
        for _ in range(10):
            together = pool.map(lambda inputs: layer.forward(inputs, params), pictures)
            for expected, got in zip(alone, together, strict=True):
                np.testing.assert_array_equal(got, expected)


def test_inputs_and_parameters_are_left_as_they_were(example):
    inputs, params = example.inputs(), example.params()
    output = example.layer.forward(inputs, params)
    grad = np.ones_like(output)
    example.layer.backward(grad, inputs, params)
    for got, expected in zip(inputs, example.inputs(), strict=True):
        np.testing.assert_array_equal(got, expected)
    for name, expected in example.params().items():
        np.testing.assert_array_equal(params[name], expected)
    np.testing.assert_array_equal(grad, 1)


def test_settings_cannot_change(example):
    for field in fields(example.layer):
        with pytest.raises(FrozenInstanceError):
            setattr(example.layer, field.name, None)


def test_settings_make_the_same_layer_again(example):
    assert KINDS[example.layer.kind](**example.layer.settings()) == example.layer
