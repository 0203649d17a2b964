"""Many numbers in a few figures."""

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict


class Channel(TypedDict):
    """One map in three figures."""

    low: Annotated[float, Field(description="Its lowest number.")]
    high: Annotated[float, Field(description="Its highest number.")]
    mean: Annotated[float, Field(description="Its mean.")]


class Loudest(TypedDict):
    """Where a layer answers most, and with what."""

    channel: Annotated[int, Field(description="Counted from 0.")]
    row: Annotated[int, Field(description="Counted from 0, from the top.")]
    column: Annotated[int, Field(description="Counted from 0, from the left.")]
    value: Annotated[float, Field(description="The largest number of the layer.")]


class Figures(TypedDict):
    """The numbers of one layer in a few figures."""

    low: Annotated[float, Field(description="The lowest number.")]
    high: Annotated[float, Field(description="The highest number.")]
    mean: Annotated[float, Field(description="The mean of all numbers.")]
    zeros: Annotated[float, Field(description="Share of numbers that are exactly zero, 0 to 1.")]
    negative: Annotated[float, Field(description="Share of numbers below zero, 0 to 1.")]
    channels: Annotated[
        list[Channel],
        Field(description="The same, map by map; empty for a list of more than 128 numbers."),
    ]
    loudest: Annotated[Loudest, Field(description="Where the largest number stands.")]
