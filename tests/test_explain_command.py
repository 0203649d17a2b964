"""`convscope explain`: a verdict on a picture, in the terminal, with all its numbers."""

import json

import numpy as np
import pytest
from PIL import Image, ImageDraw
from safetensors.numpy import save_file

from app import cli
from app.commands.explain import Share, verdict
from app.engine.network import Network
from app.engine.training import Plan, begin

NETWORK = {
    "id": "small",
    "title": "Small",
    "year": None,
    "about": "Guesses.",
    "image": [3, 16, 16],
    "classes": ["cat", "dog", "teapot"],
    "preprocessing": {"kind": "photo"},
    "nodes": [
        {"name": "conv_1", "kind": "conv2d", "filters": 4},
        {"name": "relu_1", "kind": "relu"},
        {"name": "pool_1", "kind": "max_pool", "size": 2, "stride": 2},
        {"name": "flatten", "kind": "flatten"},
        {"name": "dense", "kind": "dense", "units": 3},
        {"name": "softmax", "kind": "softmax"},
    ],
}


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder with a network called small and a photo; explain looks there."""
    folder = tmp_path / "models" / "small"
    folder.mkdir(parents=True)
    (folder / "network.json").write_text(json.dumps(NETWORK))
    save_file(
        begin(Network.from_spec(NETWORK), Plan(epochs=1)).weights, folder / "weights.safetensors"
    )
    (folder / "calibration.json").write_text(
        json.dumps({"temperature": 1.0, "unsure_below": 0.0, "accuracy": None})
    )
    photo = Image.new("RGB", (60, 40), "navy")
    ImageDraw.Draw(photo).ellipse((10, 5, 40, 35), fill="orange")
    photo.save(tmp_path / "ball.png")
    monkeypatch.setenv("CONVSCOPE_MODELS", str(tmp_path / "models"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_verdict_has_a_bar_for_every_class_and_the_shares_make_one(place, capsys):
    assert cli.main(["explain", "ball.png", "--network", "small"]) == 0
    told = capsys.readouterr().out
    assert "Small looks at 60 × 40 pixels (PNG)." in told
    shares = [
        float(line.split()[1])
        for line in told.splitlines()
        if line.split()[:1] and line.split()[0] in NETWORK["classes"]
    ]
    assert len(shares) == 3
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) == pytest.approx(100, abs=0.2)
    assert "It says" in told


def test_every_number_and_every_layer_is_written(place, capsys):
    assert cli.main(["explain", "ball.png", "--network", "small", "--out", "seen"]) == 0
    with np.load(place / "seen" / "maps.npz") as maps:
        assert list(maps) == ["input", *(node["name"] for node in NETWORK["nodes"])]
        assert maps["conv_1"].shape == (4, 14, 14)
        assert maps["conv_1"].dtype == np.float32
        assert maps["softmax"].sum() == pytest.approx(1, abs=1e-5)
        np.testing.assert_array_equal(maps["relu_1"], np.maximum(maps["conv_1"], 0))
    sheets = sorted(path.name for path in (place / "seen").glob("*.png"))
    assert sheets[:2] == ["00-input.png", "01-conv_1.png"]
    assert len(sheets) == 7
    with Image.open(place / "seen" / "01-conv_1.png") as sheet:
        assert sheet.width > 4 * 14


def test_steps_tell_what_every_layer_did(place, capsys):
    assert cli.main(["explain", "ball.png", "--network", "small", "--steps"]) == 0
    told = capsys.readouterr().out
    assert "conv_1   4 filters" in told
    assert all(node["name"] in told for node in NETWORK["nodes"])


def test_a_crop_is_another_picture(place, capsys):
    assert cli.main(["explain", "ball.png", "--network", "small", "--crop", "0,0,20"]) == 0
    assert "20 × 20 of 60 × 40" in capsys.readouterr().out


def test_a_verdict_says_how_sure_it_is():
    shares = [Share("cat", 0.5), Share("dog", 0.3), Share("teapot", 0.2)]
    assert verdict(shares, 0.4) == "It says cat, with 50.0 %."
    assert verdict(shares, 0.6).startswith("Unsure. Perhaps cat (50.0 %), perhaps dog (30.0 %)")
    assert "nothing to see" in verdict(shares, 0.4, "There is nothing to see.")


def test_a_blank_picture_is_called_blank(place, capsys):
    Image.new("RGB", (40, 40), "white").save(place / "white.png")
    assert cli.main(["explain", "white.png", "--network", "small"]) == 0
    assert "There is nothing to see in this picture." in capsys.readouterr().out


def test_noise_is_called_noise(place, capsys):
    noise = np.random.default_rng(1).integers(0, 256, (40, 40, 3)).astype(np.uint8)
    Image.fromarray(noise).save(place / "noise.png")
    assert cli.main(["explain", "noise.png", "--network", "small"]) == 0
    told = capsys.readouterr().out
    assert "It looks like noise" in told
    assert "This picture looks like noise. What the network says to it (" in told


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nowhere.png"], "nowhere.png cannot be read: No such file"),
        (["notes.txt"], "does not open as a picture"),
        (["ball.png", "--crop", "50,30,40"], "does not lie inside"),
        (["ball.png", "--network", "huge"], "no network called 'huge'"),
        (["ball.png", "--out", "notes.txt"], "notes.txt cannot be written"),
    ],
)
def test_what_cannot_be_done_is_said(place, capsys, arguments, sentence):
    (place / "notes.txt").write_text("hello")
    if "--network" not in arguments:
        arguments = [*arguments, "--network", "small"]
    assert cli.main(["explain", *arguments]) == 1
    assert sentence in capsys.readouterr().err


def test_a_crop_that_is_none_is_said(place, capsys):
    with pytest.raises(SystemExit):
        cli.main(["explain", "ball.png", "--crop", "middle"])
    assert "write LEFT,TOP,SIDE" in capsys.readouterr().err
