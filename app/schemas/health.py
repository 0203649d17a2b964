"""How the service is."""

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict


class Health(TypedDict):
    """How the service is."""

    status: Annotated[
        Literal["alive", "ready"], Field(description="alive: answering. ready: taking work.")
    ]
