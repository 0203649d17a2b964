"""Somebody's own weights: read with suspicion, named by what is in them, kept for a while."""

import io
import json
import struct
import zipfile

import numpy as np
import pytest
from safetensors.numpy import load, save

from tests.service.conftest import Client, picture, serving
from tests.service.untrained import arrays, few, settled
from tests.service.untrained import shelf as models


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    return settled(tmp_path_factory, weights_file_bytes=64 * 2**20)


@pytest.fixture(scope="module")
def server(settings):
    with serving(settings) as (address, app):
        yield address, app


@pytest.fixture(scope="module")
def client(server):
    with Client(base_url=server[0], timeout=30, trust_env=False) as client:
        yield client


def npz(held, **how):
    out = io.BytesIO()
    (np.savez_compressed if how.pop("packed", False) else np.savez)(out, **held, **how)
    return out.getvalue()


def send(client, data, network="wide"):
    return client.put(f"/api/networks/{network}/weights", content=data)


@pytest.fixture(scope="module")
def weights(client):
    answer = send(client, save(arrays()))
    assert answer.status_code == 201, answer.text
    return answer.json()["weights"]


def loaded_run(client, weights, network="wide"):
    return client.post(
        f"/api/networks/{network}/runs?weights={weights}",
        files={"picture": ("picture.png", png())},
    )


def png():
    out = io.BytesIO()
    picture().save(out, "PNG")
    return out.getvalue()


@pytest.fixture(scope="module")
def run(client, weights):
    answer = loaded_run(client, weights)
    assert answer.status_code == 201, answer.text
    return answer.json()


def left_behind(settings):
    return [one for one in settings.weights_folder.glob("*") if one.suffix != ".weights"]


# What is loaded


def test_the_names_and_shapes_are_told(client):
    told = client.get("/api/networks/wide/weights/names").json()
    assert {one["name"]: tuple(one["shape"]) for one in told["tensors"]} == {
        name: array.shape for name, array in arrays().items()
    }
    assert told["tensors"][0] | {"shape": 0} == {
        "name": "conv.weights", "layer": "conv", "param": "weights", "shape": 0,
    }  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [
        lambda held: npz(held),
        lambda held: npz(held, packed=True),
        lambda held: save({name: array.astype(np.float64) for name, array in held.items()}),
        lambda held: npz(dict(reversed(held.items()))),
        lambda held: npz({name: np.asfortranarray(array) for name, array in held.items()}),
        lambda held: npz({name: array.astype(">f4") for name, array in held.items()}),
    ],
    ids=["npz", "packed npz", "64 bits", "another order", "column by column", "the other endian"],
)
def test_the_same_weights_have_the_same_name_from_whatever_file(client, weights, data):
    assert send(client, data(arrays())).json()["weights"] == weights


def test_other_weights_have_another_name_and_so_have_numbers_of_16_bits(client, weights):
    half = {name: array.astype(np.float16) for name, array in arrays().items()}
    names = {weights, *(send(client, data).json()["weights"] for data in (save(half), npz(half)))}
    assert len(names) == 2
    assert send(client, save(arrays(seed=4))).json()["weights"] not in names


def test_the_answer_says_what_was_loaded(client, settings):
    answer = client.post("/api/networks/wide/weights", content=save(arrays()))
    told = answer.json()
    assert answer.headers["location"] == f"/api/networks/wide?weights={told['weights']}"
    assert (told["network"], told["tensors"]) == ("wide", 9)
    assert told["parameters"] == sum(array.size for array in arrays().values())
    assert told["bytes"] == (settings.weights_folder / f"{told['weights']}.weights").stat().st_size
    assert not left_behind(settings)


# Runs with them


def test_a_run_with_them_is_computed_with_them_and_says_so(client, run, server):
    network = server[1].state.service.catalogue["wide"].network
    held: dict = {}
    for name, array in arrays().items():
        layer, _, param = name.rpartition(".")
        held.setdefault(layer, {})[param] = array
    trace = network.run(client.numbers(run["run"], "input")[None], held)
    for layer in network.shapes():
        assert np.allclose(client.numbers(run["run"], layer), trace[layer][0], atol=1e-5), layer
    assert run["weights"] == "loaded"
    assert run["caution"].startswith("The weights come from a file.")


def test_weights_are_part_of_the_name_of_a_run(client, run):
    drawn = client.upload(picture(), "wide").json()
    other = send(client, save(arrays(seed=5))).json()["weights"]
    assert len({run["run"], drawn["run"], loaded_run(client, other).json()["run"]}) == 3


def test_a_run_with_them_comes_back_when_it_is_forgotten(client, run, server):
    service = server[1].state.service
    service.runs.traces.clear()
    service.bodies.clear()
    assert client.get(f"/api/runs/{run['run']}").json() == run


def test_its_weights_can_be_had_again_and_edited(client, run):
    at = f"/api/runs/{run['run']}"
    row = load(client.get(f"{at}/weights?layers=fc&channels=7").content)["fc.weights"]
    assert np.array_equal(row, arrays()["fc.weights"][7:8])
    edited = client.edit(run["run"], {"layer": "fc", "channel": 7, "scale": 2}).json()["run"]
    row = load(client.get(f"/api/runs/{edited}/weights?layers=fc&channels=7").content)
    assert np.array_equal(row["fc.weights"], 2 * arrays()["fc.weights"][7:8])
    assert client.get(f"{at}/layers/fc/cells/7/0/0").json()["terms"]


def test_the_network_is_described_with_them(client, weights):
    told = client.get(f"/api/networks/wide?weights={weights}").json()
    assert (told["weights"], told["loaded"], told["trained"]) == ("loaded", weights, False)
    assert told["weights_digest"] != client.get("/api/networks/wide").json()["weights_digest"]
    for sample in told["samples"]:
        assert sample["predicted"] is None
        assert client.get(f"/api/runs/{sample['run']}").json()["weights"] == "loaded"


def test_a_network_that_has_learned_can_be_given_others(client):
    learned = load(client.get("/api/networks/tiny-vgg/weights").content)
    name = send(client, npz(learned), "tiny-vgg").json()["weights"]
    told, own = loaded_run(client, name, "tiny-vgg").json(), client.upload(picture()).json()
    assert told["run"] != own["run"]
    assert told["prediction"] == own["prediction"]
    assert (told["weights"], own["weights"]) == ("loaded", "learned")


def test_weights_for_one_network_are_none_for_another(client, weights, is_problem):
    told = is_problem(loaded_run(client, weights, "tiny-vgg"), 404, "There are no weights called")
    assert told["type"].endswith("weights-not-kept")


@pytest.mark.parametrize("name", ["0" * 32, "x", "..", "../" * 4 + "etc", ""])
def test_weights_that_nobody_loaded_are_not_there(client, name, is_problem):
    for answer in (
        loaded_run(client, name),
        client.get("/api/networks/wide", params={"weights": name}),
    ):
        assert is_problem(answer, 404)["type"].endswith("weights-not-kept")


def test_weights_that_are_gone_are_asked_for_again(serve, tmp_path, is_problem):
    client = serve(models=models(tmp_path / "models"))
    name = send(client, save(arrays())).json()["weights"]
    run = loaded_run(client, name).json()["run"]
    (tmp_path / "weights" / f"{name}.weights").unlink()
    client.service.runs.loaded._open.clear()
    client.service.runs.traces.clear()
    client.service.bodies.clear()
    for answer in (loaded_run(client, name), client.get(f"/api/runs/{run}")):
        told = is_problem(answer, 404, "Load the file again")
        assert told["type"].endswith("weights-not-kept")
    assert send(client, save(arrays())).json()["weights"] == name
    assert client.get(f"/api/runs/{run}").status_code == 200


def test_a_damaged_file_on_our_disk_is_never_taken_for_true(serve, tmp_path, is_problem):
    client = serve(models=models(tmp_path / "models"))
    name = send(client, save(arrays())).json()["weights"]
    place = tmp_path / "weights" / f"{name}.weights"
    data = bytearray(place.read_bytes())
    data[-9] ^= 1
    place.write_bytes(data)
    assert is_problem(loaded_run(client, name), 404)["type"].endswith("weights-not-kept")
    assert not place.exists()


def test_what_was_used_longest_ago_is_forgotten_first(serve, tmp_path):
    client = serve(models=models(tmp_path / "models"), weights_bytes=45_000_000)
    names = [send(client, save(arrays(seed=seed))).json()["weights"] for seed in (1, 2)]
    loaded_run(client, names[0])
    names.append(send(client, save(arrays(seed=3))).json()["weights"])
    kept = {one.stem for one in (tmp_path / "weights").iterdir()}
    assert kept == {names[0], names[2]}


# What is not


def without(name):
    return {key: array for key, array in few().items() if key != name}


def header(**changes):
    """A safetensors file with something else in its header."""
    data = save(few())
    length = struct.unpack("<Q", data[:8])[0]
    told = json.loads(data[8 : 8 + length])
    told["conv.weights"] |= changes
    text = json.dumps(told).encode()
    return struct.pack("<Q", len(text)) + text + data[8 + length :]


def zipped(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def changed(name, at, value):
    held = few()
    held[name] = held[name].copy()
    held[name][at] = value
    return held


def member(array):
    out = io.BytesIO()
    np.save(out, array, allow_pickle=True)
    return out.getvalue()


HOSTILE = {
    "nothing at all": (lambda: b"", "no file of weights"),
    "text": (lambda: b"hello " * 100, "no file of weights"),
    "a picture": (lambda: png(), "no file of weights"),
    "a pickle": (lambda: b"\x80\x04" + b"x" * 100, "no file of weights"),
    "zeros": (lambda: bytes(100_000), "no file of weights"),
    "a header longer than the file": (
        lambda: struct.pack("<Q", 10**6) + b"{}",
        "no file of weights",
    ),
    "a header without end": (lambda: struct.pack("<Q", 2**62) + b"{}", "no file of weights"),
    "a header that is no JSON": (lambda: struct.pack("<Q", 8) + b"{{{{{{{{", "no file of weights"),
    "a header that is a list": (lambda: struct.pack("<Q", 8) + b"[1, 2,3]", "no file of weights"),
    "deep brackets": (lambda: struct.pack("<Q", 20000) + b"[" * 20000, "no file of weights"),
    "an entry that is a number": (
        lambda: struct.pack("<Q", 18) + b'{"conv.weights":1}',
        "nothing usable about conv.weights",
    ),
    "whole numbers": (
        lambda: save(few() | {"fc.bias": np.zeros(60, np.int64)}),
        "fc.bias is of int64. Weights should be float16, float32 or float64",
    ),
    "a kind of number nobody knows": (lambda: header(dtype="Q4"), "conv.weights is of Q4"),
    "bfloat16": (lambda: header(dtype="BF16"), "conv.weights is of bfloat16"),
    "offsets behind the end": (lambda: header(data_offsets=[0, 10**9]), "conv.weights breaks off"),
    "offsets that overlap": (
        lambda: header(data_offsets=[0, 4]),
        "conv.weights should take 864 bytes",
    ),
    "offsets below zero": (
        lambda: header(data_offsets=[-4, 860]),
        "nothing usable about conv.weights",
    ),
    "a shape of words": (lambda: header(shape=["a"]), "nothing usable about conv.weights"),
    "a shape beyond all bounds": (lambda: header(shape=[2**40, 2**40]), "conv.weights should take"),
    "a truncated file": (lambda: save(few())[:-100], "breaks off"),
    "a missing array": (
        lambda: save(without("fc.bias")),
        "fc.bias is missing: it should be 60 numbers",
    ),
    "two missing": (lambda: npz({"conv.weights": few()["conv.weights"]}), "So are 7 others"),
    "an array too many": (
        lambda: save(few() | {"extra": np.zeros(3, np.float32)}),
        "an array called 'extra', which Small has no use for",
    ),
    "a name as PyTorch has it": (
        lambda: save(without("fc.weights") | {"fc.weight": few()["fc.weights"]}),
        "Perhaps it should be 'fc.weights'.",
    ),
    "a turned array": (
        lambda: save(few() | {"fc.weights": np.ascontiguousarray(few()["fc.weights"].T)}),
        "fc.weights should be 60×512, but is 512×60 in the file",
    ),
    "a single number": (
        lambda: save(few() | {"fc.bias": np.zeros((), np.float32)}),
        "fc.bias should be 60, but is a single number",
    ),
    "not a number": (
        lambda: save(changed("conv.weights", (1, 2, 0, 1), np.nan)),
        "conv.weights[1, 2, 0, 1] is nan, but weights should be finite numbers",
    ),
    "infinite": (
        lambda: npz(changed("fc.weights", (59, 511), np.inf)),
        "fc.weights[59, 511] is inf",
    ),
    "too large for 32 bits": (
        lambda: save(
            {
                name: array.astype(np.float64) if name != "fc.bias" else np.full(60, 1e300)
                for name, array in few().items()
            }
        ),
        "fc.bias[0] is 1e+300: more than a float32 can hold",
    ),
    "a spread below zero": (
        lambda: save(changed("norm.variance", 3, -1)),
        "norm.variance has a number",
    ),
    "objects": (
        lambda: npz(
            without("fc.bias") | {"fc.bias": np.array([{}] * 60, object)}, allow_pickle=True
        ),
        "fc.bias holds Python objects",
    ),
    "a truncated zip": (lambda: npz(few())[:-2000], "table of contents is missing"),
    "a zip with a hole": (
        lambda: npz(few())[:5000] + bytes(200) + npz(few())[5200:],
        "cannot be read",
    ),
    "an empty zip": (lambda: zipped(), "no file of weights"),
    "a checkpoint of PyTorch": (
        lambda: zipped(**{"archive/data.pkl": b"x"}),
        "checkpoint of PyTorch",
    ),
    "a zip of something else": (lambda: zipped(**{"a.txt": b"hello"}), "cannot be read"),
    "a bomb": (
        lambda: npz(few() | {"conv.weights": np.zeros(30_000_000, np.float32)}, packed=True),
        "conv.weights should be 8×3×3×3, but is 30000000 in the file",
    ),
    "an array that goes on": (
        lambda: zipped(
            **{f"{name}.npy": member(array) + bytes(10**6) for name, array in few().items()}
        ),
        "goes on behind its last number",
    ),
    "an array that breaks off": (
        lambda: zipped(**{f"{name}.npy": member(array)[:-4] for name, array in few().items()}),
        "conv.weights breaks off: it should have 216 numbers, but the file ends after 215",
    ),
    "a header that is a program": (
        lambda: zipped(
            **{"conv.weights.npy": b"\x93NUMPY\x01\x00\x76\x00" + b"__import__('os')" * 8}
        ),
        "cannot be read",
    ),
    "far too many entries": (
        lambda: zipped(**{f"{at}" * 40 + ".npy": b"" for at in range(12_000)}),
        "far more arrays",
    ),
}


@pytest.mark.parametrize(("data", "words"), HOSTILE.values(), ids=HOSTILE)
def test_a_file_that_is_wrong_is_turned_away_in_words(client, settings, data, words, is_problem):
    told = is_problem(send(client, data(), "small"), 422, words)
    assert told["type"].endswith("bad-weights")
    assert not left_behind(settings)
    assert client.get("/healthz").status_code == 200


def test_what_overflows_in_a_run_is_said(client, is_problem):
    held = few() | {"fc.weights": np.full((60, 512), 3e38, np.float32)}
    name = send(client, save(held), "small").json()["weights"]
    is_problem(loaded_run(client, name, "small"), 422, "the numbers of fc grow too large")


@pytest.mark.parametrize("announced", [True, False])
def test_a_file_that_is_too_large_is_refused_while_it_comes(serve, tmp_path, announced, is_problem):
    client = serve(models=models(tmp_path / "models"), weights_file_bytes=2**20)
    data = bytes(3 * 2**20)
    answer = send(client, data if announced else iter([data[: 2**20]] * 3))
    is_problem(answer, 413, "1 MiB")
    assert not list((tmp_path / "weights").glob("*"))


def test_weights_for_a_network_that_is_not_there_are_refused(client, is_problem):
    is_problem(send(client, save(few()), "nowhere"), 404, "There is no network")


def test_a_disk_that_refuses_costs_the_weights_and_nothing_else(serve, tmp_path, is_problem):
    (tmp_path / "weights").write_text("in the way")
    client = serve(models=models(tmp_path / "models"))
    assert is_problem(send(client, save(few()), "small"), 507)["type"].endswith("no-room")
    assert client.upload(picture(), "wide").status_code == 201


def test_who_leaves_in_the_middle_leaves_nothing_behind(server, client, settings):
    import socket

    host, port = server[0].removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as one:
        one.sendall(
            b"PUT /api/networks/wide/weights HTTP/1.1\r\nhost: x\r\ncontent-length: 9000000\r\n\r\n"
        )
        one.sendall(bytes(2_000_000))
    for _ in range(100):
        if not left_behind(settings):
            break
        client.get("/healthz")
    assert not left_behind(settings)
    assert client.get("/healthz").status_code == 200
