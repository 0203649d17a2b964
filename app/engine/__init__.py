"""A small convolutional network library that remembers everything it computes.

    layers      one file per kind of step: what it computes, how it learns, how to explain it
    reads       where each output cell looks, as data
    network     named layers wired into a graph, read from plain data
    trace       every value of one run, the only memory there is
    provenance  one number, taken apart into everything it was made of
    evidence    which map speaks for the answer, and through whom
    figures     what a network costs and sees, counted
    kernels     how the arithmetic is made fast

Nothing here reads a file, opens a socket or knows what a browser is.
"""

from app.engine.layer import KINDS, Layer
from app.engine.network import INPUT, Backward, Network, Node
from app.engine.trace import Trace
from app.engine.types import EngineError, Gradients, ShapeError, SpecError

__all__ = [
    "INPUT",
    "KINDS",
    "Backward",
    "EngineError",
    "Gradients",
    "Layer",
    "Network",
    "Node",
    "ShapeError",
    "SpecError",
    "Trace",
]
