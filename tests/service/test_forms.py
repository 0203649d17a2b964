"""One layer in many forms: numbers, text and pictures say the same."""

import io
import json

import numpy as np
import pytest
from PIL import Image
from safetensors import safe_open
from safetensors.numpy import load

from app import colours, painted, wire

LAYERS = ["input", "conv_1_1", "relu_1_1", "pool_2", "flatten", "dense", "softmax"]


def shown(answer):
    """The pixels of a PNG."""
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "image/png"
    return np.asarray(Image.open(io.BytesIO(answer.content)))


def colour_of(value, extent, palette="light"):
    """The ramp's colour of one number, worked out the slow way."""
    if value == 0:
        return colours.rgb(colours.ZERO[palette])
    stops = (colours.POSITIVE if value > 0 else colours.NEGATIVE)[palette]
    step = min(255, max(1, int(abs(float(value)) / extent * 255 + 0.5)))
    x = min(0.9999, step / 255) * (len(stops) - 1)
    left, share = int(x), x - int(x)
    pairs = zip(colours.rgb(stops[left]), colours.rgb(stops[left + 1]), strict=True)
    return tuple(int(a + (b - a) * share + 0.5) for a, b in pairs)


@pytest.mark.parametrize("layer", LAYERS)
def test_json_and_npy_hold_the_same_numbers(client, run, layer):
    told = client.get(f"/api/runs/{run['run']}/layers/{layer}.json").json()
    numbers = client.numbers(run["run"], layer)
    assert told["dtype"] == "float32" == numbers.dtype
    assert told["shape"] == list(numbers.shape)
    assert (np.array(told["data"], np.float32) == numbers).all()


@pytest.mark.parametrize("palette", colours.PALETTES)
@pytest.mark.parametrize("layer", ["conv_1_1", "relu_1_2", "pool_2", "dense"])
def test_every_pixel_is_the_colour_of_its_number(client, run, layer, palette):
    numbers = client.numbers(run["run"], layer)
    page = shown(client.get(f"/api/runs/{run['run']}/layers/{layer}.png?palette={palette}"))
    columns, gap = painted.layout(numbers.shape)
    extent = float(np.abs(numbers).max())
    _, height, width = numbers.shape
    random = np.random.default_rng(0)
    for _ in range(300):
        c, i, j = (int(random.integers(0, size)) for size in numbers.shape)
        row, column = divmod(c, columns)
        pixel = page[row * (height + gap) + i, column * (width + gap) + j]
        assert tuple(pixel) == colour_of(numbers[c, i, j], extent, palette)


def test_an_exact_zero_has_a_colour_of_its_own(client, run):
    numbers = client.numbers(run["run"], "relu_1_1")
    one = shown(client.get(f"/api/runs/{run['run']}/layers/relu_1_1/0.png"))
    stone = (one == colours.rgb("#efede8")).all(axis=2)
    assert (stone == (numbers[0] == 0)).all()
    assert stone.any()


def test_a_rectified_map_uses_the_blue_half_only(client, run):
    one = shown(client.get(f"/api/runs/{run['run']}/layers/relu_1_1.png")).astype(int)
    blue_first = one[..., 2] >= one[..., 0]
    stone = (one == colours.rgb("#efede8")).all(axis=2)
    paper = (one == colours.rgb(colours.PAPER["light"])).all(axis=2)
    assert (blue_first | stone | paper).all()


def test_one_map_is_drawn_on_the_scale_of_its_layer(client, run):
    numbers = client.numbers(run["run"], "conv_1_1")
    extent = float(np.abs(numbers).max())
    for channel in (0, 9):
        one = shown(client.get(f"/api/runs/{run['run']}/layers/conv_1_1/{channel}.png"))
        assert one.shape == (62, 62, 3)
        for i, j in ((0, 0), (30, 41), (61, 61)):
            assert tuple(one[i, j]) == colour_of(numbers[channel, i, j], extent)


def test_a_map_is_enlarged_number_by_number(client, run):
    at = f"/api/runs/{run['run']}/layers/conv_1_1/3.png"
    small, large = shown(client.get(at)), shown(client.get(f"{at}?scale=8"))
    assert large.shape == (496, 496, 3)
    assert (large[::8, ::8] == small).all()
    assert (large[7::8, 7::8] == small).all()


def test_the_channels_of_the_picture_have_tints_of_their_own(client, run):
    numbers = client.numbers(run["run"], "input")
    for channel, stops in enumerate(colours.TINTS):
        one = shown(client.get(f"/api/runs/{run['run']}/layers/input/{channel}.png"))
        darkest = np.unravel_index(numbers[channel].argmin(), (64, 64))
        brightest = np.unravel_index(numbers[channel].argmax(), (64, 64))
        low, high = (round(float(f()) * 255) for f in (numbers[channel].min, numbers[channel].max))
        table = colours.tint_table(channel, 3)
        assert tuple(one[darkest]) == tuple(table[255 + low])
        assert tuple(one[brightest]) == tuple(table[255 + high])
        assert tuple(table[255]) == colours.rgb(stops[0])


def test_the_picture_is_what_the_network_sees(client, run):
    seen = shown(client.get(run["picture"]["pixels"]))
    numbers = client.numbers(run["run"], "input")
    assert (seen.transpose(2, 0, 1) == np.rint(numbers * 255)).all()
    assert shown(client.get(f"{run['picture']['pixels']}?scale=3")).shape == (192, 192, 3)


def test_a_grey_picture_is_shown_in_grey(client, make_picture):
    run = client.upload(make_picture(), "lenet-5").json()
    assert shown(client.get(run["picture"]["pixels"])).shape == (32, 32)


def test_all_maps_come_in_one_body_exactly(client, run):
    answer = client.get(f"/api/runs/{run['run']}/maps")
    maps = load(answer.content)
    assert set(maps) == {layer["name"] for layer in run["layers"]}
    for name, numbers in maps.items():
        assert numbers.dtype == np.float32
        assert (numbers == client.numbers(run["run"], name)).all()


def test_some_maps_can_be_asked_for(client, run):
    answer = client.get(f"/api/runs/{run['run']}/maps?layers=pool_1,input")
    assert set(load(answer.content)) == {"pool_1", "input"}


def test_a_stretch_of_all_maps_can_be_asked_for(client, run):
    address = f"/api/runs/{run['run']}/maps?layers=conv_1_1&rows=3:7&columns=10:12"
    exact = client.numbers(run["run"], "conv_1_1")
    assert np.array_equal(load(client.get(address).content)["conv_1_1"], exact[:, 3:7, 10:12])
    of_two = load(client.get(f"{address}&channels=5,2").content)["conv_1_1"]
    assert np.array_equal(of_two, exact[[5, 2], 3:7, 10:12])


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("layers=conv_1_1&rows=3", "rows is '3', but should be two whole numbers"),
        ("layers=conv_1_1&rows=a:b", "rows is 'a:b', but should be two whole numbers"),
        ("layers=conv_1_1&rows=1:2:3", "rows is '1:2:3', but should be two whole numbers"),
        ("layers=conv_1_1&columns=7:7", "columns is '7:7', but conv_1_1 has 62 columns"),
        ("layers=conv_1_1&columns=60:63", "columns is '60:63', but conv_1_1 has 62 columns"),
        ("layers=conv_1_1&rows=-1:2", "rows is '-1:2', but conv_1_1 has 62 rows"),
        ("layers=conv_1_1,input&rows=0:2", "rows can be chosen of one layer at a time"),
        ("columns=0:2", "columns can be chosen of one layer at a time"),
    ],
)
def test_a_stretch_that_is_none_is_refused_in_a_sentence(client, run, asked, sentence):
    answer = client.get(f"/api/runs/{run['run']}/maps?{asked}")
    assert answer.status_code == 422
    assert answer.json()["detail"].startswith(sentence)


def test_sixteen_bits_are_the_nearest_there_are(client, run):
    maps = load(client.get(f"/api/runs/{run['run']}/maps?dtype=f16").content)
    for name, numbers in maps.items():
        exact = client.numbers(run["run"], name)
        near = exact.astype(np.float16)
        seen = (near != 0) | (exact == 0)
        assert (numbers[seen] == near[seen]).all()
        assert ((numbers == 0) == (exact == 0)).all()


def test_a_number_too_small_for_sixteen_bits_keeps_its_sign():
    maps = np.array([[[0.0, 1e-12, -1e-12]]], np.float32)
    signs = np.sign(load(wire.tensors({"a": maps}, "f16"))["a"])
    assert signs.ravel().tolist() == [0, 1, -1]


@pytest.mark.parametrize("form", ["f32", "f16", "u8"])
def test_the_same_maps_are_the_same_bytes(form):
    maps = {name: np.ones((1, 2, 2), np.float32) for name in "abcdefghijklmnop"}
    assert len({wire.tensors(maps, form) for _ in range(8)}) == 1


def test_maps_lie_in_the_order_they_are_given_in():
    maps = {name: np.full((1, 1, 3), at, np.float32) for at, name in enumerate(("z", "a", "m"))}
    body = wire.tensors(maps, "f32", {"about": ["é", 1.5]})
    assert np.frombuffer(body, np.float32)[-9:].tolist() == [0, 0, 0, 1, 1, 1, 2, 2, 2]
    assert {name: held.tolist() for name, held in load(body).items()} == {
        name: held.tolist() for name, held in maps.items()
    }
    length = int.from_bytes(body[:8], "little")
    assert length % 8 == 0
    header = json.loads(body[8 : 8 + length])
    assert list(header) == ["__metadata__", "z", "a", "m"]
    assert json.loads(header["__metadata__"]["about"]) == ["é", 1.5]
    assert load(wire.tensors({})) == {}


@pytest.mark.parametrize("form", ["f16", "u8"])
def test_short_forms_travel_pressed_for_those_who_can_unpack_them(client, run, form):
    at = f"/api/runs/{run['run']}/maps?dtype={form}"
    pressed = client.get(at, headers={"accept-encoding": "gzip"})
    plain = client.get(at, headers={"accept-encoding": "identity"})
    assert pressed.headers["content-encoding"] == "gzip"
    assert pressed.headers["vary"] == "Accept-Encoding"
    assert "content-encoding" not in plain.headers
    assert pressed.content == plain.content
    assert pressed.headers["etag"] != plain.headers["etag"]
    again = {"accept-encoding": "gzip", "if-none-match": pressed.headers["etag"]}
    assert client.get(at, headers=again).status_code == 304


def test_bytes_come_with_the_range_of_every_channel(client, run, tmp_path):
    place = tmp_path / "maps.safetensors"
    place.write_bytes(client.get(f"/api/runs/{run['run']}/maps?dtype=u8").content)
    with safe_open(place, "numpy") as held:
        told = held.metadata()
        for name in held.keys():  # noqa: SIM118  (not a dictionary)
            numbers = client.numbers(run["run"], name)
            ends = json.loads(told[name])
            low, high = (np.array(ends[end])[:, None, None] for end in ("low", "high"))
            levels = held.get_tensor(name)
            assert levels.dtype == np.uint8
            assert (low.ravel() == numbers.min(axis=(1, 2))).all()
            step = (high - low) / 255
            assert (np.abs(low + levels * step - numbers) <= step / 2 + 1e-6).all()


def test_large_numbers_stay_finite_in_sixteen_bits():
    body = wire.tensors({"a": np.full((1, 1, 1), 1e6, np.float32)}, "f16")
    assert load(body)["a"].item() == 65504


def test_a_constant_map_is_one_level():
    maps = np.full((2, 3, 3), 0.5, np.float32)
    levels = load(wire.tensors({"a": maps}, "u8"))["a"]
    assert (levels == 0).all()


def test_a_map_of_nothing_but_zeros_can_be_drawn():
    page = Image.open(io.BytesIO(painted.sheet(np.zeros((4, 5, 5), np.float32))))
    assert page.size == (4 * 6 - 1, 5)
    assert page.getpixel((0, 0)) == colours.rgb("#efede8")


def test_maps_that_lie_askew_in_memory_are_sent_all_the_same():
    askew = np.arange(24, dtype=np.float32).reshape(2, 3, 4).transpose(2, 0, 1)
    assert (load(wire.tensors({"a": askew}))["a"] == askew).all()
    assert (np.load(io.BytesIO(wire.npy(askew))) == askew).all()
    assert wire.plain(askew)["data"] == askew.tolist()


@pytest.mark.parametrize("layer", ["conv_1_1", "relu_2_2", "pool_1", "flatten", "dense", "softmax"])
def test_every_number_can_be_taken_apart(client, run, layer):
    from pydantic import TypeAdapter

    from app import schemas

    numbers = client.numbers(run["run"], layer)
    random = np.random.default_rng(1)
    for _ in range(5):
        c, i, j = (int(random.integers(0, size)) for size in numbers.shape)
        told = client.get(f"/api/runs/{run['run']}/layers/{layer}/cells/{c}/{i}/{j}").json()
        assert TypeAdapter(schemas.Cell).validate_python(told) == told
        assert told["value"] == numbers[c, i, j]
        assert told["adds_up"]
        assert abs(told["total"] - told["value"]) <= told["tolerance"]


def test_the_terms_of_a_convolution_are_all_its_products(client, run):
    told = client.get(f"/api/runs/{run['run']}/layers/conv_1_1/cells/4/26/43").json()
    assert len(told["terms"]) == 27
    assert len(told["partial_sums"]) == 3
    total = sum(term["product"] for term in told["terms"]) + told["bias"]
    assert total == pytest.approx(told["total"], abs=1e-12)
    first = told["terms"][0]
    assert (first["layer"], first["channel"], first["row"], first["column"]) == ("input", 0, 26, 43)
