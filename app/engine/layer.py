"""What every kind of layer can do.

A layer is its settings and nothing else. What it has learned is handed to it, what it
computes is kept by the trace, so one layer may serve many pictures at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from math import inf, prod
from typing import Any, ClassVar, Literal, Self

from app.engine import accounts
from app.engine.knobs import Knob
from app.engine.reads import Reads
from app.engine.scene import PLAIN, Scene
from app.engine.terms import Terms
from app.engine.types import Array, Cell, Gradients, Pair, Params, Shape, ShapeError, SpecError
from app.engine.writing import by, counted, thousands

KINDS: dict[str, type["Layer"]] = {}
"""Every kind of layer, by name, in the order a learner meets them."""


LISTENS = "listens"
"""A parameter that nobody learns: (inputs,), 1 for each input that a layer listens to and 0 for
one that is cut off. Only an edit hands it over; without it a layer listens to all of them."""


@dataclass(frozen=True)
class Layer:
    """One step of a network: a pure function that can explain itself.

    kind                    its name in a network description
    stage                   the learner's word for what comes out
    verb                    completes "each number is ..."
    formula                 TeX, shown beside the numbers
    summary, eli5, in_depth the same thing at three depths; ``words`` fills the {blanks}
    shares                  whether it makes shares of one whole; it reads the logits then
    best                    where it makes shares: 1 if the largest logit wins, -1 if the smallest
    arity                   how many inputs it takes; None: two or more
    measured                parameters that are measured, or set by hand, rather than learned
    family, called          kinds of one family may take each other's place, by these names
    knobs                   what may be tried otherwise, as data
    severable               whether what it listens to can be cut off, one by one (see LISTENS)
    """

    kind: ClassVar[str]
    stage: ClassVar[str]
    verb: ClassVar[str]
    formula: ClassVar[str]
    summary: ClassVar[str]
    eli5: ClassVar[str]
    in_depth: ClassVar[str]
    arity: ClassVar[int | None] = 1
    measured: ClassVar[frozenset[str]] = frozenset()
    family: ClassVar[str | None] = None
    called: ClassVar[str] = ""
    knobs: ClassVar[tuple[Knob, ...]] = ()
    shares: ClassVar[bool] = False
    best: ClassVar[Literal[1, -1]] = 1
    severable: ClassVar[bool] = False

    def __init_subclass__(cls) -> None:
        if "kind" in cls.__dict__:
            KINDS[cls.kind] = cls

    # What goes in and what comes out

    def output_shape(self, *inputs: Shape) -> Shape:
        """The (c, h, w) that comes out when these go in; most layers keep it."""
        return inputs[0]

    def param_shapes(self, *inputs: Shape) -> dict[str, tuple[int, ...]]:
        """The arrays this layer is handed, by name; most layers need none."""
        return {}

    def fixed(self, *inputs: Shape) -> dict[str, Array]:
        """Parameters that people set by hand, as they are usually set; most layers have none."""
        return {}

    def reads(self, *inputs: Shape) -> tuple[Reads, ...]:
        """Where an output cell looks, input by input."""
        raise NotImplementedError

    def macs(self, *inputs: Shape) -> int:
        """Multiplications with a weight that one picture costs; most layers do none."""
        return 0

    # What it computes

    def forward(self, inputs: tuple[Array, ...], params: Params) -> Array:
        """The output (n, c', h', w') for inputs (n, c, h, w)."""
        raise NotImplementedError

    def backward(self, grad: Array, inputs: tuple[Array, ...], params: Params) -> Gradients:
        """How the loss changes with every input and parameter, given how it does with the output.

        grad    (n, c', h', w')   the slope of the loss for every output cell
        """
        raise NotImplementedError

    def param_gradients(
        self, grad: Array, inputs: tuple[Array, ...], params: Params
    ) -> dict[str, Array]:
        """The half of ``backward`` that learning needs; cheaper where nobody asks for the rest."""
        return self.backward(grad, inputs, params).params

    def input_gradients(
        self, grad: Array, inputs: tuple[Array, ...], params: Params
    ) -> tuple[Array, ...]:
        """The other half: who is to blame among the inputs, for those who only look."""
        return self.backward(grad, inputs, params).inputs

    def one(self, channel: int, inputs: tuple[Array, ...], params: Params) -> Array:
        """One channel of the output, (n, 1, h', w'); many kinds can do that at less cost."""
        return self.forward(inputs, params)[:, channel : channel + 1]

    # What may be tried otherwise

    @property
    def border(self) -> str | None:
        """What it lays around its input, if it can: "zeros", or "nothing" that would count."""
        return None

    def with_border(self, border: str | None) -> Self | None:
        """The same layer with such a border, or None: it has to be laid around the input."""
        return self if border == self.border else None

    def unpadded(self) -> Self:
        """The same layer without a border, for an input that has one already."""
        return self

    # How it explains itself

    def explain(self, cell: Cell, inputs: tuple[Array, ...], params: Params) -> Terms:
        """Every term of one output cell of the first picture, computed in float64."""
        raise NotImplementedError

    def settings(self) -> dict[str, Any]:
        """What was chosen for this layer, as JSON; equal pairs are written as one number."""
        return {field.name: _plain(getattr(self, field.name)) for field in fields(self)}

    def words(self, *inputs: Shape) -> dict[str, str]:
        """The verb, the formula and the three depths, with this layer's numbers filled in."""
        blanks = self.blanks(*inputs)
        return {
            "verb": self.verb,
            "formula": self.formula,
            "summary": self.summary.format_map(blanks),
            "eli5": self.eli5.format_map(blanks),
            "in_depth": self.in_depth.format_map(blanks),
        }

    def blanks(self, *inputs: Shape) -> dict[str, str]:
        """What the {blanks} in the words stand for; kinds add their own."""
        channels, height, width = inputs[0]
        maps, rows, columns = self.output_shape(*inputs)
        return {
            "maps_in": counted(channels, "map"),
            "size_in": by((height, width)),
            "numbers_in": thousands(channels * height * width),
            "maps_out": counted(maps, "map"),
            "size_out": by((rows, columns)),
            "numbers_out": thousands(maps * rows * columns),
        }

    def arithmetic(self, *inputs: Shape) -> tuple[str, ...]:
        """Its sizes and counts, each with the sum that makes it: "label: sum = result"."""
        return (
            *self.sizes_told(*inputs),
            f"parameters: {self.parameters_told(*inputs)}",
            f"multiplications: {self.macs_told(*inputs)}",
            accounts.memory(self.output_shape(*inputs)),
        )

    def sizes_told(self, *inputs: Shape) -> tuple[str, ...]:
        """How the height, the width and the number of maps come about."""
        channels = inputs[0][0]
        one = "number" if inputs[0][1:] == (1, 1) else "map"
        return *accounts.unchanged(inputs[0]), f"{one}s: {thousands(channels)}; as they came in"

    def parameters_told(self, *inputs: Shape) -> str:
        """How the numbers it learned are counted."""
        return accounts.NOTHING_LEARNED

    def macs_told(self, *inputs: Shape) -> str:
        """How the multiplications with a weight are counted."""
        return "0; there are no weights to multiply by"

    def code(self, name: str, heard: Sequence[str], *inputs: Shape) -> str:
        """NumPy lines that make one number of the node ``name`` again (see ``listing``).

        heard   the names of the nodes it listens to
        """
        raise NotImplementedError

    def sentence(
        self, inputs: tuple[Array, ...], output: Array, params: Params, scene: Scene = PLAIN
    ) -> str:
        """One or two sentences about what happened to the first picture, with its numbers.

        ``picture`` says that the input is the picture itself, not the maps of a layer.
        Maps are counted from 1, rows and columns from 0.
        """
        raise NotImplementedError


def as_pair(name: str, value: int | Sequence[int], least: int) -> Pair:
    """A setting given as one number or as [rows, columns], as a pair.

    >>> as_pair("size", 3, least=1)
    (3, 3)

    Raises SpecError when it is neither, or smaller than ``least``.
    """
    both = tuple(value) if isinstance(value, Sequence) else (value, value)
    if len(both) != 2 or not all(type(one) is int and one >= least for one in both):
        raise SpecError(
            f"{name} is {value!r}, but should be a whole number of at least {least}, "
            f"or two of them: [rows, columns]."
        )
    return both


def as_count(name: str, value: int, least: int = 1) -> int:
    """A setting that is one whole number. Raises SpecError when it is not."""
    if type(value) is not int or value < least:
        raise SpecError(f"{name} is {value!r}, but should be a whole number of at least {least}.")
    return value


def as_amount(name: str, value: float, above: float = 0) -> float:
    """A setting that is any number above ``above``. Raises SpecError when it is not."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not above < value < inf:
        raise SpecError(f"{name} is {value!r}, but should be a number above {above:g}.")
    return value


def as_switch(name: str, value: bool) -> bool:
    """A setting that is true or false. Raises SpecError when it is neither."""
    if not isinstance(value, bool):
        raise SpecError(f"{name} is {value!r}, but should be true or false.")
    return value


def as_list(layer: Layer, shape: Shape) -> int:
    """The length of an input that must be a plain list of numbers, (c, 1, 1).

    Raises ShapeError when it still has rows and columns.
    """
    if shape[1:] != (1, 1):
        raise ShapeError(
            f"{layer.kind} reads a list of numbers, but gets {by(shape)}. "
            f"Put a flatten layer before it."
        )
    return shape[0]


def alike(layer: Layer, shapes: Sequence[Shape], axes: slice) -> None:
    """Raise ShapeError unless all ``shapes`` agree along ``axes``."""
    if len({shape[axes] for shape in shapes}) > 1:
        sizes = " and ".join(by(shape) for shape in shapes)
        what = "shape" if axes == slice(None) else "height and width"
        raise ShapeError(f"{layer.kind} needs inputs of equal {what}, but gets {sizes}.")


def image_of(x: Array) -> Shape:
    """The (c, h, w) of an (n, c, h, w) array."""
    _, c, h, w = x.shape
    return c, h, w


def volume(shape: Shape) -> int:
    """How many numbers one picture has here."""
    return prod(shape)


def given(params: Params, name: str, layer: Layer) -> Array:
    """One of the arrays a layer needs. Raises ShapeError when it was not handed over."""
    try:
        return params[name]
    except KeyError:
        raise ShapeError(f"{layer.kind} needs {name}, but was handed none.") from None


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return value[0] if len(set(value)) == 1 else list(value)
    return value
