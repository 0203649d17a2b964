"""Loaded weights, as they go over the wire."""

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict


class Needed(TypedDict):
    """One array that a file of weights should hold."""

    name: Annotated[str, Field(description="Its name in the file.", examples=["conv_1_1.weights"])]
    layer: Annotated[str, Field(description="The layer it is for.")]
    param: Annotated[str, Field(description="What it is there.", examples=["bias"])]
    shape: Annotated[list[int], Field(description="Its sides; output channels come first.")]


class Names(TypedDict):
    """Every array that a network needs."""

    network: Annotated[str, Field(description="The network.")]
    tensors: Annotated[list[Needed], Field(description="In the order of its layers.")]


class Loaded(TypedDict):
    """Weights that were loaded."""

    network: Annotated[str, Field(description="The network they are for.")]
    weights: Annotated[
        str, Field(description="Their name, 32 digits, for ?weights=. It follows from the numbers.")
    ]
    tensors: Annotated[int, Field(description="How many arrays.")]
    parameters: Annotated[int, Field(description="How many numbers, what was measured included.")]
    bytes: Annotated[int, Field(description="How much room they take on the server's disk.")]
