"""What edits change about a run, as it goes over the wire; every field says what it means."""

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from app.schemas.figures import Figures
from app.schemas.runs import Guess


class Change(TypedDict):
    """How far one layer has moved, number by number."""

    layer: Annotated[str, Field(description="The layer.")]
    largest: Annotated[float, Field(description="The largest magnitude of a difference.")]
    mean: Annotated[float, Field(description="The mean magnitude, over all numbers.")]
    channel: Annotated[int, Field(description="Where the largest stands, from 0.")]
    row: Annotated[int, Field(description="Where the largest stands, from 0.")]
    column: Annotated[int, Field(description="Where the largest stands, from 0.")]
    share: Annotated[float, Field(description="The share of numbers that differ, 0 to 1.")]


class Differences(TypedDict):
    """A run laid on that of the same pixels without edits."""

    against: Annotated[str, Field(description="The run without edits.")]
    first: Annotated[
        str | None, Field(description="The first layer that differs; null where none does.")
    ]
    sentence: Annotated[
        str,
        Field(
            description="Where the difference begins.",
            examples=["The first layer to change is convolved 1 (conv_1_1): map 4 by up to 0.83."],
        ),
    ]
    layers: Annotated[
        list[Change], Field(description="The layers that differ, in the order of the network.")
    ]


class Verdict(TypedDict):
    """What a network takes a picture for."""

    predicted: Annotated[str, Field(description="The likeliest class.")]
    probability: Annotated[float, Field(description="How likely it is, 0 to 1.")]
    correct: Annotated[bool, Field(description="Whether that is what the picture shows.")]


class SampleVerdict(Verdict):
    """A sample picture, and what an edited network takes it for."""

    id: Annotated[str, Field(description="The sample's name.")]
    title: Annotated[str, Field(description="What it shows, for people.")]
    label: Annotated[str, Field(description="What it shows, as one of the classes.")]
    before: Annotated[Verdict, Field(description="The verdict without edits.")]


class SampleVerdicts(TypedDict):
    """What edits do to all sample pictures of a network."""

    right: Annotated[int, Field(description="How many the edited network names rightly.")]
    right_before: Annotated[int, Field(description="How many it did without edits.")]
    samples: Annotated[list[SampleVerdict], Field(description="Every sample, in their order.")]


class ImaginedLayer(Figures):
    """What one layer would make of the picture."""

    name: Annotated[str, Field(description="The layer's name.")]
    alone: Annotated[
        list[int] | None,
        Field(
            description="The channels that would change, from 0, where no others are sent; null "
            "where all maps of the layer are."
        ),
    ]


class Imagined(TypedDict):
    """The verdict of a run that nobody keeps, and the layers that would change."""

    run: Annotated[str, Field(description="The name that the run would have.")]
    prediction: Annotated[list[Guess], Field(description="Every class, the likeliest first.")]
    unsure: Annotated[
        bool, Field(description="Whether the likeliest is not likely enough to count on.")
    ]
    layers: Annotated[
        list[ImaginedLayer], Field(description="The layers that would change, in figures.")
    ]
