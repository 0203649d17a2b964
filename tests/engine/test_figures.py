"""What networks cost and see, against what the papers say."""

import json
from pathlib import Path

import pytest

from app.engine import Network, figures
from app.engine.network import INPUT


def convolution(name, filters, size=3, stride=1, padding=1, **more):
    row = {"name": name, "kind": "conv2d", "filters": filters, "size": size}
    return {**row, "stride": stride, "padding": padding, **more}


conv = convolution


def pool(name, size=2, stride=2, **more):
    return {"name": name, "kind": "max_pool", "size": size, "stride": stride, **more}


def dense(*units):
    yield {"name": "flatten", "kind": "flatten"}
    for at, count in enumerate(units, start=6):
        yield {"name": f"fc{at}", "kind": "dense", "units": count}


ALEXNET = Network.from_spec(
    {
        "image": [3, 227, 227],
        "nodes": [
            conv("conv1", 96, size=11, stride=4, padding=0),
            pool("pool1", size=3),
            conv("conv2", 256, size=5, padding=2, groups=2),
            pool("pool2", size=3),
            conv("conv3", 384),
            conv("conv4", 384, groups=2),
            conv("conv5", 256, groups=2),
            pool("pool5", size=3),
            *dense(4096, 4096, 1000),
        ],
    }
)


def vgg(*blocks):
    nodes = []
    for block, (count, filters) in enumerate(blocks, start=1):
        nodes += [conv(f"conv{block}_{at}", filters) for at in range(1, count + 1)]
        nodes.append(pool(f"pool{block}"))
    return Network.from_spec({"image": [3, 224, 224], "nodes": [*nodes, *dense(4096, 4096, 1000)]})


def resnet(*blocks):
    """Basic blocks: two 3x3 convolutions and a shortcut (1x1 where the shape changes)."""

    def conv(*args, **settings):
        return convolution(*args, bias=False, **settings)

    nodes = [
        conv("conv1", 64, size=7, stride=2, padding=3),
        {"name": "norm1", "kind": "batch_norm"},
        pool("pool1", size=3, padding=1),
    ]
    above, filters = "pool1", 64
    for stage, count in enumerate(blocks, start=2):
        for block in range(count):
            at, stride = f"{stage}_{block}", 2 if block == 0 and stage > 2 else 1
            if stride == 2:
                filters *= 2
            nodes += [
                conv(f"a{at}", filters, stride=stride, **{"from": [above]}),
                {"name": f"an{at}", "kind": "batch_norm"},
                conv(f"b{at}", filters),
                {"name": f"bn{at}", "kind": "batch_norm"},
            ]
            short = above
            if stride == 2:
                nodes += [
                    conv(f"s{at}", filters, size=1, stride=2, padding=0, **{"from": [above]}),
                    {"name": f"sn{at}", "kind": "batch_norm"},
                ]
                short = f"sn{at}"
            above = f"add{at}"
            nodes.append({"name": above, "kind": "add", "from": [f"bn{at}", short]})
    nodes += [
        {"name": "mean", "kind": "global_average_pool"},
        {"name": "fc", "kind": "dense", "units": 1000},
    ]
    return Network.from_spec({"image": [3, 224, 224], "nodes": nodes})


VGG_16 = vgg((2, 64), (2, 128), (3, 256), (3, 512), (3, 512))


def read(name):
    return Network.from_spec(json.loads(Path(f"models/{name}/network.json").read_text()))


def test_alexnet_is_as_large_as_its_paper_says():
    assert figures.parameters(ALEXNET) == 60_965_224
    assert figures.parameters(ALEXNET, "conv2") == 307_456
    assert round(figures.macs(ALEXNET) / 1e6) == 724
    assert figures.dense_share(ALEXNET) == pytest.approx(0.962, abs=5e-4)
    assert figures.receptive_field(ALEXNET, "pool5")[0] == (195, 195)
    assert ALEXNET.shapes()["conv1"] == (96, 55, 55)


def test_vgg_16_is_as_large_as_its_paper_says():
    assert figures.parameters(VGG_16) == 138_357_544
    assert figures.parameters(VGG_16, "fc6") == 102_764_544
    assert round(figures.macs(VGG_16) / 1e6) == 15_470
    assert figures.dense_share(VGG_16) == pytest.approx(0.894, abs=5e-4)
    assert figures.receptive_field(VGG_16, "pool5") == ((212, 212), (32, 32))
    assert figures.parameters(vgg((1, 64), (1, 128), (2, 256), (2, 512), (2, 512))) == 132_863_336


@pytest.mark.parametrize(
    ("blocks", "parameters", "macs", "field", "share"),
    [
        ((2, 2, 2, 2), 11_689_512, 1_814, 435, 0.044),
        ((3, 4, 6, 3), 21_797_672, 3_664, 899, 0.024),
    ],
)
def test_resnets_are_as_large_as_their_paper_says(blocks, parameters, macs, field, share):
    network = resnet(*blocks)
    last = f"add5_{blocks[-1] - 1}"
    assert figures.parameters(network) == parameters
    convolved = [node for node in network.nodes if node.layer.kind != "batch_norm"]
    assert round(sum(figures.macs(network, node.name) for node in convolved) / 1e6) == macs
    assert figures.receptive_field(network, last)[0] == (field, field)
    assert figures.dense_share(network) == pytest.approx(share, abs=5e-4)


def test_lenet_5_is_as_large_as_it_should_be():
    network = read("lenet-5")
    assert figures.parameters(network) == 61_706
    assert figures.parameters(network, "conv_1") == 156
    assert figures.numbers(network, "conv_1") == 4_704
    assert figures.macs(network) == pytest.approx(0.42e6, abs=5e3)
    assert figures.receptive_field(network, "conv_3")[0] == (32, 32)


def test_tiny_vgg_is_as_small_as_it_should_be():
    network = read("tiny-vgg")
    assert figures.parameters(network) == 19_920
    assert figures.parameters(network, "conv_1_1") == 3 * 3 * 3 * 10 + 10
    assert figures.receptive_field(network, "pool_1") == ((6, 6), (2, 2))
    assert figures.map_bytes(network, INPUT) == 3 * 64 * 64 * 4


def test_three_small_filters_see_as_far_as_one_of_seven():
    nodes = [conv(f"c{at}", 1) for at in range(3)]
    three = Network.from_spec({"image": [1, 32, 32], "nodes": nodes})
    assert figures.receptive_field(three, "c2") == ((7, 7), (1, 1))


def test_a_dense_layer_sees_everything_its_maps_saw():
    network = read("tiny-vgg")
    (rows, columns), _ = figures.receptive_field(network, "dense")
    size, jump = figures.receptive_field(network, "pool_2")
    assert rows == size[0] + 12 * jump[0] == 64
    assert figures.receptive_field(network, "flatten")[0] == size
    assert figures.receptive_field(network, "softmax")[0] == (rows, columns)


def test_the_input_costs_nothing_and_sees_itself():
    network = read("tiny-vgg")
    assert figures.parameters(network, INPUT) == figures.macs(network, INPUT) == 0
    assert figures.receptive_field(network, INPUT) == ((1, 1), (1, 1))
