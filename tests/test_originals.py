"""The originals are what their papers say: every size and every count, from the descriptions.

The tables below are the papers' figures (with biases; ResNet's include the scale and the shift of
its batch norms), or what follows from the papers' plans where those do not add up. Nothing in
models/ states any of them: they are counted.
"""

import json
import re
from pathlib import Path

import numpy as np
import pytest

from app.catalogue import Catalogue
from app.engine import Network, figures
from app.engine.drawn import Drawn
from tools.networks.drawing import written
from tools.networks.originals import ORIGINALS
from tools.networks.twins import TWINS

MODELS = Path(__file__).resolve().parents[1] / "models"
CATALOGUE = Catalogue(MODELS)

# network, year, input, parameters, besides, million MACs, % in dense layers, field of the last map
TABLE = [
    ("lenet-5-1998", 1998, (1, 32, 32), 60_000, 0, 0.33, 16.9, 32),
    ("alexnet", 2012, (3, 227, 227), 60_965_224, 0, 724, 96.2, 195),
    ("zfnet", 2013, (3, 224, 224), 62_357_608, 0, 1_168, 94.0, 171),
    ("vgg-11", 2014, (3, 224, 224), 132_863_336, 0, 7_609, 93.1, 150),
    ("vgg-16", 2014, (3, 224, 224), 138_357_544, 0, 15_470, 89.4, 212),
    ("vgg-19", 2014, (3, 224, 224), 143_667_240, 0, 19_632, 86.1, 268),
    ("googlenet", 2014, (3, 224, 224), 6_998_552, 6_379_728, 1_583, 14.6, 715),
    ("resnet-18", 2015, (3, 224, 224), 11_689_512, 0, 1_814, 4.4, 435),
    ("resnet-34", 2015, (3, 224, 224), 21_797_672, 0, 3_664, 2.4, 899),
    ("resnet-50", 2015, (3, 224, 224), 25_557_032, 0, 3_858, 8.0, 483),
]

# what a layer makes, and what it learned (None: not told)
LAYERS = {
    "lenet-5-1998": [
        ("conv_1", (6, 28, 28), 156),
        ("pool_1", (6, 14, 14), 12),
        ("conv_2", (16, 10, 10), 1_516),
        ("pool_2", (16, 5, 5), 32),
        ("conv_3", (120, 1, 1), 48_120),
        ("dense_1", (84, 1, 1), 10_164),
        ("output", (10, 1, 1), 0),
    ],
    "alexnet": [
        ("conv_1", (96, 55, 55), 34_944),
        ("norm_1", (96, 55, 55), 0),
        ("pool_1", (96, 27, 27), 0),
        ("conv_2", (256, 27, 27), 307_456),
        ("norm_2", (256, 27, 27), 0),
        ("pool_2", (256, 13, 13), 0),
        ("conv_3", (384, 13, 13), 885_120),
        ("conv_4", (384, 13, 13), 663_936),
        ("conv_5", (256, 13, 13), 442_624),
        ("pool_5", (256, 6, 6), 0),
        ("dense_6", (4096, 1, 1), 37_752_832),
        ("dense_7", (4096, 1, 1), 16_781_312),
        ("dense_8", (1000, 1, 1), 4_097_000),
    ],
    "zfnet": [
        ("conv_1", (96, 110, 110), 14_208),
        ("pool_1", (96, 55, 55), 0),
        ("conv_2", (256, 26, 26), 614_656),
        ("pool_2", (256, 13, 13), 0),
        ("conv_3", (384, 13, 13), 885_120),
        ("conv_4", (384, 13, 13), 1_327_488),
        ("conv_5", (256, 13, 13), 884_992),
        ("pool_5", (256, 6, 6), 0),
        ("dense_6", (4096, 1, 1), 37_752_832),
        ("dense_7", (4096, 1, 1), 16_781_312),
        ("dense_8", (1000, 1, 1), 4_097_000),
    ],
    "vgg-16": [
        ("conv_1_1", (64, 224, 224), 1_792),
        ("conv_1_2", (64, 224, 224), 36_928),
        ("pool_1", (64, 112, 112), 0),
        ("conv_2_1", (128, 112, 112), 73_856),
        ("conv_2_2", (128, 112, 112), 147_584),
        ("pool_2", (128, 56, 56), 0),
        ("conv_3_1", (256, 56, 56), 295_168),
        ("conv_3_2", (256, 56, 56), 590_080),
        ("conv_3_3", (256, 56, 56), 590_080),
        ("pool_3", (256, 28, 28), 0),
        ("conv_4_1", (512, 28, 28), 1_180_160),
        ("conv_4_2", (512, 28, 28), 2_359_808),
        ("conv_4_3", (512, 28, 28), 2_359_808),
        ("pool_4", (512, 14, 14), 0),
        ("conv_5_1", (512, 14, 14), 2_359_808),
        ("conv_5_2", (512, 14, 14), 2_359_808),
        ("conv_5_3", (512, 14, 14), 2_359_808),
        ("pool_5", (512, 7, 7), 0),
        ("dense_6", (4096, 1, 1), 102_764_544),
        ("dense_7", (4096, 1, 1), 16_781_312),
        ("dense_8", (1000, 1, 1), 4_097_000),
    ],
    "googlenet": [
        ("conv_1", (64, 112, 112), 9_472),
        ("pool_1", (64, 56, 56), 0),
        ("conv_2_reduce", (64, 56, 56), 4_160),
        ("conv_2", (192, 56, 56), 110_784),
        ("pool_2", (192, 28, 28), 0),
        ("pool_3", (480, 14, 14), 0),
        ("pool_4", (832, 7, 7), 0),
        ("average", (1024, 1, 1), 0),
        ("dense", (1000, 1, 1), 1_025_000),
    ],
    "resnet-18": [
        ("conv_1", (64, 112, 112), 9_408),
        ("conv_1_norm", (64, 112, 112), 128),
        ("pool_1", (64, 56, 56), 0),
        ("res_2b_relu", (64, 56, 56), 0),
        ("res_3a_shortcut", (128, 28, 28), 8_192),
        ("res_3b_relu", (128, 28, 28), 0),
        ("res_4b_relu", (256, 14, 14), 0),
        ("res_5b_relu", (512, 7, 7), 0),
        ("average", (512, 1, 1), 0),
        ("dense", (1000, 1, 1), 513_000),
    ],
    "resnet-50": [
        ("res_2a_conv_1", (64, 56, 56), 4_096),
        ("res_2a_conv_2", (64, 56, 56), 36_864),
        ("res_2a_conv_3", (256, 56, 56), 16_384),
        ("res_2a_shortcut", (256, 56, 56), 16_384),
        ("res_2c_relu", (256, 56, 56), 0),
        ("res_3d_relu", (512, 28, 28), 0),
        ("res_4f_relu", (1024, 14, 14), 0),
        ("res_5c_relu", (2048, 7, 7), 0),
        ("dense", (1000, 1, 1), 2_049_000),
    ],
}

# module, what it makes, what all of its layers learned
MODULES = {
    "inception_3a": ((256, 28, 28), 163_696),
    "inception_3b": ((480, 28, 28), 388_736),
    "inception_4a": ((512, 14, 14), 376_176),
    "inception_4b": ((512, 14, 14), 449_160),
    "inception_4c": ((512, 14, 14), 510_104),
    "inception_4d": ((528, 14, 14), 605_376),
    "inception_4e": ((832, 14, 14), 868_352),
    "inception_5a": ((832, 7, 7), 1_043_456),
    "inception_5b": ((1024, 7, 7), 1_444_080),
    "auxiliary_4a": ((1000, 1, 1), 3_188_840),
    "auxiliary_4d": ((1000, 1, 1), 3_190_888),
}

BLOCKS = {"resnet-18": (2, 2, 2, 2), "resnet-34": (3, 4, 6, 3), "resnet-50": (3, 4, 6, 3)}


def network(name):
    return CATALOGUE[name].network


def module(name, part):
    """The nodes of one module, in their order."""
    return [node for node in network(name).nodes if node.module == part]


def changed(name, rows):
    """The same plan with other settings here and there: {layer: settings}."""
    spec = network(name).to_spec()
    for row in spec["nodes"]:
        row.update(rows.get(row["name"], {}))
    return Network.from_spec(spec)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row[0])
def test_an_original_is_as_large_as_its_paper_says(row):
    name, year, image, parameters, besides, macs, share, field = row
    entry = CATALOGUE[name]
    assert (entry.year, entry.network.image) == (year, image)
    found = entry.totals
    assert (found.parameters, found.auxiliary_parameters) == (parameters, besides)
    assert round(found.macs / 1e6, 2 if macs < 1 else None) == macs
    assert round(100 * found.dense_share, 1) == share
    assert found.receptive_field == (field, field)


@pytest.mark.parametrize(
    ("name", "layer", "shape", "parameters"),
    [(name, *row) for name, rows in LAYERS.items() for row in rows],
)
def test_a_layer_makes_and_learned_what_its_paper_says(name, layer, shape, parameters):
    assert network(name).shapes()[layer] == shape
    assert figures.parameters(network(name), layer) == parameters


def test_the_table_of_layers_adds_up_to_the_whole():
    """Nothing learned is left out of the lists above, where they tell all that there is."""
    for name in ("lenet-5-1998", "alexnet", "zfnet", "vgg-16"):
        assert sum(row[2] for row in LAYERS[name]) == figures.parameters(network(name))
    main = sum(row[2] for row in LAYERS["googlenet"])
    heads = sum(learned for part, (_, learned) in MODULES.items() if part.startswith("aux"))
    assert main + sum(learned for _, learned in MODULES.values()) - heads == 6_998_552
    assert heads == 6_379_728 == 13_378_280 - 6_998_552


def test_lenet_5_has_the_connections_that_its_paper_counts():
    """340,068 up to F6, as the paper adds them up layer by layer, and 840 of the ten codes."""
    lenet = network("lenet-5-1998")
    told = {
        "conv_1": 122_304, "pool_1": 5_880, "conv_2": 151_600, "pool_2": 2_000,
        "conv_3": 48_120, "dense_1": 10_164, "output": 840,
    }  # fmt: skip
    assert {name: figures.connections(lenet, name) for name in told} == told
    assert figures.connections(lenet) - told["output"] == 340_068
    assert figures.connections(lenet) == 340_908


def test_156_weights_of_lenet_5_make_4704_numbers():
    lenet = network("lenet-5-1998")
    assert figures.parameters(lenet, "conv_1") == 156
    assert figures.numbers(lenet, "conv_1") == 4_704


def test_the_table_of_c3_is_the_one_in_the_paper():
    """Six maps read three neighbours, nine read four, one reads all: 60 links instead of 96."""
    links = network("lenet-5-1998").node("conv_2").layer.links
    assert ["".join(map(str, row)) for row in links] == [
        "012", "123", "234", "345", "045", "015", "0123", "1234", "2345", "0345", "0145",
        "0125", "0134", "1245", "0235", "012345",
    ]  # fmt: skip
    assert sum(map(len, links)) == 60


def test_lenet_5_squashes_between_the_ends_its_paper_gives():
    lenet = network("lenet-5-1998")
    curves = [node.layer for node in lenet.nodes if node.layer.kind == "tanh"]
    assert len(curves) == 6
    assert all((one.amplitude, one.slope) == (1.7159, pytest.approx(2 / 3)) for one in curves)
    picture = np.array([0, 1], np.float32).reshape(1, 1, 1, 2)
    scaled = lenet.node("scaled").layer.forward((picture,), {})
    np.testing.assert_allclose(scaled.ravel(), [-0.1, 1.175], rtol=1e-6)


def test_alexnet_in_one_group_would_be_larger():
    rows = {f"conv_{place}": {"groups": 1} for place in (2, 4, 5)}
    whole = changed("alexnet", rows)
    assert figures.parameters(whole) == 62_378_344
    assert round(figures.macs(whole) / 1e6) == 1_135
    groups = {
        node.name: node.layer.groups
        for node in network("alexnet").nodes
        if node.layer.kind == "conv2d"
    }
    assert groups == {"conv_1": 1, "conv_2": 2, "conv_3": 1, "conv_4": 2, "conv_5": 2}


def test_224_pixels_do_not_fit_alexnet():
    """(224 - 11) / 4 + 1 is 54.25; only 227 makes the 55 of the paper's figure."""
    spec = network("alexnet").to_spec() | {"image": [3, 224, 224]}
    smaller = Network.from_spec(spec)
    assert smaller.shapes()["conv_1"] == (96, 54, 54)
    assert figures.unread(smaller, "conv_1") == (1, 1)
    assert figures.unread(network("alexnet"), "conv_1") == (0, 0)


def test_the_response_norm_of_alexnet_has_the_constants_of_its_paper():
    norms = [n.layer for n in network("alexnet").nodes if n.layer.kind == "local_response_norm"]
    told = {"size": 5, "k": 2, "alpha": 1e-4, "beta": 0.75}
    assert [norm.settings() for norm in norms] == [told, told]


def test_alexnet_learned_in_one_place_and_works_in_another():
    """96 % of its parameters sit in dense layers, 92 % of its work is in convolutions."""
    whole = network("alexnet")
    convolved = [n.name for n in whole.nodes if n.layer.kind == "conv2d"]
    work = sum(figures.macs(whole, name) for name in convolved) / figures.macs(whole)
    assert round(100 * work) == 92
    assert round(100 * figures.dense_share(whole)) == 96


@pytest.mark.parametrize("part", MODULES)
def test_a_module_of_googlenet_makes_and_learned_what_follows_from_its_filters(part):
    whole, (shape, learned) = network("googlenet"), MODULES[part]
    nodes = module("googlenet", part)
    assert whole.shapes()[nodes[-1].name] == shape
    assert sum(figures.parameters(whole, node.name) for node in nodes) == learned


def test_the_heads_of_googlenet_lead_nowhere_and_the_answer_is_the_last():
    whole = network("googlenet")
    asked = whole.upstream(whole.nodes[-1].name)
    aside = {node.module for node in whole.nodes if node.name not in asked}
    assert aside == {"auxiliary_4a", "auxiliary_4d"}
    assert whole.node("auxiliary_4a_average").inputs == ("inception_4a_concat",)
    assert whole.node("auxiliary_4d_average").inputs == ("inception_4d_concat",)
    assert whole.node("inception_4b_1x1").inputs == ("inception_4a_concat",)
    assert whole.nodes[-1].name == "softmax"


def test_the_squeeze_saves_more_than_half_of_the_work_of_inception_3a():
    """128 million multiplications instead of the 303 that the wide filters alone would cost."""
    whole = network("googlenet")
    squeezed = sum(figures.macs(whole, node.name) for node in module("googlenet", "inception_3a"))
    assert round(squeezed / 1e6) == 128
    image = whole.shapes()["pool_2"]
    wide = Network.from_spec(
        {
            "image": image,
            "nodes": [
                {"name": "1x1", "kind": "conv2d", "filters": 64, "size": 1},
                {"name": "3x3", "kind": "conv2d", "filters": 128, "padding": 1, "from": "input"},
                {"name": "5x5", "kind": "conv2d", "filters": 32, "size": 5, "padding": 2,
                 "from": "input"},
                {"name": "pool", "kind": "max_pool", "size": 3, "stride": 1, "padding": 1,
                 "from": "input"},
                {"name": "all", "kind": "concat", "from": ["1x1", "3x3", "5x5", "pool"]},
            ],
        }
    )  # fmt: skip
    assert round(figures.macs(wide) / 1e6) == 303


@pytest.mark.parametrize("name", BLOCKS)
def test_a_resnet_has_its_blocks_and_changes_size_by_a_convolution(name):
    whole = network(name)
    blocks = {}
    for node in whole.nodes:
        if node.layer.kind == "add":
            stage = node.module.split("_")[1][0]
            blocks[stage] = blocks.get(stage, 0) + 1
            skip = whole.node(node.inputs[1])
            came = whole.input_shapes(f"{node.module}_conv_1")[0]
            same = came == whole.shapes()[node.name]
            assert (skip.layer.kind != "batch_norm") == same, node.name
            if not same:
                assert whole.node(skip.inputs[0]).layer.size == (1, 1)
    assert tuple(blocks.values()) == BLOCKS[name]
    assert not any(n.layer.bias for n in whole.nodes if n.layer.kind == "conv2d")


def test_the_stride_of_resnet_50_lies_in_the_first_1x1_of_a_block():
    """As first published. With the stride in the 3x3, as libraries have it, it costs 4,089."""
    first = network("resnet-50").node("res_3a_conv_1").layer
    assert (first.size, first.stride) == ((1, 1), (2, 2))
    later = {}
    for stage in "345":
        later |= {f"res_{stage}a_conv_1": {"stride": 1}, f"res_{stage}a_conv_2": {"stride": 2}}
    assert round(figures.macs(changed("resnet-50", later)) / 1e6) == 4_089


def test_224_pixels_fit_zfnet_only_with_a_border_and_pools_that_round_up():
    """Without them 224 makes 109 and 54, not the 110 and 55 of the paper's figure."""
    plain = changed(
        "zfnet", {"conv_1": {"padding": 0}} | {f"pool_{n}": {"ceil": False} for n in (1, 2, 5)}
    ).shapes()
    assert plain["conv_1"] == (96, 109, 109)
    assert plain["pool_1"] == (96, 54, 54)
    floor = changed("zfnet", {"pool_1": {"ceil": False}})
    assert floor.shapes()["pool_1"] == (96, 54, 54)


def test_three_bricks_of_vgg_see_as_far_as_one_filter_of_7x7_with_fewer_weights():
    whole = network("vgg-16")
    bricks = ["conv_3_1", "conv_3_2", "conv_3_3"]
    seen = figures.receptive_fields(whole)
    before, jump = seen["pool_2"]
    assert seen["conv_3_3"][0][0] == before[0] + (7 - 1) * jump[0]
    later = sum(figures.parameters(whole, name) - 256 for name in bricks[1:]) / 2
    assert 3 * later == 27 * 256**2
    assert 7 * 7 * 256**2 == 49 * 256**2


@pytest.mark.parametrize("name", [row[0] for row in TABLE])
def test_an_original_runs_with_weights_drawn_by_a_seed(name):
    entry = CATALOGUE[name]
    assert entry.origin == "drawn"
    picture = np.random.default_rng(3).random((1, *entry.network.image), np.float32)
    trace = entry.network.run(picture, Drawn(entry.network))
    assert list(trace) == ["input", *(node.name for node in entry.network.nodes)]
    assert all(np.isfinite(values).all() for values in trace.values())
    assert trace.answer.sum() == pytest.approx(1, abs=1e-5)
    assert trace.answer.shape == (1, len(entry.classes), 1, 1)


@pytest.mark.parametrize(("head", "drawn"), ORIGINALS, ids=[head["id"] for head, _ in ORIGINALS])
def test_the_description_of_an_original_is_what_the_program_writes(head, drawn):
    told = (MODELS / head["id"] / "network.json").read_text("utf-8")
    assert told == written(head, drawn())


@pytest.mark.parametrize(("head", "drawn"), TWINS, ids=[head["id"] for head, _ in TWINS])
def test_the_description_of_a_twin_is_what_the_program_writes(head, drawn):
    place = MODELS / head["id"] / "network.json"
    if place.exists():
        assert place.read_text("utf-8") == written(head, drawn())


def test_a_class_that_has_no_name_here_has_a_number():
    spec = json.loads((MODELS / "vgg-16" / "network.json").read_text("utf-8"))
    assert spec["classes"] == {"count": 1000}
    classes = CATALOGUE["vgg-16"].classes
    assert (len(classes), classes[0], classes[-1]) == (1000, "class 1", "class 1000")


def test_the_network_in_the_readme_is_one():
    told = (MODELS / "README.md").read_text("utf-8")
    spec = json.loads(re.search(r"```json\n(.+?)```", told, re.S).group(1))
    assert Network.from_spec(spec).shapes()["softmax"] == (len(spec["classes"]), 1, 1)
