"""Where we stand, and which way every pixel looks."""

from dataclasses import dataclass

import numpy as np

from samples.draw.noise import Array
from samples.draw.solids import Place, column, length


@dataclass(frozen=True)
class Camera:
    """Where it stands, what it looks at, and how long its lens is (1 = 53 degrees wide)."""

    place: Place
    target: Place
    lens: float = 1.6

    def axes(self) -> tuple[Array, Array, Array]:
        """To its right, up, and straight ahead, each (3, 1)."""
        ahead = column(self.target) - column(self.place)
        ahead = ahead / np.linalg.norm(ahead)
        right = np.cross(ahead[:, 0], (0.0, 1.0, 0.0))[:, None]
        right = right / np.linalg.norm(right)
        up = np.cross(right[:, 0], ahead[:, 0])[:, None]
        return right.astype(np.float32), up.astype(np.float32), ahead.astype(np.float32)

    def rays(self, size: int) -> Array:
        """The direction through every pixel, (3, size * size), row by row."""
        right, up, ahead = self.axes()
        steps = (np.arange(size, dtype=np.float32) + 0.5) / size - 0.5
        x, y = np.meshgrid(steps, -steps)
        ray = right * x.ravel() + up * y.ravel() + ahead * np.float32(self.lens)
        return (ray / length(ray)).astype(np.float32)
