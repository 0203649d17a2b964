"""Named layers, wired into a graph.

A network is a description: it holds no weights and remembers no run. Weights go in
with the pictures, and every number comes back in a ``Trace``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, Self, cast

import numpy as np

from app.engine.input import Input
from app.engine.nodes import INPUT, Node, image_in, nodes_in
from app.engine.scene import Scene
from app.engine.trace import Trace
from app.engine.types import Array, Cell, EngineError, Shape, ShapeError, Weights
from app.engine.writing import by

__all__ = ["INPUT", "Backward", "Network", "Node"]


class Backward(NamedTuple):
    """How a number changes with every parameter, by node, and with every pixel."""

    weights: dict[str, dict[str, Array]]
    images: Array


@dataclass(frozen=True)
class Network:
    """Nodes in an order they can run in, and the shape (c, h, w) of one picture.

    The last node is the answer. Branches that lead nowhere are allowed.
    """

    image: Shape
    nodes: tuple[Node, ...]

    @classmethod
    def from_spec(cls, spec: Mapping[str, Any]) -> Self:
        """Read a network from plain data; a node without ``from`` listens to the one above.

        Raises SpecError when it makes no sense, ShapeError when neighbours do not fit.

        >>> Network.from_spec({"image": [1, 4, 4], "nodes": [
        ...     {"name": "pool_1", "kind": "max_pool"}, {"name": "flatten", "kind": "flatten"},
        ... ]}).shapes()
        {'input': (1, 4, 4), 'pool_1': (1, 2, 2), 'flatten': (4, 1, 1)}
        """
        network = cls(image_in(spec.get("image")), tuple(nodes_in(spec.get("nodes") or [])))
        network.shapes()
        return network

    def to_spec(self) -> dict[str, Any]:
        """The plain data this network can be read from again."""
        rows, above = [], INPUT
        for node in self.nodes:
            row = {"name": node.name, "kind": node.layer.kind, **node.layer.settings()}
            if node.inputs != (above,):
                row["from"] = list(node.inputs)
            if node.module:
                row["module"] = node.module
            rows.append(row)
            above = node.name
        return {"image": list(self.image), "nodes": rows}

    def node(self, name: str) -> Node:
        """The node of that name. Raises EngineError when there is none."""
        try:
            return self._named[name]
        except KeyError:
            known = ", ".join(self._named)
            raise EngineError(f"There is no layer called {name}. The layers are {known}.") from None

    def shapes(self) -> dict[str, Shape]:
        """The (c, h, w) of every node and the input, worked out without running anything."""
        return dict(self._shapes)

    def input_shapes(self, name: str) -> tuple[Shape, ...]:
        """The shapes that one node is given."""
        return tuple(self._shapes[heard] for heard in self.node(name).inputs)

    def param_shapes(self) -> dict[str, dict[str, tuple[int, ...]]]:
        """The arrays every node needs, by node and name; nodes that need none are left out."""
        return {name: dict(shapes) for name, shapes in self._param_shapes.items()}

    def downstream(self, name: str) -> set[str]:
        """The node and everything whose numbers change when its numbers do."""
        touched = {name} if name == INPUT else {self.node(name).name}
        for node in self.nodes:
            if touched.intersection(node.inputs):
                touched.add(node.name)
        return touched

    def upstream(self, name: str) -> set[str]:
        """The node and everything its numbers are made from, the input among it."""
        asked = {name} if name == INPUT else {self.node(name).name}
        for node in reversed(self.nodes):
            if node.name in asked:
                asked.update(node.inputs)
        return asked

    @property
    def logits(self) -> str:
        """The node whose scores decide: the answer, or what its shares are made of."""
        answer = self.nodes[-1]
        return answer.inputs[0] if answer.layer.shares else answer.name

    def check(self, weights: Weights) -> None:
        """Raise ShapeError unless ``weights`` hold every array this network needs, in size."""
        for node, shapes in self._param_shapes.items():
            held = weights.get(node, {})
            for name, shape in shapes.items():
                if name not in held:
                    raise ShapeError(f"{node} needs {name} of {by(shape)}, but has none.")
                if held[name].shape != shape:
                    raise ShapeError(
                        f"{node} needs {name} of {by(shape)}, but has {by(held[name].shape)}."
                    )

    def check_cell(self, name: str, cell: Cell) -> None:
        """Raise EngineError unless a node has such a cell (channel, row, column)."""
        shape = self._shapes[self.node(name).name]
        if len(cell) != 3 or not all(0 <= at < size for at, size in zip(cell, shape, strict=True)):
            where = ", ".join(str(at) for at in cell)
            raise EngineError(
                f"{name} has no cell ({where}): it is {by(shape)}, channels by rows by columns, "
                f"counted from 0."
            )

    def words(self, name: str) -> dict[str, str]:
        """The words of one node (or of the input) with its own sizes filled in."""
        if name == INPUT:
            return Input(self.image).words()
        return self.node(name).layer.words(*self.input_shapes(name))

    def arithmetic(self, name: str) -> tuple[str, ...]:
        """How the sizes and counts of one node (or of the input) come about, line by line."""
        if name == INPUT:
            return Input(self.image).arithmetic()
        return self.node(name).layer.arithmetic(*self.input_shapes(name))

    def code(self, name: str) -> str:
        """NumPy lines that make one number of one node (or of the input) again."""
        if name == INPUT:
            return Input(self.image).code()
        node = self.node(name)
        return node.layer.code(name, node.inputs, *self.input_shapes(name))

    def sentence(
        self, name: str, trace: Trace, weights: Weights, classes: Sequence[str] = ()
    ) -> str:
        """One or two sentences about what this node (or the input) did with the first picture.

        classes   what the numbers of the answer stand for; without them they are counted
        """
        if name == INPUT:
            return Input(self.image).sentence(trace[INPUT])
        node = self.node(name)
        heard = tuple([trace[source] for source in node.inputs])
        named = tuple(classes) if self._names_classes(name, len(classes)) else ()
        scene = Scene(INPUT in node.inputs, named)
        return node.layer.sentence(heard, trace[name], weights.get(name, {}), scene)

    def _names_classes(self, name: str, classes: int) -> bool:
        """Whether each number of a node stands for a class: in the answer, and in what it hears."""
        answer = self.nodes[-1]
        return name in (answer.name, *answer.inputs) and self._shapes[name] == (classes, 1, 1)

    def run(
        self,
        images: Array,
        weights: Weights,
        *,
        start: str | None = None,
        earlier: Trace | None = None,
    ) -> Trace:
        """Compute every node once, in order, and keep it all.

        images   (n, c, h, w); a dtype of float32 or float64, which everything follows
        start    compute only this node and what is downstream of it; all other values
                 are taken, uncopied, from ``earlier``, a trace of the same pictures

        Raises ShapeError when pictures or weights do not fit, EngineError when the pictures
        are no floats.
        """
        if images.shape[1:] != self.image:
            raise ShapeError(
                f"This network reads pictures of {by(self.image)}, but gets {by(images.shape[1:])}."
            )
        if images.dtype.kind != "f":
            raise EngineError(f"Pictures are given as floats from 0 to 1, not as {images.dtype}.")
        self.check(weights)
        values = {INPUT: images.view()}
        stale: set[str] | None = None
        if start is not None:
            if earlier is None:
                raise EngineError("To start in the middle, a run needs an earlier trace.")
            stale = self.downstream(start)
            values[INPUT] = earlier[INPUT]
        for node in self.nodes:
            if stale is not None and node.name not in stale:
                values[node.name] = cast(Trace, earlier)[node.name]
            else:
                heard = tuple([values[name] for name in node.inputs])
                values[node.name] = node.layer.forward(heard, weights.get(node.name, {}))
        return Trace(values)

    def backward(
        self, grad: Array, trace: Trace, weights: Weights, at: str | None = None
    ) -> Backward:
        """Walk a run backwards: how a number changes with every parameter and pixel.

        grad  (n, c, h, w) of node ``at`` (default the last): how the number changes with it

        What ``at`` does not depend on has slope zero.
        """
        learned, grads = self._walk(grad, trace, weights, at, images=True)
        blame = grads.get(INPUT)
        return Backward(learned, np.zeros_like(trace[INPUT]) if blame is None else blame)

    def weight_gradients(
        self, grad: Array, trace: Trace, weights: Weights, at: str | None = None
    ) -> dict[str, dict[str, Array]]:
        """``backward`` without the pixels: all that learning needs, at less cost."""
        return self._walk(grad, trace, weights, at, images=False)[0]

    def slopes(
        self, grad: Array, trace: Trace, weights: Weights, at: str | None = None
    ) -> dict[str, Array]:
        """``backward``, layer by layer: how a number changes with everything it was made from.

        By node, from ``at`` itself back to the input: (n, c, h, w) each. What has no say is
        left out, and nothing is worked out for the weights.
        """
        last = self._slope_fits(grad, trace, at)
        slopes = {last: grad}
        for node in reversed(self.nodes):
            if node.name not in slopes:
                continue
            heard = tuple([trace[name] for name in node.inputs])
            params = weights.get(node.name, {})
            parts = node.layer.input_gradients(slopes[node.name], heard, params)
            for name, part in zip(node.inputs, parts, strict=True):
                slopes[name] = slopes[name] + part if name in slopes else part
        return slopes

    def _slope_fits(self, grad: Array, trace: Trace, at: str | None) -> str:
        """The node that ``at`` means, the last by default. Raises ShapeError."""
        last = self.nodes[-1].name if at is None else self.node(at).name
        if grad.shape != trace[last].shape:
            raise ShapeError(
                f"{last} is {by(trace[last].shape)}, so its slopes cannot be {by(grad.shape)}."
            )
        return last

    def _walk(
        self, grad: Array, trace: Trace, weights: Weights, at: str | None, images: bool
    ) -> tuple[dict[str, dict[str, Array]], dict[str, Array]]:
        """The gradients of all parameters, and those of the input if ``images``."""
        last = self._slope_fits(grad, trace, at)
        learned: dict[str, dict[str, Array]] = {}
        grads = {last: grad}
        for node in reversed(self.nodes):
            params = weights.get(node.name, {})
            slope = grads.pop(node.name, None)
            if slope is None:
                if node.name in self._param_shapes:
                    learned[node.name] = {name: np.zeros_like(a) for name, a in params.items()}
                continue
            heard = tuple([trace[name] for name in node.inputs])
            if not images and set(node.inputs) == {INPUT}:
                parts: tuple[Array, ...] = ()
                found = node.layer.param_gradients(slope, heard, params)
            else:
                parts, found = node.layer.backward(slope, heard, params)
            if found:
                learned[node.name] = found
            for name, part in zip(node.inputs, parts, strict=False):
                grads[name] = grads[name] + part if name in grads else part
        return learned, grads

    @cached_property
    def _named(self) -> dict[str, Node]:
        return {node.name: node for node in self.nodes}

    @cached_property
    def _shapes(self) -> dict[str, Shape]:
        shapes = {INPUT: self.image}
        for node in self.nodes:
            try:
                shapes[node.name] = node.layer.output_shape(*(shapes[i] for i in node.inputs))
            except ShapeError as error:
                raise ShapeError(f"{node.name}: {error}") from None
        return shapes

    @cached_property
    def _param_shapes(self) -> dict[str, dict[str, tuple[int, ...]]]:
        wanted = {
            node.name: node.layer.param_shapes(*(self._shapes[i] for i in node.inputs))
            for node in self.nodes
        }
        return {name: shapes for name, shapes in wanted.items() if shapes}
