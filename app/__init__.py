"""convscope: see what a convolutional network does with your picture, number by number.

Small matrices run fastest on one thread, so the libraries under NumPy are told so
here, before anything imports NumPy. Whoever sets these variables first keeps their choice.
"""

import os

for _variable in (
    "OPENBLAS_NUM_THREADS",
    "OMP_NUM_THREADS",
    "MKL_NUM_THREADS",
    "BLIS_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "NUMEXPR_NUM_THREADS",
):
    os.environ.setdefault(_variable, "1")

__version__ = "0.3.0"
