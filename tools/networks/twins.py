"""The twins: at most a million parameters, 64 by 64 pixels, each with its original's idea.

All of them know the same ten things and "something else", so that one photo can be put to
every one of them.
"""

from collections.abc import Callable
from typing import Any

from tools.networks.drawing import Drawing
from tools.networks.modules import inception, residual

EVERYDAY = ["bird", "bottle", "bridge", "bus", "butterfly", "car", "cat", "dog", "fruit", "train"]
CLASSES = [*EVERYDAY, "something else"]


def lenet() -> Drawing:
    """Convolve, pool, convolve, pool, and dense layers that have nearly all the weights."""
    d = Drawing((3, 64, 64))
    d.conv("conv_1", 16, 5)
    d.pool("pool_1", 2, 2)
    d.conv("conv_2", 32, 5)
    d.pool("pool_2", 2, 2)
    d.layer("flatten", "flatten")
    d.dense("dense_1", 45)
    d.answer(len(CLASSES))
    return d


def alexnet() -> Drawing:
    """A large first filter with a stride, groups, overlapping pools, three dense layers."""
    d = Drawing((3, 64, 64))
    d.conv("conv_1", 64, 11, stride=2, padding=2)
    d.pool("pool_1", 3, 2)
    d.conv("conv_2", 128, 5, padding=2, groups=2)
    d.pool("pool_2", 3, 2)
    d.conv("conv_3", 176, 3, padding=1)
    d.conv("conv_4", 176, 3, padding=1, groups=2)
    d.conv("conv_5", 112, 3, padding=1, groups=2)
    d.pool("pool_5", 3, 2)
    d.layer("flatten", "flatten")
    for name in ("6", "7"):
        d.layer(f"dropout_{name}", "dropout", rate=0.3)
        d.dense(f"dense_{name}", 320)
    d.answer(len(CLASSES))
    return d


def zfnet() -> Drawing:
    """AlexNet with a smaller first filter, and pools that round up."""
    d = Drawing((3, 64, 64))
    d.conv("conv_1", 48, 7, stride=2, padding=1)
    d.pool("pool_1", 3, 2, ceil=True)
    d.conv("conv_2", 96, 5, padding=2)
    d.pool("pool_2", 3, 2, ceil=True)
    d.conv("conv_3", 144, 3, padding=1)
    d.conv("conv_4", 144, 3, padding=1)
    d.conv("conv_5", 96, 3, padding=1)
    d.pool("pool_5", 3, 2, ceil=True)
    d.layer("flatten", "flatten")
    for name in ("6", "7"):
        d.layer(f"dropout_{name}", "dropout", rate=0.3)
        d.dense(f"dense_{name}", 256)
    d.answer(len(CLASSES))
    return d


def vgg() -> Drawing:
    """One brick, 3 by 3, in four stages."""
    d = Drawing((3, 64, 64))
    for stage, filters in enumerate((24, 48, 96, 128), 1):
        for place in (1, 2):
            d.conv(f"conv_{stage}_{place}", filters, 3, padding=1)
        d.pool(f"pool_{stage}", 2, 2)
    d.layer("flatten", "flatten")
    d.layer("dropout", "dropout", rate=0.3)
    d.dense("dense_1", 192)
    d.answer(len(CLASSES))
    return d


def googlenet() -> Drawing:
    """Six inception modules and a global average."""
    d = Drawing((3, 64, 64))
    d.conv("conv_1", 24, 5, stride=2, padding=2)
    d.conv("conv_2_reduce", 24, 1)
    d.conv("conv_2", 64, 3, padding=1)
    d.pool("pool_2", 3, 2, padding=1)
    inception(d, "inception_3a", (32, 40, 56, 8, 16, 16))
    inception(d, "inception_3b", (40, 48, 72, 12, 24, 24))
    d.pool("pool_3", 3, 2, padding=1)
    inception(d, "inception_4a", (48, 56, 88, 12, 28, 28))
    inception(d, "inception_4b", (56, 64, 96, 16, 32, 32))
    d.pool("pool_4", 3, 2, padding=1)
    inception(d, "inception_5a", (64, 64, 112, 16, 32, 32))
    inception(d, "inception_5b", (72, 72, 128, 16, 40, 40))
    d.layer("average", "global_average_pool")
    d.layer("dropout", "dropout", rate=0.2)
    d.answer(len(CLASSES))
    return d


def resnet() -> Drawing:
    """Four stages of two blocks, each of which adds to what it was given."""
    d = Drawing((3, 64, 64))
    d.conv("conv_1", 24, 5, stride=2, padding=2)
    channels = 24
    for stage, filters in enumerate((24, 44, 80, 144), 2):
        for block in (1, 2):
            stride = 2 if block == 1 and stage > 2 else 1
            residual(d, f"res_{stage}{'ab'[block - 1]}", filters, stride, channels)
            channels = filters
    d.layer("average", "global_average_pool")
    d.answer(len(CLASSES))
    return d


def head(network: str, original: str, title: str, year: int, about: str) -> dict[str, Any]:
    """What stands above the layers of a twin."""
    return {
        "id": network,
        "original": original,
        "title": title,
        "year": year,
        "about": about,
        "classes": CLASSES,
        "otherwise": CLASSES[-1],
        "preprocessing": {"kind": "photo"},
    }


TWINS: tuple[tuple[dict[str, Any], Callable[[], Drawing]], ...] = (
    (
        head(
            "lenet-twin",
            "lenet-5-1998",
            "LeNet twin",
            1998,
            "LeNet's plan on a colour photo: convolve, pool, "
            "convolve, pool, then dense layers that hold nearly all the weights.",
        ),
        lenet,
    ),
    (
        head(
            "alexnet-twin",
            "alexnet",
            "AlexNet twin",
            2012,
            "AlexNet in small: a large first filter that "
            "strides, filters in two groups, overlapping pools and three dense layers.",
        ),
        alexnet,
    ),
    (
        head(
            "zfnet-twin",
            "zfnet",
            "ZFNet twin",
            2013,
            "ZFNet in small: AlexNet after a look inside, with "
            "a smaller first filter and pools that round up.",
        ),
        zfnet,
    ),
    (
        head(
            "vgg-twin",
            "vgg-16",
            "VGG twin",
            2014,
            "VGG in small: nothing but 3×3 filters, two by two, in four stages.",
        ),
        vgg,
    ),
    (
        head(
            "googlenet-twin",
            "googlenet",
            "GoogLeNet twin",
            2014,
            "GoogLeNet in small: six inception modules, "
            "each with four branches side by side, and a global average instead of dense layers.",
        ),
        googlenet,
    ),
    (
        head(
            "resnet-twin",
            "resnet-18",
            "ResNet twin",
            2015,
            "ResNet in small: eight blocks, each of which adds a correction to what it was given.",
        ),
        resnet,
    ),
)
