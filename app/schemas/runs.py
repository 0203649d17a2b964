"""One picture through one network."""

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from app.schemas.edits import Edit
from app.schemas.figures import Figures
from app.schemas.networks import Origin
from app.schemas.pictures import Picture


class Guess(TypedDict):
    """One class and how likely it is."""

    label: Annotated[str, Field(description="The class.")]
    probability: Annotated[float, Field(description="Calibrated, 0 to 1.")]


class RunLayer(Figures):
    """What one layer made of the picture. The first is the picture itself."""

    name: Annotated[str, Field(description="The layer's name.")]
    kind: Annotated[str, Field(description="What it does.")]
    stage: Annotated[str, Field(description="The learner's word.")]
    shape: Annotated[list[int], Field(description="Channels, rows, columns.")]
    sentence: Annotated[str, Field(description="What happened here to this picture.")]
    links: Annotated[
        dict[str, str],
        Field(
            description="Where its numbers are: json, npy, png; channel and cell with blanks "
            "to fill in; weights where it has any."
        ),
    ]


class Run(TypedDict):
    """One picture, seen by one network."""

    run: Annotated[
        str,
        Field(
            description="Its name, made from the network, the pixels and the edits.",
            examples=["0f3c9a5e7b1d42668a90c1f2e3d4b5a6"],
        ),
    ]
    network: Annotated[str, Field(description="The network that ran.")]
    picture: Annotated[Picture, Field(description="What it ran on.")]
    prediction: Annotated[list[Guess], Field(description="Every class, the likeliest first.")]
    unsure: Annotated[
        bool, Field(description="Whether the likeliest is not likely enough to count on.")
    ]
    blank: Annotated[bool, Field(description="Whether there is nothing to see in the picture.")]
    noise: Annotated[
        bool,
        Field(
            description="Whether it looks like noise, with as much of the fine as of the large. "
            "What a network names in it counts as unsure."
        ),
    ]
    weights: Annotated[Origin, Field(description="Where the weights of this run come from.")]
    loaded: Annotated[
        str | None, Field(description="The name of the weights, where somebody has loaded them.")
    ]
    caution: Annotated[
        str | None,
        Field(
            description="What has to be said beside the prediction: that the weights were drawn at "
            "random, or that nobody has measured how good they are."
        ),
    ]
    edits: Annotated[list[Edit], Field(description="The changes made to the network's weights.")]
    layers: Annotated[list[RunLayer], Field(description="What every layer made of it.")]
    links: Annotated[
        dict[str, str], Field(description="Where the rest is: self, maps, weights, edits, network.")
    ]
