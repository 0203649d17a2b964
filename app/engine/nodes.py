"""Nodes: layers with a name, and how they are read from the plain data of a description."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, cast

import app.engine.layers  # noqa: F401  (importing them is what fills KINDS)
from app.engine.layer import KINDS, Layer
from app.engine.types import Shape, SpecError

INPUT = "input"
"""The name under which every network knows its picture."""


@dataclass(frozen=True)
class Node:
    """A layer with a name, and the names of those it listens to.

    ``module`` names the part of the network it belongs to, such as an inception module or a
    residual block; "" for a layer that stands by itself.
    """

    name: str
    layer: Layer
    inputs: tuple[str, ...]
    module: str = ""


def image_in(sizes: Any) -> Shape:
    """The shape (c, h, w) of one picture; raises ``SpecError`` where it is none."""
    if (
        not isinstance(sizes, Sequence)
        or len(sizes) != 3
        or not all(type(size) is int and size > 0 for size in sizes)
    ):
        raise SpecError(f"image is {sizes!r}, but should be [channels, rows, columns].")
    return cast(Shape, tuple(sizes))


def nodes_in(rows: Sequence[Mapping[str, Any]]) -> list[Node]:
    """Nodes in the order given; one without ``from`` listens to the one above.

    Raises ``SpecError``, with the node and the setting, for what cannot be read.
    """
    if not rows:
        raise SpecError("A network needs at least one node.")
    nodes: list[Node] = []
    known = {INPUT}
    above = INPUT
    for row in rows:
        node = _node(row, above)
        if node.name in known:
            raise SpecError(f"There are two nodes called {node.name}; every name must be its own.")
        for heard in node.inputs:
            if heard not in known:
                raise SpecError(f"{node.name} listens to {heard}, but no node above has that name.")
        nodes.append(node)
        known.add(node.name)
        above = node.name
    return nodes


def _node(row: Mapping[str, Any], above: str) -> Node:
    settings = dict(row)
    name = settings.pop("name", None)
    if not isinstance(name, str) or not name:
        raise SpecError(f"A node needs a name: {row!r}.")
    kind = settings.pop("kind", None)
    if kind not in KINDS:
        raise SpecError(f"{name} is of kind {kind!r}. The kinds are {', '.join(KINDS)}.")
    heard = settings.pop("from", [above])
    inputs = (heard,) if isinstance(heard, str) else tuple(heard)
    module = settings.pop("module", "")
    if not isinstance(module, str):
        raise SpecError(f"{name}: module is {module!r}, but should be a name.")
    return Node(name, _layer(name, KINDS[kind], settings, len(inputs)), inputs, module)


def _layer(name: str, kind: type[Layer], settings: dict[str, Any], inputs: int) -> Layer:
    known = [field.name for field in fields(kind)]
    for setting in settings:
        if setting not in known:
            has = f"Its settings are {', '.join(known)}." if known else "It has none."
            raise SpecError(f"{name}: {kind.kind} has no setting {setting}. {has}")
    if kind.arity is not None and inputs != kind.arity:
        raise SpecError(f"{name}: {kind.kind} listens to one node, not to {inputs}.")
    if kind.arity is None and inputs < 2:
        raise SpecError(f"{name}: {kind.kind} listens to two nodes or more, not to {inputs}.")
    try:
        return kind(**settings)
    except SpecError as error:
        raise SpecError(f"{name}: {error}") from None
    except TypeError as error:
        raise SpecError(f"{name}: {kind.kind} cannot be made from {settings!r}: {error}.") from None
