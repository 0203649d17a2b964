"""What is changed about a network: its weights, one output channel at a time."""

from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict


class Edit(TypedDict, total=False):
    """One change to one output channel of a layer: weights, kernel, bias, scale or swap.

    Or to a layer that adds: an input that is cut off.
    """

    layer: Annotated[str, Field(description="The layer, by name.", examples=["conv_1_1"])]
    channel: Annotated[int, Field(description="Its output channel, from 0.", examples=[4])]
    input_channel: Annotated[
        int | None,
        Field(
            description="Only the slice of its filter for this input channel. Of a dense layer "
            "behind maps: the map whose numbers the weights (rows by columns) are for; or, with "
            "a single weight, the number of the list."
        ),
    ]
    weights: Annotated[
        Any,
        Field(
            description="New weights: nested lists, input channels by rows by columns; rows by "
            "columns with input_channel; one row for a dense layer.",
            examples=[[[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]],
        ),
    ]
    kernel: Annotated[
        Any,
        Field(
            description="A filter to put in: rows by columns, shared out evenly among all input "
            "channels (each gets it divided by their number), or one such grid for each as it "
            "is. 1 to 11 rows and columns; it stands in the middle of the window, cropped or "
            "with zeros around it. Not for dense layers.",
            examples=[[[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]],
        ),
    ]
    rescale: Annotated[
        bool,
        Field(description="Whether the kernel gets the L2 norm of the weights that it replaces."),
    ]
    bias: Annotated[float, Field(description="A new bias.", examples=[0.5])]
    scale: Annotated[
        float,
        Field(description="What its weights and bias are multiplied by; 0 silences it."),
    ]
    swap: Annotated[
        int,
        Field(description="The channel of the same layer it changes places with, bias and all."),
    ]
    cut: Annotated[
        str,
        Field(
            description="Of a layer that adds what several say: the one of them it no longer "
            "listens to, by name. Stands without a channel.",
            examples=["conv_1_relu"],
        ),
    ]
    on: Annotated[
        bool,
        Field(description="False: the edit is read, but not made, nor told of the run."),
    ]


class Edits(TypedDict):
    """Changes, made one after the other."""

    edits: Annotated[
        list[Edit],
        Field(
            description="The changes.",
            examples=[[{"layer": "conv_1_1", "channel": 4, "scale": 0}]],
        ),
    ]
