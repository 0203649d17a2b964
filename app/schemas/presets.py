"""Filters that have a name, as they go over the wire. Every field says what it means."""

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from app.schemas.filters import Numbers2D


class PresetParameter(TypedDict):
    """One slider of a filter that has a name."""

    name: Annotated[str, Field(description="Its name in the address.", examples=["sigma"])]
    label: Annotated[str, Field(description="What people call it.")]
    low: Annotated[float, Field(description="The least it can be.")]
    high: Annotated[float, Field(description="The most it can be.")]
    step: Annotated[float, Field(description="How finely a slider moves.")]
    value: Annotated[float, Field(description="Where it stands if nothing is said.")]
    unit: Annotated[str, Field(description="What it is counted in; may be empty.")]


class Preset(TypedDict):
    """A filter that people have a name for."""

    name: Annotated[str, Field(description="Its name in addresses.", examples=["sobel-x"])]
    title: Annotated[str, Field(description="Its name for people.")]
    sentence: Annotated[str, Field(description="What it does and what it answers to.")]
    parameters: Annotated[list[PresetParameter], Field(description="Its sliders.")]
    sizes: Annotated[
        Literal["any", "odd"] | list[int],
        Field(description="How long each of its sides may be: 1 to 11, the odd ones, or these."),
    ]
    size: Annotated[list[int], Field(description="Rows and columns it usually has.")]


class Presets(TypedDict):
    """Every filter that has a name."""

    presets: Annotated[list[Preset], Field(description="In the order in which they are shown.")]


class PresetWeights(TypedDict):
    """The weights of such a filter, at one size."""

    name: Annotated[str, Field(description="Its name.", examples=["gaussian"])]
    rows: Annotated[int, Field(description="How high it is.")]
    columns: Annotated[int, Field(description="How wide it is.")]
    parameters: Annotated[dict[str, float], Field(description="Where every slider stood.")]
    weights: Annotated[Numbers2D, Field(description="Rows of weights.")]
    sentence: Annotated[str, Field(description="What it does and what it answers to.")]
    sum: Annotated[
        float,
        Field(description="What they add up to: 1 keeps brightness, 0 answers only to changes."),
    ]
