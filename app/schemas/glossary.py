"""The words of the trade."""

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict


class Misconception(TypedDict):
    """What many believe of a term, put right."""

    believed: Annotated[str, Field(description="What is often heard.")]
    true: Annotated[str, Field(description="What is true.")]


class Place(TypedDict):
    """Where a term can be seen."""

    label: Annotated[str, Field(description="What is seen there.")]
    at: Annotated[str, Field(description="The link into the page.")]


class GlossaryTerm(TypedDict):
    """One word of the trade. Paragraphs are parted by empty lines."""

    id: Annotated[str, Field(description="Its name in addresses.", examples=["stride"])]
    title: Annotated[str, Field(description="Its name for people.", examples=["Stride"])]
    words: Annotated[list[str], Field(description="How it stands in sentences, longest first.")]
    summary: Annotated[str, Field(description="For somebody who wants the gist.")]
    eli5: Annotated[str, Field(description="For somebody who has never heard of any of this.")]
    in_depth: Annotated[str, Field(description="For somebody who wants all of it.")]
    misconception: Annotated[
        Misconception | None, Field(description="What many get wrong, where many do.")
    ]
    see: Annotated[list[Place], Field(description="Where it can be seen, at least one place.")]
    related: Annotated[list[str], Field(description="Other terms to read, by id.")]
    at: Annotated[str, Field(description="Where the glossary explains it.")]


class Glossary(TypedDict):
    """Every word of the trade."""

    terms: Annotated[list[GlossaryTerm], Field(description="In the order of the alphabet.")]
