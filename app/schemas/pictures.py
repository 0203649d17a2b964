"""The pictures that a network looks at."""

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict


class Sample(TypedDict):
    """A sample picture, and what this network makes of it: computed, never typed in."""

    id: Annotated[str, Field(description="Its name.")]
    title: Annotated[str, Field(description="What it shows, for people.")]
    label: Annotated[str, Field(description="What it shows, as one of the classes.")]
    picture: Annotated[str, Field(description="Address of the picture.")]
    run: Annotated[str, Field(description="Its run, always kept.")]
    predicted: Annotated[
        str | None,
        Field(description="What the network takes it for; null where its weights are not its own."),
    ]
    probability: Annotated[float | None, Field(description="How sure the network is, 0 to 1.")]
    unsure: Annotated[bool, Field(description="Whether that is not sure enough to say so.")]
    correct: Annotated[bool | None, Field(description="Whether it is right.")]


class Crop(TypedDict):
    """A square of the upright picture, in its own pixels."""

    left: Annotated[int, Field(description="Columns to its left.")]
    top: Annotated[int, Field(description="Rows above it.")]
    side: Annotated[int, Field(description="How wide and high it is.")]


class Picture(TypedDict):
    """What was uploaded, and what was made of it."""

    width: Annotated[int, Field(description="Of the upright picture, in pixels.")]
    height: Annotated[int, Field(description="Of the upright picture, in pixels.")]
    format: Annotated[str, Field(description="JPEG, PNG, WebP, GIF or BMP.")]
    crop: Annotated[Crop, Field(description="The square that the network sees.")]
    notes: Annotated[list[str], Field(description="What was done to it, in sentences.")]
    pixels: Annotated[str, Field(description="Address of what the network sees, as a PNG.")]
