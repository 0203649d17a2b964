"""A network written down layer by layer, and the file that it becomes."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

Row = dict[str, Any]


class Drawing:
    """Layers in the order they run in; each listens to ``last`` unless told otherwise.

    ``last`` is the layer just drawn; set it to go on from another one, such as after a branch
    that leads nowhere. ``module`` names the part that the next layers belong to (an inception
    module, a residual block), or is "" between modules.
    """

    def __init__(self, image: Sequence[int]) -> None:
        self.image = list(image)
        self.rows: list[Row] = []
        self.module = ""
        self.last = "input"

    def layer(self, name: str, kind: str, *heard: str, **settings: Any) -> str:
        """One more layer; its name, for those who want to listen to it."""
        row: Row = {"name": name, "kind": kind, **settings}
        listens = heard or (self.last,)
        above = self.rows[-1]["name"] if self.rows else "input"
        if listens != (above,):
            row["from"] = list(listens)
        if self.module:
            row["module"] = self.module
        self.rows.append(row)
        self.last = name
        return name

    def conv(self, name: str, filters: int, size: int, *heard: str, **settings: Any) -> str:
        """A convolution and the ReLU behind it."""
        self.layer(name, "conv2d", *heard, filters=filters, size=size, **settings)
        return self.layer(f"{name}_relu", "relu")

    def normed(self, name: str, filters: int, size: int, *heard: str, **settings: Any) -> str:
        """A convolution whose bias is left to the batch norm behind it."""
        self.layer(name, "conv2d", *heard, filters=filters, size=size, **settings, bias=False)
        return self.layer(f"{name}_norm", "batch_norm")

    def pool(self, name: str, size: int, stride: int, *heard: str, **settings: Any) -> str:
        """A max pool."""
        return self.layer(name, "max_pool", *heard, size=size, stride=stride, **settings)

    def dense(self, name: str, units: int) -> str:
        """A dense layer and the ReLU behind it."""
        self.layer(name, "dense", units=units)
        return self.layer(f"{name}_relu", "relu")

    def answer(self, classes: int) -> str:
        """Scores and shares."""
        self.layer("dense", "dense", units=classes)
        return self.layer("softmax", "softmax")


def written(head: dict[str, Any], drawing: Drawing) -> str:
    """The text of a network.json: a line for each layer, so that changes read well."""
    lines = [f'"{name}": {_text(value)},' for name, value in head.items()]
    rows = ",\n".join(f"  {_text(row)}" for row in drawing.rows)
    image = f'"image": {_text(drawing.image)},'
    return "{\n" + "\n".join([*lines, image]) + f'\n"nodes": [\n{rows}\n]\n}}\n'


def write(folder: Path, head: dict[str, Any], drawing: Drawing) -> None:
    """Put the description where it belongs."""
    place = folder / head["id"] / "network.json"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(written(head, drawing), encoding="utf-8")


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
