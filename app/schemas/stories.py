"""What is told about a network."""

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict


class StoryStep(TypedDict):
    """Something to do on the page, to see what the story tells."""

    label: Annotated[str, Field(description="What the link says.")]
    text: Annotated[str, Field(description="What to look out for, in a sentence or two.")]
    at: Annotated[str, Field(description="The link into the page.", examples=["/#layer=conv_1_1"])]


class StoryWrong(TypedDict):
    """Something that is often published wrongly."""

    believed: Annotated[str, Field(description="What is published.")]
    true: Annotated[str, Field(description="What is right, counted from the description.")]


class StorySource(TypedDict):
    """A paper that the story rests on."""

    title: Annotated[str, Field(description="Its title.")]
    authors: Annotated[str, Field(description="Who wrote it.")]
    year: Annotated[int, Field(description="When it appeared.")]
    where: Annotated[str, Field(description="Where it appeared.")]
    address: Annotated[str, Field(description="Where it can be found.")]


class Story(TypedDict):
    """What is told about a network. Every figure in it is counted or quoted from a source."""

    network: Annotated[str, Field(description="Whose story it is; variants share one.")]
    idea: Annotated[str, Field(description="What it is about, in a few words.")]
    before: Annotated[str | None, Field(description="The network in history before it.")]
    original: Annotated[str | None, Field(description="What a twin stands for; else null.")]
    summary: Annotated[str, Field(description="For somebody who wants the gist.")]
    eli5: Annotated[str, Field(description="For somebody who has never heard of any of this.")]
    in_depth: Annotated[str, Field(description="For somebody who wants all of it.")]
    see: Annotated[str, Field(description="What to see in it that the one before lacked.")]
    kept: Annotated[list[str], Field(description="What a twin has of its original.")]
    left_out: Annotated[list[str], Field(description="What a twin has not.")]
    steps: Annotated[list[StoryStep], Field(description="Something to do, in order.")]
    wrong: Annotated[list[StoryWrong], Field(description="What is often published wrongly.")]
    sources: Annotated[list[StorySource], Field(description="What it rests on.")]
