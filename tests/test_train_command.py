"""`convscope train`: from a folder of pictures to a network with a card, in one command."""

import json
import re

import numpy as np
import pytest
from safetensors.numpy import load_file

from app import cli
from app.commands import train as command
from app.engine.evaluation import logits, probabilities
from app.engine.network import Network
from app.engine.training import nested
from tests.test_datasets import mnist

RECIPE = """
network = "small"

[data]
name = "Bars: two kinds of them"
credit = "the test"
licence = "none needed"
judge = "test"
hold_out = 0.2

[plan]
epochs = 6
batch = 16
micro_batch = 8
seed = 1
average = 0.8

[plan.drop]
dense = 0.1

[optimizer]
kind = "adam"

[schedule]
kind = "one-cycle"
peak = 0.02

[augmentation]
shift = 1

[card]
learned = "It tells a bar that stands from one that lies."
weak = "Everything else."
"""

NETWORK = {
    "id": "small",
    "title": "Small",
    "year": None,
    "about": "Tells two bars apart.",
    "image": [1, 32, 32],
    "classes": ["standing", "lying"],
    "preprocessing": {"kind": "digit"},
    "nodes": [
        {"name": "conv_1", "kind": "conv2d", "filters": 4, "size": 5, "stride": 2},
        {"name": "relu_1", "kind": "relu"},
        {"name": "pool_1", "kind": "max_pool", "size": 4, "stride": 4},
        {"name": "flatten", "kind": "flatten"},
        {"name": "dense", "kind": "dense", "units": 2},
        {"name": "softmax", "kind": "softmax"},
    ],
}


def bars(count, seed):
    """Ink 20 long with its weight in the middle, as MNIST has it; 0 stands, 1 lies."""
    rng = np.random.default_rng(seed)
    labels = (np.arange(count) % 2).astype(np.uint8)
    images = np.zeros((count, 28, 28), np.uint8)
    for image, label in zip(images, labels, strict=True):
        half = rng.integers(1, 4)
        image[4:24, 14 - half : 14 + half] = rng.integers(250, 256)
        image[...] = image.T if label else image
    return images, labels


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder with a recipe, a network and a data set; what --recipe and --data say."""
    (tmp_path / "models" / "small").mkdir(parents=True)
    (tmp_path / "models" / "small" / "network.json").write_text(json.dumps(NETWORK))
    (tmp_path / "small.toml").write_text(RECIPE)
    mnist(tmp_path / "bars", *bars(80, 1))
    mnist(tmp_path / "bars", *bars(30, 2), "t10k")
    monkeypatch.setenv("CONVSCOPE_MODELS", str(tmp_path / "models"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


ARGUMENTS = ["train", "--recipe", "small.toml", "--data", "bars"]


def weights_in(folder):
    return load_file(folder / "weights.safetensors")


def test_one_command_makes_a_network_that_knows_and_a_card_that_says_so(place, capsys):
    assert cli.main(ARGUMENTS) == 0
    told = capsys.readouterr().out
    made = place / "models" / "small"
    calibration = json.loads((made / "calibration.json").read_text())
    accuracy = calibration["accuracy"]
    assert accuracy["split"] == "test"
    assert accuracy["pictures"] == 30
    assert accuracy["correct"] >= 28
    assert accuracy["value"] == pytest.approx(accuracy["correct"] / 30, abs=1e-6)
    assert calibration["temperature"] > 0
    assert 0.5 <= calibration["unsure_below"] <= 1

    card = (made / "card.md").read_text()
    assert card.startswith("# Small: what it learned")
    assert "convscope train --recipe small.toml --data bars" in card
    assert "tells a bar that stands" in card
    assert "none needed" in card
    assert len(re.findall(r"^\| (standing|lying) \|", card, re.M)) == 2
    assert "epoch 6/6" in told
    assert not list(place.glob("*.npz"))
    assert not list(made.glob(".*"))


def test_the_weights_written_are_calibrated_and_want_plain_pictures(place):
    assert cli.main(ARGUMENTS) == 0
    network = Network.from_spec(NETWORK)
    weights = nested(weights_in(place / "models" / "small"))
    images = np.pad(bars(30, 2)[0], ((0, 0), (2, 2), (2, 2)))[:, None]
    shares = probabilities(logits(network, weights, images))
    np.testing.assert_allclose(shares.sum(axis=1), 1, atol=1e-5)
    assert (shares.argmax(axis=1) == bars(30, 2)[1]).mean() > 0.9
    assert {array.dtype for array in weights["conv_1"].values()} == {np.dtype(np.float32)}


def test_an_interrupted_command_resumes_to_the_same_weights(place, monkeypatch, capsys):
    assert cli.main([*ARGUMENTS, "--no-judge", "--out", "through"]) == 0

    whole = command.words
    steps = []

    def interrupting(progress):
        steps.append(progress.step)
        if len(steps) == 3:
            raise KeyboardInterrupt
        return whole(progress)

    monkeypatch.setattr(command, "words", interrupting)
    assert cli.main([*ARGUMENTS, "--no-judge", "--out", "again"]) == 130
    assert "Go on with --resume" in capsys.readouterr().out
    assert (place / "small.checkpoint.npz").exists()
    assert not (place / "again").exists()

    monkeypatch.setattr(command, "words", whole)
    assert cli.main([*ARGUMENTS, "--no-judge", "--out", "again", "--resume"]) == 0
    assert "Going on after step" in capsys.readouterr().out
    through, again = weights_in(place / "through"), weights_in(place / "again")
    for name, array in through.items():
        np.testing.assert_array_equal(again[name], array)
    accuracy = json.loads((place / "again" / "calibration.json").read_text())["accuracy"]
    assert accuracy["split"] == "held out of train"


def test_a_checkpoint_of_another_recipe_is_refused(place, monkeypatch, capsys):
    def interrupting(progress):
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "words", interrupting)
    assert cli.main(ARGUMENTS) == 130
    assert cli.main([*ARGUMENTS, "--resume", "--seed", "2"]) == 1
    assert "comes from another recipe or other data" in capsys.readouterr().err
    (place / "small.checkpoint.npz").write_bytes(b"hello")
    assert cli.main([*ARGUMENTS, "--resume"]) == 1
    assert "cannot be read" in capsys.readouterr().err
    (place / "small.checkpoint.npz").unlink()
    assert cli.main([*ARGUMENTS, "--resume"]) == 1
    assert "no checkpoint" in capsys.readouterr().err


def test_judging_learns_nothing_and_says_the_figure(place, capsys):
    assert cli.main([*ARGUMENTS, "--epochs", "2"]) == 0
    made = place / "models" / "small" / "weights.safetensors"
    before = made.read_bytes()
    capsys.readouterr()
    assert cli.main([*ARGUMENTS, "--judge-only"]) == 0
    assert re.search(r"\d+ of 30 pictures in test are right", capsys.readouterr().out)
    assert made.read_bytes() == before


@pytest.mark.parametrize(
    ("line", "instead", "sentence"),
    [
        ('kind = "adam"', 'kind = "magic"', "There is no optimizer 'magic'"),
        ('network = "small"', 'network = "huge"', "There is no network huge"),
        ("batch = 16", "batches = 16", "not batches"),
        ("dense = 0.1", "dance = 0.1", "no layer called dance"),
        ('credit = "the test"', "", "credit"),
        ("[plan]", "[plan", "is not TOML"),
        ("hold_out = 0.2", "hold_out = 0.0", "nothing to calibrate with"),
    ],
)
def test_a_recipe_that_makes_no_sense_is_said_in_a_sentence(place, capsys, line, instead, sentence):
    (place / "small.toml").write_text(RECIPE.replace(line, instead))
    assert cli.main(ARGUMENTS) == 1
    assert sentence in capsys.readouterr().err


def test_a_file_is_written_wholly_or_not_at_all(tmp_path):
    (tmp_path / "card.md").write_text("before")
    with pytest.raises(RuntimeError), command.atomic(tmp_path / "card.md") as file:  # noqa: PT012
        file.write(b"half of")
        raise RuntimeError
    assert (tmp_path / "card.md").read_text() == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["card.md"]
