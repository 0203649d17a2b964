"""Changes to what a network learned, tried out on one picture and written nowhere.

An edit names a layer, one of its output channels (counted from 0), and one change::

    {"layer": "conv_1_1", "channel": 4, "weights": [[[...]]]}                   its whole filter
    {"layer": "conv_1_1", "channel": 4, "input_channel": 0, "weights": [[...]]}      one slice
    {"layer": "dense", "channel": 9, "input_channel": 2, "weights": [[...]]}   what reads map 2
    {"layer": "conv_1_1", "channel": 4, "bias": 0.5}
    {"layer": "dense", "channel": 9, "scale": 0}                 weights and bias times a number
    {"layer": "conv_1_1", "channel": 4, "swap": 7}            two channels change places
    {"layer": "conv_1_1", "channel": 4, "kernel": [[...]], "rescale": true}     a filter put in

or an input that a layer which adds no longer listens to, all channels of it::

    {"layer": "res_2a_add", "cut": "conv_1_relu"}

With ``"on": false`` it is read like any other and then not made. Edits are made one after the
other, all of them or none.

    edit       one change, read and checked
    reading    edits from plain data, and what is wrong with them
    numbers    nested lists of numbers, every one of them checked
    cutting    an input that is cut off
    grids      a filter put in from outside: its rows and columns, and how it is fitted
    lasting    which edits leave a trace at the end
    making     the weights after all of them
"""

from app.edits.edit import Edit
from app.edits.making import Made, make, starts
from app.edits.reading import read

__all__ = ["Edit", "Made", "make", "read", "starts"]
