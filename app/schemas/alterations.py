"""How a picture is moved about, and what a network says of it then."""

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict


class Changes(TypedDict, total=False):
    """How a picture is moved about; what is left out stays as it is."""

    shift_x: Annotated[float, Field(description="Pixels to the right; below 0 to the left.")]
    shift_y: Annotated[float, Field(description="Pixels down; below 0 up.")]
    rotate: Annotated[
        float, Field(description="Degrees, as the hands of a clock turn.", examples=[15])
    ]
    scale: Annotated[float, Field(description="How many times its size, about the middle.")]
    brightness: Annotated[float, Field(description="What every number is multiplied by.")]
    noise: Annotated[
        float, Field(description="Standard deviation of the noise added.", examples=[0.1])
    ]


class Alteration(TypedDict):
    """One way to move a picture about, and the slider that does it."""

    name: Annotated[str, Field(description="Its name in addresses.", examples=["rotate"])]
    title: Annotated[str, Field(description="Its name for people.")]
    unit: Annotated[str, Field(description="What stands behind its value.")]
    low: Annotated[float, Field(description="The slider's lowest value.")]
    high: Annotated[float, Field(description="The slider's highest value.")]
    step: Annotated[float, Field(description="From one value of the slider to the next.")]
    neutral: Annotated[float, Field(description="Where it changes nothing.")]
    places: Annotated[int, Field(description="How many values a sweep has.")]
    about: Annotated[str, Field(description="What it does, in a sentence.")]


class Alterations(TypedDict):
    """Every way to move a picture about."""

    alterations: Annotated[list[Alteration], Field(description="As the page shows them.")]


class Turn(TypedDict):
    """Where the network changes its mind."""

    at: Annotated[float, Field(description="The value, on a straight line between two places.")]
    before: Annotated[str, Field(description="The likeliest class below it.")]
    after: Annotated[str, Field(description="The likeliest class above it.")]


class Sweep(TypedDict):
    """What a network says along one slider."""

    alteration: Annotated[str, Field(description="Which slider.")]
    unit: Annotated[str, Field(description="What stands behind its values.")]
    others: Annotated[
        dict[str, float], Field(description="Where the other sliders stand, if not neutral.")
    ]
    values: Annotated[list[float], Field(description="The places, from low to high.")]
    classes: Annotated[list[str], Field(description="The classes, in the network's own order.")]
    probabilities: Annotated[
        list[list[float]], Field(description="Place by place, the probability of every class.")
    ]
    turns: Annotated[list[Turn], Field(description="Where another class becomes the likeliest.")]
