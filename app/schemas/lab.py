"""A layer tried out with other settings, and what comes out of it."""

from typing import Annotated, Any, Literal

from pydantic import Field
from typing_extensions import TypedDict

from app.schemas.numbers import Numbers


class Experiment(TypedDict, total=False):
    """One layer, tried out with other settings on the numbers it read."""

    layer: Annotated[str, Field(description="The layer, by name.", examples=["conv_1_1"])]
    channel: Annotated[int, Field(description="Which of its maps to compute.", examples=[4])]
    settings: Annotated[
        dict[str, Any],
        Field(description="What to change; the rest stays.", examples=[{"stride": 2}]),
    ]
    beside: Annotated[
        dict[str, Any],
        Field(description="What to compare with; left out, with the layer as it is."),
    ]


class Choice(TypedDict):
    """One of a few."""

    value: Annotated[str, Field(description="As it is sent.")]
    label: Annotated[str, Field(description="As people call it.")]


class Knob(TypedDict):
    """One thing that can be changed about a layer."""

    name: Annotated[str, Field(description="Its name among the settings.", examples=["stride"])]
    label: Annotated[str, Field(description="As people call it.")]
    about: Annotated[str, Field(description="What it changes.")]
    form: Annotated[
        Literal["count", "amount", "choice", "switch"],
        Field(description="A whole number, a number, one of a few, or true or false."),
    ]
    least: Annotated[float, Field(description="The smallest number it takes.")]
    most: Annotated[float | None, Field(description="The largest number it takes.")]
    pair: Annotated[bool, Field(description="Whether it also takes [rows, columns].")]
    choices: Annotated[list[Choice], Field(description="What there is to choose from.")]


class Before(TypedDict):
    """The layer as the network has it."""

    kind: Annotated[str, Field(description="What it does.")]
    settings: Annotated[dict[str, Any], Field(description="Where its knobs stand.")]
    shape: Annotated[list[int], Field(description="Channels, rows, columns of what comes out.")]
    parameters: Annotated[int, Field(description="How many numbers it learned.")]
    macs: Annotated[int, Field(description="Multiplications with a weight, for one picture.")]


class Heard(TypedDict):
    """What a layer reads."""

    layer: Annotated[str, Field(description="The layer it comes from.")]
    shape: Annotated[list[int], Field(description="Channels, rows, columns.")]


class Surround(TypedDict):
    """Made-up lines around a map."""

    top: Annotated[int, Field(description="Rows above.")]
    bottom: Annotated[int, Field(description="Rows below.")]
    left: Annotated[int, Field(description="Columns to the left.")]
    right: Annotated[int, Field(description="Columns to the right.")]


class Lines(TypedDict):
    """Rows and columns of a map."""

    rows: Annotated[list[int], Field(description="Counted from 0, from the top.")]
    columns: Annotated[list[int], Field(description="Counted from 0, from the left.")]


class Rim(TypedDict):
    """Numbers whose window reads something made up, beside those whose does not."""

    cells: Annotated[int, Field(description="How many there are.")]
    mean: Annotated[float, Field(description="Their mean.")]
    inside: Annotated[float | None, Field(description="The mean of the others, if there are any.")]


class Bricks(TypedDict):
    """How the parameters of a layer of filters are counted."""

    filters: Annotated[int, Field(description="One for each map that comes out.")]
    channels: Annotated[int, Field(description="Slices of one filter.")]
    rows: Annotated[int, Field(description="Of one slice.")]
    columns: Annotated[int, Field(description="Of one slice.")]
    biases: Annotated[int, Field(description="One for each filter, if any.")]
    told: Annotated[str, Field(description="The sum.", examples=["3·3·3·10 + 10 = 280"])]


class Lab(TypedDict):
    """What comes out of an experiment."""

    layer: Annotated[str, Field(description="The layer.")]
    kind: Annotated[str, Field(description="What it does with these settings.")]
    channel: Annotated[
        int, Field(description="The map that was computed: the last one, where fewer are left.")
    ]
    settings: Annotated[dict[str, Any], Field(description="Where every knob stood.")]
    beside: Annotated[dict[str, Any], Field(description="Where they stood beside it.")]
    knobs: Annotated[list[Knob], Field(description="What can be changed.")]
    before: Annotated[Before, Field(description="What the network itself has here.")]
    input: Annotated[Heard, Field(description="What it reads (the first, if there are several).")]
    shape: Annotated[
        list[int] | None,
        Field(description="Channels, rows, columns; null where nothing comes out."),
    ]
    reason: Annotated[str | None, Field(description="Why nothing comes out, else null.")]
    arithmetic: Annotated[
        list[str],
        Field(
            description="How the size comes about, with the numbers.",
            examples=[["height and width: ⌊(64 + 2·0 − 3) / 1⌋ + 1 = 62"]],
        ),
    ]
    window: Annotated[
        dict[str, Any] | None, Field(description="How the window moves, as a layer's reads do.")
    ]
    surround: Annotated[Surround, Field(description="What is laid around the maps.")]
    dropped: Annotated[
        Lines, Field(description="At the far end, where no further window fits: never read.")
    ]
    skipped: Annotated[Lines, Field(description="Between windows: never read either.")]
    unread: Annotated[str, Field(description="The same in words; empty where all is read.")]
    map: Annotated[Numbers | None, Field(description="The map, exactly; null where there is none.")]
    low: Annotated[float | None, Field(description="Its lowest number.")]
    high: Annotated[float | None, Field(description="Its highest number.")]
    rim: Annotated[
        Rim | None, Field(description="The border of the map, where its windows read padding.")
    ]
    parameters: Annotated[int, Field(description="Numbers that would have to be learned.")]
    bricks: Annotated[Bricks | None, Field(description="How they are counted, with filters.")]
    macs: Annotated[int, Field(description="Multiplications with a weight, for all maps.")]
    told: Annotated[
        list[str], Field(description="What was done to the learned weights to make them fit.")
    ]
    difference: Annotated[
        list[str], Field(description="What changes from beside to settings, in sentences.")
    ]
