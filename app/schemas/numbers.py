"""Numbers themselves, and how one of them was made."""

from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict


class Numbers(TypedDict):
    """An array."""

    shape: Annotated[list[int], Field(description="Its size along each axis.")]
    dtype: Annotated[str, Field(description="What its numbers are.", examples=["float32"])]
    data: Annotated[list[Any], Field(description="Nested lists, outermost axis first.")]


class Weights(TypedDict):
    """What one layer learned."""

    layer: Annotated[str, Field(description="The layer.")]
    params: Annotated[
        dict[str, Numbers], Field(description="Its arrays by name: weights and bias.")
    ]


class Term(TypedDict):
    """One cell that was read, and what it gave."""

    layer: Annotated[str, Field(description="The layer it stands in.")]
    channel: Annotated[int, Field(description="From 0.")]
    row: Annotated[int, Field(description="From 0; outside the map for padding.")]
    column: Annotated[int, Field(description="From 0; outside the map for padding.")]
    value: Annotated[float, Field(description="What stands there; 0 in padding.")]
    weight: Annotated[float | None, Field(description="What it is multiplied by, if it is.")]
    product: Annotated[float, Field(description="What it gives to the total.")]
    padding: Annotated[bool, Field(description="Whether it lies outside the map.")]
    note: Annotated[str | None, Field(description="What else there is to say: winner, ...")]
    against: Annotated[float | None, Field(description="What it is compared with, if it is.")]


class Cell(TypedDict):
    """One number and everything it was made of, computed again in float64."""

    value: Annotated[float, Field(description="The number as the run has it, in float32.")]
    kind: Annotated[str, Field(description="The kind of layer that made it.")]
    bias: Annotated[float | None, Field(description="What was added to all terms, if anything.")]
    total: Annotated[float, Field(description="The number as its terms make it.")]
    partial_sums: Annotated[
        list[float], Field(description="The products added up per input channel, in order.")
    ]
    terms: Annotated[list[Term], Field(description="Every cell that was read.")]
    tolerance: Annotated[float, Field(description="How far apart roundings may carry the two.")]
    adds_up: Annotated[bool, Field(description="Whether value and total are that close.")]
