"""Whatever is wrong with an edit is said in one sentence: the layer, the channel, the cell."""

import json

import pytest

SOBEL = [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]
CALLS = ["edits", "edits/maps"]


def at(layer="conv_1_1", channel=3, **change):
    return {"layer": layer, "channel": channel, **change}


def kernel(value, row=1, column=2):
    grid = [list(line) for line in SOBEL]
    grid[row][column] = value
    return at(kernel=grid)


WRONG = [
    (kernel(float("nan")), "conv_1_1, channel 3: the kernel at row 1, column 2 is not a number"),
    (kernel(float("inf")), "conv_1_1, channel 3: the kernel at row 1, column 2 is infinite"),
    (kernel(float("-inf")), "row 1, column 2 is infinite"),
    (kernel(1e9), "row 1, column 2 is 1e+09; 10,000 is the most, either way"),
    (kernel(10**400), "row 1, column 2 is a number of 401 digits"),
    (kernel(True), "row 1, column 2 is true, but should be a number"),
    (kernel("1"), "row 1, column 2 is the text '1'"),
    (kernel(None), "row 1, column 2 is empty (null)"),
    (kernel([1]), "row 1, column 2 is a list"),
    (kernel({}), "row 1, column 2 is an object"),
    (at(kernel=[SOBEL, SOBEL, kernel(None)["kernel"]]), "at input channel 2, row 1, column 2 is"),
    (at(kernel=[[0] * 12] * 12), "channel 3: the kernel has 12 rows, but should have 1 to 11"),
    (at(kernel=[[0] * 12]), "row 0 of the kernel has 12 columns, but should have 1 to 11"),
    (at(kernel=[[0] * 50_000]), "row 0 of the kernel has 50,000 columns"),
    (at(kernel=[[0]] * 50_000), "the kernel has 50,000 rows"),
    (at(kernel=[]), "the kernel has 0 rows"),
    (at(kernel=[[]]), "row 0 of the kernel has 0 columns"),
    (at(kernel=[[[]]]), "the kernel has 1 slice, but the filter has 3"),
    (at(kernel=[[[]], [[]], [[]]]), "row 0 of the kernel of slice 0 has 0 columns"),
    (at(kernel=[[1, 2], [3]]), "row 1 of the kernel has 1 column, but row 0 has 2. All rows"),
    (at(kernel=[[1], 2]), "row 1 of the kernel is a number, but should be a list of numbers"),
    (at(kernel=[1, 2]), "row 0 of the kernel is a number"),
    (at(kernel=5), "conv_1_1, channel 3: the kernel is a number, but should be a list of rows"),
    (at(kernel=None), "the kernel is empty (null)"),
    (at(kernel={"a": 1}), "the kernel is an object"),
    (at(kernel=[SOBEL, SOBEL]), "the kernel has 2 slices, but the filter has 3. Give one grid"),
    (at(kernel=[SOBEL, SOBEL, [[1]]]), "slice 2 of the kernel is 1×1, but slice 0 is 3×3"),
    (at(kernel=[SOBEL, SOBEL, 4]), "the kernel of slice 2 is a number"),
    (at(kernel=[SOBEL, SOBEL, [[1, 2, 3], [1, 2], []]]), "row 1 of the kernel of slice 2 has 2"),
    (at(kernel=[[[[1]]]] * 3), "at input channel 0, row 0, column 0 is a list"),
    (
        at(kernel=[SOBEL] * 3, input_channel=0),
        "a kernel for one input channel is one grid, rows of columns",
    ),
    (
        at(kernel=kernel("x")["kernel"], input_channel=2),
        "conv_1_1, channel 3, input channel 2: the kernel at row 1, column 2 is the text 'x'",
    ),
    (at(kernel=SOBEL, input_channel=3), "conv_1_1 has no input channel 3; it has 3"),
    (at("dense", kernel=SOBEL), "dense, channel 3: a dense layer has no window to put a kernel in"),
    (at("relu_1_1", kernel=SOBEL), "relu_1_1 has no weights to edit"),
    (at(kernel=SOBEL, rescale=1), "conv_1_1, channel 3: rescale is a number, but should be true"),
    (at(bias=1, rescale=True), "channel 3: rescale goes with a kernel; this edit has none"),
    (at(swap=3), "conv_1_1, channel 3: it cannot change places with itself"),
    (at(swap=10), "conv_1_1, channel 3, swap: conv_1_1 has no channel 10; it has 10"),
    (at(swap=-1), "conv_1_1, channel 3, swap: conv_1_1 has no channel −1"),
    (at(swap=10**12), "conv_1_1 has no channel 1e+12; it has 10"),
    (at(swap=True), "channel 3, swap: the channel of conv_1_1 is true, but should be a whole"),
    (at(swap=1.0), "the channel of conv_1_1 is a number, but should be a whole number"),
    (at(swap=None), "conv_1_1, channel 3, swap: the channel of conv_1_1 is missing"),
    (at(swap=[1]), "is a list, but should be a whole number"),
    (at(swap=1, input_channel=0), "a swap belongs to the whole channel; leave out input_channel"),
    (at(swap=1, bias=2), "conv_1_1, channel 3: bias and swap are in one edit"),
    (at(kernel=SOBEL, weights=SOBEL), "weights and kernel are in one edit"),
    (at(bias=1, on="yes"), "conv_1_1, channel 3: on is the text 'yes', but should be true or"),
    (at(bias=1, on=None), "on is empty (null)"),
    (at(bias=1, name="mine"), "Edit 1 has a 'name'; it may have layer"),
    (at(bias=[1]), "conv_1_1, channel 3: the bias is a list"),
    (at(scale=float("nan")), "conv_1_1, channel 3: the scale is not a number"),
    (at("conv_9", scale=1), "there is no layer called 'conv_9'. Those with weights are"),
    (at("x" * 10_000, scale=1), "there is no layer called 'xxx"),
    (
        at("dense", input_channel=10, weights=[[0] * 13] * 13),
        "dense, channel 3: dense has no input channel 10; it has 10",
    ),
    (
        at("dense", input_channel=2, weights=[[0] * 13] * 12),
        "dense, channel 3, input channel 2: the weights should be 13×13 numbers (rows × columns)",
    ),
    (
        at("dense", input_channel=2, weights=[[0] * 13] * 12 + [[0] * 12 + ["x"]]),
        "dense, channel 3, input channel 2: the weight at row 12, column 12 is the text 'x'",
    ),
    (at("dense", input_channel=1690, weights=1), "dense has no input channel 1,690"),
    (at("dense", weights=[0] * 1689 + [None]), "channel 3: the weight at input 1689 is empty"),
    (at("dense", weights=[0] * 100_000), "the list holds 100000 things where there should be 1690"),
]


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize(("edit", "words"), WRONG, ids=range(len(WRONG)))
def test_a_wrong_edit_is_named_down_to_its_cell(client, run, is_problem, call, edit, words):
    sent = json.dumps({"edits": [edit]})
    answer = client.post(f"/api/runs/{run['run']}/{call}", content=sent)
    told = is_problem(answer, 422, words)
    assert told["type"].endswith("bad-edit")
    assert len(told["detail"]) < 400


@pytest.mark.parametrize("call", CALLS)
def test_a_number_beyond_all_numbers_is_infinite(client, run, is_problem, call):
    sent = '{"edits": [{"layer": "conv_1_1", "channel": 3, "kernel": [[0, 1e400]]}]}'
    answer = client.post(f"/api/runs/{run['run']}/{call}", content=sent)
    is_problem(answer, 422, "conv_1_1, channel 3: the kernel at row 0, column 1 is infinite")


@pytest.mark.parametrize("call", CALLS)
def test_with_one_wrong_edit_none_is_made(client, run, service, is_problem, call):
    held = len(service.runs.traces)
    edits = [at(kernel=SOBEL), at(swap=4), at(swap=3)]
    answer = client.post(f"/api/runs/{run['run']}/{call}", json={"edits": edits})
    is_problem(answer, 422, "cannot change places with itself")
    assert len(service.runs.traces) == held
    assert client.get(f"/api/runs/{run['run']}").json() == run


@pytest.mark.parametrize("call", CALLS)
def test_too_many_edits_are_counted(client, run, is_problem, call):
    edits = [at(bias=1, on=False)] * 257
    answer = client.post(f"/api/runs/{run['run']}/{call}", json={"edits": edits})
    is_problem(answer, 422, "There are 257 edits; 256 are the most.")


def test_too_many_edits_on_top_of_each_other_are_counted(client, run, is_problem):
    one, other = at("dense", 0), at("dense", 1)
    first = [{**one, "input_channel": n, "weights": 1} for n in range(200)]
    second = [{**other, "input_channel": n, "weights": 1} for n in range(57)]
    edited = client.edit(run["run"], *first).json()
    is_problem(client.edit(edited["run"], *second), 422, "That would be 257 edits on one run")


@pytest.mark.parametrize("call", CALLS)
def test_too_much_to_read_is_turned_away(client, run, is_problem, call):
    sent = json.dumps({"edits": [at(kernel=[[0] * 400_000])]})
    headers = {"content-type": "application/json"}
    answer = client.post(f"/api/runs/{run['run']}/{call}", content=sent, headers=headers)
    is_problem(answer, 413, "1 MiB are the most here")
    nested = '{"edits": [{"kernel": ' + "[" * 500 + "]" * 500 + "}]}"
    answer = client.post(f"/api/runs/{run['run']}/{call}", content=nested, headers=headers)
    is_problem(answer, 422, "brackets inside brackets too deep")


@pytest.mark.parametrize("call", CALLS)
def test_what_grows_on_the_way_is_found_where_it_ends_up(client, run, is_problem, call):
    edits = [*[at(scale=9_999)] * 20, at(swap=5)]
    answer = client.post(f"/api/runs/{run['run']}/{call}", json={"edits": edits})
    is_problem(answer, 422, "conv_1_1, channel 5: after these edits its")
    edits = [*[at(scale=9_999)] * 20, at(scale=0)]  # infinite times nothing
    answer = client.post(f"/api/runs/{run['run']}/{call}", json={"edits": edits})
    is_problem(answer, 422, "conv_1_1, channel 3: after these edits its", "beyond all bounds")


@pytest.mark.parametrize(
    ("run_name", "status", "kind"),
    [
        ("0" * 32, 404, "run-not-kept"),
        ("nope", 404, "unknown-run"),
        ("0" * 31 + "g", 404, "unknown-run"),
    ],
)
def test_a_run_that_is_not_there_says_so(client, is_problem, run_name, status, kind):
    asked = [client.post(f"/api/runs/{run_name}/edits/maps", json={"edits": []})]
    asked += [client.get(f"/api/runs/{run_name}/{what}") for what in ("changes", "samples")]
    for answer in asked:
        assert is_problem(answer, status)["type"].endswith(kind)
