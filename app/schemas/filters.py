"""What goes over the wire about filters of one's own. Every field says what it means."""

from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

Numbers2D = list[list[float]]


class LabPicture(TypedDict):
    """A picture that filters can be laid on."""

    picture: Annotated[str, Field(description="Its name, 32 digits, made of its pixels.")]
    width: Annotated[int, Field(description="Columns of pixels that are kept.")]
    height: Annotated[int, Field(description="Rows of pixels that are kept.")]
    channels: Annotated[int, Field(description="3: red, green and blue, from 0 to 1.")]
    format: Annotated[str, Field(description="JPEG, PNG, WebP, GIF or BMP.")]
    notes: Annotated[list[str], Field(description="What was done to it, in sentences.")]
    pixels: Annotated[str, Field(description="Where the pixels can be had, as PNG.")]


class FilterStep(TypedDict):
    """One filter, how it slides, and what is done with its answers."""

    weights: Annotated[
        Numbers2D | list[Numbers2D],
        Field(
            description="Rows of weights: one filter for all channels, whose mean it reads (each "
            "channel is multiplied by weight / channels). Or a list of such slices, one for "
            "every channel, whose products are added up as they are. 1 to 11 rows and columns, "
            "odd or even.",
            examples=[[[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]],
        ),
    ]
    bias: NotRequired[Annotated[float, Field(description="Added to every sum; 0 if left out.")]]
    stride: NotRequired[
        Annotated[
            int | list[int], Field(description="Cells it moves at a time, or [rows, columns].")
        ]
    ]
    padding: NotRequired[
        Annotated[
            Literal["same", "none"] | int | list[int],
            Field(
                description="Cells laid around the picture: as many as it takes to stand on every "
                "cell (same, the default), none, or so many on each side."
            ),
        ]
    ]
    border: NotRequired[
        Annotated[
            Literal["zeros", "reflect", "edge"],
            Field(description="What these cells are; edge repeats the outermost ones."),
        ]
    ]
    dilation: NotRequired[
        Annotated[
            int | list[int],
            Field(description="How far apart the cells lie that it reads, or [rows, columns]."),
        ]
    ]
    flip: NotRequired[
        Annotated[
            bool,
            Field(
                description="true turns the filter round first: a convolution in the strict "
                "sense. false is the cross-correlation that networks make."
            ),
        ]
    ]
    relu: NotRequired[Annotated[bool, Field(description="Whether sums below 0 become 0.")]]
    pool: NotRequired[
        Annotated[
            Literal["max", "average"] | None,
            Field(description="What is kept of every 2×2 numbers after that, if anything."),
        ]
    ]


class FilterSource(TypedDict, total=False):
    """What filters are laid on: a picture by its name, or a layer of a run."""

    picture: Annotated[str, Field(description="A picture that was sent before.")]
    run: Annotated[str, Field(description="Or a run, with a layer.")]
    layer: Annotated[str, Field(description="A layer of that run.", examples=["input"])]
    channel: Annotated[
        int | None, Field(description="One of its channels, from 0; all of them if null.")
    ]


class Filtering(TypedDict):
    """Filters to be laid on a picture, one after the other."""

    source: Annotated[FilterSource, Field(description="The picture.")]
    steps: Annotated[list[FilterStep], Field(description="1 to 4 of them.")]


class FilteredStep(TypedDict):
    """What one step made."""

    shape: Annotated[list[int], Field(description="1, rows, columns.")]
    low: Annotated[float, Field(description="Its lowest number.")]
    high: Annotated[float, Field(description="Its highest number.")]


class Filtered(TypedDict):
    """What came out of the last step."""

    shape: Annotated[list[int], Field(description="1, rows, columns.")]
    low: Annotated[float, Field(description="Its lowest number.")]
    high: Annotated[float, Field(description="Its highest number.")]
    mean: Annotated[float, Field(description="The mean of its numbers.")]
    steps: Annotated[list[FilteredStep], Field(description="What each step made.")]
    sentence: Annotated[str, Field(description="What happened, with this picture's numbers.")]
    result: NotRequired[
        Annotated[
            dict[str, Any],
            Field(description="With form=json: the numbers, as shape, dtype and data."),
        ]
    ]
