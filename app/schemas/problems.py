"""What goes wrong."""

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict


class Problem(TypedDict):
    """What went wrong, as RFC 9457 has it."""

    type: Annotated[
        str, Field(description="Which kind.", examples=["urn:convscope:problem:run-not-kept"])
    ]
    title: Annotated[str, Field(description="The kind, in words.")]
    status: Annotated[int, Field(description="The HTTP status.")]
    detail: Annotated[str, Field(description="A sentence to be shown to a person as it stands.")]
    instance: Annotated[str, Field(description="The address that was asked.")]
