"""One number that a filter made, as it goes over the wire. Every field says what it means."""

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from app.schemas.filters import Filtering


class FilteredCell(Filtering):
    """The same, and the number that is asked about."""

    row: Annotated[int, Field(description="Its row, from 0.")]
    column: Annotated[int, Field(description="Its column, from 0.")]
    step: NotRequired[
        Annotated[int, Field(description="The step that made it, from 0; the last if left out.")]
    ]


class FilterTerm(TypedDict):
    """One cell that the filter read, and what it gave."""

    channel: Annotated[int, Field(description="Its channel, from 0.")]
    row: Annotated[int, Field(description="Its row; outside the picture in the border.")]
    column: Annotated[int, Field(description="Its column.")]
    value: Annotated[float, Field(description="The number there.")]
    weight: Annotated[float, Field(description="The weight it was multiplied with.")]
    product: Annotated[float, Field(description="value × weight.")]
    padding: Annotated[bool, Field(description="Whether it lies in the border.")]


class FilterPlace(TypedDict):
    """A place where the filter stood."""

    row: Annotated[int, Field(description="Its row among the sums, from 0.")]
    column: Annotated[int, Field(description="Its column among the sums, from 0.")]


class FilterTotal(FilterPlace):
    """What was added up there."""

    total: Annotated[float, Field(description="The sum, bias included, in float64.")]


class CellTold(TypedDict):
    """One number that a filter made, and all it was made of, computed again in float64."""

    step: Annotated[int, Field(description="The step that made it, from 0.")]
    row: Annotated[int, Field(description="Its row, from 0.")]
    column: Annotated[int, Field(description="Its column, from 0.")]
    value: Annotated[float, Field(description="The number itself, in float32.")]
    bias: Annotated[float, Field(description="What is added to the products.")]
    total: Annotated[float, Field(description="All products and the bias, added up.")]
    terms: Annotated[list[FilterTerm], Field(description="The products, in reading order.")]
    partial_sums: Annotated[list[float], Field(description="The products of each channel, added.")]
    place: Annotated[
        FilterPlace,
        Field(description="Where the filter stood for these terms; without a pool, the number's."),
    ]
    relu: Annotated[bool, Field(description="Whether sums below 0 became 0.")]
    pool: Annotated[
        Literal["max", "average"] | None, Field(description="What was kept of four sums.")
    ]
    totals: Annotated[
        list[FilterTotal],
        Field(description="The sum, or the four that were pooled; the terms are of the largest."),
    ]
    expected: Annotated[float, Field(description="What ReLU and pool make of the totals.")]
    tolerance: Annotated[
        float, Field(description="How far roundings may have carried the value away from it.")
    ]
    adds_up: Annotated[bool, Field(description="Whether the two are that close.")]
    sentence: Annotated[str, Field(description="How the number came about.")]
