"""One number, taken apart into everything it was made of.

The terms are computed again in float64, from the very numbers the run has kept. Their
total must be the float32 number of the run, up to a tolerance that is stated.
"""

from dataclasses import dataclass
from math import isfinite, sqrt
from typing import Any

import numpy as np

from app.engine.network import Network
from app.engine.terms import Terms
from app.engine.trace import Trace
from app.engine.types import Cell, EngineError, Weights


@dataclass(frozen=True, slots=True)
class Term:
    """One cell that was read, in which layer, and what it gave.

    ``weight`` is None where there is no such thing: an exponential has none. A padding
    cell has the row and column where it would lie, and the value 0. ``against`` is what the
    value is compared with, where a layer compares.
    """

    layer: str
    channel: int
    row: int
    column: int
    value: float
    weight: float | None
    product: float
    padding: bool
    note: str | None
    against: float | None = None


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where one number comes from.

    value         the number as the run computed it
    total         the same number, computed from the terms in float64
    partial_sums  the products, added up per input channel, in the order of the terms
    tolerance     how far the two may be apart, given how many roundings the run made
    adds_up       whether they are that close
    """

    value: float
    kind: str
    bias: float | None
    total: float
    partial_sums: tuple[float, ...]
    terms: tuple[Term, ...]
    tolerance: float
    adds_up: bool


def provenance(
    network: Network, weights: Weights, trace: Trace, node: str, cell: Cell, image: int = 0
) -> Provenance:
    """Every term of ``cell`` (channel, row, column) of ``node``, and their total.

    Raises EngineError when there is no such node, cell or picture; the input itself is
    where every chain of terms ends.
    """
    found = network.node(node)
    network.check_cell(node, cell)
    if not 0 <= image < len(trace[node]):
        raise EngineError(f"There is no picture {image}: this run has {len(trace[node])}.")
    inputs = tuple(trace[name][image : image + 1] for name in found.inputs)
    told = found.layer.explain(cell, inputs, weights.get(node, {}))
    value = float(trace[node][image][cell])
    tolerance = roundings(told, trace[node].dtype)
    return Provenance(
        value=value,
        kind=found.layer.kind,
        bias=told.bias,
        total=told.total,
        partial_sums=partial_sums(told),
        terms=tuple(
            Term(
                found.inputs[term.source],
                term.channel,
                term.row,
                term.column,
                term.value,
                term.weight,
                term.product,
                term.padding,
                term.note,
                term.against,
            )
            for term in told.terms
        ),
        tolerance=tolerance,
        adds_up=abs(told.total - value) <= tolerance,
    )


def partial_sums(told: Terms) -> tuple[float, ...]:
    """The products added up per input channel, in the order of the terms."""
    sums: dict[tuple[int, int], float] = {}
    for term in told.terms:
        place = term.source, term.channel
        sums[place] = sums.get(place, 0.0) + term.product
    return tuple(sums.values())


def roundings(told: Terms, kind: np.dtype[Any]) -> float:
    """How far a sum in numbers of this kind may lie from ``told``: roundings grow as the square
    root of its length, and what is smaller than the kind can hold is lost altogether.

    Higham, Accuracy and Stability of Numerical Algorithms, 2002, section 4.2: the bound
    is n eps, what happens is sqrt(n) eps, both times the sum of the absolute terms. Chapter
    2: what underflows, a weight or a product, is off by the smallest number at most.
    """
    size = sum(abs(term.product) for term in told.terms) + abs(told.bias or 0.0)
    if not isfinite(size):
        return 0.0
    info = np.finfo(kind)
    steps = 2 * sqrt(len(told.terms) + 4)
    lost = len(told.terms) + sum(abs(term.value) for term in told.terms)
    return float(info.eps) * steps * max(size, abs(told.total)) + float(info.tiny) * lost
