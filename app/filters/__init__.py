"""Filters of one's own: which picture they are laid on, what comes out, and how it was added up.

kept        the pictures that were sent for it, and for how long they are at hand
presets     filters by name, as they are asked for in an address
question    what is asked: a source and a few steps, read from plain data
answer      what comes out of the last step, and what there is to say about it
cell        one number of it, and every product it was made of
"""
