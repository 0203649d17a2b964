"""The numbers PyTorch gave, compared everywhere; reference/make.py wrote them down."""

import json
from pathlib import Path

import numpy as np
import pytest

from app.engine import KINDS

ARRAYS = np.load(Path(__file__).parent / "reference" / "pytorch.npz")
SPEC = json.loads(str(ARRAYS["spec"]))


def close(got, expected, tolerance):
    scale = max(1.0, float(np.abs(expected).max()))
    np.testing.assert_allclose(got, expected, rtol=0, atol=tolerance * scale)


def named(prefix):
    return {
        name.removeprefix(prefix): ARRAYS[name] for name in ARRAYS.files if name.startswith(prefix)
    }


def test_every_kind_has_a_reference():
    assert {case["kind"] for case in SPEC} == KINDS.keys()


@pytest.mark.parametrize("at", range(len(SPEC)), ids=lambda at: f"{SPEC[at]['kind']}-{at}")
def test_numbers_are_those_pytorch_gave(at):
    case = SPEC[at]
    layer = KINDS[case["kind"]](**case["settings"])
    inputs = tuple(ARRAYS[f"{at}.x{i}"] for i in range(case["inputs"]))
    params = named(f"{at}.p.")
    output = layer.forward(inputs, params)
    assert output.dtype == np.float32
    close(output, ARRAYS[f"{at}.y"], 1e-5)
    gradients = layer.backward(ARRAYS[f"{at}.grad"], inputs, params)
    for i, blame in enumerate(gradients.inputs):
        close(blame, ARRAYS[f"{at}.dx{i}"], 1e-4)
    learned = named(f"{at}.dp.")
    assert learned.keys() == params.keys() - layer.measured
    for name, expected in learned.items():
        close(gradients.params[name], expected, 1e-4)
