"""Every fast form gives the numbers of the plain one, whatever the sizes."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.engine.kernels import conv2d, elementwise, policy, pools
from app.engine.layers import Conv2D, MaxPool
from app.engine.types import ShapeError
from tests.engine import plain

pairs = st.tuples(st.integers(1, 4), st.integers(1, 4))
small = st.tuples(st.integers(1, 3), st.integers(1, 3))
often = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])


def close(got, expected, tolerance=1e-5):
    assert got.shape == expected.shape
    assert got.dtype == expected.dtype
    scale = max(1.0, float(np.abs(expected).max(initial=0)))
    np.testing.assert_allclose(got, expected, rtol=0, atol=tolerance * scale)


@st.composite
def convolutions(draw):
    groups = draw(st.integers(1, 3))
    layer = Conv2D(
        filters=groups * draw(st.integers(1, 4)),
        size=draw(pairs),
        stride=draw(small),
        padding=draw(st.tuples(st.integers(0, 4), st.integers(0, 4))),
        dilation=draw(small),
        groups=groups,
        bias=draw(st.booleans()),
    )
    image = groups * draw(st.integers(1, 3)), draw(st.integers(1, 12)), draw(st.integers(1, 12))
    try:
        layer.output_shape(image)
    except ShapeError:
        image = image[0], image[1] + 12, image[2] + 12
    return layer, image, draw(st.integers(1, 3))


@often
@given(convolutions(), st.sampled_from([np.float32, np.float64]))
def test_convolution_is_its_definition(example, dtype):
    layer, image, n = example
    rng = np.random.default_rng(0)
    x = rng.normal(size=(n, *image)).astype(dtype)
    params = {
        name: rng.normal(size=shape).astype(dtype)
        for name, shape in layer.param_shapes(image).items()
    }
    expected = plain.conv2d(
        x,
        params["weights"],
        params.get("bias"),
        layer.stride,
        layer.padding,
        layer.dilation,
        layer.groups,
    )
    close(layer.forward((x,), params), expected)


@often
@given(convolutions())
def test_convolution_gradients_are_its_transpose(example):
    """A linear map A and its gradients: <g, A(x, w)> is linear in x and in w alike."""
    layer, image, n = example
    rng = np.random.default_rng(1)
    x = rng.normal(size=(n, *image))
    params = {name: rng.normal(size=s) for name, s in layer.param_shapes(image).items()}
    params["bias"] = np.zeros(layer.filters)
    y = layer.forward((x,), params)
    grad = rng.normal(size=y.shape)
    gradients = layer.backward(grad, (x,), params)
    assert gradients.inputs[0].shape == x.shape
    assert gradients.params["weights"].shape == params["weights"].shape
    product = (grad * y).sum()
    assert (gradients.inputs[0] * x).sum() == pytest.approx(product, rel=1e-9, abs=1e-9)
    assert (gradients.params["weights"] * params["weights"]).sum() == pytest.approx(
        product, rel=1e-9, abs=1e-9
    )


@pytest.mark.parametrize(
    ("channels", "filters", "side", "size"),
    [
        (3, 10, 64, 3),  # bands of rows, few weights
        (10, 10, 62, 3),
        (1, 6, 32, 5),  # several pictures at once
        (6, 16, 14, 5),  # narrow maps, whole lines at once
        (16, 120, 5, 5),  # one window
        (40, 64, 20, 3),  # many weights
        (24, 48, 9, 1),  # one cell
    ],
)
@pytest.mark.parametrize("n", [1, 5])
def test_every_way_to_gather_gives_the_same(channels, filters, side, size, n):
    rng = np.random.default_rng(2)
    x = rng.normal(size=(n, channels, side, side)).astype(np.float32)
    weights = rng.normal(size=(filters, channels, size, size)).astype(np.float32)
    bias = rng.normal(size=filters).astype(np.float32)
    y = conv2d.conv2d(x, weights, bias)
    windows = np.lib.stride_tricks.sliding_window_view(x, (size, size), axis=(2, 3))
    expected = np.einsum("nchwij,kcij->nkhw", windows, weights, optimize=True)
    close(y, expected + bias[:, None, None])
    grad = rng.normal(size=y.shape).astype(np.float32)
    close(
        conv2d.weight_gradients(grad, x, (size, size)),
        np.einsum("nkhw,nchwij->kcij", grad, windows, optimize=True),
    )
    close(conv2d.bias_gradients(grad), grad.sum(axis=(0, 2, 3)))
    margin = size - 1, size - 1
    blame = np.lib.stride_tricks.sliding_window_view(
        plain.padded(grad, margin), (size, size), axis=(2, 3)
    )
    close(
        conv2d.input_gradients(grad, weights, (side, side)),
        np.einsum("nkhwij,kcij->nchw", blame, weights[:, :, ::-1, ::-1], optimize=True),
    )


def test_an_array_that_does_not_lie_in_order_is_understood():
    rng = np.random.default_rng(3)
    x = rng.normal(size=(9, 8, 2, 3)).astype(np.float32).transpose(3, 2, 0, 1)
    weights = rng.normal(size=(3, 3, 2, 4)).astype(np.float32).transpose(3, 2, 1, 0)
    close(conv2d.conv2d(x, weights, None), plain.conv2d(x, weights, None))


@st.composite
def max_pools(draw):
    size = draw(pairs)
    layer = MaxPool(
        size=size,
        stride=draw(pairs),
        padding=tuple(draw(st.integers(0, s // 2)) for s in size),
        ceil=draw(st.booleans()),
    )
    return layer, (2, draw(st.integers(4, 11)), draw(st.integers(4, 11)))


@often
@given(max_pools(), st.booleans())
def test_max_pooling_is_its_definition_ties_and_all(example, ties):
    layer, image = example
    rng = np.random.default_rng(4)
    x = rng.normal(size=(2, *image)).astype(np.float32)
    if ties:
        x = np.round(x)
    y = layer.forward((x,), {})
    expected = plain.max_pool(x, layer.size, layer.stride, layer.padding, layer.ceil)
    np.testing.assert_array_equal(y, expected)
    grad = rng.normal(size=y.shape).astype(np.float32)
    blame = np.zeros_like(x)
    for (n, c, i, j), slope in np.ndenumerate(grad):
        told = layer.explain((c, i, j), (x[n : n + 1],), {})
        winner = next(term for term in told.terms if term.note == "winner")
        blame[n, c, winner.row, winner.column] += slope
    close(layer.backward(grad, (x,), {}).inputs[0], blame)


@pytest.mark.parametrize("size", [10, policy.ZEROS, policy.ZEROS + 1])
@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_rectifying_is_its_definition(size, dtype):
    x = np.random.default_rng(5).normal(size=size).astype(dtype)
    x[:3] = 0, -0.0, -1
    y = elementwise.rectified(x)
    assert y.dtype == dtype
    np.testing.assert_array_equal(y, np.where(x > 0, x, 0))
    grad = np.ones_like(x)
    np.testing.assert_array_equal(elementwise.rectified_gradients(grad, x), (x > 0))


def test_a_sum_pool_is_the_sum_of_its_windows():
    x = np.arange(20.0).reshape(1, 1, 4, 5)
    y = pools.sum_pool(x, (2, 2), (2, 2), (2, 2), (0, 0))
    np.testing.assert_array_equal(y[0, 0], [[0 + 1 + 5 + 6, 2 + 3 + 7 + 8], [42 + 10, 50 + 10]])


def test_few_filters_are_multiplied_in_small_products():
    for filters, depth in [(6, 25), (10, 27), (10, 90), (16, 150)]:
        pictures, rows = policy.band(filters, depth, (60, 60), itemsize=4)
        assert pictures * rows * 60 * filters * depth <= policy.SMALL_PRODUCT
