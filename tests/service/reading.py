"""Pages of words, read as a browser would: tags and text, printed numbers, links into the page."""

import json
import math
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs

ROOT = Path(__file__).resolve().parents[2]
VOID = {"meta", "link", "img", "br"}
STAGE = "".join(
    file.read_text() for file in (ROOT / "static" / "src" / "views" / "stage").glob("*.*")
)
"""The close-ups as they are written: they know their tools by name."""
KEYS = {"network", "sample", "layer", "map", "cell", "open", "effective", "tools", "wires"}


@dataclass
class Tag:
    name: str
    attributes: dict = field(default_factory=dict)
    inside: list = field(default_factory=list)

    def all(self, name="", **attributes):
        """Every tag of that name below this one, in order; ``class_`` must be one of its own."""
        for one in self.inside:
            if not isinstance(one, Tag):
                continue
            given = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
            has = one.attributes
            fits = all(
                value in has.get(key, "").split() if key == "class" else has.get(key) == value
                for key, value in given.items()
            )
            if fits and name in ("", one.name):
                yield one
            yield from one.all(name, **attributes)

    @property
    def text(self):
        parts = (one.text if isinstance(one, Tag) else one for one in self.inside)
        return " ".join("".join(parts).split())


class Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open = [Tag("")]

    def handle_starttag(self, tag, attrs):
        made = Tag(tag, {key: value or "" for key, value in attrs})
        self.open[-1].inside.append(made)
        if tag not in VOID:
            self.open.append(made)

    def handle_startendtag(self, tag, attrs):
        self.open[-1].inside.append(Tag(tag, {key: value or "" for key, value in attrs}))

    def handle_endtag(self, tag):
        assert tag == self.open[-1].name, f"</{tag}> closes <{self.open[-1].name}>"
        self.open.pop()

    def handle_data(self, data):
        self.open[-1].inside.append(data)


def read(html):
    reader = Reader()
    reader.feed(html)
    assert len(reader.open) == 1, "something is not closed"
    return reader.open[0]


def number(text):
    """A printed number; ≈0 counts as 0.

    >>> number("−1,234.5"), number("65.9 %"), number("(−2)")
    (-1234.5, 65.9, -2.0)
    """
    return float(re.sub(r"[,≈%()\s\xa0]", "", text).replace("−", "-"))


def evaluate(text):
    """What a printed sum comes to.

    >>> evaluate("2·(−0.5) + ⌊(5 − 3) / 2⌋")
    0.0
    """
    python = (
        text.replace("·", "*")
        .replace("−", "-")
        .replace(",", "")
        .replace("⌊", "(")
        .replace("⌋", ")//1")
    )
    python = re.sub(r"ln ([\d.]+)", r"math.log(\1)", python)
    assert re.fullmatch(r"(math\.log|[\d.()+*/ -])+", python), text
    return eval(python, {"math": math})


def lands(client, state):
    """None if there is such a view of the opened, else what is wrong with it."""
    told = {key: values[0] for key, values in parse_qs(state, strict_parsing=True).items()}
    if unknown := told.keys() - KEYS:
        return f"no such keys: {unknown}"
    network = client.get(f"/api/networks/{told.get('network', 'tiny-vgg')}")
    if network.status_code != 200:
        return "no such network"
    layer = next((one for one in network.json()["layers"] if one["name"] == told["layer"]), None)
    if layer is None:
        return "no such layer"
    maps, rows, columns = layer["shape"]
    row, column = map(int, told.get("cell", "0,0").split(","))
    if not (1 <= int(told.get("map", 1)) <= maps and row < rows and column < columns):
        return "outside the maps"
    for tool in filter(None, told.get("tools", "").split(";")):
        name, _, value = tool.partition(":")
        if f"'{name}'" not in STAGE or (name == "try" and value not in STAGE):
            return f"no such tool: {tool}"
    shelf = json.loads((ROOT / "samples" / "index.json").read_text())
    samples = [one["id"] for one in shelf if network.json()["id"] in one["networks"]]
    return "no such sample" if "sample" in told and told["sample"] not in samples else None


class Opened:
    """``opened("/learn")``: a page as it is served, read; every page is asked for once."""

    def __init__(self, client):
        self.client = client
        self.held = {}

    def __call__(self, at):
        if at not in self.held:
            answer = self.client.get(at, headers={"accept": "text/html"})
            assert answer.status_code == 200, at
            assert answer.headers["content-type"] == "text/html; charset=utf-8"
            self.held[at] = read(answer.text)
        return self.held[at]
