"""The blanks of a story: figures in the words, counted from descriptions and never typed.

    "{conv_1.parameters} weights make {conv_1.numbers} numbers"

A blank is a small sum over names, and after a bar how it is written:

    {parameters}                 of the network itself
    {conv_1.parameters}          of one layer of it, or of one module
    {alexnet.parameters}         of another network; hyphens are written _ here
    {alexnet.macs / macs|times}  how many times as much

The names are the fields of ``Whole`` and ``Part`` below.
"""

import ast
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import prod
from typing import Any

from app import describe, schemas
from app.catalogue import Entry
from app.engine import figures
from app.engine.network import Network, Node
from app.engine.reads import Window
from app.engine.writing import NARROW, by, thousands
from app.lineage.path import filters, longest

BLANK = re.compile(r"\{([^{}|]+)(?:\|(\w+))?\}")
WORDS = (
    "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen", "twenty",
)  # fmt: skip


class Unfilled(Exception):  # noqa: N818
    """A blank that nothing can be counted for; whoever reads the story says where it stands."""


@dataclass(frozen=True)
class Part:
    """A layer, or several that belong together, in figures."""

    network: Network
    nodes: tuple[Node, ...]

    @property
    def parameters(self) -> int:
        """How many numbers it learned, biases included."""
        return sum(figures.parameters(self.network, node.name) for node in self.nodes)

    @property
    def weights(self) -> int:
        """The same without biases and other lists: one for each channel."""
        shapes = (self.network.param_shapes().get(node.name, {}) for node in self.nodes)
        return sum(prod(shape) for params in shapes for shape in params.values() if len(shape) > 1)

    @property
    def macs(self) -> int:
        """Multiplications with a weight, for one picture."""
        return sum(figures.macs(self.network, node.name) for node in self.nodes)

    @property
    def last(self) -> Node:
        """What comes out of it comes out of this one."""
        return self.nodes[-1]

    @property
    def shape(self) -> tuple[int, int, int]:
        """Channels, rows, columns of what comes out."""
        return self.network.shapes()[self.last.name]

    @property
    def maps(self) -> int:
        """Channels of what comes out."""
        return self.shape[0]

    @property
    def side(self) -> int:
        """Rows of what comes out."""
        return self.shape[1]

    @property
    def area(self) -> int:
        """How many places one of its maps has."""
        return prod(self.shape[1:])

    @property
    def numbers(self) -> int:
        """How many numbers come out."""
        return prod(self.shape)

    @property
    def field(self) -> int:
        """How many rows of the picture one number sees."""
        return figures.receptive_field(self.network, self.last.name)[0][0]

    @property
    def heard(self) -> int:
        """How many channels go in: where several layers are heard, those of the first."""
        return self.network.input_shapes(self.nodes[0].name)[0][0]

    @property
    def size(self) -> int:
        """How many rows of its input the window of the first of them reads."""
        return self._window.size[0]

    @property
    def window(self) -> str:
        """That window as people write it."""
        return by(self._window.size)

    @property
    def cells(self) -> int:
        """How many cells that window has."""
        return prod(self._window.size)

    @property
    def stride(self) -> int:
        """How far that window moves on."""
        return self._window.stride[0]

    @property
    def groups(self) -> int:
        """In how many groups the channels are read."""
        return self._window.groups

    @property
    def setting(self) -> Mapping[str, Any]:
        """What was chosen for the first of them, by name."""
        return self.nodes[0].layer.settings()

    @property
    def _window(self) -> Window:
        shapes = self.network.input_shapes(self.nodes[0].name)
        rule = self.nodes[0].layer.reads(*shapes)[0]
        if not isinstance(rule, Window):
            raise Unfilled(f"{self.nodes[0].name} has no window that slides")
        return rule


@dataclass(frozen=True)
class Whole:
    """A network in figures, and its parts by their names."""

    entry: Entry

    @property
    def network(self) -> Network:
        """Its description."""
        return self.entry.network

    @cached_property
    def told(self) -> schemas.NetworkSummary:
        """Its figures as everybody is told them."""
        return describe.summary(self.entry)

    @property
    def parameters(self) -> int:
        """How many numbers it learned."""
        return self.told["parameters"]

    @property
    def macs(self) -> int:
        """Multiplications with a weight, for one picture."""
        return self.told["macs"]

    @property
    def dense_share(self) -> float:
        """The share of its parameters in dense layers, 0 to 1."""
        return self.told["dense_share"]

    @property
    def field(self) -> int:
        """How many rows of the picture one number of the last map sees."""
        return self.told["receptive_field"][0]

    @cached_property
    def convolved(self) -> float:
        """The share of its multiplications that is done before the dense layers, 0 to 1."""
        dense = [node.name for node in self.network.nodes if node.layer.stage == "dense"]
        return 1 - sum(figures.macs(self.network, name) for name in dense) / self.macs

    @cached_property
    def layers(self) -> int:
        """Layers with filters behind each other, on the longest way through."""
        return sum(filters(self.network, node) for node in longest(self.network))

    @cached_property
    def connections(self) -> int:
        """Wires into cells that have numbers of their own, as one counted before."""
        return figures.connections(self.network)

    @property
    def image(self) -> tuple[int, int, int]:
        """The picture it reads: channels, rows, columns."""
        return self.network.image

    @property
    def side(self) -> int:
        """Rows of that picture."""
        return self.network.image[1]

    @property
    def classes(self) -> int:
        """How many things it knows."""
        return len(self.entry.classes)

    @property
    def year(self) -> str:
        """When it was published."""
        return str(self.entry.year)

    def modules(self) -> dict[str, tuple[Node, ...]]:
        """The layers that belong together, by the name of their module."""
        found: dict[str, tuple[Node, ...]] = {}
        for node in self.network.nodes:
            if node.module:
                found[node.module] = (*found.get(node.module, ()), node)
        return found

    def part(self, name: str) -> Part | None:
        """The layer or the module of that name."""
        for node in self.network.nodes:
            if node.name == name:
                return Part(self.network, (node,))
        nodes = self.modules().get(name)
        return Part(self.network, nodes) if nodes else None


def filled(text: str, here: Entry, others: Mapping[str, Entry], quoted: Mapping[str, Any]) -> str:
    """A text with its blanks filled. Raises Unfilled, saying which cannot be.

    quoted   what a source says and no description can: ``{quoted.error}``
    """
    names = _Names(Whole(here), others, quoted)
    return BLANK.sub(lambda blank: _written(_value(blank[1], names), blank[2]), text)


@dataclass(frozen=True)
class _Names:
    """What a name in a blank may mean."""

    here: Whole
    others: Mapping[str, Entry]
    quoted: Mapping[str, Any]

    def find(self, name: str) -> Any:
        """The part, the figure or the other network of that name."""
        if name == "quoted":
            return self.quoted
        if part := self.here.part(name):
            return part
        if isinstance(vars(Whole).get(name), (property, cached_property)):
            return getattr(self.here, name)
        for id_, entry in self.others.items():
            if id_.replace("-", "_") == name:
                return Whole(entry)
        raise Unfilled(f"nothing here is called {name}")


def _value(sum_: str, names: _Names) -> Any:
    try:
        return _worked(ast.parse(sum_.strip(), mode="eval").body, names)
    except (SyntaxError, KeyError, TypeError, AttributeError) as error:
        raise Unfilled(f"{{{sum_}}} cannot be counted: {error}") from error


SIGNS: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def _worked(sum_: ast.expr, names: _Names) -> Any:
    """What a sum comes to; names, fields, whole numbers and four signs are all it may have."""
    match sum_:
        case ast.Name(id=name):
            return names.find(name)
        case ast.Attribute(value=value, attr=name):
            return _field(_worked(value, names), name)
        case ast.BinOp(left=left, op=sign, right=right) if type(sign) in SIGNS:
            return SIGNS[type(sign)](_worked(left, names), _worked(right, names))
        case ast.Constant(value=int(number)):
            return number
        case _:
            raise Unfilled(f"{{{ast.unparse(sum_)}}} is no sum of names")


def _field(of: Any, name: str) -> Any:
    if isinstance(of, Mapping):
        return of[name]
    if isinstance(of, Whole) and (part := of.part(name)):
        return part
    if name.startswith("_") or not isinstance(of, (Whole, Part)):
        raise Unfilled(f"there is no {name} to count")
    return getattr(of, name)


def _written(value: Any, form: str | None) -> str:
    """A value as it stands in a sentence.

    >>> _written(60965224, None), _written(60965224, "million"), _written(0.962, "percent")
    ('60,965,224', '61 million', '96.2\xa0%')
    >>> _written(5, "word"), _written(8.93, "times"), _written((3, 224, 224), None)
    ('five', '8.9', '3×224×224')
    """
    if form is None:
        return _plain(value)
    if form not in FORMS:
        raise Unfilled(f"there is no form {form}: there are {', '.join(FORMS)}")
    return FORMS[form](value)


def _plain(value: Any) -> str:
    match value:
        case str():
            return value
        case int():
            return thousands(value)
        case float():
            return f"{value:g}"
        case tuple():
            return by(value)
    raise Unfilled("a blank ends in a figure, not in a layer or a network")


def _million(value: float) -> str:
    millions = value / 1e6
    return f"{millions:.2g} million" if millions < 10 else f"{millions:,.0f} million"


def _times(value: float) -> str:
    """How many times as much, as roughly as one says it."""
    return f"{value:.1f}" if value < 10 else f"{value:,.0f}"


FORMS: dict[str, Callable[[Any], str]] = {
    "million": _million,
    "percent": lambda share: f"{100 * share:.1f}{NARROW}%",
    "whole": lambda share: f"{100 * share:.0f}{NARROW}%",
    "times": _times,
    "word": lambda count: WORDS[count] if count < len(WORDS) else thousands(count),
    "Word": lambda count: WORDS[count].capitalize(),
}
"""How a figure may be written, by the word after the bar."""
