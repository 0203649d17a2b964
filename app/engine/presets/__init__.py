"""Filters by name: what people laid on pictures before networks learned filters of their own.

preset      what a preset is: a formula, its sizes, its sliders, and what it answers to
blurs       those that smooth, and those that sharpen
edges       those that find where brightness changes
patterns    those that look for stripes, lines and corners; and chance
"""

from app.engine.presets.blurs import BLURS
from app.engine.presets.edges import EDGES
from app.engine.presets.patterns import PATTERNS
from app.engine.presets.preset import Kernel, Parameter, Preset

PRESETS = {preset.name: preset for preset in (*BLURS, *EDGES, *PATTERNS)}
"""Every preset by its name, in the order in which they are shown."""

__all__ = ["PRESETS", "Kernel", "Parameter", "Preset"]
