"""What goes over the wire about filters of one's own. Every field says what it means."""

from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

Numbers2D = list[list[float]]


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
