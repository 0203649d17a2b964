"""The layers that a network is built of."""

from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict


class Words(TypedDict):
    """A kind of layer explained, with this layer's numbers filled in."""

    verb: Annotated[str, Field(description='Completes "each number is ...".')]
    formula: Annotated[str, Field(description="TeX.")]
    summary: Annotated[str, Field(description="For somebody who wants the gist.")]
    eli5: Annotated[str, Field(description="For somebody who has never heard of any of this.")]
    in_depth: Annotated[str, Field(description="For somebody who wants all of it.")]
    arithmetic: Annotated[
        list[str],
        Field(
            description="How its sizes and counts come about, line by line: a label, a colon, "
            "the sum with its result; after a semicolon, what there is to say about it.",
            examples=[["parameters: 10 filters × (3 channels × 3 × 3 weights + 1 bias) = 280"]],
        ),
    ]
    code: Annotated[
        str,
        Field(
            description="Lines of NumPy that make one of its numbers again from "
            "/api/runs/{run}.npz, saved as run.npz. Put the place of the number where {channel}, "
            "{row} and {column} stand. They compute in float32 and agree to twice the tolerance "
            "that the cell states."
        ),
    ]


class Layer(TypedDict):
    """One layer of a network. The first is the input itself."""

    name: Annotated[str, Field(description="Its own name.", examples=["conv_1_1"])]
    kind: Annotated[str, Field(description="What it does.", examples=["conv2d"])]
    stage: Annotated[str, Field(description="The learner's word.", examples=["convolved"])]
    inputs: Annotated[list[str], Field(description="The layers it listens to.")]
    shape: Annotated[list[int], Field(description="Channels, rows, columns of what comes out.")]
    parameters: Annotated[int, Field(description="How many numbers it learned.")]
    macs: Annotated[int, Field(description="Multiplications with a weight, for one picture.")]
    bytes: Annotated[int, Field(description="Size of what comes out, in float32.")]
    receptive_field: Annotated[
        list[int], Field(description="Rows and columns of the picture that one number sees.")
    ]
    block: Annotated[
        int | None, Field(description="Which block of maps, between two pools; counted from 1.")
    ]
    module: Annotated[
        str | None,
        Field(description="The part it belongs to, such as an inception module; null outside one."),
    ]
    settings: Annotated[
        dict[str, Any], Field(description="What was chosen for it: size, stride, padding, ...")
    ]
    reads: Annotated[
        list[dict[str, Any]],
        Field(
            description="Which cells of each input a cell looks at: a window that slides, "
            "output (i, j) reading rows i * stride - padding + t * dilation for t < size, "
            "columns likewise; or the unrolling of maps, cell by cell.",
            examples=[
                [
                    {
                        "rule": "window",
                        "channels": "all",
                        "offset": 0,
                        "groups": 1,
                        "size": [3, 3],
                        "stride": [1, 1],
                        "padding": [0, 0],
                        "dilation": [1, 1],
                    }
                ]
            ],
        ),
    ]
    unread: Annotated[
        list[int],
        Field(description="Rows and columns at the far border that no window of it reaches."),
    ]
    knobs: Annotated[
        list[str],
        Field(description="Which of its settings the laboratory can change; often none."),
    ]
    words: Annotated[Words, Field(description="What it does, said at three depths.")]
