"""The originals: the networks as their papers have them, without what they learned.

Every size, count and field of view that is said about them is counted from these plans. Where
a paper leaves something open, a comment says what was taken. The names of ImageNet's thousand
classes are not part of a plan: they are numbered.
"""

from collections.abc import Callable
from typing import Any

from tools.networks.drawing import Drawing
from tools.networks.modules import inception, residual_as_published

CLASSES = 1000
"""Classes of ImageNet's yearly contest, which all of these but LeNet-5 took part in."""


C3 = "012 123 234 345 045 015 0123 1234 2345 0345 0145 0125 0134 1245 0235 012345"
"""Which maps of S2 each map of C3 reads: table I of the paper."""


def lenet() -> Drawing:
    """LeNet-5 of 1998: C1, S2, C3, S4, C5, F6 and ten codes. Every layer up to F6 is squashed.

    The shares at the end are ours: the paper's answer is the smallest of the ten distances.
    """
    d = Drawing((1, 32, 32))
    d.layer("scaled", "rescale", low=-0.1, high=1.175)
    _squashed(d, "conv_1", "conv2d", filters=6, size=5)
    _squashed(d, "pool_1", "subsample", size=2, stride=2)
    links = [[int(channel) for channel in row] for row in C3.split()]
    _squashed(d, "conv_2", "linked_conv2d", links=links, size=5)
    _squashed(d, "pool_2", "subsample", size=2, stride=2)
    _squashed(d, "conv_3", "conv2d", filters=120, size=5)
    _squashed(d, "dense_1", "dense", units=84)
    d.layer("output", "rbf", units=10)
    d.layer("softmin", "softmin")
    return d


def _squashed(d: Drawing, name: str, kind: str, **settings: Any) -> None:
    """A layer and A tanh(S x) behind it, with the A and S of the paper's appendix A."""
    d.layer(name, kind, **settings)
    d.layer(f"{name}_tanh", "tanh", amplitude=1.7159, slope=2 / 3)


def _response_norm(d: Drawing, name: str) -> str:
    """Loud maps turn their neighbours down, with AlexNet's constants.

    ZFNet and GoogLeNet normalise too, but their papers give no constants.
    """
    return d.layer(name, "local_response_norm", size=5, k=2.0, alpha=1e-4, beta=0.75)


def alexnet() -> Drawing:
    """Eight layers on two graphics cards: filters 2, 4 and 5 see one card's maps, 3 sees both.

    The paper says 224 pixels; only 227 make 55 of them.
    """
    d = Drawing((3, 227, 227))
    d.conv("conv_1", 96, 11, stride=4)
    _response_norm(d, "norm_1")
    d.pool("pool_1", 3, 2)
    d.conv("conv_2", 256, 5, padding=2, groups=2)
    _response_norm(d, "norm_2")
    d.pool("pool_2", 3, 2)
    d.conv("conv_3", 384, 3, padding=1)
    d.conv("conv_4", 384, 3, padding=1, groups=2)
    d.conv("conv_5", 256, 3, padding=1, groups=2)
    d.pool("pool_5", 3, 2)
    return _head(d)


def _head(d: Drawing) -> Drawing:
    """AlexNet's end, which ZFNet and VGG took over: half of the hidden numbers drop out."""
    d.layer("flatten", "flatten")
    for name in ("6", "7"):
        d.dense(f"dense_{name}", 4096)
        d.layer(f"dropout_{name}", "dropout", rate=0.5)
    d.layer("dense_8", "dense", units=CLASSES)
    d.layer("softmax", "softmax")
    return d


def zfnet() -> Drawing:
    """AlexNet after a look inside: 7x7 with stride 2 instead of 11x11 with stride 4, no groups.

    Only with a border of 1 do 224 pixels become 110, and only pools that round up make 55 and
    13 of it, the sizes in figure 3 of the paper.
    """
    d = Drawing((3, 224, 224))
    d.conv("conv_1", 96, 7, stride=2, padding=1)
    d.pool("pool_1", 3, 2, ceil=True)
    _response_norm(d, "norm_1")
    d.conv("conv_2", 256, 5, stride=2)
    d.pool("pool_2", 3, 2, ceil=True)
    _response_norm(d, "norm_2")
    d.conv("conv_3", 384, 3, padding=1)
    d.conv("conv_4", 384, 3, padding=1)
    d.conv("conv_5", 256, 3, padding=1)
    d.pool("pool_5", 3, 2, ceil=True)
    return _head(d)


def vgg(*stages: int) -> Drawing:
    """Bricks of 3x3: so many in each of five stages, and a pool behind each stage."""
    d = Drawing((3, 224, 224))
    for stage, (bricks, filters) in enumerate(
        zip(stages, (64, 128, 256, 512, 512), strict=True), 1
    ):
        for brick in range(1, bricks + 1):
            d.conv(f"conv_{stage}_{brick}", filters, 3, padding=1)
        d.pool(f"pool_{stage}", 2, 2)
    return _head(d)


INCEPTIONS = {
    "3a": (64, 96, 128, 16, 32, 32),
    "3b": (128, 128, 192, 32, 96, 64),
    "4a": (192, 96, 208, 16, 48, 64),
    "4b": (160, 112, 224, 24, 64, 64),
    "4c": (128, 128, 256, 24, 64, 64),
    "4d": (112, 144, 288, 32, 64, 64),
    "4e": (256, 160, 320, 32, 128, 128),
    "5a": (256, 160, 320, 32, 128, 128),
    "5b": (384, 192, 384, 48, 128, 128),
}
"""Filters of each module, table 1 of the paper. (Its column of parameters does not follow from
them in several rows; here they are counted.)"""


def googlenet() -> Drawing:
    """Nine inception modules; two heads on the way, which only helped it to learn."""
    d = Drawing((3, 224, 224))
    d.conv("conv_1", 64, 7, stride=2, padding=3)
    d.pool("pool_1", 3, 2, ceil=True)
    _response_norm(d, "norm_1")
    d.conv("conv_2_reduce", 64, 1)
    d.conv("conv_2", 192, 3, padding=1)
    _response_norm(d, "norm_2")
    d.pool("pool_2", 3, 2, ceil=True)
    for name, filters in INCEPTIONS.items():
        inception(d, f"inception_{name}", filters)
        if name in ("4a", "4d"):
            _auxiliary(d, f"auxiliary_{name}")
        if name in ("3b", "4e"):
            d.pool(f"pool_{name[0]}", 3, 2, ceil=True)
    d.layer("average", "global_average_pool")
    d.layer("dropout", "dropout", rate=0.4)
    d.answer(CLASSES)
    return d


def _auxiliary(d: Drawing, name: str) -> None:
    """A small classifier in the middle of the network: a branch that leads nowhere."""
    above, d.module = d.last, name
    d.layer(f"{name}_average", "average_pool", size=5, stride=3)
    d.conv(f"{name}_conv", 128, 1)
    d.layer(f"{name}_flatten", "flatten")
    d.dense(f"{name}_dense_1", 1024)
    d.layer(f"{name}_dropout", "dropout", rate=0.7)
    d.layer(f"{name}_dense_2", "dense", units=CLASSES)
    d.layer(f"{name}_softmax", "softmax")
    d.last, d.module = above, ""


def resnet(*stages: int, bottleneck: bool = False) -> Drawing:
    """Blocks that add what they were given: so many in each of four stages.

    As first published: the stride of a bottleneck lies in its first 1x1 convolution.
    """
    d = Drawing((3, 224, 224))
    d.normed("conv_1", 64, 7, stride=2, padding=3)
    d.layer("conv_1_relu", "relu")
    d.pool("pool_1", 3, 2, padding=1)
    channels = 64
    for stage, blocks in enumerate(stages, 2):
        filters = 64 * 2 ** (stage - 2)
        basic = ((filters, 3), (filters, 3))
        sizes = ((filters, 1), (filters, 3), (4 * filters, 1)) if bottleneck else basic
        for block in range(blocks):
            stride = 2 if block == 0 and stage > 2 else 1
            name = f"res_{stage}{'abcdef'[block]}"
            residual_as_published(d, name, sizes, stride, channels)
            channels = sizes[-1][0]
    d.layer("average", "global_average_pool")
    d.answer(CLASSES)
    return d


def head(network: str, title: str, year: int, about: str) -> dict[str, Any]:
    """What stands above the layers of an original that was made for ImageNet."""
    return {
        "id": network,
        "title": title,
        "year": year,
        "about": about,
        "classes": {"count": CLASSES},
        "preprocessing": {"kind": "photo"},
    }


ORIGINALS: tuple[tuple[dict[str, Any], Callable[[], Drawing]], ...] = (
    (
        head(
            "lenet-5-1998",
            "LeNet-5 as published",
            1998,
            "The network that read the digits on bank cheques, layer by layer as its paper has "
            "it: trainable subsampling, linked filters, a squashing curve and ten codes.",
        )
        | {"classes": list("0123456789"), "preprocessing": {"kind": "digit"}},
        lenet,
    ),
    (
        head(
            "alexnet",
            "AlexNet",
            2012,
            "The network that won ImageNet's contest of 2012 by a wide margin: five layers of "
            "filters on two graphics cards and three large dense layers.",
        ),
        alexnet,
    ),
    (
        head(
            "zfnet",
            "ZFNet",
            2013,
            "AlexNet after its makers' rivals had looked inside it: a smaller first filter with a "
            "smaller stride, and no groups.",
        ),
        zfnet,
    ),
    (
        head(
            "vgg-11",
            "VGG-11",
            2014,
            "The shortest VGG, its paper's network A: eight layers of 3×3 filters and three "
            "dense layers.",
        ),
        lambda: vgg(1, 1, 2, 2, 2),
    ),
    (
        head(
            "vgg-16",
            "VGG-16",
            2014,
            "Nothing but 3×3 filters, thirteen layers of them in five stages, and three dense "
            "layers. Its paper calls it network D.",
        ),
        lambda: vgg(2, 2, 3, 3, 3),
    ),
    (
        head(
            "vgg-19",
            "VGG-19",
            2014,
            "The longest VGG, its paper's network E: sixteen layers of 3×3 filters and three "
            "dense layers.",
        ),
        lambda: vgg(2, 2, 4, 4, 4),
    ),
    (
        head(
            "googlenet",
            "GoogLeNet",
            2014,
            "Nine inception modules, each with four branches side by side, and a global average "
            "in place of the large dense layers. Two heads on the way helped it to learn.",
        ),
        googlenet,
    ),
    (
        head(
            "resnet-18",
            "ResNet-18",
            2015,
            "Eight blocks of two 3×3 layers, each of which adds a correction to what it was given.",
        ),
        lambda: resnet(2, 2, 2, 2),
    ),
    (
        head(
            "resnet-34",
            "ResNet-34",
            2015,
            "Sixteen blocks of two 3×3 layers, each of which adds a correction to what it was "
            "given.",
        ),
        lambda: resnet(3, 4, 6, 3),
    ),
    (
        head(
            "resnet-50",
            "ResNet-50",
            2015,
            "Sixteen blocks that squeeze, look and widen again (1×1, 3×3, 1×1), and add that to "
            "what they were given.",
        ),
        lambda: resnet(3, 4, 6, 3, bottleneck=True),
    ),
)
