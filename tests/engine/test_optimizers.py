"""Optimizers: the steps one would take by hand, and those that PyTorch takes."""

import numpy as np
import pytest

from app.engine.optimizers import OPTIMIZERS, SGD, Adam, optimizer
from app.engine.types import SpecError


def slope(w):
    """Of w₀⁴/4 + w₁⁴/4 + w₀w₁."""
    return w**3 + w[::-1]


def walk(optimizer, steps, rate=0.1, name="dense.weights"):
    weights = {name: np.array([1.0, -2.0])}
    state = optimizer.start(weights)
    for _ in range(steps):
        optimizer.step(weights, {name: slope(weights[name])}, state, rate)
    return weights[name]


def test_the_first_step_goes_straight_downhill():
    start = np.array([1.0, -2.0])
    np.testing.assert_allclose(walk(SGD(0.0, nesterov=False), 1), start - 0.1 * slope(start))


def test_momentum_keeps_a_share_of_the_step_before():
    one, two = walk(SGD(0.5, nesterov=False), 1), walk(SGD(0.5, nesterov=False), 2)
    before = one - np.array([1.0, -2.0])
    np.testing.assert_allclose(two, one - 0.1 * slope(one) + 0.5 * before)


def test_adam_s_first_step_is_as_long_as_the_rate_whatever_the_slope():
    np.testing.assert_allclose(walk(Adam(), 1), [1.1, -1.9], rtol=1e-6)


@pytest.mark.parametrize(
    ("optimizer", "expected"),
    [
        (SGD(0.9, nesterov=True, weight_decay=0.01), [0.4499801076938173, 0.20075364422602132]),
        (SGD(0.9, nesterov=False, weight_decay=0.01), [0.6655856804091994, 0.6587658570861059]),
        (Adam(weight_decay=0.01), [1.3192773128123034, -1.5092437335533726]),
    ],
    ids=str,
)
def test_five_steps_end_where_pytorch_s_do(optimizer, expected):
    np.testing.assert_allclose(walk(optimizer, 5), expected, rtol=1e-10)


@pytest.mark.parametrize("optimizer", [SGD(weight_decay=0.5), Adam(weight_decay=0.5)], ids=str)
def test_a_bias_does_not_decay(optimizer):
    still = type(optimizer)()
    assert not np.allclose(walk(optimizer, 3), walk(still, 3))
    np.testing.assert_array_equal(
        walk(optimizer, 3, name="dense.bias"), walk(still, 3, name="dense.bias")
    )


@pytest.mark.parametrize("kind", OPTIMIZERS)
def test_weights_of_float32_stay_float32(kind):
    weights = {"conv.weights": np.ones((2, 1, 3, 3), np.float32)}
    method = optimizer({"kind": kind, "weight_decay": 0.1})
    state = method.start(weights)
    kept = weights["conv.weights"]
    method.step(weights, {"conv.weights": kept * 2}, state, rate=0.1)
    assert weights["conv.weights"] is kept
    assert kept.dtype == np.float32
    assert {array.dtype for array in state.values() if array.ndim} == {np.dtype(np.float32)}


def test_an_optimizer_nobody_knows_is_turned_away_kindly():
    with pytest.raises(SpecError, match="There is no optimizer 'magic'; there are sgd, adam"):
        optimizer({"kind": "magic"})
    with pytest.raises(SpecError, match="can be told momentum, nesterov, weight_decay"):
        optimizer({"kind": "sgd", "speed": 3})
