"""What goes over the wire. Every field says what it means; the API pages show these words.

They are plain dictionaries, checked by the type checker rather than while serving. Each file holds
one noun; what serves them asks for ``schemas.Run`` and need not know which.
"""

from app.schemas.alterations import Alteration, Alterations, Changes, Sweep, Turn
from app.schemas.beside import Beside, BesideLayer
from app.schemas.changes import (
    Change,
    Differences,
    Imagined,
    ImaginedLayer,
    SampleVerdict,
    SampleVerdicts,
    Verdict,
)
from app.schemas.edits import Edit, Edits
from app.schemas.evidence import Evidence, EvidenceTarget, Wire
from app.schemas.figures import Channel, Figures, Loudest
from app.schemas.filtered_cells import CellTold, FilteredCell, FilterPlace, FilterTerm, FilterTotal
from app.schemas.filters import (
    Filtered,
    FilteredStep,
    Filtering,
    FilterSource,
    FilterStep,
    LabPicture,
    Numbers2D,
)
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
from app.schemas.lineage import (
    FirstLayer,
    Kind,
    Largest,
    Lineage,
    Pair,
    Profile,
    Said,
    Seat,
    Sight,
    Way,
    Work,
)
from app.schemas.loading import Loaded, Names, Needed
from app.schemas.missions import Attempt, Found, Mission, Missions, Wanted
from app.schemas.networks import Input, Network, Networks, NetworkSummary, Origin
from app.schemas.numbers import Cell, Numbers, Term, Weights
from app.schemas.pictures import Crop, Picture, Sample
from app.schemas.presets import Preset, PresetParameter, Presets, PresetWeights
from app.schemas.problems import Problem
from app.schemas.runs import Guess, Run, RunLayer
from app.schemas.stories import Story, StorySource, StoryStep, StoryWrong

__all__ = [
    "Alteration",
    "Alterations",
    "Attempt",
    "Before",
    "Beside",
    "BesideLayer",
    "Bricks",
    "Cell",
    "CellTold",
    "Change",
    "Changes",
    "Channel",
    "Choice",
    "Crop",
    "Differences",
    "Edit",
    "Edits",
    "Evidence",
    "EvidenceTarget",
    "Experiment",
    "Figures",
    "FilterPlace",
    "FilterSource",
    "FilterStep",
    "FilterTerm",
    "FilterTotal",
    "Filtered",
    "FilteredCell",
    "FilteredStep",
    "Filtering",
    "FirstLayer",
    "Found",
    "Glossary",
    "GlossaryTerm",
    "Guess",
    "Health",
    "Heard",
    "Imagined",
    "ImaginedLayer",
    "Input",
    "Kind",
    "Knob",
    "Lab",
    "LabPicture",
    "Largest",
    "Layer",
    "Lineage",
    "Lines",
    "Loaded",
    "Loudest",
    "Misconception",
    "Mission",
    "Missions",
    "Names",
    "Needed",
    "Network",
    "NetworkSummary",
    "Networks",
    "Numbers",
    "Numbers2D",
    "Origin",
    "Pair",
    "Picture",
    "Place",
    "Preset",
    "PresetParameter",
    "PresetWeights",
    "Presets",
    "Problem",
    "Profile",
    "Rim",
    "Run",
    "RunLayer",
    "Said",
    "Sample",
    "SampleVerdict",
    "SampleVerdicts",
    "Seat",
    "Sight",
    "Story",
    "StorySource",
    "StoryStep",
    "StoryWrong",
    "Surround",
    "Sweep",
    "Term",
    "Turn",
    "Verdict",
    "Wanted",
    "Way",
    "Weights",
    "Wire",
    "Words",
    "Work",
]
