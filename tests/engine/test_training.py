"""Training: it learns, it can be interrupted, and it can be trusted to be the same again."""

from dataclasses import replace

import numpy as np
import pytest

from app.engine import evaluation
from app.engine.augmentation import Augmentation
from app.engine.centring import Centring
from app.engine.network import Network
from app.engine.optimizers import SGD, Adam
from app.engine.schedules import Constant, OneCycle
from app.engine.training import (
    Pictures,
    Plan,
    State,
    begin,
    class_weights,
    logits_node,
    nested,
    train,
    with_dropout,
)
from app.engine.types import EngineError, ShapeError, SpecError

SMALL = Network.from_spec(
    {
        "image": [1, 8, 8],
        "nodes": [
            {"name": "conv_1", "kind": "conv2d", "filters": 4, "size": 3},
            {"name": "relu_1", "kind": "relu"},
            {"name": "pool_1", "kind": "max_pool", "size": 2, "stride": 2},
            {"name": "drop", "kind": "dropout", "rate": 0.1},
            {"name": "flatten", "kind": "flatten"},
            {"name": "dense", "kind": "dense", "units": 3},
            {"name": "softmax", "kind": "softmax"},
        ],
    }
)


def strokes(count=90, seed=5):
    """Three things to tell apart: a line across, a line down, a dot; noisy, anywhere."""
    rng = np.random.default_rng(seed)
    images = rng.integers(0, 60, (count, 1, 8, 8), np.uint8)
    labels = np.arange(count) % 3
    for image, label in zip(images[:, 0], labels, strict=True):
        i, j = rng.integers(1, 7, 2)
        where = [(i, slice(None)), (slice(None), j), (slice(i, i + 2), slice(j, j + 2))][label]
        image[where] = 230
    return Pictures(images, labels)


PLAN = Plan(
    epochs=6,
    batch=16,
    micro_batch=4,
    optimizer=SGD(weight_decay=1e-4),
    schedule=OneCycle(peak=0.05),
    augmentation=Augmentation(shift=1, brightness=0.1),
    centring=Centring((0.2,), (0.3,)),
    smoothing=0.05,
    balance=0.5,
    average=0.9,
    clip=2.0,
)


def finished(plan, pictures=None, state=None, network=SMALL):
    state = state or begin(network, plan)
    reports = list(train(network, pictures or strokes(), plan, state))
    return state, reports


def test_a_tiny_problem_is_learned():
    plan = replace(PLAN, epochs=25)
    state, reports = finished(plan)
    unseen = strokes(seed=6)
    scores = evaluation.logits(SMALL, state.learned(SMALL, plan), unseen.images)
    assert reports[-1].loss < reports[5].loss / 2
    assert evaluation.accuracy(scores, unseen.labels) > 0.9


def test_a_network_that_ends_in_a_sigmoid_learns_yes_or_no_questions():
    spec = SMALL.to_spec()
    spec["nodes"][-1] = {"name": "sigmoid", "kind": "sigmoid"}
    network = Network.from_spec(spec)
    assert logits_node(network) == "dense"
    plan = replace(PLAN, epochs=40, smoothing=0.0, balance=0.0, schedule=OneCycle(peak=0.2))
    state, _ = finished(plan, network=network)
    unseen = strokes(seed=6)
    scores = evaluation.logits(network, state.learned(network, plan), unseen.images)
    assert evaluation.accuracy(scores, unseen.labels) > 0.9


def test_an_interrupted_training_ends_with_the_same_weights_bit_for_bit(tmp_path):
    through, reports = finished(PLAN)
    for optimizer in (SGD(), Adam()):
        plan = replace(PLAN, optimizer=optimizer)
        through, _ = finished(plan)
        early = begin(SMALL, plan)
        for progress in train(SMALL, strokes(), plan, early):
            if progress.step == 20:  # in the middle of an epoch
                break
        np.savez(tmp_path / "state.npz", **early.arrays())
        with np.load(tmp_path / "state.npz") as saved:
            resumed = State.from_arrays(dict(saved))
        assert resumed.step == 20
        _, rest = finished(plan, state=resumed)
        assert len(rest) == len(reports) - 20
        for group in ("weights", "average", "memory"):
            expected, given = getattr(through, group), getattr(resumed, group)
            assert expected.keys() == given.keys()
            for name in expected:
                np.testing.assert_array_equal(given[name], expected[name])
        assert (resumed.loss, resumed.right) == (through.loss, through.right)


def test_a_finished_training_has_nothing_left_to_do():
    state, _ = finished(PLAN)
    assert list(train(SMALL, strokes(), PLAN, state)) == []


def test_the_same_seed_is_the_same_training_and_another_is_another():
    one, two = finished(PLAN)[0], finished(PLAN)[0]
    other = finished(replace(PLAN, seed=2))[0]
    np.testing.assert_array_equal(one.average["dense.weights"], two.average["dense.weights"])
    assert not np.allclose(one.average["dense.weights"], other.average["dense.weights"])


def test_micro_batches_change_the_pace_and_not_the_sum():
    network = Network(SMALL.image, tuple(node for node in SMALL.nodes if node.name != "drop"))
    spec = network.to_spec()
    spec["nodes"][3]["from"] = ["pool_1"]
    network = Network.from_spec(spec)
    small, large = (
        finished(replace(PLAN, epochs=1, micro_batch=size), network=network)[0] for size in (1, 16)
    )
    for name, weight in small.weights.items():
        np.testing.assert_allclose(weight, large.weights[name], atol=1e-5)


def test_progress_counts_every_step_and_every_picture():
    _, reports = finished(PLAN)
    assert [report.step for report in reports] == list(range(1, 37))
    assert reports[0].steps == 36
    assert [report.epoch for report in reports if report.epoch_done] == [1, 2, 3, 4, 5, 6]
    assert reports[-1].seconds_left == 0
    assert all(0 <= report.accuracy <= 1 and report.loss > 0 for report in reports)


def test_the_running_mean_lags_behind_and_none_means_the_last_weights():
    state, _ = finished(PLAN)
    assert not np.allclose(state.average["dense.weights"], state.weights["dense.weights"])
    state, _ = finished(replace(PLAN, average=0.0))
    np.testing.assert_allclose(
        state.average["dense.weights"], state.weights["dense.weights"], atol=1e-6
    )


def test_a_long_slope_is_shortened():
    plan = replace(PLAN, epochs=1, optimizer=SGD(0.0, nesterov=False), schedule=Constant(1.0))
    plan = replace(plan, clip=1e-3, average=0.0)
    before, after = begin(SMALL, plan), begin(SMALL, plan)
    next(train(SMALL, strokes(), plan, after))
    moved = sum(((after.weights[n] - before.weights[n]) ** 2).sum() for n in before.weights)
    assert np.sqrt(moved) == pytest.approx(1e-3, rel=1e-3)


def test_what_is_measured_does_not_learn():
    spec = SMALL.to_spec()
    spec["nodes"].insert(1, {"name": "norm", "kind": "batch_norm"})
    spec["nodes"][2]["from"] = ["norm"]
    network = Network.from_spec(spec)
    state, _ = finished(replace(PLAN, epochs=1), network=network)
    np.testing.assert_array_equal(state.weights["norm.mean"], 0)
    np.testing.assert_array_equal(state.weights["norm.variance"], 1)
    assert not np.allclose(state.weights["norm.scale"], 1)


def test_every_class_counts_the_same_at_a_balance_of_one():
    labels = np.repeat([0, 1, 2], [10, 20, 70])
    weights = class_weights(labels, 3, balance=1.0)
    np.testing.assert_allclose(weights * [10, 20, 70], [100 / 3] * 3, rtol=1e-6)
    half = class_weights(labels, 3, balance=0.5)
    assert (half * [10, 20, 70]).sum() == pytest.approx(100, rel=1e-5)


def test_centring_folds_into_the_first_filters():
    centring = Centring((0.4,), (0.25,))
    weights = nested(begin(SMALL, PLAN).weights)
    pictures = strokes(8).images.astype(np.float32) / 255
    centred = SMALL.run(centring(pictures), weights)
    plain = SMALL.run(pictures, centring.fold(SMALL, weights))
    np.testing.assert_allclose(plain["dense"], centred["dense"], atol=1e-5)
    np.testing.assert_allclose(plain["conv_1"], centred["conv_1"], atol=1e-5)


def test_centring_is_measured_per_channel():
    images = np.stack([np.full((4, 4), 51, np.uint8), np.full((4, 4), 102, np.uint8)])[None]
    assert Centring.of(images) == Centring((0.2, 0.4), (0.0, 0.0))


def test_centring_does_not_fold_through_padding():
    spec = SMALL.to_spec()
    spec["nodes"][0]["padding"] = 1
    network = Network.from_spec(spec)
    with pytest.raises(SpecError, match="conv_1 sees the picture first"):
        Centring((0.4,), (0.25,)).fold(network, nested(begin(network, PLAN).weights))


def test_learning_starts_from_no_idea():
    weights = begin(SMALL, PLAN).weights
    assert {name for name, array in weights.items() if not array.any()} == {
        "conv_1.bias",
        "dense.bias",
    }
    answer = SMALL.run(strokes(30).images.astype(np.float32) / 255, nested(weights)).answer
    assert abs(answer - 1 / 3).max() < 0.2


def test_scores_are_what_the_last_softmax_listens_to():
    assert logits_node(SMALL) == "dense"
    without = Network(SMALL.image, SMALL.nodes[:-1])
    assert logits_node(without) == "dense"


def test_a_dropout_for_learning_only_changes_no_finished_network():
    images = strokes(6).images.astype(np.float32) / 255
    weights = nested(begin(SMALL, PLAN).weights)
    learning = with_dropout(SMALL, {"dense": 0.5})
    assert [node.name for node in learning.nodes][5:7] == ["dense.drop", "dense"]
    np.testing.assert_array_equal(
        learning.run(images, weights).answer, SMALL.run(images, weights).answer
    )
    with_it, without = (
        finished(replace(PLAN, epochs=1, drop=drop))[0] for drop in ({"dense": 0.5}, {})
    )
    assert with_it.weights.keys() == without.weights.keys()
    assert not np.allclose(with_it.weights["dense.weights"], without.weights["dense.weights"])
    with pytest.raises(EngineError, match="no layer called"):
        with_dropout(SMALL, {"dance": 0.5})


def test_pictures_that_do_not_fit_are_turned_away():
    wrong = Pictures(np.zeros((4, 1, 9, 9), np.uint8), np.zeros(4, int))
    with pytest.raises(ShapeError, match="network that reads"):
        next(train(SMALL, wrong, PLAN, begin(SMALL, PLAN)))
    with pytest.raises(SpecError, match="at least 1"):
        replace(PLAN, epochs=0)
