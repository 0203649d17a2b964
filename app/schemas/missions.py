"""Missions as they go over the wire. Every field says what it means."""

from typing import Annotated, Any, Literal

from pydantic import Field
from typing_extensions import TypedDict


class Wanted(TypedDict):
    """What one has to say besides what one does."""

    kind: Annotated[
        Literal["count", "map"],
        Field(description="A whole number from low to high, or one map of a layer, from 0."),
    ]
    label: Annotated[str, Field(description="What is asked.")]
    low: Annotated[int, Field(description="The smallest answer.")]
    high: Annotated[int, Field(description="The largest answer.")]
    layer: Annotated[str | None, Field(description="The layer whose map is asked for.")]


class Mission(TypedDict):
    """Something to bring about with a network."""

    id: Annotated[str, Field(description="Its name.", examples=["silence-three"])]
    title: Annotated[str, Field(description="Its name for people.")]
    task: Annotated[str, Field(description="What is to be done.")]
    hints: Annotated[
        list[str], Field(description="Three, each tells more; the last nearly gives it away.")
    ]
    about: Annotated[str, Field(description="What it is good for.")]
    sample: Annotated[str | None, Field(description="The sample it is about, by id.")]
    layer: Annotated[str | None, Field(description="The layer where to begin.")]
    answer: Annotated[Wanted | None, Field(description="What has to be said as well, if anything.")]


class Missions(TypedDict):
    """Every mission of a network."""

    missions: Annotated[list[Mission], Field(description="From easy to hard.")]


class Attempt(TypedDict, total=False):
    """What is sent along with a run, where something is wanted."""

    answer: Annotated[Any, Field(description="The answer, if the mission wants one.", examples=[4])]


class Found(TypedDict):
    """How far a mission has come with a run."""

    done: Annotated[bool, Field(description="Whether nothing is missing.")]
    sentence: Annotated[
        str, Field(description="What is seen, and what is still missing, with the numbers.")
    ]
    learned: Annotated[
        str, Field(description="What one has learned by it; empty until it is done.")
    ]
    figures: Annotated[dict[str, Any], Field(description="The numbers of the sentence.")]
