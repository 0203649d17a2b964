"""Two runs of one network, laid on each other."""

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from app.schemas.changes import Change


class BesideLayer(Change):
    """How far one layer of the second run is from the first's."""

    relative: Annotated[
        float,
        Field(
            description="The mean magnitude of the difference, in mean magnitudes of the numbers "
            "themselves: 0 where they are equal, 2 where none has its like."
        ),
    ]


class Beside(TypedDict):
    """Two runs of one network, laid on each other."""

    run: Annotated[str, Field(description="The first run.")]
    against: Annotated[str, Field(description="The second run.")]
    first: Annotated[
        str | None, Field(description="The first layer that differs; null where none does.")
    ]
    sentence: Annotated[
        str,
        Field(
            description="Where the difference begins, and where it is large or small.",
            examples=["The first layer that differs is pooled 1 (pool_1): map 4 by up to 0.83."],
        ),
    ]
    layers: Annotated[
        list[BesideLayer], Field(description="The layers that differ, in the network's order.")
    ]
