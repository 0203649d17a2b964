"""How weights follow their slopes downhill.

An optimizer holds settings; what it remembers from step to step (a velocity, a running
mean) is a plain dictionary of arrays handed in beside the weights, so that a training
run can be written to disk and taken up again as if nothing had happened.

    state = optimizer.start(weights)
    optimizer.step(weights, gradients, state, rate=0.1)      # weights and state change in place

All three are flat: ``{"conv_1.weights": array, "conv_1.bias": array, ...}``.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, ClassVar

import numpy as np

from app.engine.types import Array, SpecError

Arrays = dict[str, Array]

OPTIMIZERS: dict[str, type["Optimizer"]] = {}


@dataclass(frozen=True)
class Optimizer(ABC):
    """Something that takes one step downhill."""

    kind: ClassVar[str]

    def __init_subclass__(cls) -> None:
        OPTIMIZERS[cls.kind] = cls

    @abstractmethod
    def start(self, weights: Mapping[str, Array]) -> Arrays:
        """What is remembered before the first step: nothing yet, so zeros."""

    @abstractmethod
    def step(
        self, weights: Arrays, gradients: Mapping[str, Array], state: Arrays, rate: float
    ) -> None:
        """Move ``weights`` against ``gradients``, in place; ``rate`` says how far."""


@dataclass(frozen=True)
class SGD(Optimizer):
    """Stochastic gradient descent: a ball that rolls downhill and keeps its momentum.

        v = momentum * v + gradient
        w = w - rate * v                            plain
        w = w - rate * (gradient + momentum * v)    Nesterov: look where the ball will be

    ``weight_decay`` pulls every weight (never a bias) towards zero, as one more slope.
    The form is PyTorch's (Sutskever et al. 2013, with the rate outside the velocity).
    """

    kind = "sgd"

    momentum: float = 0.9
    nesterov: bool = True
    weight_decay: float = 0.0

    def start(self, weights: Mapping[str, Array]) -> Arrays:
        """One velocity per weight, at rest."""
        return {f"velocity.{name}": np.zeros_like(array) for name, array in weights.items()}

    def step(
        self, weights: Arrays, gradients: Mapping[str, Array], state: Arrays, rate: float
    ) -> None:
        """One step downhill."""
        for name, weight in weights.items():
            slope = gradients[name]
            if self.weight_decay and decays(name):
                slope = slope + self.weight_decay * weight
            velocity = state[f"velocity.{name}"]
            velocity *= self.momentum
            velocity += slope
            weight -= rate * (slope + self.momentum * velocity if self.nesterov else velocity)


@dataclass(frozen=True)
class Adam(Optimizer):
    """A step of about the same length for every weight, however steep its slope.

        m = mean * m + (1 - mean) * gradient              where it has been going
        s = spread * s + (1 - spread) * gradient²         how far it usually swings
        w = w - rate * m̂ / (√ŝ + epsilon)                 the hats undo the start from zero

    Kingma & Ba 2014. ``weight_decay`` acts on the weights themselves and not through the
    slope (Loshchilov & Hutter 2017, known as AdamW); biases do not decay.
    """

    kind = "adam"

    mean: float = 0.9
    spread: float = 0.999
    epsilon: float = 1e-8
    weight_decay: float = 0.0

    def start(self, weights: Mapping[str, Array]) -> Arrays:
        """A mean and a swing per weight, and the number of steps taken."""
        state: Arrays = {"steps": np.zeros(())}
        for name, array in weights.items():
            state[f"mean.{name}"] = np.zeros_like(array)
            state[f"spread.{name}"] = np.zeros_like(array)
        return state

    def step(
        self, weights: Arrays, gradients: Mapping[str, Array], state: Arrays, rate: float
    ) -> None:
        """One step downhill."""
        state["steps"] += 1
        steps = float(state["steps"])
        for name, weight in weights.items():
            slope, mean, spread = gradients[name], state[f"mean.{name}"], state[f"spread.{name}"]
            mean += (1 - self.mean) * (slope - mean)
            spread += (1 - self.spread) * (slope * slope - spread)
            if self.weight_decay and decays(name):
                weight *= 1 - rate * self.weight_decay
            swing = np.sqrt(spread / (1 - self.spread**steps)) + self.epsilon
            weight -= rate / (1 - self.mean**steps) * mean / swing


def decays(name: str) -> bool:
    """Whether weight decay acts on an array: on filters and connections, not on biases.

    >>> decays("conv_1.weights"), decays("conv_1.bias")
    (True, False)
    """
    return name.endswith(".weights")


def optimizer(settings: Mapping[str, Any]) -> Optimizer:
    """The optimizer that a recipe describes.

    >>> optimizer({"kind": "sgd", "momentum": 0.8})
    SGD(momentum=0.8, nesterov=True, weight_decay=0.0)
    """
    rest = dict(settings)
    kind = rest.pop("kind", None)
    if kind not in OPTIMIZERS:
        raise SpecError(f"There is no optimizer {kind!r}; there are {', '.join(OPTIMIZERS)}.")
    try:
        return OPTIMIZERS[kind](**rest)
    except TypeError:
        known = ", ".join(field.name for field in fields(OPTIMIZERS[kind]))
        raise SpecError(f"The optimizer {kind} can be told {known}; not {rest}.") from None
