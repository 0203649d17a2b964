"""One number that a filter made: every product of it is accounted for."""

import numpy as np
import pytest

from tests.service.filters.answered import CELL, SOBEL, result


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
