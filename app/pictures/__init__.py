"""From the bytes of a file to the few pixels a network sees. The only place that knows Pillow.

``prepare`` is used for training and for serving alike, so a network meets an uploaded photo
exactly as it met the photos it learned from. Whatever is done to a picture on the way is
said, in ``notes``, in sentences.

    reading        the whole way, one step after the other
    signature      what the first bytes of a file say it is
    opening        the size in its header, then its pixels; or why it is turned away
    upright        as the camera was held
    plain_colours  red, green and blue, whatever they were before
    square         which part of it is looked at
    whole          or all of it, for filters of one's own
    photo          that square, as small as the network's input
    digit          or a digit, as MNIST had them
    ink            what was written, told from its paper
    mnist          how MNIST fits a digit into its frame
    noise          whether there is anything in them but noise
    prepared       the pixels that come out, and what is said of them

(Training opens files of its own, in app/datasets.py, and hands them to ``prepare``.)
"""

from app.pictures.opening import set_pixel_limit
from app.pictures.prepared import Picture, Pixels, Prepared, to_input
from app.pictures.reading import prepare, read
from app.pictures.square import Crop
from app.pictures.whole import Whole, whole

__all__ = [
    "Crop",
    "Picture",
    "Pixels",
    "Prepared",
    "Whole",
    "prepare",
    "read",
    "set_pixel_limit",
    "to_input",
    "whole",
]
