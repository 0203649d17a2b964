"""What goes over the wire. Every field says what it means; the API pages show these words.

They are plain dictionaries, checked by the type checker rather than while serving.
"""

from typing import Annotated, Any, Literal

from pydantic import Field
from typing_extensions import TypedDict

Origin = Literal["learned", "drawn", "loaded"]


class Input(TypedDict):
    """The picture a network reads."""

    channels: Annotated[int, Field(description="3 for red, green and blue; 1 for grey.")]
    height: Annotated[int, Field(description="Rows.")]
    width: Annotated[int, Field(description="Columns.")]


class NetworkSummary(TypedDict):
    """A network in a few figures, all of them counted from its description."""

    id: Annotated[str, Field(description="Its name in addresses.", examples=["tiny-vgg"])]
    title: Annotated[str, Field(description="Its name for people.", examples=["Tiny VGG"])]
    year: Annotated[int | None, Field(description="When it was published, if it was.")]
    about: Annotated[str, Field(description="What it does, in one sentence.")]
    input: Annotated[Input, Field(description="The size of the picture it reads.")]
    classes: Annotated[
        list[str],
        Field(
            description="The things it knows, in its own order; of more than 20 the list of "
            "networks names the first, and a network by itself all of them."
        ),
    ]
    otherwise: Annotated[
        str | None,
        Field(description="The class that stands for everything else, if it has one."),
    ]
    class_count: Annotated[int, Field(description="How many things it knows.", examples=[10])]
    parameters: Annotated[
        int,
        Field(description="How many numbers it learned for its answer.", examples=[19920]),
    ]
    auxiliary_parameters: Annotated[
        int,
        Field(
            description="How many more it learned in branches that lead nowhere, such as "
            "GoogLeNet's two heads: they are no part of the answer, and not of `parameters`.",
            examples=[0],
        ),
    ]
    macs: Annotated[
        int,
        Field(description="Multiplications with a weight, for one picture, up to the answer."),
    ]
    dense_share: Annotated[float, Field(description="Share of parameters in dense layers, 0 to 1.")]
    receptive_field: Annotated[
        list[int],
        Field(description="Rows and columns of the picture that one number of the last map sees."),
    ]
    trained: Annotated[bool, Field(description="Whether its weights were learned and measured.")]
    accuracy: Annotated[
        float | None,
        Field(description="Share of pictures it had never seen that it named rightly, 0 to 1."),
    ]
    weights: Annotated[
        Origin,
        Field(
            description="Where its weights come from: learned; drawn at random by a seed; loaded "
            "from somebody's file."
        ),
    ]
    original: Annotated[
        str | None, Field(description="The network that it is a small twin of, by its id.")
    ]


class Networks(TypedDict):
    """Every network there is."""

    networks: Annotated[
        list[NetworkSummary], Field(description="Those that learned first, then by year.")
    ]


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


class Sample(TypedDict):
    """A sample picture, and what this network makes of it: computed, never typed in."""

    id: Annotated[str, Field(description="Its name.")]
    title: Annotated[str, Field(description="What it shows, for people.")]
    label: Annotated[str, Field(description="What it shows, as one of the classes.")]
    picture: Annotated[str, Field(description="Address of the picture.")]
    run: Annotated[str, Field(description="Its run, always kept.")]
    predicted: Annotated[
        str | None,
        Field(description="What the network takes it for; null where its weights are not its own."),
    ]
    probability: Annotated[float | None, Field(description="How sure the network is, 0 to 1.")]
    unsure: Annotated[bool, Field(description="Whether that is not sure enough to say so.")]
    correct: Annotated[bool | None, Field(description="Whether it is right.")]


class Network(NetworkSummary):
    """A network and all its layers."""

    layers: Annotated[list[Layer], Field(description="In the order they are computed.")]
    samples: Annotated[list[Sample], Field(description="Pictures to begin with.")]
    preprocessing: Annotated[
        dict[str, Any], Field(description="How a picture is made ready: photo or digit.")
    ]
    weights_digest: Annotated[
        str, Field(description="A name for exactly these layers and weights; runs depend on it.")
    ]
    unsure_below: Annotated[
        float, Field(description="Below this probability the network counts as unsure.")
    ]
    loaded: Annotated[
        str | None, Field(description="The name of the weights that somebody has loaded, if any.")
    ]
    caution: Annotated[
        str | None, Field(description="What has to be said beside every answer of these weights.")
    ]


class Crop(TypedDict):
    """A square of the upright picture, in its own pixels."""

    left: Annotated[int, Field(description="Columns to its left.")]
    top: Annotated[int, Field(description="Rows above it.")]
    side: Annotated[int, Field(description="How wide and high it is.")]


class Picture(TypedDict):
    """What was uploaded, and what was made of it."""

    width: Annotated[int, Field(description="Of the upright picture, in pixels.")]
    height: Annotated[int, Field(description="Of the upright picture, in pixels.")]
    format: Annotated[str, Field(description="JPEG, PNG, WebP, GIF or BMP.")]
    crop: Annotated[Crop, Field(description="The square that the network sees.")]
    notes: Annotated[list[str], Field(description="What was done to it, in sentences.")]
    pixels: Annotated[str, Field(description="Address of what the network sees, as a PNG.")]


class Guess(TypedDict):
    """One class and how likely it is."""

    label: Annotated[str, Field(description="The class.")]
    probability: Annotated[float, Field(description="Calibrated, 0 to 1.")]


class Channel(TypedDict):
    """One map in three figures."""

    low: Annotated[float, Field(description="Its lowest number.")]
    high: Annotated[float, Field(description="Its highest number.")]
    mean: Annotated[float, Field(description="Its mean.")]


class Loudest(TypedDict):
    """Where a layer answers most, and with what."""

    channel: Annotated[int, Field(description="Counted from 0.")]
    row: Annotated[int, Field(description="Counted from 0, from the top.")]
    column: Annotated[int, Field(description="Counted from 0, from the left.")]
    value: Annotated[float, Field(description="The largest number of the layer.")]


class Figures(TypedDict):
    """The numbers of one layer in a few figures."""

    low: Annotated[float, Field(description="The lowest number.")]
    high: Annotated[float, Field(description="The highest number.")]
    mean: Annotated[float, Field(description="The mean of all numbers.")]
    zeros: Annotated[float, Field(description="Share of numbers that are exactly zero, 0 to 1.")]
    channels: Annotated[
        list[Channel],
        Field(description="The same, map by map; empty for a list of more than 128 numbers."),
    ]
    loudest: Annotated[Loudest, Field(description="Where the largest number stands.")]


class RunLayer(Figures):
    """What one layer made of the picture. The first is the picture itself."""

    name: Annotated[str, Field(description="The layer's name.")]
    kind: Annotated[str, Field(description="What it does.")]
    stage: Annotated[str, Field(description="The learner's word.")]
    shape: Annotated[list[int], Field(description="Channels, rows, columns.")]
    sentence: Annotated[str, Field(description="What happened here to this picture.")]
    links: Annotated[
        dict[str, str],
        Field(
            description="Where its numbers are: json, npy, png; channel and cell with blanks "
            "to fill in; weights where it has any."
        ),
    ]


class Edit(TypedDict, total=False):
    """One change to one output channel of a layer: weights, kernel, bias, scale or swap.

    Or to a layer that adds: an input that is cut off.
    """

    layer: Annotated[str, Field(description="The layer, by name.", examples=["conv_1_1"])]
    channel: Annotated[int, Field(description="Its output channel, from 0.", examples=[4])]
    input_channel: Annotated[
        int | None,
        Field(
            description="Only the slice of its filter for this input channel. Of a dense layer "
            "behind maps: the map whose numbers the weights (rows by columns) are for; or, with "
            "a single weight, the number of the list."
        ),
    ]
    weights: Annotated[
        Any,
        Field(
            description="New weights: nested lists, input channels by rows by columns; rows by "
            "columns with input_channel; one row for a dense layer.",
            examples=[[[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]],
        ),
    ]
    kernel: Annotated[
        Any,
        Field(
            description="A filter to put in: rows by columns, shared out evenly among all input "
            "channels (each gets it divided by their number), or one such grid for each as it "
            "is. 1 to 11 rows and columns; it stands in the middle of the window, cropped or "
            "with zeros around it. Not for dense layers.",
            examples=[[[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]],
        ),
    ]
    rescale: Annotated[
        bool,
        Field(description="Whether the kernel gets the L2 norm of the weights that it replaces."),
    ]
    bias: Annotated[float, Field(description="A new bias.", examples=[0.5])]
    scale: Annotated[
        float,
        Field(description="What its weights and bias are multiplied by; 0 silences it."),
    ]
    swap: Annotated[
        int,
        Field(description="The channel of the same layer it changes places with, bias and all."),
    ]
    cut: Annotated[
        str,
        Field(
            description="Of a layer that adds what several say: the one of them it no longer "
            "listens to, by name. Stands without a channel.",
            examples=["conv_1_relu"],
        ),
    ]
    on: Annotated[
        bool,
        Field(description="False: the edit is read, but not made, nor told of the run."),
    ]


class Edits(TypedDict):
    """Changes, made one after the other."""

    edits: Annotated[
        list[Edit],
        Field(
            description="The changes.",
            examples=[[{"layer": "conv_1_1", "channel": 4, "scale": 0}]],
        ),
    ]


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


class Run(TypedDict):
    """One picture, seen by one network."""

    run: Annotated[
        str,
        Field(
            description="Its name, made from the network, the pixels and the edits.",
            examples=["0f3c9a5e7b1d42668a90c1f2e3d4b5a6"],
        ),
    ]
    network: Annotated[str, Field(description="The network that ran.")]
    picture: Annotated[Picture, Field(description="What it ran on.")]
    prediction: Annotated[list[Guess], Field(description="Every class, the likeliest first.")]
    unsure: Annotated[
        bool, Field(description="Whether the likeliest is not likely enough to count on.")
    ]
    blank: Annotated[bool, Field(description="Whether there is nothing to see in the picture.")]
    weights: Annotated[Origin, Field(description="Where the weights of this run come from.")]
    loaded: Annotated[
        str | None, Field(description="The name of the weights, where somebody has loaded them.")
    ]
    caution: Annotated[
        str | None,
        Field(
            description="What has to be said beside the prediction: that the weights were drawn at "
            "random, or that nobody has measured how good they are."
        ),
    ]
    edits: Annotated[list[Edit], Field(description="The changes made to the network's weights.")]
    layers: Annotated[list[RunLayer], Field(description="What every layer made of it.")]
    links: Annotated[
        dict[str, str], Field(description="Where the rest is: self, maps, weights, edits, network.")
    ]


class Numbers(TypedDict):
    """An array."""

    shape: Annotated[list[int], Field(description="Its size along each axis.")]
    dtype: Annotated[str, Field(description="What its numbers are.", examples=["float32"])]
    data: Annotated[list[Any], Field(description="Nested lists, outermost axis first.")]


class Weights(TypedDict):
    """What one layer learned."""

    layer: Annotated[str, Field(description="The layer.")]
    params: Annotated[
        dict[str, Numbers], Field(description="Its arrays by name: weights and bias.")
    ]


class Term(TypedDict):
    """One cell that was read, and what it gave."""

    layer: Annotated[str, Field(description="The layer it stands in.")]
    channel: Annotated[int, Field(description="From 0.")]
    row: Annotated[int, Field(description="From 0; outside the map for padding.")]
    column: Annotated[int, Field(description="From 0; outside the map for padding.")]
    value: Annotated[float, Field(description="What stands there; 0 in padding.")]
    weight: Annotated[float | None, Field(description="What it is multiplied by, if it is.")]
    product: Annotated[float, Field(description="What it gives to the total.")]
    padding: Annotated[bool, Field(description="Whether it lies outside the map.")]
    note: Annotated[str | None, Field(description="What else there is to say: winner, ...")]
    against: Annotated[float | None, Field(description="What it is compared with, if it is.")]


class Cell(TypedDict):
    """One number and everything it was made of, computed again in float64."""

    value: Annotated[float, Field(description="The number as the run has it, in float32.")]
    kind: Annotated[str, Field(description="The kind of layer that made it.")]
    bias: Annotated[float | None, Field(description="What was added to all terms, if anything.")]
    total: Annotated[float, Field(description="The number as its terms make it.")]
    partial_sums: Annotated[
        list[float], Field(description="The products added up per input channel, in order.")
    ]
    terms: Annotated[list[Term], Field(description="Every cell that was read.")]
    tolerance: Annotated[float, Field(description="How far apart roundings may carry the two.")]
    adds_up: Annotated[bool, Field(description="Whether value and total are that close.")]


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


class Experiment(TypedDict, total=False):
    """One layer, tried out with other settings on the numbers it read."""

    layer: Annotated[str, Field(description="The layer, by name.", examples=["conv_1_1"])]
    channel: Annotated[int, Field(description="Which of its maps to compute.", examples=[4])]
    settings: Annotated[
        dict[str, Any],
        Field(description="What to change; the rest stays.", examples=[{"stride": 2}]),
    ]
    beside: Annotated[
        dict[str, Any],
        Field(description="What to compare with; left out, with the layer as it is."),
    ]


class Choice(TypedDict):
    """One of a few."""

    value: Annotated[str, Field(description="As it is sent.")]
    label: Annotated[str, Field(description="As people call it.")]


class Knob(TypedDict):
    """One thing that can be changed about a layer."""

    name: Annotated[str, Field(description="Its name among the settings.", examples=["stride"])]
    label: Annotated[str, Field(description="As people call it.")]
    about: Annotated[str, Field(description="What it changes.")]
    form: Annotated[
        Literal["count", "amount", "choice", "switch"],
        Field(description="A whole number, a number, one of a few, or true or false."),
    ]
    least: Annotated[float, Field(description="The smallest number it takes.")]
    most: Annotated[float | None, Field(description="The largest number it takes.")]
    pair: Annotated[bool, Field(description="Whether it also takes [rows, columns].")]
    choices: Annotated[list[Choice], Field(description="What there is to choose from.")]


class Before(TypedDict):
    """The layer as the network has it."""

    kind: Annotated[str, Field(description="What it does.")]
    settings: Annotated[dict[str, Any], Field(description="Where its knobs stand.")]
    shape: Annotated[list[int], Field(description="Channels, rows, columns of what comes out.")]
    parameters: Annotated[int, Field(description="How many numbers it learned.")]
    macs: Annotated[int, Field(description="Multiplications with a weight, for one picture.")]


class Heard(TypedDict):
    """What a layer reads."""

    layer: Annotated[str, Field(description="The layer it comes from.")]
    shape: Annotated[list[int], Field(description="Channels, rows, columns.")]


class Surround(TypedDict):
    """Made-up lines around a map."""

    top: Annotated[int, Field(description="Rows above.")]
    bottom: Annotated[int, Field(description="Rows below.")]
    left: Annotated[int, Field(description="Columns to the left.")]
    right: Annotated[int, Field(description="Columns to the right.")]


class Lines(TypedDict):
    """Rows and columns of a map."""

    rows: Annotated[list[int], Field(description="Counted from 0, from the top.")]
    columns: Annotated[list[int], Field(description="Counted from 0, from the left.")]


class Rim(TypedDict):
    """Numbers whose window reads something made up, beside those whose does not."""

    cells: Annotated[int, Field(description="How many there are.")]
    mean: Annotated[float, Field(description="Their mean.")]
    inside: Annotated[float | None, Field(description="The mean of the others, if there are any.")]


class Bricks(TypedDict):
    """How the parameters of a layer of filters are counted."""

    filters: Annotated[int, Field(description="One for each map that comes out.")]
    channels: Annotated[int, Field(description="Slices of one filter.")]
    rows: Annotated[int, Field(description="Of one slice.")]
    columns: Annotated[int, Field(description="Of one slice.")]
    biases: Annotated[int, Field(description="One for each filter, if any.")]
    told: Annotated[str, Field(description="The sum.", examples=["3·3·3·10 + 10 = 280"])]


class Lab(TypedDict):
    """What comes out of an experiment."""

    layer: Annotated[str, Field(description="The layer.")]
    kind: Annotated[str, Field(description="What it does with these settings.")]
    channel: Annotated[
        int, Field(description="The map that was computed: the last one, where fewer are left.")
    ]
    settings: Annotated[dict[str, Any], Field(description="Where every knob stood.")]
    beside: Annotated[dict[str, Any], Field(description="Where they stood beside it.")]
    knobs: Annotated[list[Knob], Field(description="What can be changed.")]
    before: Annotated[Before, Field(description="What the network itself has here.")]
    input: Annotated[Heard, Field(description="What it reads (the first, if there are several).")]
    shape: Annotated[
        list[int] | None,
        Field(description="Channels, rows, columns; null where nothing comes out."),
    ]
    reason: Annotated[str | None, Field(description="Why nothing comes out, else null.")]
    arithmetic: Annotated[
        list[str],
        Field(
            description="How the size comes about, with the numbers.",
            examples=[["height and width: ⌊(64 + 2·0 − 3) / 1⌋ + 1 = 62"]],
        ),
    ]
    window: Annotated[
        dict[str, Any] | None, Field(description="How the window moves, as a layer's reads do.")
    ]
    surround: Annotated[Surround, Field(description="What is laid around the maps.")]
    dropped: Annotated[
        Lines, Field(description="At the far end, where no further window fits: never read.")
    ]
    skipped: Annotated[Lines, Field(description="Between windows: never read either.")]
    unread: Annotated[str, Field(description="The same in words; empty where all is read.")]
    map: Annotated[Numbers | None, Field(description="The map, exactly; null where there is none.")]
    low: Annotated[float | None, Field(description="Its lowest number.")]
    high: Annotated[float | None, Field(description="Its highest number.")]
    rim: Annotated[
        Rim | None, Field(description="The border of the map, where its windows read padding.")
    ]
    parameters: Annotated[int, Field(description="Numbers that would have to be learned.")]
    bricks: Annotated[Bricks | None, Field(description="How they are counted, with filters.")]
    macs: Annotated[int, Field(description="Multiplications with a weight, for all maps.")]
    told: Annotated[
        list[str], Field(description="What was done to the learned weights to make them fit.")
    ]
    difference: Annotated[
        list[str], Field(description="What changes from beside to settings, in sentences.")
    ]


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


class Problem(TypedDict):
    """What went wrong, as RFC 9457 has it."""

    type: Annotated[
        str, Field(description="Which kind.", examples=["urn:convscope:problem:run-not-kept"])
    ]
    title: Annotated[str, Field(description="The kind, in words.")]
    status: Annotated[int, Field(description="The HTTP status.")]
    detail: Annotated[str, Field(description="A sentence to be shown to a person as it stands.")]
    instance: Annotated[str, Field(description="The address that was asked.")]


class Health(TypedDict):
    """How the service is."""

    status: Annotated[
        Literal["alive", "ready"], Field(description="alive: answering. ready: taking work.")
    ]
