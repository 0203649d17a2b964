"""Weights that somebody loads from a file, for a network that has none (or in place of its own).

A file is received on disk, never in memory, and read with suspicion: what it holds must be exactly
the arrays that the network needs, by name ("conv1.weights"), in shape, finite. Then it is
written again in one form, whatever it came as, and named by what is in it. So the same weights
have the same name from whatever file, and a run can be named by them.

    safetensors, npz   what lies in such a file, without reading any numbers
    tensor             one array in a file: its name, kind and shape, and a way through its numbers
    fitting            whether the arrays are those that a network needs
    kept               the form on disk, the folder, and back to weights
"""

from app.weights.kept import Kept, Received
from app.weights.tensor import Tensor

__all__ = ["Kept", "Received", "Tensor"]
