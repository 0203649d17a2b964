"""A whole course on few pictures: it learns, it may be stopped, and it closes at a falling rate."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from app.engine.network import Network
from app.engine.optimizers import SGD
from app.engine.schedules import OneCycle
from app.engine.training import Pictures, Plan
from training.pytorch import teaching
from training.pytorch.network import Learner
from training.pytorch.pictures import Shelf
from training.pytorch.recipe import Closing, Strangers

NETWORK = Network.from_spec(
    {
        "image": [3, 64, 64],
        "nodes": [
            {
                "name": "conv",
                "kind": "conv2d",
                "from": ["input"],
                "filters": 4,
                "size": 3,
                "stride": 4,
            },
            {"name": "relu", "kind": "relu", "from": ["conv"]},
            {"name": "mean", "kind": "global_average_pool", "from": ["relu"]},
            {"name": "dense", "kind": "dense", "from": ["mean"], "units": 3},
            {"name": "softmax", "kind": "softmax", "from": ["dense"]},
        ],
    }
)
PLAN = Plan(epochs=2, batch=8, optimizer=SGD(momentum=0.9), schedule=OneCycle(peak=0.1))
STRANGERS = Strangers(
    name="", credit="", licence="", early=(2, 1, 0.5), late=(2, 1, 1.0),
    closing=Closing(epochs=2, rate=0.02, shown=(2, 3, 1.0)),
)  # fmt: skip


@pytest.fixture(autouse=True)
def few_are_drawn(monkeypatch):
    monkeypatch.setattr(teaching, "DRAWN_PER_EPOCH", 8)
    monkeypatch.setattr(teaching, "DRAWN_TO_CLOSE", 8)


@pytest.fixture
def shelf():
    """Red things and green ones; blue is something else."""
    rng = np.random.default_rng(3)
    labels = np.arange(48) % 2

    def tinted(channel):
        picture = rng.integers(0, 90, (3, 64, 64))
        picture[channel] += 150
        return picture.astype(np.uint8)

    things = np.stack([tinted(label) for label in labels])
    blue = np.stack([tinted(2) for _ in range(12)])
    return Shelf(
        known=Pictures(things[:32], labels[:32]),
        aside=Pictures(things[32:], labels[32:]),
        others=blue,
        others_aside=blue,
        drawn_aside=blue,
    )


def learner():
    torch.manual_seed(1)
    return Learner(NETWORK, [0.5] * 3, [0.25] * 3)


def taught(shelf, path, stranger=STRANGERS):
    pupil = learner()
    teaching.teach(pupil, shelf, PLAN, stranger, path, lambda text: None)
    return pupil.state_dict()


def test_a_course_that_was_stopped_goes_on_to_the_same_weights(shelf, tmp_path):
    whole = taught(shelf, tmp_path / "whole.pt")
    for epochs in (0, 2):  # stopped after the plan, then taken up again
        stopped = replace(STRANGERS, closing=replace(STRANGERS.closing, epochs=epochs))
        again = taught(shelf, tmp_path / "stopped.pt", stopped)
    for name, value in whole.items():
        torch.testing.assert_close(again[name], value, rtol=0, atol=0, msg=name)


def test_the_closing_epochs_teach(shelf, tmp_path):
    none = replace(STRANGERS, closing=Closing())
    before = taught(shelf, tmp_path / "before.pt", none)
    after = taught(shelf, tmp_path / "after.pt")
    assert any(not torch.equal(before[name], after[name]) for name in before)


def test_the_rate_of_the_closing_epochs_falls_to_nothing(shelf, tmp_path, monkeypatch):
    rates = []
    monkeypatch.setattr(teaching, "_set_rate", lambda optimizer, rate: rates.append(rate))
    taught(shelf, tmp_path / "one.pt")
    assert len(rates) == 2 * 32 // 8
    np.testing.assert_allclose(rates, 0.02 * (1 - np.arange(8) / 8))


def test_each_part_of_a_course_has_its_own_batches(shelf):
    def of(epoch):
        return next(teaching._batches(shelf, PLAN, STRANGERS, 2, epoch))

    for epoch, others in ((0, 3), (1, 3), (2, 5)):
        batch, truth = of(epoch)
        assert len(batch) == len(truth) == 8 + others
        assert (truth[8:] == 2).all()
        assert (truth[:8] < 2).all()
    np.testing.assert_array_equal(of(1)[0], of(1)[0])
