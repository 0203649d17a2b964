"""ReLU: keep what matched, forget what did not."""

from dataclasses import dataclass

from app.engine.kernels import elementwise
from app.engine.layers.pointwise import PointWise
from app.engine.scene import PLAIN, Scene
from app.engine.types import Array, Gradients, Params
from app.engine.writing import counted, percent, signed, thousands


@dataclass(frozen=True)
class ReLU(PointWise):
    """Negative numbers become zero; the rest pass through untouched. Any shape, kept.

    Nair and Hinton, Rectified Linear Units Improve Restricted Boltzmann Machines, 2010.
    """

    kind = "relu"
    stage = "rectified"
    family = "activation"
    called = "ReLU"
    verb = "its input, or zero if that is negative"
    formula = r"y = \max(0, x)"
    summary = (
        "Every negative number becomes 0; every other number goes through as it is. Each cell "
        "is treated by itself, and nothing is learned here.\n\n"
        "Below zero a filter had said: the opposite of my pattern. That answer is dropped now, "
        "and what stays is where something was found. {numbers_in} numbers in, {numbers_out} "
        "out, many of them exactly 0."
    )
    eli5 = (
        "A doorman stands at every number. Numbers above zero may walk in just as they are. "
        "Those below zero are sent away, and a 0 is put on their chair.\n\n"
        "It sounds too simple to matter. But filters only multiply and add, and a pile of "
        "filters would be no cleverer than a single one. Because of the doormen, the next "
        "filters can ask for things like: this, but not together with that."
    )
    in_depth = (
        "y = max(0, x), cell by cell. It is the kink that counts: two layers of weighted sums "
        "in a row are again one weighted sum, however deep you stack them. With a kink between "
        "them they can bend around what one layer cannot part.\n\n"
        "Its slope is 1 above zero and 0 below (and 0 at zero itself, by agreement). When the "
        "network learns, blame flows back only through the cells that were let through. A "
        "filter that is negative everywhere for every picture gets no blame and stays as it "
        "is: a dead unit.\n\n"
        "It took the place of sigmoid and tanh, whose slopes fade out at both ends. AlexNet's "
        "authors saw a network with ReLU learn several times faster than the same one with "
        "tanh."
    )

    def forward(self, inputs: tuple[Array, ...], params: Params) -> Array:
        return elementwise.rectified(inputs[0])

    def backward(self, grad: Array, inputs: tuple[Array, ...], params: Params) -> Gradients:
        """Only the cells that were let through can be blamed."""
        return Gradients((elementwise.rectified_gradients(grad, inputs[0]),), {})

    def weigh(self, value: float) -> tuple[float | None, str | None]:
        return (1.0, "let through") if value > 0 else (0.0, "cut to zero")

    def in_numpy(self) -> str:
        return "np.maximum(0, x)"

    def sentence(
        self, inputs: tuple[Array, ...], output: Array, params: Params, scene: Scene = PLAIN
    ) -> str:
        before, after = inputs[0][0], output[0]
        cut = int((before < 0).sum())
        if not cut:
            return f"None of the {thousands(before.size)} numbers was negative, so nothing changed."
        kept = (after > 0).mean(axis=(1, 2))
        told = (
            f"{thousands(cut)} of {thousands(before.size)} numbers ({percent(cut / before.size)}) "
            f"{'was' if cut == 1 else 'were'} negative and became 0."
        )
        if not kept.any():
            return f"{told} Nothing is left above zero."
        most = int(kept.argmax())
        if len(kept) == 1 or after.shape[1:] == (1, 1):
            return f"{told} The largest that went through is {signed(float(after.max()))}."
        silent = int((kept == 0).sum())
        quiet = f" {counted(silent, 'map')} fell silent." if silent else ""
        return (
            f"{told} Map {most + 1} keeps most: {percent(float(kept[most]))} of its cells.{quiet}"
        )
