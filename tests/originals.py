"""The famous networks as their papers have them, so that what is said of them can be counted.

Without what has no parameters and changes no size (ReLU, local normalisation, dropout): here
only shapes, parameters and multiplications are asked for.
"""

from typing import Any

from app.engine import Network

Row = dict[str, Any]


def conv(name: str, filters: int, size: int, **settings: Any) -> Row:
    return {"name": name, "kind": "conv2d", "filters": filters, "size": size, **settings}


def pool(name: str, size: int = 3, stride: int = 2, **settings: Any) -> Row:
    return {"name": name, "kind": "max_pool", "size": size, "stride": stride, **settings}


def head(*units: int) -> list[Row]:
    dense = [{"name": f"fc{at}", "kind": "dense", "units": n} for at, n in enumerate(units, 6)]
    return [{"name": "flatten", "kind": "flatten"}, *dense]


def build(side: int, rows: list[Row]) -> Network:
    return Network.from_spec({"image": [3, side, side], "nodes": rows})


def alexnet() -> Network:
    return build(
        227,
        [
            conv("conv1", 96, 11, stride=4),
            pool("pool1"),
            conv("conv2", 256, 5, padding=2, groups=2),
            pool("pool2"),
            conv("conv3", 384, 3, padding=1),
            conv("conv4", 384, 3, padding=1, groups=2),
            conv("conv5", 256, 3, padding=1, groups=2),
            pool("pool5"),
            *head(4096, 4096, 1000),
        ],
    )


def zfnet() -> Network:
    return build(
        224,
        [
            conv("conv1", 96, 7, stride=2, padding=1),
            pool("pool1", ceil=True),
            conv("conv2", 256, 5, stride=2),
            pool("pool2", ceil=True),
            conv("conv3", 384, 3, padding=1),
            conv("conv4", 384, 3, padding=1),
            conv("conv5", 256, 3, padding=1),
            pool("pool5"),
            *head(4096, 4096, 1000),
        ],
    )


def vgg16() -> Network:
    rows = []
    for stage, (filters, count) in enumerate([(64, 2), (128, 2), (256, 3), (512, 3), (512, 3)], 1):
        rows += [conv(f"conv{stage}_{at}", filters, 3, padding=1) for at in range(count)]
        rows.append(pool(f"pool{stage}", 2, 2))
    return build(224, [*rows, *head(4096, 4096, 1000)])


MODULES = {
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
"""The filters of each inception module: 1×1, 3×3 reduced and full, 5×5 likewise, after the pool."""


def inception(name: str, above: str) -> list[Row]:
    one, three_in, three, five_in, five, after = MODULES[name]
    branches = [f"{name}_1", f"{name}_3", f"{name}_5", f"{name}_p"]
    return [
        conv(branches[0], one, 1, **{"from": above}),
        conv(f"{name}_3r", three_in, 1, **{"from": above}),
        conv(branches[1], three, 3, padding=1),
        conv(f"{name}_5r", five_in, 1, **{"from": above}),
        conv(branches[2], five, 5, padding=2),
        pool(f"{name}_pool", 3, 1, padding=1, **{"from": above}),
        conv(branches[3], after, 1),
        {"name": name, "kind": "concat", "from": branches},
    ]


def googlenet() -> Network:
    rows = [
        conv("conv1", 64, 7, stride=2, padding=3),
        pool("pool1", ceil=True),
        conv("conv2r", 64, 1),
        conv("conv2", 192, 3, padding=1),
        pool("pool2", ceil=True),
    ]
    above = "pool2"
    for name in MODULES:
        rows += inception(name, above)
        above = name
        if name in ("3b", "4e"):
            above = f"pool{name[0]}"
            rows.append(pool(above, ceil=True))
    average = {"name": "average", "kind": "global_average_pool"}
    return build(224, [*rows, average, {"name": "fc", "kind": "dense", "units": 1000}])


def resnet18() -> Network:
    def normed(row: Row) -> list[Row]:
        return [{**row, "bias": False}, {"name": f"{row['name']}_bn", "kind": "batch_norm"}]

    rows = [*normed(conv("conv1", 64, 7, stride=2, padding=3)), pool("pool1", padding=1)]
    above = "pool1"
    for stage, filters in enumerate((64, 128, 256, 512), 2):
        for block in (1, 2):
            name, stride = f"res{stage}_{block}", 2 if stage > 2 and block == 1 else 1
            first = conv(f"{name}_a", filters, 3, stride=stride, padding=1, **{"from": above})
            rows += normed(first) + normed(conv(f"{name}_b", filters, 3, padding=1))
            past = above
            if stride == 2:
                skip = conv(f"{name}_skip", filters, 1, stride=2, **{"from": above})
                rows += normed(skip)
                past = f"{name}_skip_bn"
            rows.append({"name": name, "kind": "add", "from": [f"{name}_b_bn", past]})
            above = name
    average = {"name": "average", "kind": "global_average_pool"}
    return build(224, [*rows, average, {"name": "fc", "kind": "dense", "units": 1000}])


BUILT = {
    "alexnet": (alexnet, "pool5"),
    "zfnet": (zfnet, "pool5"),
    "vggnet": (vgg16, "pool5"),
    "googlenet": (googlenet, "5b"),
    "resnet": (resnet18, "res5_2"),
}
"""By the term of the glossary: how it is built, and its last layer that still has places."""
