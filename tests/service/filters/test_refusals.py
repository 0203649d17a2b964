"""A question about filters that makes no sense is refused in words that help."""

import json

import numpy as np
import pytest

from app.settings import Settings
from tests.service.filters.answered import CELL, CONVOLVE, result


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
