"""Which maps speak for the answer of a run."""

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict


class EvidenceTarget(TypedDict):
    """The score that the evidence is for: the winning class's, before it became a share."""

    label: Annotated[str, Field(description="The class that won.", examples=["bus"])]
    channel: Annotated[int, Field(description="Its place among the classes, from 0.")]
    layer: Annotated[str, Field(description="The layer of the scores.", examples=["dense"])]


Wire = TypedDict(  # "from" cannot be the name of a field of a class
    "Wire",
    {
        "from": Annotated[str, Field(description="The layer that is read.", examples=["pool_1"])],
        "to": Annotated[str, Field(description="The layer that reads it.")],
        "source": Annotated[int, Field(description="The map that is read, from 0.")],
        "reader": Annotated[int, Field(description="The map that reads it, from 0.")],
        "evidence": Annotated[
            float,
            Field(
                description="The slope of the score times what the one gives to the other, summed "
                "over all cells: above 0 it speaks for the class, below 0 against it."
            ),
        ],
    },
)
"""What one map gives to the winning score through one map that reads it."""


class Evidence(TypedDict):
    """Which maps speak for the answer, and through whom."""

    target: Annotated[EvidenceTarget, Field(description="The score in question.")]
    wires: Annotated[
        list[Wire],
        Field(
            description="The strongest of every edge of the network, edge by edge; up to 24, into "
            "up to 16 of the maps that read."
        ),
    ]
