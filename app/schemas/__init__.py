"""What goes over the wire. Every field says what it means; the API pages show these words.

They are plain dictionaries, checked by the type checker rather than while serving. Each file holds
one noun; what serves them asks for ``schemas.Run`` and need not know which.
"""

from app.schemas.alterations import Alteration, Alterations, Changes, Sweep, Turn
from app.schemas.edits import Edit, Edits
from app.schemas.evidence import Evidence, EvidenceTarget, Wire
from app.schemas.figures import Channel, Figures, Loudest
from app.schemas.glossary import Glossary, GlossaryTerm, Misconception, Place
from app.schemas.health import Health
from app.schemas.lab import (
    Before,
    Bricks,
    Choice,
    Experiment,
    Heard,
    Knob,
    Lab,
    Lines,
    Rim,
    Surround,
)
from app.schemas.layers import Layer, Words
from app.schemas.networks import Input, Network, Networks, NetworkSummary, Origin
from app.schemas.numbers import Cell, Numbers, Term, Weights
from app.schemas.pictures import Crop, Picture, Sample
from app.schemas.problems import Problem
from app.schemas.runs import Guess, Run, RunLayer
from app.schemas.stories import Story, StorySource, StoryStep, StoryWrong

__all__ = [
    "Alteration",
    "Alterations",
    "Before",
    "Bricks",
    "Cell",
    "Changes",
    "Channel",
    "Choice",
    "Crop",
    "Edit",
    "Edits",
    "Evidence",
    "EvidenceTarget",
    "Experiment",
    "Figures",
    "Glossary",
    "GlossaryTerm",
    "Guess",
    "Health",
    "Heard",
    "Input",
    "Knob",
    "Lab",
    "Layer",
    "Lines",
    "Loudest",
    "Misconception",
    "Network",
    "NetworkSummary",
    "Networks",
    "Numbers",
    "Origin",
    "Picture",
    "Place",
    "Problem",
    "Rim",
    "Run",
    "RunLayer",
    "Sample",
    "Story",
    "StorySource",
    "StoryStep",
    "StoryWrong",
    "Surround",
    "Sweep",
    "Term",
    "Turn",
    "Weights",
    "Wire",
    "Words",
]
