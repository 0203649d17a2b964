"""What one network changed against another, as it goes over the wire; every field says what it is.

Sizes of windows and maps are [rows, columns], in cells; fields of view are in pixels.
"""

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from app.schemas.networks import Input

Pair = Annotated[list[int], Field(min_length=2, max_length=2)]


class FirstLayer(TypedDict):
    """The layer that looks at the picture itself."""

    layer: Annotated[str, Field(description="Its name.", examples=["conv_1"])]
    size: Annotated[Pair, Field(description="Rows and columns of one filter.")]
    stride: Annotated[Pair, Field(description="How many cells it moves at a time.")]
    padding: Annotated[Pair, Field(description="How many rings of zeros lie around the picture.")]
    filters: Annotated[int, Field(description="How many filters there are.")]
    shape: Annotated[list[int], Field(description="Channels, rows, columns of what comes out.")]
    parameters: Annotated[int, Field(description="How many numbers it learned, biases included.")]


class Seat(TypedDict):
    """All layers of one stage, and what they learned."""

    stage: Annotated[str, Field(description="The learner's word.", examples=["dense"])]
    layers: Annotated[int, Field(description="How many layers of it learned anything.")]
    parameters: Annotated[int, Field(description="How many numbers they learned.")]
    share: Annotated[float, Field(description="Of all parameters, 0 to 1.")]
    macs: Annotated[int, Field(description="Multiplications with a weight in them.")]
    work: Annotated[float, Field(description="Their share of all multiplications, 0 to 1.")]


class Largest(TypedDict):
    """The single layer that learned most."""

    layer: Annotated[str, Field(description="Its name.")]
    stage: Annotated[str, Field(description="The learner's word.")]
    parameters: Annotated[int, Field(description="How many numbers it learned.")]
    share: Annotated[float, Field(description="Of all parameters, 0 to 1.")]


class Sight(TypedDict):
    """How much of the picture one number of a layer can see."""

    layer: Annotated[str, Field(description="Its name.")]
    stage: Annotated[str, Field(description="The learner's word.")]
    depth: Annotated[
        int, Field(description="How many layers with filters lie up to here, itself included.")
    ]
    field: Annotated[Pair, Field(description="Rows and columns of the picture, in pixels.")]
    size: Annotated[Pair, Field(description="Rows and columns of the map that comes out.")]


class Work(TypedDict):
    """Everything that makes numbers of one size of map."""

    size: Annotated[Pair, Field(description="Rows and columns of what comes out.")]
    layers: Annotated[int, Field(description="How many layers multiply here.")]
    macs: Annotated[int, Field(description="Multiplications with a weight.")]
    share: Annotated[float, Field(description="Of all multiplications, 0 to 1.")]
    parameters: Annotated[int, Field(description="How many numbers were learned here.")]
    kept: Annotated[float, Field(description="The share of all parameters, 0 to 1.")]


class Kind(TypedDict):
    """A kind of layer that a network uses."""

    kind: Annotated[str, Field(description="Its name in a description.", examples=["relu"])]
    called: Annotated[str, Field(description="Its name for people.", examples=["ReLU"])]
    stage: Annotated[str, Field(description="The learner's word.")]
    layers: Annotated[int, Field(description="How many layers of it there are.")]


class Way(TypedDict):
    """A way of using layers: overlapping windows, filters in groups, ..."""

    way: Annotated[str, Field(description="A short name.", examples=["overlapping"])]
    called: Annotated[str, Field(description="Its name for people.")]


class Profile(TypedDict):
    """One network in the figures that are compared.

    Branches that do not lead to the answer (heads that only help training) are counted aside.
    """

    id: Annotated[str, Field(description="Its name in addresses.")]
    title: Annotated[str, Field(description="Its name for people.")]
    year: Annotated[int | None, Field(description="When it was published, if it was.")]
    input: Annotated[Input, Field(description="The picture it reads.")]
    first_layer: Annotated[
        FirstLayer | None,
        Field(description="Who looks at the picture; null if nobody does."),
    ]
    parameters: Annotated[int, Field(description="How many numbers it learned.")]
    macs: Annotated[int, Field(description="Multiplications with a weight, for one picture.")]
    aside: Annotated[
        int, Field(description="Parameters of branches that do not lead to the answer.")
    ]
    depth: Annotated[
        int, Field(description="Layers with filters, one behind the other, on the longest path.")
    ]
    layers: Annotated[int, Field(description="All layers that lead to the answer.")]
    dense_share: Annotated[float, Field(description="Share of parameters in dense layers.")]
    seats: Annotated[list[Seat], Field(description="Where parameters and work are, by stage.")]
    largest: Annotated[Largest | None, Field(description="The layer that learned most.")]
    sight: Annotated[list[Sight], Field(description="The growing view along the longest path.")]
    work: Annotated[list[Work], Field(description="By size of map, the largest maps first.")]
    kinds: Annotated[list[Kind], Field(description="Its kinds of layers, as they first appear.")]
    ways: Annotated[list[Way], Field(description="How it uses them.")]


class Said(TypedDict):
    """The differences, a sentence or two each."""

    picture: Annotated[str, Field(description="What they read.")]
    first_layer: Annotated[str, Field(description="Who looks at the picture first.")]
    kinds: Annotated[str, Field(description="Kinds and ways that are new, and that are gone.")]
    depth: Annotated[str, Field(description="How many layers stand behind each other.")]
    parameters: Annotated[str, Field(description="How much there is to learn.")]
    macs: Annotated[str, Field(description="How much there is to compute.")]
    seats: Annotated[str, Field(description="Where the parameters sit.")]
    sight: Annotated[str, Field(description="How much of the picture is seen.")]
    work: Annotated[str, Field(description="At which size of map the work is done.")]


class Lineage(TypedDict):
    """What a network changed against another, counted from the two descriptions."""

    network: Annotated[Profile, Field(description="The network.")]
    against: Annotated[Profile, Field(description="The one it is laid on.")]
    gained: Annotated[list[Kind], Field(description="Kinds that only the network has.")]
    lost: Annotated[list[Kind], Field(description="Kinds that only the other has.")]
    new_ways: Annotated[list[Way], Field(description="Ways that only the network has.")]
    old_ways: Annotated[list[Way], Field(description="Ways that only the other has.")]
    said: Annotated[Said, Field(description="The same in words.")]
