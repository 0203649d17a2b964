"""Filters put in, channels that change places, edits that are off; and what a run is called."""

import hashlib

import numpy as np
import pytest
from safetensors.numpy import load

SOBEL = [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]


def weights_of(client, run, layer="conv_1_1"):
    """Weights and biases that a run was computed with."""
    held = load(client.get(f"/api/runs/{run['run']}/weights?layers={layer}").content)
    return held[f"{layer}.weights"], held[f"{layer}.bias"]


def edited(client, run, *edits):
    answer = client.edit(run["run"], *edits)
    assert answer.status_code == 201, answer.text
    return answer.json()


def at(layer, channel, **change):
    return {"layer": layer, "channel": channel, **change}


def fit(kernel, size):
    """A kernel in the middle of a window, cell by cell."""
    kernel = np.array(kernel, np.float64)
    made = np.zeros(size)
    starts = [(abs(w - k)) // 2 for k, w in zip(kernel.shape, size, strict=True)]
    for i in range(min(kernel.shape[0], size[0])):
        for j in range(min(kernel.shape[1], size[1])):
            into = [
                p + (s if w > k else 0)
                for p, s, k, w in zip((i, j), starts, kernel.shape, size, strict=True)
            ]
            of = [
                p + (s if k > w else 0)
                for p, s, k, w in zip((i, j), starts, kernel.shape, size, strict=True)
            ]
            made[tuple(into)] = kernel[tuple(of)]
    return made


# A filter put in


def test_one_grid_is_shared_out_among_all_channels(client, run):
    after = edited(client, run, at("conv_1_1", 2, kernel=SOBEL), at("conv_1_1", 2, bias=0))
    before, now = weights_of(client, run)[0], weights_of(client, after)[0]
    assert now[2] == pytest.approx(np.array([SOBEL] * 3) / 3)
    assert (np.delete(now, 2, 0) == np.delete(before, 2, 0)).all()
    grey = client.numbers(run["run"], "input").mean(axis=0)
    wanted = sum(SOBEL[u][v] * grey[u : u + 62, v : v + 62] for u in range(3) for v in range(3))
    assert client.numbers(after["run"], "conv_1_1")[2] == pytest.approx(wanted, abs=1e-5)


def test_a_grid_for_every_channel_is_put_in_as_it_is(client, run):
    grids = np.arange(27).reshape(3, 3, 3) - 13.0
    after = edited(client, run, at("conv_1_1", 0, kernel=grids.tolist()))
    assert (weights_of(client, after)[0][0] == grids).all()


def test_one_slice_may_get_a_kernel_of_its_own(client, run):
    after = edited(client, run, at("conv_1_2", 3, input_channel=5, kernel=SOBEL))
    before, now = weights_of(client, run, "conv_1_2")[0], weights_of(client, after, "conv_1_2")[0]
    assert (now[3, 5] == SOBEL).all()
    now[3, 5] = before[3, 5]
    assert (now == before).all()


@pytest.mark.parametrize("rows", range(1, 12))
@pytest.mark.parametrize("columns", [1, 2, 3, 4, 11])
def test_a_kernel_of_any_size_stands_in_the_middle(client, run, rows, columns):
    kernel = np.arange(1.0, rows * columns + 1).reshape(rows, columns)
    after = edited(client, run, at("conv_1_1", 1, input_channel=0, kernel=kernel.tolist()))
    assert (weights_of(client, after)[0][1, 0] == fit(kernel, (3, 3))).all()


@pytest.mark.parametrize("kernel", [SOBEL, [[7]], [[[1, 2]]] * 3])
def test_a_rescaled_kernel_is_as_strong_as_what_it_replaces(client, run, kernel):
    after = edited(client, run, at("conv_1_1", 4, kernel=kernel, rescale=True))
    plain = edited(client, run, at("conv_1_1", 4, kernel=kernel))
    before, now, raw = (weights_of(client, one)[0][4].ravel() for one in (run, after, plain))
    assert np.linalg.norm(now) == pytest.approx(np.linalg.norm(before), rel=1e-6)
    assert now / np.linalg.norm(now) == pytest.approx(raw / np.linalg.norm(raw), abs=1e-6)


def test_a_rescaled_slice_is_as_strong_as_the_slice(client, run):
    after = edited(client, run, at("conv_1_1", 4, input_channel=1, kernel=SOBEL, rescale=True))
    before, now = weights_of(client, run)[0], weights_of(client, after)[0]
    assert np.linalg.norm(now[4, 1]) == pytest.approx(np.linalg.norm(before[4, 1]), rel=1e-6)


def test_a_kernel_of_zeros_stays_zeros(client, run):
    after = edited(client, run, at("conv_1_1", 4, kernel=[[0, 0]], rescale=True))
    assert (weights_of(client, after)[0][4] == 0).all()
    around = [[5] * 5, [5, 0, 0, 0, 5], [5, 0, 0, 0, 5], [5, 0, 0, 0, 5], [5] * 5]
    cropped = edited(client, run, at("conv_1_1", 4, kernel=around, rescale=True))
    assert (weights_of(client, cropped)[0][4] == 0).all()


def test_a_rescaled_kernel_reckons_with_the_edits_before_it(client, run):
    doubled = at("conv_1_1", 4, scale=2)
    kernel = at("conv_1_1", 4, kernel=SOBEL, rescale=True)
    once, twice = edited(client, run, kernel), edited(client, run, doubled, kernel)
    assert weights_of(client, twice)[0][4] == pytest.approx(2 * weights_of(client, once)[0][4])
    silent = edited(client, run, at("conv_1_1", 4, scale=0), kernel)
    assert (weights_of(client, silent)[0][4] == 0).all()


# Channels that change places


@pytest.mark.parametrize("layer", ["conv_1_1", "conv_2_2", "dense"])
def test_two_channels_change_places_bias_and_all(client, run, layer):
    after = edited(client, run, at(layer, 1, swap=6))
    order = [0, 6, 2, 3, 4, 5, 1, 7, 8, 9]
    for before, now in zip(*(weights_of(client, one, layer) for one in (run, after)), strict=True):
        assert (now == before[order]).all()
    before, now = (client.numbers(one["run"], layer) for one in (run, after))
    assert now == pytest.approx(before[order], abs=1e-6)
    assert after["edits"] == [at(layer, 1, swap=6)]


def test_what_was_done_to_a_channel_moves_along_with_it(client, run):
    after = edited(
        client, run, at("conv_1_1", 1, bias=3), at("conv_1_1", 1, swap=2), at("conv_1_1", 1, bias=4)
    )
    assert weights_of(client, after)[1][[1, 2]].tolist() == [4, 3]
    assert len(after["edits"]) == 3


# What a dense layer reads of one map


def test_the_part_of_a_row_that_reads_one_map_can_be_replaced(client, run):
    part = (np.arange(169).reshape(13, 13) / 169).astype(np.float32)
    after = edited(client, run, at("dense", 7, input_channel=3, weights=part.tolist()))
    before, now = weights_of(client, run, "dense")[0], weights_of(client, after, "dense")[0]
    assert (now[7, 3 * 169 : 4 * 169] == part.ravel()).all()
    now[7, 3 * 169 : 4 * 169] = before[7, 3 * 169 : 4 * 169]
    assert (now == before).all()
    read = client.numbers(run["run"], "pool_2")[3]
    moved = client.numbers(after["run"], "dense")[7] - client.numbers(run["run"], "dense")[7]
    change = ((part - before[7, 3 * 169 : 4 * 169].reshape(13, 13)) * read).sum()
    assert moved.item() == pytest.approx(change, abs=1e-3)


def test_a_dense_layer_behind_a_list_has_no_maps(client, make_picture, is_problem):
    run = client.upload(make_picture(), "lenet-5").json()
    network = client.get("/api/networks/lenet-5").json()
    dense = [layer for layer in network["layers"] if layer["kind"] == "dense"]
    assert len(dense) > 1
    edit = at(dense[-1]["name"], 0, input_channel=0, weights=[[1]])
    is_problem(client.edit(run["run"], edit), 422, "reads a list, not maps")
    after = edited(client, run, at(dense[-1]["name"], 0, input_channel=2, weights=0.5))
    assert weights_of(client, after, dense[-1]["name"])[0][0, 2] == 0.5


# On and off


def test_an_edit_that_is_off_is_read_but_not_made(client, run, is_problem):
    off, on = at("conv_1_1", 4, scale=0, on=False), at("conv_1_1", 5, bias=1, on=True)
    assert edited(client, run, off) == run
    after = edited(client, run, off, on)
    assert after["edits"] == [at("conv_1_1", 5, bias=1)]
    assert after["run"] == edited(client, run, at("conv_1_1", 5, bias=1))["run"]
    wrong = at("conv_1_1", 4, scale="much", on=False)
    is_problem(client.edit(run["run"], wrong), 422, "conv_1_1, channel 4: the scale is the text")


# What a run is called


def restored(client, run, layer="conv_1_1", channel=2):
    weights, bias = weights_of(client, run, layer)
    return [
        at(layer, channel, weights=weights[channel].tolist()),
        at(layer, channel, bias=float(bias[channel])),
    ]


@pytest.mark.parametrize(
    "edits",
    [
        [at("conv_1_1", 2, scale=0)],
        [at("conv_1_1", 2, kernel=SOBEL, rescale=True)],
        [at("conv_1_1", 2, bias=9), at("conv_1_1", 2, input_channel=1, weights=SOBEL)],
    ],
)
def test_the_learned_weights_put_back_give_the_run_its_name_back(client, run, edits):
    back = restored(client, run)
    assert edited(client, run, *edits)["run"] != run["run"]
    assert edited(client, run, *edits, *back) == run
    assert edited(client, edited(client, run, *edits), *back) == run


def test_channels_that_change_places_twice_are_where_they_were(client, run):
    swap = at("conv_1_1", 1, swap=6)
    assert edited(client, run, swap, at("conv_1_1", 6, swap=1)) == run
    assert edited(client, edited(client, run, swap), swap) == run


def test_a_layer_that_is_as_it_was_adds_nothing_to_the_name(client, run):
    other = at("dense", 0, bias=2)
    there, back = at("conv_1_1", 1, swap=6), at("conv_1_1", 6, swap=1)
    only = edited(client, run, other)
    assert edited(client, run, there, other, back) == only
    assert (
        edited(
            client, run, at("conv_2_1", 3, scale=0), other, *restored(client, run, "conv_2_1", 3)
        )
        == only
    )
    assert only["edits"] == [other]


def test_a_channel_that_is_as_it_was_adds_nothing_to_the_name_either(client, run):
    other = at("conv_1_1", 7, bias=2)
    assert edited(client, run, at("conv_1_1", 2, scale=0), other, *restored(client, run)) == edited(
        client, run, other
    )


def test_a_stroke_over_a_stroke_leaves_one_edit(client, run):
    strokes = [at("conv_1_1", 0, kernel=[[step, -step]]) for step in range(1, 6)]
    painted = run
    for stroke in strokes:
        painted = edited(client, painted, stroke)
    assert painted["edits"] == [strokes[-1]]
    over = at("conv_1_1", 0, weights=[SOBEL] * 3)
    assert edited(client, painted, over)["edits"] == [over]


def test_no_edit_at_all_is_no_other_run(client, run):
    once = edited(client, run, at("conv_1_1", 1, swap=2), at("conv_1_1", 2, kernel=SOBEL))
    assert edited(client, once) == once


def test_an_edited_run_comes_back_from_its_recipe_as_it_was(client, run, service):
    after = edited(
        client,
        run,
        at("conv_1_2", 1, kernel=[[0.1, -0.3], [0.7, 0.9]], rescale=True),
        at("conv_1_2", 1, swap=4),
        at("dense", 3, input_channel=9, weights=[[0.01] * 13] * 13),
    )
    before = service.runs.get(after["run"])
    service.runs.traces.clear()
    again = service.runs.get(after["run"])
    assert again is not before
    assert all((again.trace[name] == held).all() for name, held in before.trace.items())
    assert client.get(f"/api/runs/{after['run']}").json() == after


# What was learned stays


def test_no_edit_touches_what_was_learned(client, run, service):
    entry = service.catalogue["tiny-vgg"]
    place = service.settings.models / "tiny-vgg" / "weights.safetensors"
    digest = hashlib.sha256(place.read_bytes()).hexdigest()
    held = {
        (layer, name): array.copy()
        for layer, params in entry.weights.items()
        for name, array in params.items()
    }
    edits = [
        at("conv_1_1", 0, kernel=SOBEL, rescale=True),
        at("conv_1_1", 0, swap=1),
        at("conv_1_2", 3, weights=[SOBEL] * 10),
        at("conv_2_1", 3, bias=1),
        at("dense", 3, scale=-1),
        at("dense", 3, input_channel=0, weights=[[1] * 13] * 13),
    ]
    edited(client, run, *edits)
    client.post(f"/api/runs/{run['run']}/edits/maps", json={"edits": edits})
    client.edit(run["run"], *edits, at("conv_1_1", 0, scale="x"))
    assert hashlib.sha256(place.read_bytes()).hexdigest() == digest
    assert all((entry.weights[layer][name] == was).all() for (layer, name), was in held.items())
    assert client.get(f"/api/runs/{run['run']}").json() == run
