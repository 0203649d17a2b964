"""The networks there are."""

from typing import Annotated, Any, Literal

from pydantic import Field
from typing_extensions import TypedDict

from app.schemas.layers import Layer
from app.schemas.pictures import Sample

Origin = Literal["learned", "drawn", "loaded"]


class Input(TypedDict):
    """The picture a network reads."""

    channels: Annotated[int, Field(description="3 for red, green and blue; 1 for grey.")]
    height: Annotated[int, Field(description="Rows.")]
    width: Annotated[int, Field(description="Columns.")]


class NetworkSummary(TypedDict):
    """A network in a few figures, all of them counted from its description."""

    id: Annotated[str, Field(description="Its name in addresses.", examples=["tiny-vgg"])]
    title: Annotated[str, Field(description="Its name for people.", examples=["Tiny VGG"])]
    year: Annotated[int | None, Field(description="When it was published, if it was.")]
    about: Annotated[str, Field(description="What it does, in one sentence.")]
    input: Annotated[Input, Field(description="The size of the picture it reads.")]
    classes: Annotated[
        list[str],
        Field(
            description="The things it knows, in its own order; of more than 20 the list of "
            "networks names the first, and a network by itself all of them."
        ),
    ]
    otherwise: Annotated[
        str | None,
        Field(description="The class that stands for everything else, if it has one."),
    ]
    class_count: Annotated[int, Field(description="How many things it knows.", examples=[10])]
    parameters: Annotated[
        int,
        Field(description="How many numbers it learned for its answer.", examples=[19920]),
    ]
    auxiliary_parameters: Annotated[
        int,
        Field(
            description="How many more it learned in branches that lead nowhere, such as "
            "GoogLeNet's two heads: they are no part of the answer, and not of `parameters`.",
            examples=[0],
        ),
    ]
    macs: Annotated[
        int,
        Field(description="Multiplications with a weight, for one picture, up to the answer."),
    ]
    dense_share: Annotated[float, Field(description="Share of parameters in dense layers, 0 to 1.")]
    receptive_field: Annotated[
        list[int],
        Field(description="Rows and columns of the picture that one number of the last map sees."),
    ]
    trained: Annotated[bool, Field(description="Whether its weights were learned and measured.")]
    accuracy: Annotated[
        float | None,
        Field(description="Share of pictures it had never seen that it named rightly, 0 to 1."),
    ]
    weights: Annotated[
        Origin,
        Field(
            description="Where its weights come from: learned; drawn at random by a seed; loaded "
            "from somebody's file."
        ),
    ]
    original: Annotated[
        str | None, Field(description="The network that it is a small twin of, by its id.")
    ]


class Networks(TypedDict):
    """Every network there is."""

    networks: Annotated[
        list[NetworkSummary], Field(description="Those that learned first, then by year.")
    ]


class Network(NetworkSummary):
    """A network and all its layers."""

    layers: Annotated[list[Layer], Field(description="In the order they are computed.")]
    samples: Annotated[list[Sample], Field(description="Pictures to begin with.")]
    preprocessing: Annotated[
        dict[str, Any], Field(description="How a picture is made ready: photo or digit.")
    ]
    weights_digest: Annotated[
        str, Field(description="A name for exactly these layers and weights; runs depend on it.")
    ]
    unsure_below: Annotated[
        float, Field(description="Below this probability the network counts as unsure.")
    ]
    loaded: Annotated[
        str | None, Field(description="The name of the weights that somebody has loaded, if any.")
    ]
    caution: Annotated[
        str | None, Field(description="What has to be said beside every answer of these weights.")
    ]
