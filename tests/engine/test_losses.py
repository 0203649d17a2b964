"""Losses: the numbers of the textbook, and slopes that are the measured ones."""

import numpy as np
import pytest

from app.engine.losses import binary_cross_entropy, softmax_cross_entropy
from app.engine.types import ShapeError

LOGITS = np.array([[2.0, -1.0, 0.5], [0.0, 3.0, -2.0]]).reshape(2, 3, 1, 1)
LABELS = np.array([0, 2])
ANSWERS = np.array([[1.0, 0.0, 1.0], [0.0, 0.25, 1.0]]).reshape(2, 3, 1, 1)


def measured_slope(cost, logits, step=1e-6):
    """The slope of the summed cost with respect to every logit, by trying it."""
    slope = np.zeros_like(logits)
    for place in np.ndindex(logits.shape):
        nudge = np.zeros_like(logits)
        nudge[place] = step
        slope[place] = (cost(logits + nudge).sum() - cost(logits - nudge).sum()) / (2 * step)
    return slope


@pytest.mark.parametrize("smoothing", [0.0, 0.1])
@pytest.mark.parametrize("class_weights", [None, np.array([0.5, 2.0, 1.5])])
def test_the_slope_of_cross_entropy_is_the_measured_one(smoothing, class_weights):
    def loss(logits):
        return softmax_cross_entropy(
            logits, LABELS, smoothing=smoothing, class_weights=class_weights
        )

    slope = measured_slope(lambda logits: loss(logits).values, LOGITS)
    np.testing.assert_allclose(loss(LOGITS).grad, slope, atol=1e-8)


def test_the_slope_of_binary_cross_entropy_is_the_measured_one():
    slope = measured_slope(lambda logits: binary_cross_entropy(logits, ANSWERS).values, LOGITS)
    np.testing.assert_allclose(binary_cross_entropy(LOGITS, ANSWERS).grad, slope, atol=1e-8)


@pytest.mark.parametrize(
    ("smoothing", "expected"),
    [
        (0.0, [0.24131129665715703, 5.054985235377147]),
        (0.1, [0.391311296657157, 4.821651902043814]),
    ],
)
def test_cross_entropy_gives_pytorch_s_numbers(smoothing, expected):
    values = softmax_cross_entropy(LOGITS, LABELS, smoothing=smoothing).values
    np.testing.assert_allclose(values, expected, rtol=1e-12)


def test_binary_cross_entropy_gives_pytorch_s_numbers():
    values = binary_cross_entropy(LOGITS, ANSWERS).values
    np.testing.assert_allclose(values, [0.3047555609137673, 1.7062208477255532], rtol=1e-12)


def test_a_class_that_counts_double_costs_double():
    plain = softmax_cross_entropy(LOGITS, LABELS)
    double = softmax_cross_entropy(LOGITS, LABELS, class_weights=np.array([2.0, 2.0, 2.0]))
    np.testing.assert_allclose(double.values, 2 * plain.values)
    np.testing.assert_allclose(double.grad, 2 * plain.grad)


def test_enormous_scores_overflow_nothing():
    enormous = np.array([1e4, -1e4, 0], np.float32).reshape(1, 3, 1, 1)
    loss = softmax_cross_entropy(enormous, np.array([1]))
    assert loss.values[0] == pytest.approx(2e4)
    assert np.isfinite(loss.grad).all()
    assert np.isfinite(binary_cross_entropy(enormous, np.ones_like(enormous)).values).all()


def test_the_slope_has_the_type_of_the_scores():
    weights = np.array([1.0, 2.0, 3.0])
    for dtype in (np.float32, np.float64):
        loss = softmax_cross_entropy(LOGITS.astype(dtype), LABELS, class_weights=weights)
        assert loss.grad.dtype == dtype
        assert binary_cross_entropy(LOGITS.astype(dtype), ANSWERS).grad.dtype == dtype


def test_what_does_not_fit_is_said():
    with pytest.raises(ShapeError, match="2 pictures need 2 labels"):
        softmax_cross_entropy(LOGITS, np.array([0]))
    with pytest.raises(ShapeError, match="Labels run from 0 to 2"):
        softmax_cross_entropy(LOGITS, np.array([0, 3]))
    with pytest.raises(ShapeError, match="where the network has become a list"):
        softmax_cross_entropy(np.zeros((2, 3, 4, 4)), LABELS)
    with pytest.raises(ShapeError, match="same shape"):
        binary_cross_entropy(LOGITS, ANSWERS[:1])
