"""Filters of one's own: exact numbers, every one of them accounted for, and kind refusals."""

import io
import json
import threading

import numpy as np
import pytest
from PIL import Image
from safetensors import safe_open
from safetensors.numpy import load
from scipy import ndimage

from app.engine.filtering import Step
from app.errors import BadFilter
from app.filters import answer
from app.settings import Settings

CONVOLVE, CELL = "/api/lab/convolve", "/api/lab/cell"
SOBEL = [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]


@pytest.fixture(scope="module")
def photo(client, make_picture, make_png):
    """A picture that was sent, and its numbers (3, h, w) from 0 to 1."""
    image = make_picture(5, (70, 46))
    answer = client.post("/api/lab/pictures", files={"picture": ("a.png", make_png(image))})
    return {"picture": answer.json()["picture"]}, np.asarray(image).transpose(2, 0, 1) / 255


@pytest.fixture(scope="module")
def ask(client, photo):
    def ask(*steps, source=None, to=CONVOLVE, query="", **more):
        body = {"source": source or photo[0], "steps": list(steps), **more}
        return client.post(f"{to}{query}", json=body)

    return ask


def result(came):
    """The numbers (1, h, w) of a safetensors answer, and what is told about them."""
    assert came.status_code == 200, came.text
    assert came.headers["content-type"] == "application/vnd.safetensors"
    length = int.from_bytes(came.content[:8], "little")
    about = json.loads(came.content[8 : 8 + length])["__metadata__"]
    return load(came.content)["result"], json.loads(about["told"])


# Filters with names


def test_filters_with_names_are_listed(client):
    listed = client.get("/api/lab/presets").json()["presets"]
    names = [one["name"] for one in listed]
    assert {"identity", "box-blur", "gaussian", "sobel-x", "gabor", "random"} <= set(names)
    assert len(names) == len(set(names)) == 25
    for one in listed:
        assert one["sizes"] in ("any", "odd") or all(n % 2 for n in one["sizes"])


def test_every_one_of_them_can_be_had_and_used(client, ask):
    for one in client.get("/api/lab/presets").json()["presets"]:
        answered = client.get(f"/api/lab/presets/{one['name']}")
        told = answered.json()
        assert [told["rows"], told["columns"]] == one["size"]
        assert told["sum"] == pytest.approx(np.sum(told["weights"]), abs=1e-8)
        assert told["sentence"] == one["sentence"]
        assert told["parameters"] == {p["name"]: p["value"] for p in one["parameters"]}
        again = client.get(answered.url, headers={"if-none-match": answered.headers["etag"]})
        assert again.status_code == 304
        assert ask({"weights": told["weights"]}).status_code == 200


def test_sizes_and_sliders_stand_in_the_address(client):
    told = client.get("/api/lab/presets/gaussian?rows=7&columns=4&sigma=0.8").json()
    assert np.shape(told["weights"]) == (7, 4)
    assert told["parameters"] == {"sigma": 0.8}
    assert told["sum"] == 1


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("nothing", 404, "There is no filter called 'nothing'"),
        ("x" * 500, 404, "There is no filter called"),
        ("sobel-x?rows=4", 422, "rows is 4, but sobel-x is defined for 3, 5, 7, 9 and 11"),
        ("box-blur?rows=0", 422, "rows is 0"),
        ("box-blur?rows=12", 422, "rows is 12"),
        ("box-blur?rows=-3", 422, "rows is −3"),
        ("box-blur?rows=3.5", 422, "rows is '3.5', but should be a whole number"),
        ("box-blur?rows=" + "9" * 500, 422, "rows is"),
        ("box-blur?rows=", 422, "rows is ''"),
        ("box-blur?rows=3&rows=5", 422, "rows is given twice"),
        ("gaussian?sigma=0", 422, "sigma is 0, but should be a number from 0.3 to 5"),
        ("gaussian?sigma=nan", 422, "sigma is nan"),
        ("gaussian?sigma=inf", 422, "sigma is inf"),
        ("gaussian?sigma=x", 422, "sigma is 'x', but should be a number"),
        ("gaussian?sigmo=1", 422, "no parameter 'sigmo'. It has sigma."),
        ("random?seed=1.5", 422, "seed is '1.5', but should be a whole number"),
        ("random?seed=-1", 422, "seed is −1"),
    ],
)
def test_a_filter_that_is_not_there_is_named(client, is_problem, address, status, words):
    is_problem(client.get(f"/api/lab/presets/{address}"), status, words)


# What comes out


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


# One number


@pytest.mark.parametrize(
    "step",
    [
        {"weights": SOBEL},
        {"weights": SOBEL, "border": "edge", "flip": True, "bias": 0.5},
        {"weights": [[[1]], [[-2]], [[0.5]]], "relu": True},
        {"weights": [[1, 2], [3, 4]], "border": "reflect", "dilation": [2, 3], "stride": 2},
        {"weights": SOBEL, "pool": "max", "relu": True},
        {"weights": SOBEL, "pool": "average"},
    ],
)
def test_every_number_is_accounted_for(ask, step):
    blur = {"weights": [[1 / 9] * 3] * 3, "border": "edge"}
    for steps in ([step], [blur, {**step, "weights": step["weights"]}]):
        if len(steps) == 2 and np.ndim(step["weights"]) == 3:
            continue
        numbers, _ = result(ask(*steps))
        rows, columns = numbers.shape[1:]
        for row, column in ((0, 0), (rows - 1, columns - 1), (rows // 2, 3)):
            told = ask(*steps, to=CELL, row=row, column=column).json()
            assert told["value"] == numbers[0, row, column]
            assert told["adds_up"]
            products = [term["product"] for term in told["terms"]]
            assert told["total"] == pytest.approx(sum(products) + told["bias"], abs=1e-12)
            assert sum(told["partial_sums"]) == pytest.approx(sum(products), abs=1e-12)
            assert told["sentence"].endswith(".")
            if not step.get("pool") and not step.get("relu"):
                assert abs(told["total"] - told["value"]) <= told["tolerance"] < 1e-4


def test_a_number_of_an_earlier_step_can_be_asked_for(ask):
    steps = {"weights": SOBEL}, {"weights": [[2]]}
    first, second = (ask(*steps, to=CELL, row=5, column=6, step=at).json() for at in (0, 1))
    assert second["value"] == pytest.approx(2 * first["value"])
    assert (len(first["terms"]), len(second["terms"])) == (27, 1)


def test_what_a_cell_reads_from_the_border_is_said(ask, photo):
    told = ask({"weights": SOBEL}, to=CELL, row=0, column=0).json()
    assert "27 products add up to" in told["sentence"]
    assert "15 of them read the border" in told["sentence"]
    assert sum(term["padding"] for term in told["terms"]) == 15
    edge = ask({"weights": SOBEL, "border": "edge"}, to=CELL, row=0, column=0).json()
    corner = edge["terms"][0]
    assert (corner["row"], corner["column"], corner["padding"]) == (-1, -1, True)
    assert corner["value"] == pytest.approx(photo[1][0, 0, 0])
    assert corner["weight"] == pytest.approx(-1 / 3)


@pytest.mark.parametrize(
    ("more", "status", "words"),
    [
        ({}, 422, "row is missing"),
        ({"row": 0}, 422, "column is missing"),
        ({"row": 46, "column": 0}, 404, "There is no number at row 46, column 0: there are 46×70"),
        ({"row": -1, "column": 0}, 404, "There is no number at row −1"),
        ({"row": 10**18, "column": 0}, 404, "There is no number"),
        ({"row": 0, "column": 10**400}, 404, "column 10000000..."),
        ({"row": 1.0, "column": 0}, 422, "row is 1.0"),
        ({"row": True, "column": 0}, 422, "row is true"),
        ({"row": 0, "column": 0, "step": 1}, 422, "step is 1"),
        ({"row": 0, "column": 0, "step": -1}, 422, "step is -1"),
        ({"row": 0, "column": 0, "step": "x"}, 422, "step is 'x'"),
        ({"row": 0, "column": 0, "channel": 0}, 422, "There is a 'channel'"),
    ],
)
def test_a_number_that_is_not_there_is_named(ask, is_problem, more, status, words):
    is_problem(ask({"weights": SOBEL}, to=CELL, **more), status, words)


# What makes no sense


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ({}, "weights is missing"),
        ({"weights": []}, "weights is []"),
        ({"weights": 3}, "weights is 3"),
        ({"weights": "[[1]]"}, "weights is '[[1]]'"),
        ({"weights": [1, 2]}, "row 0 of the weights is 1"),
        ({"weights": [[]]}, "row 0 of the weights has 0, but should have 1 to 11 numbers"),
        ({"weights": [[1, 2], [3]]}, "row 1 of the weights has 1 number, but row 0 has 2"),
        ({"weights": [[1] * 12]}, "row 0 of the weights has 12"),
        ({"weights": [[1]] * 12}, "are 12 rows, but should be 1 to 11"),
        ({"weights": [[1, None]]}, "the weight at row 0, column 1 is missing"),
        ({"weights": [[1, "2"]]}, "the weight at row 0, column 1 is '2'"),
        ({"weights": [[1, True]]}, "the weight at row 0, column 1 is true"),
        ({"weights": [[10001]]}, "is 10001, but should be a number from −10,000 to 10,000"),
        ({"weights": [[[1]]]}, "1 slice of weights does not fit 3 channels"),
        ({"weights": [[[1]], [[1, 2]], [[1]]]}, "slice 1 of the weights is 1×2"),
        ({"weights": [[[1]], [[1]], 3]}, "the weights of slice 2 are no rows"),
        ({"weights": [[[1]], [["a"]], [[1]]]}, "row 0, column 0 of slice 1 is 'a'"),
        ({"weights": [[[[1]]]]}, "the weight at row 0, column 0 of slice 0 is [1]"),
        ({"weights": [[10**400]]}, "the weight at row 0, column 0 is 1000"),
        ({"weights": [[1]], "stride": 10**400}, "stride is 1000"),
        ({"weights": [[1]], "bias": 1e5}, "bias is 100000.0"),
        ({"weights": [[1]], "bias": None}, "bias is missing"),
        ({"weights": [[1]], "stride": 0}, "stride is 0, but should be a whole number from 1 to 8"),
        ({"weights": [[1]], "stride": 9}, "stride is 9"),
        ({"weights": [[1]], "stride": [1, 2, 3]}, "stride is [1, 2, 3]"),
        ({"weights": [[1]], "stride": 1.0}, "stride is 1.0"),
        ({"weights": [[1]], "padding": "valid"}, "padding is 'valid', but should be \"same\""),
        ({"weights": [[1]], "padding": 9}, "padding is 9"),
        ({"weights": [[1]], "padding": -1}, "padding is -1"),
        ({"weights": [[1]], "padding": {}}, "padding is an object"),
        ({"weights": [[1]], "border": "wrap"}, "border is 'wrap'"),
        ({"weights": [[1]], "border": []}, "border is []"),
        ({"weights": [[1]], "dilation": 9}, "dilation is 9"),
        ({"weights": [[1]], "flip": 1}, "flip is 1, but should be true or false"),
        ({"weights": [[1]], "relu": "yes"}, "relu is 'yes'"),
        ({"weights": [[1]], "pool": "min"}, "pool is 'min'"),
        ({"weights": [[1]], "pool": False}, "pool is false"),
        ({"weights": [[1]], "size": 3}, "there is a 'size'"),
        ({"weights": [[1] * 11] * 11, "dilation": 8, "padding": "none"}, "does not fit into maps"),
        ({"weights": [[1] * 11] * 11, "dilation": [8, 1], "stride": 8, "padding": "none"}, "fit"),
    ],
)  # fmt: skip
def test_a_step_that_makes_no_sense_is_named(ask, is_problem, step, words):
    for steps, number in (([step], 1), ([{"weights": [[[1]], [[1]], [[1]]]}, step], 2)):
        if "fit 3 channels" in words and number == 2:
            continue
        told = is_problem(ask(*steps), 422, f"Step {number}: ", words)
        assert told["type"].endswith(":bad-filter")
        assert len(told["detail"]) < 300


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_what_is_no_number_is_named(client, photo, is_problem, word):
    for step in (f'"weights": [[0, {word}]]', f'"weights": [[0, 1]], "bias": {word}'):
        body = f'{{"source": {json.dumps(photo[0])}, "steps": [{{"weights": [[1]]}}, {{{step}}}]}}'
        where = "bias" if "bias" in step else "the weight at row 0, column 1"
        is_problem(client.post(CONVOLVE, content=body), 422, f"Step 2: {where} is")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ([], "A question is an object"),
        (None, "A question is an object"),
        ({}, "source should be"),
        ({"source": "x"}, "source should be"),
        ({"source": {}}, "source should be"),
        ({"source": {"picture": 3}}, "source should be"),
        ({"sauce": {}}, "There is a 'sauce'"),
    ],
)
def test_a_question_that_makes_no_sense_is_turned_away(client, is_problem, body, words):
    is_problem(client.post(CONVOLVE, content=json.dumps(body)), 422, words)
    is_problem(client.post(CELL, content=json.dumps(body)), 422, words)


@pytest.mark.parametrize("steps", [None, [], {}, "x", [{"weights": [[1]]}] * 5])
def test_there_are_one_to_four_steps(client, photo, is_problem, steps):
    body = {"source": photo[0], "steps": steps}
    is_problem(client.post(CONVOLVE, json=body), 422, "1 to 4")


def test_a_mirror_needs_something_to_show(ask, is_problem):
    shrink = {"weights": [[1]], "stride": 8}
    mirror = {"weights": [[1] * 11] * 11, "dilation": 8, "border": "reflect"}
    assert ask(mirror).status_code == 200
    words = "Step 2: a reflection of 40 cells needs maps of at least 41, and these are 6×9"
    is_problem(ask(shrink, mirror), 422, words)


def test_a_step_is_an_object(ask, is_problem):
    is_problem(ask([[1]]), 422, "Step 1: it is [[1]], but should be an object")


def test_forms_without_what_they_need_are_explained(client, is_problem, make_png, make_picture):
    picture = ("a.png", make_png(make_picture()))
    is_problem(client.post(CONVOLVE, files={"picture": picture}), 422, "There is no filter")
    is_problem(client.post(CONVOLVE, files={"filter": picture}), 422, "There is no filter")
    for told, words in (
        ("{", "not JSON"),
        ('{"source": {}}', "There is a 'source'"),
        ("{}", "1 to"),
    ):
        form = {"filter": told}
        is_problem(client.post(CONVOLVE, files={"picture": picture}, data=form), 422, words)
    broken = {"content-type": "multipart/form-data; boundary=x"}
    is_problem(client.post(CONVOLVE, content=b"nonsense", headers=broken), 422)
    broken = {"content-type": "multipart/form-data"}
    is_problem(client.post(CONVOLVE, content=b"nonsense", headers=broken), 422)


def test_wrong_words_in_the_address_are_named(ask, is_problem):
    for word in ("dtype=f64", "form=xml", "scale=0", "scale=33", "palette=red"):
        query = f"?form=png&{word}"
        is_problem(ask({"weights": [[1]]}, query=query), 422, f"{word.partition('=')[0]} is")


def test_too_much_json_is_refused(client, photo, is_problem):
    long = {"source": photo[0], "steps": [{"weights": [[1]], "x": "y" * 70_000}]}
    is_problem(client.post(CONVOLVE, json=long), 413)
    is_problem(client.post(CONVOLVE, content="[" * 1000 + "]" * 1000), 422)
    form = {"filter": json.dumps(long)}
    files = {"picture": ("a", b"")}
    is_problem(client.post(CONVOLVE, files=files, data=form), 413)


def test_the_largest_question_is_not_too_much(ask):
    rng = np.random.default_rng(0)
    first = {"weights": rng.normal(size=(3, 11, 11)).tolist(), "dilation": 8}
    more = {"weights": rng.normal(size=(1, 11, 11)).tolist(), "dilation": 8, "border": "edge"}
    numbers, _ = result(ask(first, more, more, more))
    assert numbers.shape == (1, 46, 70)


def test_every_limit_is_a_setting(serve, make_picture, make_png, is_problem):
    client = serve(
        lab_steps=1, lab_value=2, lab_size=2, lab_stride=1, lab_padding=1, lab_dilation=1
    )
    files = {"picture": ("a.png", make_png(make_picture()))}

    def ask(*steps):
        form = {"filter": json.dumps({"steps": steps})}
        return client.post(CONVOLVE, files=files, data=form)

    fine = {"weights": [[1, 2]]}
    assert ask(fine).status_code == 200
    is_problem(ask(fine, fine), 422, "are 2")
    for more in (
        {"weights": [[3]]},
        {"weights": [[1, 1, 1]]},
        {"stride": 2},
        {"padding": 2},
        {"dilation": 2},
    ):
        is_problem(ask({**fine, **more}), 422, "Step 1")
    assert Settings().lab_steps == 4


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
