"""Evaluation: how often right, and how well it knows."""

import numpy as np
import pytest

from app.engine import evaluation
from app.engine.training import begin, nested
from app.engine.types import EngineError
from tests.engine.test_training import PLAN, SMALL, strokes

RNG = np.random.default_rng(8)
SCORES = RNG.normal(size=(4000, 5)) * 2
LABELS = np.array([RNG.choice(5, p=row) for row in evaluation.probabilities(SCORES)])


@pytest.mark.parametrize("off", [0.3, 1.0, 2.5])
def test_temperature_undoes_scores_that_were_stretched(off):
    assert evaluation.temperature(SCORES * off, LABELS) == pytest.approx(off, rel=0.05)


def test_the_right_temperature_calibrates():
    stretched = SCORES * 3
    heat = evaluation.temperature(stretched, LABELS)
    before = evaluation.calibration_error(evaluation.probabilities(stretched), LABELS)
    after = evaluation.calibration_error(evaluation.probabilities(stretched, heat), LABELS)
    assert after < 0.03 < before


def test_a_temperature_folded_into_the_weights_is_the_same_as_one_kept_beside_them():
    weights = nested(begin(SMALL, PLAN).weights)
    images = strokes(9).images
    plain = evaluation.logits(SMALL, weights, images)
    folded = evaluation.logits(SMALL, evaluation.cooled(SMALL, weights, 0.7), images)
    np.testing.assert_allclose(folded, plain / 0.7, atol=1e-5)
    shares = evaluation.probabilities(plain, 0.7)
    np.testing.assert_allclose(evaluation.probabilities(folded), shares, atol=1e-5)


def test_scores_come_in_the_order_of_the_pictures_whatever_the_micro_batch():
    weights = nested(begin(SMALL, PLAN).weights)
    images = strokes(11).images
    one, five = (evaluation.logits(SMALL, weights, images, size) for size in (1, 5))
    assert one.shape == (11, 3)
    np.testing.assert_allclose(one, five, atol=1e-6)
    with pytest.raises(EngineError, match="no picture"):
        evaluation.logits(SMALL, weights, images[:0])


def test_confusion_counts_every_picture_once():
    table = evaluation.confusion(SCORES, LABELS)
    assert table.sum() == len(LABELS)
    np.testing.assert_array_equal(table.sum(axis=1), np.bincount(LABELS))
    assert np.trace(table) / len(LABELS) == evaluation.accuracy(SCORES, LABELS)


def test_the_threshold_keeps_the_share_it_promises():
    shares = evaluation.probabilities(SCORES)
    threshold = evaluation.unsure_below(shares, keep=0.8)
    assert (shares.max(axis=1) >= threshold).mean() == pytest.approx(0.8, abs=1e-3)


def test_the_same_share_of_every_class_is_held_out():
    labels = np.repeat([0, 1, 2], [100, 50, 30])
    kept, held = evaluation.hold_out(labels, 0.1, seed=1)
    np.testing.assert_array_equal(np.bincount(labels[held]), [10, 5, 3])
    assert sorted([*kept, *held]) == list(range(180))
    assert (kept, held) == evaluation.hold_out(labels, 0.1, seed=1)
    assert held != evaluation.hold_out(labels, 0.1, seed=2)[1]
    assert evaluation.hold_out(labels, 0.0, seed=1)[1] == []
