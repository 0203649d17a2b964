"""Things with a volume, each told as one question: how far is this point from my surface?

Negative is inside. Points are a (3, n) array of x, y, z in metres, y is up. Solids are put
together by taking the smaller distance (`union`), rounded where they meet (`melt`), or the larger
one (`cut`, `common`). Background: Inigo Quilez, "Distance functions".
"""

from collections.abc import Sequence

import numpy as np

from samples.draw.noise import Array

Place = tuple[float, float, float]


def column(values: Sequence[float]) -> Array:
    """Three numbers as a (3, 1) array that broadcasts over points."""
    return np.asarray(values, np.float32)[:, None]


def length(p: Array) -> Array:
    return np.sqrt(np.einsum("in,in->n", p, p))


def fold(p: Array, axis: int) -> Array:
    """Both sides at once: what is built at +1 stands at -1 too."""
    folded = p.copy()
    folded[axis] = np.abs(p[axis])
    return folded


def repeat(p: Array, every: float, axis: int, start: float = 0.0) -> Array:
    """The same thing again and again along an axis, each with its middle at 0."""
    again = p.copy()
    again[axis] = (p[axis] - np.float32(start)) % np.float32(every) - np.float32(every / 2)
    return again


def turn(p: Array, degrees: float, axis: str = "y") -> Array:
    """The same points seen by something that is turned by `degrees` around an axis."""
    a, b = {"x": (1, 2), "y": (2, 0), "z": (0, 1)}[axis]
    cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    turned = p.copy()
    turned[a] = np.float32(cos) * p[a] + np.float32(sin) * p[b]
    turned[b] = np.float32(cos) * p[b] - np.float32(sin) * p[a]
    return turned


def ball(p: Array, centre: Place, radius: float) -> Array:
    return length(p - column(centre)) - np.float32(radius)


def egg(p: Array, centre: Place, radii: Place) -> Array:
    """An ellipsoid; the distance is a good estimate, exact on the surface."""
    q = p - column(centre)
    near, steep = length(q / column(radii)), length(q / column(radii) ** 2)
    return near * (near - 1) / np.maximum(steep, 1e-6)


def block(p: Array, centre: Place, half: Place, rounding: float = 0.0) -> Array:
    """A box given by its middle and half its sides, with rounded edges."""
    q = np.abs(p - column(centre)) - (column(half) - np.float32(rounding))
    outside = length(np.maximum(q, 0))
    return outside + np.minimum(q.max(axis=0), 0) - np.float32(rounding)


def rod(p: Array, start: Place, end: Place, radius: float, taper: float | None = None) -> Array:
    """A round stick from `start` to `end`; `taper` is the radius at its end."""
    along = column(end) - column(start)
    q = p - column(start)
    t = np.clip((q * along).sum(axis=0) / np.float32((along**2).sum()), 0, 1)
    thickness = radius if taper is None else radius + (taper - radius) * t
    return length(q - along * t) - thickness


def drum(p: Array, centre: Place, radius: float, half: float, axis: int, edge: float) -> Array:
    """A cylinder along x (0), y (1) or z (2): wheels, hubs, lamps, pillars."""
    q = p - column(centre)
    round_ = np.sqrt(sum(q[i] ** 2 for i in range(3) if i != axis)) - np.float32(radius - edge)
    flat = np.abs(q[axis]) - np.float32(half - edge)
    outside = np.hypot(np.maximum(round_, 0), np.maximum(flat, 0))
    return outside + np.minimum(np.maximum(round_, flat), 0) - np.float32(edge)


def union(*distances: Array) -> Array:
    nearest = distances[0]
    for distance in distances[1:]:
        nearest = np.minimum(nearest, distance)
    return nearest


def melt(a: Array, b: Array, softness: float) -> Array:
    """A union whose seam is filled in, as if both were warm wax."""
    h = np.maximum(np.float32(softness) - np.abs(a - b), 0) / np.float32(softness)
    return np.minimum(a, b) - h * h * np.float32(softness / 4)


def common(a: Array, b: Array, softness: float = 1e-3) -> Array:
    """What both share, the edge rounded."""
    return -melt(-a, -b, softness)


def cut(a: Array, b: Array, softness: float = 1e-3) -> Array:
    """`a` without `b`."""
    return -melt(-a, b, softness)


class Outline:
    """A smooth closed curve through a few points, with its distance ready to look up.

    Seen from the side it is the profile of a car, turned around an axis it is a bottle.
    The distances are measured once on a grid and read off between its points.
    """

    def __init__(self, points: Sequence[tuple[float, float]], *, smooth: bool = True) -> None:
        corners = np.asarray(points, np.float64)
        self.curve = spline(corners) if smooth else corners
        low, high = self.curve.min(axis=0), self.curve.max(axis=0)
        margin = 0.25 * float((high - low).max())
        self.low, self.step = low - margin, float((high - low).max() + 2 * margin) / 255
        shape = np.ceil((high - low + 2 * margin) / self.step).astype(int) + 1
        xs = self.low[0] + self.step * np.arange(shape[0])
        ys = self.low[1] + self.step * np.arange(shape[1])
        self.grid = _distance_to_curve(self.curve, xs, ys)

    def __call__(self, x: Array, y: Array) -> Array:
        """How far (x, y) is from the curve; a lower bound when it is far outside the grid."""
        columns, rows = self.grid.shape
        u = np.clip((x - self.low[0]) / self.step, 0, columns - 1.001).astype(np.float32)
        v = np.clip((y - self.low[1]) / self.step, 0, rows - 1.001).astype(np.float32)
        i, j = u.astype(np.int32), v.astype(np.int32)
        fu, fv = u - i, v - j
        a, b = self.grid[i, j], self.grid[i + 1, j]
        c, d = self.grid[i, j + 1], self.grid[i + 1, j + 1]
        lower, upper = a + (b - a) * fu, c + (d - c) * fu
        inside_grid = lower + (upper - lower) * fv
        away = np.hypot(
            x - (self.low[0] + u * np.float32(self.step)).astype(np.float32),
            y - (self.low[1] + v * np.float32(self.step)).astype(np.float32),
        )
        return (inside_grid + away).astype(np.float32)


def spline(corners: np.ndarray, pieces: int = 10, *, closed: bool = True) -> np.ndarray:
    """A Catmull-Rom curve through the points, (n, 2) -> (n * pieces, 2)."""
    if closed:
        before, after = np.roll(corners, 1, axis=0), np.roll(corners, -1, axis=0)
        beyond = np.roll(corners, -2, axis=0)
    else:
        padded = np.vstack([corners[:1], corners, corners[-1:], corners[-1:]])
        before, after, beyond = padded[:-3], padded[2:-1], padded[3:]
    t = np.linspace(0, 1, pieces, endpoint=False)[:, None, None]
    curve = 0.5 * (
        2 * corners
        + (after - before) * t
        + (2 * before - 5 * corners + 4 * after - beyond) * t**2
        + (3 * corners - before - 3 * after + beyond) * t**3
    )
    joined: np.ndarray = curve.transpose(1, 0, 2).reshape(-1, 2)
    return joined if closed else joined[: 1 - pieces]


def _distance_to_curve(curve: np.ndarray, xs: np.ndarray, ys: np.ndarray) -> Array:
    x, y = np.meshgrid(xs, ys, indexing="ij")
    nearest = np.full(x.shape, np.inf)
    inside = np.zeros(x.shape, bool)
    for (ax, ay), (bx, by) in zip(curve, np.roll(curve, -1, axis=0), strict=True):
        ex, ey = bx - ax, by - ay
        t = np.clip(((x - ax) * ex + (y - ay) * ey) / max(ex * ex + ey * ey, 1e-12), 0, 1)
        nearest = np.minimum(nearest, np.hypot(x - ax - t * ex, y - ay - t * ey))
        if ay != by:
            crosses = (ay > y) != (by > y)
            inside ^= crosses & (x < ax + (y - ay) / (by - ay) * ex)
    return np.where(inside, -nearest, nearest).astype(np.float32)
