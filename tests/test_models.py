"""The networks that are shipped: whole, honest about themselves, and not asleep."""

import json
import re

import numpy as np
import pytest
from PIL import Image, ImageDraw

from app.catalogue import Catalogue
from app.engine import figures
from app.pictures import prepare, to_input
from app.settings import Settings

MODELS = Settings().models
CATALOGUE = Catalogue(MODELS)
PARAMETERS = {
    "lenet-5": 61_706,
    "tiny-vgg": 19_920,
    "lenet-twin": 257_959,
    "alexnet-twin": 807_067,
    "zfnet-twin": 848_299,
    "vgg-twin": 815_523,
    "googlenet-twin": 542_139,
    "resnet-twin": 971_495,
}
TRAINED = [network for network in PARAMETERS if CATALOGUE.find(network)]


@pytest.fixture(params=TRAINED)
def entry(request):
    return CATALOGUE[request.param]


def noise(entry, count=3):
    pictures = np.random.default_rng(4).random((count, *entry.network.image))
    return pictures.astype(np.float32)


def test_it_has_the_parameters_it_says(entry):
    assert figures.parameters(entry.network) == PARAMETERS[entry.id]
    entry.network.check(entry.weights)
    held = sum(array.size for params in entry.weights.values() for array in params.values())
    assert held == PARAMETERS[entry.id]
    assert f"{PARAMETERS[entry.id]:,} parameters" in (MODELS / entry.id / "card.md").read_text()


def test_its_weights_are_finite_and_of_float32(entry):
    for params in entry.weights.values():
        for array in params.values():
            assert array.dtype == np.float32
            assert np.isfinite(array).all()


def test_its_probabilities_make_one(entry):
    answer = entry.network.run(noise(entry), entry.weights).answer
    assert answer.shape == (3, len(entry.classes), 1, 1)
    np.testing.assert_allclose(answer.sum(axis=(1, 2, 3)), 1, atol=1e-5)


def test_it_is_trained_and_says_how_well_in_a_card_that_agrees(entry):
    calibration = json.loads((MODELS / entry.id / "calibration.json").read_text())
    accuracy = calibration["accuracy"]
    assert accuracy["value"] == pytest.approx(accuracy["correct"] / accuracy["pictures"], abs=1e-6)
    assert 0 < accuracy["ece"] < 0.1
    assert calibration["temperature"] > 0
    assert 0 < calibration["unsure_below"] < 1
    card = (MODELS / entry.id / "card.md").read_text()
    assert f"**{100 * accuracy['value']:.2f} %**" in card
    assert "--recipe training/" in card
    rows = re.findall(r"^\| \w+ \|(.+)\|[^|]+%\s*\|$", card, re.M)
    counts = np.array([[int(c.strip(" *")) for c in row.split("|")] for row in rows])
    things = [name for name in entry.classes if name != entry.otherwise]
    assert counts.shape == (len(things), len(entry.classes))
    assert counts.sum() == accuracy["pictures"]
    assert np.trace(counts) == accuracy["correct"]


def test_every_node_stands_on_a_line_of_its_own(entry):
    text = (MODELS / entry.id / "network.json").read_text()
    spec = json.loads(text)
    lines = [line for line in text.splitlines() if '"name":' in line]
    assert [json.loads(line.strip().rstrip(","))["name"] for line in lines] == [
        node["name"] for node in spec["nodes"]
    ]


def test_no_filter_of_tiny_vgg_is_dead():
    """On pictures as varied as noise, blobs and stripes, each of the ten maps answers somewhere."""
    entry = CATALOGUE["tiny-vgg"]
    blobs = np.kron(np.random.default_rng(1).random((6, 3, 8, 8)), np.ones((8, 8)))
    pictures = np.concatenate([noise(entry), blobs.astype(np.float32)])
    trace = entry.network.run(pictures, entry.weights)
    for name in ("relu_1_1", "relu_1_2", "relu_2_1", "relu_2_2"):
        assert trace[name].shape[1] == 10
        assert (trace[name].max(axis=(0, 2, 3)) > 0).all(), name


STROKES = {
    "0": [("ellipse", (70, 40, 130, 160))],
    "1": [("line", (100, 40, 100, 160))],
    "2": [("arc", (65, 40, 135, 105), -170, 35), ("line", (128, 95, 65, 158)),
          ("line", (65, 158, 140, 158))],
    "3": [("arc", (65, 40, 130, 100), -160, 90), ("arc", (65, 98, 135, 162), -90, 160)],
    "4": [("line", (85, 40, 65, 105)), ("line", (65, 105, 140, 105)),
          ("line", (120, 45, 115, 160))],
    "7": [("line", (65, 45, 138, 45)), ("line", (138, 45, 92, 160))],
}  # fmt: skip


def drawn(digit, ink="black", paper="white"):
    """A digit as one would draw it with a thick pen."""
    image = Image.new("RGB", (200, 200), paper)
    pen = ImageDraw.Draw(image)
    for shape, *where in STROKES[digit]:
        if shape == "ellipse":
            pen.ellipse(where[0], outline=ink, width=14)
        elif shape == "arc":
            pen.arc(where[0], where[1], where[2], fill=ink, width=14)
        else:
            pen.line(where[0], fill=ink, width=14)
    return image


@pytest.mark.parametrize("digit", STROKES)
@pytest.mark.parametrize(("ink", "paper"), [("black", "white"), ("#eeeeee", "#223344")])
def test_lenet_reads_a_drawn_digit(digit, ink, paper):
    entry = CATALOGUE["lenet-5"]
    pixels = prepare(drawn(digit, ink, paper), entry.preprocessing, entry.network.image).pixels
    answer = entry.network.run(to_input(pixels), entry.weights).answer[0, :, 0, 0]
    assert entry.classes[int(answer.argmax())] == digit
