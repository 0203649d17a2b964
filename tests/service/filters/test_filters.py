"""Filters of one's own, laid on pictures and on maps: the numbers are exact."""

import io
import json
import threading

import numpy as np
import pytest
from PIL import Image
from safetensors import safe_open
from scipy import ndimage

from app.engine.filtering import Step
from app.errors import BadFilter
from app.filters import answer
from tests.service.filters.answered import CELL, CONVOLVE, SOBEL, result


@pytest.mark.parametrize(
    ("border", "mode"), [("zeros", "constant"), ("reflect", "mirror"), ("edge", "nearest")]
)
@pytest.mark.parametrize("flip", [False, True])
def test_what_is_answered_is_what_scipy_gives(ask, photo, border, mode, flip):
    weights = np.random.default_rng(2).normal(size=(4, 5))
    numbers, told = result(ask({"weights": weights.tolist(), "border": border, "flip": flip}))
    slide = ndimage.convolve if flip else ndimage.correlate
    expected = slide(photo[1].mean(0), weights, mode=mode)
    assert numbers.shape == (1, 46, 70)
    assert numbers.dtype == np.float32
    assert np.abs(numbers[0] - expected).max() < 1e-5 * np.abs(expected).max()
    assert (told["low"], told["high"]) == (numbers.min(), numbers.max())
    assert told["mean"] == pytest.approx(numbers.mean(), abs=1e-6)
    assert told["shape"] == [1, 46, 70]


def test_steps_follow_each_other(ask):
    first = {"weights": [[0.25, 0.25], [0.25, 0.25]], "border": "edge"}
    second = {"weights": SOBEL, "stride": [2, 1], "padding": "none", "relu": True, "pool": "max"}
    numbers, told = result(ask(first, second))
    assert numbers.shape == (1, 11, 34)
    assert [one["shape"] for one in told["steps"]] == [[1, 46, 70], [1, 11, 34]]
    assert told["steps"][1]["low"] == told["low"] >= 0
    assert "2 filters in a row make 11×34 numbers of 46×70 in 3 channels" in told["sentence"]


def test_the_sentence_speaks_of_this_picture(ask):
    numbers, told = result(ask({"weights": SOBEL}))
    row, column = np.unravel_index(numbers[0].argmax(), numbers[0].shape)
    assert f"The largest stands at row {row}, column {column}." in told["sentence"]
    _, told = result(ask({"weights": [[0]]}))
    assert "Every one of them is 0: there is nothing here that it answers to." in told["sentence"]
    _, told = result(ask({"weights": [[0]], "bias": -0.5}))
    assert told["sentence"].endswith("Every one of them is −0.50.")


def test_the_same_numbers_come_in_every_form(client, ask, tmp_path):
    step = {"weights": SOBEL, "bias": 0.1}
    exact, told = result(ask(step))
    held = json.loads(ask(step, query="?form=json").content)
    assert (np.array(held.pop("result")["data"], np.float32) == exact).all()
    assert held == told
    assert (np.load(io.BytesIO(ask(step, query="?form=npy").content)) == exact).all()
    half, _ = result(ask(step, query="?dtype=f16"))
    assert half.dtype == np.float16
    assert half == pytest.approx(exact, abs=2e-3)
    coarse = ask(step, query="?dtype=u8")
    levels, told_again = result(coarse)
    assert (levels.dtype, told_again) == (np.uint8, told)
    (tmp_path / "u8").write_bytes(coarse.content)
    with safe_open(tmp_path / "u8", "np") as opened:
        ends = json.loads(opened.metadata()["result"])
    span = ends["high"][0] - ends["low"][0]
    assert ends["low"][0] + levels / 255 * span == pytest.approx(exact, abs=span / 500)
    drawn = ask(step, query="?form=png&palette=dark&scale=2")
    assert Image.open(io.BytesIO(drawn.content)).size == (140, 92)


def test_the_same_question_gets_the_same_bytes(ask):
    step = {"weights": SOBEL}
    assert len({ask(step, query="?dtype=u8").content for _ in range(4)}) == 1


def test_curl_can_send_a_picture_along(client, ask, photo, make_picture, make_png):
    step = {"weights": SOBEL, "border": "reflect"}
    form = {"filter": json.dumps({"steps": [step]})}
    files = {"picture": ("a.png", make_png(make_picture(5, (70, 46))))}
    assert client.post(CONVOLVE, files=files, data=form).content == ask(step).content
    form = {"filter": json.dumps({"steps": [step], "row": 3, "column": 4})}
    beside = ask(step, to=CELL, row=3, column=4)
    assert client.post(CELL, files=files, data=form).content == beside.content


def test_a_question_without_a_content_type_is_read_as_json(client, photo):
    body = json.dumps({"source": photo[0], "steps": [{"weights": SOBEL}]})
    assert client.post(CONVOLVE, content=body).status_code == 200
    form = {"content-type": "application/x-www-form-urlencoded"}
    assert client.post(CONVOLVE, content=body, headers=form).status_code == 200


# The maps of a run


def test_filters_are_laid_on_the_maps_of_a_run(client, ask, run):
    source = {"run": run["run"], "layer": "conv_1_1"}
    maps = client.numbers(run["run"], "conv_1_1")
    one, told = result(ask({"weights": SOBEL}, source={**source, "channel": 4}))
    assert one[0] == pytest.approx(ndimage.correlate(maps[4], SOBEL, mode="constant"), abs=1e-4)
    assert "62×62 numbers of 62×62, from" in told["sentence"]
    every, _ = result(ask({"weights": SOBEL}, source={**source, "channel": None}))
    mean = ndimage.correlate(maps.mean(0), SOBEL, mode="constant")
    assert every[0] == pytest.approx(mean, abs=1e-4)
    colours, _ = result(
        ask({"weights": [[[1]], [[0]], [[0]]]}, source={**source, "layer": "input"})
    )
    assert (colours[0] == client.numbers(run["run"], "input")[0]).all()


def test_a_learned_filter_laid_on_the_picture_gives_the_map_of_the_network(client, ask, run):
    learned = client.get("/api/networks/tiny-vgg/layers/conv_1_1/weights.json").json()["params"]
    step = {
        "weights": learned["weights"]["data"][2],
        "bias": learned["bias"]["data"][2],
        "padding": "none",
    }
    numbers, _ = result(ask(step, source={"run": run["run"], "layer": "input"}))
    assert numbers[0] == pytest.approx(client.numbers(run["run"], "conv_1_1")[2], abs=1e-5)


@pytest.mark.parametrize(
    ("source", "status", "words"),
    [
        ({"layer": "conv_9"}, 404, "There is no layer called 'conv_9'"),
        ({"channel": 10}, 404, "conv_1_1 has 10 channels, counted from 0 to 9"),
        ({"channel": -1}, 404, "conv_1_1 has 10 channels"),
        ({"channel": 1.5}, 422, "channel is 1.5"),
        ({"channel": True}, 422, "channel is true"),
        ({"run": "0" * 32}, 404, "no longer kept"),
        ({"run": "x"}, 404, "There is no run called 'x'"),
        ({"run": 3}, 422, "should be names"),
        ({"picture": "0" * 32}, 422, "source should be"),
    ],
)
def test_a_source_that_is_not_there_is_named(ask, run, is_problem, source, status, words):
    whole = {"run": run["run"], "layer": "conv_1_1", **source}
    is_problem(ask({"weights": [[1]]}, source=whole), status, words)
    is_problem(ask({"weights": [[1]]}, source=whole, to=CELL, row=0, column=0), status, words)


def test_numbers_that_grow_too_large_are_refused():
    """On a picture they cannot; on the maps of a run with large weights they may."""
    step = Step(np.full((11, 11), 1e4))
    assert np.isfinite(answer.made(np.ones((3, 64, 64), np.float32), (step,) * 4)[-1]).all()
    with pytest.raises(BadFilter, match="Step 2: its numbers grow too large"):
        answer.made(np.full((1, 64, 64), 1e30, np.float32), (step,) * 4)


def test_many_at_once_each_get_their_own_numbers(client, photo):
    """One worker, many threads: nothing of one answer ever shows in another."""
    bodies = [
        {"source": photo[0], "steps": [{"weights": [[at, 1], [0, -at]], "border": "edge"}]}
        for at in range(1, 13)
    ]
    alone = [client.post(CONVOLVE, json=body).content for body in bodies]
    together = [b""] * len(bodies)

    def ask(at):
        for _ in range(5):
            together[at] = client.post(CONVOLVE, json=bodies[at]).content
            assert together[at] == alone[at]

    threads = [threading.Thread(target=ask, args=(at,)) for at in range(len(bodies))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert together == alone
